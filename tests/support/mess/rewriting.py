"""What a pattern is, and the help that patterns of values share: picking cells and writing them again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.mess.draft import Draft, Entry, Table
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity

SHAPE, VALUES, FAULTS, HEADINGS, LINES, FILE = range(6)  # the order in which patterns are applied

Apply = Callable[[Draft], bool]
Change = Callable[[random.Random, Table, Entry], bool]


@dataclass(frozen=True)
class Pattern:
    """A way in which files are messy.

    id: area and name. phrase: as the domain has it, or the case beyond it. apply: changes the draft and tells
    whether it could. stage: when. needs: what the file must be able to say. slot: patterns of one slot do
    not combine. datasets: where it makes sense; None for all. having, without: columns that the form must
    have or lack; only: all it has. kind: the file it asks for.
    """

    id: str
    phrase: str
    apply: Apply
    stage: int
    needs: frozenset[str] = frozenset()
    slot: str = ""
    datasets: tuple[str, ...] | None = None
    having: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    kind: str = ""


def rewrite(
    draft: Draft,
    kinds: tuple[object, ...],
    change: Change,
    *,
    share: float = 0.6,
    only: Table | None = None,
) -> bool:
    """Write a share of the plain cells of some kinds another way, at least one; False where none could be.

    only: the one table that it is about; without it all are.
    """
    cells = [
        (table, entry)
        for page in draft.pages
        for table in page.tables
        if only is None or table is only
        for _, entry in table.entries(*kinds)
    ]
    draft.rng.shuffle(cells)
    changed = 0
    for table, entry in cells:
        if (changed == 0 or draft.rng.random() < share) and change(draft.rng, table, entry):
            entry.is_plain = False
            changed += 1
    return changed > 0


def is_free(table: Table, column: Column) -> bool:
    """Whether a count may change without breaking a rule of its row."""
    in_rule = any(
        column.name in rule.columns for rule in table.dataset.rules if rule.severity is Severity.ERROR
    )
    is_bounded = column.maximum is not None and column.bounds_severity is Severity.ERROR
    return column.kind is types.COUNT and not in_rule and not is_bounded


def set_number(
    table: Table, entry: Entry, text: str | int | float, value: int, qualifier: str | None
) -> None:
    """Write a count with the value and the qualifier that it stands for."""
    name = entry.column.name
    if entry.column.maximum is not None and value > entry.column.maximum:
        table.tolerated.add("out_of_bounds")
    entry.write(text, **{name: value, f"{name}_qualifier": qualifier})


Way = Callable[[random.Random, str], tuple[str, int, str | None]]
"""A way of writing a count: from the measure word to the text, the value and the qualifier."""


def worded(template: str, qualifier: str | None, number: Callable[[random.Random], int]) -> Way:
    """A way that puts a number into words: {n}, {wan} (in ten thousands) and {unit}."""

    def way(rng: random.Random, unit: str) -> tuple[str, int, str | None]:
        n = number(rng)
        return template.format(n=n, wan=f"{n / 10000:g}", unit=unit), n, qualifier

    return way
