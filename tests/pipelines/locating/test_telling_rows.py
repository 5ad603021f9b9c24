"""Rows that stand among the data and are none: rates, instructions, sums of places, pages, notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from pipelines.intake.reading import known_locator
from pipelines.reading.model import CellValue, Sheet
from tests.support.inbox import read_tables, write_csv

Line = Sequence[object]
LOCATOR = known_locator()
PENALTIES = ["单位名称", "警告", "罚款", "合计"]
HEADER = ["序号", "活动名称", "开展时间", "地点", "受众人数"]
TITLE = ["2023年普法活动台账"]
UNIT = ["填报单位：司法局"]
EVENT = [1, "宪法宣传", "2023-12-04", "广场", 100]


def read(tmp_path: Path, *rows: Line, name: str = "台账.csv") -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / name, rows))
    return table


def reasons(table: CheckedTable) -> list[str]:
    assert table.quarantined == []
    return [reason.value for _, reason in sorted(table.skipped.items())]


def penalties(tmp_path: Path, *rows: Line) -> CheckedTable:
    return read(tmp_path, ["2023年度行政处罚实施情况统计表"], PENALTIES, *rows)


@pytest.mark.parametrize("label", ["占比", "同比", "同比增长（%）", "增减率", "较上年同期", "环比变化"])
def test_a_row_of_rates_is_worked_out_from_the_others(tmp_path: Path, label: str) -> None:
    table = penalties(tmp_path, ["公安局", 10, 90, 100], [label, "10%", "90%", "100%"])
    assert (table.accepted.height, reasons(table)) == (1, ["total"])


@pytest.mark.parametrize("label", ["平均分", "最高分", "满分", "合格率"])
def test_a_row_of_marks_about_all_is_no_row_of_a_unit(tmp_path: Path, label: str) -> None:
    header = ["单位", "年初计划", "年中督查", "年底考评"]
    table = read(tmp_path, ["2023年依法行政考核"], header, ["公安局", 90, 92, 95], [label, 90, 92, 95])
    assert (set(table.accepted["unit"]), reasons(table)) == ({"公安局"}, ["total"])


@pytest.mark.parametrize("place", [0, 2], ids=["first", "last"])
@pytest.mark.parametrize("label", ["全区", "上街区"])
def test_the_sum_of_all_places_is_no_place(tmp_path: Path, label: str, place: int) -> None:
    rows: list[Line] = [["公安局", 10, 100, 110], ["城管局", 5, 50, 55]]
    rows.insert(place, [label, 15, 150, 165])
    table = penalties(tmp_path, *rows)
    assert (set(table.accepted["unit"]), reasons(table)) == ({"公安局", "城管局"}, ["total"])


def test_the_parts_of_a_place_are_no_places(tmp_path: Path) -> None:
    parts = [["其中：交警大队", 4, 60, 64], ["治安大队", 6, 40, 46]]
    table = penalties(tmp_path, ["公安局", 10, 100, 110], *parts, ["城管局", 5, 50, 55])
    assert (set(table.accepted["unit"]), reasons(table)) == ({"公安局", "城管局"}, ["total", "total"])


def test_a_place_below_the_only_part_of_another_is_a_place(tmp_path: Path) -> None:
    rows = [["公安局", 10, 100, 110], ["其中：交警大队", 4, 60, 64], ["城管局", 5, 50, 55]]
    assert set(penalties(tmp_path, *rows).accepted["unit"]) == {"公安局", "城管局"}


def test_a_place_whose_only_kind_of_penalty_happens_to_be_the_sum_is_a_place(tmp_path: Path) -> None:
    rows = [["公安局", 0, 3, 3], ["城管局", 0, 4, 4], ["交通局", 0, 7, 7]]
    assert penalties(tmp_path, *rows).accepted.height == 3


def test_years_of_one_unit_are_no_sum_of_places(tmp_path: Path) -> None:
    header = ["年度", "警告", "罚款", "合计"]
    rows = [[2021, 1, 5, 6], [2022, 2, 6, 8], [2023, 3, 11, 14]]
    table = read(tmp_path, ["城管局行政处罚统计"], header, *rows)
    assert table.accepted.height == 3


def test_a_total_whose_word_is_spread_over_two_cells_is_a_total(tmp_path: Path) -> None:
    table = read(tmp_path, TITLE, UNIT, HEADER, EVENT, ["合", "计", "", "", 100])
    assert reasons(table) == ["total"]


def test_a_row_that_says_how_to_fill_in_the_columns_belongs_to_the_header(tmp_path: Path) -> None:
    notes = ["", "（必填）", "（精确到日）", "（填到村）", "（人次）请填数字"]
    filling = ["", "必填", "格式：2023-01-01", "请填到村", "数字"]
    for line in (notes[:4], filling):
        assert reasons(read(tmp_path, TITLE, UNIT, HEADER, line, EVENT)) == ["header"]


def test_a_row_of_data_in_brackets_and_more_is_data(tmp_path: Path) -> None:
    table = read(tmp_path, TITLE, UNIT, HEADER, ["", "（专题）", "2023-12-04", "（广场）", 100])
    assert table.accepted.height == 1


@pytest.mark.parametrize("line", [["续表"], ["续表1"], ["（续表）"], ["2023年普法活动台账（续）"]])
def test_a_table_that_goes_on_on_another_page_is_one_table(tmp_path: Path, line: Line) -> None:
    rows = [EVENT, line, HEADER, [2, "反诈", "2023-12-05", "广场", 50], ["合计", "", "", "", 150]]
    table = read(tmp_path, TITLE, UNIT, HEADER, *rows)
    assert (table.accepted.height, reasons(table)) == (2, ["note", "header", "total"])
    assert table.findings == []


@pytest.mark.parametrize("mark", ["—", "/", "-", "……"])
def test_a_row_struck_out_with_dashes_is_left_over(tmp_path: Path, mark: str) -> None:
    assert reasons(read(tmp_path, TITLE, UNIT, HEADER, EVENT, [mark] * 5)) == ["note"]


def test_numbered_sentences_below_a_note_are_notes(tmp_path: Path) -> None:
    notes: list[Line] = [["注：", "以上为全年数据"], [1, "受众按人次统计；不含线上。"], [2, "资料按份统计。"]]
    assert reasons(read(tmp_path, TITLE, UNIT, HEADER, EVENT, *notes)) == ["note"] * 3


def test_a_half_filled_row_below_a_note_is_still_a_row(tmp_path: Path) -> None:
    rows = [["注：12月数据待补"], [2, "反诈宣传", "", "", ""]]
    table = read(tmp_path, TITLE, UNIT, HEADER, EVENT, *rows)
    assert [row.source_row for row in table.quarantined] == [6]


@pytest.mark.parametrize("mark", ["①", "（注1）", "[注]", "注2", "*"])
def test_the_mark_of_a_footnote_is_no_part_of_a_header(tmp_path: Path, mark: str) -> None:
    header = ["活动名称", "开展时间", "地点" + mark, "受众人数（人次）" + mark]
    table = read(tmp_path, TITLE, UNIT, header, EVENT[1:])
    assert table.accepted.select("place", "audience").rows() == [("广场", 100)]


@pytest.mark.parametrize("header", ["法治审查", "是否法治审查", "法制审查"])
def test_both_spellings_of_a_header_are_one(tmp_path: Path, header: str) -> None:
    columns = ["培训名称", "类别", "时间", "单位", header]
    row = ["学习民法典", "常务会学法", "2023-03-02", "司法局", "是"]
    table = read(tmp_path, ["2023年学法培训台账"], columns, row)
    assert (table.accepted["legal_reviewed"].to_list(), table.findings) == ([True], [])


SUMMARY: list[list[CellValue]] = [
    ["2023年普法活动汇总表"],
    ["月份", "活动场次", "受众人数", "发放资料"],
    ["1月", 2, 300, 400],
    ["2月", 1, 100, 50],
]
MONTH: list[list[CellValue]] = [
    ["活动名称", "开展时间", "主办单位", "受众人数"],
    ["宪法宣传", "2023-01-04", "司法局", 300],
]


def told(*sheets: tuple[str, list[list[CellValue]]]) -> list[str]:
    readings = LOCATOR.locate_all([Sheet(name, rows) for name, rows in sheets], file_name="普法台账.xlsx")
    return [reading.near.reason for reading in readings if reading.near is not None]


def test_a_summary_beside_its_items_is_told_for_what_it_is() -> None:
    assert told(("汇总", SUMMARY), ("1月", MONTH)) == [
        "像是「普法活动」的汇总数，没有逐项内容；明细已从其他工作表读取，汇总数不读取"
    ]


def test_a_summary_alone_is_asked_for_its_items() -> None:
    assert told(("汇总", SUMMARY)) == [
        "像是「普法活动」的汇总数（「受众人数」、「活动场次」、「发放资料」），没有逐项内容，"
        "请报送逐项填写的明细表"
    ]
