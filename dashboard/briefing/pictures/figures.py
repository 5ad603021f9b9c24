"""The charts of a briefing as figures, drawn as the pages draw theirs."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.briefing.content.model import Chart, ChartKind, Series
from dashboard.charts.bars import horizontal_bars, stacked_bars, stacked_horizontal
from dashboard.charts.compared import Compared, columns, lines, short
from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import LAST_YEAR, SECONDARY, SERIES
from dashboard.texts.common import EMPTY_TITLE

# More points than these cannot each carry their number.
_MOST_LABELLED = 16
_GROUP_HEIGHT = 24
_MARGIN_HEIGHT = 60
_HEADROOM = 1.25
_LEAST_LETTERS = 9
_LONGEST_NAME = 20
_SHORT_NAME = 3
_EMPTY_HEIGHT = 300
# Unseen: Plotly takes two categories of one name for one.
_UNSEEN = "\u200b"


def figure_of(chart: Chart) -> go.Figure:
    """Return a chart as a figure in the light look, its values written at their marks.

    Unit and title are left to what stands around it. Raises ValueError for more than six series.
    """
    if all(value is None for one in chart.series for value in one.values):
        return _nothing()
    names = _distinct([short(name, _LONGEST_NAME) for name in chart.categories])
    match chart.kind:
        case ChartKind.COLUMNS:
            compared, base = _compared(chart)
            drawn = columns(names, compared, chart.unit, axis_title="", base_name=base)
            # All numbers of one size: each alone would shrink to the width of its column.
            drawn.update_layout(uniformtext={"minsize": _LEAST_LETTERS, "mode": "show"})
            return _upright(drawn, names)
        case ChartKind.STACKED_COLUMNS:
            return stacked_bars(names, _parts(chart), chart.unit, axis_title="", height=340)
        case ChartKind.STACKED_BARS:
            return stacked_horizontal(names, _parts(chart), chart.unit, axis_title="")
        case ChartKind.LINES:
            return _lines(chart, names)
        case ChartKind.BARS:
            if len(chart.series) == 1:
                return horizontal_bars(names, chart.series[0].values, chart.unit, axis_title="")
            return _grouped_bars(chart, names)


def _lines(chart: Chart, names: Sequence[str]) -> go.Figure:
    compared, base = _compared(chart)
    drawn = lines(names, compared, chart.unit, axis_title="", base_name=base)
    if len(compared) == 1 and len(names) <= _MOST_LABELLED:
        last = drawn.data[-1]
        sides = _free_sides(compared[0].values)
        last.update(mode="lines+markers+text", textposition=sides, cliponaxis=False)
    return _upright(drawn, names)


def _upright(drawn: go.Figure, names: Sequence[str]) -> go.Figure:
    """Keep short names below their marks upright: twelve months fit any picture."""
    if len(names) <= _MOST_LABELLED and max(map(len, names), default=0) <= _SHORT_NAME:
        drawn.update_xaxes(autotickangles=None, tickangle=0)
    return drawn


def _nothing() -> go.Figure:
    """Return an empty figure that says so."""
    told = {"text": plain(EMPTY_TITLE), "showarrow": False, "xref": "paper", "yref": "paper"}
    place = {"x": 0.5, "y": 0.5, "font": {"size": 16, "color": SECONDARY}}
    unseen = axis(visible=False)
    return build([], x=unseen, y=unseen, height=_EMPTY_HEIGHT, annotations=[told | place])


def _free_sides(values: Sequence[float | None]) -> list[str]:
    """Return for each point of a line the side on which the line does not run."""
    sides = []
    for place, value in enumerate(values):
        before = values[place - 1] if place else None
        after = values[place + 1] if place + 1 < len(values) else None
        if value is None:
            sides.append("top center")
            continue
        before_it, after_it = _steps(before, value), _steps(value, after)
        if (before_it < 0 <= after_it) or (before_it <= 0 < after_it):
            sides.append("bottom center")
        elif before_it < 0:
            sides.append("top right")
        elif after_it > 0:
            sides.append("top left")
        else:
            sides.append("top center")
    return sides


def _steps(first: float | None, second: float | None) -> float:
    return 0.0 if first is None or second is None else second - first


def _grouped_bars(chart: Chart, names: Sequence[str]) -> go.Figure:
    """Return lying bars beside one another, the base in grey below the others of its group."""
    _require_few(chart)
    ordered = sorted(chart.series, key=lambda one: one.is_base)
    colours = iter(SERIES)
    known = [value for one in chart.series for value in one.values if value is not None]
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": plain(short(one.name, _LONGEST_NAME)),
            "y": [plain(name) for name in names],
            "x": [value or 0 for value in one.values],
            "text": [plain(str(written(value, chart.unit))) for value in one.values],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": LAST_YEAR if one.is_base else next(colours)},
        }
        for one in ordered
    ]
    return build(
        traces,
        x=axis(from_zero=True, showticklabels=False, range=[0, (max(known, default=0) or 1) * _HEADROOM]),
        y=axis(autorange="reversed", type="category"),
        height=_GROUP_HEIGHT * len(names) * len(ordered) + _MARGIN_HEIGHT,
        legend=True,
        barmode="group",
        bargap=0.3,
    )


def _compared(chart: Chart) -> tuple[list[Compared], str]:
    """Return the series with what they are compared with, and its name; "" without."""
    _require_few(chart)
    base = next((one for one in chart.series if one.is_base), None)
    shown = [
        Compared(
            name=short(one.name, _LONGEST_NAME),
            values=one.values,
            texts=[str(written(value, chart.unit).digits) for value in one.values],
            places=range(len(one.values)),
            base=base.values if base is not None else (),
        )
        for one in chart.series
        if one is not base
    ]
    return shown, short(base.name, _LONGEST_NAME) if base is not None else ""


def _parts(chart: Chart) -> dict[str, Sequence[float | None]]:
    _require_few(chart)
    names = _distinct([short(one.name, _LONGEST_NAME) for one in chart.series])
    return {name: one.values for name, one in zip(names, chart.series, strict=True)}


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names of which no two are the same."""
    found: list[str] = []
    for name in names:
        while name in found:
            name += _UNSEEN  # noqa: PLW2901
        found.append(name)
    return found


def _require_few(chart: Chart) -> None:
    shown: list[Series] = [one for one in chart.series if not one.is_base]
    if len(shown) > len(SERIES):
        raise ValueError(f"{chart.key}: more than six series cannot be told apart")
