"""OpenDocument sheets (ods), read from their XML.

The cell parser used for Excel's formats writes out repeated blank rows and gives error cells and formulas
without a value as blanks; here repetition costs nothing and both are told.
Names follow OpenDocument 1.3, part 3: table 9.1, value types 19.385, repetition 19.675 and 19.678,
visibility 19.749. LibreOffice tells error cells by calcext:value-type="error".
"""

from __future__ import annotations

import math
import re
import zipfile
from datetime import date, datetime, timedelta
from typing import Final

from pipelines.reading.facts import hide
from pipelines.reading.growing_table import CellBudget, GrowingTable
from pipelines.reading.model import (
    FILE_EMPTY,
    FILE_ENCRYPTED,
    FILE_HOSTILE,
    UNCACHED_FORMULA,
    CellValue,
    Limits,
    Refused,
    Workbook,
)
from pipelines.reading.xml_events import chunks_of, parse_events

_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_FORMATTING: Final = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0 "
_DRAWING: Final = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_CALC_EXT: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD: Final = re.compile(r"[\u4e00-\u9fff]")
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_NO_FILL: Final = frozenset({"", "transparent", "#ffffff"})
_CELLS: Final = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_GROUPS: Final = frozenset({_TABLE + "table-row-group", _TABLE + "table-column-group"})
_NOT_READ: Final = frozenset({_OFFICE + "annotation", _TABLE + "tracked-changes", _TABLE + "shapes"})
_HIDDEN: Final = frozenset({"collapse", "filter"})
MAX_SPACES: Final = 100
# Equal rows in a row; a value filled down to the end of the sheet is no table.
MAX_REPEATED_ROWS: Final = 20_000
MAX_DIGITS: Final = 9
_DURATION: Final = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_ERROR_TEXT: Final = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|(?:Err|错误)[:：]\d+")
_MANIFEST: Final = "META-INF/manifest.xml"


def read_ods(archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    """Read content.xml; raise Refused when it is locked, damaged, empty or too large."""
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise Refused(FILE_ENCRYPTED)
    content = _Content(limits)
    with archive.open("content.xml") as stream:
        parse_events(chunks_of(stream.read), content)
    sheets = tuple(table.sheet(date_1904=content.date_1904) for table in content.tables)
    if not any(sheet.rows for sheet in sheets):
        raise Refused(FILE_EMPTY)
    return Workbook("ods", sheets)


class _Content:
    """Follows the events of content.xml. Nested tables, drawings, annotations and old versions are not read.

    Of the styles only those named by the cells themselves are followed, not the defaults of columns.
    """

    def __init__(self, limits: Limits) -> None:
        self.tables: list[GrowingTable] = []
        self.date_1904 = False
        self._budget = CellBudget(limits)
        self._struck_styles: set[str] = set()
        self._coloured_styles: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._is_in_table = False
        self._skipped = 0
        self._hidden_groups: list[bool] = []
        self._row = self._row_count = self._column = self._declared_column = 0
        self._row_cells: list[tuple[int, int, CellValue, str]] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._is_in_paragraph = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or name in _NOT_READ or name.startswith(_DRAWING):
            self._skipped += 1
        elif name == _TABLE + "table":
            if self._is_in_table:
                self._skipped = 1
            else:
                self._start_table(attributes)
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif self._is_in_table:
            self._start_in_table(name, attributes)
        else:
            self._start_style(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == _TEXT + "p":
            self._is_in_paragraph = False
        elif name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
        elif name == _TABLE + "table-row":
            self._end_row()
        elif name in _GROUPS and self._hidden_groups:
            self._hidden_groups.pop()
        elif name == _TABLE + "table":
            self._is_in_table = False

    def text(self, data: str) -> None:
        if self._is_in_paragraph and not self._skipped:
            self._text.append(data)

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == _STYLE + "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif name == _STYLE + "text-properties":
            if attributes.get(_STYLE + "text-line-through-style", "none") != "none":
                self._struck_styles.add(self._style)
        elif name == _STYLE + "table-cell-properties":
            if attributes.get(_FORMATTING + "background-color", "").lower() not in _NO_FILL:
                self._coloured_styles.add(self._style)
        elif name == _TABLE + "null-date":
            self.date_1904 = attributes.get(_TABLE + "date-value", "").startswith("1904")
        elif name == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        table = GrowingTable(attributes.get(_TABLE + "name", ""), self._budget)
        table.is_hidden = attributes.get(_TABLE + "style-name", "") in self._hidden_styles
        self.tables.append(table)
        self._is_in_table = True
        self._row = self._declared_column = 0
        self._hidden_groups = []

    def _start_in_table(self, name: str, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        is_hidden = attributes.get(_TABLE + "visibility") in _HIDDEN or any(self._hidden_groups)
        if name in _CELLS:
            self._cell, self._text = attributes, []
        elif name == _TABLE + "table-row":
            self._row_count = _count(attributes, _TABLE + "number-rows-repeated")
            self._column = 0
            self._row_cells = []
            if is_hidden:
                hide(table.facts.hidden_rows, self._row, self._row_count)
        elif name == _TABLE + "table-column":
            count = _count(attributes, _TABLE + "number-columns-repeated")
            if is_hidden:
                hide(table.facts.hidden_columns, self._declared_column, count)
            self._declared_column += count
        elif name in _GROUPS:
            self._hidden_groups.append(attributes.get(_TABLE + "display") == "false")

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == _TEXT + "p":
            self._is_in_paragraph = True
            if self._text:
                self._text.append("\n")
        elif name == _TEXT + "s":
            self._text.append(" " * min(_count(attributes, _TEXT + "c"), MAX_SPACES))
        elif name == _TEXT + "tab":
            self._text.append("\t")
        elif name == _TEXT + "line-break":
            self._text.append("\n")

    def _end_cell(self, attributes: dict[str, str]) -> None:
        self._cell = None
        column = self._column
        count = _count(attributes, _TABLE + "number-columns-repeated")
        value = _value(attributes, "".join(self._text))
        if value is not None:
            self._row_cells.append((column, count, value, attributes.get(_TABLE + "style-name", "")))
        height = _count(attributes, _TABLE + "number-rows-spanned")
        width = _count(attributes, _TABLE + "number-columns-spanned")
        if height > 1 or width > 1:
            self.tables[-1].merged.append((self._row, column, self._row + height - 1, column + width - 1))
        self._column = column + count

    def _end_row(self) -> None:
        table = self.tables[-1]
        if self._row_cells:
            if self._row_count > MAX_REPEATED_ROWS:
                raise Refused(FILE_HOSTILE)
            last_column, last_count = self._row_cells[-1][:2]
            self._budget.check((last_column + last_count) * self._row_count)
            for row in range(self._row, self._row + self._row_count):
                for column, count, value, style in self._row_cells:
                    for place in range(column, column + count):
                        table.put(row, place, value)
                        if style in self._struck_styles:
                            table.facts.struck.add((row, place))
                        if style in self._coloured_styles:
                            table.facts.coloured.add((row, place))
        self._row += self._row_count


def _value(attributes: dict[str, str], text: str) -> CellValue:
    """The value of a cell; an error and a formula without a value give the text that stands for them."""
    kind = attributes.get(_OFFICE + "value-type", "")
    if attributes.get(_CALC_EXT + "value-type") == "error" or (
        _TABLE + "formula" in attributes and _ERROR_TEXT.fullmatch(text.strip())
    ):
        return text.strip() or "#N/A"
    if kind in _NUMBERS:
        return _number(attributes.get(_OFFICE + "value", ""), text)
    if kind == "date":
        return _moment(attributes.get(_OFFICE + "date-value", ""), text)
    if kind == "time":
        return _duration(attributes.get(_OFFICE + "time-value", ""), text)
    if kind == "boolean":
        return attributes.get(_OFFICE + "boolean-value") == "true"
    if kind == "string":
        return attributes.get(_OFFICE + "string-value") or text or None
    if _TABLE + "formula" in attributes and not text:
        return UNCACHED_FORMULA
    return text or None


def _number(value: str, text: str) -> CellValue:
    try:
        number = float(value)
    except ValueError:
        return text or UNCACHED_FORMULA
    shown = _FIGURE.search(text)
    figure = float(shown[0].replace(",", "")) if shown is not None and _WORD.search(text) else 0.0
    if shown is None or not (figure and number) or not math.isfinite(number):
        return number
    # The number format adds words, 12 shown as 12万 or 300 as 300余人: the clerk reads what is shown. Its
    # scale counts too (12.3万 of 123,456), its rounding does not.
    exact = abs(number) / 10.0 ** round(math.log10(abs(number / figure)))
    decimals = len(shown[0].partition(".")[2])
    if abs(exact - figure) > 0.51 * 10.0**-decimals:
        return number
    return f"{text[: shown.start()]}{exact:.15g}{text[shown.end() :]}"


def _moment(value: str, text: str) -> CellValue:
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return text or value or UNCACHED_FORMULA


def _duration(value: str, text: str) -> CellValue:
    found = _DURATION.fullmatch(value)
    if found is None or max(len(part or "") for part in found.groups()) > 6:
        return text or value or UNCACHED_FORMULA
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _count(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return max(int(value[:MAX_DIGITS]), 1) if value.isascii() and value.isdigit() else 1
