"""From a file or a cell to what came of it: tables, the fate of the row, and the numbers that it enters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.data.lineage_cells import column_label
from dashboard.texts import quality as texts
from warehouse.contracts.registry import DATASETS
from warehouse.snapshots import Snapshot
from warehouse.source_rows import (
    Fate,
    RowMetric,
    SourceRow,
    SourceTable,
    metrics_of_row,
    source_rows,
    source_tables,
)
from warehouse.watchlists.source_files import NamedFile, NamedFiles, file_of, files_named, tables_of_file

FILES_SHOWN = 20
LONGEST_TEXT = 200
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_FILE_NAME = re.compile(r".\.[A-Za-z]{3,4}$")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ROWS_FOLLOWED = 3


@dataclass(frozen=True)
class Asked:
    """What was typed: part of a file's name, a sheet, a cell; each "" where not given."""

    name: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class CellFate:
    """What became of a cell's row in one table.

    label: of its column, None where no column of the table was read from it. text: what is written in it, as
    far as it is kept. fate: None where the row is none of the table's. said: why, in words. metrics: the
    numbers that the row enters.
    """

    table: SourceTable
    dataset: str
    row: int
    label: str | None
    text: str | None
    fate: Fate | None
    said: tuple[str, ...]
    row_id: str | None
    metrics: tuple[RowMetric, ...]


@dataclass(frozen=True)
class Found:
    """What a search led to: files to choose from, or one file with its tables and the cell asked for."""

    asked: Asked
    files: NamedFiles
    file: NamedFile | None = None
    tables: tuple[SourceTable, ...] = ()
    fates: tuple[CellFate, ...] = ()


def understood(text: str, *, has_file: bool) -> Asked:
    """Return what a text asks for: 台账.xlsx!Sheet1!C7, 台账!C7, 台账; with a file chosen Sheet1!C7, C7.

    Full-width signs are taken as well.
    """
    parts = [part.strip() for part in text[:LONGEST_TEXT].replace("！", "!").split("!")]
    parts = [part for part in parts if part]
    cell = ""
    if parts and (len(parts) > 1 or has_file):
        found = _CELL.fullmatch(parts[-1].replace("＄", "$"))
        if found is not None:
            cell = f"{found[1].upper()}{found[2]}"
            parts.pop()
    if has_file and parts and len(parts) == 1 and not _FILE_NAME.search(parts[0]):
        return Asked("", parts[0], cell) if cell else Asked(parts[0])
    if not parts:
        return Asked(cell=cell)
    return Asked(parts[0], "!".join(parts[1:]), cell)


def known_file(snapshot: Snapshot, sha256: str | None) -> NamedFile | None:
    """Return the file that a link names by its sha256; None where there is none."""
    return file_of(snapshot, sha256) if sha256 and _SHA256.fullmatch(sha256) else None


def search(snapshot: Snapshot, text: str, sha256: str | None) -> Found:
    """Return what a text leads to. sha256: of the file chosen before, in which a cell alone is looked up."""
    chosen = known_file(snapshot, sha256)
    asked = understood(text, has_file=chosen is not None)
    files = NamedFiles((), 0)
    if asked.name:
        files = files_named(snapshot, asked.name, FILES_SHOWN)
        same = [one for one in files.files if one.name.lower() == asked.name.lower()]
        chosen = files.files[0] if files.total == 1 else same[0] if len(same) == 1 else None
    if chosen is None:
        return Found(asked, files)
    tables = tuple(source_tables(snapshot, tables_of_file(snapshot, chosen.sha256)))
    if asked.sheet and not asked.name and asked.sheet not in {one.sheet for one in tables}:
        # No sheet of the chosen file: another file is meant.
        return search(snapshot, f"{asked.sheet}!{asked.cell}", None)
    looked_at = [one for one in tables if asked.sheet in ("", one.sheet)] if asked.cell else []
    return Found(
        asked, files, chosen, tables, tuple(_fate(snapshot, table, asked.cell) for table in looked_at)
    )


def _fate(snapshot: Snapshot, table: SourceTable, cell: str) -> CellFate:
    letters = cell.rstrip("0123456789")
    number = int(cell[len(letters) :])
    column = next((name for name, letter in table.columns.items() if letter == letters), None)
    row = next((one for one in source_rows(snapshot, table.table_id) if one.row == number), None)
    metrics: dict[str, RowMetric] = {}
    for row_id in row.current[:_ROWS_FOLLOWED] if row is not None else ():
        for one in metrics_of_row(snapshot, row_id):
            if one.contribution:
                metrics.setdefault(one.metric_id, one)
    return CellFate(
        table,
        DATASETS[table.dataset].label,
        number,
        None if column is None else column_label(table.dataset, column),
        None if row is None or column is None else row.texts.get(column),
        None if row is None else row.fate,
        _said(table, row, number),
        None if row is None else next(iter(row.current), None),
        tuple(metrics.values()),
    )


def _said(table: SourceTable, row: SourceRow | None, number: int) -> tuple[str, ...]:
    if row is None:
        if number in table.header_rows:
            return (texts.IN_HEADER,)
        return (texts.OUTSIDE_TABLE,)
    said = [] if row.reason is None else [row.reason]
    said += [f"{one.message}{f'。{one.remedy}' if one.remedy else ''}" for one in row.findings]
    if row.stands is not None:
        said.append(texts.STANDS.format(file=row.stands.file, row=row.stands.row))
    return tuple(said)
