"""The traps of counting in this field, each under its own number and name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import ChangeKind, change, same_elapsed_period_last_year
from warehouse.metrics.selection import Grain

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
MAY = date(2022, 5, 4)
VILLAGES = "民主法治示范村（社区）"


def _event(level: str, event: str, happened_on: date, subject: str = "方顶村", **more: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "subject_type": "村社区",
        "category": VILLAGES,
        "level": level,
        "event": event,
        "happened_on": happened_on,
        "happened_on_precision": "day",
        **more,
    }


def test_trap_1_attendances_are_not_persons_and_attendance_is_not_coverage(
    small: SmallWarehouse, value: Value
) -> None:
    for day in (3, 10):
        small.add("activities", activity("公安局", date(2022, 5, day), "讲座", audience=80, village="方顶村"))
    assert METRICS["P02"].unit == "人次"
    assert value("P02") == 160
    assert value("P05") == 25.0  # one village of four, however many came


def test_trap_2_online_reach_is_never_added_to_attendance(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY, audience=80, online_reads=50_000))
    assert value("P02") == 80


def test_trap_3_a_joint_event_counts_once_and_look_alikes_wait_for_a_decision(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, "宪法宣传", place="广场", audience=300),
        activity("司法局", MAY, "“宪法宣传”", place="广 场", audience=400, partners=["公安局", "教育局"]),
        activity("教育局", MAY, "宪法宣传", place="广场", audience=None),
        activity("教育局", MAY, "宪法宣传活动", place="广场", audience=1),
    )
    assert (value("P01"), value("P02")) == (2, 401)
    assert {row["unit"]: row["value"] for row in ask("P01", by=["unit"])} == {"司法局": 1, "教育局": 1}


def test_trap_4_a_promoted_village_stands_at_both_levels_and_once_at_its_top(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "creation_events",
        _event("市", "命名", date(2018, 5, 1)),
        _event("省", "命名", date(2020, 6, 1)),
    )
    assert {row["level"]: row["value"] for row in ask("C01", by=["level"])} == {"市": 1, "省": 1}
    assert {row["level"]: row["value"] for row in ask("C02", by=["level"])} == {"省": 1}
    assert (value("C01"), value("C02")) == (2, 1)
    assert value("C02", end=date(2020, 5, 31), where={"level": ["市"]}) == 1


def test_trap_5_recommended_is_not_named(small: SmallWarehouse, value: Value) -> None:
    small.add("creation_events", _event("国家", "推荐", date(2022, 3, 1)))
    assert (value("C01"), value("C02"), value("C03"), value("C08")) == (0, 0, 0, 1)


def test_trap_7_a_year_is_compared_with_the_same_elapsed_part_of_the_one_before() -> None:
    before = same_elapsed_period_last_year(date(2026, 1, 1), date(2026, 11, 22))
    assert (before.start, before.end) == (date(2025, 1, 1), date(2025, 11, 22))


def test_trap_7_a_small_base_shows_the_count_and_percentages_change_in_points() -> None:
    assert (change(9, 4, "件").kind, change(9, 4, "件").value) == (ChangeKind.COUNT, 5)
    assert (change(9, 5, "件").kind, change(9, 5, "件").value) == (ChangeKind.PERCENT, 80)
    assert (change(60, 50, "%").kind, change(60, 50, "%").value) == (ChangeKind.POINTS, 10)


def test_trap_8_a_week_is_monday_to_sunday_and_keeps_its_iso_year_across_new_year(
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


def test_trap_13_one_hundred_percent_of_three_cases_says_that_there_were_three(
    small: SmallWarehouse, ask: Ask
) -> None:
    case = {"received_on": MAY, "closed_on": date(2022, 6, 1), "outcome": "撤销"}
    small.add("reconsiderations", *({"case_no": f"{n}号", **case} for n in range(3)))
    (row,) = ask("F07")
    assert (row["value"], row["n"]) == (100, 3)


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
