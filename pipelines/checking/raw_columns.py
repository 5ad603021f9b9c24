"""From the body of a located table to raw columns: each raw value with the place it was read at.

A layout turns one source row into several facts; the envelope, the title and the file's name fill
what a cell leaves blank, and are then cited in its stead. Everything is done column by column and once
per distinct value, so that a hundred thousand rows cost little more than a thousand.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, zip_longest
from typing import Any, NamedTuple

import polars as pl

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector, a1
from pipelines.checking.group_rows import group_values
from pipelines.clean.names import NameIndex
from pipelines.clean.numbers import Number, parse_number
from pipelines.clean.same_above import is_same_above
from pipelines.clean.text import Blank, Dash, clean_text, is_blank, raw_text
from pipelines.locate import EnvelopeValue, LocatedTable, RowKind
from warehouse.contracts.envelope import FIGURES, UNIT, YEAR
from warehouse.contracts.model import Column, Dataset, Layout
from warehouse.contracts.types import TOWNSHIP, Severity


class Place(NamedTuple):
    """Where a raw value was read: a 0-based cell, or, without one, "sheet" or "file name"."""

    cell: tuple[int, int] | None
    source: str = "cell"

    @property
    def cited(self) -> str:
        """The address, or the source where there is none."""
        return a1(*self.cell) if self.cell is not None else self.source


@dataclass(frozen=True)
class Coded:
    """A list of raw values by its distinct ones. codes: for each value its place in `distinct`."""

    distinct: list[Any]
    codes: list[int]

    @cached_property
    def series(self) -> pl.Series:
        """The codes, for gathering by."""
        return pl.Series(str(id(self)), self.codes, dtype=pl.UInt32)

    def where(self, chosen: Sequence[bool]) -> list[int]:
        """Return the positions of the values whose distinct value is chosen."""
        if not any(chosen):
            return []
        return [place for place, code in enumerate(self.codes) if chosen[code]]


def _coded(values: Sequence[Any]) -> Coded:
    """Find the distinct values, in the order of their first occurrence.

    1, 1.0 and TRUE are equal in Python and are three different things in a sheet.
    """
    index: defaultdict[Any, int] = defaultdict(count().__next__)
    if len(set(map(type, values)) & {bool, int, float}) > 1:
        codes = [index[key] for key in zip(map(type, values), values, strict=True)]
        return Coded([value for _, value in index], codes)
    codes = [index[value] for value in values]
    return Coded(list(index), codes)


@dataclass
class RawColumn:
    """One contract column over all facts.

    values: as read, one per fact. index: the sheet column in which facts were read in their own row, None
    where there is none. moved: fact → where its value was read instead; None says that it was taken away.
    Values change by `put` alone.
    """

    values: list[Any]
    index: int | None = None
    moved: dict[int, Place | None] = field(default_factory=dict)
    _coded: Coded | None = field(default=None, repr=False)

    def put(self, fact: int, value: Any, place: Place | None) -> None:
        """Let a fact have a value that was read elsewhere; None for both takes its value away."""
        self.values[fact] = value
        self.moved[fact] = place
        self._coded = None

    @property
    def coded(self) -> Coded:
        """The values by their distinct ones."""
        if self._coded is None:
            self._coded = _coded(self.values)
        return self._coded

    def place(self, fact: int, row: int) -> Place | None:
        """Return where the value of a fact in a sheet row was read."""
        if fact in self.moved:
            return self.moved[fact]
        return None if self.index is None else Place((row, self.index))


@dataclass
class RawTable:
    """The facts of a table before cleaning.

    rows: 0-based sheet row of each fact; parts: which fact of that row it is. columns: by contract column;
    those that neither form nor envelope give are missing. not_understood: facts that their layout could
    not explain.
    """

    rows: list[int]
    parts: list[int]
    columns: dict[str, RawColumn] = field(default_factory=dict)
    not_understood: set[int] = field(default_factory=set)

    def value(self, fact: int, name: str) -> Any:
        """Return the raw value of a column of a fact, None where there is none."""
        column = self.columns.get(name)
        return None if column is None else column.values[fact]

    def place(self, fact: int, name: str) -> Place | None:
        """Return where a value was read, None where nothing was."""
        column = self.columns.get(name)
        return None if column is None else column.place(fact, self.rows[fact])

    def text(self, fact: int, name: str) -> str | None:
        """Return the text as the clerk wrote it, or None where there is none."""
        value = self.value(fact, name)
        return None if is_blank(value) else raw_text(value)


def raw_table(located: LocatedTable, names: NameIndex, findings: FindingCollector) -> RawTable:
    """Return the facts of every data row, in the order of the sheet."""
    own = _own_columns(located)
    table = own if located.layout is None else _expanded(own, located, located.layout, findings)
    _fill_from_groups(table, located, names)
    _fill_from_envelope(table, located)
    _move_by_measure(table, located.dataset)
    _fill_from_other_columns(table, located.dataset, names)
    return table


def _own_columns(located: LocatedTable) -> RawTable:
    """Read the columns of the form, one fact per data row."""
    rows = [line.row for line in located.body if line.kind is RowKind.DATA]
    table = RawTable(rows, [0] * len(rows))
    if not rows:
        return table
    source = next(line.source for line in located.body)
    # Rows may differ in length; a missing cell is blank.
    cells_of_columns = list(zip_longest(*(source.rows[row] for row in rows)))
    merged = defaultdict(list)
    fact_of = {row: fact for fact, row in enumerate(rows)} if source.anchors else {}
    for (row, index), anchor in source.anchors.items():
        if row in fact_of:
            merged[index].append((fact_of[row], anchor))
    form = located.layout.columns if located.layout is not None else located.dataset.columns
    repeatable = {column.name for column in form if not column.is_countable}
    for name, index in source.columns:
        is_filled = index < len(cells_of_columns)
        column = RawColumn(list(cells_of_columns[index]) if is_filled else [None] * len(rows), index)
        for fact, (row, _) in merged[index]:
            cells = source.rows[row]
            column.put(fact, cells[index] if index < len(cells) else None, Place((row, index)))
        if name in repeatable:
            _repeat_above(column, rows)
        table.columns[name] = column
    return table


def _repeat_above(column: RawColumn, rows: Sequence[int]) -> None:
    """Read 同上 and 〃 as the cell they mean, which is then cited; a figure is never repeated."""
    known = column.coded
    for fact in known.where([is_same_above(value) for value in known.distinct]):
        if fact > 0:
            column.put(fact, column.values[fact - 1], column.place(fact - 1, rows[fact - 1]))


def _expanded(own: RawTable, located: LocatedTable, layout: Layout, findings: FindingCollector) -> RawTable:
    """Turn each row of a layout into the facts it stands for."""
    table = RawTable([], [])
    facts: list[tuple[dict[str, Any], dict[str, Place | None]]] = []
    for line, row in enumerate(own.rows):
        texts = {name: clean_text(column.values[line]) for name, column in own.columns.items()}
        produced = layout.expand(texts)
        if not produced:
            cells = (own.place(line, name) for name in own.columns)
            findings.add(
                CATALOGUE["layout_not_understood"],
                Severity.ERROR,
                row,
                [place.cell for place in cells if place is not None and place.cell is not None],
                params={
                    "label": layout.label,
                    "text": " ".join(text for text in texts.values() if text),
                    "options": layout.example,
                },
            )
            table.not_understood.add(len(facts))
        for part, fact in enumerate(produced or [{}]):
            places = {name: own.place(line, value.source) for name, value in fact.items()}
            facts.append(({name: value.text for name, value in fact.items()}, places))
            table.rows.append(row)
            table.parts.append(part)
    for name in dict.fromkeys(name for values, _ in facts for name in values):
        column = RawColumn([values.get(name) for values, _ in facts])
        column.moved = {place: places.get(name) for place, (_, places) in enumerate(facts)}
        table.columns[name] = column
    return table


def _fill_from_envelope(table: RawTable, located: LocatedTable) -> None:
    around = located.envelope
    envelope = {UNIT: around.unit, YEAR: around.year, FIGURES: around.figures}
    for column in located.dataset.columns:
        given = envelope.get(column.envelope or "")
        if around.is_cumulative and column.is_period_end:
            given = around.period or around.filed_on
        if given is not None and column.envelope == FIGURES and not _is_listed(given.text, column):
            given = None
        if given is not None:
            _fill(table, column.name, _blank_facts(table, column.name), given.text, envelope_place(given))


def _fill_from_groups(table: RawTable, located: LocatedTable, names: NameIndex) -> None:
    """Let a caption name the unit or township of the rows below it where none of them names one."""
    for given in group_values(located, names):
        rows = set(given.rows)
        blank = [fact for fact in _blank_facts(table, given.column) if table.rows[fact] in rows]
        if len(blank) == sum(row in rows for row in table.rows):
            _fill(table, given.column, blank, given.text, Place(given.cell))


def _fill(table: RawTable, name: str, facts: Sequence[int], value: Any, place: Place) -> None:
    column = table.columns.setdefault(name, RawColumn([None] * len(table.rows)))
    for fact in facts:
        column.put(fact, value, place)


def _blank_facts(table: RawTable, name: str) -> list[int]:
    column = table.columns.get(name)
    if column is None:
        return list(range(len(table.rows)))
    known = column.coded
    return known.where([is_blank(value) for value in known.distinct])


def _is_listed(text: str, column: Column) -> bool:
    return column.choices is not None and text in column.choices.values


def envelope_place(value: EnvelopeValue) -> Place:
    """Return the place that cites a value of the envelope."""
    return Place(value.cell, value.source if value.cell is None else "cell")


def _fill_from_other_columns(table: RawTable, dataset: Dataset, names: NameIndex) -> None:
    for column in dataset.columns:
        source = table.columns.get(column.found_in or "")
        if source is None:
            continue
        blank = _blank_facts(table, column.name)
        read = names.shared_township if column.kind is TOWNSHIP else names.village_in_text
        found = {
            value: read(clean_text(value)) for value in dict.fromkeys(source.values[fact] for fact in blank)
        }
        for fact in blank:
            named = found[source.values[fact]]
            if named is not None:
                target = table.columns.setdefault(column.name, RawColumn([None] * len(table.rows)))
                target.put(fact, named.name, source.place(fact, table.rows[fact]))


def _move_by_measure(table: RawTable, dataset: Dataset) -> None:
    """Move a figure that names another column's measure there, if nothing stands there: 500册 among 份."""
    for column in dataset.columns:
        raw = table.columns.get(column.name)
        if raw is None or not column.other_measures:
            continue
        known = raw.coded
        targets = [_target(column, value) for value in known.distinct]
        for fact in known.where([target is not None for target in targets]):
            target = targets[known.codes[fact]] or ""
            if isinstance(parse_number(table.value(fact, target)), (Blank, Dash)):
                place = raw.place(fact, table.rows[fact])
                other = table.columns.setdefault(target, RawColumn([None] * len(table.rows)))
                other.put(fact, raw.values[fact], place)
                raw.put(fact, None, None)


def _target(column: Column, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    found = parse_number(value)
    return column.other_measures.get(found.unit or "") if isinstance(found, Number) else None


def marked_cells(table: RawTable, fact: int, column: Column, located: LocatedTable) -> list[tuple[int, int]]:
    """Return the cell to mark for a column of a fact: where it was read, or where it should stand.

    A column that the form lacks has no cell, so that the row's first cell is marked.
    """
    place = table.place(fact, column.name)
    if place is not None and place.cell is not None:
        return [place.cell]
    located_column = located.columns.get(column.name)
    if located_column is not None:
        return [(table.rows[fact], located_column.index)]
    first = min((found.index for found in located.columns.values()), default=0)
    return [(table.rows[fact], first)]


def exceptions(table: RawTable, located: LocatedTable) -> list[str | None]:
    """Return for each fact, as JSON, the addresses that are not its row's cell of the column's own place."""
    found: list[dict[str, str] | None] = [None] * len(table.rows)
    for name, fact, cited in _exceptional(table, located):
        cells = found[fact]
        if cells is None:
            cells = found[fact] = {}
        cells[name] = cited
    known: dict[tuple[tuple[str, str], ...], str] = {}
    return [None if cells is None else _as_json(cells, known) for cells in found]


def _exceptional(table: RawTable, located: LocatedTable) -> Iterator[tuple[str, int, str]]:
    for column in located.dataset.columns:
        raw = table.columns.get(column.name)
        if raw is None or column.personal:
            continue
        own = located.columns.get(column.name)
        cited: dict[Place, str] = {}
        for fact in raw.moved if raw.index is not None else range(len(table.rows)):
            place = raw.place(fact, table.rows[fact])
            if place is None or (own is not None and place.cell == (table.rows[fact], own.index)):
                continue
            text = cited.get(place)
            if text is None:
                text = cited[place] = place.cited
            yield column.name, fact, text


def _as_json(cells: Mapping[str, str], known: dict[tuple[tuple[str, str], ...], str]) -> str:
    key = tuple(cells.items())
    text = known.get(key)
    if text is None:
        text = known[key] = json.dumps(cells, ensure_ascii=False)
    return text
