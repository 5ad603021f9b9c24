"""A stock that is worked off (燃尽): what is open by state, and what was done in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import BLUES, INK, SERIES

_TICKS = 7


@dataclass(frozen=True)
class Open:
    """What is open at the end of each period: within its limit, past it; and what was done in the period."""

    within: Sequence[float | None]
    overdue: Sequence[float | None]
    done: Sequence[float | None]
    names: tuple[str, str, str]


def burn_down(
    periods: Sequence[str],
    found: Open,
    unit: str,
    *,
    axis_title: str,
    ticks: Sequence[str],
    height: int = 290,
) -> go.Figure:
    """Return the open stock as stacked bars from zero, the overdue part on top of it marked by a pattern.

    ticks: what to write under the axis for each period (markup of Plotly); about eight of them are written.
    What was done in a period is a line of its own. A period that was not reported is a gap.
    """
    step = -(-len(periods) // _TICKS) or 1
    within, overdue, done = (plain(name) for name in found.names)
    bars: list[Trace] = [
        _bars(periods, found.within, within, unit, {"color": BLUES[1]}),
        _bars(
            periods,
            found.overdue,
            overdue,
            unit,
            {"color": SERIES[1], "pattern": {"shape": "/", "solidity": 0.25, "size": 6}},
        ),
    ]
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": done,
        "x": list(periods),
        "y": list(found.done),
        "line": {"color": INK, "width": 1.4, "dash": "dot"},
        "marker": {"size": 5, "color": INK, "symbol": "diamond"},
        "hovertemplate": f"%{{x}} {done}：%{{y:,}} {plain(unit)}<extra></extra>",
    }
    return build(
        [*bars, line],
        x=axis(
            type="category",
            tickmode="array",
            tickvals=list(periods[::-1][::step]),
            ticktext=list(ticks[::-1][::step]),
            tickangle=0,
            categoryorder="array",
            categoryarray=list(periods),
        ),
        y=axis(axis_title, grid=True, from_zero=True, tickformat=",d"),
        height=height,
        legend=True,
        barmode="stack",
        bargap=0.25,
    )


def _bars(
    periods: Sequence[str], values: Sequence[float | None], name: str, unit: str, marker: dict[str, object]
) -> Trace:
    return {
        "type": "bar",
        "name": name,
        "x": list(periods),
        "y": list(values),
        "marker": marker,
        "hovertemplate": f"%{{x}} {name}：%{{y:,}} {plain(unit)}<extra></extra>",
    }
