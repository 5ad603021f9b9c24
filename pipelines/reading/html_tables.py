"""Web pages saved or exported as .xls: every table row becomes a sheet row."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from pipelines.reading.facts import SheetFacts
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_TOO_LARGE,
    FILE_UNSUPPORTED,
    CellValue,
    Limits,
    MergedRange,
    Refused,
    Rows,
    Sheet,
    Workbook,
    tidy_rows,
)
from pipelines.reading.text_files import decode

_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "br"})
_SILENT = frozenset({"script", "style", "title", "xml"})
MAX_SPAN = 1000
_BYTES_LOOKED_AT = 4096
_META_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030"})
_ASCII = bytes(range(128))
# So many bytes beyond ASCII are good UTF-8 by intention only.
_TELLING_BYTES = 12
_STRUCK_TAGS = frozenset({"s", "strike", "del"})


def is_html(text: str) -> bool:
    """Whether a text opens like a web page or a bare table."""
    return _LOOKS_LIKE_HTML.search(text[:4096]) is not None


def decode_html(data: bytes, declared: str | None = None) -> str:
    """Decode a page by its BOM, by what it or its envelope declares, then strict UTF-8, then GB18030.

    A page that is good UTF-8 throughout is not what another declaration says: pages are converted by programs
    that leave the declaration as it was. Raises Refused when no encoding fits.
    """
    if data.startswith(_BOMS):
        return decode(data)
    found = _META_CHARSET.search(data[:_BYTES_LOOKED_AT])
    said = declared or (found[1].decode("ascii", "replace") if found else "")
    try:
        encoding = codecs.lookup(said).name if said else "utf-8"
    except (LookupError, ValueError):
        encoding = "utf-8"
    if encoding in _CHINESE:
        encoding = "gb18030"
    is_long = len(data.translate(None, _ASCII)) >= _TELLING_BYTES
    for candidate in ("utf-8", encoding, "gb18030") if is_long else (encoding, "utf-8", "gb18030"):
        try:
            return data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
    return decode(data)


def read_html(text: str, limits: Limits) -> Workbook:
    """Read all tables, one below the other, with the lines of text between them as rows of one cell."""
    parser = _TableParser(limits)
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:
        # What the standard parser raises on a marked section it does not know.
        raise Refused(FILE_DAMAGED) from None
    parser.end_line()
    if not parser.has_table:
        raise Refused(FILE_UNSUPPORTED, "这是网页文件，其中没有表格，请把表格另存为 .xlsx 后重新报送")
    if not tidy_rows(parser.rows):
        raise Refused(FILE_EMPTY)
    marks = parser.facts.marks(parser.rows)
    return Workbook("html", (Sheet("", parser.rows, tuple(parser.merged), marks=marks),))


class _TableParser(HTMLParser):
    """Collects cells at the positions a spreadsheet would give them; a nested table is text."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Rows = []
        self.merged: list[MergedRange] = []
        self.facts = SheetFacts()
        self.has_table = False
        self._limits = limits
        self._cells = 0
        self._depth = 0
        self._silent = 0
        self._text: list[str] = []
        self._in_cell = False
        self._is_struck = False
        self._column = 0
        self._spans = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            if self._depth == 0:
                self.end_line()
            self._depth += 1
            self.has_table = True
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._column = 0
            if "display:none" in (dict(attrs).get("style") or "").replace(" ", "").lower():
                self.facts.hidden_rows.add(len(self.rows) - 1)
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            names = dict(attrs)
            self._spans = (_span(names.get("rowspan")), _span(names.get("colspan")))
            self._in_cell = True
            self._is_struck = False
        elif tag in _STRUCK_TAGS and self._in_cell:
            self._is_struck = True
        elif tag in _BLOCKS:
            self._text.append("\n") if self._depth else self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self._taken.clear()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()
        elif not self._depth and tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent and (self._in_cell or not self._depth):
            self._text.append(data)

    def end_line(self) -> None:
        """Finish a line of text outside tables."""
        text = _joined(self._text)
        self._text = []
        if text is not None:
            self.rows.append([text])

    def _end_cell(self) -> None:
        if not self._in_cell:
            self._text = []
            return
        self._in_cell = False
        row = len(self.rows) - 1
        while (row, self._column) in self._taken:
            self._column += 1
        height, width = self._spans
        self._cells += width
        if self._cells > self._limits.cells:
            raise Refused(FILE_TOO_LARGE)
        cells = self.rows[row]
        cells.extend([None] * (self._column + width - len(cells)))
        cells[self._column] = _joined(self._text)
        if self._is_struck:
            self.facts.struck.add((row, self._column))
        self._text = []
        if height > 1 or width > 1:
            self.merged.append((row, self._column, row + height - 1, self._column + width - 1))
            self._cells += (height - 1) * width
            for below in range(row + 1, row + height):
                self._taken.update((below, column) for column in range(self._column, self._column + width))
        self._column += width


def _span(value: str | None) -> int:
    if value is None or not value.strip().isascii() or not value.strip().isdigit():
        return 1
    return min(max(int(value.strip()[:6]), 1), MAX_SPAN)


def _joined(pieces: list[str]) -> CellValue:
    """One text of a cell: spaces within a line collapse, forced line breaks stay."""
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line) or None
