"""A caption that names a unit or township gives it to the rows below that name none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv

HEADER = ["活动名称", "开展时间", "地点", "受众人数"]


def event(number: int) -> list[object]:
    return [f"宣传{number}", f"2024-01-0{number}", "广场", 100]


def read(tmp_path: Path, *rows: Sequence[object]) -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", rows))
    return table


def loaded(table: CheckedTable, *columns: str) -> list[tuple[object, ...]]:
    return table.accepted.select(columns).rows()


def test_a_unit_in_a_caption_goes_before_the_unit_that_filed_and_is_cited(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["填报单位：司法局"], HEADER,
        ["一、公安局（2场）"], event(1), event(2), ["二、教育局（1场）"], event(3),
        ["合计", "", "", 300], event(4),
    )  # fmt: skip
    assert [unit for (unit,) in loaded(table, "unit")] == ["公安局", "公安局", "教育局", "司法局"]
    assert '"unit": "A3"' in table.raw.filter(pl.col("title") == "宣传2")["cells"].item()


def test_a_township_in_a_caption_says_where_and_not_by_whom(tmp_path: Path) -> None:
    table = read(tmp_path, ["填报单位：司法局"], HEADER, ["峡窝镇（1场）"], event(1))
    assert loaded(table, "unit", "township") == [("司法局", "峡窝镇")]


def test_rows_of_which_one_names_its_unit_take_none_from_the_caption(tmp_path: Path) -> None:
    header = ["活动名称", "开展时间", "主办单位", "受众人数"]
    rows = [["宣传1", "2024-01-01", "财政局", 1], ["宣传2", "2024-01-02", "", 1]]
    table = read(tmp_path, ["填报单位：司法局"], header, ["公安局"], *rows)
    assert [unit for (unit,) in loaded(table, "unit")] == ["财政局", "司法局"]


def test_a_caption_that_names_nobody_gives_nothing(tmp_path: Path) -> None:
    table = read(tmp_path, ["填报单位：司法局"], HEADER, ["一、大型活动（1场）"], event(1))
    assert loaded(table, "unit", "township") == [("司法局", None)]


def test_an_office_that_no_list_has_does_not_lend_its_rows_to_the_unit_that_filed(tmp_path: Path) -> None:
    captions = [["一、公安局"], event(1), ["二、星际贸易局"], event(2)]
    table = read(tmp_path, ["填报单位：司法局"], HEADER, *captions)
    assert [unit for (unit,) in loaded(table, "unit")] == ["公安局"]
    assert [row.codes for row in table.quarantined] == [("unknown_unit",)]


def test_captions_by_theme_leave_the_rows_to_the_unit_that_filed(tmp_path: Path) -> None:
    captions = [["一、法律进机关"], event(1), ["二、法律进学校"], event(2)]
    table = read(tmp_path, ["填报单位：司法局"], HEADER, *captions)
    assert [unit for (unit,) in loaded(table, "unit")] == ["司法局", "司法局"]
