"""Weeks and the periods that end in one. The clock is the data cut-off, never the wall clock.

A week is Monday to Sunday with the ISO week-year (指标口径 trap 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from dashboard.formatting import CHINA_OFFSET, span

DAYS_IN_WEEK = 7
MONTHS_IN_QUARTER = 3
# How far back the week selector reaches.
WEEKS_OFFERED = 156


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week."""

    monday: date

    @classmethod
    def containing(cls, day: date) -> Week:
        """Return the week of a date."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Return its last day."""
        return self.monday + timedelta(days=DAYS_IN_WEEK - 1)

    @property
    def id(self) -> str:
        """Return 2026-W47."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def name(self) -> str:
        """Return 2026年第47周."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}年第{week}周"

    @property
    def label(self) -> str:
        """Return 2026年第47周 11月16日—11月22日."""
        return f"{self.name} {span(self.monday, self.sunday)}"

    def earlier(self, weeks: int) -> Week:
        """Return the week that many weeks before."""
        return Week(self.monday - timedelta(days=DAYS_IN_WEEK * weeks))


def weeks_until(cutoff: date, earliest: date | None = None) -> list[Week]:
    """Return the weeks to choose from, the week of the cut-off first."""
    latest = Week.containing(cutoff)
    weeks = [latest.earlier(n) for n in range(WEEKS_OFFERED)]
    return [week for week in weeks if earliest is None or week.sunday >= earliest] or [latest]


@dataclass(frozen=True)
class Moment:
    """What "now" means on a page: a week, and the day up to which there is data in it."""

    week: Week
    as_of: date

    @classmethod
    def of(cls, week: Week, cutoff: date) -> Moment:
        """Return the moment of a week seen with data up to the cut-off."""
        return cls(week, min(week.sunday, cutoff))


class Period(Enum):
    """The stretches of time that a page may look at, each ending at the moment."""

    YEAR = ("year", "本年累计")
    QUARTER = ("quarter", "本季度")
    MONTH = ("month", "本月")
    WEEK = ("week", "本周")

    @property
    def id(self) -> str:
        """Return the name used in the URL."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the Chinese name."""
        return self.value[1]

    def start(self, moment: Moment) -> date:
        """Return the first day of the period that contains the moment."""
        day = moment.as_of
        if self is Period.WEEK:
            return moment.week.monday
        if self is Period.MONTH:
            return day.replace(day=1)
        if self is Period.QUARTER:
            return quarter_start(day)
        return date(day.year, 1, 1)


def today() -> date:
    """Return the day in China by the clock on the wall: for entries, never for what is shown."""
    return (datetime.now(UTC) + CHINA_OFFSET).date()


def quarter_start(day: date) -> date:
    """Return the first day of a date's quarter."""
    first_month = (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1
    return date(day.year, first_month, 1)


def months_before(day: date, months: int) -> date:
    """Return the first day of the month that many months before a date's month."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def month_label(period: str) -> str:
    """Return 11月 of 2026-11, and 2026年1月 of January, so that an axis shows where years begin."""
    year, month = period.split("-")
    return f"{year}年{int(month)}月" if int(month) == 1 else f"{int(month)}月"


def quarter_label(period: str) -> str:
    """Return 2026年第4季度 of 2026-Q4."""
    year, quarter = period.split("-Q")
    return f"{year}年第{quarter}季度"


def quarter_tick(period: str, *, is_first: bool = False) -> str:
    """Return 4季 of 2026-Q4; the year stands below the first quarter of a year and of an axis."""
    year, quarter = period.split("-Q")
    return f"{quarter}季<br>{year}年" if quarter == "1" or is_first else f"{quarter}季"


def period_name(period: str) -> str:
    """Return 2026年10月 of 2026-10, and likewise of a week, quarter, half or whole year."""
    year, separator, part = period.partition("-")
    if not separator:
        return f"{year}年"
    if part.startswith("H"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年{_part_name(part)}"


def period_tick(period: str) -> str:
    """Return 10月<br>2026年 of 2026-10, for an axis with few ticks."""
    year, separator, _ = period.partition("-")
    return f"{period_name(period).removeprefix(f'{year}年')}<br>{year}年" if separator else f"{year}年"


def _part_name(part: str) -> str:
    if part.startswith("W"):
        return f"第{int(part[1:])}周"
    return f"第{part[1:]}季度" if part.startswith("Q") else f"{int(part)}月"
