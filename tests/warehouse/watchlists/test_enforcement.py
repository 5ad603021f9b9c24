"""Rectifications by the week in which they were completed."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.enforcement import enforcement_unit_names, rectified_by_week


def test_rectifications_are_counted_in_the_week_they_were_completed(small: SmallWarehouse) -> None:
    due = {"rectify_due_on": date(2022, 4, 1)}
    small.add(
        "file_reviews",
        # Monday and Sunday of one week, then the Monday after; the last had no limit.
        {"file_no": "1", "unit": "公安局", **due, "rectified_on": date(2022, 3, 14)},
        {"file_no": "2", "unit": "教育局", **due, "rectified_on": date(2022, 3, 20)},
        {"file_no": "3", "unit": "公安局", **due, "rectified_on": date(2022, 3, 21)},
        {"file_no": "4", "unit": "公安局", "rectified_on": date(2022, 3, 21)},
        reviewed_on=date(2022, 3, 1),
    )
    small.add("enforcement_bodies", {"kind": "法定", "unit": "司法局"})
    snapshot = small.publish()
    found = rectified_by_week(snapshot, date(2022, 3, 14), date(2022, 3, 31))
    assert [(one.monday, one.done) for one in found] == [(date(2022, 3, 14), 2), (date(2022, 3, 21), 1)]
    (own,) = rectified_by_week(snapshot, date(2022, 3, 14), date(2022, 3, 31), unit="教育局")
    assert own.done == 1
    assert enforcement_unit_names(snapshot) == ["公安局", "教育局", "司法局"]
