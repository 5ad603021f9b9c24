"""One inbox loaded in any order and any split: the same content, and the latest correction wins."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipelines.demo import generate
from tests.faults.outcome import Outcome, scratch
from tests.support.faults_forks import ForkFailed, forked, side_by_side
from tests.support.faults_inbox import LATEST, TOTAL_AUDIENCE, write_inbox
from tests.support.faults_light import light_load
from tests.support.faults_state import Content, complaints_about, content_of
from warehouse.home import Home
from warehouse.snapshots import open_snapshot


def run(workspace: Path, *, trials: int, seed: int, at_once: int = 2) -> Outcome:
    """Load the small inbox in so many random orders and splits."""
    with scratch(workspace) as folder:
        files = write_inbox(folder / "in")
        failures = _shuffled(folder, files, trials, seed, at_once, knows_latest=True)
    told = f"{len(files)} files with corrections, joint events, repeats"
    return Outcome("any order and split", trials, told, tuple(failures))


def run_demo(workspace: Path, *, trials: int, seed: int, at_once: int = 2) -> Outcome:
    """Load the activities of the demo's last year in so many random orders and splits."""
    with scratch(workspace) as folder:
        generate(folder / "demo")
        files = sorted((folder / "demo").glob("*2026年*活动*"))
        failures = _shuffled(folder, files, trials, seed, at_once, knows_latest=False)
    return Outcome("any order and split (demo)", trials, f"{len(files)} files of activities", tuple(failures))


def _shuffled(
    folder: Path, files: Sequence[Path], trials: int, seed: int, at_once: int, *, knows_latest: bool
) -> list[str]:
    whole = Home(folder / "whole")
    forked(partial(_load_all, [files], whole))
    after: Content = forked(partial(content_of, whole))
    works = []
    for number in range(trials):
        batches = _split(files, random.Random(f"{seed}/{number}"))
        home = Home(folder / f"home-{number}")
        works.append(partial(_judged, batches, home, after, knows_latest))
    failures: list[str] = []
    for number, answer in side_by_side(works, at_once):
        wrong = [str(answer)] if isinstance(answer, ForkFailed) else answer
        failures += [f"order {seed}/{number}: {one}" for one in wrong]
    return failures


def _split(files: Sequence[Path], chance: random.Random) -> list[list[Path]]:
    """Return the files in a random order, cut into one to four loads."""
    shuffled = chance.sample(list(files), len(files))
    cuts = sorted(chance.sample(range(1, len(files)), chance.randrange(min(4, len(files)))))
    return [shuffled[start:end] for start, end in zip((0, *cuts), (*cuts, len(files)), strict=True)]


def _load_all(batches: Sequence[Sequence[Path]], home: Home) -> None:
    for batch in batches:
        light_load(batch, home)


def _judged(batches: Sequence[Sequence[Path]], home: Home, after: Content, knows_latest: bool) -> list[str]:
    _load_all(batches, home)
    wrong = complaints_about(home, (after,))
    if knows_latest:
        with open_snapshot(home) as snapshot:
            rows = snapshot.database.query("SELECT title, audience FROM base.activities").rows()
        wrong += [f"{title} has {value}" for title, value in rows if LATEST.get(title, value) != value]
        total = sum(value for _, value in rows)
        if total != TOTAL_AUDIENCE:
            wrong.append(f"{total} people, not {TOTAL_AUDIENCE}")
    shutil.rmtree(home.root)
    return wrong
