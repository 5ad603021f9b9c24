"""What late filings change in weeks that have been shown, and which rows did it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.ledgers import Line, ledger, loaded
from tests.support.shared import copied, made_once
from warehouse.differences import CauseKind, Revision, revisions
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import open_snapshot

HEADER: Line = ("活动名称", "开展时间", "地点", "受众人数")
TWO_WEEKS = Selection(date(2024, 3, 4), date(2024, 3, 17), Grain.WEEK)


def revised(home: Home, *metrics: str, selection: Selection = TWO_WEEKS) -> list[Revision]:
    """The revisions between the first snapshot and the current one."""
    with open_snapshot(home, "1") as shown, open_snapshot(home) as now:
        return revisions(shown, now, metrics, selection)


@pytest.fixture(scope="module")
def two_weeks(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose first snapshot shows 80 attendances in W10 and 50 in W11; it is copied."""

    def make(folder: Path) -> None:
        lines = (("宪法宣传", "2024-03-05", "广场", 80), ("反诈宣传", "2024-03-12", "广场", 50))
        inbox = tmp_path_factory.mktemp("in")
        loaded(Home(folder), ledger(inbox, "2024年3月普法活动台账", "2024-03-17", HEADER, *lines))

    return Home(made_once(tmp_path_factory, "two-weeks", make))


@pytest.fixture
def home(two_weeks: Home, tmp_path: Path) -> Home:
    """A home of these two weeks, to which something is added."""
    return copied(two_weeks, tmp_path)


def test_nothing_is_revised_where_no_number_changed(home: Home, tmp_path: Path) -> None:
    loaded(home, ledger(tmp_path, "补", "2024-03-24", HEADER, ("禁毒宣传", "2024-03-20", "广场", 30)))
    assert revised(home, "P01", "P02", "P10") == []


@pytest.fixture(scope="module")
def late(two_weeks: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of the two weeks to which 30 attendances in W10 have been filed late."""
    folder = tmp_path_factory.mktemp("late")
    home = copied(two_weeks, folder)
    loaded(home, ledger(folder, "迟报", "2024-03-24", HEADER, ("禁毒宣传", "2024-03-06", "广场", 30)))
    return home


def test_a_late_row_revises_its_week_and_names_its_file(late: Home) -> None:
    (found,) = revised(late, "P02")
    assert (found.metric, found.period, found.shown, found.now, found.difference) == (
        *("P02", "2024-W10"),
        *(80, 110, 30),
    )
    (cause,) = found.because
    assert (cause.kind, cause.file) == (CauseKind.ADDED, "迟报.csv")
    assert (cause.shown, cause.now) == (None, 30)
    assert cause.key["title"] == "禁毒宣传"


def test_a_corrected_row_is_one_cause_with_both_versions(home: Home, tmp_path: Path) -> None:
    loaded(home, ledger(tmp_path, "更正", "2024-03-24", HEADER, ("反诈宣传", "2024-03-12", "广场", 20)))
    (found,) = revised(home, "P02")
    assert (found.period, found.shown, found.now, found.difference) == ("2024-W11", 50, 20, -30)
    (cause,) = found.because
    assert cause.kind is CauseKind.CORRECTED
    assert (cause.file_before, cause.shown) == ("2024年3月普法活动台账.csv", 50)
    assert (cause.file, cause.now, cause.effect) == ("更正.csv", 20, -30)


def test_the_causes_of_a_flow_add_up_to_the_difference(home: Home, tmp_path: Path) -> None:
    lines = (("禁毒宣传", "2024-03-06", "广场", 30), ("宪法宣传", "2024-03-05", "广场", 85))
    loaded(home, ledger(tmp_path, "迟报", "2024-03-24", HEADER, *lines))
    (found,) = revised(home, "P02")
    assert found.difference == sum(cause.change for cause in found.because) == 35


def test_groups_are_revised_apart_and_a_group_may_be_new(home: Home, tmp_path: Path) -> None:
    line = ("禁毒宣传", "2024-03-06", "中心路", 30)
    loaded(home, ledger(tmp_path, "迟报", "2024-03-24", HEADER, line, unit="教育局"))
    (found,) = revised(home, "P02", selection=Selection(TWO_WEEKS.start, TWO_WEEKS.end, by=("unit",)))
    assert (found.period, found.keys, found.shown, found.now, found.difference) == (
        *(None, {"unit": "教育局"}),
        *(None, 30, None),
    )


def test_a_ratio_is_revised_by_rows_of_either_part(late: Home) -> None:
    (found,) = revised(late, "P10")
    assert (found.shown, found.now, found.difference) == (80, 55, -25)
    assert [cause.file for cause in found.because] == ["迟报.csv"]


def test_weeks_without_a_first_or_last_day_are_refused(home: Home) -> None:
    with pytest.raises(BadSelection, match="起始日和截止日"):
        revised(home, "P02", selection=Selection(grain=Grain.WEEK))
