"""How wide the columns of a table are made, from what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# The least a column gets, so that a heading of two characters fits.
_NARROWEST = 2.2
# What the left and right margin of a cell take.
_PADDING = 1.7
# A text of this width is not worth wrapping; a much longer one is wrapped anyway.
_SHORT, _LONGEST = 11.5, 60.0
# Short columns keep what they need as long as this share of the width is left for the others.
_FOR_LONG = 0.25


def needed_widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column has to be so that nothing in it is wrapped, in characters (字)."""
    return [
        max(_NARROWEST, min(_LONGEST, max(map(_width, column)))) + _PADDING
        for column in zip(headers, *rows, strict=True)
    ]


def column_shares(headers: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> tuple[float, ...]:
    """Return each column's share of the width; all together are 1. room: characters in the whole width.

    Where not everything fits on one line, short columns keep what they need and the long ones divide the
    rest by the length of their texts, so that all of them take about as many lines.
    """
    needed = needed_widths(headers, rows)
    if not needed or sum(needed) <= room:
        return tuple(one / sum(needed) for one in needed)
    short = {place for place, one in enumerate(needed) if one <= _SHORT}
    kept = sum(needed[place] for place in short)
    if kept > room * (1 - _FOR_LONG):
        return tuple(one / sum(needed) for one in needed)
    others = sum(needed) - kept
    widths = [one if place in short else one / others * (room - kept) for place, one in enumerate(needed)]
    return tuple(one / sum(widths) for one in widths)


def _width(text: str) -> float:
    """Return about how wide a text is in the narrow Latin letters that go with 仿宋, in characters (字)."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.52 for letter in text)
