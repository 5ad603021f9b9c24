"""Small multiples, all to one scale: each a drawing of its own that flows, or all in one figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.compared import short
from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import BLUE, CARD, INK, LINE, MUTED, SECONDARY

WIDTH = 220
HEIGHT = 74
_PADDING = 5
_MOST_ACROSS = 5
_MOST_BARS_ACROSS = 3
_ROW_OF_LINES = 90
_ROW_OF_BARS = 22
_ROOM_OF_BARS = 60
_NAMES_SHARE = 0.32
_SIDE = 0.03
_FLOOR = 0.94
_HEADING = 26
_LONGEST_TITLE = 8


def small_line(
    values: Sequence[float | None],
    low: float,
    high: float,
    *,
    base: Sequence[float | None] = (),
    is_partial: bool = False,
) -> str:
    """Return the drawing of a series between a scale's ends; a missing value is a gap.

    base: what it is compared with, dashed in grey behind. is_partial: the last point is hollow.
    """
    room = (high - low) or 1.0
    step = (WIDTH - 2 * _PADDING) / max(len(values) - 1, 1)

    def points(series: Sequence[float | None]) -> list[tuple[float, float] | None]:
        return [
            None
            if value is None
            else (
                _PADDING + step * place,
                HEIGHT - _PADDING - (value - low) / room * (HEIGHT - 2 * _PADDING),
            )
            for place, value in enumerate(series)
        ]

    zero = HEIGHT - _PADDING - (0 - low) / room * (HEIGHT - 2 * _PADDING)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<line x1="{_PADDING}" x2="{WIDTH - _PADDING}" y1="{zero:.1f}" y2="{zero:.1f}" stroke="{LINE}"/>',
        *_drawn(points(base), MUTED, 1.3, ' stroke-dasharray="4 3"'),
        *_drawn(points(values), BLUE, 1.8),
    ]
    last = next((point for point in reversed(points(values)) if point is not None), None)
    if last is not None:
        fill = CARD if is_partial and values[-1] is not None else BLUE
        parts.append(
            f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{fill}" stroke="{BLUE}" '
            'stroke-width="1.5"/>'
        )
    return "".join([*parts, "</svg>"])


def _drawn(
    points: Sequence[tuple[float, float] | None], colour: str, width: float, more: str = ""
) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    parts = []
    for run in runs:
        if len(run) == 1:
            parts.append(f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.6" fill="{colour}"/>')
        elif run:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>'
            )
    return parts


@dataclass(frozen=True)
class Panel:
    """A small chart of a grid. names: of periods or bars. texts: beside each bar, or of the last value."""

    title: str
    values: Sequence[float | None]
    names: Sequence[str]
    texts: Sequence[str]
    base: Sequence[float | None] = ()
    low: float = 0.0
    high: float = 1.0


def grid(panels: Sequence[Panel], *, are_bars: bool, note: str = "") -> go.Figure:
    """Return small charts in rows and columns, as one figure. note: what holds for all, below them."""
    across = min(_MOST_BARS_ACROSS if are_bars else _MOST_ACROSS, math.ceil(math.sqrt(len(panels))) or 1)
    down = math.ceil(len(panels) / across) or 1
    most = max((len(panel.values) for panel in panels), default=1)
    row = _ROW_OF_BARS * most + _ROOM_OF_BARS if are_bars else _ROW_OF_LINES
    width, height = 1 / across, 1 / down
    traces: list[Trace] = []
    axes: dict[str, Any] = {"xaxis1": axis(), "yaxis1": axis()}
    notes: list[dict[str, Any]] = []
    for place, panel in enumerate(panels):
        left, top = place % across * width, 1 - place // across * height
        number = str(place + 1)
        begin = _NAMES_SHARE if are_bars else _SIDE
        axes[f"xaxis{number}"] = axis(
            domain=[left + width * begin, left + width * (1 - _SIDE)],
            anchor=f"y{number}",
            showticklabels=False,
        )
        axes[f"yaxis{number}"] = axis(
            domain=[top - height * _FLOOR, top - height * _HEADING / row],
            anchor=f"x{number}",
            showticklabels=are_bars,
        )
        name = short(panel.title, _LONGEST_TITLE)
        heading = name if are_bars or not panel.texts else f"{name} {panel.texts[0]}"
        notes.append(_note(heading, left + width * _SIDE, top, INK))
        if are_bars:
            axes[f"xaxis{number}"] |= {"range": [0, (panel.high or 1) * 1.5], "zeroline": True}
            axes[f"yaxis{number}"] |= {"autorange": "reversed", "type": "category", "automargin": False}
            traces.append(_bars(panel, number))
        else:
            axes[f"yaxis{number}"] |= {"range": [panel.low, panel.high or 1], "zeroline": True}
            traces += _lines(panel, number)
    if note:
        notes.append(_note(note, _SIDE * width, 0, SECONDARY))
    first = {"x": axes.pop("xaxis1"), "y": axes.pop("yaxis1")}
    margin = {"l": 8, "r": 8, "t": 10, "b": 26 if note else 8, "pad": 4}
    tall = row * down + 30
    return build(traces, **first, height=tall, annotations=notes, bargap=0.3, margin=margin, **axes)


def _note(text: str, x: float, y: float, colour: str) -> dict[str, Any]:
    place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    return {"text": plain(text), "showarrow": False, "font": {"size": 12, "color": colour}, **place}


def _bars(panel: Panel, number: str) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [value or 0 for value in panel.values],
        "y": [plain(short(name, _LONGEST_TITLE)) for name in panel.names],
        "text": [plain(text) for text in panel.texts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": BLUE},
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
    }


def _lines(panel: Panel, number: str) -> list[Trace]:
    common = {"type": "scatter", "x": list(range(len(panel.values))), "connectgaps": False}
    on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    grey = {"mode": "lines", "line": {"color": MUTED, "width": 1.3, "dash": "dash"}}
    blue = {"mode": "lines", "line": {"color": BLUE, "width": 1.8}}
    found: list[Trace] = [{**common, **on, **grey, "y": list(panel.base)}] if panel.base else []
    return [*found, {**common, **on, **blue, "y": list(panel.values)}]
