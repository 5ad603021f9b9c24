"""Corrections written, changed or retired after their files were loaded take effect by reading these again.

The tables of the datasets concerned are emptied and filled anew from the originals, run by run in the order
of the loads, so that the outcome is that of corrections which had been there from the start.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC
from itertools import groupby
from pathlib import Path

from pipelines.checking.checked import CheckedTable
from pipelines.corrections.model import Corrections
from pipelines.corrections.outcome import knows_corrections
from pipelines.intake.files import check_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings
from pipelines.landing import LandedFile
from pipelines.merging.falling_totals import note_falling_totals
from pipelines.merging.merge import merge_tables
from pipelines.record import record_tables
from pipelines.report import FileReport
from warehouse.engines.duckdb import Database
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.snapshots import current_id, open_snapshot

_OF_TABLES = ("findings", "quarantined", "skipped", "corrected_cells", "tables")


class CannotReplay(FazhiError):
    """An original that corrections concern is missing or no longer gives its tables."""


def outdated_datasets(home: Home, corrections: Corrections) -> frozenset[str]:
    """Return the datasets in the current snapshot whose corrections are no longer those it was built with."""
    if current_id(home) is None:
        return frozenset()
    with open_snapshot(home) as current:
        recorded = _recorded(current.database)
        loaded = set(current.database.query("SELECT DISTINCT dataset FROM ledger.tables")["dataset"])
    active = {(one.id, one.dataset) for one in corrections.active}
    return frozenset(dataset for _, dataset in active ^ recorded if dataset in loaded)


def _recorded(database: Database) -> set[tuple[str, str]]:
    if not knows_corrections(database):
        return set()
    return set(
        database.query("SELECT id, dataset FROM ledger.corrections WHERE status = 'active'").iter_rows()
    )


def replay(
    database: Database, datasets: Collection[str], originals: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    """Fill the tables of some datasets of the snapshot being built anew, from the originals.

    Raises CannotReplay, before anything is changed, where an original is missing or reads otherwise.
    """
    if not datasets:
        return
    files, runs = _files(database, datasets, originals)
    reports = check_files(pool, files)
    _ensure_complete(database, datasets, reports)
    _empty(database, datasets)
    for run_id, group in groupby(zip(runs, reports, strict=True), key=lambda pair: pair[0]):
        tables = [table for _, report in group for table in _of(report, datasets)]
        merge_tables(database, tables, run_id=run_id, secret=settings.secret)
        note_falling_totals(database, tables)
        record_tables(database, run_id, tables)


def _files(
    database: Database, datasets: Collection[str], originals: Path
) -> tuple[list[LandedFile], list[str]]:
    """Return the files that hold tables of the datasets in the order of loading, and the run of each."""
    rows = database.query(
        "SELECT f.file_sha256, f.name, f.size_bytes, f.modified_at, f.run_id FROM ledger.files f"
        " LEFT JOIN ledger.runs r USING (run_id) WHERE f.file_sha256 IN"
        " (SELECT file_sha256 FROM ledger.tables WHERE dataset IN (SELECT unnest($datasets)))"
        " ORDER BY r.sequence, f.run_id, f.modified_at, f.name, f.file_sha256",
        {"datasets": sorted(datasets)},
    ).to_dicts()
    files = []
    for row in rows:
        original = originals / row["file_sha256"]
        if not original.is_file():
            raise CannotReplay(
                f"更正要重新读取「{row['name']}」，但 originals 中没有这个原件。请从备份恢复原件后重新装载"
            )
        modified_at = row["modified_at"].replace(tzinfo=UTC)
        files.append(
            LandedFile(original, row["name"], row["file_sha256"], row["size_bytes"], modified_at, original)
        )
    return files, [row["run_id"] for row in rows]


def _ensure_complete(database: Database, datasets: Collection[str], reports: Sequence[FileReport]) -> None:
    """Raise CannotReplay where a table that was loaded is not read again."""
    read = {table.table_id for report in reports for table in _of(report, datasets)}
    known = database.query(
        "SELECT t.table_id, f.name FROM ledger.tables t JOIN ledger.files f USING (file_sha256)"
        " WHERE t.dataset IN (SELECT unnest($datasets)) ORDER BY f.name",
        {"datasets": sorted(datasets)},
    )
    missing = [name for table_id, name in known.iter_rows() if table_id not in read]
    if missing:
        reasons = {report.name: report.reason for report in reports if report.reason}
        reason = reasons.get(missing[0]) or "与装载时识别的报表不同"
        raise CannotReplay(f"更正要重新读取「{missing[0]}」，但没有读成：{reason}。请处理后重新装载")


def _of(report: FileReport, datasets: Collection[str]) -> list[CheckedTable]:
    return [table for table in report.tables if table.dataset.name in datasets]


def _empty(database: Database, datasets: Collection[str]) -> None:
    names = sorted(datasets)
    stored = database.query(
        "SELECT table_schema, table_name FROM information_schema.tables"
        " WHERE table_schema IN ('base', 'history', 'raw', 'personal')"
        " AND table_name IN (SELECT unnest($datasets))",
        {"datasets": names},
    )
    for schema, name in stored.iter_rows():
        database.execute(f"DELETE FROM {schema}.{name}")
    listed = ", ".join(f"'{name}'" for name in names)
    for table in _OF_TABLES:
        database.execute(
            f"DELETE FROM ledger.{table} WHERE table_id IN"
            f" (SELECT table_id FROM ledger.tables WHERE dataset IN ({listed}))"
        )
