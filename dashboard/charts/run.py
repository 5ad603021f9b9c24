"""Run charts (趋势图): values around their median, for series that bear no control limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts.control import NO_MARKS, mark_notes, time_axis
from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, SECONDARY
from dashboard.texts import control as texts


def run(
    periods: Sequence[str],
    values: Sequence[float | None],
    unit: str,
    *,
    axis_title: str,
    median: float | None,
    ticks: Sequence[str] = (),
    marks: Mapping[int, str] = NO_MARKS,
    height: int = 280,
) -> go.Figure:
    """Return the values as a line from zero with their median dashed; a period not reported is a gap.

    periods: one name for each value. ticks, marks: as of a control chart.
    """
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "",
        "x": list(periods),
        "y": list(values),
        "text": [plain(str(written(value, unit))) for value in values],
        "line": {"color": BLUE, "width": 1.6},
        "marker": {"size": 5, "color": BLUE},
        "connectgaps": False,
        "hovertemplate": "%{x}：%{text}<extra></extra>",
    }
    traces, annotations = [line], mark_notes(periods, marks)
    if median is not None:
        middle: Trace = {
            "type": "scatter",
            "mode": "lines",
            "name": "",
            "x": list(periods),
            "y": [median] * len(periods),
            "line": {"color": SECONDARY, "width": 1.2, "dash": "dash"},
            "hoverinfo": "skip",
        }
        traces.insert(0, middle)
        annotations.append(
            {
                "xref": "paper",
                "x": 1,
                "y": median,
                "text": plain(texts.MEDIAN.format(value=written(median, unit))),
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "font": {"color": SECONDARY, "size": 12},
            }
        )
    return build(
        traces,
        x=time_axis(periods, ticks),
        y=axis(axis_title, from_zero=True, tickformat=","),
        height=height,
        annotations=annotations,
        margin={"l": 8, "r": 112, "t": 24, "b": 8, "pad": 4},
    )
