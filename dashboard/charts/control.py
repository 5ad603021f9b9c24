"""Control charts: values with mean and limits; what is out of the ordinary is told by shape and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, INK, MUTED, SECONDARY, SERIES
from dashboard.texts import control as texts
from warehouse.control_charts.xmr import FEWEST_POINTS, Chart, Limits, Point, Side
from warehouse.metrics.model import Better

# Shape and colour of a point: ordinary, improving, concerning, out of the ordinary without a direction.
_ORDINARY = ("circle", BLUE)
_IMPROVING = ("triangle-up", SERIES[2])
_CONCERNING = ("square", SERIES[1])
_NEUTRAL = ("diamond", SERIES[4])
_TRIAL_DASH, _DASH = "dot", "dash"
# So many names of periods fit under a chart of a phone's width.
_TICKS = 4
# The share of the height that a label beside the chart needs.
_LABEL_SHARE = 0.09
_LONGEST_NOTE = 24
_MARK_HEIGHT = 16
NO_MARKS: Mapping[int, str] = MappingProxyType({})


def control(
    periods: Sequence[str],
    chart: Chart,
    unit: str,
    better: Better,
    *,
    axis_title: str,
    target: float | None = None,
    ticks: Sequence[str] = (),
    marks: Mapping[int, str] = NO_MARKS,
    height: int = 280,
) -> go.Figure:
    """Return the values of a control chart with limits and signals.

    periods: one name for each point. Trial limits are dotted and say so; new limits begin with their reason.
    A period that was not reported is a gap. ticks: shorter names for the axis, of which a few are written.
    marks: a short mark, such as ①, above the points at these positions.
    """
    traces = [_limit(periods, limits, side) for limits in chart.stretches for side in Side]
    traces += [_mean(periods, limits) for limits in chart.stretches]
    traces.append(_values(periods, chart.points, unit, better))
    annotations = [
        _note(
            periods,
            limits.start,
            texts.REBASED.format(period=periods[limits.start], reason=limits.reason),
            # The marks stand between the chart and the reasons.
            shift=_MARK_HEIGHT if marks else 0,
        )
        for limits in chart.stretches
        if limits.reason
    ]
    if target is not None and periods:
        traces.append(_flat(periods, target, "", SERIES[1], "longdash"))
    annotations += _end_labels(chart, unit, target)
    annotations += mark_notes(periods, marks)
    return build(
        traces,
        x=time_axis(periods, ticks),
        y=axis(axis_title, grid=False, tickformat=","),
        height=height,
        annotations=annotations,
        margin={"l": 8, "r": 112, "t": 24 + (_MARK_HEIGHT if marks else 0), "b": 8, "pad": 4},
    )


def time_axis(periods: Sequence[str], ticks: Sequence[str] = ()) -> dict[str, Any]:
    """Return an axis of many periods, of which few are named, so that a narrow chart can bear them."""
    named: dict[str, Any] = {"nticks": 12}
    if ticks:
        step = -(-len(periods) // _TICKS)
        # Counted back from the last period, which is the one asked about.
        places = list(range(len(periods) - 1, -1, -step))[::-1]
        named = {
            "tickmode": "array",
            "tickvals": [periods[place] for place in places],
            "ticktext": _without_repeats([ticks[place] for place in places]),
            "tickangle": 0,
        }
    return axis(type="category", categoryorder="array", categoryarray=list(periods), **named)


def _without_repeats(ticks: Sequence[str]) -> list[str]:
    """Return names with their second line only where it differs from that of the name before."""
    told = []
    before = None
    for tick in ticks:
        name, _, year = tick.partition("<br>")
        told.append(name if year and year == before else tick)
        before = year
    return told


def mark_notes(periods: Sequence[str], marks: Mapping[int, str]) -> list[dict[str, object]]:
    """Return a mark at the head of the chart for each position; the words stand beside the chart."""
    return [
        {
            "x": periods[place],
            "y": 1,
            "yref": "paper",
            "text": plain(mark),
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"color": INK, "size": 14},
        }
        for place, mark in marks.items()
    ]


def _values(periods: Sequence[str], points: Sequence[Point], unit: str, better: Better) -> Trace:
    looks = [_look(point, better) for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "",
        "x": list(periods),
        "y": [point.value for point in points],
        "text": [plain(f"{written(point.value, unit)}，{_told(point)}") for point in points],
        "line": {"color": BLUE, "width": 1.6},
        "marker": {
            "symbol": [shape for shape, _ in looks],
            "color": [colour for _, colour in looks],
            "size": [7 if look == _ORDINARY else 10 for look in looks],
            "opacity": 1,
        },
        "connectgaps": False,
        "hovertemplate": "%{x}：%{text}<extra></extra>",
    }


def _look(point: Point, better: Better) -> tuple[str, str]:
    sides = {side for _, side in point.signals}
    if not sides:
        return _ORDINARY
    if better is Better.NEUTRAL or len(sides) > 1:
        return _NEUTRAL
    is_good = (Side.HIGH in sides) == (better is Better.UP)
    return _IMPROVING if is_good else _CONCERNING


def _told(point: Point) -> str:
    told = [words for signal, words in texts.SIGNALS.items() if signal in point.signals]
    return "、".join(told) or texts.ORDINARY


def _limit(periods: Sequence[str], limits: Limits, side: Side) -> Trace:
    value = limits.upper if side is Side.HIGH else limits.lower
    dash = _TRIAL_DASH if limits.is_trial else _DASH
    return _flat(periods[limits.start : limits.end], value, "", MUTED, dash)


def _mean(periods: Sequence[str], limits: Limits) -> Trace:
    return _flat(periods[limits.start : limits.end], limits.mean, "", SECONDARY, "solid")


def _flat(periods: Sequence[str], value: float, name: str, colour: str, dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(periods),
        "y": [value] * len(periods),
        "line": {"color": colour, "width": 1.2, "dash": dash},
        "hoverinfo": "skip",
    }


def _note(periods: Sequence[str], place: int, words: str, *, shift: int) -> dict[str, object]:
    """Return words above the chart, from a period on; in the later half up to it, so that they stay inside.

    Long words are cut: the hover has them all. shift: by so many pixels above.
    """
    return {
        "x": periods[place],
        "y": 1,
        "yref": "paper",
        "text": plain(words if len(words) <= _LONGEST_NOTE else f"{words[:_LONGEST_NOTE]}…"),
        "hovertext": plain(words),
        "yshift": shift,
        "showarrow": False,
        "xanchor": "left" if place < len(periods) / 2 else "right",
        "yanchor": "bottom",
        "font": {"color": SECONDARY, "size": 12},
    }


def _end_labels(chart: Chart, unit: str, target: float | None) -> list[dict[str, object]]:
    """Return what the lines are, to the right of the chart, none upon another.

    Limits that fall together are told once. Without any limits there is at most the target.
    """
    limits = chart.current
    lines: list[tuple[float, str, str]] = []
    if limits is not None:
        lines.append((limits.mean, texts.MEAN, SECONDARY))
        if limits.average_range:
            lines += [(limits.upper, texts.UPPER, SECONDARY), (limits.lower, texts.LOWER, SECONDARY)]
    if target is not None:
        lines.append((target, texts.TARGET, SERIES[1]))
    known = [point.value for point in chart.points if point.value is not None]
    levels = [*known, *(value for value, _, _ in lines)] or [0.0]
    gap = _LABEL_SHARE * ((max(levels) - min(levels)) or 1.0)
    labels: list[dict[str, object]] = []
    ceiling = max(levels)
    for value, words, colour in sorted(lines, key=lambda line: -line[0]):
        place = min(value, ceiling)
        ceiling = place - gap
        labels.append(
            {
                "xref": "paper",
                "x": 1,
                "y": place,
                "text": plain(words.format(value=written(round(value, 1), unit))),
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "font": {"color": colour, "size": 12},
            }
        )
    if limits is not None and limits.is_trial:
        trial = plain(texts.TRIAL.format(count=FEWEST_POINTS))
        labels.append({**labels[0], "y": 0, "yref": "paper", "text": trial, "x": 0, "yanchor": "bottom"})
    return labels
