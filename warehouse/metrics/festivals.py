"""Festivals that move between the periods compared: Spring Festival (春节) and 12·4 (国家宪法日).

Spring Festival moves between weeks and months, and empties the week it falls in; 12·4 fills its week, and
that week's ISO number moves too. A comparison of the same week or month of two years is only fair where
both hold the festival, so it is said where they do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from warehouse.metrics.comparison import same_elapsed_period_last_year
from warehouse.metrics.selection import Grain, Period, period_of

SPRING_FESTIVAL = "春节假期"
_FIRST_DAY = "春节"  # the library's name of the first days of the lunar year
CONSTITUTION_DAY = "12·4国家宪法日"
# The days off around the first day of the lunar year lie within this distance of it.
_BEFORE, _AFTER = timedelta(days=2), timedelta(days=9)
# Weeks this near to Spring Festival are told by their distance from it.
_NEAR_WEEKS = 2


@dataclass(frozen=True)
class Festival:
    """A festival of one year: its days off, first and last; `day` is the day itself."""

    name: str
    day: date
    first: date
    last: date

    def touches(self, period: Period) -> bool:
        """Tell whether one of its days is in a period."""
        return self.first <= period.end and self.last >= period.start


def festivals_of(period: Period) -> tuple[Festival, ...]:
    """Return the festivals that have a day in a period, in order."""
    years = range(period.start.year, period.end.year + 1)
    return tuple(one for year in years for one in _festivals(year) if one.touches(period))


def festival_note(current: Period, base: Period) -> str | None:
    """Return what to print beside a comparison of two periods where only one of them holds a festival.

    None where both hold the same festivals in full, or none.
    """
    notes = [note for name in (SPRING_FESTIVAL, CONSTITUTION_DAY) if (note := _note(name, current, base))]
    return "；".join(notes) or None


def comparable_week_last_year(week: Period) -> Period:
    """Return the week of the year before that is like a week of this one.

    A week near Spring Festival has the same distance from it, the week of 12·4 is that of 12·4, any other
    has the same ISO number.
    """
    whole = period_of(week.start, Grain.WEEK)
    year = (whole.start + timedelta(days=3)).year  # the ISO year, told by the week's Thursday
    offset = (whole.start - _monday(spring_festival(year).day)).days // 7
    if abs(offset) <= _NEAR_WEEKS:
        return _week(spring_festival(year - 1).day + timedelta(weeks=offset))
    if constitution_day(year).touches(whole):
        return _week(constitution_day(year - 1).day)
    return same_elapsed_period_last_year(whole.start, whole.end, Grain.WEEK)


@lru_cache(maxsize=256)
def spring_festival(year: int) -> Festival:
    """Return Spring Festival of a year with its days off, swapped weekends among them."""
    named = holidays.country_holidays("CN", years=year, language="zh_CN")
    day = min(day for day, name in named.items() if name == _FIRST_DAY)
    off = [one for one in named if day - _BEFORE <= one <= day + _AFTER]
    return Festival(SPRING_FESTIVAL, day, min(off), max(off))


def constitution_day(year: int) -> Festival:
    """Return 12·4 of a year."""
    day = date(year, 12, 4)
    return Festival(CONSTITUTION_DAY, day, day, day)


def _festivals(year: int) -> Iterator[Festival]:
    yield spring_festival(year)
    yield constitution_day(year)


def _note(name: str, current: Period, base: Period) -> str | None:
    now, before = _days_of(name, current), _days_of(name, base)
    if now == before or (_is_whole(name, current) and _is_whole(name, base)):
        return None
    if now and before:
        return f"本期含{name}{now}天，对比期含{before}天"
    return f"本期含{name}{now}天，对比期不含" if now else f"对比期含{name}{before}天，本期不含"


def _days_of(name: str, period: Period) -> int:
    found = [one for one in festivals_of(period) if one.name == name]
    return sum((min(one.last, period.end) - max(one.first, period.start)).days + 1 for one in found)


def _is_whole(name: str, period: Period) -> bool:
    found = [one for one in festivals_of(period) if one.name == name]
    return bool(found) and all(period.start <= one.first and one.last <= period.end for one in found)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(day: date) -> Period:
    return period_of(day, Grain.WEEK)
