"""Which series bear a control chart, and what is said where one does not."""

from __future__ import annotations

from warehouse.control_charts.fitness import Shape, fitness, seasonal_ratio

ORDINARY = [20.0, 23.0, 19.0, 22.0, 24.0, 18.0, 21.0, 25.0, 20.0, 22.0, 19.0, 24.0]
CAMPAIGN = [20.0, 10.0, 20.0, 30.0, 20.0, 20.0, 10.0, 10.0, 20.0, 20.0, 30.0, 300.0]


def test_a_series_that_varies_around_a_level_bears_a_control_chart() -> None:
    found = fitness([*ORDINARY, *reversed(ORDINARY)], is_count=True, periods_a_year=12)
    assert (found.shape, found.reason) == (Shape.CONTROL, "")


def test_campaigns_of_the_same_month_ask_for_the_year_before() -> None:
    found = fitness([*CAMPAIGN, *(value + 2 for value in CAMPAIGN)], is_count=True, periods_a_year=12)
    assert found.shape is Shape.YEAR_ON_YEAR
    assert "宜看同比" in found.reason


def test_rare_counts_are_no_control_chart_but_small_shares_may_be() -> None:
    few = [0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 1.0, 0.0]
    assert fitness(few, is_count=True, periods_a_year=12).shape is Shape.RUN
    assert "少发" in fitness(few, is_count=True, periods_a_year=12).reason
    assert fitness(few, is_count=False, periods_a_year=12).shape is Shape.CONTROL


def test_a_few_points_and_a_flat_line_are_no_control_chart() -> None:
    assert "只有 5 期" in fitness(ORDINARY[:5], is_count=True, periods_a_year=12).reason
    assert "没有波动" in fitness([7.0] * 10, is_count=True, periods_a_year=12).reason
    assert fitness([None] * 20, is_count=True, periods_a_year=12).shape is Shape.RUN


def test_a_season_is_not_told_from_less_than_a_year_of_pairs() -> None:
    assert seasonal_ratio([*CAMPAIGN, *CAMPAIGN[:11]], 12) is None
    assert seasonal_ratio([*CAMPAIGN, *CAMPAIGN], 12) == 0
    assert seasonal_ratio([5.0] * 24, 12) is None
