"""The working calendar against the State Council's notices: swapped weekends, festivals, and overrides."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from warehouse.reference.calendar import FIRST_YEAR, LAST_YEAR, CalendarDay, calendar_days
from warehouse.reference.tables import Holiday, load_reference

CALENDAR = {day.date: day for day in calendar_days()}


def _workdays(first: date, last: date, calendar: dict[date, CalendarDay] = CALENDAR) -> list[str]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [f"{day:%m-%d}" for day in days if calendar[day].is_workday]


def test_an_ordinary_week_has_five_working_days() -> None:
    assert _workdays(date(2026, 11, 16), date(2026, 11, 22)) == ["11-16", "11-17", "11-18", "11-19", "11-20"]


@pytest.mark.parametrize(
    ("festival", "first_off", "last_off", "worked_weekend_days"),
    [
        ("元旦 2026", date(2026, 1, 1), date(2026, 1, 3), [date(2026, 1, 4)]),
        ("春节 2026", date(2026, 2, 15), date(2026, 2, 23), [date(2026, 2, 14), date(2026, 2, 28)]),
        ("中秋节 2026", date(2026, 9, 25), date(2026, 9, 27), []),
        ("国庆节 2026", date(2026, 10, 1), date(2026, 10, 7), [date(2026, 9, 20), date(2026, 10, 10)]),
        ("国庆节 2022", date(2022, 10, 1), date(2022, 10, 7), [date(2022, 10, 8), date(2022, 10, 9)]),
        ("劳动节 2019", date(2019, 5, 1), date(2019, 5, 4), [date(2019, 4, 28), date(2019, 5, 5)]),
    ],
)
def test_festivals_are_off_and_the_swapped_weekend_days_are_worked(
    festival: str, first_off: date, last_off: date, worked_weekend_days: list[date]
) -> None:
    assert _workdays(first_off, last_off) == [], festival
    assert CALENDAR[last_off + timedelta(days=1)].is_workday
    for day in worked_weekend_days:
        assert day.weekday() >= 5
        assert CALENDAR[day].is_workday


def test_a_year_not_announced_yet_has_its_statutory_days_and_no_swapped_weekends() -> None:
    assert _workdays(date(2035, 10, 1), date(2035, 10, 3)) == []
    assert CALENDAR[date(2035, 1, 1)].is_workday is False
    weekends = [day for day in CALENDAR.values() if day.date.year == 2035 and day.date.weekday() >= 5]
    assert not any(day.is_workday for day in weekends)


def test_the_deployments_own_days_overrule_the_national_calendar(tmp_path: Path) -> None:
    own = tmp_path / "holidays.csv"
    own.write_text("date,is_workday\n2026-02-24,0\n2026-03-01,1\n", encoding="utf-8")
    reference = load_reference(tmp_path)
    assert reference.holidays == (Holiday(date(2026, 2, 24), False), Holiday(date(2026, 3, 1), True))
    calendar = {day.date: day for day in calendar_days(reference.holidays, 2026, 2026)}
    week = (date(2026, 2, 23), date(2026, 3, 1))
    assert _workdays(*week) == ["02-24", "02-25", "02-26", "02-27", "02-28"]
    assert _workdays(*week, calendar) == ["02-25", "02-26", "02-27", "02-28", "03-01"]


def test_every_day_stands_once_and_the_numbers_count_the_working_days() -> None:
    days = list(CALENDAR.values())
    assert (days[0].date, days[-1].date) == (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    for before, after in pairwise(days):
        assert after.date - before.date == timedelta(days=1)
        assert after.workday_number - before.workday_number == after.is_workday
    assert sum(day.is_workday for day in days) == days[-1].workday_number


@pytest.mark.parametrize("year", range(2014, 2027))
def test_an_announced_year_has_about_250_working_days(year: int) -> None:
    assert 247 <= sum(day.is_workday for day in CALENDAR.values() if day.date.year == year) <= 252
