"""Lines: progress against a target and last year, and trends with the count behind each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, BLUE_PALE, LAST_YEAR, SECONDARY, SERIES

# Room above the highest value, and the share of the height that a label needs.
_HEADROOM = 1.12
_LABEL_SHARE = 0.09


@dataclass(frozen=True)
class Series:
    """One line: a name, one value per period (None: no value), the count behind each.

    is_bridged: the line runs on over a missing value, where that means "nothing to judge" and not "未报".
    """

    name: str
    values: Sequence[float | None]
    counts: Sequence[int | None] = ()
    is_bridged: bool = False


@dataclass(frozen=True)
class Continuation:
    """A line carried on: values from the place of its last known one, with lows and highs."""

    name: str
    first: int
    values: Sequence[float]
    lows: Sequence[float] = ()
    highs: Sequence[float] = ()


def progress(
    periods: Sequence[str],
    this_year: Series,
    last_year: Series,
    unit: str,
    *,
    target: float | None,
    axis_title: str,
    height: int = 280,
    continued: Continuation | None = None,
) -> go.Figure:
    """Return two cumulative lines, labelled at their ends, and the target as a dashed line.

    this_year may be shorter than the periods: the year is not over. continued: where it is expected to lead.
    """
    ahead = _continuation(periods, continued, unit) if continued else []
    traces = [
        *ahead,
        _line(periods, last_year, unit, colour=LAST_YEAR, width=1.6),
        _line(periods, this_year, unit, colour=BLUE, width=2.4),
    ]
    known = [value for series in (this_year, last_year) for value in series.values if value is not None]
    expected = (*continued.values, *continued.highs) if continued else ()
    highest = max([*known, *expected, target or 0, 1]) * _HEADROOM
    ends = [(this_year, BLUE), (last_year, SECONDARY)]
    if continued:
        ends.insert(0, (Series(continued.name, [round(value) for value in continued.values]), BLUE))
    annotations = _end_labels(ends, unit, highest)
    if target is not None:
        words = f"目标 {written(target, unit)}"
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": plain(words),
                "x": list(periods),
                "y": [target] * len(periods),
                "line": {"color": SERIES[1], "width": 1.5, "dash": "dash"},
                "hoverinfo": "skip",
            }
        )
        annotations.append(
            {
                "x": periods[0],
                "y": target,
                "text": plain(words),
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": {"color": SERIES[1], "size": 12},
            }
        )
    return build(
        traces,
        x=axis(type="category", nticks=12, categoryorder="array", categoryarray=list(periods)),
        y=axis(axis_title, grid=True, from_zero=True, tickformat=",d", range=[0, highest]),
        height=height,
        annotations=annotations,
        margin={"l": 8, "r": 112, "t": 10, "b": 8, "pad": 4},
    )


def _continuation(periods: Sequence[str], ahead: Continuation, unit: str) -> list[Trace]:
    """Return the band, and the dashed line to a mark at the last period with the interval as a bar."""
    x = [periods[min(ahead.first + place, len(periods) - 1)] for place in range(len(ahead.values))]
    words = str(written(round(ahead.values[-1]), unit))
    traces: list[Trace] = []
    bar: Trace = {"visible": False}
    if ahead.lows and ahead.highs:
        edge = {"type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "hoverinfo": "skip"}
        traces = [
            {**edge, "name": "", "y": list(ahead.lows)},
            {**edge, "name": "", "y": list(ahead.highs), "fill": "tonexty", "fillcolor": BLUE_PALE},
        ]
        low, high = ahead.lows[-1], ahead.highs[-1]
        words = f"{words}（{written(round(low), '')}—{written(round(high), '')}）"
        bar = {
            "type": "data",
            "symmetric": False,
            "array": [0.0] * (len(x) - 1) + [high - ahead.values[-1]],
            "arrayminus": [0.0] * (len(x) - 1) + [ahead.values[-1] - low],
            "color": BLUE,
            "thickness": 1.2,
            "width": 5,
        }
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": plain(ahead.name),
            "x": x,
            "y": list(ahead.values),
            "text": [""] * (len(x) - 1) + [plain(words)],
            "line": {"color": BLUE, "width": 1.8, "dash": "dash"},
            "marker": {
                "symbol": "diamond-open",
                "size": [0] * (len(x) - 1) + [9],
                "color": BLUE,
            },
            "error_y": bar,
            "hovertemplate": f"{plain(ahead.name)}：%{{text}}<extra></extra>",
        }
    )
    return traces


def trend(
    periods: Sequence[str],
    series: Sequence[Series],
    unit: str,
    *,
    axis_title: str,
    height: int = 280,
    highest: float | None = None,
    ticks: Sequence[str] = (),
) -> go.Figure:
    """Return up to six lines from zero; a period that was not reported is a gap. One line needs no legend.

    ticks: what to write under the axis for each period, where that is shorter than its name.
    """
    if len(series) > len(SERIES):
        raise ValueError("more than six lines cannot be told apart; use small multiples")
    traces = [
        _line(periods, line, unit, colour=colour, width=2.2, markers=True)
        for line, colour in zip(series, SERIES, strict=False)
    ]
    y = axis(axis_title, grid=True, from_zero=True, tickformat=",")
    if highest is not None:
        y["range"] = [0, highest * 1.08]
    return build(
        traces,
        x=axis(
            type="category",
            categoryorder="array",
            categoryarray=list(periods),
            tickmode="array",
            tickvals=list(periods),
            ticktext=list(ticks or periods),
            tickangle=0,
        ),
        y=y,
        height=height,
        legend=len(series) > 1,
    )


def _line(
    periods: Sequence[str], series: Series, unit: str, *, colour: str, width: float, markers: bool = False
) -> Trace:
    texts = []
    for index, value in enumerate(series.values):
        count = series.counts[index] if index < len(series.counts) else None
        texts.append(plain(f"{written(value, unit)}" + (f"（n={count:,}）" if count is not None else "")))
    return {
        "type": "scatter",
        "mode": "lines+markers" if markers else "lines",
        "name": plain(series.name),
        "x": list(periods[: len(series.values)]),
        "y": list(series.values),
        "text": texts,
        "line": {"color": colour, "width": width},
        "marker": {"size": 6, "color": colour},
        "connectgaps": series.is_bridged,
        "hovertemplate": f"%{{x}} {plain(series.name)}：%{{text}}<extra></extra>",
    }


def _end_labels(lines: Sequence[tuple[Series, str]], unit: str, highest: float) -> list[dict[str, object]]:
    """Return a label to the right of the chart for each line, at its last value, none upon another."""
    ends = [
        (last, series.name, colour)
        for series, colour in lines
        if (last := next((value for value in reversed(series.values) if value is not None), None)) is not None
    ]
    ends.sort(key=lambda end: -end[0])
    labels: list[dict[str, object]] = []
    ceiling = highest
    for last, name, colour in ends:
        place = min(last, ceiling)
        ceiling = place - highest * _LABEL_SHARE
        labels.append(
            {
                "xref": "paper",
                "x": 1,
                "y": place,
                "text": plain(f"{name} {written(last, unit)}"),
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "font": {"color": colour, "size": 12},
            }
        )
    return labels
