"""The subject pages' data, under their filters."""

from __future__ import annotations

from datetime import date

from dashboard.data.creation import category_names, creation
from dashboard.data.enforcement import enforcement
from dashboard.data.legal_education import legal_education
from dashboard.periods import Moment, Period, Week
from tests.support.small_warehouse import SmallWarehouse, activity

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def test_legal_education_accumulates_months_and_leaves_the_future_open(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 1, 5), "一"),
        activity("公安局", date(2022, 1, 6), "二"),
        activity("峡窝镇", date(2022, 3, 6), "三", settings=["乡村", "学校"]),
    )
    moment = Moment.of(Week.containing(date(2022, 3, 31)), date(2022, 3, 31))
    found = legal_education(small.publish(), moment, Period.YEAR, None, None)
    assert found.progress[0].this_year.values == [2, 2, 3]
    assert [(name, answer.numerator) for name, answer in found.settings] == [("乡村", 1), ("学校", 1)]
    assert {row.name: row.sessions for row in found.ranking} == {"公安局": 2, "峡窝镇": 1}


def test_legal_education_of_one_township_counts_its_villages_alone(small: SmallWarehouse) -> None:
    small.add("activities", activity("峡窝镇", date(2022, 12, 1), village="方顶村", township="峡窝镇"))
    found = legal_education(small.publish(), MOMENT, Period.YEAR, "峡窝镇", None)
    assert [row.village for row in found.townships["峡窝镇"]] == ["方顶村", "石嘴村"]
    coverage = next(card for card in found.cards if card.metric_id == "P05")
    assert str(coverage.figure) == "50.0%"
    assert coverage.selection.where == {"township": ("峡窝镇",)}


def test_creation_shows_a_promoted_village_at_both_levels_and_once_at_its_top(small: SmallWarehouse) -> None:
    small.add(
        "creation_events",
        {"level": "市", "event": "命名", "happened_on": date(2020, 5, 1)},
        {"level": "省", "event": "命名", "happened_on": date(2022, 5, 1)},
        {"level": "国家", "event": "推荐", "happened_on": date(2022, 6, 1)},
        subject="方顶村",
        category="民主法治示范村（社区）",
        happened_on_precision="day",
    )
    snapshot = small.publish()
    found = creation(snapshot, MOMENT, None, None)
    assert found.by_level == {"民主法治示范村（社区）": [None, 1, 1, None]}
    assert found.top_levels == [None, 1, None, None]
    assert found.in_progress == [None, 1, None]
    assert [honour.level for honour in found.honours] == ["省", "市"]
    assert category_names(snapshot, CUTOFF) == ["民主法治示范村（社区）"]


def test_enforcement_puts_units_with_overdue_files_first(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        {"file_no": "1", "unit": "公安局", "grade": "优秀", "batch": "上半年"},
        {
            "file_no": "2",
            "unit": "教育局",
            "grade": "不合格",
            "batch": "上半年",
            "rectify_due_on": date(2022, 6, 1),
        },
        reviewed_on=date(2022, 5, 1),
    )
    small.add(
        "file_problems",
        {"file_no": "2", "category": "程序", "description": "未告知"},
        {"file_no": "2", "category": "程序", "description": "超期"},
        {"file_no": "2", "category": "文书", "description": "缺页"},
    )
    found = enforcement(small.publish(), MOMENT, Period.YEAR, None)
    assert [row.unit for row in found.units] == ["教育局", "公安局"]
    assert [(row.category, row.problems) for row in found.problems] == [("程序", 2), ("文书", 1)]
    (batch,) = found.batches
    assert (batch.reviewed, batch.excellent, batch.passed, batch.failed) == (2, 1, 0, 1)
    assert found.overdue[0].days_overdue == 213
    assert [row.overdue.value for row in found.units] == [1, 0]


def test_every_subject_page_bears_an_empty_warehouse(small: SmallWarehouse) -> None:
    snapshot = small.publish()
    assert legal_education(snapshot, MOMENT, Period.YEAR, None, None).ranking == ()
    assert creation(snapshot, MOMENT, None, None).honours == ()
    assert enforcement(snapshot, MOMENT, Period.YEAR, None).units == ()
