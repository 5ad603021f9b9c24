"""Damaged files: `query` says which file and what to do and offers the last good snapshot, in plain words.

A flipped byte that a question does not meet changes no answer; `verify` finds every one.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from tests.faults.at_once import light_load_published
from tests.faults.outcome import Outcome, scratch
from tests.support.faults_commands import Told, asked
from tests.support.faults_forks import forked
from tests.support.faults_inbox import BEFORE, write_inbox
from warehouse.home import Home
from warehouse.snapshots import current_id, snapshot_ids

_QUESTION = ("query", "P01", "--format", "json")


@dataclass(frozen=True)
class Damage:
    """One damage. file: the name the message must give. do: does it. is_surely_met: by any query."""

    name: str
    file: str
    do: Callable[[Home], None]
    is_surely_met: bool = True


def run(workspace: Path, *, cuts: int, flips: int, seed: int) -> Outcome:
    """Damage the pointer in every way, cut the snapshot at so many places, and flip so many bytes."""
    with scratch(workspace) as folder:
        inbox = folder / "in"
        write_inbox(inbox)
        sound = Home(folder / "sound")
        forked(partial(light_load_published, [inbox / name for name in BEFORE], sound))
        forked(partial(light_load_published, [inbox], sound))
        answer = forked(partial(asked, sound, *_QUESTION))
        failures = [] if answer.code == 0 else [f"the sound home does not answer: {answer.error}"]
        damages = list(_damages(sound, cuts, flips, random.Random(seed)))
        for damage in damages:
            home = Home(folder / "damaged")
            shutil.copytree(sound.root, home.root)
            damage.do(home)
            told = forked(partial(asked, home, *_QUESTION))
            failures += [f"{damage.name}: {one}" for one in _judged(damage, told, answer, sound)]
            verified = forked(partial(asked, home, "verify"))
            if verified.code != 1 or "Traceback" in verified.error:
                failures.append(f"{damage.name}: verify ended with {verified.code}")
            shutil.rmtree(home.root)
    told_in_words = f"pointer, {cuts} cuts, {flips} flipped bytes, foreign files"
    return Outcome("damaged files", len(damages), told_in_words, tuple(failures))


def _judged(damage: Damage, told: Told, answer: Told, sound: Home) -> Iterator[str]:
    if "Traceback" in told.error:
        yield "a traceback"
    if told.code == 0:
        if damage.is_surely_met:
            yield "nothing was said"
        elif told.output != answer.output:
            yield "another number was answered"
        return
    if told.code != 1:
        yield f"exit code {told.code}"
    if damage.file not in told.error:
        yield f"does not name {damage.file}: {told.error.strip()}"
    before = snapshot_ids(sound)[0]
    # Where only the pointer is damaged, the latest snapshot is good.
    good = {before} if damage.file.endswith(".duckdb") else set(snapshot_ids(sound))
    if "rollback" not in told.error or not any(one in told.error for one in good):
        yield f"does not offer the last good snapshot: {told.error.strip()}"


def _damages(sound: Home, cuts: int, flips: int, chance: random.Random) -> Iterator[Damage]:
    current = str(current_id(sound))
    name = f"{current}.duckdb"
    content = (sound.snapshots / name).read_bytes()
    pointers = {
        "empty": b"", "garbage": b"\xff\x00garbage", "half": b'{"snapshot": "0000', "a list": b"[1, 2]",
        "null": b"null", "zeros": bytes(60), "of another program": b'{"version": 3}',
    }  # fmt: skip
    for kind, text in pointers.items():
        yield Damage(f"pointer: {kind}", "current.json", partial(_write, "current.json", text))
    for number in range(cuts):
        length = len(content) * number // cuts
        yield Damage(f"cut to {length:,} bytes", name, partial(_write, f"snapshots/{name}", content[:length]))
    yield Damage("text", name, partial(_write, f"snapshots/{name}", b"not a database\n"))
    yield Damage("zeros", name, partial(_write, f"snapshots/{name}", bytes(len(content))))
    yield Damage("SQLite", name, partial(_sqlite, name))
    yield Damage("another DuckDB", name, partial(_other_duckdb, name))
    yield Damage("gone", current, partial(_remove, name))
    for _ in range(flips):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        flipped = content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
        yield Damage(
            f"byte {place:,} flipped",
            name,
            partial(_write, f"snapshots/{name}", flipped),
            is_surely_met=False,
        )


def _write(relative: str, content: bytes, home: Home) -> None:
    path = home.root / relative
    path.unlink()
    path.write_bytes(content)


def _remove(name: str, home: Home) -> None:
    (home.snapshots / name).unlink()


def _sqlite(name: str, home: Home) -> None:
    path = home.snapshots / name
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE a (b INTEGER)")


def _other_duckdb(name: str, home: Home) -> None:
    path = home.snapshots / name
    path.unlink()
    forked(partial(_make_duckdb, path))


def _make_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("CREATE TABLE a (b INTEGER)")
