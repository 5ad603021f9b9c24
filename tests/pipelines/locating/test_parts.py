"""Captions that say another year, or plans, make a table of the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.checking.checked import CheckedTable
from pipelines.intake.reading import known_locator
from pipelines.locate import LocatedTable
from pipelines.reading.model import CellValue, Sheet
from tests.support.inbox import read_tables, write_csv

Line = Sequence[CellValue]
LOCATOR = known_locator()
TITLE: Line = ["2023年普法活动台账"]
UNIT: Line = ["填报单位：司法局"]
HEADER: Line = ["活动名称", "开展时间", "地点", "受众人数"]


def event(title: str, day: str, audience: int = 100) -> Line:
    return [title, day, "中安街社区", audience]


def parts(*rows: Line) -> list[LocatedTable]:
    return list(LOCATOR.locate(Sheet("", [list(row) for row in rows]), file_name="台账.xlsx").tables)


def read(tmp_path: Path, *rows: Line) -> list[CheckedTable]:
    return read_tables(write_csv(tmp_path / "台账.csv", rows))


def days(tables: Sequence[CheckedTable]) -> list[str]:
    return [str(day) for table in tables for day in table.accepted["start_on"]]


def test_a_year_in_a_caption_completes_the_dates_below_it(tmp_path: Path) -> None:
    tables = read(
        tmp_path, TITLE, UNIT, HEADER, event("反诈", "1月4日"),
        ["2022年"], event("宪法", "12月4日"), ["二〇二一年（1场）"], event("禁毒", "6月26日"),
    )  # fmt: skip
    assert days(tables) == ["2023-01-04", "2022-12-04", "2021-06-26"]
    assert [table.rows_in for table in tables] == [1, 2, 2]


def test_a_year_in_a_caption_counts_where_the_header_is_repeated_below_it(tmp_path: Path) -> None:
    blocks = [["2022年"], HEADER, event("宪法", "12月4日"), ["2023年"], HEADER, event("宪法", "12月4日")]
    tables = read(tmp_path, ["普法活动台账"], UNIT, *blocks)
    assert days(tables) == ["2022-12-04", "2023-12-04"]
    assert [dict(table.skipped) for table in tables] == [{}, {6: "group", 7: "header"}]


def test_months_and_the_year_of_the_title_make_no_parts() -> None:
    captions: list[Line] = [["2023年"], event("宪法", "1月4日"), ["2月"], event("反诈", "2月4日")]
    assert len(parts(TITLE, UNIT, HEADER, *captions)) == 1


def test_what_a_caption_calls_planned_is_not_counted_as_held(tmp_path: Path) -> None:
    tables = read(
        tmp_path, TITLE, UNIT, HEADER,
        ["一、11月开展情况"], event("宪法", "2023-11-04"),
        ["二、12月工作计划"], event("宪法宣传周", "2023-12-04"),
        ["三、其他活动"], event("反诈", "2023-11-05"),
    )  # fmt: skip
    figures = [figure for table in tables for figure in table.accepted["figures"]]
    assert figures == ["当期", "计划", "当期"]


def test_a_caption_about_planned_births_is_no_plan() -> None:
    rows: list[Line] = [["计划生育宣传活动"], event("优生优育", "1月4日"), ["其他"], event("宪法", "2月4日")]
    assert len(parts(TITLE, UNIT, HEADER, *rows)) == 1


def test_a_unit_above_the_years_holds_for_all_of_them(tmp_path: Path) -> None:
    tables = read(
        tmp_path, ["普法活动台账"], HEADER,
        ["一、公安局"], ["2022年"], event("反诈", "1月4日"), ["2023年"], event("反诈", "1月5日"),
        ["二、司法局"], ["2022年"], event("宪法", "1月6日"),
    )  # fmt: skip
    units = [unit for table in tables for unit in table.accepted["unit"]]
    assert (units, days(tables)) == (
        ["公安局", "公安局", "司法局"],
        ["2022-01-04", "2023-01-05", "2022-01-06"],
    )


def test_a_grand_total_below_the_last_part_may_be_that_of_all_parts(tmp_path: Path) -> None:
    rows = [["2022年"], event("宪法", "12月4日", 100), ["2023年"], event("宪法", "12月4日", 200)]
    tables = read(tmp_path, ["普法活动台账"], UNIT, HEADER, *rows, ["合计", None, None, 300])
    assert [finding.code for table in tables for finding in table.findings] == []


def test_a_header_in_doubt_is_told_once_for_all_parts(tmp_path: Path) -> None:
    header = [*HEADER, "天气"]
    rows = [["2022年"], [*event("宪法", "12月4日"), "晴"], ["2023年"], [*event("宪法", "12月4日"), "阴"]]
    tables = read(tmp_path, ["普法活动台账"], UNIT, header, *rows)
    assert [finding.code for table in tables for finding in table.findings] == ["unknown_header"]
