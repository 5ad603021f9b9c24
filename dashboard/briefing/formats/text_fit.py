"""How much room a text takes, reckoned from its characters: Office files fix sizes before anything is drawn.

Widths are in em, a character's height. They err on the wide side, since the font of the reader's machine is
not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

_NARROW, _CAPITAL, _WIDE = 0.6, 0.76, 1.0
# What some programs put between Chinese characters and Latin letters or digits.
_BETWEEN = 0.2
# From one line's foot to the next, in em.
LINE_HEIGHT = 1.3
POINTS_PER_INCH = 72
# A run of Latin letters and digits keeps together; everything else may break after each character.
_PIECE = re.compile(r"[!-~\u00a0-\u024f]+|[ ]+|.", re.DOTALL)


def text_width(text: str) -> float:
    """Return the width of a text on one line, in em."""
    return sum(width for _, width in _pieces(text))


def shortened(text: str, width: float) -> str:
    """Return a text that is no wider than that many em: its end is cut off (…) where it is."""
    if text_width(text) <= width:
        return text
    used, kept = 1.0, 0
    for character in text:
        used += _width(character)
        if used > width:
            break
        kept += 1
    return f"{text[:kept]}…"


def line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a width of that many em; a line break counts as one."""
    return sum(_lines(line, width) for line in text.split("\n"))


def fitting_points(text: str, width: float, height: float, sizes: Sequence[float]) -> float:
    """Return the first of the sizes (points) at which a text fits into a box (inches), else the last one."""
    return next((size for size in sizes if text_height(text, width, size) <= height), sizes[-1])


def text_height(text: str, width: float, points: float) -> float:
    """Return the height in inches of a text of that size in a box of that width (inches)."""
    return line_count(text, width * POINTS_PER_INCH / points) * points * LINE_HEIGHT / POINTS_PER_INCH


def _lines(text: str, width: float) -> int:
    # Punctuation may not begin a line: a character is kept free for what it takes along.
    room = max(width - 0.6, 1.0)
    lines, used = 1, 0.0
    for piece, needed in _pieces(text):
        if used + needed <= room:
            used += needed
        elif piece.isspace():
            continue
        elif needed <= room:
            lines, used = lines + 1, needed
        else:
            for character in piece:
                size = _width(character)
                if used + size > room:
                    lines, used = lines + 1, 0.0
                used += size
    return lines


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, float], ...]:
    """Return what keeps together on a line, and its width with what some programs put before it."""
    found = []
    before = " "
    for piece in _PIECE.findall(text):
        apart = " " not in (before, piece[0]) and _is_latin(before) != _is_latin(piece[0])
        found.append((piece, sum(map(_width, piece)) + (_BETWEEN if apart else 0)))
        before = piece[-1]
    return tuple(found)


def _is_latin(character: str) -> bool:
    return character <= "\u024f"


@cache
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return _WIDE
    if unicodedata.combining(character):
        return 0.0
    return _CAPITAL if character.isupper() or character in "@%mw" else _NARROW
