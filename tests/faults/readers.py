"""A hundred readers through five hundred publishes, with old snapshots pruned meanwhile.

Each reader opens by the pointer, at whatever moment of a switch, and keeps what it has opened over two
questions: a total and the sum of its parts, which agree within one snapshot and with no other, and the
snapshot's own number. The snapshots are light builds, published and pruned by the product.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults.outcome import Outcome, scratch
from tests.support.faults_forks import ForkFailed, forked, start
from tests.support.inbox import SECRET
from warehouse.engines.duckdb import Database, open_writer
from warehouse.home import Home
from warehouse.keeping.choosing import prune
from warehouse.keeping.publishing import begin_build, publish, writing
from warehouse.ledger import create_ledger
from warehouse.snapshots import open_snapshot

_PARTS = 8
_KEPT = 5
_PRUNED_EVERY = 10
# Two readers open as often as they can; the others pause, so that all of them together leave room to publish.
_GREEDY = 2
_PAUSE_SECONDS = 0.08


def run(workspace: Path, *, readers: int, publishes: int) -> Outcome:
    """Let so many readers read until so many snapshots have been published."""
    with scratch(workspace) as folder:
        home = Home(folder / "home")
        home.root.mkdir()
        forked(partial(publish_light, home, 1))
        pause = _PAUSE_SECONDS * readers
        reading = [
            start(partial(_read_until, home, publishes, number, 0.0 if number < _GREEDY else pause))
            for number in range(readers)
        ]
        try:
            pruned = start(partial(_publish_many, home, publishes)).answer()
        except ForkFailed:
            # What they wait for will not come.
            for reader in reading:
                reader.kill_after(0)
            raise
        answers: Sequence[tuple[int, int, list[str]]] = [reader.answer() for reader in reading]
    looks = sum(looked for looked, _, _ in answers)
    different = max(snapshots for _, snapshots, _ in answers)
    failures = [wrong for _, _, found in answers for wrong in found]
    told = (
        f"{readers} readers, {publishes} publishes, {pruned} pruned meanwhile: {looks:,} readings, "
        f"one reader saw up to {different} different snapshots"
    )
    return Outcome("readers through publishes", looks, told, tuple(failures))


def publish_light(home: Home, number: int) -> str:
    """Publish a snapshot whose parts add up to its total, a number no other snapshot has."""
    with writing(home):
        run_id = f"{number:08d}-{SECRET[:3].hex()}"
        path, sequence = begin_build(home, run_id)
        snapshot_id = f"{sequence:06d}-{run_id}"
        with open_writer(path) as database:
            _fill(database, number, snapshot_id, sequence, run_id)
        publish(home, path, snapshot_id)
    return snapshot_id


def _fill(database: Database, number: int, snapshot_id: str, sequence: int, run_id: str) -> None:
    create_ledger(database)
    record: dict[str, Any] = {
        "id": snapshot_id, "sequence": sequence, "run_id": run_id, "is_demo": False,
        "created_at": datetime.now(UTC).replace(tzinfo=None), "data_cutoff": None,
    }  # fmt: skip
    names = ", ".join(f"${place + 1} AS {name}" for place, name in enumerate(record))
    database.execute("DELETE FROM ledger.snapshot")
    database.execute(f"INSERT INTO ledger.snapshot BY NAME SELECT {names}", list(record.values()))
    database.execute(
        f"CREATE OR REPLACE TABLE part AS SELECT i, {number} * (i + 1) AS value FROM range({_PARTS}) r(i)"
    )
    database.execute("CREATE OR REPLACE TABLE whole AS SELECT sum(value) AS value FROM part")
    database.execute("CHECKPOINT")


def _publish_many(home: Home, publishes: int) -> int:
    """Publish the rest, pruning now and then; return how many snapshots were pruned."""
    pruned = 0
    for number in range(2, publishes + 1):
        publish_light(home, number)
        if number % _PRUNED_EVERY == 0:
            pruned += len(prune(home, _KEPT))
    return pruned


def _read_until(home: Home, last: int, seed: int, pause: float) -> tuple[int, int, list[str]]:
    """Read until the last number is seen; return how often, of how many snapshots, and what was wrong."""
    chance = random.Random(seed)
    idle = threading.Event()
    wrong: list[str] = []
    seen: set[str] = set()
    looks, latest = 0, 0
    while latest < last:
        try:
            with open_snapshot(home) as snapshot:
                latest = max(latest, _read_twice(snapshot.database, snapshot.id, chance, wrong))
                seen.add(snapshot.id)
        except Exception as error:
            return looks, len(seen), [*wrong, f"{type(error).__name__}: {error}"]
        looks += 1
        idle.wait(chance.uniform(0, pause))
    return looks, len(seen), wrong


def _read_twice(database: Database, snapshot_id: str, chance: random.Random, wrong: list[str]) -> int:
    first = database.query("SELECT value FROM whole").item()
    # Meanwhile others publish, prune and switch.
    for _ in range(chance.randrange(3)):
        database.query("SELECT count(*) AS n FROM part")
    parts = database.query("SELECT sum(value) AS value FROM part").item()
    ((told, sequence),) = database.query("SELECT id, sequence FROM ledger.snapshot").rows()
    expected = sequence * sum(range(1, _PARTS + 1))
    if not first == parts == expected or told != snapshot_id:
        wrong.append(f"{snapshot_id} calls itself {told}: {first} in all, {parts} in parts, due {expected}")
    return int(sequence)
