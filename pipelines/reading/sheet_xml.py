"""What the sheet XML of an .xlsx tells beyond its values: its true extent, error cells, bare formulas.

The cell parser gives '' for error cells and for formulas without a cached value, and it allocates
the whole rectangle up to the farthest cell. Both are looked up here first, in one cheap pass over
the decompressed bytes, so that memory stays small for any size of sheet.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from pipelines.reading.model import FILE_HOSTILE, UNCACHED_FORMULA, Refused

CHUNK_BYTES = 1 << 20
OVERLAP_BYTES = 256
# Beyond column ZZ (702) a table of figures has no business.
_FAR_CELL = re.compile(rb'r="[A-Z]{3}[0-9]')
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_UNCACHED = re.compile(rb"</(?:\w+:)?f><(?:/(?:\w+:)?c>|(?:\w+:)?v ?/>|(?:\w+:)?v></)|<(?:\w+:)?f\b[^>]*/></")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")


@dataclass(frozen=True)
class SheetFacts:
    """last_row, last_column: declared extent (1-based). The flags say which closer look is worth it."""

    last_row: int
    last_column: int
    has_far_columns: bool
    has_errors: bool
    has_uncached: bool


def survey(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """Look through one sheet part in chunks; raise Refused for a document type definition."""
    last_row = last_column = 0
    has_far_columns = has_errors = has_uncached = False
    tail = b""
    is_first = True
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            window = tail + chunk
            if is_first:
                is_first = False
                if dimension := _DIMENSION.search(window):
                    last_column, last_row = column_number(dimension[1]), int(dimension[2])
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise Refused(FILE_HOSTILE)
            has_far_columns = has_far_columns or _FAR_CELL.search(window) is not None
            has_errors = has_errors or b't="e"' in window
            has_uncached = has_uncached or _UNCACHED.search(window) is not None
            last_match = window.rfind(b"<row ")
            if last_match >= 0 and (found := _ROW_NUMBER.match(window, last_match)):
                last_row = max(last_row, int(found[1]))
            tail = window[-OVERLAP_BYTES:]
    return SheetFacts(last_row, last_column, has_far_columns, has_errors, has_uncached)


def true_extent(data: bytes) -> tuple[int, int]:
    """Return (rows, columns) up to the farthest cell that holds a value or a formula."""
    rows = columns = 0
    for cell in _CELL.finditer(data):
        if cell[2] and (address := _ADDRESS.search(cell[1])):
            rows = max(rows, int(address[2]))
            columns = max(columns, column_number(address[1]))
    return rows, columns


def marked_cells(data: bytes) -> dict[tuple[int, int], str]:
    """Map the 0-based position of every error cell to its text, and of every bare formula to a marker."""
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.finditer(data):
        attributes, content = cell[1], cell[2] or b""
        is_error = b't="e"' in attributes
        if not is_error and (b't="str"' in attributes or not _FORMULA.search(content)):
            continue
        value = _VALUE.search(content)
        address = _ADDRESS.search(attributes)
        if address is None or (value is not None and not is_error):
            continue
        text = value[1].decode("utf-8", "replace") if value else UNCACHED_FORMULA
        found[int(address[2]) - 1, column_number(address[1]) - 1] = text
    return found


def column_number(letters: bytes) -> int:
    """Return the 1-based number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
