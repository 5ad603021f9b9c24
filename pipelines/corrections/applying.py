"""Applying corrections to one cleaned table: after cleaning, before row rules, persons and keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.checking.checked import SourceFile
from pipelines.checking.findings import FindingCollector
from pipelines.checking.keys import row_identity
from pipelines.checking.raw_columns import RawTable
from pipelines.clean.text import clean_text, is_blank, raw_text
from pipelines.corrections.model import CorrectedCell, Correction, Corrections, Wanted
from warehouse.contracts.model import Dataset


@dataclass(frozen=True)
class Facts:
    """A table after cleaning. frame: a row for each fact of `raw`, in its order."""

    table_id: str
    dataset: Dataset
    file: SourceFile
    sheet: str
    raw: RawTable
    frame: pl.DataFrame


@dataclass(frozen=True)
class Corrected:
    """The frame after correction, with the same facts.

    dropped: positions of the facts left out. left_out: 1-based source rows of which no fact is left.
    cells: what was done.
    """

    frame: pl.DataFrame
    dropped: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    cells: tuple[CorrectedCell, ...] = ()

    def is_kept(self, rows: int) -> pl.Series:
        """Return for each of so many facts whether it is not left out."""
        is_kept = pl.repeat(True, rows, eager=True, dtype=pl.Boolean)
        return is_kept.scatter(sorted(self.dropped), False) if self.dropped else is_kept

    def muted(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with null for the values of facts left out, so that they break no rule."""
        if not self.dropped:
            return frame
        is_kept = self.is_kept(frame.height)
        return frame.select(pl.when(is_kept).then(pl.col(name)).alias(name) for name in frame.columns)

    def recorded(self, frame: pl.DataFrame) -> list[CorrectedCell]:
        """Return what was done, with the business keys of the frame's rows."""
        if not self.cells:
            return []
        wanted = frame.filter(pl.col("row_id").is_in([cell.row_id for cell in self.cells]))
        keys = dict(wanted.select("row_id", "business_key").iter_rows())
        return [replace(cell, business_key=keys[cell.row_id]) for cell in self.cells]


def apply_corrections(facts: Facts, corrections: Corrections, findings: FindingCollector) -> Corrected:
    """Apply every matching correction; what was found in the corrected cells is taken back.

    Where two corrections decide one cell, the first stands and both are recorded, so that the run can be
    refused.
    """
    entries = corrections.of(facts.dataset.name)
    if not entries or facts.frame.is_empty():
        return Corrected(facts.frame)
    index = _Index(facts)
    done: list[CorrectedCell] = []
    changed: dict[str, dict[int, Correction]] = {}
    dropped: set[int] = set()
    for entry in entries:
        for position in sorted(index.matching(entry)):
            if entry.is_drop:
                dropped.add(position)
                done.append(_record(facts, entry, position, None))
            for name in entry.change:
                changed.setdefault(name, {}).setdefault(position, entry)
                done.append(_record(facts, entry, position, name))
    if not done:
        return Corrected(facts.frame)
    frame = _changed(facts, changed)
    left_out = _take_back(facts, changed, dropped, findings)
    return Corrected(frame, frozenset(dropped), left_out, tuple(done))


class _Index:
    """Positions of the rows of a table by what stands in a column; made for the columns asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._by_text: dict[str, dict[str | None, set[int]]] = {}
        self._by_value: dict[str, dict[Hashable, set[int]]] = {}

    def matching(self, entry: Correction) -> set[int]:
        """Return the positions of the rows that a correction matches."""
        facts = self._facts
        if entry.source_file not in (None, facts.file.name, facts.file.sha256):
            return set()
        if entry.sheet not in (None, facts.sheet):
            return set()
        found = set(range(facts.frame.height)) if not entry.match else None
        for name, wanted in entry.match.items():
            here = self._having(name, wanted)
            found = here if found is None else found & here
        if entry.row is not None:
            found = {position for position in found or () if facts.raw.rows[position] == entry.row - 1}
        return found or set()

    def _having(self, name: str, wanted: Wanted) -> set[int]:
        if name not in self._by_text:
            self._by_text[name] = self._texts(name)
            self._by_value[name] = _positions(map(_hashable, self._facts.frame[name].to_list()))
        by_text, by_value = self._by_text[name], self._by_value[name]
        if wanted.text is None:
            return by_text.get(None, set()) & by_value.get(None, set())
        found = set(by_text.get(wanted.text, ()))
        if wanted.value is not None:
            found |= by_value.get(_hashable(wanted.value), set())
        return found

    def _texts(self, name: str) -> dict[str | None, set[int]]:
        column = self._facts.raw.columns.get(name)
        if column is None:
            return {None: set(range(self._facts.frame.height))}
        known = column.coded
        texts = [None if is_blank(value) else clean_text(value) for value in known.distinct]
        return _positions(texts[code] for code in known.codes)


def _positions(values: Iterable[Any]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = {}
    for position, value in enumerate(values):
        found.setdefault(value, set()).add(position)
    return found


def _hashable(value: object) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def _record(facts: Facts, entry: Correction, position: int, name: str | None) -> CorrectedCell:
    row = facts.raw.rows[position] + 1
    return CorrectedCell(
        correction_id=entry.id,
        row_id=row_identity(facts.table_id, row, facts.raw.parts[position]),
        source_row=row,
        column=name,
        value_before=_told(facts, position, name) if name is not None else None,
    )


def _told(facts: Facts, position: int, name: str) -> str | None:
    if facts.dataset.column(name).personal:
        return None
    value = facts.frame[name][position]
    if value is None:
        return None
    return "、".join(value) if isinstance(value, pl.Series) else raw_text(value)


def _changed(facts: Facts, changed: dict[str, dict[int, Correction]]) -> pl.DataFrame:
    """Return the frame with the corrected cells, and with the further units that they name."""
    values: dict[str, list[Any]] = {}

    def column_of(name: str) -> list[Any]:
        return values.setdefault(name, facts.frame[name].to_list())

    others: list[tuple[str, int, tuple[str, ...]]] = []
    for name, by_position in changed.items():
        column = facts.dataset.column(name)
        for position, entry in by_position.items():
            cell = entry.change[name]
            for stored in column.stored():
                column_of(stored.name)[position] = cell.values.get(stored.name)
            if cell.other_units and column.others_to is not None:
                others.append((column.others_to, position, cell.other_units))
    for name, position, units in others:
        column_of(name)[position] = list(dict.fromkeys([*(column_of(name)[position] or []), *units]))
    return facts.frame.with_columns(
        pl.Series(name, column, dtype=facts.frame.schema[name]) for name, column in values.items()
    )


def _take_back(
    facts: Facts, changed: dict[str, dict[int, Correction]], dropped: set[int], findings: FindingCollector
) -> frozenset[int]:
    """Withdraw the findings of corrected cells and of rows left out; return those rows, 1-based.

    A sheet row of several facts (宽表) keeps its finding unless every fact of it was corrected there: the
    fault may be that of another fact.
    """
    rows = facts.raw.rows
    facts_of_row = Counter(rows)

    def whole(positions: Iterable[int]) -> list[int]:
        touched = Counter(rows[position] for position in positions)
        return [row for row, count in touched.items() if count == facts_of_row[row]]

    for name, by_position in changed.items():
        for row in whole(by_position):
            findings.withdraw(row, name)
    left_out = whole(dropped)
    for row in left_out:
        findings.withdraw(row)
    return frozenset(row + 1 for row in left_out)
