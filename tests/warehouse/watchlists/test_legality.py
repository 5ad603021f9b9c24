"""Reviews against their limits, in working days counted by hand."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.legality import late_reviews, review_days, review_unit_names, reviews_in_hand

_FROM, _TO = date(2022, 1, 1), date(2022, 12, 31)


def test_reviews_are_told_by_days_taken_days_left_and_days_late(small: SmallWarehouse) -> None:
    # 1 March 2022 is a Tuesday: five working days end on the 8th.
    paper = {"kind": "政府文件", "received_on": date(2022, 3, 1), "submitted_by": "公安局"}
    rows = small.add(
        "legality_reviews",
        {"review_no": "1", "title": "甲", **paper, "closed_on": date(2022, 3, 8), "conclusion": "合法"},
        {"review_no": "2", "title": "乙", **paper, "closed_on": date(2022, 3, 8), "conclusion": "合法"},
        {"review_no": "3", "title": "丙", **paper, "closed_on": date(2022, 3, 9), "conclusion": "合法"},
        {"review_no": "4", "title": "丁", "kind": "政府合同", "received_on": date(2022, 3, 14)},
        {
            "review_no": "5",
            "title": "戊",
            "kind": "行政规范性文件",
            "submitted_by": "教育局",
            "received_on": date(2022, 1, 4),
            "closed_on": date(2022, 1, 4),
            "conclusion": "合法",
            "issued_on": date(2022, 3, 1),
        },
    )
    snapshot = small.publish()

    days = [
        (one.kind, one.working_days, one.is_late, one.reviews, one.limit)
        for one in review_days(snapshot, _FROM, _TO)
    ]
    assert days == [
        ("政府文件", 5, False, 2, 5),
        ("政府文件", 6, True, 1, 5),
        ("行政规范性文件", 0, False, 1, 15),
    ]
    assert [one.kind for one in review_days(snapshot, _FROM, _TO, unit="教育局")] == ["行政规范性文件"]
    assert review_days(snapshot, _FROM, _TO, kind="政府合同") == []

    (late,) = late_reviews(snapshot, _FROM, _TO)
    assert (late.row_id, late.working_days, late.due_on, late.days_late) == (rows[2], 6, date(2022, 3, 8), 1)
    assert late_reviews(snapshot, date(2022, 3, 10), _TO) == []

    # On 17 March the filing (备案) of 戊 is a day late, and the contract, of ten working days, is in hand.
    in_hand = reviews_in_hand(snapshot, date(2022, 3, 17))
    assert [(one.title, one.clock, one.days_left) for one in in_hand] == [
        ("戊", "规范性文件备案", -1),
        ("丁", "合法性审查", 11),
    ]
    assert [one.is_near for one in in_hand] == [True, False]
    # What was closed later was in hand on that day.
    assert {one.title for one in reviews_in_hand(snapshot, date(2022, 3, 8), unit="公安局")} == {"丙"}
    assert [one.title for one in reviews_in_hand(snapshot, date(2022, 3, 17), kind="政府合同")] == ["丁"]
    assert review_unit_names(snapshot) == ["公安局", "教育局"]
