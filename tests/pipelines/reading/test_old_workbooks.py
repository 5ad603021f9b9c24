"""Old workbooks (xls): the texts come right whatever code page is declared, and nothing is lost."""

from __future__ import annotations

import struct

import pytest
import xlwt

from pipelines.reading.compound_file import compound_file
from pipelines.reading.model import UNCACHED_FORMULA, Unreadable
from tests.support.old_workbooks import (
    CODEPAGE,
    excel5_stream,
    excel97_stream,
    record,
)
from tests.support.readers import read_bytes, refusal_of, sheets_in

CELLS: list[tuple[int, int, str | float]] = [(0, 0, "活动名称"), (1, 0, "峡窝镇"), (1, 1, 5.0), (2, 0, "ABC")]


def ledger(book: xlwt.Workbook) -> None:
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, "活动名称")
    sheet.write(1, 0, "峡窝镇")
    sheet.write(1, 1, 5)


@pytest.mark.parametrize("code_page", [936, 10008, 10000, 1252, 1200, 54936, 0, 65001, None])
def test_excel_5_texts_are_read_under_any_declared_code_page(code_page: int | None) -> None:
    data = compound_file(excel5_stream(CELLS, code_page=code_page), "Book")
    (sheet,) = sheets_in(data, "a.xls")
    assert (sheet.name, sheet.rows) == ("台账", [["活动名称"], ["峡窝镇", 5], ["ABC"]])


def test_excel_5_texts_in_traditional_characters_follow_their_code_page() -> None:
    cells: list[tuple[int, int, str | float]] = [(0, 0, "活動名稱")]
    data = compound_file(excel5_stream(cells, encoding="cp950", code_page=950, name="臺帳"), "Book")
    assert sheets_in(data, "a.xls")[0].rows == [["活動名稱"]]


def test_excel_5_texts_that_fit_no_encoding_are_refused_rather_than_garbled() -> None:
    broken = excel5_stream(CELLS).replace("峡".encode("gb18030"), b"\xff\xff")
    refusal = refusal_of(compound_file(broken, "Book"), "a.xls")
    assert refusal.code == "file_damaged"
    assert "编码" in refusal.reason


@pytest.mark.parametrize("code_page", [936, 10008, 10000, 1252, 1200])
def test_excel_97_texts_are_utf_16_whatever_the_code_page_says(code_page: int) -> None:
    written = record(CODEPAGE, struct.pack("<H", 1200))
    stream = excel97_stream(ledger).replace(written, record(CODEPAGE, struct.pack("<H", code_page)), 1)
    (sheet,) = sheets_in(compound_file(stream), "a.xls")
    assert (sheet.name, sheet.rows) == ("台账", [["活动名称"], ["峡窝镇", 5]])


def test_excel_97_texts_are_read_without_any_code_page() -> None:
    stream = excel97_stream(ledger)
    at = stream.index(record(CODEPAGE, struct.pack("<H", 1200)))
    # The record becomes one that nobody reads, so that all offsets stay.
    silent = stream[:at] + struct.pack("<H", 0x00FE) + stream[at + 2 :]
    assert sheets_in(compound_file(silent), "a.xls")[0].rows == [["活动名称"], ["峡窝镇", 5]]


def formulas(book: xlwt.Workbook) -> None:
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, 7)
    sheet.write(0, 1, xlwt.Formula("A1*2"))
    sheet.write(0, 2, xlwt.Formula("A1-7"))


def test_formulas_of_a_program_that_does_not_calculate_are_no_zeros() -> None:
    data = compound_file(excel97_stream(formulas))
    assert sheets_in(data, "a.xls")[0].rows == [[7, UNCACHED_FORMULA, UNCACHED_FORMULA]]


def test_a_zero_beside_a_calculated_formula_is_a_zero() -> None:
    stream = excel97_stream(formulas)
    blank = b"\x03\x00\x00\x00\x00\x00\xff\xff"
    calculated = stream.replace(blank, struct.pack("<d", 14), 1).replace(blank, bytes(8), 1)
    assert sheets_in(compound_file(calculated), "a.xls")[0].rows == [[7, 14, 0]]


def test_hidden_struck_and_coloured_cells_are_told() -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("台账")
        sheet.write(0, 0, "活动名称")
        sheet.write(1, 0, "作废", xlwt.easyxf("font: struck_out on"))
        sheet.write(2, 0, "底色", xlwt.easyxf("pattern: pattern solid, fore_colour yellow"))
        sheet.write(3, 0, "白底", xlwt.easyxf("pattern: pattern solid, fore_colour white"))
        sheet.write(4, 0, "隐藏行")
        sheet.row(4).hidden = True
        sheet.col(2).hidden = True

    marks = sheets_in(compound_file(excel97_stream(fill)), "a.xls")[0].marks
    assert (marks.struck, marks.coloured) == ({(1, 0)}, {(2, 0)})
    assert (marks.hidden_rows, marks.hidden_columns) == ({4}, {2})


def test_two_cells_in_far_corners_are_hostile() -> None:
    data = compound_file(excel5_stream([(0, 0, 1.0), (65_535, 255, 1.0)]), "Book")
    assert refusal_of(data, "a.xls").code == "file_hostile"


def test_records_that_end_too_early_are_damage() -> None:
    stream = excel97_stream(ledger)
    answer = read_bytes(compound_file(stream[:3000] + b"\x03\x02\xff\xff" + b"\x01" * 2000), "a.xls")
    assert isinstance(answer, Unreadable)
    assert answer.code == "file_damaged"
