"""Faults: cells that must be found, with the codes that may say so."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.support.mess.dates import DAYS, day_of
from tests.support.mess.draft import FORMULAS, TYPES, Cell, Draft, Entry, ErrorCell, Formula, Table, Wanted
from tests.support.mess.rewriting import FAULTS, Apply, Pattern
from warehouse.contracts import types
from warehouse.contracts.types import ValueKind

COUNTED = ("activities", "trainings", "vice_principals", "legality_reviews", "devices", "file_reviews")
DATED = (
    "activities",
    "trainings",
    "reconsiderations",
    "litigations",
    "legality_reviews",
    "major_decisions",
    "file_reviews",
    "institution_events",
    "duty_events",
    "vice_principals",
)
NAMED = ("activities", "trainings", "officers", "devices", "file_reviews", "duty_events", "assessments")
Choose = Callable[[random.Random, Table, Entry], Cell]


def fault(draft: Draft, number: int, entry: Entry, cell: Cell, *codes: str) -> bool:
    """Spoil a cell so that its row must be kept out with one of the codes."""
    table = draft.table
    entry.write(cell)
    table.facts[number].codes = codes
    table.wanted.append(Wanted(codes, number, entry.column.name))
    return True


def spoil(kinds: tuple[ValueKind, ...], choose: Choose, *codes: str, names: tuple[str, ...] = ()) -> Apply:
    """Spoil one cell of some kinds (or of named columns); `choose` says None where it cannot."""

    def apply(draft: Draft) -> bool:
        cells = [
            (number, entry)
            for number, entry in draft.table.entries(*kinds)
            if not names or entry.column.name in names
        ]
        draft.rng.shuffle(cells)
        for number, entry in cells:
            cell = choose(draft.rng, draft.table, entry)
            if cell is not None:
                return fault(draft, number, entry, cell, *codes)
        return False

    return apply


def _texts(*texts: str) -> Choose:
    return lambda rng, table, entry: rng.choice(texts)


def _countable(choose: Choose) -> Choose:
    """Only in columns that figures are computed from."""
    return lambda rng, table, entry: choose(rng, table, entry) if entry.column.is_countable else None


def _impossible(rng: random.Random, table: Table, entry: Entry) -> Cell:
    year = table.year
    return rng.choice(
        [f"{year}.2.30", f"{year}年2月30日", f"{year}-06-31", f"{year}/13/5", f"{year}年4月31日"]
    )


def _vague(*ways: Callable[[date], str]) -> Choose:
    def choose(rng: random.Random, table: Table, entry: Entry) -> Cell:
        day = day_of(entry)
        return rng.choice(ways)(day) if day is not None else None

    return choose


def _future(rng: random.Random, table: Table, entry: Entry) -> Cell:
    if entry.column.may_be_future or entry.column.name != table.dataset.date:
        return None
    return (table.filed_on + timedelta(rng.randint(20, 300))).isoformat()


def _negative(rng: random.Random, table: Table, entry: Entry) -> Cell:
    """A file that says 更正 or 冲减 may hold negative counts."""
    return None if "更正" in table.title or "冲减" in table.title else -rng.randint(1, 90)


def _near_miss(rng: random.Random, table: Table, entry: Entry) -> Cell:
    return rng.choice(["区教育据", "公安居", "卫建委", "市场监管据", "财证局", "农业农村居"])


def _stranger(rng: random.Random, table: Table, entry: Entry) -> Cell:
    return rng.choice(["文化广场", "张某甲", "第三季度", "某某有限公司"])


def _blank_required(draft: Draft) -> bool:
    """A required cell is empty."""
    table = draft.table
    cells = [
        (number, entry)
        for number, entry in table.entries(types.TEXT, types.CODE, *DAYS, types.CHOICE, types.UNIT)
        if entry.column.required and entry.column.envelope is None and not entry.column.is_period_end
    ]
    if not cells:
        return False
    number, entry = draft.rng.choice(cells)
    # The first cell of a row tells what the row is, so that it stays.
    if entry.column.name == next(heading.name for heading in table.headings if heading.name):
        return _blank_required_elsewhere(draft, cells, number)
    return fault(draft, number, entry, None, "required_blank")


def _blank_required_elsewhere(draft: Draft, cells: list[tuple[int, Entry]], number: int) -> bool:
    first = next(heading.name for heading in draft.table.headings if heading.name)
    for other, entry in cells:
        if other == number and entry.column.name != first:
            return fault(draft, other, entry, None, "required_blank")
    return False


def _not_listed(rng: random.Random, table: Table, entry: Entry) -> Cell:
    choices = entry.column.choices
    return rng.choice(["待定", "另行通知", "甲乙丙"]) if choices is not None and not choices.is_open else None


def _pair(first: str, second: str, wrong: Callable[[Any, Any], Any], code: str) -> Apply:
    """Break a rule between two columns by changing the second."""

    def apply(draft: Draft) -> bool:
        table = draft.table
        for number, fact in enumerate(table.facts):
            one, two = fact.entries.get(first), fact.entries.get(second)
            if one is None or two is None or fact.codes or one.cell is None or two.cell is None:
                continue
            if not (one.is_plain and two.is_plain):
                continue
            value = wrong(one.truth[first], two.truth[second])
            one.is_plain = False
            return fault(draft, number, two, value.isoformat() if isinstance(value, date) else value, code)
        return False

    return apply


def _sum(draft: Draft) -> bool:
    """The kinds of penalty do not add up to 合计."""
    table = draft.table
    for number, entry in table.entries(types.COUNT):
        if entry.column.name == "total" and isinstance(entry.cell, int):
            return fault(
                draft, number, entry, entry.cell + draft.rng.randint(1, 9), "penalties_do_not_add_up"
            )
    return False


def _uncached(draft: Draft) -> bool:
    cells = [cell for cell in draft.table.entries(types.COUNT) if cell[1].column.is_countable]
    if not cells:
        return False
    number, entry = draft.rng.choice(cells)
    return fault(draft, number, entry, Formula("SUM(Z1:Z9)", None), "error_cell", "uncached_formula")


def _error(draft: Draft) -> bool:
    cells = [cell for cell in draft.table.entries(types.COUNT) if cell[1].column.is_countable]
    if not cells:
        return False
    number, entry = draft.rng.choice(cells)
    text = draft.rng.choice(["#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?"])
    return fault(draft, number, entry, ErrorCell(text), "error_cell")


_COUNTS = (types.COUNT,)
_NATIVE, _FORMULAS = frozenset({TYPES}), frozenset({FORMULAS})


def _fault(
    id_: str,
    phrase: str,
    apply: Apply,
    datasets: tuple[str, ...],
    needs: frozenset[str] = frozenset(),
    **more: Any,
) -> Pattern:
    return Pattern(id_, phrase, apply, FAULTS, needs, datasets=datasets, **more)


FAULT_PATTERNS = (
    _fault("file.error_cell", "#REF!", _error, COUNTED),
    _fault("file.uncached_formula", "uncached formulas", _uncached, COUNTED, _FORMULAS),
    _fault("date.impossible", "2022.2.30", spoil(DAYS, _impossible, "impossible_date"), DATED),
    _fault(
        "date.no_date",
        "不详 where a date is needed",
        spoil((types.DATE, types.DATE_SPAN), _texts("不详", "见附件", "近期"), "not_a_date"),
        DATED,
    ),
    _fault(
        "date.vague_month",
        "2022/3 where a day is needed",
        spoil(
            (types.DATE, types.DATE_SPAN),
            _vague(lambda d: f"{d.year}/{d.month}", lambda d: f"{d.year}年{d.month}月"),
            "date_too_vague",
        ),
        DATED,
    ),
    _fault(
        "date.vague_ten_days",
        "3月上旬",
        spoil(
            (types.DATE, types.DATE_SPAN),
            _vague(lambda d: f"{d.month}月上旬", lambda d: f"{d.year}年{d.month}月中旬"),
            "date_too_vague",
        ),
        DATED,
    ),
    _fault(
        "date.vague_year",
        "全年",
        spoil((types.DATE, types.DATE_SPAN), _texts("全年", "全年"), "date_too_vague"),
        ("activities", "trainings"),
    ),
    _fault("date.future", "a date after the day of filing", spoil(DAYS, _future, "future_date"), DATED),
    _fault(
        "number.two_facts",
        "500余份、12人次",
        spoil(
            _COUNTS,
            _countable(_texts("500余份、12人次", "3场200人次", "讲座2场、咨询30人次")),
            "two_facts_in_cell",
        ),
        COUNTED,
    ),
    _fault(
        "number.kinds_and_copies",
        "28种60000余份",
        spoil(_COUNTS, _texts("28种60000余份", "3种500余份"), "two_facts_in_cell", names=("materials",)),
        ("activities",),
        having=("materials",),
    ),
    _fault(
        "number.range",
        "a range",
        spoil(_COUNTS, _countable(_texts("100-200", "100~200", "100至200人")), "number_is_range"),
        COUNTED,
    ),
    _fault(
        "number.words",
        "若干",
        spoil(_COUNTS, _countable(_texts("若干", "很多", "见附件")), "not_a_number"),
        COUNTED,
    ),
    _fault(
        "number.percent_in_count",
        "74.7% where a count is asked",
        spoil(_COUNTS, _countable(_texts("74.7%", "98%")), "not_a_number"),
        COUNTED,
    ),
    _fault(
        "number.fraction",
        "12.5 of a count",
        spoil(_COUNTS, lambda rng, table, entry: 12.5, "not_whole"),
        COUNTED,
        _NATIVE,
    ),
    _fault("number.negative", "a negative count", spoil(_COUNTS, _negative, "negative_number"), COUNTED),
    _fault(
        "number.beyond_bounds",
        "a score over 100",
        spoil(
            (types.NUMBER,),
            lambda rng, table, entry: rng.randint(101, 180),
            "out_of_bounds",
            names=("score",),
        ),
        ("file_reviews",),
    ),
    _fault("number.sum_differs", "合计 that is not the sum", _sum, ("enforcement_stats",)),
    _fault(
        "number.attended_over_expected",
        "实到 > 应到",
        _pair("expected", "attended", lambda expected, attended: expected + 7, "attended_exceeds_expected"),
        ("trainings",),
    ),
    _fault(
        "number.adopted_over_opinions",
        "采纳 > 意见",
        _pair("opinions", "adopted", lambda opinions, adopted: opinions + 3, "adopted_exceeds_opinions"),
        ("legality_reviews",),
        having=("adopted", "opinions"),
    ),
    _fault(
        "date.closed_before_received",
        "审结 before 收文",
        _pair(
            "received_on",
            "closed_on",
            lambda received, closed: received - timedelta(9),
            "review_closed_before_received",
        ),
        ("legality_reviews",),
    ),
    _fault(
        "date.decided_before_filed",
        "决定 before 立案",
        _pair("filed_on", "decided_on", lambda filed, decided: filed - timedelta(12), "decided_before_filed"),
        ("major_decisions",),
        without=("reviewed_on", "published_on"),
    ),
    _fault("name.near_miss", "区教育据", spoil((types.UNIT,), _near_miss, "unknown_unit"), NAMED),
    _fault("process.wrong_unit", "wrong unit column", spoil((types.UNIT,), _stranger, "unknown_unit"), NAMED),
    _fault(
        "name.village_near_miss",
        "a village with a wrong character",
        spoil((types.VILLAGE,), _texts("方项村", "新华衔社区", "柏庙材"), "unknown_village"),
        ("legal_stewards", "venues"),
    ),
    _fault(
        "name.not_listed",
        "a word of no enumeration",
        spoil((types.CHOICE,), _not_listed, "unknown_choice"),
        (
            "trainings",
            "reconsiderations",
            "legality_reviews",
            "file_reviews",
            "creation_events",
            "litigations",
        ),
    ),
    _fault(
        "process.required_blank",
        "a required cell left empty",
        _blank_required,
        (
            "trainings",
            "reconsiderations",
            "creation_events",
            "legality_reviews",
            "litigations",
            "institution_events",
        ),
    ),
)
