"""How clerks write the names of units, places and choices, and how the same thing is reported twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from tests.support.mess.draft import Draft, Entry, Heading, Table
from tests.support.mess.entries import truth_of
from tests.support.mess.places import UNITS, codes, township_of, villages
from tests.support.mess.rewriting import VALUES, Apply, Pattern, rewrite
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.reference.tables import load_reference

WITH_UNITS = (
    *(
        "activities",
        "trainings",
        "legality_reviews",
        "reconsiderations",
        "litigations",
        "officers",
        "devices",
    ),
    *("major_decisions", "file_reviews", "assessments", "duty_events", "venues", "vice_principals"),
)


_NAMED = (types.UNIT, types.TOWNSHIP, types.VILLAGE)


_INVISIBLE = ("\u200b", "\ufeff", "\u00a0", "\u3000", " ")


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """The other names of each unit that the reference lists, for units written alike everywhere."""
    names = {code: name for name, code in codes().items()}
    found: dict[str, list[str]] = {}
    for alias in load_reference().unit_aliases:
        found.setdefault(names[alias.code], []).append(alias.alias)
    return {name: tuple(own) for name, own in found.items()}


def _units(write: Callable[[random.Random, str], str | None]) -> Apply:
    """Write the same unit another way."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        text = write(rng, str(entry.truth[entry.column.name]))
        if text is None:
            return False
        entry.cell = text
        return True

    return lambda draft: rewrite(draft, (types.UNIT,), change)


def _other_units(*ways: Callable[[random.Random], tuple[str, str]]) -> Apply:
    """Write other units: (as written, the unit it is)."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        text, unit = rng.choice(ways)(rng)
        entry.write(text, **truth_of(entry.column, unit))
        return True

    return lambda draft: rewrite(draft, (types.UNIT,), change)


def _prefixed(rng: random.Random, unit: str) -> str:
    return rng.choice(["上街区", "郑州市上街区", "区"]) + unit


def _propaganda(rng: random.Random) -> tuple[str, str]:
    return rng.choice(["中共上街区委宣传部", "区委宣传部", "中共郑州市上街区委宣传部"]), "宣传部"


def _justice_office(rng: random.Random) -> tuple[str, str]:
    place = rng.choice(["济源路", "中心路", "新安路", "峡窝", "峡窝镇"])
    return f"{rng.choice(['', '区'])}司法局{place}司法所", "司法局"


def _town_government(rng: random.Random) -> tuple[str, str]:
    return rng.choice(["峡窝镇", "峡窝镇政府", "峡窝镇人民政府", "上街区峡窝镇人民政府"]), "峡窝镇"


def _street_office(rng: random.Random) -> tuple[str, str]:
    road = rng.choice(["济源路", "中心路", "新安路", "工业路"])
    return f"{road}{rng.choice(['办事处', '街道', '办', '街道办', '街道办事处'])}", f"{road}街道"


def _street(rng: random.Random, table: Table, entry: Entry) -> bool:
    name = str(entry.truth[entry.column.name])
    if name == "峡窝镇":
        entry.cell = rng.choice(["峡窝", "峡窝镇"])
    else:
        entry.cell = name.removesuffix("街道") + rng.choice(["街道办", "办事处", "街道办事处", "办"])
    return True


def _village(rng: random.Random, table: Table, entry: Entry) -> bool:
    name = str(entry.truth[entry.column.name])
    if name not in villages():
        return False
    if name.endswith("村"):
        ways = [f"{name}委会", f"{name}村民委员会", f"{name}民委员会", f"{township_of()[name]}{name}"]
    else:
        ways = [f"{name}居委会", f"{name}居民委员会", f"{township_of()[name]}{name}"]
    entry.cell = rng.choice(ways)
    return True


def _unseen(rng: random.Random, table: Table, entry: Entry) -> bool:
    text = str(entry.cell)
    at = rng.randrange(len(text) + 1)
    space = rng.choice(_INVISIBLE[:2]) if 0 < at < len(text) else rng.choice(_INVISIBLE)
    entry.cell = text[:at] + space + text[at:]
    return True


def _ditto(draft: Draft) -> bool:
    """同上 and 〃 stand for what is above, in columns that are no figures and in no rule."""
    table, rng = draft.table, draft.rng
    in_rules = {name for rule in table.dataset.rules for name in rule.columns}
    names = [
        heading.name
        for heading in table.headings
        if heading.name
        and heading.name not in in_rules
        and heading.name not in table.upright
        and table.dataset.column(heading.name).kind in (types.UNIT, types.CHOICE, types.DATE_SPAN)
    ]
    changed = False
    for name in names[:2]:
        for above, below in zip(table.facts, table.facts[1:], strict=False):
            first, second = above.entries[name], below.entries[name]
            if first.cell is None or above.codes or below.codes or rng.random() < 0.5:
                continue
            if not (first.is_plain or first.cell in ("同上", "〃")) or not second.is_plain:
                continue
            first.is_plain = False
            second.write(rng.choice(["同上", "〃"]), **first.truth)
            changed = True
    return changed


def _several(rng: random.Random, table: Table, entry: Entry) -> bool:
    """Several units in a cell of many, with any of the signs that part them."""
    units = rng.sample(UNITS, rng.randint(2, 3))
    entry.write(rng.choice(["、", "，", "/", " ", ",", "；"]).join(units), **{entry.column.name: units})
    return True


def _several_in_one(draft: Draft) -> bool:
    """Several units in the cell of one: the first is meant, the others take part."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        if entry.column.others_to is None:
            return False
        fact = next(fact for fact in table.facts if fact.entries.get(entry.column.name) is entry)
        first, *others = rng.sample(UNITS, rng.randint(2, 3))
        entry.write(
            rng.choice(["、", "，", "/", " "]).join([first, *others]), **truth_of(entry.column, first)
        )
        partners = fact.entries.get(entry.column.others_to)
        known = partners.truth[entry.column.others_to] or [] if partners is not None else []
        fact.given[entry.column.others_to] = [*known, *(unit for unit in others if unit not in known)]
        if partners is not None:
            partners.truth[entry.column.others_to] = fact.given[entry.column.others_to]
            partners.is_plain = False
        return True

    return rewrite(draft, (types.UNIT,), change)


_SWAPPED = str.maketrans({"治": "制", "制": "治"})


def _swap(text: str) -> str:
    for word in ("法治", "法制"):
        if word in text:
            return text.replace(word, word.translate(_SWAPPED))
    return text


def _rule_or_system(draft: Draft) -> bool:
    """法治 and 法制 change places in titles, headers and choices."""
    table = draft.table
    found = False
    for heading in table.headings:
        if _swap(heading.label) != heading.label:
            heading.label, found = _swap(heading.label), True

    def change(rng: random.Random, of: Table, entry: Entry) -> bool:
        text = str(entry.cell)
        if _swap(text) == text:
            return False
        entry.cell = _swap(text)
        return True

    return rewrite(draft, (types.CHOICE,), change) or found


def _synonym(rng: random.Random, table: Table, entry: Entry) -> bool:
    choices = entry.column.choices
    value = entry.truth[entry.column.name]
    if choices is None or not isinstance(value, str):
        return False
    words = [word for word, meant in choices.synonyms.items() if meant == value]
    if not words:
        return False
    entry.cell = rng.choice(words)
    return True


def _settings(rng: random.Random, table: Table, entry: Entry) -> bool:
    """七进 as 法律进机关、进社区."""
    values = entry.truth[entry.column.name]
    if entry.column.name != "settings" or not isinstance(values, list):
        return False
    prefix = rng.choice(["进", "法律进"])
    entry.cell = rng.choice(["、", "，", "/", " "]).join(f"{prefix}{value}" for value in values)
    return True


def _brackets(rng: random.Random, table: Table, entry: Entry) -> bool:
    text = str(entry.cell)
    if "〔" not in text:
        return False
    opening, closing = rng.choice([("[", "]"), ("（", "）"), ("(", ")"), ("【", "】")])
    entry.cell = text.replace("〔", opening).replace("〕", closing)
    return True


def column_of(table: Table, heading: Heading) -> Column:
    """The contract column of a heading that has one."""
    return table.dataset.column(heading.name)


def _named(id_: str, phrase: str, apply: Apply, datasets: tuple[str, ...] | None = WITH_UNITS) -> Pattern:
    return Pattern(f"name.{id_}", phrase, apply, VALUES, datasets=datasets)


NAME_PATTERNS = (
    _named("prefix", "上街区公安局/郑州市上街区公安局", _units(_prefixed)),
    _named(
        "alias",
        "区教体局/教育局/教育体育局",
        _units(lambda rng, unit: rng.choice(aliases().get(unit, (unit,)))),
    ),
    _named(
        "suffix",
        "suffix （参公）",
        _units(lambda rng, unit: unit + rng.choice(["（参公）", "(参公)", "（盖章）"])),
    ),
    _named("office", "a 科室 of a unit", _units(lambda rng, unit: unit + rng.choice(["法制科", "办公室"]))),
    _named("party", "中共…区委宣传部", _other_units(_propaganda)),
    _named("justice_office", "司法局××司法所", _other_units(_justice_office)),
    _named("town", "峡窝镇/峡窝镇政府", _other_units(_town_government)),
    _named("street", "济源路办事处/街道/办", _other_units(_street_office)),
    _named(
        "street_column",
        "济源路办事处 in the column 镇办",
        lambda draft: rewrite(draft, (types.TOWNSHIP,), _street),
        ("activities", "venues", "legal_stewards"),
    ),
    _named(
        "village",
        "村/村委会/村民委员会",
        lambda draft: rewrite(draft, (types.VILLAGE, types.SUBJECT), _village),
        ("legal_stewards", "venues", "creation_events"),
    ),
    _named(
        "unseen_spaces",
        "zero-width, NBSP and full-width spaces",
        lambda draft: rewrite(draft, (*_NAMED, types.CHOICE), _unseen),
        None,
    ),
    _named(
        "ditto",
        "同上/〃",
        _ditto,
        ("activities", "trainings", "reconsiderations", "file_reviews", "officers"),
    ),
    Pattern(
        "name.several",
        "several units in one cell split by 、，/ or space",
        lambda draft: rewrite(draft, (types.UNITS,), _several),
        VALUES,
        datasets=("activities",),
        having=("partners",),
    ),
    Pattern(
        "name.several_in_one",
        "several units in the cell of one",
        _several_in_one,
        VALUES,
        datasets=("activities",),
        having=("partners",),
    ),
    Pattern(
        "name.rule_or_system",
        "法治/法制",
        _rule_or_system,
        VALUES,
        datasets=("venues", "trainings"),
        having=("legal_reviewed",),
    ),
    _named(
        "synonym",
        "other words for a choice",
        lambda draft: rewrite(draft, (types.CHOICE,), _synonym),
        ("trainings", "creation_events", "legality_reviews", "reconsiderations", "file_reviews", "venues"),
    ),
    Pattern(
        "name.settings",
        "法律进机关、进社区",
        lambda draft: rewrite(draft, (types.CHOICES,), _settings),
        VALUES,
        datasets=("activities",),
        having=("settings",),
    ),
    _named(
        "brackets",
        "〔〕[]（）【】 in numbers",
        lambda draft: rewrite(draft, (types.CODE,), _brackets),
        ("reconsiderations", "major_decisions", "file_reviews"),
    ),
)
