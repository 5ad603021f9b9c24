"""How many legal-education events a year holds, and in which of its weeks.

The years tell a story: the campaign of 2022, a slow decline, recovery in 2026. The figures of 2022
make the bureau's published report come out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SPRING_FESTIVALS: Mapping[int, date] = {
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
}
_HOLIDAY_MONTHS = (1, 2, 7, 8)


@dataclass(frozen=True)
class YearPlan:
    """quiet_weeks: weeks without a department's event. extras: further events in ordinary weeks.

    constitution: events around 12·4. campus: events at schools among all these, with their audience.
    crowd: mean audience of the other events. stop: mean audience of one stop of a village tour.
    skipped: villages that a quarter's tours leave out. fixed: ISO week → number of events.
    """

    quiet_weeks: int
    extras: int
    constitution: int
    campus: int
    campus_audience: int
    crowd: int
    stop: int
    skipped: int
    fixed: Mapping[int, int] = field(default_factory=dict)


_PLANS: Mapping[int, YearPlan] = {
    2021: YearPlan(6, 7, 8, 24, 4_300, 85, 20, 16),
    2022: YearPlan(2, 16, 9, 34, 10_420, 80, 19, 12),
    2023: YearPlan(5, 10, 9, 28, 5_300, 85, 20, 13),
    2024: YearPlan(6, 6, 8, 26, 4_700, 85, 21, 12),
    2025: YearPlan(8, 6, 8, 23, 4_200, 88, 22, 14),
    2026: YearPlan(0, 3, 9, 25, 4_600, 96, 25, 8, {46: 2, 47: 3}),
}
_USUAL = YearPlan(2, 6, 9, 25, 4_600, 92, 24, 10)


def plan_of(year: int) -> YearPlan:
    """Return the plan of a year."""
    return _PLANS.get(year, _USUAL)


def weeks_of(year: int) -> list[date]:
    """Return the Mondays of the ISO weeks of a year."""
    first = date.fromisocalendar(year, 1, 1)
    mondays = [first + timedelta(weeks=index) for index in range(53)]
    return [monday for monday in mondays if monday.isocalendar().year == year]


def festival_weeks(year: int) -> set[date]:
    """Return the Mondays of the week of Spring Festival's eve and of the week after it."""
    festival = SPRING_FESTIVALS.get(year, date(year, 2, 8))
    eve = festival - timedelta(days=1)
    monday = eve - timedelta(days=eve.weekday())
    return {monday, monday + timedelta(weeks=1)}


def constitution_week(year: int) -> date:
    """Return the Monday of the week of 12·4, the national Constitution Day."""
    day = date(year, 12, 4)
    return day - timedelta(days=day.weekday())


def events_by_week(year: int, draw: random.Random) -> Counter[date]:
    """Return how many events departments hold in each week, by its Monday."""
    plan = plan_of(year)
    weeks = weeks_of(year)
    festival, peak = festival_weeks(year), constitution_week(year)
    numbers: Counter[date] = Counter(dict.fromkeys(weeks, 1))
    fixed = {date.fromisocalendar(year, week, 1): count for week, count in plan.fixed.items()}
    quiet = sorted(festival)[: plan.quiet_weeks]
    ordinary = [week for week in weeks if week not in festival and week != peak and week not in fixed]
    quiet += draw.sample(ordinary, plan.quiet_weeks - len(quiet))
    for week in quiet:
        numbers[week] = 0
    busy = [week for week in ordinary if week not in quiet and week.month not in _HOLIDAY_MONTHS]
    for week in draw.choices(busy, k=plan.extras):
        numbers[week] += 1
    beside = plan.constitution // 4
    numbers[peak] += plan.constitution - beside
    numbers[peak - timedelta(weeks=1)] += beside
    numbers.update({week: count - numbers[week] for week, count in fixed.items()})
    return numbers


def school_term(monday: date) -> bool:
    """Say whether schools are in term in that week."""
    return monday.month not in _HOLIDAY_MONTHS
