"""Findings become causes: each told once, with all its cells, and an example where one value mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from pipelines.returning.causes import Examples, causes_of, rectangles, tally_of
from pipelines.returning.model import Cause, Tally
from tests.support.inbox import read_tables, write_csv
from warehouse.reference.tables import load_reference

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "七进类别", "受众人数"]


def read(folder: Path, *rows: list[object], header: list[str] | None = None) -> list[CheckedTable]:
    path = folder / "台账.csv"
    lines = [["填报时间：2024-04-01"], header or HEADER, *rows]
    return read_tables(write_csv(path, lines, modified="2024-06-30"))


def causes(tables: list[CheckedTable]) -> tuple[Cause, ...]:
    return causes_of(tables, Examples(load_reference()))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("C7", ((6, 2, 6, 2),)),
        ("C7:C12、AA15", ((6, 2, 11, 2), (14, 26, 14, 26))),
        ("C7:E8", ((6, 2, 7, 4),)),
        ("", ()),
    ],
)
def test_ranges_are_read_as_rectangles(cells: str, expected: tuple[tuple[int, ...], ...]) -> None:
    assert rectangles(cells) == expected


def test_a_cause_has_all_its_cells_and_an_example(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        ["甲", "2024-03-05", "广场", "公安局", "学校", "若干"],
        ["乙", "2024-03-06", "广场", "公安局", "学校", "很多"],
        ["丙", None, "广场", "区教育据", "学较", 10],
        ["丁", "2024-03-07", "广场", "公安局", "学校", 9000],
    )
    told = [(one.where, one.example, one.rows, one.must_mend) for one in causes(tables)]
    assert told == [
        ("F3:F4", "1200", 2, True),
        ("B5", "2024-03-05", 1, True),
        ("D5", "教育局", 1, True),
        ("E5", "学校", 1, True),
        ("F6", "", 1, False),
    ]
    assert tally_of(tables) == Tally(loaded=1, known=0, kept_out=3)


def test_what_no_single_value_mends_has_no_example(tmp_path: Path) -> None:
    (one,) = causes(
        read(
            tmp_path,
            ["甲", "2024-03-05至2024-03-01", "广场", "公安局", "学校", 10],
            ["乙", "2024-03-05", "广场", "公安局", "学校", 10],
        )
    )
    assert (one.where, one.example, one.must_mend) == ("B3", "", True)


def test_a_name_or_listed_value_is_no_example_where_it_is_not_the_likely_one(tmp_path: Path) -> None:
    tables = read(tmp_path, ["甲", "2024-03-05", "广场", "XX公司", "公园", 10])
    assert [(one.where, one.example) for one in causes(tables)] == [("D3", ""), ("E3", "")]


def test_a_cause_that_rules_report_row_by_row_is_told_once(tmp_path: Path) -> None:
    header = ["创建对象", "对象类型", "类别", "级别", "事件", "日期"]
    tables = read(
        tmp_path,
        ["方顶村", "村社区", "民主法治示范村（社区）", "市", "命名", "2020-01-01"],
        ["夏侯村", "村社区", "民主法治示范村（社区）", "市", "命名", "2020-01-01"],
        header=header,
    )
    (table,) = tables
    (rule,) = table.dataset.sequences
    table.keep_out(3, rule, (rule.event, rule.date))
    table.keep_out(4, rule, (rule.event, rule.date))
    told = [(one.where, one.rows, one.example) for one in causes(tables) if one.must_mend]
    assert told == [("E3:F3、E4:F4", 2, "")]


def test_a_personal_cell_is_neither_quoted_nor_imitated(tmp_path: Path) -> None:
    header = ["姓名", "性别", "身份证号", "村（社区）", "认定时间", "状态"]
    rows: list[list[object]] = [["张某甲", "女", "4.10101199001E+17", "方顶村", "2021-06-01", "在岗"]]
    found = causes(read(tmp_path, *rows, header=header))
    assert "身份证号" in "".join(one.message for one in found)
    assert all("4.10101" not in f"{one.message}{one.remedy}{one.example}" for one in found)


def test_causes_that_keep_rows_out_come_before_those_to_be_checked(tmp_path: Path) -> None:
    found = causes(
        read(
            tmp_path,
            ["甲", "2024-03-05", "广场", "公安局", "学校", 9000],
            ["乙", "2024-03-05", "广场", "公安局", "学校", "若干"],
        )
    )
    assert [(one.where, one.prefix) for one in found] == [("F4", "【必须修改】"), ("F3", "【请核对】")]
