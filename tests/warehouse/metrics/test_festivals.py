"""Spring Festival and 12·4 in the periods that are compared."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.metrics.festivals import (
    comparable_week_last_year,
    constitution_day,
    festival_note,
    festivals_of,
    spring_festival,
)
from warehouse.metrics.selection import Grain, Period, period_of


def _week(day: date) -> Period:
    return period_of(day, Grain.WEEK)


@pytest.mark.parametrize(
    ("year", "first", "day", "last"),
    [
        (2024, date(2024, 2, 10), date(2024, 2, 10), date(2024, 2, 16)),
        (2025, date(2025, 1, 28), date(2025, 1, 29), date(2025, 2, 4)),
        (2026, date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 23)),
    ],
)
def test_spring_festival_has_its_days_off_around_the_lunar_new_year(
    year: int, first: date, day: date, last: date
) -> None:
    festival = spring_festival(year)
    assert (festival.first, festival.day, festival.last) == (first, day, last)


def test_the_festivals_of_a_period_are_those_with_a_day_in_it() -> None:
    year = Period("2026", date(2026, 1, 1), date(2026, 12, 31))
    assert [one.name for one in festivals_of(year)] == ["春节假期", "12·4国家宪法日"]
    assert festivals_of(_week(date(2026, 3, 4))) == ()
    both = Period(None, date(2025, 12, 4), date(2026, 2, 16))
    assert [one.day for one in festivals_of(both)] == [date(2025, 12, 4), date(2026, 2, 17)]


@pytest.mark.parametrize(
    ("current", "base", "note"),
    [
        (_week(date(2026, 2, 17)), _week(date(2025, 2, 12)), "本期含春节假期7天，对比期不含"),
        (_week(date(2026, 1, 28)), _week(date(2025, 1, 29)), "对比期含春节假期6天，本期不含"),
        (_week(date(2026, 2, 23)), _week(date(2025, 1, 29)), "本期含春节假期1天，对比期含6天"),
        (_week(date(2026, 12, 4)), _week(date(2025, 11, 26)), "本期含12·4国家宪法日1天，对比期不含"),
        (_week(date(2026, 5, 6)), _week(date(2025, 5, 7)), None),
        # Both hold the whole of it, though its days off differ in number.
        (period_of(date(2025, 1, 1), Grain.QUARTER), period_of(date(2024, 1, 1), Grain.QUARTER), None),
        # A month's 同比 where the festival was in the other month.
        (period_of(date(2026, 1, 1), Grain.MONTH), period_of(date(2025, 1, 1), Grain.MONTH),
         "对比期含春节假期4天，本期不含"),
    ],
)  # fmt: skip
def test_the_note_says_which_of_two_periods_holds_a_festival(
    current: Period, base: Period, note: str | None
) -> None:
    assert festival_note(current, base) == note


def test_a_week_near_spring_festival_is_like_the_one_as_far_from_it_last_year() -> None:
    # 初一: 17 February 2026 (W08) and 29 January 2025 (W05).
    assert comparable_week_last_year(_week(date(2026, 2, 17))).label == "2025-W05"
    assert comparable_week_last_year(_week(date(2026, 2, 10))).label == "2025-W04"
    assert comparable_week_last_year(_week(date(2026, 3, 4))).label == "2025-W07"
    assert comparable_week_last_year(_week(date(2026, 3, 11))).label == "2025-W11"


@pytest.mark.parametrize("year", range(2015, 2031))
def test_the_week_of_constitution_day_is_like_that_of_the_year_before(year: int) -> None:
    found = comparable_week_last_year(_week(constitution_day(year).day))
    assert found.start <= date(year - 1, 12, 4) <= found.end


def test_a_week_across_new_year_keeps_its_iso_year() -> None:
    assert comparable_week_last_year(_week(date(2027, 1, 1))).label == "2025-W52"
