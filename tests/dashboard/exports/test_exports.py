"""Files hold exactly the table: numbers are numbers, and no text is a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.csv import csv_file
from dashboard.exports.neutral import neutral
from dashboard.exports.parquet import parquet_file
from dashboard.exports.table import Column, Export, Kind
from dashboard.exports.xlsx import DATA_SHEET, NOTES_SHEET, xlsx_file

ATTACKS = (
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    " =1+1",
    "＝1+1",
    "\n=1",
)


def _export() -> Export:
    return Export.of(
        "表",
        (Column("=镇办"), Column("值", Kind.NUMBER), Column("n", Kind.COUNT)),
        [*((attack, -3.5, 7) for attack in ATTACKS), ("峡窝镇", 84.1234567, 63), ("中心路街道", None, None)],
        [("口径", "=cmd|' /C calc'!A0"), ("截至", "2026-11-22")],
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_becomes_a_text(attack: str) -> None:
    assert neutral(attack) == f"'{attack}"


@given(st.text(max_size=20))
def test_a_harmless_text_stays_and_no_text_is_changed_twice(text: str) -> None:
    once = neutral(text)
    assert once.removeprefix("'") == text.removeprefix("'") or once == f"'{text}"
    assert neutral(once) == once
    assert not once.lstrip().startswith(tuple("=+-@"))


def test_csv_is_read_by_a_spreadsheet_program() -> None:
    written = csv_file(_export())
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["'=镇办", "值", "n"]
    assert [row[0] for row in rows[1:10]] == [f"'{attack}" for attack in ATTACKS]
    assert rows[1][1:] == ["-3.5", "7"]
    assert rows[-2:] == [["峡窝镇", "84.123457", "63"], ["中心路街道", "", ""]]


def test_xlsx_has_numbers_formats_frozen_panes_and_a_sheet_that_explains() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(_export())))
    assert book.sheetnames == [DATA_SHEET, NOTES_SHEET]
    sheet = book[DATA_SHEET]
    assert sheet.freeze_panes == "B2"
    # openpyxl leaves a carriage return as the format writes it.
    texts = [str(sheet.cell(row, 1).value).replace("_x000D_", "\r") for row in range(2, 11)]
    assert texts == [f"'{attack}" for attack in ATTACKS]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert (sheet["B2"].value, sheet["B2"].number_format) == (-3.5, "#,##0.0#")
    assert (sheet["C2"].value, sheet["C2"].number_format) == (7, "#,##0")
    assert sheet["B12"].value is None
    assert [row[1].value for row in book[NOTES_SHEET].iter_rows()] == ["'=cmd|' /C calc'!A0", "2026-11-22"]


def test_parquet_keeps_types_and_notes() -> None:
    twice = Export.of(
        "表", (Column("值", Kind.NUMBER), Column("值", Kind.COUNT)), [(1, 2)], [("口径", "P01")]
    )
    file = io.BytesIO(parquet_file(twice))
    frame = pl.read_parquet(file)
    assert frame.schema == {"值": pl.Float64(), "值 (2)": pl.Int64()}
    assert pl.read_parquet_metadata(file)["口径"] == "P01"
    frame = pl.read_parquet(io.BytesIO(parquet_file(_export())))
    assert frame["值"].to_list()[-2:] == [84.1234567, None]
    assert frame["'=镇办"].to_list()[0].startswith("'=")


def test_a_text_among_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="holds numbers"):
        Export.of("表", (Column("值", Kind.NUMBER),), [("=1",)], [])
