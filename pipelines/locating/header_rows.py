"""Which rows are worth reading as a header: asked of every row, so it must cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.locating.forms import FormIndex, stem
from pipelines.locating.view import SheetView
from pipelines.locating.wording import ORDINAL_OPENINGS, without_ordinal

MAX_MISSES = 6
FIRST_HEADER_WITHIN = 40  # non-blank rows
MAX_HEADER_CHARACTERS = 40
_MARKS = " \t\r\n\u3000\u00a0*＊★☆※•●"
_BEFORE_A_HEADER = ORDINAL_OPENINGS.union(_MARKS)


def likely_rows(view: SheetView, index: FormIndex, start: int, *, is_first: bool) -> Iterator[int]:
    """Yield the rows from `start` that look like a header; is_first: only among the first of the sheet."""
    seen = 0
    for row in range(start, len(view.rows)):
        if view.is_blank(row):
            continue
        seen += 1
        if is_first and seen > FIRST_HEADER_WITHIN:
            return
        if looks_like_header(view, index, row):
            yield row


def looks_like_header(view: SheetView, index: FormIndex, row: int) -> bool:
    """Cheap filter: whether among the first texts of a row there is a known header."""
    openings = index.openings
    misses = 0
    for value in view.rows[row]:
        if value is None:
            continue
        if type(value) is str:
            # Most texts are told to be none by how they open; this is asked of the first cells of every row.
            opening = value[:2]
            may_be = opening in openings or opening[:1] in _BEFORE_A_HEADER or opening[1:].isspace()
            if may_be and (text := _header_text(index, value)):
                header = view.header(text)
                if header.full in index.known or header.key in index.known:
                    return True
        misses += 1
        if misses > MAX_MISSES:
            return False
    return False


def _header_text(index: FormIndex, value: str) -> str:
    """Return the name in a text that may be a header, "" for one that cannot be."""
    if not value or len(value) > MAX_HEADER_CHARACTERS:
        return ""
    text = without_ordinal(value.lstrip(_MARKS))
    # 活 动 名 称 and headers in vertical writing have a space after the first character.
    may_be = (text[:2] in index.openings or text[1:2].isspace()) and stem(text) in index.stems
    return text if may_be else ""
