"""Binary workbooks: errors, formulas never calculated and hidden rows are told."""

from __future__ import annotations

import struct

from pipelines.reading.model import UNCACHED_FORMULA
from tests.support.packages import xlsb_cell, xlsb_of, xlsb_record, xlsb_text
from tests.support.readers import refusal_of, sheets_in

ERROR, REAL, TEXT, FORMULA, FORMULA_ERROR = 3, 5, 6, 9, 11
ALWAYS_CALCULATE = 2


def number(column: int, value: float) -> bytes:
    return xlsb_cell(REAL, column, struct.pack("<d", value))


def formula(column: int, value: float, flags: int) -> bytes:
    return xlsb_cell(FORMULA, column, struct.pack("<dHII", value, flags, 0, 0))


def test_texts_and_numbers_stand_at_their_places() -> None:
    data = xlsb_of({1: [xlsb_cell(TEXT, 0, xlsb_text("活动名称")), number(2, 12.5)]})
    (sheet,) = sheets_in(data, "a.xlsb")
    assert (sheet.name, sheet.rows) == ("表", [[], ["活动名称", None, 12.5]])


def test_error_cells_are_no_blanks() -> None:
    failed = xlsb_cell(FORMULA_ERROR, 1, struct.pack("<BHII", 0x07, 0, 0, 0))
    data = xlsb_of({0: [xlsb_cell(ERROR, 0, b"\x17"), failed, number(2, 1)]})
    assert sheets_in(data, "a.xlsb")[0].rows == [["#REF!", "#DIV/0!", 1]]


def test_a_formula_to_be_calculated_first_is_no_zero() -> None:
    data = xlsb_of({0: [formula(0, 0, ALWAYS_CALCULATE), formula(1, 0, 0), formula(2, 7, ALWAYS_CALCULATE)]})
    assert sheets_in(data, "a.xlsb")[0].rows == [[UNCACHED_FORMULA, 0, 7]]


def test_hidden_rows_and_columns_are_told() -> None:
    columns = xlsb_record(390) + xlsb_record(60, struct.pack("<IIIIH", 3, 4, 0, 0, 1)) + xlsb_record(391)
    data = xlsb_of({0: [number(0, 1)], 1: [number(0, 2)]}, hidden_rows=frozenset({1}), before=columns)
    marks = sheets_in(data, "a.xlsb")[0].marks
    assert (marks.hidden_rows, marks.hidden_columns) == ({1}, {3, 4})


def test_a_value_in_a_far_corner_is_hostile() -> None:
    data = xlsb_of({0: [number(0, 1)], 1_048_575: [number(16_383, 1)]})
    assert refusal_of(data, "a.xlsb").code == "file_hostile"
