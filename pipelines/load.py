"""The whole journey of a load on one screen.

land → read → locate → clean → check → merge → joint events → build marts → audit → publish → returns. A new
snapshot is built beside the current one and takes its place only if its verdict allows.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from expectations.model import CheckSeverity, Verdict
from expectations.verdict import audit
from pipelines.corrections.outcome import CorrectionOutcome, current_outcomes, outcomes
from pipelines.corrections.reading import read_corrections
from pipelines.corrections.replay import outdated_datasets, replay
from pipelines.intake.files import Progress, load_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings, name_index
from pipelines.joint.record import record_joint_events
from pipelines.landing import find_files, land
from pipelines.merging.falling_totals import note_falling_totals
from pipelines.merging.merge import merge_tables
from pipelines.record import (
    record_corrections,
    record_definitions,
    record_reference,
    record_run,
    record_snapshot,
    record_verdict,
)
from pipelines.report import FileReport, FileStatus, LoadReport, VerdictCount
from pipelines.returning.write import Run, write_returns
from warehouse.contracts.registry import DATASETS
from warehouse.decisions import joint_decisions
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.ledger import create_ledger
from warehouse.marts.build import build_marts
from warehouse.reference.tables import load_reference
from warehouse.render.ddl import create_tables
from warehouse.snapshots import (
    begin_build,
    current_id,
    discard_build,
    open_snapshot,
    publish,
    writing,
)


def load(paths: Sequence[Path], home: Home, progress: Progress | None = None) -> LoadReport:
    """Load files and folders into a new snapshot and publish it if its verdict allows.

    Faults of files and rows are results, never exceptions. Raises WarehouseBusy, DamagedSnapshot,
    BadReference, BadCorrection or CannotReplay where the home itself is at fault.
    """
    return _run(home, lambda settings: _take_in(paths, home, settings, progress), is_rebuild=False)


def rebuild(home: Home) -> LoadReport:
    """Build the current snapshot anew, without new files, and publish it if its verdict allows.

    What people have decided or corrected since takes effect so. Raises NoSnapshot where there is
    nothing to rebuild, and what `load` raises.
    """
    open_snapshot(home).close()
    return _run(home, lambda settings: [], is_rebuild=True)


@dataclass(frozen=True)
class _Built:
    """What came of a build. snapshot_id: None where it was not published."""

    snapshot_id: str | None
    verdict: Verdict | None
    corrections: tuple[CorrectionOutcome, ...]


def _run(
    home: Home, take_in: Callable[[IntakeSettings], list[FileReport]], *, is_rebuild: bool
) -> LoadReport:
    started = time.monotonic()
    started_at = _now()
    run_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    with writing(home):
        reference = load_reference(home.reference)
        corrections = read_corrections(home.corrections, name_index(reference))
        settings = IntakeSettings(reference, home.personal_key(), corrections=corrections)
        files = take_in(settings)
        outdated = outdated_datasets(home, corrections)
        if is_rebuild or outdated or any(file.status is FileStatus.LOADED for file in files):
            built = _build_and_publish(home, run_id, started_at, files, settings, outdated)
        else:
            built = _Built(None, None, current_outcomes(home, corrections))
        returns = Run(
            folder=home.returns / run_id,
            originals=home.originals,
            settings=settings,
            is_published=built.snapshot_id is not None,
            on=date.today(),
        )
        files = write_returns(files, returns)
        report = LoadReport(
            run=run_id,
            published=built.snapshot_id is not None,
            snapshot=built.snapshot_id or current_id(home),
            seconds=time.monotonic() - started,
            files=tuple(files),
            verdict=None if built.verdict is None else _counted(built.verdict),
            blocked_by=_blocking(built),
            corrections=built.corrections,
        )
        report.write(home.runs)
    return report


def _take_in(
    paths: Sequence[Path], home: Home, settings: IntakeSettings, progress: Progress | None
) -> list[FileReport]:
    """Land and read every file, oldest version first; bytes that are known are not read again."""
    with ReaderPool(settings) as pool:
        landed = [land(path, home.originals) for path in find_files(paths)]
        landed.sort(key=lambda file: (file.modified_at, file.name, file.sha256))
        return load_files(pool, landed, _known_files(home), progress)


def _known_files(home: Home) -> set[str]:
    if current_id(home) is None:
        return set()
    with open_snapshot(home) as current:
        return set(current.database.query("SELECT file_sha256 FROM ledger.files")["file_sha256"])


def _build_and_publish(
    home: Home,
    run_id: str,
    started_at: datetime,
    files: Sequence[FileReport],
    settings: IntakeSettings,
    outdated: Collection[str],
) -> _Built:
    """Build a new snapshot beside the current one and publish it unless verdict or corrections forbid.

    outdated: datasets whose corrections have changed, to be read again.
    """
    current = current_id(home)
    built, sequence = begin_build(home, run_id)
    snapshot_id = f"{sequence:06d}-{run_id}"
    tables = [table for file in files for table in file.tables]
    try:
        with open_writer(built) as database:
            create_tables(database, DATASETS.values())
            create_ledger(database)
            record_reference(database, settings.reference)
            replay(database, outdated, home.originals, settings)
            merge_tables(database, tables, run_id=run_id, secret=settings.secret)
            note_falling_totals(database, tables)
            record_run(database, run_id, sequence, started_at, files)
            corrected = outcomes(database, settings.corrections)
            record_corrections(database, settings.corrections, corrected)
            record_joint_events(database, joint_decisions(home))
            record_snapshot(database, snapshot_id, sequence, run_id, _now())
            record_definitions(database)
            build_marts(database)
            database.execute("CHECKPOINT")
        if any(outcome.is_refused for outcome in corrected):
            discard_build(built)
            return _Built(None, None, corrected)
        previous = home.snapshots / f"{current}.duckdb" if current is not None else None
        verdict = audit(built, previous, run_id)
        if not verdict.success:
            discard_build(built)
            return _Built(None, verdict, corrected)
        with open_writer(built) as database:
            record_verdict(database, verdict)
            database.execute("CHECKPOINT")
        publish(home, built, snapshot_id)
    except BaseException:
        discard_build(built)
        raise
    return _Built(snapshot_id, verdict, corrected)


def _counted(verdict: Verdict) -> VerdictCount:
    return VerdictCount(verdict.success, verdict.critical, verdict.warning, verdict.checks)


def _blocking(built: _Built) -> tuple[str, ...]:
    refused = [f"更正 {one.place}：{one.problem}" for one in built.corrections if one.is_refused]
    failures = () if built.verdict is None else built.verdict.failures()
    critical = [result.sentence for result in failures if result.severity == CheckSeverity.CRITICAL]
    return (*refused, *critical)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
