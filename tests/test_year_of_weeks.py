"""Weekly loads of the demo, many files late: every frozen week answers as it did.

Each week its files are loaded and the week is frozen under its ISO label, as for the weekly review. A few
weeks are replayed here, the fifty-two of a year by `make year`.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.landing import find_files
from pipelines.load import load
from warehouse.contracts.registry import DATASETS
from warehouse.digests import content_digests
from warehouse.engines.duckdb import Database, open_writer
from warehouse.home import Home
from warehouse.keeping.freezing import freeze
from warehouse.keeping.verifying import verify
from warehouse.marts.build import MARTS, build_marts
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection, period_of
from warehouse.snapshots import open_snapshot

# A load a week on a busy machine.
pytestmark = pytest.mark.timeout(1800)

LAST_SUNDAY = date(2026, 11, 22)
REPLAYED = int(os.environ.get("FAZHI_WEEKS_REPLAYED", "3"))
WEEKS = [period_of(LAST_SUNDAY - timedelta(weeks=back), Grain.WEEK) for back in reversed(range(REPLAYED))]
SHARE_LATE = 0.4
ASKED = ("P01", "P02", "P12", "C01", "F01", "F07", "E13", "L01", "Q01")
"""Sums, distinct counts, stocks, ratios, and a number about what was read."""


@dataclass(frozen=True)
class Year:
    """What came of the year. shown: week's label → its answers when it was frozen.

    loads: weeks in which files came; published: those of them that were published; files, late: how many
    came, and how many of them not in their week.
    """

    home: Home
    shown: dict[str, list[tuple[object, ...]]]
    loads: int
    published: int
    files: int
    late: int


def replayed(folder: Path, inbox: Path) -> Year:
    """Load and freeze week by week."""
    home = Home(folder / "home")
    shown: dict[str, list[tuple[object, ...]]] = {}
    arriving, late = arrivals(inbox)
    published = 0
    for number, week in enumerate(WEEKS):
        assert week.label is not None
        report = load(arriving[number], home) if arriving[number] else None
        published += report is not None and report.published
        freeze(home, week.label)
        shown[week.label] = answers(home, None, week.end)
    loads, files = sum(map(bool, arriving)), sum(map(len, arriving))
    return Year(home, shown, loads, published, files, late)


def arrivals(inbox: Path) -> tuple[list[list[Path]], int]:
    """Return the files of each week, four in ten of them late by up to eight weeks, and how many are late.

    What is up to a year older than the first week comes with it; what is older still is left out.
    """
    dice = random.Random(2026)
    weeks: list[list[Path]] = [[] for _ in WEEKS]
    late = 0
    for path in find_files([inbox]):
        filed_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        if filed_on < WEEKS[0].start - timedelta(days=365):
            continue
        number = max(0, (filed_on - WEEKS[0].start).days // 7)
        delay = dice.randint(1, min(8, REPLAYED - 1)) if dice.random() < SHARE_LATE else 0
        late += delay > 0
        weeks[min(number + delay, len(WEEKS) - 1)].append(path)
    return weeks, late


def answers(home: Home, which: str | None, until: date) -> list[tuple[object, ...]]:
    with open_snapshot(home, which) as snapshot:
        selections = (
            Selection(end=until, by=("township",)),
            Selection(start=date(until.year, 1, 1), end=until, grain=Grain.MONTH),
        )
        asked = {"by township": ("P01", "P02"), "by month": ASKED}
        return [
            (name, *row)
            for (name, metrics), selection in zip(asked.items(), selections, strict=True)
            for row in query(snapshot, metrics, selection).iter_rows()
        ]


def current_content(home: Home) -> dict[str, str]:
    with open_snapshot(home) as snapshot:
        digests = content_digests(snapshot.database, DATASETS.values())
    return {table: digest for table, digest in digests.items() if table.startswith("base.")}


def mart_contents(database: Database) -> dict[str, tuple[object, ...]]:
    """Return how many rows each mart has, and a sum of their digests that no order changes."""
    return {
        mart: database.query(
            f"SELECT count(*) AS n, sum(CAST(hash(one) AS HUGEINT)) AS digests FROM mart.{mart} AS one"
        ).row(0)
        for mart in MARTS
    }


def test_a_frozen_week_answers_as_it_did_however_late_files_come(tmp_path: Path, demo_inbox: Path) -> None:
    """One test, since the year would be replayed in every process that tests something of it."""
    year = replayed(tmp_path, demo_inbox)
    assert len(year.shown) == REPLAYED
    assert year.published == year.loads > REPLAYED / 2
    assert year.late > year.files / 5
    changed = 0
    for week in WEEKS:
        assert answers(year.home, week.label, week.end) == year.shown[str(week.label)], week.label
        changed += answers(year.home, None, week.end) != year.shown[str(week.label)]
    # Late files have changed what is known of most weeks since.
    assert changed > REPLAYED / 2
    with open_snapshot(year.home) as snapshot:
        shutil.copy(snapshot.path, tmp_path / "anew.duckdb")
    with open_writer(tmp_path / "anew.duckdb") as anew:
        week_by_week = mart_contents(anew)
        build_marts(anew)
        assert mart_contents(anew) == week_by_week
    at_once = Home(tmp_path / "at-once")
    # Persons are told apart by keyed digests.
    at_once.root.mkdir()
    shutil.copy(year.home.root / "secret.key", at_once.root)
    load([path for week in arrivals(demo_inbox)[0] for path in week], at_once)
    assert current_content(year.home) == current_content(at_once)
    assert verify(year.home).faults == []
