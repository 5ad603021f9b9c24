"""Native tables of a deck: how wide their columns are, how many rows a slide takes, how they look.

A table's size is reckoned before it is drawn: the largest type at which it stands on one slide, and where
none does, a readable one on as many slides as it takes, with about as many rows on each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from dashboard.briefing.content.model import Table
from dashboard.briefing.formats.deck.frame import Box
from dashboard.briefing.formats.native import clean
from dashboard.briefing.formats.native_style import rgb
from dashboard.briefing.formats.text_fit import LINE_HEIGHT, POINTS_PER_INCH, text_height, text_width
from dashboard.palette import BAD, BLUE, BLUE_PALE, GOOD, INK, LINE, WARN

_SIZES = (18, 17, 16, 15, 14, 13, 12, 11)
_SMALLER = (10, 9, 8, 7, 6)
# Where a cell would break its text at a larger size, a smaller one is better, down to this.
_UNBROKEN = 13
# The type of a table that takes several slides.
_READABLE = 12
# Left and right, above and below the text of a cell.
_SIDE, _ABOVE = 0.1, 0.06
# A short table has its rows further apart.
_MOST_AIR = 0.2
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# The marks of states, as the dashboard writes them; 较 ▲增 and ▼降 are no states.
_STATES = {"■ ": BAD, "▲ ": WARN, "● ": GOOD}


@dataclass(frozen=True)
class Part:
    """What stands on one slide: rows of texts and their heights in inches; widths of columns; points."""

    rows: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    points: float


def parts(table: Table, room: Box) -> tuple[Part, ...]:
    """Return a table cut into slides, header first on each. A table has at least one column."""
    rows = tuple(tuple(map(clean, row)) for row in (table.headers, *table.rows))
    points = _one_slide(rows, room)
    if points is not None:
        widths, heights = _measures(rows, room.width, points)
        air = min(_MOST_AIR, (room.height - sum(heights)) / len(rows) / 2)
        return (Part(rows, tuple(height + air for height in heights), widths, points),)
    points = _several_slides(rows, room)
    widths, heights = _measures(rows, room.width, points)
    # A text that is longer than a slide at the smallest size is cut where the slide ends.
    heights = tuple(
        min(height, room.height - heights[0]) if row else height for row, height in enumerate(heights)
    )
    return tuple(
        Part((rows[0], *rows[start:end]), (heights[0], *heights[start:end]), widths, points)
        for start, end in _cuts(heights, room.height)
    )


def _one_slide(rows: Sequence[Sequence[str]], room: Box) -> float | None:
    """Return the size at which a table stands on one slide, if possible with every cell on one line."""
    fitting = [size for size in _SIZES if sum(_measures(rows, room.width, size)[1]) <= room.height]
    unbroken = (
        size
        for size in fitting
        if size >= _UNBROKEN and max(_measures(rows, room.width, size)[1]) <= _row_height(size) + 1e-9
    )
    return next(unbroken, next(iter(fitting), None))


def _several_slides(rows: Sequence[Sequence[str]], room: Box) -> float:
    """Return the largest size that takes no more slides than the readable one; less for very long texts."""
    counts = {}
    for size in (*(size for size in _SIZES if size >= _READABLE), *_SMALLER):
        heights = _measures(rows, room.width, size)[1]
        if heights[0] + max(heights[1:]) <= room.height:
            counts[size] = len(list(_filled(heights, room.height - heights[0])))
            if size <= _READABLE:
                break
    fewest = min(counts.values(), default=0)
    return next((size for size, count in counts.items() if count == fewest), _SMALLER[-1])


def _row_height(points: float) -> float:
    return points * LINE_HEIGHT / POINTS_PER_INCH + 2 * _ABOVE


def _cuts(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return from which row to which each slide goes: no more than needed, all about as full."""
    room -= heights[0]
    filled = list(_filled(heights, room))
    share = sum(heights[1:]) / len(filled)
    ends, above = [0] * len(filled), 0.0
    for row, height in enumerate(heights[1:], start=1):
        # A row belongs to the slide in whose share its middle lies.
        ends[min(int((above + height / 2) / share), len(filled) - 1)] = row + 1
        above += height
    even = list(pairwise((1, *ends)))
    fits = all(start < end and sum(heights[start:end]) <= room + 1e-9 for start, end in even)
    return even if fits else filled


def _filled(heights: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    start, used = 1, 0.0
    for row in range(1, len(heights)):
        if used + heights[row] > room + 1e-9 and row > start:
            yield start, row
            start, used = row, 0.0
        used += heights[row]
    yield start, len(heights)


def _measures(
    rows: Sequence[Sequence[str]], width: float, points: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return widths of columns and heights of rows at a size."""
    em = points / POINTS_PER_INCH
    wanted = [
        max(text_width(row[column]) for row in rows) * em + em + 2 * _SIDE for column in range(len(rows[0]))
    ]
    widths = _shared(wanted, width)
    heights = tuple(
        max(text_height(text, room - 2 * _SIDE, points) for text, room in zip(row, widths, strict=True))
        + 2 * _ABOVE
        for row in rows
    )
    return widths, heights


def _shared(wanted: Sequence[float], width: float) -> tuple[float, ...]:
    """Share a width among columns: narrow ones get what they want, wide ones the same share of the rest."""
    if sum(wanted) <= width:
        return tuple(one * width / sum(wanted) for one in wanted)
    left, columns = width, len(wanted)
    limit = width / columns
    for one in sorted(wanted):
        limit = left / columns
        if one > limit:
            break
        left, columns = left - one, columns - 1
    return tuple(min(one, limit) for one in wanted)


def draw(slide: Any, part: Part, numeric: frozenset[int], room: Box, described: str) -> None:
    """Put a part of a table onto a slide. described: what it is, for those who have it read to them."""
    frame = slide.shapes.add_table(
        len(part.rows),
        len(part.widths),
        Inches(room.left),
        Inches(room.top),
        Inches(sum(part.widths)),
        Inches(sum(part.heights)),
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", described)
    table = frame.table
    table.horz_banding = False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for place, width in enumerate(part.widths):
        table.columns[place].width = Inches(width)
    for line, texts in enumerate(part.rows):
        table.rows[line].height = Inches(part.heights[line])
        for column, text in enumerate(texts):
            _cell(table.cell(line, column), text, part, line == 0, column in numeric)


def _cell(cell: Any, text: str, part: Part, is_header: bool, is_numeric: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_numeric else PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(part.points * LINE_HEIGHT)
    run = paragraph.add_run()
    run.text = text
    state = None if is_header else _STATES.get(text[:2])
    run.font.size = Pt(part.points)
    run.font.bold = is_header or state is not None
    run.font.color.rgb = rgb(BLUE if is_header else state or INK)
    run._r.get_or_add_rPr().set("lang", "zh-CN")
    properties = cell._tc.get_or_add_tcPr()
    colour, width = (BLUE, 19050) if is_header else (LINE, 9525)
    line = (
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/>'
        f"</a:solidFill></a:lnB>"
    )
    properties.insert(0, parse_xml(line))
    if is_header:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(BLUE_PALE)
