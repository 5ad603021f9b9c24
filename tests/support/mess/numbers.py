"""How clerks write numbers, amounts and codes."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.support.mess.dates import chinese_number
from tests.support.mess.draft import TYPES, Cell, Draft, Entry, Table, Wanted
from tests.support.mess.entries import as_number
from tests.support.mess.rewriting import (
    VALUES,
    Apply,
    Change,
    Pattern,
    Way,
    is_free,
    rewrite,
    set_number,
    worded,
)
from warehouse.contracts import types

AT_LEAST, ABOUT, ALMOST = "at_least", "about", "almost"
COUNTED = ("activities", "trainings", "vice_principals", "legality_reviews", "devices", "file_reviews")
FREE = ("activities",)
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_NUMBERS = (types.COUNT, types.NUMBER, types.MONEY)


def _same(write: Callable[[Decimal], str | None]) -> Apply:
    """Write the same number another way."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        text = write(as_number(entry.cell))
        if text is None:
            return False
        entry.cell = text
        return True

    return lambda draft: rewrite(draft, _NUMBERS, change)


def _estimate(*ways: Way) -> Apply:
    """Write another count in a column that stands in no rule; the ways take the measure word."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        if not is_free(table, entry.column) or entry.column.name == "sessions":
            return False
        text, value, qualifier = rng.choice(ways)(rng, entry.column.unit or "")
        set_number(table, entry, text, value, qualifier)
        return True

    return lambda draft: rewrite(draft, (types.COUNT,), change)


def _hundreds(rng: random.Random) -> int:
    return rng.randint(1, 9) * 100


def _tenths(rng: random.Random) -> int:
    """A number of thousands above ten thousand that is no whole number of ten thousands."""
    return rng.choice([n for n in range(11, 60) if n % 10]) * 1000


def _blanked(*texts: str) -> Apply:
    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        column = entry.column
        if column.required or column.default is not None or table.dataset.name == "enforcement_stats":
            return False
        if table.dataset.name == "activities":
            table.tolerated.add("materials_without_audience")
        entry.write(rng.choice(texts), **{column.name: None})
        return True

    return lambda draft: rewrite(draft, (types.COUNT,), change, share=0.2)


def _none(rng: random.Random, table: Table, entry: Entry) -> bool:
    column = entry.column
    if column.required or not column.none_is_zero or column.default is not None or not is_free(table, column):
        return False
    entry.write("无", **{column.name: 0})
    return True


def _with_measure(rng: random.Random, table: Table, entry: Entry) -> bool:
    unit = entry.column.unit
    if unit is None:
        return False
    entry.cell = f"{entry.cell}{rng.choice(['', ' '])}{unit}"
    return True


def _money_in_cell(rng: random.Random, table: Table, entry: Entry) -> bool:
    value = as_number(entry.cell)
    ten_thousands = value / 10000
    entry.cell = rng.choice(
        [f"{value}元", f"{ten_thousands.normalize():f}万元", f"{ten_thousands.normalize():f}万"]
    )
    return True


def _money_in_header(draft: Draft) -> bool:
    """The header says 万元, and the numbers below it are in 万元."""
    table = draft.table
    for heading in table.headings:
        column = next((c for c in table.dataset.columns if c.name == heading.name), None)
        if column is None or column.kind is not types.MONEY:
            continue
        entries = [fact.entries[column.name] for fact in table.facts]
        if not all(entry.cell is None or entry.is_plain for entry in entries):
            return False
        heading.label += draft.rng.choice(["（万元）", "(万元)", "\n（万元）"])
        for entry in entries:
            if entry.cell is not None:
                entry.write(float(as_number(entry.cell) / 10000))
        return True
    return False


def _money_above(draft: Draft) -> bool:
    """「单位：万元」 stands above the table."""
    table = draft.table
    found = False
    for fact in table.facts:
        for entry in fact.entries.values():
            if entry.column.kind is types.MONEY and entry.cell is not None and entry.is_plain:
                entry.write(float(as_number(entry.cell) / 10000))
                found = True
    if found:
        table.above.append({max(len(table.headings) - 1, 1): "单位：万元"})
    return found


def _code(change: Change, *names: str) -> Apply:
    def checked(rng: random.Random, table: Table, entry: Entry) -> bool:
        return entry.column.name in names and change(rng, table, entry)

    return lambda draft: rewrite(draft, (types.CODE, types.IDENTITY_NUMBER), checked)


def _leading_zeros(rng: random.Random, table: Table, entry: Entry) -> bool:
    text = f"00{rng.randint(1, 9)}{entry.truth[entry.column.name]}"
    entry.write(text, **{entry.column.name: text})
    return True


def _floated(rng: random.Random, table: Table, entry: Entry) -> bool:
    digits = str(rng.randint(10000000, 99999999))
    ways: list[Cell] = [float(digits), int(digits), f"{digits}.0"]
    entry.write(rng.choice(ways), **{entry.column.name: digits})
    return True


def _phone_number(rng: random.Random, table: Table, entry: Entry) -> bool:
    entry.cell = float(str(entry.truth[entry.column.name]))
    return True


def _rounded(name: str, shorten: Callable[[str], str | float]) -> Apply:
    """A number of many digits that the spreadsheet has rounded: null, with a warning."""

    def apply(draft: Draft) -> bool:
        table = draft.table
        for number, entry in table.entries(types.CODE, types.IDENTITY_NUMBER):
            if entry.column.name == name:
                entry.write(shorten(str(entry.truth[name])), **{name: None})
                table.wanted.append(Wanted(("number_rounded",), number, name))
                return True
        return False

    return apply


def _negative_correction(draft: Draft) -> bool:
    """A file that says 更正 or 冲减 may hold negative counts."""
    table = draft.table
    word = draft.rng.choice(["（更正）", "（冲减）"])
    table.retitle(table.title + word)

    def change(rng: random.Random, of: Table, entry: Entry) -> bool:
        if not is_free(of, entry.column) or entry.column.name == "sessions":
            return False
        value = -rng.randint(1, 50)
        entry.write(value, **{entry.column.name: value})
        return True

    return rewrite(draft, (types.COUNT,), change, share=0.2, only=table)


def _percent(rng: random.Random, table: Table, entry: Entry) -> bool:
    if entry.column.name != "target":
        return False
    value = rng.choice([Decimal("74.7"), Decimal(90), Decimal(100)])
    entry.write(rng.choice([f"{value}%", f"{value}％"]), **{entry.column.name: value})
    return True


def _chinese_count(rng: random.Random, unit: str) -> tuple[str, int, None]:
    number = rng.randint(11, 99)
    return chinese_number(number), number, None


_NATIVE = frozenset({TYPES})


def _counted(id_: str, phrase: str, apply: Apply, datasets: tuple[str, ...] = FREE) -> Pattern:
    return Pattern(f"number.{id_}", phrase, apply, VALUES, datasets=datasets)


def _rewriting(change: Change, *kinds: object) -> Apply:
    return lambda draft: rewrite(draft, kinds or (types.COUNT,), change)


NUMBER_PATTERNS = (
    _counted("full_width", "１２３", _same(lambda n: f"{n}".translate(_FULL_WIDTH)), COUNTED),
    _counted(
        "ten_thousands",
        "1.2万",
        _estimate(worded("{wan}万", None, _tenths)),
    ),
    _counted(
        "ten_thousands_measured",
        "5.5万件",
        _estimate(worded("{wan}万{unit}", None, _tenths)),
    ),
    _counted(
        "ten_thousand_odd",
        "1万余人次",
        _estimate(
            lambda rng, unit: (f"1万余{unit}", 10000, AT_LEAST), lambda rng, unit: ("2万多", 20000, AT_LEAST)
        ),
    ),
    _counted(
        "odd",
        "200余",
        _estimate(
            worded("{n}余", AT_LEAST, _hundreds),
            worded("{n}余{unit}", AT_LEAST, _hundreds),
            worded("{n}多{unit}", AT_LEAST, _hundreds),
        ),
    ),
    _counted(
        "almost",
        "近千",
        _estimate(
            lambda rng, unit: ("近千", 1000, ALMOST),
            lambda rng, unit: (f"近千{unit}", 1000, ALMOST),
            worded("近{n}{unit}", ALMOST, _hundreds),
        ),
    ),
    _counted(
        "over",
        "超过2000",
        _estimate(
            worded("超过{n}", AT_LEAST, _hundreds),
            worded("{n}{unit}以上", AT_LEAST, _hundreds),
        ),
    ),
    _counted(
        "about",
        "约300人",
        _estimate(
            worded("约{n}{unit}", ABOUT, _hundreds),
            worded("{n}{unit}左右", ABOUT, _hundreds),
        ),
    ),
    _counted(
        "chinese_odd",
        "三百余",
        _estimate(
            lambda rng, unit: ("三百余", 300, AT_LEAST),
            lambda rng, unit: (f"五百余{unit}", 500, AT_LEAST),
            lambda rng, unit: ("一千二百余", 1200, AT_LEAST),
        ),
    ),
    _counted(
        "chinese",
        "三百二十 (Chinese numerals)",
        _estimate(
            _chinese_count,
            lambda rng, unit: ("三百二十", 320, None),
            lambda rng, unit: ("一千零五", 1005, None),
            lambda rng, unit: ("两千", 2000, None),
        ),
    ),
    _counted("text", "text numbers", _same(lambda n: f"{n}"), COUNTED),
    _counted("spaced_text", "text numbers with spaces", _same(lambda n: f" {n} "), COUNTED),
    _counted("measured", "120人次", _rewriting(_with_measure), COUNTED),
    _counted("thousands", "1,234", _same(lambda n: f"{n:,}" if n >= 1000 else None)),
    _counted(
        "thousands_wide",
        "１，２３４",
        _same(lambda n: f"{n:,}".translate(_FULL_WIDTH) if n >= 1000 else None),
    ),
    _counted("dash", "—、/、-", _blanked("—", "/", "-", "——"), ("activities", "trainings", "file_reviews")),
    _counted("none", "无", _rewriting(_none)),
    Pattern(
        "number.percent", "74.7% as text", _rewriting(_percent, types.NUMBER), VALUES, datasets=("targets",)
    ),
    Pattern(
        "number.money_in_cell",
        "元/万元",
        _rewriting(_money_in_cell, types.MONEY),
        VALUES,
        datasets=("major_decisions", "enforcement_stats"),
    ),
    Pattern(
        "number.money_in_header",
        "万元 in the header",
        _money_in_header,
        VALUES,
        slot="money",
        datasets=("major_decisions", "enforcement_stats"),
    ),
    Pattern(
        "number.money_above",
        "单位：万元 above the table",
        _money_above,
        VALUES,
        slot="money",
        datasets=("major_decisions",),
    ),
    Pattern(
        "number.leading_zeros",
        "leading zeros",
        _code(_leading_zeros, "certificate_no", "review_no"),
        VALUES,
        datasets=("officers", "legality_reviews"),
    ),
    Pattern(
        "number.floated_code",
        "11001011.0",
        _code(_floated, "certificate_no", "file_no"),
        VALUES,
        datasets=("officers", "file_problems"),
    ),
    Pattern(
        "number.phone_as_number",
        "1.38E+10 phones, as the number they are",
        _code(_phone_number, "phone"),
        VALUES,
        _NATIVE,
        datasets=("legal_stewards",),
        having=("phone",),
    ),
    Pattern(
        "number.phone_rounded",
        "1.38E+10 phones, as text",
        _rounded("phone", lambda text: "1.38E+10"),
        VALUES,
        datasets=("legal_stewards",),
        having=("phone",),
    ),
    Pattern(
        "number.identity_rounded",
        "ID numbers rounded at 15 digits",
        _rounded("id_number", lambda text: float(text[:15].ljust(18, "0"))),
        VALUES,
        _NATIVE,
        datasets=("legal_stewards",),
        having=("id_number",),
    ),
    Pattern(
        "number.negative_correction",
        "negative corrections",
        _negative_correction,
        VALUES,
        slot="title",
        datasets=FREE,
    ),
)
