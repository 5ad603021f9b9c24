"""How a return looks, and how one is known again when it comes back mended."""

from __future__ import annotations

from pipelines.reading.model import Sheet
from pipelines.returning.model import MUST_MEND, PLEASE_CHECK
from warehouse.contracts.envelope import RETURN_ERROR_FILL, RETURN_FILLS, RETURN_MARK, RETURN_WARNING_FILL

AUTHOR = "法治看板"
BODY_FONT, TITLE_FONT = "仿宋", "宋体"
BODY_SIZE, TITLE_SIZE = 11, 16
LINE_HEIGHT = 16  # points
GREY, LINK_INK, LINE_INK, HEAD_FILL = "7F7F7F", "0563C1", "BFBFBF", "F2F2F2"

# Comments slow a workbook down; beyond this many cells the colour and the cover sheet must do.
MOST_COMMENTS = 2000
# Between what the sender noted on a cell and what we note below it.
OWN_NOTE = "〔法治看板〕"

_LOOKED_AT_ROWS = 5


def fill_of(*, must_mend: bool) -> str:
    """Return the colour (RRGGBB) of a marked cell."""
    return RETURN_ERROR_FILL if must_mend else RETURN_WARNING_FILL


def is_return_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is the cover of an earlier return: known by its mark, renamed or moved down or not."""
    return any(RETURN_MARK in row for row in sheet.rows[:_LOOKED_AT_ROWS])


def is_own_fill(colour: object) -> bool:
    """Whether a colour (ARGB or RRGGBB text) is one of our marks."""
    return isinstance(colour, str) and colour.upper()[-6:] in RETURN_FILLS


def without_own_note(text: str) -> str:
    """Return what the sender had noted on a cell before our mark; "" where the note is ours alone."""
    before, found, _ = text.partition(OWN_NOTE)
    if found:
        return before.rstrip()
    return "" if text.startswith((MUST_MEND, PLEASE_CHECK)) else text
