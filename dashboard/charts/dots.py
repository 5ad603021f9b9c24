"""Ranked dots: one rate per name, with the count behind it, beside the whole and beside a second rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import PERCENT
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, INK, MUTED, SERIES

_ROW_HEIGHT = 27
_MARGIN_HEIGHT = 66
# Width of the numbers on the right, and room at the ends of the axis for a whole dot.
_NUMBERS_WIDTH = 108
_EDGE = 0.04
# Where all values lie above this part of the highest, the axis begins a little below the lowest.
_HIGH, _BELOW, _STEP = 0.6, 0.5, 10
# No share is above 100, though its words may stand there.
_TENTHS = tuple(range(0, 101, 10))
_LONGEST_NAME = 12


@dataclass(frozen=True)
class Dots:
    """One value per name (None: nothing to judge). notes: what the hover adds; is_small: rests on few."""

    name: str
    values: Sequence[float | None]
    notes: Sequence[str]
    is_small: Sequence[bool]


def ranked_dots(
    names: Sequence[str],
    first: Dots,
    unit: str,
    *,
    axis_title: str,
    second: Dots | None = None,
    whole: tuple[str, float] | None = None,
    small_word: str = "",
) -> go.Figure:
    """Return dots in the given order from the top; one that rests on few is hollow.

    On the right stand the first values with their notes. second: drawn as small diamonds on the same lines.
    whole: name and value of a dashed line through all of them.
    """
    marked = [(second, "diamond", SERIES[5], 8)] if second is not None else []
    traces = [_dots(names, dots, unit, look) for dots, *look in marked]
    traces.append(_dots(names, first, unit, ["circle", BLUE, 11]))
    if any(first.is_small) and small_word:
        traces.append(_key(small_word))
    known = [value for dots in (first, second) if dots for value in dots.values if value is not None]
    if whole is not None:
        known.append(whole[1])
        traces.insert(0, _whole(names, whole, unit))
    lowest, highest = _ends(known)
    x = axis(axis_title, grid=True, tickformat=",", nticks=6, range=[lowest, highest])
    if unit == PERCENT:
        x["tickvals"] = [tick for tick in _TENTHS if lowest <= tick]
    return build(
        traces,
        x=x,
        y=axis(
            grid=True,
            type="category",
            autorange="reversed",
            categoryorder="array",
            categoryarray=[plain(name) for name in names],
            tickmode="array",
            tickvals=[plain(name) for name in names],
            ticktext=[plain(_short(name)) for name in names],
        ),
        height=max(170, _ROW_HEIGHT * len(names) + _MARGIN_HEIGHT),
        legend=len(traces) > 1,
        annotations=[_beside(name, text) for name, text in zip(names, _texts(first, unit), strict=True)],
        margin={"l": 8, "r": _NUMBERS_WIDTH, "t": 26, "b": 8, "pad": 4},
    )


def _beside(name: str, text: str) -> dict[str, object]:
    """Return a number to the right of the chart, on the line of its name."""
    return {
        "xref": "paper",
        "x": 1,
        "y": plain(name),
        "text": plain(text),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "font": {"size": 12, "color": INK},
    }


def _texts(dots: Dots, unit: str) -> list[str]:
    return [f"{written(value, unit)}（{note}）" for value, note in zip(dots.values, dots.notes, strict=True)]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the axis: from zero, but for values that all lie high and close together."""
    lowest, highest = min(values, default=0), max(values, default=1)
    if lowest > _HIGH * highest:
        begin = (lowest - (highest - lowest or lowest) * _BELOW) // _STEP * _STEP
        return begin, highest + (highest - begin) * _EDGE
    # A dot at zero is whole, too.
    return -max(highest, 1) * _EDGE, max(highest, 1) * (1 + _EDGE)


def _whole(names: Sequence[str], whole: tuple[str, float], unit: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(f"{whole[0]} {written(whole[1], unit)}"),
        "x": [whole[1]] * len(names),
        "y": [plain(name) for name in names],
        "line": {"color": MUTED, "width": 1.4, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _dots(names: Sequence[str], dots: Dots, unit: str, look: Sequence[object]) -> Trace:
    symbol, colour, size = look
    places = [place for place, value in enumerate(dots.values) if value is not None]
    texts = _texts(dots, unit)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(dots.name),
        "x": [dots.values[place] for place in places],
        "y": [plain(names[place]) for place in places],
        "text": [plain(texts[place]) for place in places],
        "cliponaxis": False,
        "marker": {
            "symbol": [f"{symbol}-open" if dots.is_small[place] else symbol for place in places],
            "color": colour,
            "size": size,
            "opacity": 1,
            "line": {"color": colour, "width": 2},
        },
        "hovertemplate": f"%{{y}} {plain(dots.name)}：%{{text}}<extra></extra>",
    }


def _key(word: str) -> Trace:
    """Return an entry of the legend alone: what a hollow dot means."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(word),
        "x": [None],
        "y": [None],
        "marker": {"symbol": "circle-open", "color": BLUE, "size": 10, "line": {"color": BLUE, "width": 2}},
        "hoverinfo": "skip",
    }
