"""A chart of a briefing as a figure: its values, its base in grey, its texts as texts."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.briefing.content.model import Chart, ChartKind, Series
from dashboard.briefing.pictures.figures import figure_of
from dashboard.palette import LAST_YEAR, SERIES
from dashboard.texts.common import EMPTY_TITLE
from tests.support.briefings import HOSTILE, chart_of, empty_chart, hostile_chart, share_chart

_LYING = (ChartKind.BARS, ChartKind.STACKED_BARS)


def _values(trace: Any, kind: ChartKind) -> list[float]:
    drawn = trace.x if kind in _LYING else trace.y
    return [value or 0 for value in drawn]


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_draws_all_its_values(kind: ChartKind) -> None:
    chart = chart_of(kind)
    drawn = {trace.name: _values(trace, kind) for trace in figure_of(chart).data}
    assert drawn == {one.name: [value or 0 for value in one.values] for one in chart.series}


@pytest.mark.parametrize("kind", [ChartKind.COLUMNS, ChartKind.BARS, ChartKind.LINES])
def test_what_is_compared_with_is_grey(kind: ChartKind) -> None:
    drawn = {trace.name: trace for trace in figure_of(chart_of(kind)).data}
    for name, colour in (("2025年", LAST_YEAR), ("2026年", SERIES[0])):
        trace = drawn[name]
        assert colour in (trace.marker.color, trace.line.color if kind is ChartKind.LINES else None)


def test_a_single_line_carries_its_numbers_where_it_does_not_run() -> None:
    line = figure_of(chart_of(ChartKind.LINES)).data[-1]
    assert line.mode == "lines+markers+text"
    assert line.text[2] == "15"
    assert line.textposition[1:3] == ("bottom center", "top center")


def test_a_share_is_written_rounded_and_drawn_exactly() -> None:
    (bars,) = figure_of(share_chart()).data
    assert bars.text[1] == "92.9%"
    assert bars.x[1] == pytest.approx(92.85714285714286)


@pytest.mark.parametrize("kind", ChartKind)
def test_hostile_names_are_shown_as_they_are(kind: ChartKind) -> None:
    chart = hostile_chart(kind)
    figure = figure_of(Chart("x", "x", kind, chart.categories, chart.series[:1], "场", ""))
    written = figure.to_json()
    assert "<b>" not in written.replace("\\u003c", "<")
    assert len(figure.data) == 1


def test_two_categories_of_one_name_stay_two() -> None:
    chart = Chart("x", "x", ChartKind.BARS, ("甲", "甲"), (Series("数", (1.0, 2.0)),), "件", "")
    assert len(set(figure_of(chart).data[0].y)) == 2


@pytest.mark.parametrize("has_categories", [True, False])
def test_a_chart_without_values_says_so(has_categories: bool) -> None:
    figure = figure_of(empty_chart(has_categories))
    assert [one.text for one in figure.layout.annotations] == [EMPTY_TITLE]


def test_more_than_six_series_are_refused() -> None:
    series = tuple(Series(name, (1.0,)) for name in HOSTILE[:7])
    with pytest.raises(ValueError, match="six series"):
        figure_of(Chart("x", "x", ChartKind.BARS, ("甲",), series, "件", ""))
