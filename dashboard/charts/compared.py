"""Series over time beside what they are compared with: lines labelled at their ends, or columns.

Every mark carries the place of its number (`customdata`), so that a click on it can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import figure as written
from dashboard.palette import LAST_YEAR, SECONDARY, SERIES

_HEADROOM = 1.12
_LABEL_SHARE = 0.075
_LONGEST_NAME = 9
_WIDTH_OF_CHARACTER = 12
_WIDTH_OF_DIGIT = 7
_MOST_TICKS = 14
_MOST_YEARS = 6
_ROOM_OF_YEAR = 6
_FEW = 5
_PLENTY = 40
_BARS_WITH_NUMBERS = 16


# What is not clicked stays as it is.
UNFADED: Trace = {"unselected": {"marker": {"opacity": 1}}, "selected": {"marker": {"opacity": 1}}}


@dataclass(frozen=True)
class Compared:
    """A series: name, one value per period (None: no value), what the hover says, the place of each number.

    base: one value per period that it is compared with; empty without any.
    """

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    places: Sequence[int]
    base: Sequence[float | None] = ()


def ticks(labels: Sequence[str], *, with_years: bool = True) -> tuple[list[int], list[str]]:
    """Return which periods an axis names, and how: the year below the first and where it changes.

    with_years: false where years are told elsewhere.
    """
    step = max(1, -(-len(labels) // _MOST_TICKS))
    places = list(range(0, len(labels), step))
    texts, year_before = [], ""
    for place in places:
        year, part = _year_and_part(labels[place])
        is_new = with_years and year != year_before
        texts.append(plain(part or year) + (f"<br>{plain(year)}" if part and is_new else ""))
        year_before = year
    return places, texts


def _year_and_part(label: str) -> tuple[str, str]:
    """Return 2026年 and 4季 of 2026年第4季度; no part for a year."""
    year, separator, part = label.partition("年")
    return f"{year}{separator}", part.replace("第", "").replace("季度", "季")


def _years(periods: Sequence[str]) -> list[dict[str, object]]:
    """Return the years above a chart, each where it begins; none where the periods are years themselves."""
    begins: dict[str, int] = {}
    for place, period in enumerate(periods):
        year, part = _year_and_part(period)
        if part:
            begins.setdefault(year, place)
    # A year that is nearly over where the chart begins has no room for its name.
    first, *others = [*begins.values(), len(periods)]
    if len(begins) > 1 and (others[0] - first) * _ROOM_OF_YEAR < len(periods):
        del begins[next(iter(begins))]
    step = max(1, -(-len(begins) // _MOST_YEARS))
    return [
        {
            "x": plain(periods[place]),
            "y": 1,
            "yref": "paper",
            "text": plain(year),
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"color": SECONDARY, "size": 12},
        }
        for year, place in list(begins.items())[::step]
    ]


def lines(
    periods: Sequence[str],
    series: Sequence[Compared],
    unit: str,
    *,
    axis_title: str,
    base_name: str = "",
    is_partial: bool = False,
    height: int = 340,
) -> go.Figure:
    """Return up to six lines, the last point hollow where its period is not over.

    A base shared by all lines is drawn once, in grey; one of each line's own is dotted in its colour.
    """
    _require_few(series)
    bases = {tuple(one.base) for one in series if one.base}
    is_shared = len(bases) == 1 and (len(series) == 1 or bool(next(iter(bases))))
    traces: list[Trace] = []
    ends: list[tuple[str, Sequence[float | None], str]] = []
    if len(bases) == 1 and is_shared:
        shared = next(iter(bases))
        traces.append(_base(periods, shared, unit, base_name, LAST_YEAR))
        ends.append((base_name, shared, SECONDARY))
    for one, colour in zip(series, SERIES, strict=False):
        if one.base and not is_shared:
            traces.append(_base(periods, one.base, unit, f"{one.name}{base_name}", colour))
        traces.append(_line(periods, one, colour, is_partial=is_partial))
        ends.append((one.name, one.values, colour))
    low, high = _range(series)
    labels = _end_labels(ends, unit, low, high) if len(ends) > 1 else []
    places, texts = ticks(periods, with_years=False)
    return build(
        traces,
        x=axis(
            type="category",
            categoryorder="array",
            categoryarray=[plain(period) for period in periods],
            tickmode="array",
            tickvals=[plain(periods[place]) for place in places],
            ticktext=texts,
            autotickangles=[0, 90],
        ),
        y=_height_axis(axis_title, low, high),
        height=height,
        annotations=[*labels, *_years(periods)],
        margin={"l": 8, "r": _room(labels) if labels else 20, "t": 26, "b": 8, "pad": 4},
    )


def columns(
    periods: Sequence[str],
    series: Sequence[Compared],
    unit: str,
    *,
    axis_title: str,
    base_name: str = "",
    is_stacked: bool = False,
    height: int = 340,
) -> go.Figure:
    """Return columns per period, beside one another or stacked; what they are compared with in grey beside.

    is_stacked: the parts add up to a whole. Not with a base.
    """
    _require_few(series)
    traces: list[Trace] = []
    if len({tuple(one.base) for one in series if one.base}) == 1:
        base = series[0].base
        traces.append(
            {
                "type": "bar",
                "name": plain(base_name),
                "x": [plain(period) for period in periods],
                "y": list(base),
                "text": [plain(str(written(value, unit))) for value in base],
                "textposition": "none",
                "marker": {"color": LAST_YEAR},
                "hovertemplate": f"%{{x}} {plain(base_name)}：%{{text}}<extra></extra>",
            }
        )
    is_few = len(periods) * len(series) <= _BARS_WITH_NUMBERS
    traces += [
        {
            "type": "bar",
            "name": plain(one.name),
            "x": [plain(period) for period in periods],
            "y": list(one.values),
            "text": [plain(str(written(value, unit).digits)) if value else "" for value in one.values],
            "textposition": "outside" if is_few and not is_stacked else "none",
            "textangle": 0,
            "cliponaxis": False,
            "hovertext": [plain(text) for text in one.texts],
            "customdata": [[place] for place in one.places],
            "marker": {"color": colour},
            **UNFADED,
            "hovertemplate": f"%{{x}} {plain(one.name)}：%{{hovertext}}<extra></extra>",
        }
        for one, colour in zip(series, SERIES, strict=False)
    ]
    low, high = _range(series)
    if is_stacked:
        high = max(sum(one.values[i] or 0 for one in series) for i in range(len(periods))) * _HEADROOM or 1
    places, texts = ticks(periods, with_years=False)
    figure = build(
        traces,
        x=axis(
            type="category",
            tickmode="array",
            tickvals=[plain(periods[place]) for place in places],
            ticktext=texts,
            autotickangles=[0, 90],
        ),
        y=_height_axis(axis_title, low, high),
        height=height,
        legend=len(traces) > 1,
        annotations=_years(periods),
        margin={"l": 8, "r": 8, "t": 50 if len(traces) > 1 else 26, "b": 8, "pad": 4},
        barmode="stack" if is_stacked else "group",
        bargap=0.3,
    )
    # Above the names of the years.
    figure.update_layout(legend_y=1.09)
    return figure


def _line(periods: Sequence[str], one: Compared, colour: str, *, is_partial: bool) -> Trace:
    last = len(one.values) - 1
    size = 7 if len(periods) <= _PLENTY else 4
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(one.name),
        "x": [plain(period) for period in periods],
        "y": list(one.values),
        "text": [plain(text) for text in one.texts],
        "customdata": [[place] for place in one.places],
        "line": {"color": colour, "width": 2.2},
        "marker": {
            "size": size,
            "color": colour,
            "symbol": ["circle-open" if is_partial and i == last else "circle" for i in range(len(periods))],
            "line": {"width": 2, "color": colour},
            "opacity": 1,
        },
        **UNFADED,
        "connectgaps": False,
        "hovertemplate": f"%{{x}} {plain(one.name)}：%{{text}}<extra></extra>",
    }


def _base(periods: Sequence[str], values: Sequence[float | None], unit: str, name: str, colour: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(name),
        "x": [plain(period) for period in periods],
        "y": list(values),
        "text": [plain(str(written(value, unit))) for value in values],
        "line": {"color": colour, "width": 1.5, "dash": "dash" if colour == LAST_YEAR else "dot"},
        "connectgaps": False,
        "hovertemplate": f"%{{x}} {plain(name)}：%{{text}}<extra></extra>",
    }


def _height_axis(title: str, low: float, high: float) -> dict[str, object]:
    # A handful of things is not counted in halves.
    whole = {"dtick": 1} if high - low <= _FEW else {}
    return axis(title, grid=True, from_zero=True, tickformat=",", range=[low, high], **whole)


def _range(series: Sequence[Compared]) -> tuple[float, float]:
    known = [value for one in series for value in (*one.values, *one.base) if value is not None]
    return min([0.0, *known]) * _HEADROOM, max([0.0, *known]) * _HEADROOM or 1.0


def _end_labels(
    ends: Sequence[tuple[str, Sequence[float | None], str]], unit: str, low: float, high: float
) -> list[dict[str, object]]:
    """Return a label to the right for each line at its last value, none upon another."""
    lasts = [
        (last, name, colour)
        for name, values, colour in ends
        if (last := next((value for value in reversed(values) if value is not None), None)) is not None
    ]
    lasts.sort(key=lambda end: -end[0])
    step = (high - low) * _LABEL_SHARE
    # From the top down none upon another, and none below the floor.
    places: list[float] = []
    for index, (last, *_) in enumerate(lasts):
        left = len(lasts) - 1 - index
        place = min(last, places[-1] - step) if places else last
        places.append(max(place, low + left * step))
    for index in range(len(places) - 2, -1, -1):
        places[index] = max(places[index], places[index + 1] + step)
    return [
        {
            "xref": "paper",
            "x": 1,
            "y": place,
            "text": plain(f"{short(name)} {written(last, unit)}"),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
            "font": {"color": colour, "size": 12},
        }
        for place, (last, name, colour) in zip(places, lasts, strict=True)
    ]


def _room(labels: Sequence[dict[str, object]]) -> int:
    """Return the room that the longest label needs to the right: letters and digits are narrow."""
    return 8 + max(
        sum(_WIDTH_OF_CHARACTER if letter > "\xff" else _WIDTH_OF_DIGIT for letter in str(label["text"]))
        for label in labels
    )


def short(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return a name cut to a length, with … in place of the rest."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _require_few(series: Sequence[Compared]) -> None:
    if len(series) > len(SERIES):
        raise ValueError("more than six series cannot be told apart; use small multiples")
