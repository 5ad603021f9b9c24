"""Bullet bars: attainment of each target, with a tick where it should stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import percent
from dashboard.palette import INK, SECONDARY, TRACK

_ROW_HEIGHT = 40
_MARGIN_HEIGHT = 48
_FULL = 100.0
# What lies beyond is written and no longer drawn to length.
_LONGEST = 130.0
_TICK_REACH = 0.26


@dataclass(frozen=True)
class Bullet:
    """One target: its name, attainment in percent, where it should stand, its numbers, its colour."""

    label: str
    share: float
    expected: float
    words: str
    colour: str


def bullets(rows: Sequence[Bullet], *, axis_title: str) -> go.Figure:
    """Return a bar for each target from the top, on a track of 100 %, with a tick where it should stand."""
    places = list(range(len(rows)))
    labels = [plain(row.label) for row in rows]
    track: Trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [_FULL] * len(rows),
        "width": 0.56,
        "marker": {"color": TRACK},
        "hoverinfo": "skip",
    }
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [min(max(row.share, 0.0), _LONGEST) for row in rows],
        "width": 0.28,
        "marker": {"color": [row.colour for row in rows]},
        "customdata": [
            [label, plain(f"{row.words}，达成 {percent(row.share)}，应达 {percent(row.expected)}")]
            for label, row in zip(labels, rows, strict=True)
        ],
        "hovertemplate": "%{customdata[0]}：%{customdata[1]}<extra></extra>",
    }
    ticks = [
        {
            "type": "line",
            "x0": min(row.expected, _LONGEST),
            "x1": min(row.expected, _LONGEST),
            "y0": place - _TICK_REACH,
            "y1": place + _TICK_REACH,
            "line": {"color": INK, "width": 2.5},
        }
        for place, row in zip(places, rows, strict=True)
    ]
    words = [
        {
            "x": 0,
            "y": place - 0.31,
            "text": plain(row.words),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": 11, "color": SECONDARY},
        }
        for place, row in zip(places, rows, strict=True)
    ]
    return build(
        [track, bars],
        x=axis(axis_title, from_zero=True, range=[0, _LONGEST], ticksuffix="%", nticks=5),
        y=axis(
            tickmode="array",
            tickvals=places,
            ticktext=labels,
            range=[len(rows) - 0.4, -0.85],
        ),
        height=_ROW_HEIGHT * max(len(rows), 1) + _MARGIN_HEIGHT,
        barmode="overlay",
        shapes=ticks,
        annotations=words,
    )
