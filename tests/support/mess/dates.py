"""How clerks write dates."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tests.support.mess.draft import TYPES, Cell, Draft, Entry, Table
from tests.support.mess.entries import chinese_day
from tests.support.mess.rewriting import VALUES, Apply, Pattern, rewrite
from warehouse.contracts import types

DAYS = (types.DATE, types.DATE_SPAN, types.PARTIAL_DATE)
_DIGITS = "〇一二三四五六七八九"


def day_of(entry: Entry) -> date | None:
    """The single day that a cell stands for; None for a span or a part of a date."""
    name, kind = entry.column.name, entry.column.kind
    value = entry.truth.get(name)
    if not isinstance(value, date):
        return None
    if kind is types.DATE_SPAN and entry.truth[f"{entry.column.end_name}"] != value:
        return None
    if kind is types.PARTIAL_DATE and entry.truth[f"{name}_precision"] != "day":
        return None
    return value


def chinese_number(number: int) -> str:
    """1–99 in Chinese: 三, 十, 十二, 二十五."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def chinese_year(year: int) -> str:
    """二〇二二."""
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def _writing(*ways: Callable[[date], Cell], needs_year: bool = False) -> Apply:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        day = day_of(entry)
        if day is None or (needs_year and day.year != table.year):
            return False
        entry.cell = rng.choice(ways)(day)
        return True

    return lambda draft: rewrite(draft, DAYS, change)


def _span(draft: Draft) -> bool:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        start: date = entry.truth[entry.column.name]
        end = start + timedelta(rng.randint(1, 4))
        if start.year != table.year or end.year != start.year or end >= table.filed_on:
            return False
        ways = [
            f"{start} 至 {end:%m-%d}",
            f"{start}至{end}",
            f"{chinese_day(start)}至{end.month}月{end.day}日",
            f"{start.year}.{start.month}.{start.day}-{end.year}.{end.month}.{end.day}",
            f"{chinese_day(start)}—{chinese_day(end)}",
            f"{start.month}月{start.day}日至{end.month}月{end.day}日",
        ]
        if start.month == end.month:
            ways += [f"{chinese_day(start)[:-1]}-{end.day}日", f"{start.month}月{start.day}-{end.day}日"]
        entry.write(rng.choice(ways), **{f"{entry.column.end_name}": end})
        return True

    return rewrite(draft, (types.DATE_SPAN,), change)


def _partial(*ways: Callable[[date], Cell], precision: str) -> Apply:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        name = entry.column.name
        day: date = entry.truth[name]
        if day.year != table.year or any(name in rule.columns for rule in table.dataset.rules):
            return False
        first = day.replace(day=1) if precision == "month" else day.replace(month=1, day=1)
        entry.write(rng.choice(ways)(first), **{name: first, f"{name}_precision": precision})
        return True

    return lambda draft: rewrite(draft, (types.PARTIAL_DATE,), change)


def _ten_days(draft: Draft) -> bool:
    """A third of a month, known by its first day as a month is."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        name = entry.column.name
        day: date = entry.truth[name]
        if day.year != table.year or any(name in rule.columns for rule in table.dataset.rules):
            return False
        third = rng.randrange(3)
        first = day.replace(day=1 + 10 * third)
        entry.write(
            f"{first.year}年{first.month}月{'上中下'[third]}旬", **{name: first, f"{name}_precision": "month"}
        )
        return True

    return rewrite(draft, (types.PARTIAL_DATE,), change)


def _base_1904(draft: Draft) -> bool:
    draft.date_1904 = True
    return rewrite(draft, DAYS, _as_day_cell, share=1.0)


def _as_day_cell(rng: random.Random, table: Table, entry: Entry) -> bool:
    day = day_of(entry)
    if day is None:
        return False
    entry.cell = day
    return True


def _serial_1904(draft: Draft) -> bool:
    """Bare serial numbers of a workbook that counts from 1904."""
    draft.date_1904 = True
    return _writing(lambda day: (day - date(1904, 1, 1)).days)(draft)


_CHINESE = str.maketrans("0123456789", "０１２３４５６７８９")
_WITH_DATES = (
    *("activities", "trainings", "legal_stewards", "vice_principals", "creation_events", "legality_reviews"),
    *("reconsiderations", "litigations", "devices", "major_decisions", "file_reviews", "institution_events"),
)
_PARTIAL_DATASETS = ("creation_events", "venues", "legal_stewards", "duty_items")
_NATIVE = frozenset({TYPES})
# 2022-03-05 as a number: Excel counts the days since 1899-12-30.
_EPOCH = date(1899, 12, 30)


def _dated(id_: str, phrase: str, apply: Apply, needs: frozenset[str] = frozenset()) -> Pattern:
    return Pattern(f"date.{id_}", phrase, apply, VALUES, needs, datasets=_WITH_DATES)


DATE_PATTERNS = (
    _dated("dots", "2022.3.5", _writing(lambda d: f"{d.year}.{d.month}.{d.day}", lambda d: f"{d:%Y.%m.%d}")),
    _dated(
        "chinese", "2022年3月5日", _writing(chinese_day, lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日")
    ),
    _dated("slashes", "2022/3/5", _writing(lambda d: f"{d.year}/{d.month}/{d.day}")),
    _dated(
        "no_year",
        "3月5日 (year from the envelope)",
        _writing(lambda d: f"{d.month}月{d.day}日", lambda d: f"{d.month}月{d.day}号", needs_year=True),
    ),
    Pattern(
        "date.serial",
        "serial 44625",
        _writing(lambda d: (d - _EPOCH).days),
        VALUES,
        _NATIVE,
        slot="base",
        datasets=_WITH_DATES,
    ),
    Pattern(
        "date.serial_text",
        "serial 44625 as text",
        _writing(lambda d: str((d - _EPOCH).days)),
        VALUES,
        slot="base",
        datasets=_WITH_DATES,
    ),
    Pattern(
        "date.base_1904",
        "the 1904 base",
        _base_1904,
        VALUES,
        _NATIVE,
        slot="base",
        datasets=_WITH_DATES,
    ),
    Pattern(
        "date.serial_1904",
        "serial of the 1904 base",
        _serial_1904,
        VALUES,
        _NATIVE,
        slot="base",
        datasets=_WITH_DATES,
    ),
    Pattern(
        "date.month",
        "2022/3",
        _partial(
            lambda d: f"{d.year}/{d.month}",
            lambda d: f"{d.year}年{d.month}月",
            lambda d: f"{d:%Y.%m}",
            precision="month",
        ),
        VALUES,
        datasets=_PARTIAL_DATASETS,
    ),
    Pattern(
        "date.year_only",
        "a year where a year is enough",
        _partial(lambda d: f"{d.year}年", lambda d: str(d.year), lambda d: d.year, precision="year"),
        VALUES,
        datasets=_PARTIAL_DATASETS,
    ),
    _dated("digits", "20220305", _writing(lambda d: f"{d:%Y%m%d}", lambda d: int(f"{d:%Y%m%d}"))),
    Pattern("date.span", "2022-03-05 至 03-07", _span, VALUES, datasets=("activities", "trainings")),
    Pattern(
        "date.ten_days_of_month",
        "3月上旬, in a column where the month is enough",
        _ten_days,
        VALUES,
        datasets=_PARTIAL_DATASETS,
    ),
    Pattern(
        "date.whole_year",
        "全年, in a column where the year is enough",
        _partial(lambda d: f"{d.year}年全年", lambda d: "全年", precision="year"),
        VALUES,
        datasets=("duty_items",),
    ),
    _dated(
        "month_dot_day",
        "12.4/12·4",
        _writing(lambda d: f"{d.month}.{d.day}", lambda d: f"{d.month}·{d.day}", needs_year=True),
    ),
    Pattern(
        "date.chinese_month",
        "二〇二二年三月",
        _partial(lambda d: f"{chinese_year(d.year)}年{chinese_number(d.month)}月", precision="month"),
        VALUES,
        datasets=_PARTIAL_DATASETS,
    ),
    _dated(
        "chinese_numerals",
        "二〇二二年三月五日",
        _writing(
            lambda d: f"{chinese_year(d.year)}年{chinese_number(d.month)}月{chinese_number(d.day)}日",
            lambda d: (
                f"{chinese_year(d.year).replace('〇', '○')}年{chinese_number(d.month)}月"
                f"{chinese_number(d.day)}日"
            ),
        ),
    ),
    _dated("full_width", "２０２２年３月５日", _writing(lambda d: chinese_day(d).translate(_CHINESE))),
    _dated(
        "with_time",
        "2022-03-05 09:30",
        _writing(
            lambda d: f"{d} 09:30:00", lambda d: f"{chinese_day(d)}上午", lambda d: f"{chinese_day(d)}9时"
        ),
    ),
    _dated(
        "moment", "a date cell with a time", _writing(lambda d: datetime.combine(d, time(9, 30))), _NATIVE
    ),
    _dated(
        "weekday",
        "2022年3月5日（星期六）",
        _writing(lambda d: f"{chinese_day(d)}（{'星期' + '一二三四五六日'[d.weekday()]}）"),
    ),
    _dated("short_year", "22.3.5 (二位年份)", _writing(lambda d: f"{d:%y}年{d.month}月{d.day}日")),
)
