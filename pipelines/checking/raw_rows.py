"""From the body of a located table to raw facts: each raw value with the place it was read at.

A layout turns one source row into several facts; the envelope, the title and the file's name fill
what a cell leaves blank, and are then cited in its stead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.clean.names import NameIndex, is_same_above
from pipelines.clean.numbers import Number, parse_number
from pipelines.clean.text import Blank, Dash, clean_text, is_blank, raw_text
from pipelines.locate import CellRead, EnvelopeValue, LocatedTable
from warehouse.contracts.envelope import FIGURES, UNIT, YEAR
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
    repeatable = {column.name for column in _form_columns(located) if not column.is_countable}
    above: dict[str, CellRead] = {}
    for line in located.body:
        if line.kind != "data":
            continue
        above = _with_same_above(line.cells, above, repeatable)
        if located.layout is not None:
            parts = list(_expanded(line.row, above, located.layout, findings))
        else:
            parts = [_plain(above)]
        for part, (values, places) in enumerate(parts):
            _fill_from_envelope(values, places, located)
            _move_by_measure(values, places, located.dataset)
            _fill_from_other_columns(values, places, located.dataset, names)
            facts.append(RawFact(line.row, part, values, places))
    return facts


def _form_columns(located: LocatedTable) -> tuple[Column, ...]:
    return located.layout.columns if located.layout is not None else located.dataset.columns


def _with_same_above(
    cells: Mapping[str, CellRead], above: Mapping[str, CellRead], repeatable: Set[str]
) -> dict[str, CellRead]:
    """Read 同上 and 〃 as the cell they mean, which is then cited; a figure is never repeated."""
    return {
        name: above[name] if name in repeatable and name in above and is_same_above(cell.raw) else cell
        for name, cell in cells.items()
    }


def _plain(cells: Mapping[str, CellRead]) -> tuple[dict[str, Any], dict[str, Place]]:
    values = {name: cell.raw for name, cell in cells.items()}
    places = {name: Place((cell.row, cell.col)) for name, cell in cells.items()}
    return values, places


def _expanded(
    row: int, cells: Mapping[str, CellRead], layout: Layout, findings: FindingCollector
) -> Iterator[tuple[dict[str, Any], dict[str, Place]]]:
    texts = {name: clean_text(cell.raw) for name, cell in cells.items()}
    produced = layout.expand(texts)
    if not produced:
        findings.add(
            CATALOGUE["layout_not_understood"],
            Severity.ERROR,
            row,
            [(cell.row, cell.col) for cell in cells.values()],
            params={"text": " ".join(texts.values())},
        )
        # The row is kept for the quarantine under the names its own form shares with the dataset.
        yield {}, {}
        return
    for fact in produced:
        places = {
            name: Place((cells[value.source].row, cells[value.source].col)) for name, value in fact.items()
        }
        yield {name: value.text for name, value in fact.items()}, places


def _fill_from_envelope(values: dict[str, Any], places: dict[str, Place], located: LocatedTable) -> None:
    around = located.envelope
    envelope = {UNIT: around.unit, YEAR: around.year, FIGURES: around.figures}
    for column in located.dataset.columns:
        given = envelope.get(column.envelope or "")
        if around.is_cumulative and column.is_period_end:
            given = around.period or around.filed_on
        if given is not None and column.envelope == FIGURES and not _is_listed(given.text, column):
            given = None
        if given is not None and is_blank(values.get(column.name)):
            values[column.name] = given.text
            places[column.name] = envelope_place(given)


def _is_listed(text: str, column: Column) -> bool:
    return column.choices is not None and text in column.choices.values


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


def _move_by_measure(values: dict[str, Any], places: dict[str, Place], dataset: Dataset) -> None:
    """Move a figure that names another column's measure there, if nothing stands there: 500册 among 份."""
    for column in dataset.columns:
        found = parse_number(values.get(column.name)) if column.other_measures else None
        unit = found.unit if isinstance(found, Number) else None
        target = column.other_measures.get(unit) if unit is not None else None
        if target is not None and isinstance(parse_number(values.get(target)), (Blank, Dash)):
            values[target] = values.pop(column.name)
            places[target] = places.pop(column.name)


def marked_cells(fact: RawFact, column: Column, located: LocatedTable) -> list[tuple[int, int]]:
    """Return the cell to mark for a column of a fact: where it was read, or where it should stand.

    A column that the form lacks has no cell, so that the row's first cell is marked.
    """
    place = fact.places.get(column.name)
    if place is not None and place.cell is not None:
        return [place.cell]
    located_column = located.columns.get(column.name)
    if located_column is not None:
        return [(fact.row, located_column.index)]
    first = min((found.index for found in located.columns.values()), default=0)
    return [(fact.row, first)]


def stored_raw(fact: RawFact, column: Column) -> str | None:
    """Return the text as the clerk wrote it, or None where there is none."""
    value = fact.values.get(column.name)
    return None if is_blank(value) else raw_text(value)
