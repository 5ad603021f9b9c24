"""Which rows are worth reading as a header: asked of every row, so it must cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.locating.forms import FormIndex, stem
from pipelines.locating.view import SheetView
from pipelines.locating.wording import ORDINAL_OPENINGS, without_ordinal
from pipelines.reading.model import CellValue

MAX_MISSES = 6
FIRST_HEADER_WITHIN = 40  # non-blank rows
MAX_HEADER_CHARACTERS = 40
# A header may begin with two rows of captions, and have three rows of its own.
_DEEPEST = 5
_DIGITS = frozenset("0123456789")
_FIGURE = re.compile(r"[\d.,:/\-%年月日]+")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_MARKS = " \t\r\n\u3000\u00a0*＊★☆※•●"
_BEFORE_A_HEADER = ORDINAL_OPENINGS.union(_MARKS)


def likely_rows(view: SheetView, index: FormIndex, start: int, *, is_first: bool) -> Iterator[int]:
    """Yield the rows from `start` that may begin a header.

    is_first: only among the first rows of the sheet. Further down, where any row may hold words that are
    headers elsewhere, a header has no figures and dates, and knows two columns.
    """
    seen = 0
    for row in range(start, len(view.rows)):
        if view.is_blank(row):
            continue
        seen += 1
        if is_first and seen > FIRST_HEADER_WITHIN:
            return
        if not is_first and holds_figures(view.rows[row]):
            continue
        if looks_like_header(view, index, row) and (is_first or _knows_columns(view, index, row)):
            yield row


def looks_like_header(view: SheetView, index: FormIndex, row: int) -> bool:
    """Cheap filter: whether among the first texts of a row there is a known header."""
    return next(_known_columns(view, index, row), None) is not None


def _known_columns(view: SheetView, index: FormIndex, row: int) -> Iterator[int]:
    """Yield the columns of a row in which a known header stands, until too many texts are none."""
    openings = index.openings
    misses = 0
    for column, value in enumerate(view.rows[row]):
        if value is None:
            continue
        if type(value) is str:
            # Most texts are told to be none by how they open; this is asked of the first cells of every row.
            opening = value[:2]
            may_be = opening in openings or opening[:1] in _BEFORE_A_HEADER or opening[1:].isspace()
            if may_be and (text := _header_text(index, value)):
                header = view.header(text)
                if header.full in index.known or header.key in index.known:
                    yield column
                    continue
        misses += 1
        if misses > MAX_MISSES:
            return


def _knows_columns(view: SheetView, index: FormIndex, row: int) -> bool:
    """Whether the rows that a header beginning here may reach name two columns at least."""
    rows = range(row, min(row + _DEEPEST, len(view.rows)))
    return len({column for below in rows for column in _known_columns(view, index, below)}) > 1


def holds_figures(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds a date or a number that is no year; a header of years (2019年) has none."""
    for value in cells:
        if type(value) is str:
            if value[:1] in _DIGITS and _FIGURE.fullmatch(value) and not _YEAR.fullmatch(value):
                return True
        elif value is not None and not (type(value) in (int, float) and _YEAR.fullmatch(f"{value:g}")):
            return True
    return False


def _header_text(index: FormIndex, value: str) -> str:
    """Return the name in a text that may be a header, "" for one that cannot be."""
    if not value or len(value) > MAX_HEADER_CHARACTERS:
        return ""
    text = without_ordinal(value.lstrip(_MARKS))
    # 活 动 名 称 and headers in vertical writing have a space after the first character.
    may_be = (text[:2] in index.openings or text[1:2].isspace()) and stem(text) in index.stems
    return text if may_be else ""
