"""年底预计: where a year's running total will end, by the pace of earlier years, with an interval.

Formula. For each earlier year, the ratio of its whole total to what it had reached by the same day is taken.
The projected total is this year's total so far × the ratio of the sums of those years (a ratio of sums,
never a mean of ratios). The interval is that total × exp(± t × s × √(1 + 1/n)): s is the standard deviation
of the logarithms of the n ratios, t the value of Student's distribution for 80 % with n − 1 degrees of
freedom. It is thus meant to hold in four years of five, and never goes below what has been reached already.

Limits. It supposes that the rest of the year goes as it did: a campaign put forward or off, or reports filed
late this year alone, are not known to it. Spring Festival moves, so that in January and February the years
are less alike, which the interval shows. A few earlier years may by luck be more alike than years are; the
interval is then too narrow. With fewer than `FEWEST_YEARS` comparable years the total is carried on evenly
(run rate, 匀速推算) and has no interval; in the first month of a year there is none at all. Only what
accumulates can be projected: sums and counts of a flow, not stocks or rates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import stdev

from warehouse.metrics.seasons import SMALLEST_TOTAL

# With fewer ratios their spread says next to nothing.
FEWEST_YEARS = 3
# Older years were another kind of work.
MOST_YEARS = 5
# Of the year: before, a run rate multiplies a few days' work by a dozen and more.
_LEAST_ELAPSED = 1 / 12
# Student's t for a two-sided interval of 80 %, by degrees of freedom.
_STUDENT = {2: 1.886, 3: 1.638, 4: 1.533}


class Pace(StrEnum):
    """By which pace the rest of a year is projected."""

    EARLIER_YEARS = "earlier_years"  # 按往年节奏
    EVEN = "even"  # 匀速推算


@dataclass(frozen=True)
class EarlierYear:
    """A year that is over: its total, and what it had reached by the same day."""

    year: int
    reached: float
    whole: float

    @property
    def is_comparable(self) -> bool:
        """Whether its pace says anything: it had begun by the day, and is more than a handful."""
        return 0 < self.reached <= self.whole and self.whole >= SMALLEST_TOTAL


@dataclass(frozen=True)
class Projection:
    """The projected total of a year, in the metric's unit; low and high are None without an interval.

    years: those whose pace was used, in order; none where the pace is even.
    """

    reached: float
    total: float
    low: float | None
    high: float | None
    pace: Pace
    years: tuple[int, ...]


def project_year(reached: float | None, elapsed: float, earlier: Sequence[EarlierYear]) -> Projection | None:
    """Return the projected total of a year; None where nothing can be said yet.

    reached: the total so far, None where nothing was reported. elapsed: the share of the year that is over,
    0–1. earlier: any years before; of the comparable ones the latest `MOST_YEARS` are used.
    """
    if reached is None or reached <= 0:
        return None
    used = sorted((one for one in earlier if one.is_comparable), key=lambda one: one.year)[-MOST_YEARS:]
    if len(used) < FEWEST_YEARS:
        if elapsed < _LEAST_ELAPSED:
            return None
        return Projection(reached, reached / min(elapsed, 1.0), None, None, Pace.EVEN, ())
    total = reached * sum(one.whole for one in used) / sum(one.reached for one in used)
    spread = stdev(math.log(one.whole / one.reached) for one in used)
    factor = math.exp(_STUDENT[len(used) - 1] * spread * math.sqrt(1 + 1 / len(used)))
    years = tuple(one.year for one in used)
    return Projection(reached, total, max(reached, total / factor), total * factor, Pace.EARLIER_YEARS, years)
