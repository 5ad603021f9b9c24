"""Puts the results of formulas back into a saved workbook.

openpyxl keeps a formula or its result, never both. Without the result a preview shows nothing, and a
file sent back unopened would be read as formulas that were never calculated.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from pipelines.reading.model import UNCACHED_FORMULA, CellValue, Sheet
from pipelines.reading.sheet_xml import column_number
from pipelines.returning.marks import plain_text

_BOOK_PART = "xl/workbook.xml"
_CALCULATE = b' fullCalcOnLoad="1"'
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>', re.DOTALL
)


def with_cached_values(content: bytes, sheets: Mapping[str, Sheet]) -> bytes:
    """Return the workbook with the results of its formulas.

    sheets: path of a sheet's part within the package → the sheet as read, with the results in its cells.
    Where every result is known, the program that opens the workbook is not asked to calculate it anew: such a
    demand would say that no result can be trusted.
    """
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        filler = _Filler()
        # The workbook part is written last, when it is known whether all results were.
        for entry in sorted(source.infolist(), key=lambda entry: entry.filename == _BOOK_PART):
            data = source.read(entry)
            sheet = sheets.get(entry.filename)
            if sheet is not None and b"<f" in data:
                data = filler.fill(data, sheet)
            if entry.filename == _BOOK_PART and not filler.unknown:
                data = data.replace(_CALCULATE, b"")
            target.writestr(entry.filename, data)
    return result.getvalue()


class _Filler:
    """Fills results in, and counts the formulas whose result is not known."""

    def __init__(self) -> None:
        self.unknown = 0

    def fill(self, data: bytes, sheet: Sheet) -> bytes:
        """Return the XML of a sheet with the results of its formulas."""

        def put(match: re.Match[bytes]) -> bytes:
            row, column = int(match[2]) - 1, column_number(match[1]) - 1
            cells = sheet.rows[row] if row < len(sheet.rows) else []
            cached = _cached(cells[column] if column < len(cells) else None, is_1904=sheet.date_1904)
            if cached is None:
                self.unknown += 1
                return match[0]
            kind, text = cached
            value = escape(text).encode("utf-8", "replace")
            return b'<c r="%b%b"%b%b>%b<v>%b</v></c>' % (match[1], match[2], match[3], kind, match[4], value)

        return _FORMULA_CELL.sub(put, data)


def _cached(value: CellValue, *, is_1904: bool) -> tuple[bytes, str] | None:
    """Return the type attribute and the text of a result; None where it was never calculated."""
    match value:
        case None:
            return b' t="str"', ""  # a formula that shows nothing
        case str() if value == UNCACHED_FORMULA:
            return None
        case str() if value in _ERRORS:
            return b' t="e"', value
        case str():
            return b' t="str"', plain_text(value)
        case bool():
            return b' t="b"', str(int(value))
        case int() | float():
            return b"", repr(value)
        case datetime() | date() | time() | timedelta():
            epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
            return b"", repr(to_excel(value, epoch))
