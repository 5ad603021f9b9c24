"""Variation and assurance: two verdicts, by the direction that is an improvement."""

from __future__ import annotations

import pytest

from warehouse.control_charts.verdicts import Assurance, Variation, assurance, variation
from warehouse.control_charts.xmr import Limits, control_chart
from warehouse.metrics.model import Better

STEADY = [9.0, 11.0] * 6


@pytest.mark.parametrize(
    ("last", "better", "verdict"),
    [
        (10.0, Better.UP, Variation.COMMON),
        (40.0, Better.UP, Variation.IMPROVING),
        (40.0, Better.DOWN, Variation.CONCERNING),
        (40.0, Better.NEUTRAL, Variation.HIGH),
        (-40.0, Better.UP, Variation.CONCERNING),
        (-40.0, Better.DOWN, Variation.IMPROVING),
        (-40.0, Better.NEUTRAL, Variation.LOW),
        (None, Better.UP, Variation.UNKNOWN),
    ],
)
def test_variation_is_the_latest_point_seen_by_its_direction(
    last: float | None, better: Better, verdict: Variation
) -> None:
    assert variation(control_chart([*STEADY, last]), better) is verdict


def test_an_earlier_signal_that_is_over_does_not_colour_the_latest_point() -> None:
    wide = [8.0, 12.0] * 6
    chart = control_chart([*wide, 24.0, *wide])
    assert chart.points[12].signals
    assert variation(chart, Better.UP) is Variation.COMMON


def test_a_chart_without_points_says_nothing() -> None:
    assert variation(control_chart([]), Better.UP) is Variation.UNKNOWN


def limits(lower: float, upper: float, *, is_trial: bool = False) -> Limits:
    return Limits(0, 12, (lower + upper) / 2, lower, upper, 1.0, is_trial)


@pytest.mark.parametrize(
    ("target", "up", "down"),
    [
        (75.0, Assurance.MET, Assurance.MISSED),
        (80.0, Assurance.MET, Assurance.CHANCE),
        (85.0, Assurance.CHANCE, Assurance.CHANCE),
        (90.0, Assurance.CHANCE, Assurance.MET),
        (95.0, Assurance.MISSED, Assurance.MET),
    ],
)
def test_a_target_beyond_the_limits_is_met_or_missed_whatever_the_ups_and_downs(
    target: float, up: Assurance, down: Assurance
) -> None:
    assert assurance(limits(80, 90), target, Better.UP) is up
    assert assurance(limits(80, 90), target, Better.DOWN) is down


def test_no_target_no_direction_and_trial_limits_promise_nothing() -> None:
    assert assurance(limits(80, 90), None, Better.UP) is Assurance.NONE
    assert assurance(limits(80, 90), 75, Better.NEUTRAL) is Assurance.NONE
    assert assurance(limits(80, 90, is_trial=True), 75, Better.UP) is Assurance.NONE
    assert assurance(None, 75, Better.UP) is Assurance.NONE
