"""Ways of writing beyond the list of the domain, as they are met in the same files."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from tests.support.mess.dates import DAYS, day_of
from tests.support.mess.draft import Cell, Entry, Fact, Table
from tests.support.mess.entries import as_number, chinese_day
from tests.support.mess.faults import COUNTED, DATED, spoil
from tests.support.mess.naming import aliases
from tests.support.mess.rewriting import (
    FAULTS,
    VALUES,
    Apply,
    Pattern,
    Way,
    is_free,
    rewrite,
    set_number,
    worded,
)
from warehouse.contracts import types

_UPPER = "零壹贰叁肆伍陆柒捌玖"


def _fact_of(table: Table, entry: Entry) -> Fact:
    return next(fact for fact in table.facts if fact.entries.get(entry.column.name) is entry)


def _days(*ways: Callable[[date], Cell], needs_year: bool = False, unsure: bool = False) -> Apply:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        day = day_of(entry)
        if day is None or (needs_year and day.year != table.year):
            return False
        entry.cell = rng.choice(ways)(day)
        _fact_of(table, entry).is_unsure |= unsure
        return True

    return lambda draft: rewrite(draft, DAYS, change)


def _counts(*ways: Way, unsure: bool = False) -> Apply:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        if not is_free(table, entry.column) or entry.column.name == "sessions":
            return False
        text, value, qualifier = rng.choice(ways)(rng, entry.column.unit or "")
        set_number(table, entry, text, value, qualifier)
        _fact_of(table, entry).is_unsure |= unsure
        return True

    return lambda draft: rewrite(draft, (types.COUNT,), change)


def _hundreds(rng: random.Random) -> int:
    return rng.randint(2, 9) * 100


def _money_words(rng: random.Random, table: Table, entry: Entry) -> bool:
    """Amounts as on a receipt: ￥15,000.00, 壹万伍仟元整."""
    value = int(as_number(entry.cell))
    fact = _fact_of(table, entry)
    thousands = value // 1000
    ways = [f"￥{value:,}.00", f"¥{value:,}", f"{value:,}.00元", f"人民币{value}元"]
    if value % 1000 == 0 and 1 <= thousands <= 99 and (thousands < 10 or thousands % 10):
        tens, ones = divmod(thousands, 10)
        ways.append(f"{_UPPER[tens] + '万' if tens else ''}{_UPPER[ones] + '仟'}元整")
    entry.cell = rng.choice(ways)
    fact.is_unsure |= str(entry.cell)[0] not in "￥¥123456789"
    return True


def _both_names(rng: random.Random, table: Table, entry: Entry) -> bool:
    """Prefix, another name and a suffix at once: 郑州市上街区教育体育局（盖章）."""
    unit = str(entry.truth[entry.column.name])
    short = [
        name for name in aliases().get(unit, ()) if "上街" not in name and name.endswith(("局", "会", "委"))
    ]
    name = rng.choice([unit, *short])
    entry.cell = (
        rng.choice(["郑州市上街区", "上街区", "区"]) + name + rng.choice(["", "（盖章）", "（参公）"])
    )
    return True


def _odd(id_: str, phrase: str, apply: Apply, *datasets: str, stage: int = VALUES, **more: str) -> Pattern:
    return Pattern(f"odd.{id_}", phrase, apply, stage, datasets=datasets or None, **more)  # type: ignore[arg-type]


ODD_PATTERNS = (
    _odd(
        "date_padded",
        "2022年03月05日",
        _days(lambda d: f"{d:%Y年%m月%d日}", lambda d: f"{d:%Y/%m/%d}"),
        *DATED,
    ),
    _odd(
        "date_midnight",
        "2022-03-05 00:00:00 as text",
        _days(
            lambda d: f"{d} 00:00:00", lambda d: f"{d.year}/{d.month}/{d.day} 0:00", lambda d: f"{d}T00:00:00"
        ),
        *DATED,
    ),
    _odd(
        "date_full_stops",
        "2022。3。5, 2022．3．5",
        _days(lambda d: f"{d.year}．{d.month}．{d.day}", lambda d: f"{d.year}. {d.month}. {d.day}"),
        *DATED,
    ),
    _odd("date_without_last_word", "2022年3月5", _days(lambda d: chinese_day(d)[:-1]), *DATED),
    _odd(
        "date_enumerated", "2022、3、5", _days(lambda d: f"{d.year}、{d.month}、{d.day}", unsure=True), *DATED
    ),
    _odd(
        "date_month_slash_day",
        "3/5 with the year in the title",
        _days(lambda d: f"{d.month}/{d.day}", lambda d: f"{d.month}-{d.day}", needs_year=True, unsure=True),
        *DATED,
    ),
    _odd("date_floated", "20220305.0", _days(lambda d: f"{d:%Y%m%d}.0"), *DATED),
    _odd("date_apostrophe", "'2022-03-05", _days(lambda d: f"'{d}", unsure=True), *DATED),
    _odd(
        "date_two_digit_year",
        "22.3.5",
        _days(lambda d: f"{d:%y}.{d.month}.{d.day}", lambda d: f"{d:%y}/{d.month}/{d.day}", unsure=True),
        *DATED,
    ),
    _odd("date_day_first", "5/3/2022", _days(lambda d: f"{d.day}/{d.month}/{d.year}", unsure=True), *DATED),
    _odd(
        "date_two_days",
        "3月5、6日",
        spoil(
            (types.DATE,),
            lambda rng, table, entry: None if entry.column.may_be_future else f"{table.year}年3月5、6日",
            "several_dates",
            "not_a_date",
        ),
        *DATED,
        stage=FAULTS,
    ),
    _odd(
        "date_mistyped",
        "2O22-03-05 with a letter",
        spoil(
            (types.DATE, types.DATE_SPAN),
            lambda rng, table, entry: f"{table.year}-03-O5",
            "not_a_date",
            "impossible_date",
            "date_unclear",
        ),
        *DATED,
        stage=FAULTS,
    ),
    _odd(
        "date_wrong_century",
        "2202-03-05",
        spoil(
            (types.DATE, types.DATE_SPAN),
            lambda rng, table, entry: f"2{str(table.year)[1:][::-1]}5-03-05",
            "not_a_date",
            "impossible_date",
            "future_date",
        ),
        "activities",
        "trainings",
        stage=FAULTS,
    ),
    _odd(
        "number_spaced",
        "1 234",
        _counts(
            lambda rng, unit: ("1 234", 1234, None), lambda rng, unit: ("12 500", 12500, None), unsure=True
        ),
        "activities",
    ),
    _odd(
        "number_plus",
        "300+",
        _counts(worded("{n}+", "at_least", _hundreds), worded("{n}＋", "at_least", _hundreds), unsure=True),
        "activities",
    ),
    _odd(
        "number_at_least",
        "不少于300, 300人次以上",
        _counts(
            worded("不少于{n}", "at_least", _hundreds), worded("≥{n}", "at_least", _hundreds), unsure=True
        ),
        "activities",
    ),
    _odd(
        "number_all",
        "共120人次",
        _counts(
            worded("共{n}{unit}", None, lambda rng: rng.randint(20, 900)),
            worded("共计{n}", None, lambda rng: rng.randint(20, 900)),
            unsure=True,
        ),
        "activities",
    ),
    _odd(
        "number_half_ten_thousand",
        "0.5万",
        _counts(lambda rng, unit: ("0.5万", 5000, None), lambda rng, unit: ("0.35万", 3500, None)),
        "activities",
    ),
    _odd(
        "number_thousands_word",
        "5千",
        _counts(
            lambda rng, unit: ("5千", 5000, None),
            lambda rng, unit: ("3千余", 3000, "at_least"),
            lambda rng, unit: ("两百余", 200, "at_least"),
            lambda rng, unit: ("3百多", 300, "at_least"),
        ),
        "activities",
    ),
    _odd(
        "number_letter_w",
        "1.2W",
        _counts(
            lambda rng, unit: ("1.2W", 12000, None), lambda rng, unit: ("1.2w", 12000, None), unsure=True
        ),
        "activities",
    ),
    _odd(
        "number_two_qualifiers",
        "约300余人",
        _counts(worded("约{n}余{unit}", "about", _hundreds), unsure=True),
        "activities",
    ),
    _odd(
        "number_floated",
        "120.0, 1234.00",
        _counts(
            lambda rng, unit: ("120.0", 120, None),
            lambda rng, unit: ("1234.00", 1234, None),
            lambda rng, unit: ("1,234.0", 1234, None),
        ),
        "activities",
    ),
    _odd("number_padded", "0120", _counts(lambda rng, unit: ("0120", 120, None), unsure=True), "activities"),
    _odd(
        "number_full_stop",
        "120。",
        _counts(
            lambda rng, unit: ("120。", 120, None), lambda rng, unit: ("120人。", 120, None), unsure=True
        ),
        "activities",
    ),
    _odd(
        "number_with_note",
        "120人次（线上）",
        _counts(lambda rng, unit: (f"120{unit}（含群众）", 120, None), unsure=True),
        "activities",
    ),
    _odd(
        "number_money_words",
        "￥15,000.00, 壹万伍仟元整",
        lambda draft: rewrite(draft, (types.MONEY,), _money_words),
        "major_decisions",
    ),
    _odd(
        "number_included",
        "500（其中线上200）",
        spoil(
            (types.COUNT,),
            lambda rng, table, entry: (
                rng.choice(["500（其中线上200）", "120/80", "300+50", "线上500，线下200"])
                if entry.column.is_countable
                else None
            ),
            "two_facts_in_cell",
            "not_a_number",
            "other_measure",
            "number_mistyped",
        ),
        *COUNTED,
        stage=FAULTS,
    ),
    _odd(
        "number_mistyped",
        "1O0, 12o, 1..5",
        spoil(
            (types.COUNT,),
            lambda rng, table, entry: (
                rng.choice(["1O0", "l20", "12o", "1..5", "1,23,4", "12,34"])
                if entry.column.is_countable
                else None
            ),
            "not_a_number",
            "number_mistyped",
            "two_facts_in_cell",
            "not_whole",
        ),
        *COUNTED,
        stage=FAULTS,
    ),
    _odd(
        "number_vague",
        "数百人, 上千",
        spoil(
            (types.COUNT,),
            lambda rng, table, entry: (
                rng.choice(["数百人", "数千", "几十", "百余以下"]) if entry.column.is_countable else None
            ),
            "not_a_number",
            "number_is_range",
        ),
        *COUNTED,
        stage=FAULTS,
    ),
    _odd(
        "number_other_measure",
        "3场 among 人次",
        spoil(
            (types.COUNT,),
            lambda rng, table, entry: "3场" if entry.column.name == "audience" else None,
            "other_measure",
            "not_a_number",
            "two_facts_in_cell",
        ),
        "activities",
        stage=FAULTS,
    ),
    _odd(
        "name_all_at_once",
        "郑州市上街区教育体育局（盖章）",
        lambda draft: rewrite(draft, (types.UNIT,), _both_names),
        "activities",
        "trainings",
        "file_reviews",
        "devices",
    ),
)
