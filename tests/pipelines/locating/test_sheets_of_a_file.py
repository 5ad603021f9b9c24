"""A file with a sheet for each month or unit: the name of a sheet speaks for its rows."""

from __future__ import annotations

from pipelines.intake.reading import known_locator
from pipelines.locate import Envelope, EnvelopeValue
from pipelines.reading.model import CellValue, Sheet

LOCATOR = known_locator()
HEADER: list[CellValue] = ["活动名称", "开展时间", "主办单位", "受众人数"]
OTHER_HEADER: list[CellValue] = ["序号", "主办单位", "主题", "活动时间"]
EVENT: list[CellValue] = ["宪法宣传", "3.5", "公安局", 120]


def envelopes(*sheets: tuple[str, list[list[CellValue]]], file: str = "台账.xlsx") -> list[Envelope]:
    books = [Sheet(name, rows) for name, rows in sheets]
    readings = LOCATOR.locate_all(books, file_name=file)
    return [table.envelope for reading in readings for table in reading.tables]


def test_months_without_a_year_take_the_one_that_the_other_sheets_agree_on() -> None:
    found = envelopes(
        ("1月", [["2022年普法台账"], HEADER, EVENT]), ("2月", [OTHER_HEADER, [1, "公安局", "宪法", "2.5"]])
    )
    assert [envelope.period and envelope.period.text for envelope in found] == ["1月", "2月"]
    assert [envelope.year for envelope in found] == [
        EnvelopeValue("2022", (0, 0), "title"),
        EnvelopeValue("2022", None, "sheet"),
    ]


def test_sheets_of_different_years_give_no_year_to_another() -> None:
    found = envelopes(("2021年", [HEADER, EVENT]), ("2022年", [HEADER, EVENT]), ("其他", [HEADER, EVENT]))
    assert [envelope.year and envelope.year.text for envelope in found] == ["2021", "2022", None]


def test_a_year_in_another_sheet_goes_before_that_of_the_file_name() -> None:
    found = envelopes(
        ("1月", [["2022年普法台账"], HEADER, EVENT]), ("2月", [HEADER, EVENT]), file="2023年报送.xlsx"
    )
    assert [envelope.year and envelope.year.text for envelope in found] == ["2022", "2022"]


def test_a_sheet_for_each_unit_gives_its_unit_and_to_no_other_sheet() -> None:
    found = envelopes(("公安局", [HEADER, EVENT]), ("峡窝镇", [HEADER, EVENT]), ("Sheet3", [HEADER, EVENT]))
    assert [envelope.unit and envelope.unit.text for envelope in found] == ["公安局", "峡窝镇", None]


def test_empty_sheets_and_sheets_of_instructions_hold_no_table() -> None:
    assert envelopes(("说明", [["填报说明"], ["请如实填写"]]), ("Sheet2", [])) == []
