"""Writes the cover into a workbook of openpyxl."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

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
from warehouse.contracts.envelope import RETURN_SHEET

_A4 = 9
_EDGE = Side(style="thin", color=LINE_INK)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_BODY = Font(name=BODY_FONT, size=BODY_SIZE)


def write_cover(book: Any, told: Return, notes: Sequence[str]) -> None:
    """Put the cover before the first sheet and let the workbook open on it."""
    cover = cover_of(told, notes)
    sheet = book.create_sheet(RETURN_SHEET, 0)
    for index, (_, size) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = size
    _put(sheet.cell(1, 1), cover.mark, Font(name=BODY_FONT, size=9, color=GREY))
    _across(
        sheet, 2, cover.title, Font(name=TITLE_FONT, size=TITLE_SIZE, bold=True), TITLE_SIZE * 2, "center"
    )
    for row, (text, height) in enumerate(cover.heading, start=3):
        _across(sheet, row, text, _BODY, height, "left")
    header = cover.header_row + 1
    for index, (label, _) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(header, index)
        _put(cell, label, Font(name=BODY_FONT, size=BODY_SIZE, bold=True))
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BOX
    sheet.row_dimensions[header].height = LINE_HEIGHT * 2
    for row, line in enumerate(cover.rows, start=header + 1):
        _write_row(sheet, row, line, book.sheetnames)
    _set_up_pages(sheet, header)
    _open_on(book, sheet)


def _write_row(sheet: Any, row: int, line: CoverRow, sheet_names: Sequence[str]) -> None:
    for index, text in enumerate(line.texts):
        cell = sheet.cell(row, index + 1)
        _put(cell, text, _BODY)
        across = "center" if index in CENTRED_COLUMNS else "left"
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        cell.border = _BOX
    sheet.cell(row, SEVERITY_COLUMN + 1).fill = PatternFill(
        "solid", fgColor=fill_of(must_mend=line.cause.must_mend)
    )
    if line.cause.cells and line.cause.sheet in sheet_names:
        top, left, _, _ = line.cause.cells[0]
        place = sheet.cell(row, PLACE_COLUMN + 1)
        place.hyperlink = Hyperlink(
            ref="", location=link_to(line.cause.sheet, f"{get_column_letter(left + 1)}{top + 1}")
        )
        place.font = Font(name=BODY_FONT, size=BODY_SIZE, color=LINK_INK, underline="single")
    sheet.row_dimensions[row].height = line.height


def _across(sheet: Any, row: int, text: str, font: Font, height: int, horizontal: str) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
    cell = sheet.cell(row, 1)
    _put(cell, text, font)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = height


def _put(cell: Any, text: str | int, font: Font) -> None:
    cell.value = plain_text(text) if isinstance(text, str) else text
    if isinstance(text, str):
        cell.data_type = "s"  # what begins with = is no formula here
    cell.font = font


def _set_up_pages(sheet: Any, header: int) -> None:
    sheet.freeze_panes = f"A{header + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.print_title_rows = f"{header}:{header}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _open_on(book: Any, cover: Any) -> None:
    """Select the cover alone: sheets selected together would all be changed by one entry."""
    book.active = book.index(cover)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is cover
    for view in book.views:
        view.firstSheet = 0
