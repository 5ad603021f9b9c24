"""Workbooks: xlsx, xls and ods, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from tests.support.mess.draft import Cell, ErrorCell, Formula
from tests.support.mess.layout import Grid, shown_text

_CREATED = datetime(2024, 1, 2, 8, 30)
_NOT_AVAILABLE = 0x2A  # the code of #N/A, which xlwt knows under another text
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def xlsx(grids: Sequence[Grid], *, date_1904: bool = False) -> bytes:
    """Write the sheets as a workbook of today."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": date_1904})
    book.set_properties({"created": _CREATED})
    formats = {
        (is_day, struck, coloured): book.add_format(
            ({"num_format": "yyyy-mm-dd"} if is_day else {})
            | ({"font_strikeout": True} if struck else {})
            | ({"bg_color": "#FFFF00"} if coloured else {})
        )
        for is_day in (False, True)
        for struck in (False, True)
        for coloured in (False, True)
    }
    blank = book.add_format({"border": 1})
    for grid in grids:
        page = book.add_worksheet(grid.name)
        for first_row, first_column, last_row, last_column in grid.merged:
            page.merge_range(first_row, first_column, last_row, last_column, "", formats[False, False, False])
        for (row, column), cell in sorted(grid.cells.items()):
            key = (isinstance(cell, date), (row, column) in grid.struck, (row, column) in grid.coloured)
            _write_xlsx(page, row, column, cell, formats[key] if any(key) else None)
        for row, column in grid.formatted:
            page.write_blank(row, column, None, blank)
        for row in grid.hidden_rows:
            page.set_row(row, None, None, {"hidden": True})
        for column in grid.hidden_columns:
            page.set_column(column, column, None, None, {"hidden": True})
        if grid.is_hidden:
            page.hide()
    book.close()
    return buffer.getvalue()


def _write_xlsx(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: object | None
) -> None:
    match cell:
        case Formula():
            # An empty result is a formula that was never calculated.
            page.write_formula(
                row, column, f"={cell.text}", style, "" if cell.cached is None else cell.cached
            )
        case ErrorCell():
            page.write_formula(row, column, "=Z1+#REF!", style, cell.text)
        case date():
            page.write_datetime(row, column, cell, style)
        case str():
            page.write_string(row, column, cell, style)
        case _:
            page.write(row, column, cell, style)


def xls(grids: Sequence[Grid], *, date_1904: bool = False) -> bytes:
    """Write the sheets as an old workbook (BIFF8)."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date_1904
    day_style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for grid in grids:
        page = book.add_sheet(grid.name, cell_overwrite_ok=True)
        for first_row, first_column, last_row, last_column in grid.merged:
            page.merge(first_row, last_row, first_column, last_column)
        for (row, column), cell in sorted(grid.cells.items()):
            if isinstance(cell, ErrorCell):
                page.row(row).set_cell_error(column, _NOT_AVAILABLE if cell.text == "#N/A" else cell.text)
            elif isinstance(cell, date):
                page.write(row, column, cell, day_style)
            else:
                page.write(row, column, cell)
        for row in grid.hidden_rows:
            page.row(row).hidden = True
        for column in grid.hidden_columns:
            page.col(column).hidden = True
        page.visibility = 1 if grid.is_hidden else 0
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(parts: Sequence[tuple[str, str]]) -> bytes:
    """Return a package of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "table", "text")
)


def ods(grids: Sequence[Grid], *, date_1904: bool = False) -> bytes:
    """Write the sheets as an OpenDocument spreadsheet."""
    base = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        "</table:calculation-settings>"
    )
    tables = (base if date_1904 else "") + "".join(_ods_table(grid) for grid in grids)
    styles = (
        '<office:automatic-styles><style:style style:name="shown" style:family="table"/>'
        '<style:style style:name="hidden" style:family="table">'
        '<style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
        f"{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped([("mimetype", _ODS), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def _ods_table(grid: Grid) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in grid.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    rows, columns = grid.size
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if (row, column) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            span = ""
            if (row, column) in spans:
                bottom, right = spans[row, column]
                span = (
                    f' table:number-columns-spanned="{right - column + 1}"'
                    f' table:number-rows-spanned="{bottom - row + 1}"'
                )
            cells.append(_ods_cell(grid.cells.get((row, column)), span))
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    style = "hidden" if grid.is_hidden else "shown"
    opening = f'<table:table table:name={quoteattr(grid.name)} table:style-name="{style}">'
    return f"{opening}{''.join(lines)}</table:table>"


def _ods_cell(cell: Cell, span: str) -> str:
    if cell is None:
        return f"<table:table-cell{span}/>"
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown_text(cell).split("\n"))
    if isinstance(cell, date):
        kind = f' office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f' office:value-type="float" office:value="{cell}"'
    else:
        kind = ' office:value-type="string"'
    return f"<table:table-cell{kind}{span}>{shown}</table:table-cell>"
