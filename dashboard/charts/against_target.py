"""One number over time against its target: a line from zero, the count behind each point in its hover."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import PERCENT
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, SERIES

_HEADROOM = 1.15
_WHOLE = 100.0
# So many names of periods fit under a narrow chart.
_TICKS = 6


def against_target(
    periods: Sequence[str],
    values: Sequence[float | None],
    counts: Sequence[int | None],
    unit: str,
    *,
    axis_title: str,
    target: float | None = None,
    target_words: str = "",
    ticks: Sequence[str] = (),
    height: int = 200,
) -> go.Figure:
    """Return the values with the target dashed; a period without a value is a gap, never a zero.

    ticks: shorter names for the axis, in one line or two, of which a few are written, the last among them.
    target_words: what stands at the target. A percentage ends at 100.
    """
    known = [value for value in (*values, target) if value is not None]
    highest = max(known, default=0) or 1
    ceiling = min(highest * _HEADROOM, _WHOLE * 1.04) if unit == PERCENT else highest * _HEADROOM
    last = max((place for place, value in enumerate(values) if value is not None), default=None)
    traces: list[Trace] = []
    annotations = []
    if target is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "",
                "x": list(periods),
                "y": [target] * len(periods),
                "line": {"color": SERIES[1], "width": 1.5, "dash": "dash"},
                "hoverinfo": "skip",
            }
        )
        annotations.append(
            {
                "xref": "paper",
                "x": 0,
                "y": target,
                "text": plain(target_words),
                "showarrow": False,
                "xanchor": "left",
                # Under a target that lies at the top of the chart.
                "yanchor": "top" if target >= highest else "bottom",
                "font": {"color": SERIES[1], "size": 12},
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "",
            "x": list(periods),
            "y": list(values),
            "text": [_told(value, unit, counts, place) for place, value in enumerate(values)],
            "line": {"color": BLUE, "width": 1.8},
            "marker": {
                "size": [9 if place == last else 5 for place in range(len(values))],
                "color": BLUE,
            },
            "connectgaps": False,
            "hovertemplate": "%{x}：%{text}<extra></extra>",
        }
    )
    names = list(ticks) or list(periods)
    step = max(1, -(-len(names) // _TICKS))
    shown = [place for place in range(len(names)) if (len(names) - 1 - place) % step == 0]
    return build(
        traces,
        x=axis(
            type="category",
            tickmode="array",
            tickvals=[periods[place] for place in shown],
            ticktext=[names[place] for place in shown],
            tickangle=0,
        ),
        y=axis(axis_title, grid=True, from_zero=True, tickformat=",", range=[0, ceiling], nticks=4),
        height=height,
        annotations=annotations,
    )


def _told(value: float | None, unit: str, counts: Sequence[int | None], place: int) -> str:
    count = counts[place] if place < len(counts) else None
    return plain(f"{written(value, unit)}" + (f"（n={count:,}）" if count is not None else ""))
