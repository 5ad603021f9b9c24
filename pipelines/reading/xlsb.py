"""What the binary parts of an .xlsb tell beyond its values: error cells, bare formulas, hidden rows, extent.

Records and their numbers follow [MS-XLSB]: record header 2.1.4, BrtRowHdr 2.4.741, BrtColInfo 2.4.323, cells
2.4.311 to 2.4.322, formulas 2.4.664 to 2.4.667, BrtBundleSh 2.4.304, BrtWbProp 2.4.832.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from pipelines.reading.biff import ERROR_TEXTS
from pipelines.reading.facts import SheetFacts, hide
from pipelines.reading.model import FILE_HOSTILE, UNCACHED_FORMULA, Limits, Refused
from pipelines.reading.package import part_targets

WORKBOOK_PART: Final = "xl/workbook.bin"
_ROW, _CELL_ERROR, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 3, 9, 11
_BLANK_CELL, _LAST_CELL = 1, 11
_COLUMN_INFO, _WORKBOOK_PROPERTIES, _SHEET = 60, 153, 156
_CELL_HEADER_BYTES: Final = 8
_ROW_FLAGS_AT, _ROW_IS_HIDDEN = 11, 0x10
_COLUMN_FLAGS_AT, _COLUMN_IS_HIDDEN = 16, 0x01
# Of a formula's flags: to be calculated when the workbook is opened.
_CALCULATE_ON_LOAD: Final = 0x02
_MAX_COLUMNS: Final = 1 << 14


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (number, start of the body, end of the body) of every record; stops where one is cut off."""
    position, size = 0, len(data)
    while position < size:
        number = data[position]
        position += 1
        if number & 0x80:
            if position >= size:
                return
            number = (number & 0x7F) | (data[position] << 7)
            position += 1
        length = shift = 0
        while position < size and shift < 28:
            byte = data[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if position + length > size:
            return
        yield number, position, position + length
        position += length


def read_book(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return sheet name → path of its part, and whether dates count from 1904."""
    targets = part_targets(archive, WORKBOOK_PART)
    data = archive.read(WORKBOOK_PART)
    parts: dict[str, str] = {}
    date_1904 = False
    for number, start, end in records(data):
        if number == _WORKBOOK_PROPERTIES and end - start >= 4:
            date_1904 = bool(data[start] & 1)
        elif number == _SHEET and end - start >= 16:
            relation, after = _wide_text(data, start + 8, end)
            name, _ = _wide_text(data, after, end)
            if relation in targets:
                parts[name] = targets[relation]
    return parts, date_1904


def survey_xlsb(data: bytes, limits: Limits) -> SheetFacts:
    """Walk the records of one sheet part; raise Refused for cells far outside the data."""
    facts = SheetFacts()
    row = last_row = last_column = 0
    for number, start, end in records(data):
        length = end - start
        if number == _ROW and length > _ROW_FLAGS_AT:
            row = int.from_bytes(data[start : start + 4], "little")
            if data[start + _ROW_FLAGS_AT] & _ROW_IS_HIDDEN:
                hide(facts.hidden_rows, row, 1)
        elif number == _COLUMN_INFO and length >= _COLUMN_FLAGS_AT + 2:
            first, last = struct.unpack_from("<II", data, start)
            if data[start + _COLUMN_FLAGS_AT] & _COLUMN_IS_HIDDEN and first <= last < _MAX_COLUMNS:
                hide(facts.hidden_columns, first, last - first + 1)
        elif _BLANK_CELL < number <= _LAST_CELL and length >= _CELL_HEADER_BYTES:
            column = int.from_bytes(data[start : start + 4], "little")
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
            text = _stand_in(number, data, start + _CELL_HEADER_BYTES, end)
            if text is not None:
                facts.stand_ins[row, column] = text
    if last_row * last_column > limits.cells:
        raise Refused(FILE_HOSTILE)
    return facts


def _stand_in(number: int, data: bytes, value: int, end: int) -> str | None:
    """The text of an error cell, or the marker of a formula that was never calculated."""
    if number in (_CELL_ERROR, _FORMULA_ERROR) and value < end:
        return ERROR_TEXTS.get(data[value], "#N/A")
    if number == _FORMULA_NUMBER and value + 10 <= end:
        is_blank = not any(data[value : value + 8])
        return UNCACHED_FORMULA if is_blank and data[value + 8] & _CALCULATE_ON_LOAD else None
    return None


def _wide_text(data: bytes, start: int, end: int) -> tuple[str, int]:
    length = int.from_bytes(data[start : start + 4], "little")
    if length == 0xFFFFFFFF:
        return "", start + 4
    after = min(start + 4 + 2 * length, end)
    return data[start + 4 : after].decode("utf-16-le", "replace"), after
