"""The whole journey of a load on one screen.

land → read → locate → clean → check → merge → joint events → build marts → audit → publish. A new snapshot
is built beside the current one and takes its place only if its verdict allows.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from expectations.model import CheckSeverity, Verdict
from expectations.verdict import audit
from pipelines.checking.cumulative import note_falling_totals
from pipelines.intake import Intake, name_index
from pipelines.joint.record import record_joint_events
from pipelines.landing import LandedFile, find_files, land
from pipelines.merging.merge import merge_tables
from pipelines.record import record_definitions, record_reference, record_run, record_snapshot, record_verdict
from pipelines.report import FileReport, FileStatus, LoadReport, VerdictCount
from pipelines.workbook import WorkbookReader
from warehouse.contracts.registry import DATASETS
from warehouse.decisions import joint_decisions
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.ledger import create_ledger
from warehouse.marts.build import build_marts
from warehouse.reference.tables import Reference, load_reference
from warehouse.render.ddl import create_tables
from warehouse.snapshots import (
    begin_build,
    current_id,
    discard_build,
    open_snapshot,
    publish,
    writing,
)

Progress = Callable[[int, int, str], None]
"""Called before each file with its number, the count of files, and its name."""


def load(paths: Sequence[Path], home: Home, progress: Progress | None = None) -> LoadReport:
    """Load files and folders into a new snapshot and publish it if its verdict allows.

    Faults of files and rows are results, never exceptions. Raises WarehouseBusy, DamagedSnapshot or
    BadReference where the home itself is at fault.
    """
    return _run(home, lambda reference: _take_in(paths, home, reference, progress), is_rebuild=False)


def rebuild(home: Home) -> LoadReport:
    """Build the current snapshot anew, without new files, and publish it if its verdict allows.

    What people have decided since (joint events) takes effect so. Raises NoSnapshot where there is
    nothing to rebuild, and what `load` raises.
    """
    open_snapshot(home).close()
    return _run(home, lambda reference: [], is_rebuild=True)


def _run(home: Home, take_in: Callable[[Reference], list[FileReport]], *, is_rebuild: bool) -> LoadReport:
    started = time.monotonic()
    started_at = _now()
    run_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    with writing(home):
        reference = load_reference(home.reference)
        files = take_in(reference)
        if is_rebuild or any(file.status is FileStatus.LOADED for file in files):
            snapshot_id, verdict = _build_and_publish(home, run_id, started_at, files, reference)
        else:
            snapshot_id, verdict = None, None
        report = LoadReport(
            run=run_id,
            published=snapshot_id is not None,
            snapshot=snapshot_id or current_id(home),
            seconds=time.monotonic() - started,
            files=tuple(files),
            verdict=None if verdict is None else _counted(verdict),
            blocked_by=() if verdict is None else _blocking(verdict),
        )
        report.write(home.runs)
    return report


def _take_in(
    paths: Sequence[Path], home: Home, reference: Reference, progress: Progress | None
) -> list[FileReport]:
    """Land and read every file, oldest version first; bytes that are known are not read again."""
    landed = [land(path, home.originals) for path in find_files(paths)]
    landed.sort(key=lambda file: (file.modified_at, file.name, file.sha256))
    known = _known_files(home)
    reports: list[FileReport] = []
    with WorkbookReader() as reader:
        intake = Intake(reader, name_index(reference), home.personal_key())
        for number, file in enumerate(landed, start=1):
            if progress is not None:
                progress(number, len(landed), file.name)
            report = _read_one(intake, file, known)
            if report.status is FileStatus.LOADED:
                known.add(file.sha256)
            reports.append(report)
    return reports


def _read_one(intake: Intake, file: LandedFile, known: set[str]) -> FileReport:
    if file.is_waiting or file.original is None:
        return FileReport(
            file.name, file.sha256, FileStatus.WAITING, "文件正在写入或打不开，未读取，请稍后重新装载"
        )
    if file.sha256 in known:
        return FileReport(file.name, file.sha256, FileStatus.DUPLICATE, "与已装载的文件完全相同，未重复装载")
    return intake.read(file, file.original)


def _known_files(home: Home) -> set[str]:
    if current_id(home) is None:
        return set()
    with open_snapshot(home) as current:
        return set(current.database.query("SELECT file_sha256 FROM ledger.files")["file_sha256"])


def _build_and_publish(
    home: Home, run_id: str, started_at: datetime, files: Sequence[FileReport], reference: Reference
) -> tuple[str | None, Verdict]:
    """Build a new snapshot beside the current one; return its id if published, and the verdict."""
    current = current_id(home)
    built, sequence = begin_build(home, run_id)
    snapshot_id = f"{sequence:06d}-{run_id}"
    tables = [table for file in files for table in file.tables]
    try:
        with open_writer(built) as database:
            create_tables(database, DATASETS.values())
            create_ledger(database)
            record_reference(database, reference)
            merge_tables(database, tables, run_id=run_id, secret=home.personal_key())
            note_falling_totals(database, tables)
            record_run(database, run_id, sequence, started_at, files)
            record_joint_events(database, joint_decisions(home))
            record_snapshot(database, snapshot_id, sequence, run_id, _now())
            record_definitions(database)
            build_marts(database)
            database.execute("CHECKPOINT")
        previous = home.snapshots / f"{current}.duckdb" if current is not None else None
        verdict = audit(built, previous, run_id)
        if not verdict.success:
            discard_build(built)
            return None, verdict
        with open_writer(built) as database:
            record_verdict(database, verdict)
            database.execute("CHECKPOINT")
        publish(home, built, snapshot_id)
    except BaseException:
        discard_build(built)
        raise
    return snapshot_id, verdict


def _counted(verdict: Verdict) -> VerdictCount:
    return VerdictCount(verdict.success, verdict.critical, verdict.warning, verdict.checks)


def _blocking(verdict: Verdict) -> tuple[str, ...]:
    return tuple(
        result.sentence for result in verdict.failures() if result.severity == CheckSeverity.CRITICAL
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
