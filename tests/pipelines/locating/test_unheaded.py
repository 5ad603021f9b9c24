"""A column that holds something and has no header is not read, and the clerk is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.inbox import read_tables, write_csv

TITLE = ["2023年普法活动台账"]


def told(tmp_path: Path, *rows: Sequence[object]) -> list[str]:
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", [TITLE, ["填报单位：司法局"], *rows]))
    return [f"{finding.code} {finding.cells} {finding.message}" for finding in table.findings]


def test_a_filled_column_between_the_headers_is_told(tmp_path: Path) -> None:
    header = ["活动名称", "开展时间", "地点", "", "备注"]
    rows = [["宪法", "2023-12-04", "广场", 120, ""], ["反诈", "2023-12-05", "广场", "", ""]]
    assert told(tmp_path, header, *rows) == ["header_blank D3 D 列有内容，没有表头，没有读取"]


def test_a_list_that_goes_on_to_the_right_without_a_header_is_told(tmp_path: Path) -> None:
    header = ["活动名称", "开展时间", "地点"]
    rows = [
        ["宪法", "2023-12-04", "广场", "", "禁毒", "2023-06-26"],
        ["反诈", "2023-12-05", "广场", "", "", ""],
    ]
    assert told(tmp_path, header, *rows) == [
        "header_blank E3 E 列有内容，没有表头，没有读取",
        "header_blank F3 F 列有内容，没有表头，没有读取",
    ]


def test_a_few_cells_right_of_the_table_and_blank_columns_are_not_told(tmp_path: Path) -> None:
    header = ["活动名称", "开展时间", "", "地点"]
    rows = [[f"宣传{day}", f"2023-12-0{day}", "", "广场"] for day in range(1, 6)]
    assert told(tmp_path, header, *rows[:4], [*rows[4], "", "已核对"]) == []


def test_names_left_of_the_headers_are_told_and_row_numbers_are_not(tmp_path: Path) -> None:
    header = ["", "活动名称", "开展时间", "地点"]
    named = [["公安局", "宪法", "2023-12-04", "广场"], ["", "反诈", "2023-12-05", "广场"]]
    numbered = [[1, "宪法", "2023-12-04", "广场"], ["（2）", "反诈", "2023-12-05", "广场"]]
    assert told(tmp_path, header, *named) == ["header_blank A3 A 列有内容，没有表头，没有读取"]
    assert told(tmp_path, header, *numbered) == []
