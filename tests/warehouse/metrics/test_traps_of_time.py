"""The traps of time in this field, each under its own number and name; those of counting stand apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.ledgers import by_month, ledger, loaded
from tests.support.shared import made_once
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.differences import revisions
from warehouse.home import Home
from warehouse.metrics.compared import Against, compare
from warehouse.metrics.comparison import ChangeKind, change, same_elapsed_period_last_year
from warehouse.metrics.festivals import comparable_week_last_year
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection, period_of
from warehouse.snapshots import open_snapshot

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
Counted = dict[str, list[dict[str, float]]]
"""Unit → after each load, the values by month that are not 0."""
MAY = date(2022, 5, 4)
# Units that file a plan for 2024-03-05, and when; the last does so after that day.
PLANNED = (("公安局", "2024-02-01"), ("司法局", "2024-02-01"), ("教育局", "2024-04-01"))


def test_trap_07_a_year_is_compared_with_the_same_elapsed_part_of_the_one_before() -> None:
    before = same_elapsed_period_last_year(date(2026, 1, 1), date(2026, 11, 22))
    assert (before.start, before.end) == (date(2025, 1, 1), date(2025, 11, 22))


def test_trap_07_a_small_base_shows_the_count_and_percentages_change_in_points() -> None:
    assert (change(9, 4, "件").kind, change(9, 4, "件").value) == (ChangeKind.COUNT, 5)
    assert (change(9, 5, "件").kind, change(9, 5, "件").value) == (ChangeKind.PERCENT, 80)
    assert (change(60, 50, "%").kind, change(60, 50, "%").value) == (ChangeKind.POINTS, 10)


def test_trap_07_both_rules_hold_where_a_metric_is_compared(small: SmallWarehouse) -> None:
    # Four cases last spring, none corrected; eight this spring, two of them.
    for year, cases, corrected in ((2021, 4, 0), (2022, 8, 2)):
        small.add(
            "reconsiderations",
            *(
                {
                    "case_no": f"{year}-{n}",
                    "received_on": date(year, 4, 1),
                    "closed_on": date(year, 5, 4),
                    "outcome": "撤销" if n < corrected else "维持",
                }
                for n in range(cases)
            ),
            table=small.table("reconsiderations", covered=(date(year, 1, 1), date(year, 12, 31))),
        )
    spring = Selection(date(2022, 1, 1), date(2022, 6, 30))
    with small.pin() as snapshot:
        received, corrected_rate = (
            compare(snapshot, name, spring, Against.YEAR_BEFORE).groups[0] for name in ("F01", "F07")
        )
    assert (received.change.kind, received.change.value) == (ChangeKind.COUNT, 4)
    assert (corrected_rate.value, corrected_rate.base, corrected_rate.base_n) == (25, 0, 4)
    assert (corrected_rate.change.kind, corrected_rate.change.value) == (ChangeKind.POINTS, 25)


def test_trap_08_a_week_is_monday_to_sunday_and_keeps_its_iso_year_across_new_year(
    small: SmallWarehouse, ask: Ask
) -> None:
    sunday = date(2021, 1, 3)
    days = (sunday - timedelta(days=7), sunday - timedelta(days=6), sunday, sunday + timedelta(days=1))
    small.add("activities", *(activity("公安局", day) for day in days))
    rows = ask("P01", days[0], days[-1], grain=Grain.WEEK)
    assert [(row["period"], row["value"]) for row in rows] == [
        ("2020-W52", 1),
        ("2020-W53", 2),
        ("2021-W01", 1),
    ]


def test_trap_09_a_frozen_week_keeps_what_was_shown_and_the_late_filing_is_reported_as_a_revision(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    header = ("活动名称", "开展时间", "地点", "受众人数")
    week = Selection(date(2024, 3, 4), date(2024, 3, 10), Grain.WEEK)
    event, late = (("宪法宣传", "2024-03-05", "广场", 80), ("禁毒宣传", "2024-03-06", "广场", 30))
    loaded(home, ledger(tmp_path, "3月台账", "2024-03-10", header, event))
    with open_snapshot(home) as frozen:
        loaded(home, ledger(tmp_path, "迟报台账", "2024-03-24", header, late))
        assert query(frozen, ["P02"], week)["value"].to_list() == [80]
        with open_snapshot(home) as current:
            (found,) = revisions(frozen, current, ["P02"], week)
    assert (found.period, found.shown, found.now, found.difference) == ("2024-W10", 80, 110, 30)
    assert [cause.file for cause in found.because] == ["迟报台账.csv"]


def test_trap_10_a_plan_is_no_activity_until_a_later_file_says_that_it_was_held(
    small: SmallWarehouse, value: Value
) -> None:
    planned = activity("公安局", MAY, audience=500, business_key="k", version_at=datetime(2022, 3, 1))
    small.add("activities", {**planned, "title": "计划中的"})
    small.add("activities", {**planned, "superseded_by": "r0003"})
    small.add("activities", {**planned, "audience": 420, "version_at": datetime(2022, 5, 31)})
    assert (value("P01"), value("P02")) == (1, 420)


def test_trap_10_what_is_filed_again_unchanged_after_its_day_was_held(
    small: SmallWarehouse, value: Value
) -> None:
    planned = activity("公安局", MAY, version_at=datetime(2022, 3, 1))
    small.add("activities", {**planned, "audience": 300, "confirmed_at": datetime(2022, 4, 1)})
    held = {**planned, "title": "又一次", "audience": 500, "confirmed_at": datetime(2022, 5, 31)}
    small.add("activities", held)
    assert (value("P01"), value("P02")) == (1, 500)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    """What plans and reports of three units, each of one event, counted after each of three loads."""

    def make(answer: Path) -> None:
        answer.write_text(json.dumps(counted_plans(tmp_path_factory.mktemp("planned"))), encoding="utf-8")

    counted: Counted = json.loads(
        made_once(tmp_path_factory, "planned.json", make).read_text(encoding="utf-8")
    )
    return counted


def counted_plans(folder: Path) -> Counted:
    home = Home(folder / "home")
    header = ("活动名称", "开展时间", "地点", "受众人数")

    def filed(unit: str, title: str, day: str, audience: int | None = 80) -> Path:
        line = (f"{unit}宣传", "2024-03-05", "广场", audience)
        return ledger(folder, title, day, header, line, unit=unit, name=f"{unit}{title}")

    steps = (
        [filed(unit, "2024年普法活动计划", day) for unit, day in PLANNED],
        [
            filed("公安局", "2024年3月普法活动台账", "2024-03-10"),
            filed("司法局", "3月普法活动补报", "2024-03-10", None),
        ],
        [filed("公安局", "2024年普法活动计划（调整）", "2024-03-20")],
    )
    counted: Counted = {unit: [] for unit, _ in PLANNED}
    for files in steps:
        loaded(home, *files)
        for unit, told in counted.items():
            months = by_month(home, "P02", unit=[unit])
            told.append({month: value for month, value in months.items() if value is not None})
    return counted


def test_trap_10_the_same_row_in_an_actual_report_replaces_the_plan_and_no_plan_replaces_it(
    planned: Counted,
) -> None:
    assert planned["公安局"] == [{}, {"2024-03": 80}, {"2024-03": 80}]


def test_trap_10_a_supplement_to_a_plan_says_that_it_was_held(planned: Counted) -> None:
    assert planned["司法局"][1] == {"2024-03": 80}


def test_trap_10_what_is_filed_as_a_plan_stays_one_after_its_day(planned: Counted) -> None:
    assert planned["教育局"] == [{}, {}, {}]


def test_trap_14_receipt_acceptance_and_closing_are_dated_apart(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "reconsiderations",
        {
            "case_no": "1号",
            "handling": "受理",
            "received_on": date(2022, 1, 31),
            "accepted_on": date(2022, 2, 7),
            "closed_on": date(2022, 3, 1),
            "outcome": "维持",
        },
    )
    months = {name: (date(2022, n, 1), date(2022, n, 28)) for n, name in ((2, "February"), (3, "March"))}
    assert value("F01", *months["February"]) == 0
    assert value("F02", *months["February"]) == 1
    assert value("F02", *months["March"]) == 0
    assert value("F07", *months["February"]) is None
    assert value("F07", *months["March"]) == 0


def test_trap_15_a_missing_submission_is_unknown_and_a_zero_report_is_zero(
    small: SmallWarehouse, value: Value
) -> None:
    november = (date(2022, 11, 1), date(2022, 11, 30))
    small.table("activities", covered=november, unit="教育局", is_zero_report=True)
    assert value("P01", *november, where={"unit": ["教育局"]}) == 0
    assert value("P01", *november, where={"unit": ["公安局"]}) is None
    assert value("P01", date(2022, 12, 1), date(2022, 12, 31)) is None


def test_trap_19_a_fall_in_the_week_of_spring_festival_is_told_as_such(small: SmallWarehouse) -> None:
    # Five sessions every working week; none in the holiday weeks of 2021 (W06, W07) and 2022 (W05).
    festive = {date(2021, 2, 8), date(2021, 2, 15), date(2022, 1, 31)}
    mondays = [date(2021, 1, 4) + timedelta(weeks=n) for n in range(64)]
    small.add(
        "activities",
        *(activity("公安局", day, f"{day}", sessions=5) for day in mondays if day not in festive),
        table=small.table("activities", covered=(date(2021, 1, 1), date(2022, 12, 31))),
    )
    week = Selection(date(2022, 1, 31), date(2022, 2, 6), Grain.WEEK)
    like = comparable_week_last_year(period_of(date(2022, 1, 31), Grain.WEEK))
    with small.pin() as snapshot:
        found = compare(snapshot, "P01", week, Against.YEAR_BEFORE)
    assert [(one.value, one.base) for one in found.groups] == [(0, 5)]
    assert found.note == "本期含春节假期5天，对比期不含"
    assert (like.label, like.start) == ("2021-W06", date(2021, 2, 8))  # the week of its own 初一


def test_trap_19_the_peak_of_12_4_does_not_keep_its_iso_week(tmp_path: Path) -> None:
    small = SmallWarehouse(tmp_path, cutoff=date(2023, 12, 31))
    # 12·4 lies in W48 of 2021 and 2022, and in W49 of 2023.
    for year in (2022, 2023):
        day = date(year, 12, 4)
        small.add(
            "activities",
            *(
                activity("公安局", day + timedelta(weeks=n), f"{n}", sessions=90 if n == 0 else 3)
                for n in (-1, 0, 1)
            ),
            table=small.table("activities", covered=(date(year, 1, 1), date(year, 12, 31))),
        )
    peak = period_of(date(2023, 12, 4), Grain.WEEK)
    like = comparable_week_last_year(peak)
    with small.pin() as snapshot:
        same_number = compare(
            snapshot, "P01", Selection(peak.start, peak.end, Grain.WEEK), Against.YEAR_BEFORE
        )
        (row,) = query(snapshot, ["P01"], Selection(like.start, like.end)).to_dicts()
    assert [(one.value, one.base) for one in same_number.groups] == [(90, 3)]
    assert same_number.note == "本期含12·4国家宪法日1天，对比期不含"
    assert (like.label, row["value"]) == ("2022-W48", 90)
