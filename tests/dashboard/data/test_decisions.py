"""需要决策: the rules, and how a matter stood the week before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dashboard.data.decisions import Decision, decisions, facts_of_week
from dashboard.data.matters import SILENT_DAYS, reporting_start
from dashboard.data.paces import LAGGING_GAP, WARNING_GAP, status_of_gap, target_paces
from dashboard.periods import Moment, Week
from dashboard.status import Status
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.snapshots import Snapshot

CUTOFF = date(2022, 12, 31)


def _moment(day: date = CUTOFF) -> Moment:
    return Moment.of(Week.containing(day), min(day, CUTOFF))


def _decisions(snapshot: Snapshot, day: date = CUTOFF) -> dict[str, Decision]:
    moment = _moment(day)
    paces = target_paces(snapshot, moment.as_of)
    found = decisions(*facts_of_week(snapshot, moment, paces))
    return {decision.matter.kind: decision for decision in found}


def _review(number: int, due: date, rectified: date | None = None) -> dict[str, object]:
    return {
        "file_no": f"卷{number}",
        "unit": "公安局",
        "reviewed_on": date(2022, 9, 1),
        "rectify_due_on": due,
        "rectified_on": rectified,
    }


@pytest.mark.parametrize(
    ("gap", "status"),
    [
        (LAGGING_GAP - 0.1, Status.LAGGING),
        (LAGGING_GAP, Status.LAGGING),
        (WARNING_GAP, Status.WARNING),
        (WARNING_GAP + 0.1, Status.NORMAL),
        (3.0, Status.NORMAL),
    ],
)
def test_a_gap_is_judged_by_the_two_thresholds(gap: float, status: Status) -> None:
    assert status_of_gap(gap) is status


def test_a_target_behind_the_calendar_is_named_with_its_gap(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", date(2022, 3, 1), village="方顶村"))
    small.add("targets", {"metric_id": "P01", "scope": "全区", "year": 2022, "target": 100})
    found = _decisions(small.publish())["target"]
    assert found.matter.status is Status.LAGGING
    assert found.matter.title == "活动场次低于序时进度 99 个百分点"
    assert "完成 1 场，目标 100 场" in found.matter.detail
    assert found.matter.metric_id == "P01"


def test_a_rate_is_held_against_its_target_and_not_against_the_calendar(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review(1, date(2022, 10, 1), date(2022, 10, 5)))
    small.add("file_reviews", *(_review(n, date(2022, 10, 1), date(2022, 9, 20)) for n in range(2, 11)))
    small.add("targets", {"metric_id": "E14", "scope": "全区", "year": 2022, "target": 95})
    found = _decisions(small.publish())["target"]
    assert found.matter.title == "整改按期率低于目标 5 个百分点"
    assert found.matter.status is Status.WARNING


def test_a_target_reached_is_no_matter(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", date(2022, 3, 1)))
    small.add("targets", {"metric_id": "P01", "scope": "全区", "year": 2022, "target": 1})
    assert "target" not in _decisions(small.publish())


def test_overdue_files_are_counted_by_unit_and_open_their_rows(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review(1, date(2022, 12, 1)), _review(2, date(2022, 11, 1)))
    found = _decisions(small.publish())["clock:案卷整改"]
    assert found.matter.title == "案卷整改逾期 2 件"
    assert found.matter.detail == "最长逾期 60 天：公安局 2 件"
    assert found.change == "持续"
    assert found.matter.metric_id == "E16"


def test_what_was_mended_since_last_week_is_shown_as_recovered(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review(1, date(2022, 12, 1), date(2022, 12, 28)))
    found = _decisions(small.publish())["clock:案卷整改"]
    assert found.matter.status is Status.NORMAL
    assert found.change == "由滞后转出"


def test_what_began_this_week_is_new(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review(1, date(2022, 12, 27)))
    assert _decisions(small.publish())["clock:案卷整改"].change == "新增"


def test_cases_are_named_ten_days_before_their_limit_and_after_it(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        {"case_no": "上政复〔2022〕1号", "received_on": date(2022, 11, 1), "accepted_on": date(2022, 11, 5)},
        {"case_no": "上政复〔2022〕2号", "received_on": date(2022, 10, 1), "accepted_on": date(2022, 10, 5)},
        {"case_no": "上政复〔2022〕3号", "received_on": date(2022, 12, 1), "accepted_on": date(2022, 12, 5)},
        handling="受理",
        respondent="公安局",
    )
    found = _decisions(small.publish())
    assert found["cases_due"].matter.detail == "上政复〔2022〕1号 剩 4 天"
    assert found["cases_over"].matter.detail == "上政复〔2022〕2号 超 27 天"
    assert found["cases_over"].matter.status.rank < found["cases_due"].matter.status.rank


def test_villages_are_silent_after_ninety_days_and_not_before(small: SmallWarehouse) -> None:
    on_the_day = CUTOFF - timedelta(days=SILENT_DAYS)
    small.add(
        "activities",
        activity("峡窝镇", on_the_day, village="方顶村"),
        activity("峡窝镇", on_the_day - timedelta(days=1), "早一天", village="石嘴村"),
    )
    found = _decisions(small.publish())["villages"]
    assert found.matter.title == "3 个村（社区）90 天无普法活动"
    assert "方顶村" not in found.matter.detail
    assert "石嘴村" in found.matter.detail


def test_a_regular_sender_that_is_silent_this_quarter_is_unreported_and_a_rare_one_is_not(
    small: SmallWarehouse,
) -> None:
    for unit, starts in (("公安局", (4, 7)), ("司法局", (4, 7, 10)), ("教育局", (4,))):
        for month in starts:
            table = small.table(
                "activities", unit=unit, covered=(date(2022, month, 1), date(2022, month + 2, 28))
            )
            small.add("activities", activity(unit, date(2022, month, 2)), table=table)
    found = _decisions(small.publish())["unreported"]
    assert found.matter.status is Status.UNREPORTED
    assert found.matter.title == "第4季度 1 家单位未报普法活动"
    assert found.matter.detail == "公安局"


def test_in_the_first_days_of_a_quarter_the_one_before_is_asked_for() -> None:
    assert reporting_start(date(2022, 10, 20)) == date(2022, 7, 1)
    assert reporting_start(date(2022, 10, 31)) == date(2022, 10, 1)
    assert reporting_start(date(2022, 1, 5)) == date(2021, 10, 1)


def test_an_empty_warehouse_has_silent_villages_and_nothing_else(small: SmallWarehouse) -> None:
    assert set(_decisions(small.publish())) == {"villages"}


def test_what_turned_stands_before_what_goes_on(small: SmallWarehouse) -> None:
    small.add("file_reviews", _review(1, date(2022, 12, 1)))
    small.add(
        "reconsiderations",
        {"case_no": "上政复〔2022〕1号", "received_on": date(2022, 11, 1), "accepted_on": date(2022, 11, 7)},
        handling="受理",
        respondent="公安局",
    )
    snapshot = small.publish()
    moment = _moment()
    paces = target_paces(snapshot, moment.as_of)
    found = decisions(*facts_of_week(snapshot, moment, paces))
    assert [(one.matter.kind, one.change, one.has_turned) for one in found] == [
        ("cases_due", "新增", True),
        ("clock:案卷整改", "持续", False),
        ("villages", "持续", False),
    ]


def test_a_promise_of_this_year_is_named_once_it_is_late_and_one_of_an_earlier_year_is_not(
    small: SmallWarehouse,
) -> None:
    small.add(
        "duty_items",
        {"item_no": "1", "year": 2022, "due_on": date(2022, 11, 30), "status": "未启动"},
        {"item_no": "2", "year": 2021, "due_on": date(2021, 11, 30), "status": "未启动"},
        unit="公安局",
    )
    found = _decisions(small.publish())["clock:清单完成"]
    assert found.matter.title == "今年普法责任清单逾期未完成 1 项"
    assert found.matter.detail == "最长逾期 31 天：公安局 1 项"
    assert found.matter.metric_id == "P15"
