"""What all charts share: font, ink, grid, margins, hover in Chinese."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.palette import CARD, FONT, INK, LINE, SECONDARY

# The tool bar is English and is not needed to read a number; pictures are made by the briefing.
CONFIG: Mapping[str, Any] = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}

Trace = dict[str, Any]


def plain(text: str) -> str:
    """Return text that Plotly shows as written: names from spreadsheets are not markup."""
    return html.escape(text, quote=False)


def axis(
    title: str | None = None, *, grid: bool = False, from_zero: bool = False, **more: Any
) -> dict[str, Any]:
    """Return an axis in the common style; bars start from zero."""
    return {
        "title": {"text": plain(title), "font": {"size": 12, "color": SECONDARY}} if title else None,
        "showgrid": grid,
        "gridcolor": LINE,
        "zeroline": from_zero,
        "zerolinecolor": LINE,
        "rangemode": "tozero" if from_zero else "normal",
        "tickfont": {"size": 12, "color": INK},
        "automargin": True,
        "fixedrange": True,
        **more,
    }


def build(
    traces: Sequence[Trace],
    *,
    x: dict[str, Any],
    y: dict[str, Any],
    height: int,
    legend: bool = False,
    annotations: Sequence[dict[str, Any]] = (),
    shapes: Sequence[dict[str, Any]] = (),
    **layout: Any,
) -> go.Figure:
    """Return a figure of the given traces. Built from plain dicts, which takes 2 ms."""
    return go.Figure(
        {
            "data": list(traces),
            "layout": {
                "font": {"family": FONT, "size": 12, "color": INK},
                "paper_bgcolor": CARD,
                "plot_bgcolor": CARD,
                "height": height,
                "margin": {"l": 8, "r": 8, "t": 26 if legend else 10, "b": 8, "pad": 4},
                "xaxis": x,
                "yaxis": y,
                "showlegend": legend,
                "legend": {
                    "orientation": "h",
                    "x": 0,
                    "y": 1.02,
                    "yanchor": "bottom",
                    "font": {"size": 12},
                    "traceorder": "normal",
                    "itemclick": False,
                    "itemdoubleclick": False,
                },
                "hoverlabel": {"font": {"family": FONT, "size": 12}, "bgcolor": CARD, "bordercolor": LINE},
                "annotations": list(annotations),
                "shapes": list(shapes),
                "separators": ".,",
                "dragmode": False,
                **layout,
            },
        }
    )
