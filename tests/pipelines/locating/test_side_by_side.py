"""Tables beside one another are read each by itself, with the true addresses of their cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.reading import known_locator
from pipelines.locate import CellRead, LocatedTable
from pipelines.reading.model import CellValue, MergedRange, Sheet

Line = Sequence[CellValue]

LOCATOR = known_locator()
HEADER: list[CellValue] = ["活动名称", "开展时间", "主办单位", "受众人数"]
FIRST: list[CellValue] = ["宪法宣传", "2022.3.5", "公安局", 120]
SECOND: list[CellValue] = ["反诈讲座", "2022.3.6", "公安局", 80]
THIRD: list[CellValue] = ["禁毒宣传", "2022.3.7", "教育局", 50]
REVIEWS: list[CellValue] = ["案卷编号", "单位", "评查日", "得分"]
REVIEWED: list[CellValue] = ["A1", "公安局", "2022.5.1", 90]
BLANK: list[CellValue] = [None, None, None, None]


def tables(*rows: Line, merged: tuple[MergedRange, ...] = ()) -> tuple[LocatedTable, ...]:
    return LOCATOR.locate(Sheet("", [list(row) for row in rows], merged), file_name="表.xlsx").tables


def kinds(table: LocatedTable) -> list[tuple[int, str]]:
    return [(row.row, row.kind.value) for row in table.body]


def titles(table: LocatedTable) -> list[CellRead]:
    return table.column_cells("title")


# The same header group again


def test_a_header_group_repeated_to_the_right_is_a_table_of_its_own() -> None:
    left, right = tables(HEADER + HEADER, FIRST + SECOND, THIRD)
    assert (left.header_rows, right.header_rows) == ((1,), (1,))
    assert titles(left) == [CellRead("宪法宣传", 1, 0), CellRead("禁毒宣传", 2, 0)]
    assert titles(right) == [CellRead("反诈讲座", 1, 4)]


def test_a_row_counts_once_in_each_group_that_has_content_in_it() -> None:
    left, right = tables(HEADER + HEADER, FIRST + SECOND, THIRD + BLANK, BLANK + FIRST)
    assert (kinds(left), kinds(right)) == ([(1, "data"), (2, "data")], [(1, "data"), (3, "data")])


def test_title_and_envelope_above_the_groups_speak_for_all_of_them() -> None:
    found = tables(
        ["2022年普法台账"],
        ["填报单位：公安局", None, None, None, None, None, "填报时间：2022年12月1日"],
        HEADER + HEADER,
        FIRST + SECOND,
    )
    assert [table.title for table in found] == ["2022年普法台账"] * 2
    for table in found:
        envelope = table.envelope
        assert envelope.unit is not None
        assert envelope.filed_on is not None
        assert envelope.year is not None
        assert (envelope.unit.cell, envelope.filed_on.cell, envelope.year.text) == ((1, 0), (1, 6), "2022")


@pytest.mark.parametrize("total", ["合计", "小计"])
def test_a_total_inside_one_group_is_no_total_of_the_other(total: str) -> None:
    left, right = tables(HEADER + HEADER, FIRST + SECOND, [*THIRD, total, None, None, 80])
    assert (kinds(left), kinds(right)) == ([(1, "data"), (2, "data")], [(1, "data"), (2, "total")])


def test_row_numbers_before_the_first_group_alone_are_no_content_of_a_group() -> None:
    left, right = tables(["序号", *HEADER, *HEADER], [1, *FIRST, *SECOND], [2, *BLANK, *THIRD])
    assert (kinds(left), kinds(right)) == ([(1, "data")], [(1, "data"), (2, "data")])


def test_each_group_may_have_row_numbers_and_a_blank_column_between() -> None:
    left, right = tables(["序号", *HEADER, None, "序号", *HEADER], [1, *FIRST, None, 2, *SECOND])
    assert (left.columns["title"].index, right.columns["title"].index) == (1, 7)


def test_columns_before_the_first_group_that_say_what_a_row_is_about_belong_to_every_group() -> None:
    group: list[CellValue] = ["姓名", "村（社区）", "证书编号"]
    found = tables(
        ["法律明白人名单"],
        ["镇办", *group, *group],
        ["峡窝镇", "张某甲", "方顶村", "1", "张某乙", "石嘴村", "2"],
    )
    assert [table.column_values("township") for table in found] == [["峡窝镇"], ["峡窝镇"]]
    assert [table.column_values("name") for table in found] == [["张某甲"], ["张某乙"]]


def test_one_name_column_repeated_is_a_list_in_several_columns() -> None:
    village = "村（社区）"
    found = tables(
        ["级别", village, village],
        ["市级民主法治示范村", "甲村（2015）", "乙村（2016）"],
        [None, "丙村（2017）"],
        merged=((1, 0, 2, 0),),
    )
    assert [table.column_values("listed_name") for table in found] == [
        ["甲村（2015）", "丙村（2017）"],
        ["乙村（2016）"],
    ]
    assert found[0].column_cells("listed_title")[1] == CellRead("市级民主法治示范村", 1, 0)


def test_a_repeated_header_below_both_groups_is_a_header_row_of_each() -> None:
    left, right = tables(HEADER + HEADER, FIRST + SECOND, HEADER + HEADER, THIRD)
    assert kinds(left) == [(1, "data"), (2, "header"), (3, "data")]
    assert kinds(right) == [(1, "data"), (2, "header")]


def test_groups_may_stand_below_another_table() -> None:
    found = tables(HEADER, FIRST, ["案卷评查统计表"], REVIEWS + REVIEWS, REVIEWED + REVIEWED)
    assert [(table.dataset.name, table.left) for table in found] == [
        ("activities", 0), ("file_reviews", 0), ("file_reviews", 4),
    ]  # fmt: skip


def test_figures_of_this_month_and_running_totals_beside_one_event_are_no_groups() -> None:
    (found,) = tables(
        ["活动名称", "开展时间", "本月", None, "累计", None],
        [None, None, "受众人数", "发放资料", "受众人数", "发放资料"],
        ["宪法宣传", "2022.3.5", 1, 2, 3, 4],
        merged=((0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)),
    )
    assert (found.columns["audience"].index, found.columns["materials"].index) == (2, 3)


def test_two_columns_of_one_name_are_no_groups() -> None:
    (found,) = tables([*HEADER, "地点", "地点"], [*FIRST, "广场", "会场"])
    assert found.columns["place"].index == 4


@pytest.mark.parametrize("merged", [((1, 1, 1, 2), (1, 3, 1, 4)), ((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4))])
def test_a_unit_whose_header_stands_beside_the_years_is_that_of_every_group(
    merged: tuple[MergedRange, ...],
) -> None:
    found = tables(
        ["行政处罚统计"],
        ["单位名称", "2022年", None, "2023年", None],
        [None, "罚款", "合计", "罚款", "合计"],
        ["公安局", 1, 1, 3, 3],
        merged=merged,
    )
    assert [(table.envelope.year and table.envelope.year.text) for table in found] == ["2022年", "2023年"]
    assert [table.column_values("unit") for table in found] == [["公安局"], ["公安局"]]


def test_years_above_the_groups_of_an_annual_form_are_the_years_of_their_rows() -> None:
    found = tables(
        ["2022—2023年行政处罚统计表"],
        [None, "2022年", None, "2023年", None],
        ["单位", "罚款", "合计", "罚款", "合计"],
        ["公安局", 2, 2, 4, 4],
        merged=((1, 1, 1, 2), (1, 3, 1, 4)),
    )
    years = [table.envelope.year for table in found]
    assert [(year.text, year.cell) for year in years if year] == [("2022年", (1, 1)), ("2023年", (1, 3))]
    assert [table.column_values("total") for table in found] == [[2], [4]]


def test_foreign_groups_are_recognised_as_nothing() -> None:
    assert tables(["各省受理情况"], ["省份", "数量"] * 4, ["广东", 3] * 4) == ()


# Different tables, and what is no table


def test_two_tables_with_a_blank_column_between_have_titles_and_units_of_their_own() -> None:
    left, right = tables(
        ["2022年普法台账", None, None, None, None, "2021年案卷评查表"],
        ["填报单位：公安局", None, None, None, None, "填报单位：教育局"],
        [*HEADER, None, *REVIEWS],
        [*FIRST, None, *REVIEWED],
        SECOND,
    )
    assert (left.dataset.name, right.dataset.name) == ("activities", "file_reviews")
    assert (left.title, right.title) == ("2022年普法台账", "2021年案卷评查表")
    units = [table.envelope.unit and table.envelope.unit.text for table in (left, right)]
    assert units == ["公安局", "教育局"]
    assert (kinds(left), kinds(right)) == ([(3, "data"), (4, "data")], [(3, "data")])


def test_a_sum_block_beside_the_table_is_not_mixed_into_it() -> None:
    (found,) = tables(
        ["活动名称", "开展时间", "主办单位", "地点", None, "单位", "受众人数"],
        [*FIRST[:3], "广场", None, "公安局", 200],
        [*SECOND[:3], "广场"],
        [*THIRD[:3], "广场"],
        [None, None, None, None, None, "合计", 200],
    )
    assert "audience" not in found.columns
    assert found.unknown_headers == ((5, "单位"), (6, "受众人数"))
    assert kinds(found) == [(1, "data"), (2, "data"), (3, "data"), (4, "note")]


def test_columns_behind_a_blank_one_that_most_rows_fill_belong_to_the_table() -> None:
    (found,) = tables([*HEADER, None, "备注"], [*FIRST, None, "甲"], [*SECOND, None, "乙"])
    assert found.columns["remark"].index == 5


def test_a_stray_figure_beside_the_table_is_a_note_of_its_row_or_nothing() -> None:
    (found,) = tables(HEADER, FIRST, [*SECOND, None, None, 55], [None] * 6 + [99])
    assert kinds(found) == [(1, "data"), (2, "data"), (3, "note")]


CELLS = st.sampled_from([None, None, "合计", "宪法宣传", "2022.3.5", "公安局", 12, "备注："])
BODIES = st.lists(st.lists(CELLS, max_size=9), max_size=8)


@given(BODIES, st.sampled_from([[*HEADER, None, *REVIEWS], HEADER + HEADER, [*HEADER, None, "单位", "场次"]]))
def test_every_row_with_content_is_classified_in_some_table_and_once_in_each(
    body: list[list[CellValue]], header: list[CellValue]
) -> None:
    found = tables(header, *body)
    for table in found:
        rows = [row.row for row in table.body]
        assert rows == sorted(set(rows))
    seen = {row.row for table in found for row in table.body}
    above = {row for table in found for row in table.above}
    heads = {row - 1 for table in found for row in table.header_rows}
    filled = {number for number, line in enumerate(body, start=1) if any(cell is not None for cell in line)}
    assert filled <= seen | above | heads
