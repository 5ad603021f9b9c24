"""The working calendar (工作日历): weekdays, the national holidays with their swapped weekends, overrides.

Holidays come from the library `holidays`, which follows the State Council's yearly notices. For years
not announced yet it knows the statutory days but no swapped weekends. A deployment's own `holidays.csv`
overrules single days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from warehouse.reference.tables import Holiday

FIRST_YEAR = 2000
LAST_YEAR = 2040


@dataclass(frozen=True)
class CalendarDay:
    """One day. workday_number: how many working days there are from the first day to this one.

    The number makes clocks a subtraction: the working days after a day up to another are the difference
    of their numbers.
    """

    date: date
    is_workday: bool
    workday_number: int


def calendar_days(
    overrides: Iterable[Holiday] = (), first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR
) -> Iterator[CalendarDay]:
    """Yield every day of the years, in order."""
    official = _official_workdays(first_year, last_year)
    overruled = {day.date: day.is_workday for day in overrides}
    day, end, number = date(first_year, 1, 1), date(last_year, 12, 31), 0
    while day <= end:
        is_workday = overruled.get(day)
        if is_workday is None:
            is_workday = day in official
        number += is_workday
        yield CalendarDay(day, is_workday, number)
        day += timedelta(days=1)


@lru_cache(maxsize=4)
def _official_workdays(first_year: int, last_year: int) -> frozenset[date]:
    """Return the working days by the State Council's arrangements, as the library knows them."""
    china = holidays.country_holidays("CN", years=range(first_year, last_year + 1))
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return frozenset(day for day in days if china.is_working_day(day))
