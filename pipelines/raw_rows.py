"""From the body of a located table to raw facts: each raw value with the place it was read at.

A layout turns one source row into several facts; the envelope, the title and the file's name fill
what a cell leaves blank, and are then cited in its stead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.clean.names import NameIndex
from pipelines.clean.text import clean_text, is_blank, raw_text
from pipelines.finding_kinds import CATALOGUE
from pipelines.findings import FindingCollector
from pipelines.locate import BodyRow, EnvelopeValue, LocatedTable
from warehouse.contracts.envelope import UNIT, YEAR
from warehouse.contracts.model import Column, Dataset, Layout
from warehouse.contracts.types import Severity


@dataclass(frozen=True)
class Place:
    """Where a raw value was read: a 0-based cell, or, without one, "sheet" or "file name"."""

    cell: tuple[int, int] | None
    source: str = "cell"


@dataclass(frozen=True)
class RawFact:
    """One fact before cleaning. row: 0-based sheet row; part: which fact of that row."""

    row: int
    part: int
    values: Mapping[str, Any]
    places: Mapping[str, Place]


def raw_facts(located: LocatedTable, names: NameIndex, findings: FindingCollector) -> list[RawFact]:
    """Return the facts of every data row, in the order of the sheet."""
    facts: list[RawFact] = []
    for line in located.body:
        if line.kind != "data":
            continue
        if located.layout is not None:
            parts = list(_expanded(line, located.layout, findings))
        else:
            parts = [_plain(line)]
        for part, (values, places) in enumerate(parts):
            _fill_from_envelope(values, places, located)
            _fill_from_other_columns(values, places, located.dataset, names)
            facts.append(RawFact(line.row, part, values, places))
    return facts


def _plain(line: BodyRow) -> tuple[dict[str, Any], dict[str, Place]]:
    values = {name: cell.raw for name, cell in line.cells.items()}
    places = {name: Place((cell.row, cell.col)) for name, cell in line.cells.items()}
    return values, places


def _expanded(
    line: BodyRow, layout: Layout, findings: FindingCollector
) -> Iterator[tuple[dict[str, Any], dict[str, Place]]]:
    texts = {name: clean_text(cell.raw) for name, cell in line.cells.items()}
    produced = layout.expand(texts)
    if not produced:
        findings.add(
            CATALOGUE["layout_not_understood"],
            Severity.ERROR,
            line.row,
            [(cell.row, cell.col) for cell in line.cells.values()],
            params={"text": " ".join(texts.values())},
        )
        # The row is kept for the quarantine under the names its own form shares with the dataset.
        yield {}, {}
        return
    for fact in produced:
        places = {
            name: Place((line.cells[value.source].row, line.cells[value.source].col))
            for name, value in fact.items()
        }
        yield {name: value.text for name, value in fact.items()}, places


def _fill_from_envelope(values: dict[str, Any], places: dict[str, Place], located: LocatedTable) -> None:
    envelope = {UNIT: located.envelope.unit, YEAR: located.envelope.year}
    for column in located.dataset.columns:
        given = envelope.get(column.envelope or "")
        if given is not None and is_blank(values.get(column.name)):
            values[column.name] = given.text
            places[column.name] = envelope_place(given)


def envelope_place(value: EnvelopeValue) -> Place:
    """Return the place that cites a value of the envelope."""
    return Place(value.cell, value.source if value.cell is None else "cell")


def _fill_from_other_columns(
    values: dict[str, Any], places: dict[str, Place], dataset: Dataset, names: NameIndex
) -> None:
    for column in dataset.columns:
        if column.found_in is None or not is_blank(values.get(column.name)):
            continue
        found = names.village_in_text(clean_text(values.get(column.found_in)))
        if found is not None:
            values[column.name] = found.name
            places[column.name] = places[column.found_in]


def marked_cells(fact: RawFact, column: Column, located: LocatedTable) -> list[tuple[int, int]]:
    """Return the cell to mark for a column of a fact: where it was read, or where it should stand."""
    place = fact.places.get(column.name)
    if place is not None and place.cell is not None:
        return [place.cell]
    located_column = located.columns.get(column.name)
    return [(fact.row, located_column.index)] if located_column is not None else []


def stored_raw(fact: RawFact, column: Column) -> str | None:
    """Return the text as the clerk wrote it, or None where there is none."""
    value = fact.values.get(column.name)
    return None if is_blank(value) else raw_text(value)
