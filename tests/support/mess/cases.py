"""A case: a seed and some patterns, and from them a file with what must be read from it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.support.mess.books import BOOK_PATTERNS
from tests.support.mess.dates import DATE_PATTERNS
from tests.support.mess.draft import Draft, Page
from tests.support.mess.entries import new_table
from tests.support.mess.faults import FAULT_PATTERNS
from tests.support.mess.files import LACKS, written
from tests.support.mess.forms import MAKERS
from tests.support.mess.headings import HEADING_PATTERNS
from tests.support.mess.layout import Expected, lay_out
from tests.support.mess.lines import LINE_PATTERNS
from tests.support.mess.naming import NAME_PATTERNS
from tests.support.mess.numbers import NUMBER_PATTERNS
from tests.support.mess.odd_layouts import ODD_LAYOUT_PATTERNS
from tests.support.mess.oddities import ODD_PATTERNS
from tests.support.mess.processes import PROCESS_PATTERNS
from tests.support.mess.rewriting import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *LINE_PATTERNS,
    *HEADING_PATTERNS,
    *BOOK_PATTERNS,
    *DATE_PATTERNS,
    *NUMBER_PATTERNS,
    *NAME_PATTERNS,
    *PROCESS_PATTERNS,
    *FAULT_PATTERNS,
    *ODD_PATTERNS,
    *ODD_LAYOUT_PATTERNS,
)
BY_ID: Mapping[str, Pattern] = {pattern.id: pattern for pattern in PATTERNS}
MOST_PATTERNS = 5
_TRIES = 40
_ABOUT_ROWS = ("rows", "numbers", "hidden")


@dataclass(frozen=True)
class Case:
    """A messy file. modified: the day it was saved. patterns: those that could be applied."""

    name: str
    file_name: str
    data: bytes
    modified: date
    patterns: tuple[str, ...]
    rejected: bool
    tables: tuple[Expected, ...]


class NotApplicable(Exception):
    """A pattern could be applied in none of the tries; the message names it."""


@cache
def _datasets(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """The datasets in which all the patterns make sense."""
    found = set(MAKERS)
    for pattern in patterns:
        if pattern.datasets is not None:
            found &= set(pattern.datasets)
    return tuple(sorted(found))


def combine(patterns: Sequence[Pattern]) -> bool:
    """Whether patterns may stand in one file."""
    slots = [pattern.slot for pattern in patterns if pattern.slot]
    kinds = [pattern.kind for pattern in patterns if pattern.kind]
    needs = frozenset().union(*(pattern.needs for pattern in patterns))
    onlys = {pattern.only for pattern in patterns if pattern.only}
    having = {name for pattern in patterns for name in pattern.having}
    without = {name for pattern in patterns for name in pattern.without}
    return (
        len(slots) == len(set(slots))
        and not needs & LACKS[kinds[0] if kinds else "xlsx"]
        and not having & without
        and len(onlys) <= 1
        and all(having <= set(only) for only in onlys)
        and bool(_datasets(tuple(patterns)))
    )


def make_case(ids: Sequence[str], seed: object) -> Case:
    """Make the case of some patterns; the same bytes for the same seed. Raises NotApplicable."""
    patterns = sorted((BY_ID[id_] for id_ in ids), key=lambda pattern: (pattern.stage, pattern.id))
    for attempt in range(_TRIES):
        rng = random.Random(f"{seed}|{','.join(ids)}|{attempt}")
        draft = _draft(rng, patterns)
        if all(_applied(pattern, draft) for pattern in patterns):
            return _finished(draft, "+".join(ids), ids)
    raise NotApplicable(" ".join(ids))


def _applied(pattern: Pattern, draft: Draft) -> bool:
    """Apply a pattern; what is about rows needs some."""
    return (bool(draft.table.facts) or pattern.slot not in _ABOUT_ROWS) and pattern.apply(draft)


def _draft(rng: random.Random, patterns: Sequence[Pattern]) -> Draft:
    kind = next((pattern.kind for pattern in patterns if pattern.kind), "xlsx")
    table = new_table(
        rng,
        rng.choice(_datasets(tuple(patterns))),
        having=frozenset(name for pattern in patterns for name in pattern.having),
        without=frozenset(name for pattern in patterns for name in pattern.without),
        only=frozenset(name for pattern in patterns for name in pattern.only),
    )
    stem = table.title.removeprefix("上街区")
    return Draft(rng, [Page(rng.choice(["Sheet1", "台账", "表1"]), [table])], stem, lacks=LACKS[kind])


def _finished(draft: Draft, name: str, ids: Sequence[str]) -> Case:
    grids, tables = lay_out(draft)
    modified = max(table.filed_on for page in draft.pages for table in page.tables) + timedelta(1)
    return Case(
        name=name,
        file_name=f"{draft.stem}.{draft.suffix}".replace("\n", ""),
        data=written(draft, grids),
        modified=modified,
        patterns=tuple(ids),
        rejected=draft.rejected,
        tables=() if draft.rejected else tuple(tables),
    )


def single_ids() -> list[str]:
    """Every pattern, in the order of its area."""
    return sorted(BY_ID)


def random_ids(rng: random.Random, least: int = 1, most: int = MOST_PATTERNS) -> tuple[str, ...]:
    """Draw patterns that may stand in one file."""
    count = rng.randint(least, most)
    while True:
        chosen = rng.sample(PATTERNS, count)
        if combine(chosen):
            return tuple(sorted(pattern.id for pattern in chosen))


def random_case(seed: object, least: int = 1) -> Case:
    """Make a case of randomly drawn patterns, as the seed says."""
    rng = random.Random(f"patterns|{seed}")
    while True:
        ids = random_ids(rng, least)
        try:
            return make_case(ids, seed)
        except NotApplicable:
            continue


def as_json(case: Case) -> dict[str, Any]:
    """What must be read from a case, as plain values."""
    return {
        "file": case.file_name,
        "modified": case.modified.isoformat(),
        "patterns": list(case.patterns),
        "rejected": case.rejected,
        "tables": [_table(table) for table in case.tables],
    }


def _table(table: Expected) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "dataset": table.dataset,
        "columns": table.columns,
        "accepted": [
            {
                "row": row,
                "band": band,
                "values": {name: plain(value) for name, value in sorted(values.items())},
            }
            for row, band, values in table.facts
        ],
        "unsure": sorted(table.unsure),
        "quarantined": {str(row): codes for row, codes in sorted(table.quarantined.items())},
        "skipped": {str(row): reason for row, reason in sorted(table.skipped.items())},
        "findings": [{"codes": list(codes), "cell": cell} for codes, cell in table.findings],
        "tolerated": sorted(table.tolerated),
    }


def plain(value: Any) -> Any:
    """A stored value as JSON has it: days as text, decimals without idle zeros as text or whole numbers."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, Iterable):
        return sorted(plain(item) for item in value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    number = float(value)
    return int(number) if number == int(number) else number
