"""Comparing periods: 累计, 滚动 12 个月, 同比 over the same elapsed time, 环比, 百分点; and adding up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Metric, MetricError
from warehouse.metrics.selection import Grain, Period, period_of

# Against a smaller base a percentage says more than it knows: the count is shown (domain: trap 7).
SMALLEST_BASE = 5


class ChangeKind(StrEnum):
    """How a change is told."""

    PERCENT = "percent"  # 增长 12.3%
    COUNT = "count"  # 增加 3 件
    POINTS = "points"  # 上升 2.1 个百分点
    NONE = "none"  # one side is unknown


@dataclass(frozen=True)
class Change:
    """The change from a base: in percent, in the metric's own unit, or in 百分点."""

    kind: ChangeKind
    value: float | None
    base: float | None


def change(current: float | None, base: float | None, unit: str) -> Change:
    """Return the change of a value; percentages change in 百分点, a base below 5 gives the difference."""
    if current is None or base is None:
        return Change(ChangeKind.NONE, None, base)
    if unit in ("%", "百分点"):
        return Change(ChangeKind.POINTS, current - base, base)
    if abs(base) < SMALLEST_BASE:
        return Change(ChangeKind.COUNT, current - base, base)
    return Change(ChangeKind.PERCENT, 100 * (current - base) / base, base)


def total(
    metric: Metric, values: Iterable[float | None], *, by: Iterable[str] = (), is_over_time: bool = False
) -> float | None:
    """Return the sum of a metric's values over groups (`by`) or periods; None if none is known.

    Raises MetricError, naming the metric and the remedy, where the parts do not make up the whole: a ratio or
    distinct count, a stock or running total over time, groups that share rows.
    """
    remedy = "ask for the total itself"
    if not metric.additive:
        raise MetricError(f"metric {metric.id} ({metric.name}) does not add up; {remedy}")
    if is_over_time and metric.basis is not Basis.FLOW:
        raise MetricError(f"metric {metric.id} ({metric.name}) does not add up over time; {remedy}")
    shared = [name for name in by if DIMENSIONS[name].is_many]
    if shared:
        raise MetricError(f"metric {metric.id} ({metric.name}) does not add up over {shared}; {remedy}")
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def rolling_year(day: date) -> Period:
    """Return the twelve months that end with the day (滚动 12 个月)."""
    return Period(None, _a_year_before(day) + timedelta(days=1), day)


def year_to_date(day: date) -> Period:
    """Return 1 January to the day (累计)."""
    return Period(str(day.year), date(day.year, 1, 1), day)


def elapsed_share_of_year(day: date) -> float:
    """Return how much of the year has passed by the end of the day, 0–1 (序时进度, even profile)."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return ((day - first).days + 1) / ((last - first).days + 1)


def same_elapsed_period_last_year(start: date, end: date, grain: Grain = Grain.TOTAL) -> Period:
    """Return the same days of the year before (同比); for weeks the ISO week of the same number.

    29 February becomes the 28th; week 53 becomes the last week of a year that has none.
    """
    if grain is Grain.WEEK:
        year, week, _ = start.isocalendar()
        monday = _monday(year - 1, week)
        offset = monday - (start - timedelta(days=start.weekday()))
        label = period_of(monday, Grain.WEEK).label
        return Period(label, start + offset, end + offset)
    before = _a_year_before(start)
    label = None if grain is Grain.TOTAL else period_of(before, grain).label
    last = _a_year_before(end)
    # A whole February stays whole.
    if grain is not Grain.TOTAL and end == period_of(end, grain).end:
        last = period_of(before, grain).end
    return Period(label, before, last)


def previous_period(start: date, end: date, grain: Grain) -> Period:
    """Return the period before (环比): whole if this one is whole, else as many days of it.

    A total is compared with as many days just before it.
    """
    if grain is Grain.TOTAL:
        length = end - start
        last = start - timedelta(days=1)
        return Period(None, last - length, last)
    whole = period_of(start, grain)
    before = period_of(whole.start - timedelta(days=1), grain)
    if end == whole.end:
        return Period(before.label, before.start, before.end)
    return Period(before.label, before.start, min(before.start + (end - whole.start), before.end))


def _monday(year: int, week: int) -> date:
    last_week = date(year, 12, 28).isocalendar().week
    return date.fromisocalendar(year, min(week, last_week), 1)


def _a_year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
