"""xlsx: the table with header, number formats and frozen panes, and a sheet that explains the numbers."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import xlsxwriter

from dashboard.exports.table import Export, Kind, Value, plain_number
from dashboard.palette import BLUE, CARD, LINE, SECONDARY

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATA_SHEET, NOTES_SHEET = "数据", "说明"
_NARROWEST, _WIDEST = 8, 48
_ROWS_MEASURED = 500
_NOTE_WIDTHS = (14, 100)
_FONT = "微软雅黑"


def xlsx_file(export: Export) -> bytes:
    """Return the table as a workbook: the sheets 数据 and 说明."""
    file = io.BytesIO()
    # A text is written as the text it is: neither formula nor link is made of it.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": export.name})
        _data(book, export)
        _notes(book, export)
    return file.getvalue()


def _data(book: Any, export: Export) -> None:
    sheet = book.add_worksheet(DATA_SHEET)
    base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
    head = {**base, "bold": True, "font_color": CARD, "bg_color": BLUE, "border": 1, "border_color": LINE}
    heads = {
        kind: book.add_format({**head, "align": "left" if kind is Kind.TEXT else "right"}) for kind in Kind
    }
    text = book.add_format(base)
    whole = book.add_format({**base, "num_format": "#,##0"})
    broken = book.add_format({**base, "num_format": "#,##0.0#"})
    for place, column in enumerate(export.columns):
        sheet.write_string(0, place, column.header, heads[column.kind])
        sheet.set_column(place, place, _width(export, place))
    for line, row in enumerate(export.rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value, text)
            elif value is not None:
                number = plain_number(value)
                sheet.write_number(line, place, number, whole if isinstance(number, int) else broken)
    keys = next((i for i, column in enumerate(export.columns) if column.kind is not Kind.TEXT), 0)
    sheet.freeze_panes(1, keys)
    sheet.autofilter(0, 0, len(export.rows), max(len(export.columns) - 1, 0))
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _notes(book: Any, export: Export) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    label = book.add_format({"font_name": _FONT, "font_size": 10, "font_color": SECONDARY, "valign": "top"})
    text = book.add_format({"font_name": _FONT, "font_size": 10, "text_wrap": True, "valign": "top"})
    for place, width in enumerate(_NOTE_WIDTHS):
        sheet.set_column(place, place, width)
    for line, (name, words) in enumerate(export.notes):
        sheet.write_string(line, 0, name, label)
        sheet.write_string(line, 1, words, text)


def _width(export: Export, place: int) -> int:
    texts = [
        export.columns[place].header,
        *(_written(row[place]) for row in export.rows[:_ROWS_MEASURED]),
    ]
    return min(max(_NARROWEST, *(_columns(text) + 3 for text in texts)), _WIDEST)


def _written(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else f"{value:,.1f}"


def _columns(text: str) -> int:
    """Return how wide a text is; a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
