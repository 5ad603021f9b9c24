"""A chart in its frame: the finding above it, unit, definition, source, cut-off and snapshot around it.

The frame is drawn here; the chart keeps a box of its own in it and is drawn there by Plotly at the size at
which it stands on a page, then enlarged as a whole. So letters of 12 px become such that a projector shows
them, and nothing of a chart can lie on the frame, whatever its legends, margins and annotations are.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import Enum
from typing import Any

import plotly.graph_objects as go

from dashboard.briefing.content.caption import Caption
from dashboard.briefing.pictures.lettering import balanced, cut, lines, printable
from dashboard.palette import BLUE, CARD, FONT, INK, LINE, SECONDARY
from dashboard.texts import briefing as texts

_LEADING = 1.36
_ASCENT = 0.88
_TITLE_SIZES = (44, 38, 33, 28, 24, 20)
_MOST_TITLE_LINES = 2
_MOST_LINES_OF_SMALLEST = 4
_UNIT_SIZE = 25
_CAPTION_SIZES = (21, 19, 17, 15)
# The chart keeps at least this share of the height.
_LEAST_CHART = 0.52
_SPACE = 22
_BAR = 8
_USUAL_HEIGHT = 300
# How far a chart is enlarged at most, and how near to each other its rows may move.
_MOST_ENLARGED = 2.3
_LEGIBLE = 1.3
_TIGHTER = 0.82


class Shape(Enum):
    """The sizes of a picture: for a slide or a screen, and for a message. A PNG has twice these pixels."""

    WIDE = (1920, 1080)
    SQUARE = (1080, 1080)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.value[0])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.value[1])

    @property
    def padding(self) -> int:
        """Pixels left free on each side."""
        return 64 if self is Shape.WIDE else 48


# How thick a bar may be, and how narrow a chart may become that is enlarged.
_THICKEST_LYING, _THICKEST_STANDING = 30, 64
_LEAST_WIDTH = {Shape.WIDE: 780, Shape.SQUARE: 560}


@dataclass(frozen=True)
class Box:
    """Where a chart stands, in pixels of the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Framed:
    """A picture to be drawn. figure: the chart alone, at the size at which Plotly draws it, as plain values.

    before, after: the SVG around it. box: where it goes in. times: how much larger than on its page.
    """

    shape: Shape
    figure: dict[str, Any]
    box: Box
    before: str
    times: float
    after: str = "</svg>"

    @property
    def is_small(self) -> bool:
        """Whether a chart has so many rows that its letters become smaller than on its page."""
        return self.times < 1

    def parts(self) -> dict[str, Any]:
        """Return what `scripts/picture.js` makes a picture of."""
        box = {"x": self.box.x, "y": self.box.y, "width": self.box.width, "height": self.box.height}
        size = {"width": self.shape.width, "height": self.shape.height}
        return {**self.figure, "frame": {"before": self.before, "after": self.after, "box": box, **size}}


def framed(figure: go.Figure, caption: Caption, shape: Shape) -> Framed:
    """Return a figure in its frame; the given one stays as it is."""
    across = shape.width - 2 * shape.padding
    least = _LEAST_CHART * shape.height
    title_size, title = _title(caption.title, across)
    unit = _one_line(texts.UNIT.format(unit=caption.unit), across / _UNIT_SIZE) if caption.unit else ""
    top = shape.padding + len(title) * title_size * _LEADING
    top += _UNIT_SIZE * _LEADING if unit else 0
    room = shape.height - shape.padding - top - 3 * _SPACE - least
    caption_size, below = _caption(caption.lines(), across, room)
    bottom = shape.height - shape.padding * 0.75 - len(below) * caption_size * _LEADING
    box = Box(shape.padding, top + _SPACE, across, bottom - top - 3 * _SPACE)

    left = shape.padding
    bar = _BAR + _SPACE / 2
    drawn = [_rectangle(left, shape.padding, _BAR, top - shape.padding, BLUE)]
    y: float = shape.padding
    for line in title:
        drawn.append(_text(line, left + bar, y, title_size, INK, bold=True))
        y += title_size * _LEADING
    if unit:
        drawn.append(_text(unit, left + bar, y, _UNIT_SIZE, SECONDARY))
    drawn.append(_rectangle(left, bottom - 0.75 * _SPACE, across, 1.5, LINE))
    for place, line in enumerate(below):
        drawn.append(_text(line, left, bottom + place * caption_size * _LEADING, caption_size, SECONDARY))
    times = enlarged(figure, box, shape)
    parts = laid_out(figure, box, times=times)
    return Framed(shape, parts, box, _opening(shape, caption, drawn), times)


def laid_out(figure: go.Figure, box: Box, *, times: float) -> dict[str, Any]:
    """Return the plain values of a copy of a figure that fills a box when it is enlarged so many times."""
    values = _clean(figure.to_dict())
    layout = values.setdefault("layout", {})
    layout |= {"width": box.width / times, "height": box.height / times, "autosize": False}
    layout.pop("title", None)
    data = values.get("data", [])
    _slim_bars(data, layout)
    return {"data": data, "layout": layout}


def _slim_bars(data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
    """Widen the gaps between few bars, which would become blocks in a large box."""
    bars = [one for one in data if one.get("type") == "bar"]
    if not bars or len(bars) < len(data):
        return
    lie = bars[0].get("orientation") == "h"
    places = {str(place) for one in bars for place in one.get("y" if lie else "x", ())}
    beside = len(bars) if layout.get("barmode", "group") == "group" else 1
    room = layout["height" if lie else "width"] / max(len(places), 1)
    thickest = min(1.0, (_THICKEST_LYING if lie else _THICKEST_STANDING) * beside / room)
    layout["bargap"] = max(layout.get("bargap", 0.2), 1 - thickest)


def enlarged(figure: go.Figure, box: Box, shape: Shape) -> float:
    """Return how much larger than on its page a figure is drawn: as large as its rows and its width allow."""
    natural = figure.layout.height or _USUAL_HEIGHT
    fits = box.height / natural
    if fits < _LEGIBLE:
        # So many rows move together before they shrink.
        fits = min(_LEGIBLE, fits / _TIGHTER)
    return float(min(_MOST_ENLARGED, fits, box.width / _LEAST_WIDTH[shape]))


def _clean(value: Any) -> Any:
    """Return plain values whose texts an SVG can hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return value


def _title(text: str, across: float) -> tuple[int, list[str]]:
    """Return the largest size at which a title takes two lines, and its lines."""
    room = across - _BAR - _SPACE / 2
    for size in _TITLE_SIZES:
        found = balanced(text, room / size)
        if len(found) <= _MOST_TITLE_LINES:
            return size, found
    return size, cut(found, _MOST_LINES_OF_SMALLEST, room / size)


def _one_line(text: str, room: float) -> str:
    return cut(lines(text, room), 1, room)[0]


def _caption(texts_below: tuple[str, ...], across: float, room: float) -> tuple[int, list[str]]:
    """Return the largest size at which the lines below a chart leave it its room, and the lines.

    What is left out in the end is of the definition: source, cut-off and snapshot stay whole.
    """
    *first, last = texts_below
    for size in _CAPTION_SIZES:
        head = [line for text in first for line in lines(text, across / size)]
        tail = lines(last, across / size)
        if (len(head) + len(tail)) * size * _LEADING <= room:
            return size, [*head, *tail]
    most = max(1, int(room / (size * _LEADING)) - len(tail))
    return size, [*cut(head, most, across / size), *tail]


def _opening(shape: Shape, caption: Caption, drawn: list[str]) -> str:
    told = html.escape(printable(caption.title))
    more = html.escape(printable("\n".join(caption.lines())))
    size = f'width="{shape.width}" height="{shape.height}" viewBox="0 0 {shape.width} {shape.height}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{size} role="img">'
        f"<title>{told}</title><desc>{more}</desc>"
        f"{_rectangle(0, 0, shape.width, shape.height, CARD)}{''.join(drawn)}"
    )


def _rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _text(words: str, x: float, top: float, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    y = top + (_LEADING - 1) / 2 * size + _ASCENT * size
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{html.escape(FONT)}" font-size="{size}"{weight} '
        f'fill="{colour}" xml:space="preserve">{html.escape(words)}</text>'
    )
