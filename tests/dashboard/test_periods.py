"""Weeks are ISO weeks, and periods end at the moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.periods import (
    Moment,
    Period,
    Week,
    month_label,
    months_before,
    quarter_label,
    quarter_start,
    quarter_tick,
    weeks_until,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday_and_holds_its_day(day: date) -> None:
    week = Week.containing(day)
    assert week.monday.isoweekday() == 1
    assert week.sunday - week.monday == timedelta(days=6)
    assert week.monday <= day <= week.sunday
    assert week.id == day.strftime("%G-W%V")


def test_a_week_across_new_year_belongs_to_its_iso_year() -> None:
    week = Week.containing(date(2027, 1, 1))
    assert week.id == "2026-W53"
    assert week.label == "2026年第53周 2026年12月28日—2027年1月3日"


def test_the_week_of_the_cutoff_comes_first() -> None:
    weeks = weeks_until(date(2026, 11, 20))
    assert weeks[0].id == "2026-W47"
    assert weeks[1].id == "2026-W46"
    assert len({week.id for week in weeks}) == len(weeks)


def test_weeks_before_the_first_record_are_not_offered() -> None:
    weeks = weeks_until(date(2022, 3, 10), earliest=date(2022, 3, 1))
    assert [week.id for week in weeks] == ["2022-W10", "2022-W09"]


def test_a_moment_never_lies_after_the_cutoff() -> None:
    week = Week.containing(date(2026, 11, 20))
    assert Moment.of(week, date(2026, 11, 20)).as_of == date(2026, 11, 20)
    assert Moment.of(week.earlier(1), date(2026, 11, 20)).as_of == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("period", "start"),
    [
        (Period.YEAR, date(2026, 1, 1)),
        (Period.QUARTER, date(2026, 10, 1)),
        (Period.MONTH, date(2026, 11, 1)),
        (Period.WEEK, date(2026, 11, 16)),
    ],
)
def test_a_period_begins_where_its_name_says(period: Period, start: date) -> None:
    moment = Moment.of(Week.containing(date(2026, 11, 20)), date(2026, 11, 20))
    assert period.start(moment) == start


@given(DAYS)
def test_a_quarter_begins_at_most_two_months_before_a_day(day: date) -> None:
    start = quarter_start(day)
    assert start.day == 1
    assert start.month in (1, 4, 7, 10)
    assert months_before(start, -3) > day >= start


def test_labels_of_periods_are_chinese() -> None:
    assert month_label("2026-11") == "11月"
    assert month_label("2026-01") == "2026年1月"
    assert quarter_label("2026-Q4") == "2026年第4季度"
    assert quarter_tick("2026-Q4") == "4季"
    assert quarter_tick("2026-Q1") == "1季<br>2026年"
    assert quarter_tick("2026-Q3", is_first=True) == "3季<br>2026年"
