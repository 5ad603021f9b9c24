"""The charts of 趋势探索 as data: marks know their numbers, missing values stay missing, names are texts."""

from __future__ import annotations

import itertools

import pytest

from dashboard.charts.compared import Compared, columns, lines, ticks
from dashboard.charts.heatmap import heat_map
from dashboard.charts.multiples import HEIGHT, WIDTH, small_line
from dashboard.charts.yardstick import ranked
from dashboard.palette import CARD, LAST_YEAR, SERIES

MONTHS = ["2025年11月", "2025年12月", "2026年1月"]


def _one(name: str = "甲", base: tuple[float | None, ...] = ()) -> Compared:
    return Compared(name, [1.0, None, 3.0], ["1", "未报", "3"], [0, 1, 2], base)


def test_a_line_keeps_gaps_and_its_last_point_is_hollow_where_its_period_is_not_over() -> None:
    figure = lines(MONTHS, [_one("<b>甲")], "场", axis_title="场", is_partial=True)
    (line,) = figure.data
    assert list(line.y) == [1, None, 3]
    assert line.connectgaps is False
    assert line.name == "&lt;b&gt;甲"
    assert list(line.marker.symbol) == ["circle", "circle", "circle-open"]
    assert [place for (place,) in line.customdata] == [0, 1, 2]
    assert list(figure.layout.yaxis.range) == [0, pytest.approx(3.36)]


def test_a_base_of_one_line_is_grey_and_those_of_several_have_their_colours() -> None:
    alone = lines(MONTHS, [_one(base=(2.0, 2.0, None))], "场", axis_title="场", base_name="上年同期")
    assert [(line.name, line.line.color) for line in alone.data] == [
        ("上年同期", LAST_YEAR),
        ("甲", SERIES[0]),
    ]
    both = lines(MONTHS, [_one("甲", (1.0, 1, 1)), _one("乙", (2.0, 2, 2))], "场", axis_title="场")
    assert [line.line.dash for line in both.data] == ["dot", None, "dot", None]
    shared = lines(MONTHS, [_one("甲", (2.0, 2, 2)), _one("乙", (2.0, 2, 2))], "场", axis_title="场")
    assert len(shared.data) == 3
    with pytest.raises(ValueError, match="more than six"):
        lines(MONTHS, [_one()] * 7, "场", axis_title="场")


def test_labels_at_the_ends_do_not_lie_upon_one_another() -> None:
    series = [Compared(str(i), [5.0], ["5"], [i]) for i in range(6)]
    figure = lines(["2026年1月"], series, "场", axis_title="场")
    places = sorted(one.y for one in figure.layout.annotations if one.xref == "paper")
    assert len(places) == 6
    assert all(upper - lower >= 0.07 * 5.6 for lower, upper in itertools.pairwise(places))


def test_stacked_columns_have_room_for_their_sum() -> None:
    figure = columns(MONTHS, [_one("甲"), _one("乙")], "场", axis_title="场", is_stacked=True)
    assert figure.layout.barmode == "stack"
    assert figure.layout.yaxis.range[1] == pytest.approx(6.72)
    beside = columns(MONTHS, [_one(base=(2.0, 2, 2))], "场", axis_title="场", base_name="上年同期")
    assert [bar.marker.color for bar in beside.data] == [LAST_YEAR, SERIES[0]]


def test_an_axis_names_a_dozen_periods_and_the_year_where_it_changes() -> None:
    assert ticks(MONTHS) == ([0, 1, 2], ["11月<br>2025年", "12月", "1月<br>2026年"])
    places, texts = ticks([f"2026年第{week}周" for week in range(1, 53)])
    assert len(places) <= 14
    assert texts[:2] == ["1周<br>2026年", "5周"]
    assert ticks(["2026年"], with_years=False) == ([0], ["2026年"])
    assert ticks([]) == ([], [])


def test_a_heat_map_has_a_mark_for_every_cell_and_leaves_missing_ones_empty() -> None:
    figure = heat_map(
        ["行<i>"], ["甲", "乙"], [[2.0, None]], [["2", ""]], [["行 甲：2", "行 乙：未报"]], [[0, None]]
    )
    heat, marks = figure.data
    assert [list(row) for row in heat.z] == [[2.0, None]]
    assert (heat.zmin, heat.zmax) == (0, 2)
    assert [place for (place,) in marks.customdata] == [0, None]
    assert figure.layout.yaxis.ticktext == ("行&lt;i&gt;",)


def test_ranked_dots_stand_beside_their_yardstick() -> None:
    figure = ranked(
        ["甲", "乙"], [90.0, None], ["（9/10）", ""], "%", axis_title="率", places=[0, 1],
        base=[80.0, 80.0], base_name="全区", missing="未报",
    )  # fmt: skip
    joined, strokes, dots = figure.data
    assert list(joined.x) == [90, 80, None]
    assert list(strokes.x) == [80, 80]
    assert list(dots.x) == [90, None]
    assert [one.text for one in figure.layout.annotations] == ["90.0%（9/10）", "未报"]
    assert max(figure.layout.xaxis.tickvals) == 100


def test_a_small_line_is_drawn_to_the_scale_given_with_gaps() -> None:
    drawing = small_line([0.0, None, 10.0, 5.0], 0, 10, base=[1.0, 1.0, 1.0, 1.0], is_partial=True)
    assert drawing.count("<polyline") == 2
    assert f'cx="{WIDTH - 5:.1f}" cy="{HEIGHT / 2:.1f}" r="3" fill="{CARD}"' in drawing
    assert "<polyline" not in small_line([None, None], 0, 0)
