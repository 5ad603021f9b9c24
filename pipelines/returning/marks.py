"""Which cells of a sheet are marked, and what the note on each says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.returning.appearance import LINE_HEIGHT, fill_of
from pipelines.returning.model import Cause
from warehouse.render.text import width

# Characters that XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOTE_WIDTH = 300  # pixels
_CHARACTERS_A_LINE = 40
_MOST_NOTE_LINES = 20


def marked_cells(causes: Iterable[Cause], sheet: str) -> dict[tuple[int, int], list[Cause]]:
    """Return the 0-based cells of a sheet with the causes that touch each, what must be mended first."""
    found: dict[tuple[int, int], list[Cause]] = {}
    for cause in causes:
        if cause.sheet != sheet:
            continue
        for top, left, bottom, right in cause.cells:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    found.setdefault((row, column), []).append(cause)
    return found


def colour_of(causes: Sequence[Cause]) -> str | None:
    """Return the colour of a cell: that of its gravest cause; None where it keeps its own."""
    if all(cause.is_about_colour for cause in causes):
        return None
    return fill_of(must_mend=any(cause.must_mend for cause in causes))


def note_of(causes: Sequence[Cause]) -> str:
    """Return the one note of a cell: a paragraph for each of its causes."""
    return plain_text("\n".join(dict.fromkeys(map(_paragraph, causes))))


def note_height(text: str) -> int:
    """Return how high the box of a note has to be, in pixels."""
    lines = sum(1 + width(part) // _CHARACTERS_A_LINE for part in text.split("\n"))
    return LINE_HEIGHT * (min(lines, _MOST_NOTE_LINES) + 2)


def plain_text(text: str) -> str:
    """Return a text without the characters that no workbook can hold."""
    return _UNWRITABLE.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def link_to(sheet: str, address: str) -> str:
    """Return the place of a cell within the workbook: 'Sheet 1'!C7."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{address}"


def _paragraph(cause: Cause) -> str:
    example = f"示例：{cause.example}" if cause.example and cause.example not in cause.remedy else ""
    return f"{cause.prefix}{cause.message}。{cause.remedy.rstrip('。')}。{example}"
