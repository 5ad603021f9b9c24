"""What a title, a letter or a note says of the rows: the year, the unit, the unit of the amounts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv

Line = Sequence[object]
HEADER: Line = ["活动名称", "开展时间", "地点", "受众人数"]
EVENTS: list[Line] = [["宪法宣传", "12月4日", "广场", 100], ["年货节宣传", "1月4日", "广场", 100]]
UNIT: Line = ["填报单位：司法局"]


def read(tmp_path: Path, *rows: Line, name: str = "台账.csv") -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / name, rows))
    return table


@pytest.mark.parametrize(
    "title",
    [
        "2022年12月—2023年1月普法活动台账",
        "2022-2023年普法活动台账",
        "2022年、2023年普法活动台账",
        "2021年以来普法活动台账",
    ],
)
def test_a_title_of_several_years_completes_no_date(tmp_path: Path, title: str) -> None:
    table = read(tmp_path, [title], UNIT, HEADER, *EVENTS, name="2023年台账.csv")
    assert [row.codes for row in table.quarantined] == [("date_without_year",), ("date_without_year",)]


@pytest.mark.parametrize("title", ["2023年普法活动台账（2021年版）", "2023年普法活动台账（2021年修订）"])
def test_the_edition_of_a_form_is_no_year_of_its_rows(tmp_path: Path, title: str) -> None:
    table = read(tmp_path, [title], UNIT, HEADER, *EVENTS)
    assert [str(day) for day in table.accepted["start_on"]] == ["2023-12-04", "2023-01-04"]


CASES: Line = ["案号", "年度", "被告", "审级", "收到诉状日期"]


def test_a_column_of_one_year_completes_the_dates(tmp_path: Path) -> None:
    rows = [["（2022）豫0106行初1号", 2022, "公安局", "一审", "3月1日"]]
    table = read(tmp_path, ["行政应诉案件台账"], CASES, *rows)
    assert [str(day) for day in table.accepted["received_on"]] == ["2022-03-01"]


def test_a_column_of_several_years_completes_no_date(tmp_path: Path) -> None:
    rows = [[f"（{year}）豫0106行初1号", year, "公安局", "一审", "3月1日"] for year in (2022, 2023)]
    table = read(tmp_path, ["行政应诉案件台账"], CASES, *rows)
    assert [row.codes for row in table.quarantined] == [("date_without_year",), ("date_without_year",)]


def test_a_title_ends_with_its_unit_in_brackets(tmp_path: Path) -> None:
    table = read(tmp_path, ["2023年普法活动台账（公安局）"], HEADER, *EVENTS)
    assert set(table.accepted["unit"]) == {"公安局"}


def test_the_office_a_letter_is_written_to_is_not_the_unit_that_files(tmp_path: Path) -> None:
    table = read(tmp_path, ["司法局："], ["2023年普法活动情况如下，请审阅。"], HEADER, *EVENTS)
    assert [row.codes for row in table.quarantined] == [("required_blank",), ("required_blank",)]


DECISIONS: Line = ["文号", "单位", "类别", "罚没金额", "决定日期"]
DECISION: Line = ["上公决〔2023〕1号", "公安局", "处罚", "1.5", "2023-03-05"]
DECISION_TITLE = "2023年重大执法决定法制审核台账"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([f"{DECISION_TITLE}（金额单位：万元）"], []),
        ([f"{DECISION_TITLE}（单位：件、万元）"], []),
        ([f"{DECISION_TITLE}（万元）"], []),
        ([DECISION_TITLE], ["注：金额单位为万元"]),
        ([DECISION_TITLE], ["说明：金额以万元为单位"]),
    ],
)
def test_amounts_are_in_the_unit_that_title_or_note_states(tmp_path: Path, above: Line, below: Line) -> None:
    table = read(tmp_path, above, DECISIONS, DECISION, below)
    assert [str(amount) for amount in table.accepted["amount_yuan"]] == ["15000.00"]


def test_a_note_about_one_amount_is_no_unit_of_all(tmp_path: Path) -> None:
    table = read(tmp_path, [DECISION_TITLE], DECISIONS, DECISION, ["注：其中罚款5万元已缴纳"])
    assert [str(amount) for amount in table.accepted["amount_yuan"]] == ["1.50"]
