"""Bars: rankings, structures, stages, stacks and Pareto."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.formatting import percent
from dashboard.palette import BLUE, SERIES

_BAR_HEIGHT = 26
_MARGIN_HEIGHT = 46
# A number that does not fit its part of a bar is left to the hover.
_SMALL_TEXT = {"minsize": 10, "mode": "hide"}


def horizontal_bars(
    labels: Sequence[str],
    values: Sequence[float | None],
    unit: str,
    *,
    axis_title: str,
    notes: Sequence[str] = (),
    colour: str = BLUE,
) -> go.Figure:
    """Return bars in the given order from the top, each with its number; a null is written, not drawn.

    notes: one text per bar, added after its number (n=…).
    """
    extra = [f"  {note}" if note else "" for note in notes] or [""] * len(labels)
    texts = [f"{written(value, unit)}{note}" for value, note in zip(values, extra, strict=True)]
    highest = max((value for value in values if value is not None), default=0) or 1
    trace: Trace = {
        "type": "bar",
        "orientation": "h",
        "y": [plain(label) for label in labels],
        "x": [value or 0 for value in values],
        "text": [plain(text) for text in texts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour},
        "hovertemplate": "%{y}：%{text}<extra></extra>",
    }
    return build(
        [trace],
        # Room for the number behind the longest bar.
        x=axis(
            axis_title,
            from_zero=True,
            showticklabels=False,
            range=[0, highest * (1.7 if any(notes) else 1.35)],
        ),
        y=axis(autorange="reversed", type="category"),
        height=max(120, _BAR_HEIGHT * len(labels) + _MARGIN_HEIGHT),
        bargap=0.35,
    )


def stacked_bars(
    periods: Sequence[str],
    parts: Mapping[str, Sequence[float | None]],
    unit: str,
    *,
    axis_title: str,
    colours: Sequence[str] = SERIES,
    height: int = 280,
    ticks: Sequence[str] = (),
) -> go.Figure:
    """Return one bar per period, its parts in the order given from below; at most six parts.

    ticks: what to write under the axis for each period (markup of Plotly), where that is shorter.
    """
    _require_few(parts)
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": plain(name),
            "x": list(periods),
            "y": [value or 0 for value in values],
            "text": _inside(values),
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "marker": {"color": colour},
            "hovertemplate": f"%{{x}} {plain(name)}：%{{y:,}} {plain(unit)}<extra></extra>",
        }
        for (name, values), colour in zip(parts.items(), colours, strict=False)
    ]
    return build(
        traces,
        x=axis(
            type="category",
            tickmode="array",
            tickvals=list(periods),
            ticktext=list(ticks) or [in_two_lines(period) for period in periods],
            tickangle=0,
        ),
        y=axis(axis_title, grid=True, from_zero=True, tickformat=",d"),
        height=height,
        legend=True,
        barmode="stack",
        bargap=0.4,
        uniformtext=_SMALL_TEXT,
    )


def in_two_lines(label: str) -> str:
    """Return 2023年上半年 broken after the year, so that labels need not be turned."""
    year, separator, rest = label.partition("年")
    return f"{plain(year)}年<br>{plain(rest)}" if separator and rest else plain(label)


def _inside(values: Sequence[float | None]) -> list[str]:
    return [str(written(value, "")) if value else "" for value in values]


def _require_few(parts: Mapping[str, Sequence[float | None]]) -> None:
    if len(parts) > len(SERIES):
        raise ValueError("more than six parts cannot be told apart; merge or use small multiples")


def stacked_horizontal(
    labels: Sequence[str],
    parts: Mapping[str, Sequence[float | None]],
    unit: str,
    *,
    axis_title: str,
    colours: Sequence[str] = SERIES,
) -> go.Figure:
    """Return one horizontal bar per label, from the top, split into parts; at most six parts."""
    _require_few(parts)
    totals = [sum(values[row] or 0 for values in parts.values()) for row in range(len(labels))]
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": plain(name),
            "y": [plain(label) for label in labels],
            "x": [value or 0 for value in values],
            "text": _inside(values),
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "marker": {"color": colour},
            "hovertemplate": f"%{{y}} {plain(name)}：%{{x:,}} {plain(unit)}<extra></extra>",
        }
        for (name, values), colour in zip(parts.items(), colours, strict=False)
    ]
    annotations = [
        {
            "x": total,
            "y": plain(label),
            "text": plain(str(written(total, unit))),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 4,
        }
        for label, total in zip(labels, totals, strict=True)
    ]
    return build(
        traces,
        x=axis(
            axis_title, from_zero=True, showticklabels=False, range=[0, (max(totals, default=0) or 1) * 1.2]
        ),
        y=axis(autorange="reversed", type="category"),
        # In a narrow card the legend takes a line for each part.
        height=36 * len(labels) + 20 * len(parts) + 60,
        legend=True,
        barmode="stack",
        bargap=0.35,
        annotations=annotations,
        uniformtext=_SMALL_TEXT,
    )


def pareto(labels: Sequence[str], counts: Sequence[int], unit: str, *, axis_title: str) -> go.Figure:
    """Return bars from the most frequent down, with the running share of the total as a line."""
    ranked = sorted(zip(labels, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
    names = [plain(label) for label, _ in ranked]
    amounts = [count for _, count in ranked]
    total = sum(amounts) or 1
    shares = [100 * sum(amounts[: index + 1]) / total for index in range(len(amounts))]
    bars: Trace = {
        "type": "bar",
        "x": names,
        "y": amounts,
        "text": [f"{amount:,}" for amount in amounts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": BLUE},
        "hovertemplate": f"%{{x}}：%{{y:,}} {plain(unit)}<extra></extra>",
    }
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": names,
        "y": shares,
        "yaxis": "y2",
        "text": [percent(share, 0) for share in shares],
        "line": {"color": SERIES[1], "width": 1.5},
        "marker": {"size": 5, "color": SERIES[1]},
        "hovertemplate": "%{x} 累计：%{text}<extra></extra>",
    }
    return build(
        [bars, line],
        # The running share stands under each name, where no bar can hide it.
        x=axis(
            type="category",
            tickmode="array",
            tickvals=names,
            ticktext=[f"{name}<br>{percent(share, 0)}" for name, share in zip(names, shares, strict=True)],
            tickangle=0,
        ),
        y=axis(
            axis_title,
            grid=True,
            from_zero=True,
            tickformat=",d",
            range=[0, (max(amounts, default=0) or 1) * 1.15],
        ),
        height=290,
        yaxis2={"overlaying": "y", "side": "right", "range": [0, 115], "visible": False, "fixedrange": True},
        bargap=0.4,
    )
