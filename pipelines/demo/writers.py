"""Write sheets as xlsx, xls or CSV, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter
import xlwt

from pipelines.demo.forms import MARK, Sheet
from pipelines.demo.mess import Written

XLSX, XLS, CSV_GB18030, CSV_BOM, CSV_UTF8 = "xlsx", "xls", "csv gb18030", "csv utf-8-sig", "csv utf-8"
# Beyond this a sheet no longer fits the old format.
XLS_ROWS = 65_536
_FILED_AT = time(9, 30)


def suffix_of(kind: str) -> str:
    """Return the file name's ending for a kind of file."""
    return kind.split(maxsplit=1)[0]


def filed_at(day: date) -> datetime:
    """Return the moment on a filing day at which a file is saved (UTC)."""
    return datetime.combine(day, _FILED_AT, UTC)


def write_book(kind: str, sheets: Sequence[Sheet], filed_on: date) -> bytes:
    """Return the bytes of a workbook; text files hold the first sheet only."""
    return _WRITERS[kind](sheets, filed_on)


def _xlsx(sheets: Sequence[Sheet], filed_on: date) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"comments": MARK, "created": filed_at(filed_on).replace(tzinfo=None)})
    title = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_column(0, 30, 14)
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if value is None:
                    continue
                if isinstance(value, date):
                    page.write_datetime(row, column, value)
                else:
                    page.write(row, column, value)
        for first_row, first_column, last_row, last_column in sheet.merged:
            anchor = sheet.rows[first_row][first_column]
            if isinstance(anchor, date):
                page.merge_range(first_row, first_column, last_row, last_column, "")
                page.write_datetime(first_row, first_column, anchor)
            else:
                page.merge_range(first_row, first_column, last_row, last_column, anchor, title)
        if sheet.is_hidden:
            page.hide()
    book.close()
    return buffer.getvalue()


def _xls(sheets: Sequence[Sheet], filed_on: date) -> bytes:
    del filed_on  # the old format keeps no date of its own
    book = xlwt.Workbook(encoding="utf-8")
    day_style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        covered = {
            (first_row, first_column): (last_row, last_column)
            for first_row, first_column, last_row, last_column in sheet.merged
        }
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if (row, column) in covered:
                    last_row, last_column = covered[row, column]
                    page.write_merge(row, last_row, column, last_column, value)
                elif isinstance(value, date):
                    page.write(row, column, value, day_style)
                elif value is not None:
                    page.write(row, column, value)
        page.visibility = 1 if sheet.is_hidden else 0
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _csv(encoding: str) -> Callable[[Sequence[Sheet], date], bytes]:
    def write(sheets: Sequence[Sheet], filed_on: date) -> bytes:
        del filed_on
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(
            [_text(value) for value in cells] for cells in sheets[0].rows
        )
        return text.getvalue().encode(encoding)

    return write


def _text(value: Written) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITERS: Mapping[str, Callable[[Sequence[Sheet], date], bytes]] = {
    XLSX: _xlsx,
    XLS: _xls,
    CSV_GB18030: _csv("gb18030"),
    CSV_BOM: _csv("utf-8-sig"),
    CSV_UTF8: _csv("utf-8"),
}
