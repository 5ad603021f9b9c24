"""The cells of traced rows: where each value was read, what was written there and what decided it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.lineage.contributions import TABLES, Contribution, number
from warehouse.lineage.model import TracedCell, TracedRow

# Where a value stands that has no cell of its own (see raw.<dataset>.cells), and the contract's default.
_PLACES = ("sheet", "file name")
_DEFAULT = "default"
# Where nothing was written and a correction says what belongs there.
_CORRECTION = "correction"
# A value that a correction (更正、补报) inherited stands in the older row named after this.
_OLDER_ROW = "row:"
# Of snapshots that name what of a cell was read.
_READ_AS = "read_as"
# The figure of the period before, which a 累计 ledger's figure is less: cited under <column>_before.
_BEFORE = "_before"


def traced_rows(database: Database, found: Sequence[Contribution]) -> list[TracedRow]:
    """Return the rows of contributions with the cells they were read from, in the same order."""
    wanted: dict[str, set[str]] = {}
    for one in found:
        cited = (row_id for _, row_id in one.cited if row_id is not None)
        wanted.setdefault(one.dataset, set()).update((one.row_id, *cited))
    tables = _tables(database, wanted.pop(TABLES, set()))
    records = {name: _records(database, DATASETS[name], row_ids) for name, row_ids in wanted.items()}
    result = []
    for one in found:
        if one.dataset == TABLES:
            table = tables[one.row_id]
            key = {"file": table["file"], "sheet": table["sheet"]}
            result.append(TracedRow(one.row_id, table["dataset"], key, one.amount, one.in_denominator, {}))
            continue
        dataset, rows = DATASETS[one.dataset], records[one.dataset]
        record = rows[one.row_id]
        cells = _cells(dataset, record, rows)
        for name, row_id in one.cited:
            if row_id in rows and row_id != one.row_id:
                elsewhere = _cells(dataset, rows[row_id], rows)
                column = name.removesuffix(_BEFORE)
                if column in elsewhere:
                    cells[name] = elsewhere[column]
        key = {name: _plain(record[name]) for name in dataset.key if name in record}
        result.append(TracedRow(one.row_id, one.dataset, key, one.amount, one.in_denominator, cells))
    return result


def _tables(database: Database, table_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return dataset, file and sheet of tables, by table_id."""
    frame = database.query(
        "SELECT t.table_id, t.dataset, t.sheet, f.name AS file FROM ledger.tables t"
        " LEFT JOIN ledger.files f USING (file_sha256) WHERE t.table_id IN (SELECT unnest($table_ids))",
        {"table_ids": list(table_ids)},
    )
    return {row["table_id"]: row for row in frame.iter_rows(named=True)}


def _records(database: Database, dataset: Dataset, row_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return base values, raw texts (raw_<column>), file and addresses of the rows, by row_id.

    exceptions: where values stand that are not in their column's cell; letters: the columns' letters;
    read_as: what of a cell's text is a value's, where it is not all of it.
    The older rows from which they inherited values are among them.
    """
    found: dict[str, dict[str, Any]] = {}
    wanted = set(row_ids)
    while wanted:
        rows = {row["row_id"]: row for row in _stored(database, dataset, wanted).iter_rows(named=True)}
        for row in rows.values():
            row |= {name: json.loads(row[name] or "{}") for name in ("exceptions", "letters", _READ_AS)}
            row["corrections"] = {}
        for one in _corrections(database, wanted):
            told = {name: _plain(one[name]) for name in ("id", "reason", "who", "date", "before")}
            rows[one["row_id"]]["corrections"].setdefault(one["column"], told)
        found |= rows
        places = (place for row in rows.values() for place in row["exceptions"].values())
        older = {place.removeprefix(_OLDER_ROW) for place in places if place.startswith(_OLDER_ROW)}
        wanted = older - found.keys() if rows else set()
    return found


def _stored(database: Database, dataset: Dataset, row_ids: Iterable[str]) -> pl.DataFrame:
    kept = _raw_columns(database, dataset)
    raw = "".join(
        f', r."{c.name}" AS "raw_{c.name}"' for c in dataset.columns if not c.personal and c.name in kept
    )
    read_as = "r.read_as" if _READ_AS in kept else "NULL"
    return database.query(
        f"SELECT b.*{raw}, r.cells AS exceptions, {read_as} AS read_as, t.columns AS letters, t.sheet,"
        " t.file_sha256, f.name AS file, f.filed_on, n.started_at AS loaded_at"
        f" FROM (SELECT * FROM base.{dataset.name} UNION ALL BY NAME"
        f" SELECT * EXCLUDE (superseded_by, superseded_in) FROM history.{dataset.name}) b"
        f" LEFT JOIN raw.{dataset.name} r USING (row_id)"
        " LEFT JOIN ledger.tables t USING (table_id)"
        " LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256"
        " LEFT JOIN ledger.runs n ON n.run_id = t.run_id"
        " WHERE b.row_id IN (SELECT unnest($row_ids))",
        {"row_ids": list(row_ids)},
    )


def _raw_columns(database: Database, dataset: Dataset) -> set[str]:
    """Return the columns of a raw table; an old snapshot stays as it is and may lack some."""
    found = database.query(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'raw' AND table_name = $name",
        {"name": dataset.name},
    )
    return set(found["column_name"])


def _corrections(database: Database, row_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return what corrections decided in the rows: row_id, column, the correction, the value before."""
    if not database.has_table("ledger", "corrected_cells"):
        # An old snapshot stays as it is, and had no corrections.
        return []
    return database.query(
        'SELECT k.row_id, k."column", k.value_before AS before, c.id, c.reason, c.who, c.date'
        " FROM ledger.corrected_cells k JOIN ledger.corrections c ON c.id = k.correction_id"
        ' WHERE k."column" IS NOT NULL AND k.row_id IN (SELECT unnest($row_ids))',
        {"row_ids": list(row_ids)},
    ).to_dicts()


def _cells(
    dataset: Dataset, record: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> dict[str, TracedCell]:
    cells = {}
    for column in dataset.columns:
        if column.personal:
            continue
        raw = record.get(f"raw_{column.name}")
        value = _value(column, record)
        written = _written_in(column.name, record, records)
        correction = record["corrections"].get(column.name, written["corrections"].get(column.name))
        if raw is None and value is None and correction is None:
            continue
        address, origin = _address(column.name, written)
        if raw is None and column.default is not None and column.name not in record["exceptions"]:
            address, origin = None, _DEFAULT
        if raw is None and correction is not None:
            origin = _CORRECTION
        cells[column.name] = TracedCell(
            written["file"],
            written["file_sha256"],
            written["sheet"],
            address,
            raw,
            value,
            record.get(f"{column.name}_qualifier"),
            origin,
            correction,
            written[_READ_AS].get(column.name),
            written["loaded_at"],
            written["filed_on"],
        )
    return cells


def _written_in(
    name: str, record: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return the row in whose file a value is written: an older one where a correction left it blank."""
    followed = set()
    place = record["exceptions"].get(name, "")
    while place.startswith(_OLDER_ROW) and place not in followed:
        followed.add(place)
        record = records.get(place.removeprefix(_OLDER_ROW), record)
        place = record["exceptions"].get(name, "")
    return record


def _address(name: str, record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the cell of a value in the row that holds it, or where else it came from."""
    place = record["exceptions"].get(name)
    if place is not None and not place.startswith(_OLDER_ROW):
        return (None, place) if place in _PLACES else (place, None)
    letter, row = record["letters"].get(name), record["source_row"]
    if place is None and letter is not None and row is not None:
        return f"{letter}{row}", None
    return None, None


def _value(column: Column, record: Mapping[str, Any]) -> Any:
    """Return the stored value as JSON; a span of several days as first/last."""
    value = _plain(record[column.name])
    if column.end_name is not None and record[column.end_name] not in (None, record[column.name]):
        return f"{value}/{_plain(record[column.end_name])}"
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, pl.Series):
        return value.to_list()
    return value
