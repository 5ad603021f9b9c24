"""Where the faults of failed checks stand: fetched by our own SQL, since the engine keeps only a few of them.

A fault names its row, and the row's table, file and cell are looked up as lineage does: the cell is the
column's letter and the row's number, unless the value came from elsewhere (`raw.<dataset>.cells`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from expectations.model import FAILURES_KEPT, Check, CheckFailure, CheckResult
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_reader

_PLACES = ("row_id", "table_id", "unit", "column")
# In raw.<dataset>.cells: where a value stands that has no cell in its own file.
_NO_CELLS = ("sheet", "file name")
_OLDER_ROW = "row:"


def with_failures(path: Path, checks: Sequence[Check], results: Iterable[CheckResult]) -> list[CheckResult]:
    """Return the results, the failed ones with their faults: at most FAILURES_KEPT each.

    checks: what the results are of, in the same order.
    """
    pairs = list(zip(checks, results, strict=True))
    if not any(result.unexpected for _, result in pairs):
        return [result for _, result in pairs]
    with open_reader(path) as database:
        return [
            replace(result, failures=tuple(_failures(database, check))) if result.unexpected else result
            for check, result in pairs
        ]


def _failures(database: Database, check: Check) -> Iterator[CheckFailure]:
    if check.table is None:
        # A missing table or column has no row.
        return
    faults = database.query(
        f"WITH batch AS NOT MATERIALIZED (SELECT * FROM {check.table}) "
        f"SELECT * FROM ({check.unexpected}) AS faults(example) ORDER BY ALL LIMIT {FAILURES_KEPT}"
    ).to_dicts()
    places = [{name: fault.get(name) for name in _PLACES} for fault in faults]
    rows = _rows(database, check.dataset, {place["row_id"] for place in places if place["row_id"]})
    tables = _tables(
        database,
        {place["table_id"] for place in places if place["table_id"]}
        | {row["table_id"] for row in rows.values() if row["table_id"]},
    )
    for position, (fault, place) in enumerate(zip(faults, places, strict=True), start=1):
        row = rows.get(str(place["row_id"]), {})
        table_id = place["table_id"] or row.get("table_id")
        table = tables.get(str(table_id), {})
        column = place["column"] or check.column
        cell, value = _cell(check.dataset, column, row, table)
        yield CheckFailure(
            position=position,
            text=str(fault["example"]),
            row_id=place["row_id"],
            table_id=table_id,
            unit=place["unit"] or row.get("unit") or table.get("unit"),
            file_sha256=table.get("file_sha256"),
            file=table.get("file"),
            sheet=table.get("sheet"),
            cell=cell,
            column=column,
            value=value,
        )


def _rows(database: Database, dataset: str | None, row_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the stored values of rows, with raw_<column> and the places of values that moved."""
    wanted = sorted(row_ids)
    if dataset is None or not wanted:
        return {}
    raw = ", ".join(
        f'r."{column.name}" AS "raw_{column.name}"'
        for column in DATASETS[dataset].columns
        if not column.personal
    )
    stored = database.query(
        f"SELECT b.*, {raw}, r.cells AS moved FROM (SELECT * FROM base.{dataset} UNION ALL BY NAME "
        f"SELECT * EXCLUDE (superseded_by, superseded_in) FROM history.{dataset}) AS b "
        f"LEFT JOIN raw.{dataset} AS r USING (row_id) WHERE b.row_id IN (SELECT unnest($row_ids))",
        {"row_ids": wanted},
    )
    return {row["row_id"]: row for row in stored.iter_rows(named=True)}


def _tables(database: Database, table_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    found = database.query(
        "SELECT t.table_id, t.unit, t.sheet, t.columns AS letters, t.file_sha256, f.name AS file "
        "FROM ledger.tables AS t LEFT JOIN ledger.files AS f USING (file_sha256) "
        "WHERE t.table_id IN (SELECT unnest($table_ids))",
        {"table_ids": sorted(table_ids)},
    )
    return {row["table_id"]: row for row in found.iter_rows(named=True)}


def _cell(
    dataset: str | None, column: str | None, row: Mapping[str, Any], table: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    """Return the address of a stored column's cell in the row's own file, and what is written there."""
    source = _contract_column(DATASETS[dataset], column) if dataset is not None and column else None
    if source is None or not row:
        return None, None if column is None or row.get(column) is None else str(row[column])
    written = row.get(f"raw_{source}")
    value = written if written is not None else row.get(column or source)
    told = None if value is None else str(value)
    place = json.loads(row["moved"] or "{}").get(source)
    letter = json.loads(table.get("letters") or "{}").get(source)
    if place is not None and place.startswith(_OLDER_ROW):
        return None, told
    if place is not None:
        return (None if place in _NO_CELLS else place), told
    return (f"{letter}{row['source_row']}" if letter and row["source_row"] else None), told


def _contract_column(dataset: Dataset, stored: str) -> str | None:
    """Return the column of the form that a stored column belongs to; None for personal and provenance."""
    personal = {column.name for column in dataset.personal_columns}
    for column in dataset.stored_columns():
        if column.name == stored and column.source not in personal:
            return column.source if any(one.name == column.source for one in dataset.columns) else None
    return None
