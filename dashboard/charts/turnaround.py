"""Days taken against a limit: one line of dots per kind, those beyond the limit by another shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import BLUE, CARD, INK, MUTED, SERIES

_ROW_HEIGHT = 42
_MARGIN_HEIGHT = 74
_SMALLEST, _LARGEST = 7.0, 24.0
# A limit of 5 days stands between 5, which is in time, and 6, which is late.
_BEHIND = 0.5


@dataclass(frozen=True)
class Taken:
    """So many matters took so many days. is_late: None where nothing limits them."""

    days: int
    count: int
    is_late: bool | None


@dataclass(frozen=True)
class Kind:
    """One line of the chart. limit: in days, None where there is none. note: small text under its name."""

    name: str
    taken: Sequence[Taken]
    limit: int | None
    note: str


@dataclass(frozen=True)
class Words:
    """What the shapes are called: in time, late, without a limit; and the limit."""

    in_time: str
    late: str
    unlimited: str
    limit: str


def turnaround(kinds: Sequence[Kind], unit: str, counted: str, words: Words, *, axis_title: str) -> go.Figure:
    """Return one line of dots per kind from the top, the size of a dot by the count behind it.

    unit: of the days. counted: unit of the matters. In time is a circle, late a square, without a limit a
    diamond; the limit is an upright bar.
    """
    longest = max((taken.days for kind in kinds for taken in kind.taken), default=1)
    longest = max(longest, *(kind.limit or 0 for kind in kinds)) if kinds else longest
    most = max((taken.count for kind in kinds for taken in kind.taken), default=1)
    looks = (
        (False, words.in_time, "circle", BLUE),
        (True, words.late, "square", SERIES[1]),
        (None, words.unlimited, "diamond", MUTED),
    )
    traces = [
        trace
        for is_late, name, symbol, colour in looks
        if (trace := _dots(kinds, is_late, name, symbol, colour, most, (unit, counted))) is not None
    ]
    limited = [kind for kind in kinds if kind.limit is not None]
    if limited:
        traces.append(_limits(limited, unit, words.limit))
    return build(
        traces,
        # A little before zero, so that what was done on the day itself is a whole dot.
        x=axis(axis_title, grid=True, tickformat=",d", range=[-_BEHIND - 0.02 * longest, longest * 1.06 + 1]),
        y=axis(
            type="category",
            autorange="reversed",
            categoryorder="array",
            categoryarray=[plain(kind.name) for kind in kinds],
            tickmode="array",
            tickvals=[plain(kind.name) for kind in kinds],
            ticktext=[f"{plain(kind.name)}<br>{plain(kind.note)}" for kind in kinds],
        ),
        height=max(170, _ROW_HEIGHT * len(kinds) + _MARGIN_HEIGHT),
        legend=True,
    )


def _dots(
    kinds: Sequence[Kind],
    is_late: bool | None,
    name: str,
    symbol: str,
    colour: str,
    most: int,
    units: tuple[str, str],
) -> Trace | None:
    dots = [(kind.name, taken) for kind in kinds for taken in kind.taken if taken.is_late is is_late]
    if not dots:
        return None
    unit, counted = units
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(name),
        "x": [taken.days for _, taken in dots],
        "y": [plain(kind) for kind, _ in dots],
        "text": [plain(f"{taken.days} {unit}，{taken.count:,} {counted}，{name}") for _, taken in dots],
        "marker": {
            "symbol": symbol,
            "color": colour,
            "size": [_size(taken.count, most) for _, taken in dots],
            "opacity": 1,
            "line": {"color": CARD, "width": 1},
        },
        "hovertemplate": "%{y}：%{text}<extra></extra>",
    }


def _size(count: int, most: int) -> float:
    """Return a diameter whose area grows with the count."""
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / most), 1)


def _limits(kinds: Sequence[Kind], unit: str, word: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(word),
        "x": [(kind.limit or 0) + _BEHIND for kind in kinds],
        "y": [plain(kind.name) for kind in kinds],
        "text": [plain(f"{word} {kind.limit} {unit}") for kind in kinds],
        "marker": {"symbol": "line-ns", "size": 26, "color": INK, "line": {"color": INK, "width": 2}},
        "hovertemplate": "%{y}：%{text}<extra></extra>",
    }
