"""「XML 表格 2003」 (SpreadsheetML), which exports call .xls or .xml.

Elements follow Microsoft's "XML Spreadsheet Reference": ss:Index, ss:MergeAcross and ss:MergeDown are
relative to the cell, ss:Type is String, Number, DateTime, Boolean or Error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from pipelines.reading.facts import hide
from pipelines.reading.growing_table import CellBudget, GrowingTable
from pipelines.reading.model import (
    FILE_EMPTY,
    UNCACHED_FORMULA,
    CellValue,
    Limits,
    Refused,
    Workbook,
    is_blank_text,
)
from pipelines.reading.number_formats import NumberFormat, number_format
from pipelines.reading.xml_events import CHUNK_BYTES, local_name, parse_events

_NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_CHARACTERS_LOOKED_AT: Final = 4096
_MAX_SPAN: Final = 1 << 14
_MAX_PLACE: Final = 1 << 21
_DATE_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?")
_NO_FILL: Final = frozenset({"", "#ffffff"})
_NAMED_FORMATS: Final = {"Percent": "0.00%"}


def is_spreadsheet_ml(text: str) -> bool:
    """Whether a text opens like an XML spreadsheet."""
    head = text[:_CHARACTERS_LOOKED_AT]
    return head.lstrip("\ufeff \t\r\n").startswith("<?xml") and _NAMESPACE in head


def read_spreadsheet_ml(text: str, limits: Limits) -> Workbook:
    """Read every worksheet; raise Refused when it is damaged, empty or too large."""
    reader = _Reader(limits)
    parse_events(_encoded(text.lstrip("\ufeff \t\r\n").rstrip("\x00")), reader, "utf-8")
    sheets = tuple(table.sheet(date_1904=reader.date_1904) for table in reader.tables)
    if not any(sheet.rows for sheet in sheets):
        raise Refused(FILE_EMPTY)
    return Workbook("xml", sheets)


def _encoded(text: str) -> Iterable[bytes]:
    for start in range(0, len(text), CHUNK_BYTES):
        yield text[start : start + CHUNK_BYTES].encode("utf-8", "replace")


class _Reader:
    """Follows the events of the document. Comments of cells are not read."""

    def __init__(self, limits: Limits) -> None:
        self.tables: list[GrowingTable] = []
        self.date_1904 = False
        self._budget = CellBudget(limits)
        self._style = ""
        self._struck: set[str] = set()
        self._coloured: set[str] = set()
        self._worded: dict[str, NumberFormat] = {}
        self._row = self._column = self._declared_column = 0
        self._row_span = 1
        self._cell: dict[str, str] | None = None
        self._type = ""
        self._data: list[str] = []
        self._has_data = False
        self._is_in_data = self._is_in_comment = self._is_in_visible = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local_name(name)
        values = {local_name(key): value for key, value in attributes.items()}
        if tag == "Cell" and self.tables:
            self._start_cell(values)
        elif tag == "Data" and not self._is_in_comment:
            self._type, self._is_in_data, self._has_data = values.get("Type", "String"), True, True
        elif tag == "Comment":
            self._is_in_comment = True
        elif tag == "Row" and self.tables:
            self._row = _place(values, self._row)
            self._column = 0
            self._row_span = _number(values, "Span") + 1
            if values.get("Hidden") == "1":
                hide(self.tables[-1].facts.hidden_rows, self._row, self._row_span)
        elif tag == "Column" and self.tables:
            self._declared_column = _place(values, self._declared_column)
            span = _number(values, "Span") + 1
            if values.get("Hidden") == "1":
                hide(self.tables[-1].facts.hidden_columns, self._declared_column, span)
            self._declared_column += span
        elif tag == "Worksheet":
            self.tables.append(GrowingTable(values.get("Name", ""), self._budget))
            self._row = self._declared_column = 0
        else:
            self._start_other(tag, values)

    def end(self, name: str) -> None:
        tag = local_name(name)
        if tag == "Cell" and self._cell is not None:
            self._end_cell(self._cell)
        elif tag == "Data":
            self._is_in_data = False
        elif tag == "Comment":
            self._is_in_comment = False
        elif tag == "Row":
            self._row = min(self._row + self._row_span, _MAX_PLACE)
        elif tag == "Visible":
            self._is_in_visible = False

    def text(self, data: str) -> None:
        if self._is_in_data:
            self._data.append(data)
        elif self._is_in_visible and self.tables and data.strip() in ("SheetHidden", "SheetVeryHidden"):
            self.tables[-1].is_hidden = True

    def _start_other(self, tag: str, values: dict[str, str]) -> None:
        if tag == "Style":
            self._style = values.get("ID", "")
        elif tag == "Font" and values.get("StrikeThrough") == "1" and not self._is_in_data:
            self._struck.add(self._style)
        elif tag == "Interior":
            is_white = values.get("Color", "").lower() in _NO_FILL
            if values.get("Pattern") == "Solid" and not is_white:
                self._coloured.add(self._style)
        elif tag == "NumberFormat":
            code = values.get("Format", "")
            shown = number_format(_NAMED_FORMATS.get(code, code))
            if shown is not None:
                self._worded[self._style] = shown
        elif tag == "Date1904":
            self.date_1904 = True
        elif tag == "Visible":
            self._is_in_visible = True

    def _start_cell(self, values: dict[str, str]) -> None:
        self._cell, self._data, self._has_data = values, [], False
        self._column = _place(values, self._column)

    def _end_cell(self, values: dict[str, str]) -> None:
        self._cell = None
        table, place = self.tables[-1], (self._row, self._column)
        style = values.get("StyleID", "")
        value = self._value(values)
        shown = self._worded[style].shown(value) if style in self._worded else None
        table.put(*place, value if shown is None else shown)
        if style in self._struck:
            table.facts.struck.add(place)
        if style in self._coloured:
            table.facts.coloured.add(place)
        across, down = _number(values, "MergeAcross"), _number(values, "MergeDown")
        if across or down:
            table.merged.append((*place, self._row + down, self._column + across))
        self._column = min(self._column + across + 1, _MAX_PLACE)

    def _value(self, values: dict[str, str]) -> CellValue:
        text = "".join(self._data)
        if not self._has_data or (is_blank_text(text) and self._type != "String"):
            return UNCACHED_FORMULA if "Formula" in values else None
        if self._type == "Number":
            return _as_number(text)
        if self._type == "DateTime":
            return _as_moment(text)
        if self._type == "Boolean":
            return text.strip() == "1"
        return text.strip() if self._type == "Error" else text or None


def _as_number(text: str) -> CellValue:
    try:
        return float(text)
    except ValueError:
        return text


def _as_moment(text: str) -> CellValue:
    """A moment; a time of day alone is written on the last day of 1899."""
    found = _DATE_TIME.fullmatch(text.strip())
    if found is None:
        return text
    try:
        moment = datetime.fromisoformat(found[1])
    except ValueError:
        return text
    if (moment.year, moment.month, moment.day) == (1899, 12, 31):
        return moment.time()
    is_whole_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date() if is_whole_day else moment


def _place(values: dict[str, str], place: int) -> int:
    """The 0-based place of a row, column or cell: where it says, else the next one."""
    said = _number(values, "Index", _MAX_PLACE)
    return said - 1 if said else place


def _number(values: dict[str, str], name: str, most: int = _MAX_SPAN) -> int:
    value = values.get(name, "0")
    return min(int(value[:9]), most) if value.isascii() and value.isdigit() else 0
