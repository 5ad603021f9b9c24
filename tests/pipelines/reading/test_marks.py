"""Hidden rows and columns, struck-through and coloured cells of an .xlsx are told at their places."""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter

from pipelines.reading.model import Marks
from tests.support.packages import worksheet, xlsx_of
from tests.support.readers import sheets_in

Fill = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]


def marks_of(fill: Fill) -> Marks:
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved)
    fill(book, book.add_worksheet("台账"))
    book.close()
    return sheets_in(saved.getvalue())[0].marks


def test_a_plain_sheet_has_no_marks() -> None:
    assert marks_of(lambda _, sheet: sheet.write(0, 0, "甲")) == Marks()


def test_hidden_filtered_and_collapsed_rows_are_hidden_rows() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_column(0, 0, ["名称", "一", "二", "三", "四"])
        sheet.set_row(1, options={"hidden": True})
        sheet.autofilter(0, 0, 4, 0)
        sheet.filter_column("A", "x != 二")
        sheet.set_row(2, options={"hidden": True})
        sheet.set_row(4, options={"level": 1, "hidden": True})

    assert marks_of(fill).hidden_rows == {1, 2, 4}


def test_hidden_columns_are_told_and_hidden_rows_below_the_table_are_not() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["甲", "乙", "丙", "丁", "戊"])
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.set_row(9, options={"hidden": True})

    marks = marks_of(fill)
    assert (marks.hidden_columns, marks.hidden_rows) == ({1, 2}, frozenset())


def test_struck_cells_are_told_by_their_format_or_their_text() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write(0, 0, "有效")
        sheet.write(1, 0, "作废", struck)
        sheet.write(2, 1, 12, struck)
        sheet.write_blank(3, 0, None, struck)
        sheet.write_rich_string(4, 0, "部分", struck, "删去", "保留")

    assert marks_of(fill).struck == {(1, 0), (2, 1), (4, 0)}


def test_coloured_cells_are_told_and_white_ones_are_not() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "底色", book.add_format({"bg_color": "#FFFF00"}))
        sheet.write(1, 0, "白底", book.add_format({"bg_color": "#FFFFFF"}))
        sheet.write_blank(2, 0, None, book.add_format({"bg_color": "#FF0000"}))
        sheet.write(3, 0, "无底")

    marks = marks_of(fill)
    assert (marks.coloured, marks.struck) == ({(0, 0)}, frozenset())


def test_marks_are_found_beyond_the_first_chunk_of_a_large_sheet() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        struck = book.add_format({"font_strikeout": True})
        for row in range(6_000):
            sheet.write_row(row, 0, [row, "地点", "单位", row], struck if row % 1000 == 999 else None)
        sheet.set_row(5_500, options={"hidden": True})

    marks = marks_of(fill)
    assert marks.struck == {(row, column) for row in range(999, 6_000, 1000) for column in range(4)}
    assert marks.hidden_rows == {5_500}


def test_marks_are_found_where_cells_do_not_say_their_place() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<fonts><font/><font><strike/></font></fonts><fills><fill/></fills>"
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    rows = '<row><c><v>1</v></c></row><row hidden="1"><c><v>2</v></c><c s="1"><v>3</v></c></row>'
    (sheet,) = sheets_in(xlsx_of(worksheet(rows), parts={"xl/styles.xml": styles}))
    assert sheet.rows == [[1], [2, 3]]
    assert (sheet.marks.struck, sheet.marks.hidden_rows) == ({(1, 1)}, {1})
