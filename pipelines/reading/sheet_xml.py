"""What the sheet XML of an .xlsx tells beyond its values: its true extent, error cells, bare formulas, marks.

The cell parser gives '' for error cells and for formulas without a cached value, and it allocates
the whole rectangle up to the farthest cell. Both are looked up here first, in cheap searches over
the decompressed bytes, chunk by chunk, so that memory stays small for any size of sheet. Cells are looked
at one by one only where a search found something.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipelines.reading.facts import MAX_MARKS, SheetFacts, hide
from pipelines.reading.model import FILE_HOSTILE, UNCACHED_FORMULA, Limits, Refused
from pipelines.reading.styles_xml import WorkbookStyles

CHUNK_BYTES = 1 << 20
OVERLAP_BYTES = 256
# A table of figures has no business beyond column ZZ (702).
_WIDE_COLUMN = re.compile(rb'r="([A-Z]{2,3})[0-9]')
_COLUMNS_TO_Z = 26
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_UNCACHED = re.compile(rb"f><(?:/(?:\w+:)?c>|(?:\w+:)?v ?/>|(?:\w+:)?v></)|[<:]f\b[^>]*/></")
_UNCACHED_OR_ZERO = re.compile(_UNCACHED.pattern + rb"|f><(?:\w+:)?v>0</")
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)  # fmt: skip
# A cell that is not closed at once: only such a one can hold a value.
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(?!</)")
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
_ERROR = re.compile(rb't="e"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_MIN, _MAX = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
_MAX_COLUMNS = 1 << 14


@dataclass
class _Survey:
    """last_row, last_column: bounds of the extent (1-based). The flags say which closer look is worth it."""

    last_row: int = 0
    last_column: int = 0
    has_addresses: bool = True
    has_errors: bool = False
    has_uncached: bool = False
    has_marks: bool = False
    prefix: bytes = b""


def survey_sheet(archive: zipfile.ZipFile, part: str, styles: WorkbookStyles, limits: Limits) -> SheetFacts:
    """Look through one sheet part; raise Refused for a document type or cells far outside the data."""
    facts = SheetFacts()
    uncached = _UNCACHED_OR_ZERO if styles.is_never_calculated else _UNCACHED
    survey = _survey(archive, part, styles, uncached, facts)
    is_doubtful = survey.last_row * survey.last_column > limits.cells or not survey.has_addresses
    if not (is_doubtful or survey.has_errors or survey.has_uncached):
        return facts
    data = archive.read(part)
    if is_doubtful:
        rows, columns = true_extent(data, has_addresses=survey.has_addresses)
        if rows * columns > limits.cells:
            raise Refused(FILE_HOSTILE)
    if survey.has_errors or survey.has_uncached:
        pattern = re.compile(_ERROR.pattern + b"|" + uncached.pattern)
        facts.stand_ins = _stand_ins(data, pattern, survey, styles.is_never_calculated)
    if survey.has_marks and not survey.has_addresses:
        _add_marks_by_walk(facts, data, styles)
    return facts


def _survey(
    archive: zipfile.ZipFile,
    part: str,
    styles: WorkbookStyles,
    uncached: re.Pattern[bytes],
    facts: SheetFacts,
) -> _Survey:
    survey = _Survey()
    formula = _FORMULA
    tail = b""
    is_first = True
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            window = tail + chunk
            if is_first:
                is_first = False
                _survey_head(survey, window)
                _add_hidden_columns(facts, window)
                # A literal pattern is searched several times faster than one with a choice in it.
                formula = re.compile(b"<" + survey.prefix + b"f")
            for letters in set(_WIDE_COLUMN.findall(window)):
                survey.last_column = max(survey.last_column, column_number(letters))
            survey.has_errors = survey.has_errors or _ERROR.search(window) is not None
            if not survey.has_uncached and formula.search(window):
                survey.has_uncached = uncached.search(window) is not None
            last_match = window.rfind(b"<" + survey.prefix + b"row ")
            if last_match >= 0 and (found := _ROW_NUMBER.match(window, last_match)):
                survey.last_row = max(survey.last_row, int(found[1][:9]))
            _add_marks(facts, window, styles, survey)
            _add_number_formats(facts, window, styles, survey)
            tail = window[-OVERLAP_BYTES:]
    return survey


def _survey_head(survey: _Survey, window: bytes) -> None:
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise Refused(FILE_HOSTILE)
    survey.last_column = _COLUMNS_TO_Z
    if dimension := _DIMENSION.search(window):
        survey.last_row = int(dimension[2][:9])
        survey.last_column = max(survey.last_column, column_number(dimension[1]))
    if (prefix := _PREFIX.search(window)) and prefix[1]:
        survey.prefix = prefix[1]
    first_row = window.find(b"<" + survey.prefix + b"row")
    first_cell = window.find(b"<" + survey.prefix + b"c ", max(first_row, 0))
    bare_cell = window.find(b"<" + survey.prefix + b"c>", max(first_row, 0))
    survey.has_addresses = bare_cell < 0 and (
        first_cell < 0 or _ADDRESS.search(window[first_cell : window.find(b">", first_cell)]) is not None
    )


def located_cells(data: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield (row, column, attributes, content) of every cell, 0-based; a missing address is the next one."""
    row = column = -1
    for found in _ROW_OR_CELL.finditer(data):
        if found[2] is None:
            number = _NUMBER.search(found[1])
            row = int(number[1][:9]) - 1 if number else row + 1
            column = -1
            continue
        address = _ADDRESS.search(found[2])
        if address is None:
            column += 1
        else:
            row, column = int(address[2][:9]) - 1, column_number(address[1]) - 1
        yield max(row, 0), column, found[2], found[3] or b""


def true_extent(data: bytes, *, has_addresses: bool) -> tuple[int, int]:
    """Return (rows, columns) up to the farthest cell that holds a value or a formula."""
    rows = columns = 0
    if has_addresses:
        for found in _FILLED_CELL.finditer(data):
            if address := _ADDRESS.search(found[1]):
                rows = max(rows, int(address[2][:9]))
                columns = max(columns, column_number(address[1]))
        return rows, columns
    for row, column, _, content in located_cells(data):
        if content:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _rows_of_matches(data: bytes, pattern: re.Pattern[bytes], survey: _Survey) -> Iterable[bytes]:
    """Yield the XML of each row in which a pattern occurs; the whole sheet where rows are not numbered."""
    opening, closing = b"<" + survey.prefix + b"row ", b"</" + survey.prefix + b"row>"
    if not survey.has_addresses:
        yield data
        return
    position = 0
    while found := pattern.search(data, position):
        start = data.rfind(opening, position, found.end())
        end = data.find(closing, found.start())
        end = len(data) if end < 0 else end
        yield data[max(start, position) : end]
        position = end + 1


def _stand_ins(
    data: bytes, pattern: re.Pattern[bytes], survey: _Survey, is_never_calculated: bool
) -> dict[tuple[int, int], str]:
    """Map the position of every error cell to its text, and of every bare formula to a marker."""
    found: dict[tuple[int, int], str] = {}
    for rows in _rows_of_matches(data, pattern, survey):
        for row, column, attributes, content in located_cells(rows):
            is_error = b't="e"' in attributes
            if not is_error and (b't="str"' in attributes or not _FORMULA.search(content)):
                continue
            value = _VALUE.search(content)
            is_bare = value is None or (is_never_calculated and value[1] == b"0")
            if is_error and value is not None:
                found[row, column] = value[1].decode("utf-8", "replace")
            elif is_bare:
                found[row, column] = UNCACHED_FORMULA
    return found


def _add_marks(facts: SheetFacts, window: bytes, styles: WorkbookStyles, survey: _Survey) -> None:
    """Note the hidden rows (filtered out and collapsed ones included) and the marked cells of a window."""
    if b'hidden="' in window:
        survey.has_marks = True
        for start in _tags_with(window, _HIDDEN, b"<" + survey.prefix + b"row"):
            if number := _ROW_NUMBER.match(window, start):
                hide(facts.hidden_rows, int(number[1][:9]) - 1, 1)
    for pattern, places in ((styles.struck, facts.struck), (styles.coloured, facts.coloured)):
        if pattern is None or len(places) >= MAX_MARKS:
            continue
        for start in _tags_with(window, pattern, b"<" + survey.prefix + b"c "):
            survey.has_marks = True
            if address := _ADDRESS.search(window, start, start + OVERLAP_BYTES):
                places.add((int(address[2][:9]) - 1, column_number(address[1]) - 1))


def _add_number_formats(facts: SheetFacts, window: bytes, styles: WorkbookStyles, survey: _Survey) -> None:
    if styles.worded is None:
        return
    opening = b"<" + survey.prefix + b"c "
    for found in styles.worded.finditer(window):
        start = window.rfind(b"<", 0, found.start())
        if start < 0 or not window.startswith(opening, start):
            continue
        survey.has_marks = True
        if address := _ADDRESS.search(window, start, start + OVERLAP_BYTES):
            place = (int(address[2][:9]) - 1, column_number(address[1]) - 1)
            facts.number_formats[place] = styles.number_formats[int(found[1])]


def _tags_with(window: bytes, pattern: re.Pattern[bytes], opening: bytes) -> Iterator[int]:
    """Yield where the tags start in which a pattern begins, up to the bound on marks."""
    for found in islice(pattern.finditer(window), MAX_MARKS):
        start = window.rfind(b"<", 0, found.start())
        if start >= 0 and window.startswith(opening, start):
            yield start


def _add_hidden_columns(facts: SheetFacts, window: bytes) -> None:
    for column in _COLUMNS.finditer(window, 0, max(window.find(b"sheetData"), 0)):
        first, last = _MIN.search(column[1]), _MAX.search(column[1])
        if first and last and _HIDDEN.search(column[1]):
            start, end = int(first[1][:6]), min(int(last[1][:6]), _MAX_COLUMNS)
            hide(facts.hidden_columns, start - 1, end - start + 1)


def _add_marks_by_walk(facts: SheetFacts, data: bytes, styles: WorkbookStyles) -> None:
    """Note hidden rows and marked cells where rows and cells do not say where they stand."""
    row = -1
    for found in _ROW_OR_CELL.finditer(data):
        if found[2] is None:
            number = _NUMBER.search(found[1])
            row = int(number[1][:9]) - 1 if number else row + 1
            if _HIDDEN.search(found[1]):
                hide(facts.hidden_rows, row, 1)
    for row, column, attributes, content in located_cells(data):
        cell = attributes + b">" + content
        if styles.worded is not None and (worded := styles.worded.search(attributes)):
            facts.number_formats[row, column] = styles.number_formats[int(worded[1])]
        for pattern, places in ((styles.struck, facts.struck), (styles.coloured, facts.coloured)):
            if pattern is not None and len(places) < MAX_MARKS and pattern.search(cell):
                places.add((row, column))


def column_number(letters: bytes) -> int:
    """Return the 1-based number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
