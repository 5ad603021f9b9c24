"""What pages read of the checks: the verdict, the failed checks, their cells, and the numbers they touch."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.small_warehouse import RUN, SmallWarehouse
from warehouse.engines.duckdb import open_writer
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.verdicts import (
    StoredFailure,
    StoredVerdict,
    failed_checks,
    failures_of,
    touching,
    verdict_of,
    warnings_touching,
)


def check(
    small: SmallWarehouse, suite: str, name: str, dataset: str | None, *columns: str, **more: object
) -> None:
    """Record a failed check."""
    values = {
        "run_id": RUN, "suite": suite, "check": name, "column": None, "severity": "warning",
        "success": False, "sentence": f"{name} 应当成立", "checked": 10, "unexpected": 2, "owner": "业务科室",
        "dataset": dataset, "columns": list(columns), "error": None, "examples": ["受众人数 6000"],
    }  # fmt: skip
    small.record("ledger.checks", **{**values, **more})


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A snapshot with one check of each kind that failed, one that passed, and one of another run."""
    small = SmallWarehouse(tmp_path_factory.mktemp("verdicts"))
    check(small, "activities", "audience_high", "activities", "audience")
    check(small, "activities", "dates", "activities", "start_on", severity="critical")
    check(small, "台账", "totals", None)
    check(small, "activities", "passed", "activities", success=True)
    check(small, "activities", "older", "activities", run_id="another")
    small.record(
        "ledger.verdict", run_id=RUN, success=True, critical=0, warning=2, checks=4,
        audited_at=datetime(2023, 1, 1, 8), seconds=2.5, previous="000001-x", engine="Great Expectations 1",
    )  # fmt: skip
    for position in (2, 1):
        small.record(
            "ledger.check_failures", run_id=RUN, suite="activities", check="audience_high",
            dataset="activities", position=position, text=f"第 {position} 处", cell=f"H{position}",
        )  # fmt: skip
    with small.publish() as published:
        yield published


def test_the_verdict_says_when_how_long_against_what_and_by_what(snapshot: Snapshot) -> None:
    assert verdict_of(snapshot) == StoredVerdict(
        RUN, True, 0, 2, 4, datetime(2023, 1, 1, 8), 2.5, "000001-x", "Great Expectations 1"
    )


def test_failed_checks_of_the_run_come_critical_first(snapshot: Snapshot) -> None:
    assert [one.check for one in failed_checks(snapshot)] == ["dates", "audience_high", "totals"]
    assert [one.check for one in failed_checks(snapshot, "trainings")] == []
    first = failed_checks(snapshot, "activities")[1]
    assert (first.columns, first.examples, first.owner) == (("audience",), ("受众人数 6000",), "业务科室")


def test_the_faults_of_a_check_come_in_order_and_no_more_than_asked(snapshot: Snapshot) -> None:
    found = failures_of(snapshot, "activities", "audience_high")
    assert [(one.position, one.text, one.cell) for one in found] == [
        (1, "第 1 处", "H1"),
        (2, "第 2 处", "H2"),
    ]
    assert isinstance(found[0], StoredFailure)
    assert len(failures_of(snapshot, "activities", "audience_high", limit=1)) == 1
    assert failures_of(snapshot, "activities", "dates") == []


@pytest.mark.parametrize(
    ("metric", "checks"),
    [
        ("P02", ["dates", "audience_high"]),  # 线下受众 sums the audience
        ("P10", ["dates", "audience_high"]),  # so does the numerator of 场均人次
        ("P01", ["dates"]),  # 活动场次 counts sessions
        ("P05", ["dates"]),  # 村（社区）覆盖率 counts villages with activities
        ("F01", []),  # 收到复议申请数 is of another dataset
        ("Q02", ["totals"]),  # 退回率 is about the tables themselves
        ("A04", []),  # 目标达成率 has no measure of its own
    ],
)
def test_a_check_touches_the_numbers_that_use_what_it_doubts(
    snapshot: Snapshot, metric: str, checks: list[str]
) -> None:
    assert [one.check for one in warnings_touching(snapshot, metric)] == checks


@dataclass(frozen=True)
class Doubt:
    """What a check puts in doubt."""

    dataset: str | None
    columns: tuple[str, ...] = ()


def touched(dataset: str, *columns: str) -> set[str]:
    """Return the metrics that a doubt touches."""
    return {metric for metric in METRICS if touching([Doubt(dataset, columns)], metric)}


def test_a_figure_behind_a_derived_column_touches_whatever_may_use_it() -> None:
    # 按期审结 depends on the days of extension by way of a deadline.
    assert "F05" in touched("reconsiderations", "extension_days")
    assert "E13" in touched("file_reviews", "problems")
    assert {"E10", "E11"} <= touched("file_reviews", "grade")


def test_a_metric_over_several_datasets_is_touched_by_each() -> None:
    assert "T03" in touched("litigations") & touched("commitments") & touched("legality_reviews")


def test_a_doubt_about_a_whole_dataset_touches_every_metric_over_it() -> None:
    over_activities = {"P01", "P02", "P03", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P12b"}
    assert over_activities <= touched("activities")
    assert touched("activities", "audience") < touched("activities")


def test_an_unknown_metric_is_a_fault_of_the_caller(snapshot: Snapshot) -> None:
    with pytest.raises(KeyError):
        warnings_touching(snapshot, "X99")


def test_a_snapshot_of_an_older_program_is_read_as_far_as_it_goes(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / snapshot.path.name
    shutil.copyfile(snapshot.path, path)
    added = {"checks": ("owner", "dataset", "columns", "error", "examples")}
    added["verdict"] = ("audited_at", "seconds", "previous", "engine")
    with open_writer(path) as database:
        database.execute("DROP TABLE ledger.check_failures")
        for table, columns in added.items():
            for column in columns:
                database.execute(f'ALTER TABLE ledger.{table} DROP COLUMN "{column}"')
        database.execute("UPDATE ledger.checks SET \"column\" = 'audience' WHERE \"check\" = 'audience_high'")
    with Snapshot(path, is_current=True) as older:
        assert verdict_of(older) == StoredVerdict(RUN, True, 0, 2, 4)
        assert failures_of(older, "activities", "audience_high") == []
        found = {one.check: one for one in failed_checks(older, "activities")}
        assert set(found) == {"dates", "audience_high"}
        assert (found["audience_high"].dataset, found["audience_high"].columns) == (
            "activities",
            ("audience",),
        )
        assert [one.check for one in warnings_touching(older, "P01")] == ["dates"]


def test_a_snapshot_without_a_verdict_has_none(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / snapshot.path.name
    shutil.copyfile(snapshot.path, path)
    with open_writer(path) as database:
        database.execute("DELETE FROM ledger.verdict")
    with Snapshot(path, is_current=True) as without:
        assert verdict_of(without) is None
