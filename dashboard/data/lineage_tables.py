"""The tables behind a number, and every row of a table with its fate, so that nothing is lost from sight."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dashboard.data.lineage import ChosenRow
from dashboard.data.lineage_cells import column_label
from dashboard.formatting import clock, full_day, number
from dashboard.texts import lineage as texts
from warehouse.contracts.registry import DATASETS
from warehouse.lineage.contributions import contributions_to
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.source_rows import (
    Fate,
    RowPlace,
    SourceRow,
    SourceTable,
    source_rows,
    source_tables,
    tables_behind,
)

TABLES_SHOWN = 200
ROWS_SHOWN = 300


@dataclass(frozen=True)
class TableLine:
    """One table behind a number: how many of its rows count, and its account."""

    table_id: str
    file: str
    sheet: str
    counted: int
    loaded: int
    quarantined: int
    skipped: int
    rows_in: int

    @property
    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows_in == self.loaded + self.quarantined + self.skipped


@dataclass(frozen=True)
class TablesBehind:
    """The tables behind a number, those with most counted rows first; total may be more than are listed."""

    tables: tuple[TableLine, ...]
    total: int


@dataclass(frozen=True)
class FateLine:
    """One row of a table: its fate, why, and what is written in it.

    row_id: of a row that the number is made of. instead: where the row stands that stands in its stead.
    """

    row: int
    at: str
    fate: Fate
    contribution: str | None
    row_id: str | None
    said: tuple[str, ...]
    instead: RowPlace | None
    written: str


@dataclass(frozen=True)
class TableView:
    """A table with the fates of its rows; counts: over all its rows, whichever are listed."""

    table: SourceTable
    dataset: str
    filed_on: str
    loaded_at: str
    counts: dict[Fate, int]
    rows: tuple[FateLine, ...]
    chosen: int

    @property
    def total(self) -> int:
        """How many rows there are with any fate."""
        return sum(self.counts.values())

    @property
    def balances(self) -> bool:
        """Whether the rows with a fate are as many as the table's non-blank rows."""
        return self.total == self.table.rows_in


def tables_of(snapshot: Snapshot, metric_id: str, selection: Selection) -> TablesBehind:
    """Return the tables behind a number. Raises BadSelection."""
    found = tables_behind(snapshot, metric_id, selection)
    return TablesBehind(
        tuple(
            TableLine(
                one.table.table_id,
                one.table.file,
                one.table.sheet,
                one.counted,
                one.table.loaded,
                one.table.quarantined,
                sum(one.table.skipped.values()),
                one.table.rows_in,
            )
            for one in found[:TABLES_SHOWN]
        ),
        len(found),
    )


def table_of_row(snapshot: Snapshot, metric_id: str, selection: Selection, row: ChosenRow) -> str | None:
    """Return the id of the table that the chosen row stands in."""
    lines = {(line.sha256, line.sheet) for line in row.cells}
    for one in tables_behind(snapshot, metric_id, selection):
        if (one.table.sha256, one.table.sheet) not in lines:
            continue
        if any(row.row_id in of_row.row_ids for of_row in source_rows(snapshot, one.table.table_id)):
            return one.table.table_id
    return None


def table_view(
    snapshot: Snapshot, table_id: str, fate: str | None, metric_id: str | None, selection: Selection
) -> TableView:
    """Return a table with the fates of its rows, of one fate where given. Raises UnknownTable, BadSelection.

    metric_id, selection: the number that is looked into; rows that it is made of say what they add.
    """
    rows = source_rows(snapshot, table_id)
    (table,) = source_tables(snapshot, [table_id])
    counting: dict[str, int | float] = {}
    if metric_id is not None:
        counting = {one.row_id: one.amount for one in contributions_to(snapshot, metric_id, selection)}
    listed = [row for row in rows if fate is None or row.fate == fate]
    counted = Counter(row.fate for row in rows)
    return TableView(
        table,
        DATASETS[table.dataset].label,
        full_day(table.filed_on),
        clock(table.loaded_at),
        {fate: counted[fate] for fate in Fate},
        tuple(_line(table, row, counting) for row in listed[:ROWS_SHOWN]),
        len(listed),
    )


def _line(table: SourceTable, row: SourceRow, counting: dict[str, int | float]) -> FateLine:
    amounts = {row_id: counting[row_id] for row_id in row.row_ids if row_id in counting}
    return FateLine(
        row.row,
        f"{_first_column(table)}{row.row}",
        row.fate,
        number(sum(amounts.values()), 2) if amounts else None,
        next(iter(amounts), None),
        tuple(_said(row)),
        row.stands,
        "；".join(f"{column_label(table.dataset, name)}：{text}" for name, text in row.texts.items() if text),
    )


def _said(row: SourceRow) -> list[str]:
    """Return why a row has its fate, and what was found in it."""
    said = [] if row.reason is None else [row.reason]
    for one in row.findings:
        place = f"{'、'.join(one.cells)} " if one.cells else ""
        said.append(f"{place}{one.message}" + (f"。{one.remedy}" if one.remedy else ""))
    return said


def _first_column(table: SourceTable) -> str:
    """Return the letter of the table's first column."""
    letters = [letter for letter in table.columns.values() if letter]
    return min(letters, key=lambda letter: (len(letter), letter), default="A")


def known_fate(text: str | None) -> str | None:
    """Return a fate that a link names, None where it names none."""
    return text if text in set(Fate) else None


def place_in_words(place: RowPlace) -> str:
    """Return the file, sheet and row of the row that stands in another's stead."""
    sheet = f"{place.sheet} " if place.sheet else ""
    return f"{place.file} {sheet}{texts.ROW_NUMBER.format(row=place.row)}"
