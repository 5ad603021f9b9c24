"""Which chart a series can bear: a control chart, a run chart, or a comparison with the year before.

Limits are only true of values that vary around a level. Rare counts are mostly zero, so that one event is
outside; and where campaigns rule (12·4, festivals, school terms), every campaign would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

from warehouse.control_charts.xmr import Series

# As Making Data Count asks for: with fewer points a chart shows noise.
FEWEST_FOR_A_CHART = 6
# Below an average of so many, ups and downs of a count follow from its being a count.
RARE_MEAN = 5.0
# A season rules where a value is this much nearer to that of a year before than to its neighbour.
SEASONAL_RATIO = 0.7
_FEWEST_YEAR_PAIRS = 12


class Shape(StrEnum):
    """How a series is best shown."""

    CONTROL = "control"  # 控制图
    RUN = "run"  # 趋势图（中位线）
    YEAR_ON_YEAR = "year_on_year"  # 同比


@dataclass(frozen=True)
class Fitness:
    """The shape and why, in Chinese; empty for a control chart."""

    shape: Shape
    reason: str = ""


def fitness(series: Series, *, is_count: bool, periods_a_year: int) -> Fitness:
    """Return how a series is best shown.

    is_count: values are numbers of things, not shares. periods_a_year: 12 for months, 52 for weeks, 4 for
    quarters.
    """
    values = [value for value in series if value is not None]
    if len(values) < FEWEST_FOR_A_CHART:
        return Fitness(Shape.RUN, f"只有 {len(values)} 期数据，不足 {FEWEST_FOR_A_CHART} 期，不作控制图")
    if is_count and fmean(values) < RARE_MEAN:
        return Fitness(Shape.RUN, f"每期平均不足 {RARE_MEAN:.0f} 件，属少发事项，不作控制图")
    ratio = seasonal_ratio(series, periods_a_year)
    if ratio is not None and ratio < SEASONAL_RATIO:
        return Fitness(
            Shape.YEAR_ON_YEAR,
            f"与上年同期之差平均只有与上期之差的 {100 * ratio:.0f}%，随季节和集中活动起伏，宜看同比",
        )
    if len(set(values)) == 1:
        return Fitness(Shape.RUN, "各期数值相同，没有波动可作控制图")
    return Fitness(Shape.CONTROL)


def seasonal_ratio(series: Series, periods_a_year: int) -> float | None:
    """Return the average difference from the year before ÷ that from the period before.

    None where fewer than twelve values have one of the year before, or neighbours never differ.
    """
    yearly = [
        abs(new - old)
        for old, new in zip(series, series[periods_a_year:], strict=False)
        if old is not None and new is not None
    ]
    nearby = [abs(new - old) for old, new in pairwise(series) if old is not None and new is not None]
    if len(yearly) < _FEWEST_YEAR_PAIRS or not any(nearby):
        return None
    return fmean(yearly) / fmean(nearby)
