"""Limits and signals of an XmR chart: individual values (X) and their moving ranges (mR).

Limits are mean ± 2.66 × average moving range; 2.66 = 3 ÷ 1.128, where 1.128 is the mean range of two normal
values in standard deviations (d₂). Moving ranges beyond 3.267 × their average are left out and the average
is taken anew. Source: NHS England, Making Data Count; D. J. Wheeler, Understanding Variation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

LIMIT_FACTOR = 2.66
RANGE_LIMIT_FACTOR = 3.267
# With fewer points the limits are trial limits (试用控制限).
FEWEST_POINTS = 12
RUN_LENGTH = 7
# Two of three consecutive points beyond two thirds of the way to a limit.
_NEAR_LIMIT = 2 / 3
_NEAR_WINDOW, _NEAR_POINTS = 3, 2

# One value a period, in order; None: 未报.
Series = Sequence[float | None]


class Signal(StrEnum):
    """What is out of the ordinary at a point."""

    OUTSIDE = "outside"  # 超出控制限
    SHIFT = "shift"  # 连续七点在均值同侧
    TREND = "trend"  # 连续七点上升或下降
    NEAR_LIMIT = "near_limit"  # 三点中两点接近控制限


class Side(StrEnum):
    """To which side a signal points."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Rebase:
    """Limits that begin anew, because the process is known to have changed.

    at: the position of the first point under the new limits. reason: as recorded, never empty.
    """

    at: int
    reason: str

    def __post_init__(self) -> None:
        if self.at <= 0 or not self.reason.strip():
            raise ValueError("a rebase needs the position of its first point, after the first, and a reason")


@dataclass(frozen=True)
class Limits:
    """Limits over the points from `start` to before `end`, in the unit of the values.

    is_trial: made of fewer than FEWEST_POINTS points, or of a single one, which has no range.
    reason: why they begin anew; empty for the first.
    """

    start: int
    end: int
    mean: float
    lower: float
    upper: float
    average_range: float
    is_trial: bool
    reason: str = ""


@dataclass(frozen=True)
class Point:
    """One value with the signals it is part of; all empty where it is 未报."""

    value: float | None
    signals: frozenset[tuple[Signal, Side]] = frozenset()


@dataclass(frozen=True)
class Chart:
    """A series with limits and signals. stretches: the limits one after another, covering every point."""

    points: tuple[Point, ...]
    stretches: tuple[Limits, ...]

    @property
    def current(self) -> Limits | None:
        """The limits of the last point; None without any value since they began."""
        return self.stretches[-1] if self.stretches else None


def control_chart(
    series: Series,
    *,
    rebases: Sequence[Rebase] = (),
    floor: float | None = None,
    ceiling: float | None = None,
) -> Chart:
    """Return limits and signals of a series.

    rebases: in any order, at most one per position. floor, ceiling: what values cannot pass, such as 0 for
    counts and 100 for per cent; limits are cut there. A stretch without any value has no limits.
    """
    starts = sorted(rebases, key=lambda one: one.at)
    edges = [0, *(one.at for one in starts), len(series)]
    if len(set(edges[:-1])) < len(edges) - 1 or edges[-2] > len(series):
        raise ValueError("rebases must be at different points of the series")
    reasons = ["", *(one.reason for one in starts)]
    found = [
        limits_of(series, start, end, reason, floor=floor, ceiling=ceiling)
        for (start, end), reason in zip(pairwise(edges), reasons, strict=True)
    ]
    stretches = tuple(one for one in found if one is not None)
    signals: list[set[tuple[Signal, Side]]] = [set() for _ in series]
    for limits in stretches:
        for position, signal, side in _signals(series, limits):
            signals[position].add((signal, side))
    points = tuple(Point(value, frozenset(own)) for value, own in zip(series, signals, strict=True))
    return Chart(points, stretches)


def limits_of(
    series: Series,
    start: int,
    end: int,
    reason: str = "",
    *,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Limits | None:
    """Return the limits over a stretch of a series; None where it has no value."""
    values = [value for value in series[start:end] if value is not None]
    if not values:
        return None
    ranges = moving_ranges(series[start:end])
    average = average_range(ranges)
    mean = fmean(values)
    lower, upper = mean - LIMIT_FACTOR * average, mean + LIMIT_FACTOR * average
    return Limits(
        start,
        end,
        mean,
        lower if floor is None else max(lower, floor),
        upper if ceiling is None else min(upper, ceiling),
        average,
        len(values) < FEWEST_POINTS or not ranges,
        reason,
    )


def moving_ranges(series: Series) -> list[float]:
    """Return how far each value is from the one before it; an unknown value has no range on either side."""
    return [abs(new - old) for old, new in pairwise(series) if old is not None and new is not None]


def average_range(ranges: Sequence[float]) -> float:
    """Return the average moving range, those beyond 3.267 × the first average left out; 0 without any."""
    if not ranges:
        return 0.0
    bound = RANGE_LIMIT_FACTOR * fmean(ranges)
    return fmean(one for one in ranges if one <= bound)


def _signals(series: Series, limits: Limits) -> Iterator[tuple[int, Signal, Side]]:
    """Yield every signal of a stretch with the position of each point that is part of it."""
    # A process that never varied has no ordinary range to be outside of.
    if limits.average_range == 0:
        return
    for side, sign in ((Side.HIGH, 1.0), (Side.LOW, -1.0)):
        # Distances from the mean towards this side; the limit may have been cut on either.
        away = [None if v is None else sign * (v - limits.mean) for v in series[limits.start : limits.end]]
        bound = limits.upper - limits.mean if side is Side.HIGH else limits.mean - limits.lower
        near = _NEAR_LIMIT * LIMIT_FACTOR * limits.average_range
        for signal, positions in (
            (Signal.OUTSIDE, _outside(away, bound)),
            (Signal.SHIFT, _in_runs(away, lambda distance: distance > 0)),
            (Signal.TREND, _in_trends(away)),
            (Signal.NEAR_LIMIT, _near_limit(away, near)),
        ):
            for position in positions:
                yield limits.start + position, signal, side


def _outside(away: Series, bound: float) -> set[int]:
    return {position for position, distance in enumerate(away) if distance is not None and distance > bound}


def _in_runs(away: Series, holds: Callable[[float], bool]) -> set[int]:
    """Return the points of every unbroken run of at least seven for which something holds."""
    found: set[int] = set()
    run: list[int] = []
    for position, distance in enumerate([*away, None]):
        if distance is not None and holds(distance):
            run.append(position)
            continue
        if len(run) >= RUN_LENGTH:
            found.update(run)
        run = []
    return found


def _in_trends(away: Series) -> set[int]:
    """Return the points of every run of at least seven, each further to the side than the one before."""
    found: set[int] = set()
    run: list[int] = []
    for position, distance in enumerate([*away, None]):
        last = away[run[-1]] if run else None
        if distance is not None and last is not None and distance > last:
            run.append(position)
            continue
        if len(run) >= RUN_LENGTH:
            found.update(run)
        run = [] if distance is None else [position]
    return found


def _near_limit(away: Series, near: float) -> set[int]:
    """Return the points beyond two thirds of the limit, where two of three consecutive ones are."""
    found: set[int] = set()
    for first in range(len(away) - _NEAR_WINDOW + 1):
        beyond = [
            position
            for position in range(first, first + _NEAR_WINDOW)
            if (distance := away[position]) is not None and distance > near
        ]
        if len(beyond) >= _NEAR_POINTS:
            found.update(beyond)
    return found
