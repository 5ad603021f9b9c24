"""Delimited text: the encoding, then the delimiter, then the cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator

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
# ASCII, general and Chinese punctuation, Chinese characters, full-width forms: what a table is written in.
_USUAL = re.compile(r"[\t\r\n\x20-\x7e\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_USUAL_SHARE = 0.9
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ANNOUNCED = re.compile(r"\"?sep=([,;|\t])\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_END_OF_DATA = "unexpected end of data"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Decode by BOM, then strict UTF-8, then strict GB18030; raise Refused when none fits."""
    encodings = [name for bom, name in _BOMS if data.startswith(bom)] or _guesses(data)
    for encoding in encodings:
        try:
            # Some exports fill their last block with zeros.
            text = data.decode(encoding).rstrip("\x00")
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refused(FILE_DAMAGED, "文字编码无法识别，请另存为 .xlsx 或 UTF-8 编码的 CSV 后重新报送")


def _guesses(data: bytes) -> list[str]:
    """UTF-16 without a BOM shows itself by zero bytes, and by usual characters in one of its two orders."""
    head = data[:4096].rstrip(b"\x00")
    if b"\x00" not in head:
        return ["utf-8", "gb18030"]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "ignore")
        if len(_USUAL.findall(text)) > _USUAL_SHARE * len(text):
            return [encoding]
    raise Refused(FILE_UNSUPPORTED)


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which the most lines in a row agree on the most fields; else a comma.

    Commas in the lines above the table, or inside its texts, do not agree with each other line by line.
    """
    lines = [line for line in text[: 1 << 16].splitlines()[:SNIFFED_LINES] if line.strip()]
    best, best_score = DELIMITERS[0], 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        score = max((_agreement(widths, width) for width in set(widths) if width > 1), default=0.0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _agreement(widths: list[int], width: int) -> float:
    """How much a width says: the delimiters it explains, less where other lines stand between its own."""
    first, last = widths.index(width), len(widths) - widths[::-1].index(width)
    count = widths.count(width)
    return (width - 1) * count * (count / (last - first))


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[str]:
    """Yield the lines with their ends, which the csv module keeps inside quotes.

    A buffer of the whole text would take four bytes a character, and a row of millions of cells is built
    before it can be counted.
    """
    for line in _LINE.finditer(text):
        if line[0].count(delimiter) > limits.cells:
            raise Refused(FILE_TOO_LARGE)
        yield line[0]


def read_delimited(text: str, limits: Limits) -> Workbook:
    """Read delimited text into one unnamed sheet of text cells; rows may differ in length."""
    rows: Rows = []
    cells = 0
    text = text.removeprefix("\ufeff")
    if announced := _ANNOUNCED.match(text):
        # Excel obeys this line and does not show it.
        delimiter, text = announced[1], text[announced.end() :]
    else:
        delimiter = sniff_delimiter(text)
    if '"' in text and _ends_inside_quotes(text, delimiter):
        raise Refused(FILE_DAMAGED, _UNCLOSED)
    has_text_formulas = '="' in text or '"=""' in text
    reader = csv.reader(_lines(text, delimiter, limits), delimiter=delimiter)
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.cells:
                raise Refused(FILE_TOO_LARGE)
            rows.append([_plain(value) for value in row] if has_text_formulas else list(row))
    except csv.Error:
        raise Refused(FILE_DAMAGED, "有一格的文字过长，请检查引号是否成对，另存为 .xlsx 后重新报送") from None
    if not tidy_rows(rows):
        raise Refused(FILE_EMPTY)
    return Workbook("csv", (Sheet(name="", rows=rows),))


def _plain(value: str) -> str:
    """Exports write ="00123" so that Excel keeps the zeros."""
    found = _TEXT_FORMULA.fullmatch(value.strip()) if "=" in value else None
    return found[1].replace('""', '"') if found else value


def _ends_inside_quotes(text: str, delimiter: str) -> bool:
    """Whether a quote is never closed, so that all rows behind it would be read as one cell."""
    try:
        lines = (line[0] for line in _LINE.finditer(text))
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return str(error) == _END_OF_DATA
    return False
