"""From a file back to the numbers: what became of every row of a table, and what a row counts in.

Conservation can be walked through here: the fates of a table's rows add up to its non-blank rows.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.errors import FazhiError
from warehouse.lineage.contributions import TABLES, contributions_to
from warehouse.lineage.entering import RowMetric, metrics_of_row
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

__all__ = [
    "SKIP_REASONS",
    "Fate",
    "RowFinding",
    "RowMetric",
    "RowPlace",
    "SourceRow",
    "SourceTable",
    "TableBehind",
    "UnknownTable",
    "metrics_of_row",
    "rows_at",
    "source_rows",
    "source_tables",
    "tables_behind",
]

# Why a row was skipped (see pipelines.checking.checked.SkipReason), in words.
SKIP_REASONS: Mapping[str, str] = {
    "total": "合计行",
    "group": "分组行",
    "header": "重复表头",
    "note": "备注、签字",
    "example": "示例行",
    "zero_report": "零报告",
    "duplicate": "重复行",
    "superseded": "已有新版本",
    "correction": "按更正不计",
}
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


class UnknownTable(FazhiError):
    """There is no table of that id in the snapshot."""


class Fate(StrEnum):
    """What became of a non-blank row below a header."""

    LOADED = "loaded"  # 装入，现行
    REPLACED = "replaced"  # 装入后被更新的行取代
    QUARANTINED = "quarantined"  # 隔离
    SKIPPED = "skipped"  # 跳过


@dataclass(frozen=True)
class SourceTable:
    """One table of a file and its account: rows_in = loaded + quarantined + skipped (reason → rows).

    columns: contract column → letters of its column in the sheet. header_rows: 1-based. loaded_at: when its
    load began (UTC). filed_on: 填报日 of the file. loaded: rows as of its load, replaced since or not.
    """

    table_id: str
    file: str
    sha256: str
    sheet: str
    dataset: str
    title: str
    unit: str | None
    header_rows: tuple[int, ...]
    columns: Mapping[str, str]
    rows_in: int
    loaded: int
    quarantined: int
    skipped: Mapping[str, int]
    loaded_at: datetime | None
    filed_on: date | None


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands. row: 1-based."""

    row_id: str
    table_id: str
    file: str
    sha256: str
    sheet: str
    row: int


@dataclass(frozen=True)
class RowFinding:
    """What was found in a row, in words. cells: its own cells among those of the finding."""

    code: str
    severity: str
    title: str
    cells: tuple[str, ...]
    message: str
    remedy: str


@dataclass(frozen=True)
class SourceRow:
    """One non-blank row of a table. row: 1-based.

    row_ids: the facts it yielded that are kept; current: those that count now. stands: the row that stands in
    its stead, where it was replaced, or skipped as duplicate or superseded. codes, findings: why it is
    quarantined, or what was noted on it. reason: why it was skipped, in Chinese. texts: column → what is
    written there, as far as it is kept (personal columns never).
    """

    table_id: str
    row: int
    fate: Fate
    row_ids: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    stands: RowPlace | None = None
    codes: tuple[str, ...] = ()
    findings: tuple[RowFinding, ...] = ()
    skipped_as: str | None = None
    reason: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableBehind:
    """A table behind a number: how many of its rows count, and what they add to the numerator."""

    table: SourceTable
    counted: int
    contribution: int | float


def source_tables(snapshot: Snapshot, table_ids: Iterable[str]) -> list[SourceTable]:
    """Return tables in the order of the ids; ids that are not in the snapshot are left out."""
    wanted = list(dict.fromkeys(table_ids))
    found = snapshot.database.query(
        "SELECT t.*, f.name AS file, f.filed_on, r.started_at AS loaded_at FROM ledger.tables t"
        " LEFT JOIN ledger.files f USING (file_sha256) LEFT JOIN ledger.runs r ON r.run_id = t.run_id"
        " WHERE t.table_id IN (SELECT unnest($table_ids))",
        {"table_ids": wanted},
    )
    tables = {row["table_id"]: _table(row) for row in found.iter_rows(named=True)}
    return [tables[table_id] for table_id in wanted if table_id in tables]


def source_rows(snapshot: Snapshot, table_id: str) -> list[SourceRow]:
    """Return every non-blank row of a table with its fate, in the order of the sheet; they are rows_in many.

    Raises UnknownTable.
    """
    found = source_tables(snapshot, [table_id])
    if not found:
        raise UnknownTable(f"快照中没有编号为「{table_id}」的表，请从溯源页重新进入")
    (table,) = found
    database = snapshot.database
    facts = _facts(database, table)
    quarantined = _quarantined(database, table_id)
    skipped = _skipped(database, table_id)
    notes = _findings(database, table_id)
    replaced = (fact["superseded_by"] for of_row in facts.values() for fact in of_row)
    places = _places(database, [table.dataset], (*replaced, *(row["same_as"] for row in skipped.values())))
    rows = []
    for row in sorted({*facts, *quarantined, *skipped}):
        own = tuple(notes.get(row, ()))
        if row in quarantined:
            kept_out = quarantined[row]
            codes, texts = tuple(kept_out["codes"] or ()), json.loads(kept_out["raw"] or "{}")
            rows.append(SourceRow(table_id, row, Fate.QUARANTINED, codes=codes, findings=own, texts=texts))
        elif row in skipped:
            rows.append(_skipped_row(table_id, row, skipped[row], facts.get(row, ()), own, places))
        else:
            rows.append(_loaded_row(table_id, row, facts[row], own, places))
    return rows


def rows_at(snapshot: Snapshot, sha256: str, sheet: str, row: int) -> list[SourceRow]:
    """Return what became of a 1-based row of a file's sheet, once for each of the tables that share it."""
    tables = snapshot.database.query(
        "SELECT table_id FROM ledger.tables WHERE file_sha256 = $sha256 AND sheet = $sheet ORDER BY table_id",
        {"sha256": sha256, "sheet": sheet},
    )["table_id"]
    return [one for table_id in tables for one in source_rows(snapshot, table_id) if one.row == row]


def tables_behind(snapshot: Snapshot, metric_id: str, selection: Selection) -> list[TableBehind]:
    """Return the tables whose rows stand behind a number, those with most of them first. Raises BadSelection.

    A row counts for its table once, whatever facts it yields; one that only the denominator counts, too.
    """
    contributions = contributions_to(snapshot, metric_id, selection)
    row_ids: defaultdict[str, list[str]] = defaultdict(list)
    for one in contributions:
        row_ids[one.dataset].append(one.row_id)
    whole = row_ids.pop(TABLES, [])
    places = _places(snapshot.database, list(row_ids), [one for ids in row_ids.values() for one in ids])
    counted: defaultdict[str, set[int]] = defaultdict(set)
    added: Counter[str] = Counter()
    for one in contributions:
        place = places.get(one.row_id)
        if place is not None:
            counted[place.table_id].add(place.row)
            added[place.table_id] += one.amount  # type: ignore[assignment]  # fractions add up as well
        elif one.dataset == TABLES:
            added[one.row_id] += one.amount  # type: ignore[assignment]
    tables = source_tables(snapshot, [*counted, *whole])
    behind = [
        TableBehind(
            table,
            len(counted[table.table_id]) if table.table_id in counted else table.rows_in,
            added[table.table_id],
        )
        for table in tables
    ]
    return sorted(behind, key=lambda one: (-one.counted, one.table.file, one.table.sheet, one.table.table_id))


def _table(row: Mapping[str, Any]) -> SourceTable:
    return SourceTable(
        table_id=row["table_id"],
        file=row["file"] or "",
        sha256=row["file_sha256"] or "",
        sheet=row["sheet"] or "",
        dataset=row["dataset"],
        title=row["title"] or "",
        unit=row["unit"],
        header_rows=tuple(row["header_rows"] or ()),
        columns=json.loads(row["columns"] or "{}"),
        rows_in=row["rows_in"] or 0,
        loaded=row["loaded"] or 0,
        quarantined=row["quarantined"] or 0,
        skipped=json.loads(row["skipped"] or "{}"),
        loaded_at=row["loaded_at"],
        filed_on=row["filed_on"],
    )


def _facts(database: Database, table: SourceTable) -> dict[int, list[dict[str, Any]]]:
    """Return the facts kept of a table by source row: row_id, is_current, superseded_by, texts."""
    name = table.dataset
    found = database.query(
        "SELECT b.row_id, b.source_row, b.superseded_by, b.is_current, r.* EXCLUDE (row_id)"
        f" FROM (SELECT row_id, source_row, NULL AS superseded_by, true AS is_current FROM base.{name}"
        " WHERE table_id = $table_id UNION ALL"
        f" SELECT row_id, source_row, superseded_by, false FROM history.{name} WHERE table_id = $table_id) b"
        f" LEFT JOIN raw.{name} r USING (row_id) ORDER BY b.source_row, b.row_id",
        {"table_id": table.table_id},
    )
    columns = [column.name for column in DATASETS[name].columns if column.name in found.columns]
    facts: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found.iter_rows(named=True):
        texts = {column: row[column] for column in columns if row[column] is not None}
        told = {key: row[key] for key in ("row_id", "superseded_by", "is_current")}
        facts[row["source_row"]].append({**told, "texts": texts})
    return facts


def _quarantined(database: Database, table_id: str) -> dict[int, dict[str, Any]]:
    found = database.query(
        "SELECT source_row, codes, raw FROM ledger.quarantined WHERE table_id = $table_id",
        {"table_id": table_id},
    )
    return {row["source_row"]: row for row in found.iter_rows(named=True)}


def _skipped(database: Database, table_id: str) -> dict[int, dict[str, Any]]:
    # An older snapshot does not say which row stands in a skipped one's stead.
    found = database.query("SELECT * FROM ledger.skipped WHERE table_id = $table_id", {"table_id": table_id})
    return {row["source_row"]: {"same_as": None, **row} for row in found.iter_rows(named=True)}


def _findings(database: Database, table_id: str) -> dict[int, list[RowFinding]]:
    """Return the findings of a table by 1-based row, those that keep it out first."""
    found = database.query(
        "SELECT code, severity, title, cells, message, remedy FROM ledger.findings"
        " WHERE table_id = $table_id ORDER BY severity, code, cells",
        {"table_id": table_id},
    )
    by_row: defaultdict[int, list[RowFinding]] = defaultdict(list)
    for one in found.iter_rows(named=True):
        for row, cells in _cells_by_row(one["cells"] or "").items():
            told = {key: one[key] or "" for key in ("code", "severity", "title", "message", "remedy")}
            by_row[row].append(RowFinding(cells=tuple(cells), **told))
    return by_row


def _cells_by_row(ranges: str) -> dict[int, list[str]]:
    """Return the addresses within 「C7:E8、C15」 by row; the rows of a range hold its first column's cell."""
    cells: defaultdict[int, list[str]] = defaultdict(list)
    for left, top, _, bottom in _RANGE.findall(ranges):
        for row in range(int(top), int(bottom or top) + 1):
            cells[row].append(f"{left}{row}")
    return cells


def _places(
    database: Database, datasets: Sequence[str], row_ids: Iterable[str | None]
) -> dict[str, RowPlace]:
    """Return where rows stand, current or replaced, by row_id."""
    wanted = [row_id for row_id in dict.fromkeys(row_ids) if row_id is not None]
    places: dict[str, RowPlace] = {}
    for name in datasets if wanted else ():
        found = database.query(
            "SELECT b.row_id, b.table_id, f.name AS file, t.file_sha256, t.sheet, b.source_row"
            f" FROM (SELECT row_id, table_id, source_row FROM base.{name}"
            f" UNION ALL SELECT row_id, table_id, source_row FROM history.{name}) b"
            " LEFT JOIN ledger.tables t USING (table_id)"
            " LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256"
            " WHERE b.row_id IN (SELECT unnest($row_ids))",
            {"row_ids": wanted},
        )
        for row_id, table_id, file, sha256, sheet, row in found.iter_rows():
            places[row_id] = RowPlace(row_id, table_id, file or "", sha256 or "", sheet or "", row)
    return places


def _skipped_row(
    table_id: str,
    row: int,
    skipped: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    findings: tuple[RowFinding, ...],
    places: Mapping[str, RowPlace],
) -> SourceRow:
    stands = skipped["same_as"] or next((fact["superseded_by"] for fact in facts), None)
    return SourceRow(
        table_id,
        row,
        Fate.SKIPPED,
        row_ids=tuple(fact["row_id"] for fact in facts),
        stands=places.get(stands or ""),
        findings=findings,
        skipped_as=skipped["reason"],
        reason=SKIP_REASONS.get(skipped["reason"], skipped["reason"]),
        texts=facts[0]["texts"] if facts else {},
    )


def _loaded_row(
    table_id: str,
    row: int,
    facts: Sequence[Mapping[str, Any]],
    findings: tuple[RowFinding, ...],
    places: Mapping[str, RowPlace],
) -> SourceRow:
    current = tuple(fact["row_id"] for fact in facts if fact["is_current"])
    newer = next((fact["superseded_by"] for fact in facts if fact["superseded_by"] is not None), None)
    return SourceRow(
        table_id,
        row,
        Fate.LOADED if current else Fate.REPLACED,
        row_ids=tuple(fact["row_id"] for fact in facts),
        current=current,
        stands=places.get(newer or ""),
        findings=findings,
        texts=facts[0]["texts"],
    )
