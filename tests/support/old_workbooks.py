"""Workbooks of Excel 5 and 97, record by record, in the ways that Macs, WPS and exports write them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence

import olefile
import xlwt

BOF, EOF, CODEPAGE, BOUNDSHEET, LABEL, NUMBER = 0x0809, 0x000A, 0x0042, 0x0085, 0x0204, 0x0203


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of a workbook stream."""
    return struct.pack("<HH", kind, len(body)) + body


def excel5_stream(
    cells: Sequence[tuple[int, int, str | float]],
    *,
    encoding: str = "gb18030",
    code_page: int | None = 936,
    name: str = "台账",
) -> bytes:
    """A BIFF5 stream of one sheet whose texts are bytes in an encoding."""

    def opening(kind: int) -> bytes:
        return record(BOF, struct.pack("<HHHH", 0x0500, kind, 0, 1993))

    def book(sheet_at: int) -> bytes:
        encoded = name.encode(encoding)
        page = record(CODEPAGE, struct.pack("<H", code_page)) if code_page is not None else b""
        sheet = record(BOUNDSHEET, struct.pack("<IHB", sheet_at, 0, len(encoded)) + encoded)
        return opening(5) + page + sheet + record(EOF)

    sheet = opening(0x10)
    for row, column, value in cells:
        if isinstance(value, str):
            encoded = value.encode(encoding)
            sheet += record(LABEL, struct.pack("<HHHH", row, column, 0, len(encoded)) + encoded)
        else:
            sheet += record(NUMBER, struct.pack("<HHHd", row, column, 0, value))
    return book(len(book(0))) + sheet + record(EOF)


def excel97_stream(fill: Callable[[xlwt.Workbook], object]) -> bytes:
    """The stream of a workbook written by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    saved = io.BytesIO()
    book.save(saved)
    with olefile.OleFileIO(io.BytesIO(saved.getvalue())) as container:
        stream: bytes = container.openstream("Workbook").read()
    return stream
