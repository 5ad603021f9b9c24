"""明细: from a number to its cells."""

from __future__ import annotations

from datetime import date

from dashboard.data.detail import detail
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.selection import Selection

YEAR = Selection(date(2022, 1, 1), date(2022, 12, 31))


def test_a_row_cites_the_cell_that_is_counted(small: SmallWarehouse) -> None:
    table = small.table("activities", letters={"title": "B", "start_on": "C", "unit": "D", "audience": "G"})
    small.add(
        "activities",
        activity(
            "公安局",
            date(2022, 3, 5),
            "反诈宣传",
            audience=1200,
            audience_qualifier="at_least",
            raw={"audience": "1200余", "title": "反诈宣传"},
        ),
        table=table,
    )
    found = detail(small.publish(), "P02", YEAR)
    (row,) = found.rows
    assert found.summary == "线下受众 1,200余 人次。"
    assert row.contribution == "1,200"
    assert row.source == "activities1.xlsx · Sheet1!G5"
    assert "反诈宣传" in row.title
    assert ("受众人数", "Sheet1!G5", "1200余", "1200（余（不少于））") in row.cells


def test_values_without_a_cell_say_where_they_come_from(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 3, 5), raw={"unit": "公安局"}, cells={"unit": "file name"}),
    )
    (row,) = detail(small.publish(), "P01", YEAR).rows
    places = {label: place for label, place, *_ in row.cells}
    assert places["主办单位"] == "文件名"
    assert places["场次"] == "未填，按约定"


def test_what_keeps_a_rate_down_stands_first(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        {"file_no": "甲卷", "grade": "合格"},
        {"file_no": "乙卷", "grade": "不合格"},
        unit="公安局",
        reviewed_on=date(2022, 5, 1),
    )
    found = detail(small.publish(), "E11", YEAR)
    assert [(row.contribution, row.title) for row in found.rows] == [("未计入", "乙卷"), ("计入", "甲卷")]
    assert found.summary == "案卷合格率 50.0%（1/2）。"


def test_nothing_leads_to_no_rows(small: SmallWarehouse) -> None:
    found = detail(small.publish(), "P01", YEAR)
    assert found.rows == ()
    assert found.total == 0
