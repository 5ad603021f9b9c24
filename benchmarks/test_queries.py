"""How long all metrics take: one week, from a cold process and inside a warm one.

`make bench` prints it; `make bench SCALE=100` does so over a warehouse a hundred times the size. The aims
are 1.5 s from a cold process and 300 ms inside a warm one, on two cores.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

EVERY_METRIC = tuple(METRICS)
LAST_MONDAY = date(2026, 11, 16)


def _week(weeks_ago: int) -> Selection:
    monday = LAST_MONDAY - timedelta(weeks=weeks_ago)
    return Selection(start=monday, end=monday + timedelta(days=6))


def _ask(snapshot: Snapshot, selection: Selection) -> None:
    assert set(query(snapshot, EVERY_METRIC, selection)["metric"]) == set(EVERY_METRIC)


@pytest.mark.benchmark(group="all metrics of one week, cold process")
def test_command_line(benchmark: BenchmarkFixture, home: Home) -> None:
    week = _week(0)
    command = [
        sys.executable, "-m", "warehouse", "--home", str(home.root), "query", ",".join(EVERY_METRIC),
        "--from", str(week.start), "--to", str(week.end), "--format", "json",
    ]  # fmt: skip

    def run() -> None:
        found = subprocess.run(command, check=True, capture_output=True)
        assert len(json.loads(found.stdout)) == len(EVERY_METRIC)

    benchmark.pedantic(run, rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="all metrics of one week, warm process")
def test_a_week_asked_again(benchmark: BenchmarkFixture, snapshot: Snapshot) -> None:
    benchmark.pedantic(_ask, args=(snapshot, _week(0)), rounds=15, warmup_rounds=2)


@pytest.mark.benchmark(group="all metrics of one week, warm process")
def test_a_week_never_asked_before(benchmark: BenchmarkFixture, snapshot: Snapshot) -> None:
    weeks = iter(range(1, 200))

    def setup() -> tuple[tuple[Snapshot, Selection], dict[str, object]]:
        return (snapshot, _week(next(weeks))), {}

    benchmark.pedantic(_ask, setup=setup, rounds=15, warmup_rounds=2)


@pytest.mark.benchmark(group="all metrics of one week, warm process")
def test_the_same_passes_one_metric_at_a_time(benchmark: BenchmarkFixture, snapshot: Snapshot) -> None:
    """What sharing one pass over a table among its metrics saves."""

    def run() -> None:
        for metric in EVERY_METRIC:
            query(snapshot, [metric], _week(0))

    benchmark.pedantic(run, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="five years of weeks")
def test_every_additive_metric_as_a_series(benchmark: BenchmarkFixture, snapshot: Snapshot) -> None:
    metrics = [metric.id for metric in METRICS.values() if metric.additive]
    series = Selection(start=date(2022, 1, 3), end=date(2026, 11, 22), grain=Grain.WEEK)
    benchmark.pedantic(query, args=(snapshot, metrics, series), rounds=5, warmup_rounds=1)
