"""Writes the cover into a new workbook of XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipelines.returning.appearance import (
    BODY_FONT,
    BODY_SIZE,
    GREY,
    HEAD_FILL,
    LINE_HEIGHT,
    LINE_INK,
    LINK_INK,
    TITLE_FONT,
    TITLE_SIZE,
    fill_of,
)
from pipelines.returning.cover import (
    CENTRED_COLUMNS,
    COLUMNS,
    PLACE_COLUMN,
    SEVERITY_COLUMN,
    CoverRow,
    cover_of,
)
from pipelines.returning.marks import link_to, plain_text
from pipelines.returning.model import Return

_A4 = 9
_BODY = {"font_name": BODY_FONT, "font_size": BODY_SIZE, "valign": "vcenter"}
_BOX = {**_BODY, "text_wrap": True, "border": 1, "border_color": f"#{LINE_INK}"}


def write_cover(book: Any, sheet: Any, told: Return, notes: Sequence[str]) -> None:
    """Write the cover on its sheet, on which the workbook opens. told: sheets as they are called here."""
    cover = cover_of(told, notes)
    last = len(COLUMNS) - 1
    for index, (_, size) in enumerate(COLUMNS):
        sheet.set_column(index, index, size)
    sheet.write_string(0, 0, cover.mark, book.add_format({**_BODY, "font_size": 9, "font_color": f"#{GREY}"}))
    title = {**_BODY, "font_name": TITLE_FONT, "font_size": TITLE_SIZE, "bold": True, "align": "center"}
    sheet.merge_range(1, 0, 1, last, "", book.add_format(title))
    sheet.write_string(1, 0, cover.title, book.add_format(title))
    sheet.set_row(1, TITLE_SIZE * 2)
    line = book.add_format({**_BODY, "text_wrap": True})
    for row, (text, height) in enumerate(cover.heading, start=2):
        sheet.merge_range(row, 0, row, last, "", line)
        sheet.write_string(row, 0, plain_text(text), line)
        sheet.set_row(row, height)
    head = book.add_format({**_BOX, "bold": True, "align": "center", "bg_color": f"#{HEAD_FILL}"})
    for index, (label, _) in enumerate(COLUMNS):
        sheet.write_string(cover.header_row, index, label, head)
    sheet.set_row(cover.header_row, LINE_HEIGHT * 2)
    styles = _Styles(book)
    for row, found in enumerate(cover.rows, start=cover.header_row + 1):
        _write_row(sheet, row, found, styles)
    _set_up_pages(sheet, cover.header_row)


class _Styles:
    """The formats of the cover's rows."""

    def __init__(self, book: Any) -> None:
        self.left = book.add_format({**_BOX, "align": "left"})
        self.centre = book.add_format({**_BOX, "align": "center"})
        self.link = book.add_format({**_BOX, "font_color": f"#{LINK_INK}", "underline": 1})
        self.severity = {
            must_mend: book.add_format(
                {**_BOX, "align": "center", "bg_color": f"#{fill_of(must_mend=must_mend)}"}
            )
            for must_mend in (True, False)
        }


def _write_row(sheet: Any, row: int, line: CoverRow, styles: _Styles) -> None:
    cause = line.cause
    for index, text in enumerate(line.texts):
        style = styles.centre if index in CENTRED_COLUMNS else styles.left
        if index == SEVERITY_COLUMN:
            style = styles.severity[cause.must_mend]
        if isinstance(text, int):
            sheet.write_number(row, index, text, style)
        elif index == PLACE_COLUMN and cause.cells:
            top, left, _, _ = cause.cells[0]
            target = link_to(cause.sheet, xl_rowcol_to_cell(top, left))
            sheet.write_url(row, index, f"internal:{target}", styles.link, text)
        else:
            sheet.write_string(row, index, plain_text(text), style)
    sheet.set_row(row, line.height)


def _set_up_pages(sheet: Any, header: int) -> None:
    sheet.activate()
    sheet.set_first_sheet()
    sheet.freeze_panes(header + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
