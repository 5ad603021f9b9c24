"""XmR charts against values worked out by hand, and what must hold of any series."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.control_charts.xmr import (
    Rebase,
    Side,
    Signal,
    average_range,
    control_chart,
    limits_of,
    moving_ranges,
)

# Mean 10; every moving range is 2, so the limits are 10 ± 5.32.
STEADY = [9.0, 11.0] * 6
SERIES = st.lists(st.none() | st.integers(-1000, 1000).map(float), max_size=40)


def at(series: list[float | None], signal: Signal, side: Side) -> list[int]:
    """Positions that carry a signal."""
    points = control_chart(series).points
    return [position for position, point in enumerate(points) if (signal, side) in point.signals]


def test_limits_are_the_mean_and_2_66_average_moving_ranges() -> None:
    limits = limits_of(STEADY, 0, 12)
    assert limits is not None
    assert (limits.mean, limits.average_range, limits.is_trial) == (10, 2, False)
    assert (limits.lower, limits.upper) == (pytest.approx(4.68), pytest.approx(15.32))


def test_limits_worked_out_on_paper() -> None:
    """Mean 140 ÷ 7 = 20; ranges 2 4 1 5 3 2, average 17 ÷ 6."""
    limits = limits_of([19.0, 21.0, 17.0, 18.0, 23.0, 20.0, 22.0], 0, 7)
    assert limits is not None
    assert moving_ranges([19, 21, 17, 18, 23, 20, 22]) == [2, 4, 1, 5, 3, 2]
    assert limits.mean == 20
    assert limits.average_range == pytest.approx(17 / 6)
    assert limits.upper == pytest.approx(20 + 2.66 * 17 / 6)


def test_a_moving_range_beyond_3_267_averages_is_left_out() -> None:
    """Ten ranges of 1 and one of 40: average 50 ÷ 11 = 4.5, 40 is beyond 14.9, so the average is 1."""
    assert average_range([1.0] * 10 + [40.0]) == 1
    assert average_range([1.0, 3.0]) == 2
    assert average_range([]) == 0


def test_fewer_than_twelve_points_give_trial_limits() -> None:
    shorter, longer = (limits_of(STEADY, 0, end) for end in (11, 12))
    assert shorter is not None
    assert longer is not None
    assert (shorter.is_trial, longer.is_trial) == (True, False)


def test_limits_stop_where_values_cannot_pass() -> None:
    limits = limits_of([1.0, 5.0] * 6, 0, 12, floor=0, ceiling=6)
    assert limits is not None
    assert (limits.lower, limits.upper) == (0, 6)


def test_a_point_outside_the_limits_is_a_signal() -> None:
    assert at([*STEADY, 40.0], Signal.OUTSIDE, Side.HIGH) == [12]
    assert at([*STEADY, -40.0], Signal.OUTSIDE, Side.LOW) == [12]
    assert at([*STEADY, 15.0], Signal.OUTSIDE, Side.HIGH) == []


@pytest.mark.parametrize(("length", "found"), [(6, []), (7, list(range(7)))])
def test_seven_points_on_one_side_of_the_mean_are_a_shift(length: int, found: list[int]) -> None:
    high = [11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 11.0][:length]
    balance = [10.0 - (sum(high) - 10 * length) / 4 + step for step in (1.0, -1.0, 1.0, -1.0)]
    assert at([*high, *balance], Signal.SHIFT, Side.HIGH) == found


@pytest.mark.parametrize(("length", "count"), [(6, 0), (7, 7)])
def test_seven_points_each_above_the_last_are_a_trend(length: int, count: int) -> None:
    climbing = [float(value) for value in range(length)]
    assert len(at([*climbing, 0.0, 3.0], Signal.TREND, Side.HIGH)) == count
    falling = [-value for value in climbing]
    assert len(at([*falling, 0.0, -3.0], Signal.TREND, Side.LOW)) == count


def test_two_of_three_points_near_a_limit_are_a_signal_and_one_is_none() -> None:
    """Two thirds of the way to the limit of the steady part is 10 + 3.55."""
    two = control_chart([*STEADY, *STEADY, 14.5, 10.0, 14.5, 9.0, 5.0, 9.0])
    near = [p for p, point in enumerate(two.points) if (Signal.NEAR_LIMIT, Side.HIGH) in point.signals]
    assert near == [24, 26]
    assert at([*STEADY, *STEADY, 14.5, 10.0, 9.0], Signal.NEAR_LIMIT, Side.HIGH) == []


def test_an_unknown_value_has_no_range_and_breaks_a_run() -> None:
    assert moving_ranges([1.0, None, 9.0, 10.0]) == [1]
    assert at([*map(float, range(4)), None, *map(float, range(4, 8)), 0.0], Signal.TREND, Side.HIGH) == []


def test_limits_begin_anew_at_a_rebase_with_its_reason() -> None:
    chart = control_chart([*STEADY, *(value + 100 for value in STEADY)], rebases=[Rebase(12, "口径调整")])
    first, second = chart.stretches
    assert (first.end, second.start) == (12, 12)
    assert (first.mean, second.mean) == (10, 110)
    assert (first.reason, second.reason) == ("", "口径调整")
    assert not any(point.signals for point in chart.points)


def test_a_rebase_without_reason_or_twice_at_one_point_is_refused() -> None:
    with pytest.raises(ValueError, match="reason"):
        Rebase(3, " ")
    with pytest.raises(ValueError, match="different points"):
        control_chart(STEADY, rebases=[Rebase(3, "甲"), Rebase(3, "乙")])


@pytest.mark.parametrize("series", [[], [None], [None, None], [5.0], [5.0] * 20])
def test_no_point_one_point_and_equal_points_have_no_signal(series: list[float | None]) -> None:
    chart = control_chart(series)
    assert len(chart.points) == len(series)
    assert not any(point.signals for point in chart.points)


@given(SERIES, st.integers(-50, 50), st.integers(1, 9))
def test_signals_do_not_depend_on_unit_or_zero(series: list[float | None], moved: int, times: int) -> None:
    """Powers of two, so that nothing is rounded differently."""
    other = [None if value is None else value * 2**times + moved * 1024 for value in series]
    found = [control_chart(one) for one in (series, other)]
    assert [len(one.stretches) for one in found] == [len(found[0].stretches)] * 2
    borders = [abs(p.value - s) for p in found[0].points if p.value is not None for s in _borders(found[0])]
    if all(distance > 1e-6 for distance in borders):
        assert [p.signals for p in found[0].points] == [p.signals for p in found[1].points]


def _borders(chart: object) -> list[float]:
    limits = chart.current  # type: ignore[attr-defined]
    if limits is None:
        return []
    near = 2 / 3 * 2.66 * limits.average_range
    return [limits.mean, limits.lower, limits.upper, limits.mean - near, limits.mean + near]


@given(SERIES)
def test_upside_down_every_signal_points_to_the_other_side(series: list[float | None]) -> None:
    chart, turned = (
        control_chart(one) for one in (series, [None if value is None else -value for value in series])
    )
    opposite = {Side.HIGH: Side.LOW, Side.LOW: Side.HIGH}
    for point, other in zip(chart.points, turned.points, strict=True):
        assert {(signal, opposite[side]) for signal, side in point.signals} == other.signals
