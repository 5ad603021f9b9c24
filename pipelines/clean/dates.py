"""Dates as departments write them: 2022.3.5, 3月5日-7日, 3月上旬, 二〇二二年三月, serial 44625.

A date is a span of days with the precision that was written; nothing missing is made up. Only the
year may come from elsewhere (the form's own year), and only where the caller knows one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pipelines.clean.date_text import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_MONTH,
    MONTHS,
    DateParts,
    compact_date,
    date_parts,
    day_or_none,
    month_span,
    with_digits,
)
from pipelines.clean.text import Blank, clean_text, empty_meaning
from pipelines.clean.unclear_dates import orders_of, readings_of_number
from warehouse.contracts.types import DatePrecision

DateFault = Literal["not_a_date", "impossible", "no_year", "several", "unclear"]

# Serial numbers of the 20th and 21st century, apart from years and from yyyymmdd.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LARGEST_DATE_NUMBER = 10**8
_LONGEST_TITLE = 200
_ADJACENT = timedelta(days=1)


@dataclass(frozen=True)
class DateSpan:
    """The days a cell stands for, both ends included.

    precision: what was written (a whole month has precision MONTH). is_span: two ends were written.
    """

    start: date
    end: date
    precision: DatePrecision
    is_span: bool = False


@dataclass(frozen=True)
class NotADate:
    """A cell that is not a date; reason says in what way.

    candidates: what may be meant, where the writing leaves several readings (3/5/2022, the number 2022.1).
    """

    reason: DateFault
    candidates: tuple[str, ...] = ()


_BARE_END = re.compile(r"(?P<number>\d{1,2})(?P<unit>[日号]|月份?)?", re.ASCII)
_STRONG_SPAN = re.compile(r"[至到~—–―]+|--+")
_LISTED_DAYS = re.compile(r"[、,，;；和及 ]")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMERIC = re.compile(r"\d{4,8}(?:\.0+)?", re.ASCII)
_SERIAL_TEXT = re.compile(r"[2-7]\d{4}(?:\.\d+)?", re.ASCII)


def _resolve(parts: DateParts, default_year: int | None) -> DateSpan | NotADate:
    year = parts.year if parts.year is not None else default_year
    if year is None:
        return NotADate("no_year")
    if parts.month is None:
        days = month_span(year, 1, MONTHS)
        return DateSpan(*days, DatePrecision.YEAR) if days else NotADate("impossible")
    days = month_span(year, parts.month)
    if days is None:
        return NotADate("impossible")
    if parts.decade is not None:
        first, last = {"上": (1, 10), "中": (11, 20), "下": (21, days[1].day)}[parts.decade]
        return DateSpan(days[0].replace(day=first), days[0].replace(day=last), DatePrecision.MONTH)
    if parts.day is None:
        return DateSpan(*days, DatePrecision.MONTH)
    day = day_or_none(year, parts.month, parts.day)
    return DateSpan(day, day, DatePrecision.DAY) if day else NotADate("impossible")


def _end_parts(text: str, start: DateParts) -> DateParts | None:
    """Read the end of a span, which leaves out what it shares with the start (3月5日-7日)."""
    bare = _BARE_END.fullmatch(text)
    if bare is None:
        end = date_parts(text)
        if end is None:
            return None
        return replace(end, year=start.year) if end.year is None else end
    unit, number = bare["unit"] or "", int(bare["number"])
    if unit.startswith("月") or (not unit and start.day is None):
        return DateParts(start.year, number) if start.month is not None and start.day is None else None
    return DateParts(start.year, start.month, number) if start.day is not None else None


def _start_parts(text: str, end_text: str) -> DateParts | None:
    """Read the start of a span; in 1-11月 the month word stands only at the end."""
    is_bare_month = re.fullmatch(r"\d{1,2}", text, re.ASCII) and re.fullmatch(
        r"\d{1,2}月份?", end_text, re.ASCII
    )
    return DateParts(month=int(text)) if is_bare_month else date_parts(text)


def _span(start_text: str, end_text: str, default_year: int | None) -> DateSpan | NotADate | None:
    """Join two written dates; None where one of the texts is not a date at all."""
    start = _start_parts(start_text, end_text)
    end = _end_parts(end_text, start) if start else None
    if start is None or end is None or (start.day is None) != (end.day is None):
        return None
    if start.year is None and end.year is not None:
        start = replace(start, year=end.year)
    first, last = _resolve(start, default_year), _resolve(end, default_year)
    if isinstance(first, NotADate):
        return first
    if isinstance(last, NotADate):
        return last
    return DateSpan(first.start, last.end, last.precision, is_span=True)


def _weak_span(text: str, default_year: int | None) -> DateSpan | NotADate | None:
    """Find the - that joins two dates rather than parts of one; the middle one is tried first."""
    places = [place for place, character in enumerate(text) if character == "-"]
    fault: NotADate | None = None
    for place in sorted(places, key=lambda place: (abs(2 * place - len(text) + 1), -place)):
        found = _span(text[:place], text[place + 1 :], default_year)
        if isinstance(found, DateSpan):
            return found
        fault = fault or found
    return fault


def _listed_days(text: str, default_year: int | None) -> DateSpan | NotADate | None:
    """Read 3月5、6、7日 as a span; days that do not touch are several dates. None: no list of days."""
    written = _LISTED_DAYS.split(text)
    parts = date_parts(written[0]) if 2 <= len(written) <= LONGEST_MONTH else None
    days: list[date] = []
    for following in written[1:]:
        if parts is None or parts.day is None:
            return None
        found = _resolve(parts, default_year)
        if isinstance(found, NotADate):
            return found
        days.append(found.end)
        parts = _end_parts(following, parts)
    last = _resolve(parts, default_year) if parts is not None and parts.day is not None else None
    if not isinstance(last, DateSpan):
        return last
    days.append(last.end)
    if any(later - earlier != _ADJACENT for earlier, later in pairwise(days)):
        return NotADate("several")
    return DateSpan(days[0], days[-1], DatePrecision.DAY, is_span=True)


def _parse_text(raw: str, default_year: int | None, date_1904: bool) -> DateSpan | NotADate:
    text = compact_date(raw)
    if _NUMERIC.fullmatch(text) or _SERIAL_TEXT.fullmatch(text):
        return _parse_number(float(text), default_year, date_1904)
    ends = [end for end in _STRONG_SPAN.split(text) if end]
    if len(ends) == 2:
        return _span(ends[0], ends[1], default_year) or NotADate("not_a_date")
    if len(ends) > 2:
        text = "-".join(ends)
    parts = date_parts(text)
    whole = _resolve(parts, default_year) if parts else None
    if isinstance(whole, DateSpan):
        return whole
    orders = orders_of(text) if parts is None else None
    if orders is not None:
        return NotADate("unclear", orders)
    other = _weak_span(text, default_year) or _listed_days(text, default_year)
    if isinstance(other, DateSpan):
        return other
    return whole or other or _parse_part_of_year(text, default_year)


def _parse_part_of_year(text: str, default_year: int | None) -> DateSpan | NotADate:
    """Read a quarter or a half year, which is known no better than by its year."""
    if not re.search(r"季度|半年", text):
        return NotADate("not_a_date")
    days = parse_period(text, default_year)
    if days is None:
        # 每季度末 names no period in any year.
        return NotADate("no_year" if parse_period(text, FIRST_YEAR) else "not_a_date")
    return DateSpan(*days, DatePrecision.YEAR)


def _parse_number(value: float, default_year: int | None, date_1904: bool) -> DateSpan | NotADate:
    if _FIRST_SERIAL <= value < _LAST_SERIAL:
        day = (_EPOCH_1904 if date_1904 else _EPOCH_1900) + timedelta(days=int(value))
        is_usual = FIRST_YEAR <= day.year <= LAST_YEAR
        return DateSpan(day, day, DatePrecision.DAY) if is_usual else NotADate("impossible")
    if not float(value).is_integer():
        return _parse_fraction(value, default_year)
    text = str(int(value))
    if len(text) not in (4, 6, 8):
        return NotADate("not_a_date")
    parts = date_parts(text)
    return _resolve(parts, None) if parts and parts.year else NotADate("not_a_date")


def _parse_fraction(value: float, default_year: int | None) -> DateSpan | NotADate:
    """Read the number 2016.5 as May; 2022.1 may be January or October, and 12.4 need not be a date."""
    candidates = readings_of_number(value, default_year)
    if len(candidates) == 1 and value >= FIRST_YEAR:
        year, month = candidates[0].split("-")
        return _resolve(DateParts(int(year), int(month)), None)
    return NotADate("unclear" if candidates else "not_a_date", candidates)


def _finite(raw: float | Decimal) -> float | None:
    """Return a number that may be a date as a float; None for what is far too large or no number."""
    if isinstance(raw, Decimal) and not raw.is_finite():
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    return float(raw) if 0 < raw < _LARGEST_DATE_NUMBER else None


def _parse_typed(raw: object, default_year: int | None, date_1904: bool) -> DateSpan | NotADate:
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        is_usual = FIRST_YEAR <= raw.year <= LAST_YEAR
        return DateSpan(raw, raw, DatePrecision.DAY) if is_usual else NotADate("impossible")
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        number = _finite(raw)
        return NotADate("not_a_date") if number is None else _parse_number(number, default_year, date_1904)
    return NotADate("not_a_date")


def parse_date(
    raw: object, *, default_year: int | None = None, date_1904: bool = False
) -> DateSpan | Blank | NotADate:
    """Read one cell as a day, a span of days, or a month or year where no more was written.

    default_year: the year of dates without one. date_1904: the workbook counts serial days from 1904.
    A dash or 无 is Blank. The end of a span may lie before its start; the row rules report that.
    """
    if isinstance(raw, str) and _ISO_DAY.fullmatch(raw):
        day = day_or_none(int(raw[:4]), int(raw[5:7]), int(raw[8:]))
        return DateSpan(day, day, DatePrecision.DAY) if day else NotADate("impossible")
    if empty_meaning(raw) is not None:
        return Blank()
    if isinstance(raw, str):
        return _parse_text(raw, default_year, date_1904)
    return _parse_typed(raw, default_year, date_1904)


def parse_year(raw: object, *, default_year: int | None = None) -> int | Blank | NotADate:
    """Read one cell as a year; a date or a month counts by its year, 本年 by default_year."""
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        number = _finite(raw) or 0.0
        is_year = FIRST_YEAR <= number <= LAST_YEAR and number.is_integer()
        return int(number) if is_year else NotADate("not_a_date")
    if isinstance(raw, str) and _SERIAL_TEXT.fullmatch(clean_text(raw)):
        return NotADate("not_a_date")
    span = parse_date(raw, default_year=default_year)
    if not isinstance(span, DateSpan):
        return span
    return span.start.year if span.start.year == span.end.year else NotADate("not_a_date")


_TO = r"[-~—–―_至到]+"
_YEAR_IN_TEXT = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=年|[./_-]?\d{1,2}(?!\d)|[Qq第上下]|$|[^\d人元件份次场条名])", re.ASCII
)
_UP_TO = re.compile(r"截[至止]到?(.+?\d[日号]?)(?:$|[^\d年月日号./-])", re.ASCII)
_FULL_DATE = r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?"
_SHORT_DATE = r"(?:\d{4}[年./-])?(?:\d{1,2}[月./-])?\d{1,2}[日号]?"
_DAYS = re.compile(rf"({_FULL_DATE}){_TO}({_SHORT_DATE})", re.ASCII)
_YEARS = re.compile(rf"((?:19|20)\d{{2}})年?{_TO}((?:19|20)\d{{2}})年", re.ASCII)
_MONTHS_RANGE = re.compile(rf"(?<!\d)(\d{{1,2}})月?{_TO}(?:\d{{4}}年)?(\d{{1,2}})月(?!\d)", re.ASCII)
_QUARTER = re.compile(r"第?([1-4])季度?|[Qq]([1-4])", re.ASCII)
_HALF = re.compile(r"([上下])半年")
_WEEK = re.compile(r"第?(\d{1,2})周", re.ASCII)
_ONE_DAY = re.compile(rf"{_FULL_DATE}|(?<!\d)(?:19|20)\d{{6}}(?!\d)", re.ASCII)
_ONE_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[./_-]?(?P<month>0[1-9]|1[0-2]|[1-9])(?!\d)"
    r"|(?:(?P<full_year>\d{4})年)?(?<!\d)(?P<plain>\d{1,2})月",
    re.ASCII,
)


def _week(year: int, week: int) -> tuple[date, date] | None:
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def _period_of_days(text: str, year: int | None) -> tuple[date, date] | None:
    up_to = _UP_TO.search(text)
    if up_to:
        end = parse_date(up_to.group(1), default_year=year)
        return (date(end.end.year, 1, 1), end.end) if isinstance(end, DateSpan) else None
    days = _DAYS.search(text)
    if days:
        span = _span(days.group(1), days.group(2), year)
        if isinstance(span, DateSpan) and span.start <= span.end:
            return span.start, span.end
    return None


def _period_of_parts(text: str, year: int) -> tuple[date, date] | None:
    months = _MONTHS_RANGE.search(text)
    if months:
        return month_span(year, int(months.group(1)), int(months.group(2)))
    quarter = _QUARTER.search(text)
    if quarter:
        last = int(quarter.group(1) or quarter.group(2)) * 3
        return month_span(year, last - 2, last)
    half = _HALF.search(text)
    if half:
        return month_span(year, 1, 6) if half.group(1) == "上" else month_span(year, 7, MONTHS)
    week = _WEEK.search(text)
    return _week(year, int(week.group(1))) if week else None


def parse_period(text: str, default_year: int | None = None) -> tuple[date, date] | None:
    """Find the period that a title, an envelope or a file name speaks of; both ends included.

    From the most exact wording to the least: 截至…日 (from 1 January), from day to day, months,
    quarter, half year, ISO week (周一至周日), one day, one month, year. None if there is none.
    """
    plain = unicodedata.normalize("NFKC", clean_text(text)[:_LONGEST_TITLE])
    compact = with_digits("".join(plain.split()))
    found = _YEAR_IN_TEXT.search(compact)
    year = int(found.group(1)) if found else default_year
    days = _period_of_days(compact, year)
    if days:
        return days
    years = _YEARS.search(compact)
    if years and int(years.group(1)) <= int(years.group(2)):
        return date(int(years.group(1)), 1, 1), date(int(years.group(2)), MONTHS, LONGEST_MONTH)
    part = _period_of_parts(compact, year) if year else None
    if part:
        return part if part[0] <= part[1] else None
    one_day = _ONE_DAY.search(compact)
    if one_day:
        span = parse_date(one_day.group(), default_year=year)
        return (span.start, span.end) if isinstance(span, DateSpan) else None
    month = _ONE_MONTH.search(compact)
    if month:
        month_year = month["year"] or month["full_year"]
        number = int(month["month"] or month["plain"])
        if month_year or year:
            return month_span(int(month_year or year or 0), number)
    names_part = _WEEK.search(compact) is not None  # a week that does not exist is not its whole year
    return month_span(year, 1, MONTHS) if found and year and not names_part else None
