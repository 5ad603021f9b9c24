"""Writes a workbook anew as .xlsx, cells and merged ranges at their own addresses, marked the same way.

For formats that no library marks in place (xls, xlsb, ods, csv, html, docx) and for very large workbooks.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from pipelines.reading.model import CellValue, Sheet, Workbook
from pipelines.returning.appearance import AUTHOR, MOST_COMMENTS, is_return_sheet
from pipelines.returning.cover_rewritten import write_cover
from pipelines.returning.marks import NOTE_WIDTH, colour_of, marked_cells, note_height, note_of, plain_text
from pipelines.returning.model import Marked, NotMarked, Return
from warehouse.contracts.envelope import RETURN_SHEET
from warehouse.render.text import width

CONVERTED, REBUILT = "（转为xlsx）", "（重新生成）"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_TEXT = 32_767
MOST_MERGED_CELLS = 200_000
_MOST_SHEET_NAME = 31
_EXACT_DIGITS = 15
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_DATE, _MOMENT, _TIME, _DURATION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"
_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LOOKED_AT_ROWS = 300
_WIDEST = 40


def rewrite_workbook(told: Return, workbook: Workbook) -> Marked | NotMarked:
    """Return a new workbook with the sheets as read, marked, the cover before them."""
    sheets = [sheet for sheet in workbook.sheets if not is_return_sheet(sheet)]
    if any(
        len(sheet.rows) > MOST_ROWS or max(map(len, sheet.rows), default=0) > MOST_COLUMNS for sheet in sheets
    ):
        return NotMarked("行列数超过一张 Excel 工作表所能容纳")
    names = _sheet_names(sheets)
    is_1904 = any(sheet.date_1904 for sheet in sheets)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": is_1904}) as book:
        cover = book.add_worksheet(RETURN_SHEET)
        writer = _Writer(book, told)
        for sheet, name in zip(sheets, names, strict=True):
            writer.write(sheet, book.add_worksheet(name))
        write_cover(book, cover, _as_written(told, sheets, names), _notes(workbook, writer))
    return Marked(stream.getvalue(), ".xlsx", REBUILT if workbook.format == "xlsx" else CONVERTED)


def _notes(workbook: Workbook, writer: _Writer) -> list[str]:
    notes = ["本文件按原表内容重新生成，单元格位置和合并不变；原有格式、公式、图片和图表未保留，以原文件为准"]
    if writer.shortened:
        notes.append(f"有 {writer.shortened} 个单元格的文字超过 Excel 上限，只保留了前 {MOST_TEXT} 个字")
    if writer.comments_left < 0:
        notes.append(f"需要标注的单元格过多，批注只加在前 {MOST_COMMENTS} 个，其余只涂色")
    return notes


class _Writer:
    """Writes sheets one after another, sharing the formats of a workbook."""

    def __init__(self, book: Any, told: Return) -> None:
        self._book = book
        self._told = told
        self._formats: dict[tuple[str, str], Any] = {}
        self._marked: set[str] = set()
        self.comments_left = MOST_COMMENTS
        self.shortened = 0

    def write(self, source: Sheet, target: Any) -> None:
        """Write one sheet. Causes name a sheet; of several with one name, the first is marked."""
        is_first = source.name not in self._marked
        self._marked.add(source.name)
        places = marked_cells(self._told.causes, source.name) if is_first else {}
        colours = {place: colour_of(causes) or "" for place, causes in places.items()}
        if source.is_hidden:
            target.hide()
        for column, size in enumerate(_column_widths(source.rows)):
            target.set_column(column, column, size)
        self._merge(source, target)
        for row, cells in enumerate(source.rows):
            for column, value in enumerate(cells):
                if value is not None:
                    self._write_cell(target, row, column, value, colours.get((row, column), ""))
        for (row, column), colour in colours.items():
            cells = source.rows[row] if row < len(source.rows) else []
            if column >= len(cells) or cells[column] is None:
                target.write_blank(row, column, None, self._format("", colour))
        self._comment(target, {place: note_of(causes) for place, causes in places.items()})

    def _merge(self, source: Sheet, target: Any) -> None:
        for top, left, bottom, right in source.merged:
            size = (bottom - top + 1) * (right - left + 1)
            if 1 < size <= MOST_MERGED_CELLS:
                try:
                    target.merge_range(top, left, bottom, right, "", self._format("", "", is_merged=True))
                except OverlappingRange:
                    continue  # a damaged file; the cells are written all the same

    def _comment(self, target: Any, notes: dict[tuple[int, int], str]) -> None:
        for number, ((row, column), text) in enumerate(notes.items()):
            if number < self.comments_left:
                options = {"author": AUTHOR, "x_scale": 1, "width": NOTE_WIDTH, "height": note_height(text)}
                target.write_comment(row, column, text, options)
        self.comments_left -= len(notes)

    def _write_cell(self, target: Any, row: int, column: int, value: CellValue, colour: str) -> None:
        match value:
            case bool():
                target.write_boolean(row, column, value, self._format("", colour))
            case int() | float() if _is_exact(value):
                target.write_number(row, column, value, self._format("", colour))
            case datetime() | date() | time() | timedelta() if (style := self._date_style(value)) is not None:
                target.write_datetime(row, column, value, self._format(style, colour))
            case _:
                self._write_text(target, row, column, str(value), colour)

    def _write_text(self, target: Any, row: int, column: int, text: str, colour: str) -> None:
        text = plain_text(text)
        if len(text) > MOST_TEXT:
            text = text[:MOST_TEXT]
            self.shortened += 1
        # A number typed as text stays one when its cell is edited.
        style = "@" if text.strip().isdigit() else ""
        target.write_string(row, column, text, self._format(style, colour))

    def _date_style(self, value: date | time | timedelta) -> str | None:
        """Return the number format of a date, or None for one before the first day of the workbook."""
        if isinstance(value, date) and value.year < (1904 if self._book.date_1904 else 1900):
            return None
        match value:
            case datetime():
                return _DATE if value.time() == time() else _MOMENT
            case date():
                return _DATE
            case time():
                return _TIME
        return _DURATION

    def _format(self, style: str, colour: str, *, is_merged: bool = False) -> Any:
        key = (style, colour or ("merged" if is_merged else ""))
        if key not in self._formats:
            options: dict[str, Any] = {**_FONT}
            if style:
                options["num_format"] = style
            if colour:
                options["bg_color"] = f"#{colour}"
            if is_merged:
                options.update(align="center", text_wrap=True)
            self._formats[key] = self._book.add_format(options)
        return self._formats[key]


def _is_exact(value: int | float) -> bool:
    """Whether a number survives in a cell, which keeps 15 digits."""
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 10**_EXACT_DIGITS


def _sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Return a name for each sheet that Excel takes, different from the others and from the cover's."""
    taken = {RETURN_SHEET}
    names: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        wanted = plain_text(_FORBIDDEN_IN_SHEET_NAMES.sub("_", sheet.name)).strip("' ") or f"Sheet{number}"
        name = wanted[:_MOST_SHEET_NAME]
        copy = 2
        while name.lower() in taken:
            suffix = f"({copy})"
            name = wanted[: _MOST_SHEET_NAME - len(suffix)] + suffix
            copy += 1
        taken.add(name.lower())
        names.append(name)
    return names


def _as_written(told: Return, sheets: Iterable[Sheet], names: Iterable[str]) -> Return:
    """Return the causes with their sheets as they are called here; CSV and HTML have none of their own."""
    written: dict[str, str] = {}
    for sheet, name in zip(sheets, names, strict=True):
        written.setdefault(sheet.name, name)
    causes = (replace(cause, sheet=written.get(cause.sheet, cause.sheet)) for cause in told.causes)
    return replace(told, causes=tuple(causes))


def _column_widths(rows: Sequence[Sequence[CellValue]]) -> list[int]:
    """Return a width for each column, from the texts that stand in its first rows."""
    widths: list[int] = []
    for cells in rows[:_LOOKED_AT_ROWS]:
        widths.extend([0] * (len(cells) - len(widths)))
        # A text alone in its row is a title, which may run over the cells beside it.
        filled = [(column, value) for column, value in enumerate(cells) if value is not None]
        for column, value in filled if len(filled) > 1 else ():
            widths[column] = max(widths[column], max(map(width, str(value).split("\n"))) + 2)
    return [min(max(size, 8), _WIDEST) for size in widths]
