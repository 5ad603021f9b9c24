"""Working days for the demo's legal clocks, after the calendar that the warehouse counts by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.reference.calendar import calendar_days


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a few years, in order."""

    days: tuple[date, ...]

    def on_or_before(self, day: date) -> date:
        """Return the last working day up to a day."""
        return self.days[bisect_right(self.days, day) - 1]

    def after(self, day: date, count: int) -> date:
        """Return the count-th working day after a day; count 0 gives the day itself or the one before it."""
        if count == 0:
            return self.on_or_before(day)
        return self.days[bisect_right(self.days, day) + count - 1]

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """Return the working days from first to last, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]


def working_days_around(year: int) -> WorkingDays:
    """Return the working days of a year and its neighbours, so that clocks may run over New Year."""
    found = (day.date for day in calendar_days(first_year=year - 1, last_year=year + 1) if day.is_workday)
    return WorkingDays(tuple(found))


def natural_day(working: WorkingDays, start: date, days: int) -> date:
    """Return the working day up to `days` natural days after a start, never before the start."""
    return max(start, working.on_or_before(start + timedelta(days=days)))
