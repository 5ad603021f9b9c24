"""Lists as of a day: what was mended later still counts as open."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.watchlists.creation import honours
from warehouse.watchlists.deadlines import cases_near_limit, deadlines
from warehouse.watchlists.enforcement import (
    batch_results,
    overdue_rectifications,
    problem_counts,
    rectifications_due,
)
from warehouse.watchlists.names import township_names, unit_names
from warehouse.watchlists.reporting import reporting_states
from warehouse.watchlists.villages import village_activity

_REVIEWED = date(2022, 3, 1)


def _review(
    number: str, due: date | None, rectified: date | None = None, **more: object
) -> dict[str, object]:
    return {"file_no": number, "rectify_due_on": due, "rectified_on": rectified, **more}


def test_a_file_is_overdue_from_the_day_after_its_limit_until_it_is_rectified(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        _review("甲", date(2022, 4, 1), date(2022, 4, 10)),
        unit="公安局",
        reviewed_on=_REVIEWED,
    )
    snapshot = small.publish()
    days = {day: len(overdue_rectifications(snapshot, date(2022, 4, day))) for day in (1, 2, 9, 10)}
    assert days == {1: 0, 2: 1, 9: 1, 10: 0}


def test_overdue_files_come_by_length_and_may_be_asked_for_one_unit(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        _review("甲", date(2022, 5, 1), unit="公安局"),
        _review("乙", date(2022, 4, 1), unit="教育局"),
        _review("丙", None, unit="教育局"),
        reviewed_on=_REVIEWED,
    )
    snapshot = small.publish()
    found = overdue_rectifications(snapshot, date(2022, 5, 11))
    assert [(row.file_no, row.days_overdue) for row in found] == [("乙", 40), ("甲", 10)]
    assert [row.file_no for row in overdue_rectifications(snapshot, date(2022, 5, 11), unit="公安局")] == [
        "甲"
    ]


def test_a_limit_ahead_is_due_and_one_that_has_passed_is_not(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        _review("甲", date(2022, 5, 10)),
        _review("乙", date(2022, 5, 11)),
        _review("丙", date(2022, 4, 30)),
        _review("丁", date(2022, 5, 5), date(2022, 4, 20)),
        unit="公安局",
        reviewed_on=_REVIEWED,
    )
    found = rectifications_due(small.publish(), date(2022, 5, 1), within_days=9)
    assert [row.file_no for row in found] == ["甲"]


def test_a_case_is_open_until_the_day_it_was_closed(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        {
            "case_no": "1",
            "received_on": date(2022, 1, 1),
            "accepted_on": date(2022, 1, 3),
            "closed_on": date(2022, 3, 10),
            "outcome": "维持",
        },
        {"case_no": "2", "received_on": date(2022, 1, 1), "handling": "不予受理", "accepted_on": None},
        respondent="公安局",
    )
    snapshot = small.publish()
    # 60 natural days from 3 January end on 4 March.
    assert [case.days_left for case in cases_near_limit(snapshot, date(2022, 3, 1), 10)] == [3]
    assert [case.days_left for case in cases_near_limit(snapshot, date(2022, 3, 9), 10)] == [-5]
    assert cases_near_limit(snapshot, date(2022, 3, 10), 10) == []
    assert cases_near_limit(snapshot, date(2022, 1, 10), 10) == []


def test_a_case_is_listed_as_it_stood_before_and_during_its_suspension(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        {
            "case_no": "1",
            "received_on": date(2022, 1, 1),
            "accepted_on": date(2022, 1, 3),
            "suspended_from": date(2022, 3, 1),
            "suspended_to": date(2022, 3, 11),
        },
    )
    snapshot = small.publish()
    # The limit was 4 March; ten days of suspension move it to the 14th.
    days = {
        day: [case.days_left for case in cases_near_limit(snapshot, day, 10)]
        for day in (date(2022, 2, 28), date(2022, 3, 5), date(2022, 3, 11), date(2022, 3, 15))
    }
    assert list(days.values()) == [[4], [], [3], [-1]]


def test_matters_near_or_past_their_limit_are_listed_over_all_datasets(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review("甲", date(2022, 4, 1)), unit="公安局", reviewed_on=_REVIEWED)
    small.add(
        "litigations",
        {
            "case_no": "初1号",
            "instance": "一审",
            "defendant": "教育局",
            "received_on": date(2022, 3, 25),
        },
    )
    snapshot = small.publish()
    found = deadlines(snapshot, date(2022, 4, 2), 10)
    assert [(one.clock, one.what, one.unit, one.days_left) for one in found] == [
        ("案卷整改", "甲", "公安局", -1),
        ("答辩", "初1号", "教育局", 7),
    ]
    assert [one.what for one in deadlines(snapshot, date(2022, 4, 2), 10, clock="答辩")] == ["初1号"]
    assert [one.what for one in deadlines(snapshot, date(2022, 4, 2), 10, unit="公安局")] == ["甲"]
    assert [one.what for one in deadlines(snapshot, date(2022, 4, 2), 0)] == ["甲"]


def test_every_counted_village_is_listed_with_its_last_activity(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 3, 1), "一", village="方顶村"),
        activity("公安局", date(2022, 3, 11), "二", village="方顶村"),
        activity("公安局", date(2022, 3, 1), "三", village="产业园区"),
    )
    snapshot = small.publish()
    found = {row.village: row.days_since for row in village_activity(snapshot, date(2022, 3, 21))}
    assert found == {"方顶村": 10, "石嘴村": None, "中安街社区": None, "新华街社区": None}
    assert village_activity(snapshot, date(2022, 3, 5), township="峡窝镇")[0].last_on == date(2022, 3, 1)
    assert village_activity(snapshot, date(2022, 3, 21), unit="教育局")[0].last_on is None


def test_an_honour_is_held_until_the_day_it_ends(small: SmallWarehouse) -> None:
    small.add(
        "creation_events",
        {"event": "命名", "happened_on": date(2020, 5, 1)},
        {"event": "撤销", "happened_on": date(2022, 5, 1)},
        subject="方顶村",
        category="民主法治示范村（社区）",
        level="市",
        happened_on_precision="day",
    )
    snapshot = small.publish()
    (before,) = honours(snapshot, date(2022, 4, 30))
    (after,) = honours(snapshot, date(2022, 5, 1))
    assert (before.is_held, before.ended_on) == (True, None)
    assert (after.is_held, after.ended_on, after.ended_by) == (False, date(2022, 5, 1), "撤销")
    assert honours(snapshot, date(2022, 5, 1), category="法治政府示范") == []
    assert honours(snapshot, date(2020, 4, 30)) == []


def test_problems_are_counted_by_the_date_of_their_review(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review("甲", None), unit="公安局", reviewed_on=_REVIEWED)
    small.add(
        "file_problems",
        {"file_no": "甲", "category": "程序", "description": "一"},
        {"file_no": "甲", "category": "程序", "description": "二"},
    )
    snapshot = small.publish()
    (found,) = problem_counts(snapshot, date(2022, 1, 1), date(2022, 12, 31))
    assert (found.category, found.problems, found.files) == ("程序", 2, 1)
    assert problem_counts(snapshot, date(2022, 4, 1), date(2022, 12, 31)) == []
    assert problem_counts(snapshot, date(2022, 1, 1), date(2022, 12, 31), unit="教育局") == []


def test_batches_come_in_the_order_of_time_and_rows_without_one_go_by_half_year_or_quarter(
    small: SmallWarehouse,
) -> None:
    small.add(
        "file_reviews",
        _review("甲", None, reviewed_on=date(2022, 8, 1), grade="合格"),
        _review("乙", None, reviewed_on=date(2022, 2, 1), batch="第一批", grade="优秀"),
        unit="公安局",
    )
    found = batch_results(small.publish(), date(2022, 12, 31))
    assert [(batch.batch, batch.excellent, batch.passed) for batch in found] == [
        ("第一批", 1, 0),
        ("2022年第3季度", 0, 1),
    ]


def test_only_units_that_reported_all_earlier_periods_are_expected(small: SmallWarehouse) -> None:
    spring, summer = (date(2022, 4, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 9, 30))
    autumn = (date(2022, 10, 1), date(2022, 12, 31))
    for unit, periods in (
        ("公安局", (spring, summer)),
        ("司法局", (spring, summer, autumn)),
        ("教育局", (summer,)),
    ):
        for period in periods:
            small.table("activities", unit=unit, covered=period, is_zero_report=True)
    found = reporting_states(
        small.publish(), "activities", before=[summer, spring], start=autumn[0], end=autumn[1]
    )
    assert {state.unit: state.is_reported for state in found} == {"公安局": False, "司法局": True}


def test_names_for_menus_come_from_the_facts_and_the_reference(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", date(2022, 3, 1)), activity("教育局", date(2022, 3, 1)))
    snapshot = small.publish()
    assert unit_names(snapshot) == ["公安局", "教育局"]
    assert township_names(snapshot) == ["济源路街道", "峡窝镇"]
