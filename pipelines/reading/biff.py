"""What the records of an old .xls tell beyond its values: error cells, the date base, a password.

Records and codes follow [MS-XLS]: BOUNDSHEET8 2.4.28, BOOLERR 2.4.24, FORMULA 2.4.127,
DATE1904 2.4.77, FILEPASS 2.4.117.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from pipelines.reading.model import FILE_ENCRYPTED, Refused

_BOF, _BOUNDSHEET, _BOOLERR = 0x0809, 0x0085, 0x0205
_FORMULA, _DATE1904, _FILEPASS = 0x0006, 0x0022, 0x002F
_ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_FORMULA_ERROR_TYPE = 2
_LONG_BYTES = 4
_CELL_HEADER_BYTES = 6


@dataclass
class XlsFacts:
    """date_1904: the base of serial dates. errors: sheet index → {(row, column) 0-based: error text}."""

    date_1904: bool = False
    errors: dict[int, dict[tuple[int, int], str]] = field(default_factory=dict)


def survey_xls(stream: bytes) -> XlsFacts:
    """Walk the records of a Workbook stream; raise Refused when it is encrypted."""
    facts = XlsFacts()
    offsets: list[int] = []
    sheet = -1
    position, size = 0, len(stream)
    while position + _LONG_BYTES <= size:
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + _LONG_BYTES
        if body + length > size:
            break
        if kind == _FILEPASS:
            raise Refused(FILE_ENCRYPTED)
        if kind == _BOF:
            sheet = offsets.index(position) if position in offsets else sheet
        elif kind == _BOUNDSHEET and length >= _LONG_BYTES:
            offsets.append(struct.unpack_from("<I", stream, body)[0])
        elif kind == _DATE1904 and length > 0:
            facts.date_1904 = stream[body] == 1
        elif kind in (_BOOLERR, _FORMULA) and length >= _CELL_HEADER_BYTES + 2:
            code = _error_code(kind, stream, body, length)
            if code is not None:
                row, column = struct.unpack_from("<HH", stream, body)
                facts.errors.setdefault(sheet, {})[row, column] = _ERROR_TEXTS.get(code, "#N/A")
        position = body + length
    return facts


def _error_code(kind: int, stream: bytes, body: int, length: int) -> int | None:
    value = body + _CELL_HEADER_BYTES
    if kind == _BOOLERR:
        return stream[value] if stream[value + 1] == 1 else None
    is_error = (
        length >= _CELL_HEADER_BYTES + 8
        and stream[value + 6 : value + 8] == b"\xff\xff"
        and stream[value] == _FORMULA_ERROR_TYPE
    )
    return stream[value + 2] if is_error else None
