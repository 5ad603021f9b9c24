"""Pairs of bars: two or three rates side by side for each label, from zero, each with its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, SERIES

_BAR_HEIGHT = 22
_MOST_SERIES = 3
# The second and third of a pair are told apart in grey print, too.
_COLOURS = (BLUE, SERIES[1], SERIES[2])


def paired_bars(
    labels: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    unit: str,
    *,
    axis_title: str,
    notes: Mapping[str, Sequence[str]],
    highest: float | None = None,
) -> go.Figure:
    """Return horizontal bars in groups, the labels from the top; a null is written, not drawn.

    notes: for each series one text per label, added after its number (109/124).
    """
    if len(series) > _MOST_SERIES:
        raise ValueError("more than three bars a label cannot be read; use small multiples")
    known = [value for values in series.values() for value in values if value is not None]
    top = highest or max(known, default=0) or 1
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": plain(name),
            "y": [plain(label) for label in labels],
            "x": [value or 0 for value in values],
            "text": [
                plain(f"{written(value, unit)}  {note}".rstrip())
                for value, note in zip(values, notes[name], strict=True)
            ],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": colour},
            "hovertemplate": f"%{{y}} {plain(name)}：%{{text}}<extra></extra>",
        }
        for (name, values), colour in zip(series.items(), _COLOURS, strict=False)
    ]
    return build(
        traces,
        # Room for the number behind the longest bar.
        x=axis(axis_title, from_zero=True, showticklabels=False, range=[0, top * 1.5]),
        y=axis(autorange="reversed", type="category"),
        height=_BAR_HEIGHT * len(labels) * len(series) + 24 * len(labels) + 90,
        legend=len(series) > 1,
        barmode="group",
        bargap=0.3,
    )
