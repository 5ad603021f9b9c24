"""What is asked of a metric: dates, grain, split and filters; and the calendar periods they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from warehouse.errors import BadSelection


class Grain(StrEnum):
    """The length of a period."""

    TOTAL = "total"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


# Other names of dimensions. A split by "metric" would clash with the column that names the metric asked for.
_ALIASES = {"metric": "metric_id"}


@dataclass(frozen=True)
class Selection:
    """A question, without the metric. Dates are inclusive; None means first record and data cut-off.

    by: dimensions to split by. where: dimension → accepted values, all dimensions together.
    Raises BadSelection where the dates are out of order.
    """

    start: date | None = None
    end: date | None = None
    grain: Grain = Grain.TOTAL
    by: tuple[str, ...] = ()
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise BadSelection(f"起始日 {self.start} 晚于截止日 {self.end}，请调换")
        if len(set(self.by)) != len(self.by):
            raise BadSelection(f"维度重复：{'、'.join(self.by)}，每个维度只写一次")
        object.__setattr__(self, "grain", Grain(self.grain))
        object.__setattr__(self, "by", tuple(_ALIASES.get(name, name) for name in self.by))
        where = {_ALIASES.get(name, name): tuple(values) for name, values in self.where.items()}
        object.__setattr__(self, "where", where)

    def __hash__(self) -> int:
        where = tuple(sorted((name, tuple(values)) for name, values in self.where.items()))
        return hash((self.start, self.end, self.grain, self.by, where))


@dataclass(frozen=True)
class Period:
    """One period: its label (None for a total) and its first and last day."""

    label: str | None
    start: date
    end: date


def period_of(day: date, grain: Grain) -> Period:
    """Return the week (Monday to Sunday, ISO week-year), month, quarter, half-year or year of a day."""
    match grain:
        case Grain.WEEK:
            start = day - timedelta(days=day.weekday())
            year, week, _ = day.isocalendar()
            return Period(f"{year}-W{week:02d}", start, start + timedelta(days=6))
        case Grain.MONTH:
            start = day.replace(day=1)
            return Period(f"{day:%Y-%m}", start, _before_month(start.year, start.month + 1))
        case Grain.QUARTER:
            first_month = (day.month - 1) // 3 * 3 + 1
            end = _before_month(day.year, first_month + 3)
            return Period(f"{day.year}-Q{first_month // 3 + 1}", date(day.year, first_month, 1), end)
        case Grain.HALF:
            half = 1 if day.month <= 6 else 2
            end = _before_month(day.year, 6 * half + 1)
            return Period(f"{day.year}-H{half}", date(day.year, 6 * half - 5, 1), end)
        case Grain.YEAR:
            return Period(f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31))
        case Grain.TOTAL:
            return Period(None, date.min, date.max)


def _before_month(year: int, month: int) -> date:
    if month > 12:
        year, month = year + 1, month - 12
    return date(year, month, 1) - timedelta(days=1)


def periods(start: date, end: date, grain: Grain) -> Iterator[Period]:
    """Yield the periods between two days, the first and the last cut to them."""
    if grain is Grain.TOTAL:
        yield Period(None, start, end)
        return
    day = start
    while True:
        whole = period_of(day, grain)
        yield Period(whole.label, max(whole.start, start), min(whole.end, end))
        if whole.end >= end:
            return
        day = whole.end + timedelta(days=1)
