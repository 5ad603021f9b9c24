"""Delimited text: the encoding, then the delimiter, then the cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_TOO_LARGE,
    FILE_UNSUPPORTED,
    Limits,
    Refused,
    Rows,
    Sheet,
    Workbook,
    tidy_rows,
)

DELIMITERS = (",", "\t", ";", "|")
SNIFFED_LINES = 200
MAX_FIELD_CHARACTERS = 1 << 20
_UNCLOSED = "文字表格的引号不成对，分不清行和格，请补全引号或另存为 .xlsx 后重新报送"
_END_OF_DATA = "unexpected end of data"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Decode by BOM, then strict UTF-8, then strict GB18030; raise Refused when none fits."""
    encodings = [name for bom, name in _BOMS if data.startswith(bom)] or _guesses(data)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refused(FILE_DAMAGED, "文字编码无法识别，请另存为 .xlsx 或 UTF-8 编码的 CSV 后重新报送")


def _guesses(data: bytes) -> list[str]:
    """UTF-16 without a BOM shows itself by zero bytes on one side of each pair."""
    head = data[:4096]
    if b"\x00" not in head:
        return ["utf-8", "gb18030"]
    if head[1::2].count(0) > head[0::2].count(0):
        return ["utf-16-le"]
    if head[0::2].count(0) > head[1::2].count(0):
        return ["utf-16-be"]
    raise Refused(FILE_UNSUPPORTED)


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which most lines agree on the most fields; a comma when none does."""
    lines = [line for line in text[: 1 << 16].splitlines()[:SNIFFED_LINES] if line.strip()]
    best, best_score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        score = max(((width - 1) * count for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_delimited(text: str, limits: Limits) -> Workbook:
    """Read delimited text into one unnamed sheet of text cells; rows may differ in length."""
    rows: Rows = []
    cells = 0
    delimiter = sniff_delimiter(text)
    if _ends_inside_quotes(text, delimiter):
        raise Refused(FILE_DAMAGED, _UNCLOSED)
    # newline handling is left to the csv module, which keeps line breaks inside quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.cells:
                raise Refused(FILE_TOO_LARGE)
            rows.append(list(row))
    except csv.Error:
        raise Refused(FILE_DAMAGED, "有一格的文字过长，请检查引号是否成对，另存为 .xlsx 后重新报送") from None
    if not tidy_rows(rows):
        raise Refused(FILE_EMPTY)
    return Workbook("csv", (Sheet(name="", rows=rows),))


def _ends_inside_quotes(text: str, delimiter: str) -> bool:
    """Whether a quote is never closed, so that all rows behind it would be read as one cell."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return str(error) == _END_OF_DATA
    return False
