"""Files, keys and cells of the rows behind changes: read together, once per dataset and snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from warehouse.contracts.registry import DATASETS
from warehouse.differences.model import Cause, Revision
from warehouse.engines.duckdb import Database
from warehouse.lineage import TracedCell
from warehouse.lineage.cells import traced_rows
from warehouse.lineage.contributions import TABLES, Contribution, number


@dataclass(frozen=True)
class Described:
    """A row as its reader knows it: its file, its business key, and its cells where they were asked for."""

    file: str | None
    key: Mapping[str, Any]
    cells: Mapping[str, TracedCell] = field(default_factory=dict)


_UNKNOWN = Described(None, {})
_Rows = dict[tuple[str, str], Described]


def described(
    before: Database, after: Database, found: Sequence[Revision], *, with_cells: bool
) -> list[Revision]:
    """Return the revisions with the files and keys of their rows, and the cells if asked for."""
    causes = [cause for revision in found for cause in revision.because]
    old = _described(before, ((one.dataset, one.row_id_before) for one in causes), with_cells=with_cells)
    new = _described(after, ((one.dataset, one.row_id) for one in causes), with_cells=with_cells)
    return [
        replace(revision, because=tuple(_filled(cause, old, new) for cause in revision.because))
        for revision in found
    ]


def _filled(cause: Cause, old: _Rows, new: _Rows) -> Cause:
    was = old.get((cause.dataset, cause.row_id_before or ""), _UNKNOWN)
    now = new.get((cause.dataset, cause.row_id or ""), _UNKNOWN)
    return replace(
        cause,
        file=cause.file or now.file,
        file_before=cause.file_before or was.file,
        key=now.key or was.key or cause.key,
        cells=now.cells,
        cells_before=was.cells,
    )


def _described(database: Database, items: Iterable[tuple[str, str | None]], *, with_cells: bool) -> _Rows:
    wanted: dict[str, set[str]] = {}
    for dataset, row_id in items:
        if row_id is not None:
            wanted.setdefault(dataset, set()).add(row_id)
    result: _Rows = {}
    for dataset, row_ids in wanted.items():
        if dataset == TABLES:
            result |= _tables(database, row_ids)
        elif dataset in DATASETS and database.has_table("base", dataset):
            found = _rows(database, dataset, row_ids)
            if with_cells:
                found = _with_cells(database, found)
            result |= found
        elif dataset not in DATASETS:
            result |= {(dataset, row_id): Described(None, {"id": row_id}) for row_id in row_ids}
    return result


def _rows(database: Database, dataset: str, row_ids: Iterable[str]) -> _Rows:
    """Return rows of a dataset, current or replaced."""
    frame = database.query(
        f"SELECT b.*, f.name AS name_of_file FROM (SELECT * FROM base.{dataset} UNION ALL BY NAME"
        f" SELECT * EXCLUDE (superseded_by, superseded_in) FROM history.{dataset}) b"
        " LEFT JOIN ledger.tables t USING (table_id) LEFT JOIN ledger.files f USING (file_sha256)"
        " WHERE b.row_id IN (SELECT unnest($row_ids))",
        {"row_ids": list(row_ids)},
    )
    names = [name for name in DATASETS[dataset].key if name in frame.columns]
    return {
        (dataset, row["row_id"]): Described(row["name_of_file"], {name: _plain(row[name]) for name in names})
        for row in frame.to_dicts()
    }


def _with_cells(database: Database, found: _Rows) -> _Rows:
    rows = traced_rows(database, [Contribution(dataset, row_id, 0, None) for dataset, row_id in found])
    return {
        place: replace(known, cells=row.cells)
        for (place, known), row in zip(found.items(), rows, strict=True)
    }


def _tables(database: Database, table_ids: Iterable[str]) -> _Rows:
    frame = database.query(
        "SELECT t.table_id, t.sheet, f.name FROM ledger.tables t LEFT JOIN ledger.files f USING (file_sha256)"
        " WHERE t.table_id IN (SELECT unnest($table_ids))",
        {"table_ids": list(table_ids)},
    )
    return {
        (TABLES, table_id): Described(name, {"file": name, "sheet": sheet})
        for table_id, sheet, name in frame.iter_rows()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.to_list() if isinstance(value, pl.Series) else value
