"""Lines of a text in a given width, for pictures, where nothing breaks lines by itself.

Widths are estimates in ems, a little too wide rather than too narrow: the machine that shows a picture may
have another font than the one that made it.
"""

from __future__ import annotations

import re
import unicodedata

# Of Noto Sans CJK and of Microsoft YaHei, the wider of the two, bold.
_WIDE_LETTERS = frozenset("mwMW@%—…")
_WIDE, _CAPITAL, _NARROW, _LETTER = 1.0, 0.74, 0.38, 0.62
_THIN_LETTERS = frozenset("ijl1.,:;'|!()[] ")
# What may not begin a line, and what may not end one (GB/T 15834-2011, 5.1).
_CLOSING = frozenset("，。、；：？！”’）》〉】〕」』·…—％%‰℃,.;:?!)]}")
_OPENING = frozenset("“‘（《〈【〔「『([{")
# What stays together: P01, 1,234.5, 2026-W47, a number and its unit (12 场).
_PARTS = re.compile(r"[A-Za-z0-9]+(?:[.,:_/+-][A-Za-z0-9]+)*(?:[%‰]| ?[\u4e00-\u9fff])?|.", re.DOTALL)
# Where a reader pauses, and what a title pays, in shares of its room, for breaking elsewhere.
_PAUSES = frozenset("，。；：！？")
_NO_PAUSE = 0.3
# Between the parts of a line that are about different things.
_GAP = "\u3000"
_ELLIPSIS = "…"
# What XML cannot hold: control characters, halves of surrogate pairs, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _UNPRINTABLE.sub("", text)


def width(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _WIDE_LETTERS or unicodedata.east_asian_width(letter) in "WFA":
        return _WIDE
    if letter in _THIN_LETTERS:
        return _NARROW
    return _CAPITAL if letter.isupper() else _LETTER


def lines(text: str, room: float) -> list[str]:
    """Return a text broken into lines no wider than `room` ems.

    It breaks at gaps (full-width spaces) where what lies between them fits a line, else between words; a
    word that is wider than a line is broken, too.
    """
    found: list[str] = []
    line = ""
    for part in _parts(_plain(text), room):
        if line and width((line + part).rstrip()) > room:
            found.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*found, line.rstrip()] if line.strip() or not found else found


def balanced(text: str, room: float) -> list[str]:
    """Return the lines of a title: two of them of about one length, broken where a reader pauses."""
    widest = lines(text, room)
    if len(widest) != 2:
        return widest
    parts = _parts(_plain(text), room)
    best, lowest = widest, float("inf")
    for place in range(1, len(parts)):
        two = ["".join(parts[:place]).strip(), "".join(parts[place:]).strip()]
        longest = max(map(width, two))
        price = longest + (0 if two[0][-1:] in _PAUSES else _NO_PAUSE * room)
        if all(two) and longest <= room and price < lowest:
            best, lowest = two, price
    return best


def cut(found: list[str], most: int, room: float) -> list[str]:
    """Return at most so many lines, the last one ending in … where there were more."""
    if len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(last + _ELLIPSIS) > room:
        last = last[:-1]
    return [*found[: most - 1], last + _ELLIPSIS]


def _plain(text: str) -> str:
    return printable(re.sub(r"[\t\r\n]+", " ", text))


def _parts(text: str, room: float) -> list[str]:
    """Return what may not be broken: words, and signs with the character they belong to."""
    segments = [segment for segment in re.split(f"(?<={_GAP})", text) if segment]
    if len(segments) > 1:
        return [
            part
            for segment in segments
            for part in ([segment] if width(segment.rstrip()) <= room else _parts(segment, room))
        ]
    parts: list[str] = []
    for part in _PARTS.findall(text):
        pieces = [part] if width(part) <= room else list(part)
        for piece in pieces:
            follows = bool(parts) and (piece in _CLOSING or parts[-1][-1] in _OPENING)
            if follows and width(parts[-1] + piece) <= room:
                parts[-1] += piece
            else:
                parts.append(piece)
    return parts
