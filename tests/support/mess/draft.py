"""What a messy file is before it is written: facts whose truth is known, and how they are laid out.

A pattern changes how something is written and never what is true, except where it is a fault: then the
fact says which finding must keep it out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from warehouse.contracts.model import Column, Dataset


@dataclass(frozen=True)
class Formula:
    """A formula with the value it was last calculated to; None where it never was."""

    text: str
    cached: str | int | float | None


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error: #REF!, #DIV/0! …"""

    text: str


Cell: TypeAlias = str | int | float | date | datetime | Formula | ErrorCell | None

# What the file must be able to say, for a pattern to be written in it.
TYPES, MERGES, STYLES, SHEETS, FORMULAS, CELLS_AROUND = (
    "types",  # numbers and dates that are no text
    "merges",
    "styles",  # hidden rows and columns, colours, struck text
    "sheets",
    "formulas",
    "cells around",  # lines above and below the table have cells of their own, and places
)


@dataclass(frozen=True)
class Wanted:
    """A finding that must be there: any of `codes`, in a cell of a column of a fact (None: no cell)."""

    codes: tuple[str, ...]
    fact: int | None
    column: str | None


@dataclass(eq=False)
class Entry:
    """One filled cell: the contract column, what is written, and the stored values that are true."""

    column: Column
    cell: Cell
    truth: dict[str, Any]
    is_plain: bool = True

    def write(self, cell: Cell, **truth: Any) -> None:
        """Write it another way; `truth` replaces stored values by the end of their names."""
        self.cell = cell
        self.truth.update(truth)
        self.is_plain = False


@dataclass(eq=False)
class Fact:
    """One row of a dataset. codes: what keeps it out, where it is faulty. given: true without a cell.

    is_unsure: something in it may be asked about, so that it may be kept out; if taken, it must be right.
    """

    entries: dict[str, Entry]
    codes: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    is_unsure: bool = False

    @property
    def truth(self) -> dict[str, Any]:
        """The stored values that are true of it."""
        values = dict(self.given)
        for entry in self.entries.values():
            values.update(entry.truth)
        return values


@dataclass(frozen=True)
class Line:
    """A line of the body: a fact (by number), or cells by column number with what becomes of the line.

    skipped_as: the reason for skipping; None for a blank line, which is not counted.
    """

    facts: tuple[int, ...] = ()
    cells: Mapping[int, Cell] = field(default_factory=dict)
    skipped_as: str | None = None


@dataclass
class Heading:
    """A column of the form. name: contract column, or "" for one of no contract. captions: above the label.

    cells: of a column of no contract, one for each fact; without them its facts are numbered.
    """

    name: str
    label: str
    captions: tuple[str, ...] = ()
    cells: Sequence[Cell] = ()


@dataclass
class Table:
    """A table: facts, the columns they are written in, and the lines around and between them.

    above: lines over the header, cells by column number. wide: number of a line above → merged over the
    form's width. bands: how many column groups stand side by side. upright: column → runs of facts (first,
    last) whose cells are merged downwards. aside: cells right of the table, by (line of the body, columns
    beyond the last). wanted: findings that must be there. tolerated: codes of warnings that are no fault.
    """

    dataset: Dataset
    facts: list[Fact]
    headings: list[Heading]
    title: str
    year: int
    filed_on: date
    unit: str
    layout: str | None = None
    above: list[dict[int, Cell]] = field(default_factory=list)
    wide: set[int] = field(default_factory=set)
    body: list[Line] = field(default_factory=list)
    below: list[dict[int, Cell]] = field(default_factory=list)
    bands: int = 1
    upright: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    aside: dict[tuple[int, int], Cell] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    tolerated: set[str] = field(default_factory=set)

    def heading(self, name: str) -> Heading | None:
        """The heading of a contract column, if the form has it."""
        return next((heading for heading in self.headings if heading.name == name), None)

    def retitle(self, title: str) -> None:
        """Give the table another title, wherever it stands."""
        for line in self.above:
            line.update({index: title for index, cell in line.items() if cell == self.title})
        self.title = title

    def entries(self, *kinds: object) -> list[tuple[int, Entry]]:
        """Cells still written plainly, of facts without a fault, whose column is of one of the kinds."""
        return [
            (number, entry)
            for number, fact in enumerate(self.facts)
            if not fact.codes
            for entry in fact.entries.values()
            if entry.is_plain and entry.cell is not None and entry.column.kind in kinds
        ]


@dataclass
class Page:
    """A sheet.

    top, left: blank rows and columns before everything. Hidden ones by contract column or fact.
    """

    name: str
    tables: list[Table]
    top: int = 0
    left: int = 0
    is_hidden: bool = False
    hidden_columns: set[str] = field(default_factory=set)
    hidden_facts: set[int] = field(default_factory=set)
    struck_facts: set[int] = field(default_factory=set)
    coloured: list[tuple[int, str]] = field(default_factory=list)
    phantom_columns: int = 0
    phantom_rows: int = 0
    wanted_codes: list[tuple[str, ...]] = field(default_factory=list)


@dataclass
class Draft:
    """A file before it is written. kind: how; see `files`. rejected: it must be refused."""

    rng: random.Random
    pages: list[Page]
    stem: str
    kind: str = "xlsx"
    suffix: str = "xlsx"
    date_1904: bool = False
    rejected: bool = False
    spoil: Callable[[bytes], bytes] | None = None
    lacks: frozenset[str] = frozenset()
    ragged: bool = False
    applied: list[str] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """The first table, to which most patterns apply."""
        return self.pages[0].tables[0]

    @property
    def page(self) -> Page:
        """The first sheet."""
        return self.pages[0]
