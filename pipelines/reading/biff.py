"""What the records of an old .xls tell beyond its values: errors, marks, date base, code page, password.

Records and codes follow [MS-XLS]: BOUNDSHEET8 2.4.28, BOOLERR 2.4.24, CODEPAGE 2.4.52, COLINFO 2.4.53,
DATE1904 2.4.77, DIMENSIONS 2.4.90, FILEPASS 2.4.117, FONT 2.4.122, FORMAT 2.4.126, FORMULA 2.4.127, RECALCID
2.4.215, ROW 2.4.221, XF 2.4.353. The older formats (BIFF5) place the fill of an XF elsewhere.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from pipelines.reading.facts import MAX_MARKS, SheetFacts, hide
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_HOSTILE,
    UNCACHED_FORMULA,
    Limits,
    Refused,
)
from pipelines.reading.number_formats import BUILT_IN, NumberFormat, number_format

ERROR_TEXTS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_BOF, _BOUNDSHEET, _DATE1904, _FILEPASS, _CODEPAGE = 0x0809, 0x0085, 0x0022, 0x002F, 0x0042
_FONT, _XF, _ROW, _COLINFO, _RECALCID, _DIMENSIONS = 0x0031, 0x00E0, 0x0208, 0x007D, 0x01C1, 0x0200
_FORMULA, _BOOLERR, _MULRK, _FORMAT = 0x0006, 0x0205, 0x00BD, 0x041E
# NUMBER, LABEL, RK, LABELSST, RSTRING and the two above: row, column and format open the record.
_SINGLE_CELLS: Final = frozenset({_FORMULA, _BOOLERR, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6})
BIFF8: Final = 0x0600
_UTF16: Final = 1200
_WINDOWS_1252: Final = 1252
_FORMULA_ERROR_TYPE: Final = 2
# As a number 0, or as a blank text.
_NO_RESULTS: Final = (bytes(8), b"\x03\x00\x00\x00\x00\x00\xff\xff")
_CALCULATE_ON_LOAD: Final = 0x02
_STRUCK: Final = 0x08
_ROW_IS_HIDDEN: Final = 0x20
_COLUMN_IS_HIDDEN: Final = 0x01
_SOLID: Final = 1
# White, and the automatic colours.
_NO_COLOURS: Final = frozenset({1, 9, 64, 65})
_HEADER_BYTES: Final = 4
_CELL_HEADER_BYTES: Final = 6
_ADDED_BYTES: Final = 6
_MAX_ROWS, _MAX_COLUMNS = 1 << 16, 1 << 8


@dataclass
class XlsFacts:
    """version: of the records, BIFF8 or an older one. code_page: as declared, None where it is not.

    date_1904: the base of serial dates. sheets: facts by sheet index.
    is_locked: the records behind the password cannot be read, and no more is known.
    """

    version: int = BIFF8
    is_locked: bool = False
    code_page: int | None = None
    date_1904: bool = False
    sheets: dict[int, SheetFacts] = field(default_factory=dict)


@dataclass
class _Formats:
    """struck, coloured: the formats (XF) of such cells; fonts: whether each font is struck.

    codes: number format codes by their number. worded: the formats (XF) that show more than the number.
    """

    fonts: list[bool] = field(default_factory=list)
    count: int = 0
    struck: set[int] = field(default_factory=set)
    coloured: set[int] = field(default_factory=set)
    codes: dict[int, str] = field(default_factory=dict)
    worded: dict[int, NumberFormat] = field(default_factory=dict)

    def add_code(self, body: bytes) -> None:
        """One FORMAT record of BIFF8: number, length, whether two bytes make a character, characters."""
        number, length, flags = struct.unpack_from("<HHB", body)
        is_wide = bool(flags & 1)
        text = body[5 : 5 + length * (2 if is_wide else 1)]
        self.codes[number] = text.decode("utf-16-le" if is_wide else "latin-1", "replace")

    def add(self, body: bytes) -> None:
        """One XF record. Font numbers skip 4, for a historical reason."""
        font = struct.unpack_from("<H", body)[0]
        font -= font > 4
        if font < len(self.fonts) and self.fonts[font]:
            self.struck.add(self.count)
        if len(body) >= 20:
            pattern, colour = (
                struct.unpack_from("<I", body, 14)[0] >> 26,
                struct.unpack_from("<H", body, 18)[0],
            )
        elif len(body) >= 12:
            colour = struct.unpack_from("<I", body, 8)[0]
            pattern = (colour >> 16) & 0x3F
        else:
            pattern = colour = 0
        if pattern == _SOLID and colour & 0x7F not in _NO_COLOURS:
            self.coloured.add(self.count)
        number = struct.unpack_from("<H", body, 2)[0] if len(body) >= 4 else 0
        shown = number_format(self.codes.get(number) or BUILT_IN.get(number, ""))
        if shown is not None:
            self.worded[self.count] = shown
        self.count += 1


def survey_xls(stream: bytes, limits: Limits) -> XlsFacts:
    """Walk the records of a workbook stream; raise Refused when it is cut off or hostile."""
    facts = XlsFacts()
    formats = _Formats()
    offsets: list[int] = []
    sheet = SheetFacts()
    # Excel notes which version of it has calculated. Without that note, formulas that are 0 or blank
    # throughout come from a program that cannot calculate.
    is_calculated = False
    blanks: list[tuple[SheetFacts, tuple[int, int]]] = []
    last_row = last_column = 0
    position, size = 0, len(stream)
    if size < 6 or struct.unpack_from("<H", stream)[0] != _BOF:
        raise Refused(FILE_DAMAGED)
    facts.version = struct.unpack_from("<H", stream, _HEADER_BYTES)[0]
    while position + _HEADER_BYTES <= size:
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + _HEADER_BYTES
        end = body + length
        if end > size:
            raise Refused(FILE_DAMAGED)
        if kind in _SINGLE_CELLS and length >= _CELL_HEADER_BYTES:
            row, column, cell_format = struct.unpack_from("<HHH", stream, body)
            last_row = row if row > last_row else last_row
            last_column = column if column > last_column else last_column
            if cell_format in formats.struck and len(sheet.struck) < MAX_MARKS:
                sheet.struck.add((row, column))
            if cell_format in formats.coloured and len(sheet.coloured) < MAX_MARKS:
                sheet.coloured.add((row, column))
            if cell_format in formats.worded:
                sheet.number_formats[row, column] = formats.worded[cell_format]
            if kind in (_BOOLERR, _FORMULA):
                value = stream[body + _CELL_HEADER_BYTES : end]
                text = _stand_in(kind, value)
                if text is not None:
                    sheet.stand_ins[row, column] = text
                elif kind == _FORMULA and value[:8] in _NO_RESULTS:
                    blanks.append((sheet, (row, column)))
                elif kind == _FORMULA:
                    is_calculated = True
        elif kind == _MULRK and length >= _CELL_HEADER_BYTES:
            row, column = struct.unpack_from("<HH", stream, body)
            last_row, last_column = max(last_row, row), max(last_column, column + (length - 6) // 6 - 1)
            if formats.struck or formats.coloured or formats.worded:
                _mark_many(sheet, formats, stream[body:end])
        elif kind == _BOF:
            if position in offsets:
                _check_extent(last_row, last_column, limits)
                last_row = last_column = 0
                sheet = facts.sheets.setdefault(offsets.index(position), SheetFacts())
        elif kind == _ROW and length >= 16:
            if stream[body + 12] & _ROW_IS_HIDDEN:
                hide(sheet.hidden_rows, struct.unpack_from("<H", stream, body)[0], 1)
        elif kind == _COLINFO and length >= 10:
            first, last = struct.unpack_from("<HH", stream, body)
            if stream[body + 8] & _COLUMN_IS_HIDDEN and first <= last:
                hide(sheet.hidden_columns, first, min(last, 255) - first + 1)
        elif kind == _DIMENSIONS and length >= 10:
            _check_declared(stream[body:end])
        elif kind == _RECALCID:
            is_calculated = True
        elif kind == _FILEPASS:
            facts.is_locked = True
            return facts
        elif kind == _BOUNDSHEET and length >= _HEADER_BYTES:
            offsets.append(struct.unpack_from("<I", stream, body)[0])
        elif kind == _DATE1904 and length > 0:
            facts.date_1904 = stream[body] == 1
        elif kind == _CODEPAGE and length >= 2:
            facts.code_page = struct.unpack_from("<H", stream, body)[0]
        elif kind == _FONT and length >= 4:
            formats.fonts.append(bool(stream[body + 2] & _STRUCK))
        elif kind == _FORMAT and length >= 5 and facts.version == BIFF8:
            formats.add_code(stream[body:end])
        elif kind == _XF and length >= 2:
            formats.add(stream[body:end])
        position = end
    _check_extent(last_row, last_column, limits)
    if len(facts.sheets) != len(set(offsets)):
        raise Refused(FILE_DAMAGED)
    if not is_calculated:
        for one, place in blanks:
            one.stand_ins[place] = UNCACHED_FORMULA
    return facts


def with_readable_code_page(stream: bytes, facts: XlsFacts) -> bytes:
    """Declare the code page under which the cell parser gives every text whole.

    BIFF8 has its texts in UTF-16 whatever the record says, and Macs and WPS let it say 10008 or 936. Older
    texts are bytes: as Windows-1252 each byte is one character, to be decoded afterwards.
    """
    wanted = _UTF16 if facts.version == BIFF8 else _WINDOWS_1252
    if facts.code_page == wanted:
        return stream
    changed = bytearray(stream)
    position, size = 0, len(stream)
    first_end = None
    while position + _HEADER_BYTES <= size:
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + _HEADER_BYTES
        first_end = body + length if first_end is None else first_end
        if kind == _CODEPAGE and length >= 2:
            struct.pack_into("<H", changed, body, wanted)
        elif kind == _BOUNDSHEET and length >= _HEADER_BYTES and facts.code_page is None:
            offset = struct.unpack_from("<I", stream, body)[0]
            struct.pack_into("<I", changed, body, min(offset + _ADDED_BYTES, 0xFFFFFFFF))
        position = body + length
    if facts.code_page is None and first_end is not None:
        changed[first_end:first_end] = struct.pack("<HHH", _CODEPAGE, 2, wanted)
    return bytes(changed)


def _check_declared(body: bytes) -> None:
    """The parser makes room for the declared extent, which is at most a whole sheet."""
    rows, columns = struct.unpack_from("<4xI2xH" if len(body) >= 14 else "<2xH2xH", body)
    if rows > _MAX_ROWS or columns > _MAX_COLUMNS:
        raise Refused(FILE_DAMAGED)


def _check_extent(last_row: int, last_column: int, limits: Limits) -> None:
    if (last_row + 1) * (last_column + 1) > limits.cells:
        raise Refused(FILE_HOSTILE)


def _mark_many(sheet: SheetFacts, formats: _Formats, body: bytes) -> None:
    """The cells of a MULRK record: row, first column, then a format and a number each."""
    row, first = struct.unpack_from("<HH", body)
    for place in range((len(body) - 6) // 6):
        cell_format = struct.unpack_from("<H", body, 4 + 6 * place)[0]
        if cell_format in formats.struck and len(sheet.struck) < MAX_MARKS:
            sheet.struck.add((row, first + place))
        if cell_format in formats.coloured and len(sheet.coloured) < MAX_MARKS:
            sheet.coloured.add((row, first + place))
        if cell_format in formats.worded:
            sheet.number_formats[row, first + place] = formats.worded[cell_format]


def _stand_in(kind: int, value: bytes) -> str | None:
    """The text of an error cell, or the marker of a formula that was never calculated."""
    if kind == _BOOLERR:
        return ERROR_TEXTS.get(value[0], "#N/A") if len(value) >= 2 and value[1] == 1 else None
    if len(value) < 10:
        return None
    if value[6:8] == b"\xff\xff":
        return ERROR_TEXTS.get(value[2], "#N/A") if value[0] == _FORMULA_ERROR_TYPE else None
    return UNCACHED_FORMULA if not any(value[:8]) and value[8] & _CALCULATE_ON_LOAD else None
