"""Rates over time as lines, each point with the count behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts.lines import Series, trend
from dashboard.data.ask import Answer
from dashboard.formatting import PERCENT
from warehouse.metrics.catalogue import METRICS

_FULL = 100.0


def rate_lines(
    periods: Sequence[str], ticks: Sequence[str], found: Mapping[str, Sequence[Answer]], axis_title: str
) -> go.Figure | None:
    """Return a line per metric; a period in which no rate had anything to judge is left out.

    periods, ticks: the name of each period and what is written under the axis. None without any value.
    """
    kept = [
        place
        for place in range(len(periods))
        if any(answers[place].value is not None for answers in found.values())
    ]
    if not kept:
        return None
    lines = [
        Series(
            METRICS[name].name,
            [answers[place].value for place in kept],
            [answers[place].n for place in kept],
            is_bridged=True,
        )
        for name, answers in found.items()
    ]
    return trend(
        [periods[place] for place in kept],
        lines,
        PERCENT,
        axis_title=axis_title,
        highest=_FULL,
        ticks=[ticks[place] for place in kept],
    )
