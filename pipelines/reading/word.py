"""The tables of a Word document (docx, docm): each is a sheet, with the lines around it above and below.

Reports often come as Word. Elements follow ECMA-376 part 1, chapter 17: tables 17.4, merged cells 17.4.17
(gridSpan) and 17.4.84 (vMerge), revisions 17.13.5. The text as it stands is read: what a tracked change
deletes or moves away is left out, what it inserts is in.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from pipelines.reading.growing_table import CellBudget, GrowingTable
from pipelines.reading.model import FILE_TOO_LARGE, FILE_UNSUPPORTED, Limits, Refused, Workbook, is_blank_text
from pipelines.reading.xml_events import chunks_of, parse_events

DOCUMENT_PART: Final = "word/document.xml"
MAX_DOCUMENT_BYTES: Final = 64 << 20
# A report's prose is no title of its tables; only the short lines nearest to a table say what it is.
MAX_LINES: Final = 30
MAX_LINE_CHARACTERS: Final = 100
_MAX_SPAN: Final = 1000
_NO_TABLE: Final = "Word 文件中没有表格，请把表格复制到 Excel，另存为 .xlsx 后重新报送"
# Lines that close a table rather than open the next one.
_FOOTER: Final = re.compile(
    r"\s*(?:备\s*注|注\s*[:：\d]|说\s*明|填\s*表\s*人|制\s*表|审\s*核|联\s*系|负\s*责\s*人|数据来源|资料来源)"
)
# 「填报单位：某局」: said once at the head of a document, it holds for all its tables.
_LABELLED: Final = re.compile(r"\s*([^\s:：]{2,12})\s*[:：]")
_NOT_READ: Final = frozenset({"del", "moveFrom", "Fallback"})
_NO_FILL: Final = frozenset({"", "auto", "ffffff"})
_OFF: Final = frozenset({"0", "false", "off", "none"})


def read_word(archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    """Read every table; raise Refused when there is none or the document is damaged or too large."""
    if archive.getinfo(DOCUMENT_PART).file_size > MAX_DOCUMENT_BYTES:
        raise Refused(FILE_TOO_LARGE)
    document = _Document(limits)
    with archive.open(DOCUMENT_PART) as stream:
        parse_events(chunks_of(stream.read), document)
    tables = [table for table in document.tables if table.cells]
    if not tables:
        raise Refused(FILE_UNSUPPORTED, _NO_TABLE)
    budget = CellBudget(limits)
    _share_lines(tables, document.lines)
    return Workbook(
        "docx",
        tuple(_placed(table, f"表{number}", budget).sheet() for number, table in enumerate(tables, 1)),
    )


@dataclass
class _Cell:
    row: int
    column: int
    width: int
    text: str = ""
    continues_above: bool = False
    continues_left: bool = False
    is_struck: bool = False
    is_coloured: bool = False


@dataclass
class _Table:
    """above, below: lines of text around the table."""

    cells: list[_Cell] = field(default_factory=list)
    row: int = -1
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def _share_lines(tables: list[_Table], last_lines: list[str]) -> None:
    """Give the lines between two tables to the one they speak of, and the head's labels to all."""
    first, *others = tables
    labels = {found[1]: line for line in first.above if (found := _LABELLED.match(line))}
    for previous, table in zip(tables, others, strict=False):
        closing = max((place for place, line in enumerate(table.above, 1) if _FOOTER.match(line)), default=0)
        previous.below, table.above = table.above[:closing], table.above[closing:]
        own = {found[1] for line in table.above if (found := _LABELLED.match(line))}
        table.above[:0] = [line for label, line in labels.items() if label not in own]
    tables[-1].below = last_lines
    for table in tables:
        table.above = [line for line in table.above if len(line) <= MAX_LINE_CHARACTERS][-MAX_LINES:]
        table.below = table.below[:MAX_LINES]


def _placed(table: _Table, name: str, budget: CellBudget) -> GrowingTable:
    """Lines, cells and merges at their places of a sheet."""
    grown = GrowingTable(name, budget)
    for row, line in enumerate(table.above):
        grown.put(row, 0, line)
    offset = len(table.above)
    anchors: dict[tuple[int, int], list[int]] = {}
    last: list[int] | None = None
    for cell in table.cells:
        above = anchors.get((cell.row - 1, cell.column)) if cell.continues_above else None
        if cell.continues_left and last is not None and last[0] == cell.row:
            last[3] = cell.column + cell.width - 1
            continue
        if above is not None:
            above[2] = cell.row
            anchors[cell.row, cell.column] = above
            last = None
            continue
        last = anchors[cell.row, cell.column] = [
            cell.row,
            cell.column,
            cell.row,
            cell.column + cell.width - 1,
        ]
        place = cell.row + offset, cell.column
        grown.put(*place, cell.text or None)
        if cell.is_struck:
            grown.facts.struck.add(place)
        if cell.is_coloured:
            grown.facts.coloured.add(place)
    spans = {id(span): span for span in anchors.values()}
    for top, left, bottom, right in spans.values():
        if bottom > top or right > left:
            grown.merged.append((top + offset, left, bottom + offset, right))
    for row, line in enumerate(table.below, table.row + 1 + offset):
        grown.put(row, 0, line)
    return grown


class _Document:
    """Follows the events of document.xml. A table inside a cell is text of that cell."""

    def __init__(self, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self.lines: list[str] = []
        self._budget = CellBudget(limits)
        self._skipped = 0
        self._depth = 0
        self._is_row_deleted = False
        self._is_in_row_properties = False
        self._column = 0
        self._cell: _Cell | None = None
        self._text: list[str] = []
        self._is_in_text = False
        self._is_run_struck = False
        self._has_plain_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _tag(name)
        if self._skipped:
            self._skipped += 1
        elif tag == "del" and self._is_in_row_properties:
            self._is_row_deleted = True
        elif tag in _NOT_READ:
            self._skipped = 1
        elif tag == "tbl":
            self._start_table()
        elif tag == "t":
            self._is_in_text = True
        elif tag in ("tab", "ptab"):
            # A tab stop, set in paragraph properties, has the same name and a position.
            if not any(_tag(key) == "pos" for key in attributes):
                self._text.append(" ")
        elif tag in ("br", "cr"):
            self._text.append("\n")
        elif tag == "r":
            self._is_run_struck = False
        elif tag in ("strike", "dstrike"):
            self._is_run_struck = _value(attributes, "true").lower() not in _OFF
        elif self._depth == 1:
            self._start_in_table(tag, attributes)

    def end(self, name: str) -> None:
        tag = _tag(name)
        if self._skipped:
            self._skipped -= 1
        elif tag == "t":
            self._is_in_text = False
        elif tag == "p":
            self._end_paragraph()
        elif tag == "tbl":
            self._depth -= 1
            self._is_in_row_properties = False
        elif self._depth == 1:
            if tag == "tc":
                self._end_cell()
            elif tag == "trPr":
                self._is_in_row_properties = False
            elif tag == "tr" and self._is_row_deleted:
                table = self.tables[-1]
                table.cells = [cell for cell in table.cells if cell.row != table.row]
                table.row -= 1

    def text(self, data: str) -> None:
        if self._is_in_text and not self._skipped:
            self._text.append(data)
            self._has_plain_text |= not self._is_run_struck and not is_blank_text(data)

    def _start_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self.tables.append(_Table(above=self.lines))
            self.lines, self._text, self._cell = [], [], None

    def _start_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tr":
            self.tables[-1].row += 1
            self._column = 0
            self._is_row_deleted = False
        elif tag == "trPr":
            self._is_in_row_properties = True
        elif tag == "gridBefore":
            self._column += _number(attributes)
        elif tag == "tc":
            self._cell = _Cell(self.tables[-1].row, self._column, 1)
            self._text, self._has_plain_text = [], False
        elif self._cell is None:
            return
        elif tag == "gridSpan":
            self._cell.width = max(_number(attributes), 1)
        elif tag == "vMerge":
            self._cell.continues_above = _value(attributes, "continue") == "continue"
        elif tag == "hMerge":
            self._cell.continues_left = _value(attributes, "continue") == "continue"
        elif tag == "shd":
            fill = next((value for key, value in attributes.items() if _tag(key) == "fill"), "")
            self._cell.is_coloured = fill.lower() not in _NO_FILL

    def _end_paragraph(self) -> None:
        if self._cell is not None:
            self._text.append("\n")
        elif not self._depth:
            self.lines.extend(_lines(self._text))
            self._text = []

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or cell.row < 0:
            return
        self._budget.take(1)
        cell.text = "\n".join(_lines(self._text))
        cell.is_struck = bool(cell.text) and not self._has_plain_text
        self._column = cell.column + cell.width
        self._text = []
        self.tables[-1].cells.append(cell)


def _lines(pieces: list[str]) -> list[str]:
    """The lines that show something, without the spaces around them."""
    return [line.strip() for line in "".join(pieces).split("\n") if not is_blank_text(line)]


def _tag(name: str) -> str:
    """The local name of a Word element; other vocabularies (drawings, formulas) have none, but a fallback."""
    namespace, _, local = name.rpartition(" ")
    return local if "wordprocessingml" in namespace or local == "Fallback" else ""


def _value(attributes: dict[str, str], default: str) -> str:
    return next((value for key, value in attributes.items() if _tag(key) == "val"), default)


def _number(attributes: dict[str, str]) -> int:
    value = _value(attributes, "1")
    return min(int(value[:4]), _MAX_SPAN) if value.isascii() and value.isdigit() else 1
