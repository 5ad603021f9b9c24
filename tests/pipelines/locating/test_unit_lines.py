"""填报单位 within the rows: it captions the rows below it, ends those above, or is not to be told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv

HEADER = ["活动名称", "开展时间", "地点", "受众人数"]
TITLE = ["2023年普法活动台账"]


def event(number: int) -> list[object]:
    return [f"宣传{number}", f"2023-01-0{number}", "广场", 100]


def read(tmp_path: Path, *rows: Sequence[object]) -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", rows))
    return table


def units(table: CheckedTable) -> list[str]:
    return table.accepted["unit"].to_list()


@pytest.mark.parametrize(
    "line", [["填报单位：公安局"], ["填报单位", "公安局"], ["填报单位（盖章）：", "公安局"]]
)
def test_a_line_that_names_the_unit_speaks_for_the_rows_below_it(tmp_path: Path, line: list[str]) -> None:
    table = read(tmp_path, TITLE, HEADER, ["填报单位：司法局"], event(1), line, event(2), event(3))
    assert units(table) == ["司法局", "公安局", "公安局"]
    assert {row: reason.value for row, reason in table.skipped.items()} == {3: "group", 5: "group"}


def test_rows_above_the_first_line_are_of_the_unit_above_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, ["填报单位：司法局"], HEADER, event(1), ["填报单位：公安局"], event(2))
    assert units(table) == ["司法局", "公安局"]


def test_a_unit_that_no_list_knows_keeps_its_rows_out_and_not_in_another_name(tmp_path: Path) -> None:
    table = read(tmp_path, ["填报单位：司法局"], HEADER, event(1), ["填报单位：星际贸易局"], event(2))
    assert units(table) == ["司法局"]
    assert [row.codes for row in table.quarantined] == [("unknown_unit",)]


def test_lines_below_their_rows_that_name_different_units_decide_for_none(tmp_path: Path) -> None:
    table = read(tmp_path, TITLE, HEADER, event(1), ["填报单位：公安局"], event(2), ["填报单位：司法局"])
    assert [row.codes for row in table.quarantined] == [("required_blank",), ("required_blank",)]


def test_a_month_below_a_unit_leaves_the_unit_in_force(tmp_path: Path) -> None:
    rows = [["公安局"], ["1月"], event(1), ["2月"], event(2), ["教育局"], ["1月"], event(3)]
    table = read(tmp_path, TITLE, ["填报单位：司法局"], HEADER, *rows)
    assert units(table) == ["公安局", "公安局", "教育局"]


DEVICES = [["表一 执法装备统计表"], ["单位", "设备类型", "数量", "在用数"], ["公安局", "执法记录仪", 30, 28]]
BODIES = [["表二 执法主体名录"], ["执法主体名称", "主体类型", "法律依据"], ["城管局", "法定", "城市管理条例"]]


@pytest.mark.parametrize("gap", [[], [[]]], ids=["close", "blank row"])
def test_an_envelope_below_the_first_of_two_tables_is_a_note_of_the_first(
    tmp_path: Path, gap: list[list[object]]
) -> None:
    signed = ["填表人：某某", "填报单位：司法局", "填报时间：2023-12-30"]
    first, second = read_tables(write_csv(tmp_path / "两表.csv", [*DEVICES, signed, *gap, *BODIES]))
    assert (first.rows_in, {row: reason.value for row, reason in first.skipped.items()}) == (2, {4: "note"})
    assert (second.rows_in, second.accepted.height) == (1, 1)


def test_a_sheet_whose_envelopes_stand_above_the_titles_is_read_that_way(tmp_path: Path) -> None:
    rows = [
        *(["填报单位：公安局"], TITLE, HEADER, event(1)),
        *(["填报单位：司法局"], TITLE, HEADER, event(2)),
    ]
    tables = read_tables(write_csv(tmp_path / "台账.csv", rows))
    assert [units(table) for table in tables] == [["公安局"], ["司法局"]]
