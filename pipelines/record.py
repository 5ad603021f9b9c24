"""Writing a run into the ledger of the snapshot being built."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import polars as pl

from expectations.model import Verdict
from pipelines.checking.checked import CheckedTable
from pipelines.checking.findings import column_letters
from pipelines.corrections.model import Correction, Corrections
from pipelines.corrections.outcome import CorrectionOutcome
from pipelines.report import FileReport, FileStatus
from warehouse.engines.duckdb import Database
from warehouse.ledger import LEDGER_TABLES, SNAPSHOT_FORMAT
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.versions import digest
from warehouse.reference.calendar import calendar_days
from warehouse.reference.tables import Reference

_DEMO_FILE_PREFIX = "演示_"
_DEMO_TITLE = "合成演示数据"
_POLARS_TYPES = {
    "VARCHAR": pl.String(),
    "VARCHAR[]": pl.List(pl.String()),
    "INTEGER": pl.Int32(),
    "INTEGER[]": pl.List(pl.Int32()),
    "BIGINT": pl.Int64(),
    "BOOLEAN": pl.Boolean(),
    "DOUBLE": pl.Float64(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}


def record_reference(database: Database, reference: Reference) -> frozenset[str]:
    """Write the deployment's reference data into the snapshot, so that it explains its own names.

    Returns the tables, as schema.name, that are no longer what they were.
    """
    changed = []
    tables = {table.name: getattr(reference, table.name) for table in fields(reference)}
    tables["calendar"] = tuple(calendar_days(reference.holidays))
    for name, rows in tables.items():
        known = database.query(f"SELECT * FROM reference.{name}")
        frame = pl.DataFrame(
            {column: [getattr(row, column) for row in rows] for column in known.columns}, schema=known.schema
        )
        if not frame.equals(known):
            database.execute(f"DELETE FROM reference.{name}")
            database.insert(f"reference.{name}", frame)
            changed.append(f"reference.{name}")
    return frozenset(changed)


def record_run(
    database: Database, run_id: str, sequence: int, started_at: datetime, files: Sequence[FileReport]
) -> None:
    """Write a run, its files and what became of every row of them."""
    _insert(
        database,
        "runs",
        [{"run_id": run_id, "sequence": sequence, "started_at": started_at, "files": len(files)}],
    )
    _insert(
        database,
        "arrivals",
        [
            {
                "run_id": run_id,
                "file_sha256": file.sha256,
                "name": file.name,
                "status": file.status.value,
                "reason": file.reason,
            }
            for file in files
        ],
    )
    _insert(database, "files", [_file_row(f, run_id) for f in files if f.status is FileStatus.LOADED])
    _insert(
        database,
        "sheets",
        [
            {"run_id": run_id, "file_sha256": file.sha256, **row}
            for file in files
            for sheet in file.sheets
            for row in sheet.ledger_rows()
        ],
    )
    record_tables(database, run_id, [table for file in files for table in file.tables])


def record_tables(database: Database, run_id: str, tables: Sequence[CheckedTable]) -> None:
    """Write what became of every row of some tables of a run, and what was corrected in them."""
    _insert(database, "tables", [_table_row(table, run_id) for table in tables])
    _insert(database, "findings", [row for table in tables for row in _finding_rows(table, run_id)])
    _insert(
        database,
        "quarantined",
        [
            {
                "table_id": table.table_id,
                "source_row": row.source_row,
                "dataset": table.dataset.name,
                "unit": table.unit,
                "codes": list(row.codes),
                "raw": json.dumps(dict(row.raw), ensure_ascii=False),
                "run_id": run_id,
            }
            for table in tables
            for row in table.quarantined
        ],
    )
    _insert(
        database,
        "skipped",
        [
            {
                "table_id": table.table_id,
                "source_row": row,
                "reason": reason.value,
                "same_as": table.same_as.get(row),
                "run_id": run_id,
            }
            for table in tables
            for row, reason in sorted(table.skipped.items())
        ],
    )
    _insert(database, "corrected_cells", [row for table in tables for row in _corrected_rows(table, run_id)])


def record_corrections(
    database: Database, corrections: Corrections, done: Sequence[CorrectionOutcome]
) -> None:
    """Write the corrections as they are now, retired ones included, with what the active ones did."""
    database.execute("DELETE FROM ledger.corrections")
    outcome_of = {outcome.id: outcome for outcome in done}
    _insert(
        database,
        "corrections",
        [_correction_row(entry, outcome_of.get(entry.id)) for entry in corrections.entries],
    )


def record_snapshot(
    database: Database, snapshot_id: str, sequence: int, run_id: str, created_at: datetime
) -> None:
    """Write the snapshot's record of itself: its id, its data cut-off, whether it holds demo data."""
    latest = database.query("SELECT max(filed_on) AS filed_on FROM ledger.files")["filed_on"][0]
    is_demo = database.query(
        "SELECT count(*) > 0 AS demo FROM ledger.files f JOIN ledger.tables t USING (file_sha256) "
        "WHERE starts_with(f.name, $1) OR contains(t.title, $2)",
        [_DEMO_FILE_PREFIX, _DEMO_TITLE],
    )["demo"][0]
    database.execute("DELETE FROM ledger.snapshot")
    _insert(
        database,
        "snapshot",
        [
            {
                "id": snapshot_id,
                "sequence": sequence,
                "run_id": run_id,
                "created_at": created_at,
                "data_cutoff": latest,
                "is_demo": is_demo,
                "format": SNAPSHOT_FORMAT,
            }
        ],
    )


def record_definitions(database: Database) -> None:
    """Write the definition of every metric as it is now, so that an old snapshot keeps its own."""
    database.execute("DELETE FROM ledger.metric_definitions")
    rows = [
        {"metric": metric.id, "definition": metric.to_json(), "digest": digest(metric)}
        for metric in METRICS.values()
    ]
    _insert(database, "metric_definitions", rows)


def record_verdict(database: Database, verdict: Verdict) -> None:
    """Write the verdict, every check of it and the faults found into the snapshot that it allows."""
    _insert(database, "verdict", [verdict.ledger_row()])
    _insert(database, "checks", [result.ledger_row(verdict.run_id) for result in verdict.results])
    _insert(
        database,
        "check_failures",
        [row for result in verdict.results for row in result.failure_rows(verdict.run_id)],
    )


def _file_row(file: FileReport, run_id: str) -> dict[str, Any]:
    first = file.tables[0]
    return {
        "file_sha256": file.sha256,
        "name": file.name,
        "size_bytes": first.file.size_bytes,
        "format": first.file.format,
        "modified_at": first.file.modified_at,
        "filed_on": max(table.filed_on for table in file.tables),
        "unit": first.unit,
        "unit_code": first.unit_code,
        "run_id": run_id,
    }


def _table_row(table: CheckedTable, run_id: str) -> dict[str, Any]:
    coverage: tuple[date | None, date | None] = table.coverage or (None, None)
    return {
        "table_id": table.table_id,
        "file_sha256": table.file.sha256,
        "sheet": table.sheet,
        "dataset": table.dataset.name,
        "layout": table.layout.name if table.layout is not None else None,
        "title": table.title,
        "header_rows": list(table.header_rows),
        "columns": json.dumps({name: column_letters(index) for name, index in table.columns.items()}),
        "unknown_headers": list(table.unknown_headers),
        "rows_in": table.rows_in,
        "loaded": table.loaded_rows,
        "quarantined": len(table.quarantined),
        "skipped": json.dumps(table.skipped_by_reason),
        "warnings": table.warnings,
        "coverage_start": coverage[0],
        "coverage_end": coverage[1],
        "is_period_stated": table.is_period_stated,
        "unit": table.unit,
        "unit_code": table.unit_code,
        "is_zero_report": table.is_zero_report,
        "run_id": run_id,
    }


def _correction_row(entry: Correction, outcome: CorrectionOutcome | None) -> dict[str, Any]:
    return {
        "id": entry.id,
        "file": entry.file,
        "entry": entry.entry,
        "dataset": entry.dataset,
        "match": json.dumps(entry.match_text, ensure_ascii=False),
        "change": None if entry.is_drop else json.dumps(entry.change_text, ensure_ascii=False),
        "reason": entry.reason,
        "who": entry.who,
        "date": date.fromisoformat(entry.date) if entry.date else None,
        "status": "active" if entry.is_active else "retired",
        "expects": entry.expects,
        "matched": outcome.matched if outcome is not None and entry.is_active else None,
        "problem": outcome.problem if outcome is not None and entry.is_active else None,
    }


def _corrected_rows(table: CheckedTable, run_id: str) -> list[dict[str, Any]]:
    return [
        {
            "correction_id": cell.correction_id,
            "dataset": table.dataset.name,
            "table_id": table.table_id,
            "row_id": cell.row_id,
            "business_key": cell.business_key,
            "source_row": cell.source_row,
            "column": cell.column,
            "value_before": cell.value_before,
            "run_id": run_id,
        }
        for cell in table.corrected
    ]


def _finding_rows(table: CheckedTable, run_id: str) -> list[dict[str, Any]]:
    return [
        {
            "run_id": run_id,
            "table_id": table.table_id,
            "file_sha256": table.file.sha256,
            "sheet": table.sheet,
            "dataset": table.dataset.name,
            "code": finding.code,
            "title": finding.title,
            "severity": finding.severity.value,
            "column": finding.column,
            "cells": finding.cells,
            "rows": finding.rows,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for finding in table.findings
    ]


def _insert(database: Database, table: str, rows: Sequence[dict[str, Any]]) -> None:
    schema = {name: _POLARS_TYPES[kind] for name, kind, _ in LEDGER_TABLES[table]}
    database.insert(f"ledger.{table}", pl.DataFrame(rows, schema=schema))
