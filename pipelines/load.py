"""The whole journey of a load on one screen.

land → read → locate → clean → check → merge → joint events → build marts → audit → publish → returns. A new
snapshot is built beside the current one and takes its place only if its verdict allows.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from expectations.auditor import Audit
from expectations.model import CheckSeverity, Verdict
from expectations.report.assembling import run_report
from expectations.report.model import FileFate, QualityReport, RunFacts
from expectations.report.reading import read_run, read_standing
from expectations.report.writing import write_quality_report
from expectations.verdict import audit
from pipelines.corrections.outcome import CorrectionOutcome, current_outcomes, outcomes
from pipelines.corrections.reading import read_corrections
from pipelines.corrections.replay import outdated_datasets, replay
from pipelines.intake.files import Progress, load_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings, name_index
from pipelines.joint.record import record_joint_events
from pipelines.landing import find_files, land
from pipelines.merging.changed import changed_tables
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
from pipelines.run_outputs import RunOutputs, settle_interrupted
from warehouse.contracts.registry import DATASETS
from warehouse.decisions import joint_decisions
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build, discard_build, publish, writing
from warehouse.keeping.space import build_needs, bytes_of, require_space, told_of_full_disk
from warehouse.ledger import create_ledger
from warehouse.marts.build import build_marts
from warehouse.reference.tables import load_reference
from warehouse.render.ddl import create_tables
from warehouse.snapshots import current_id, open_snapshot


def load(
    paths: Sequence[Path], home: Home, progress: Progress | None = None, auditor: Audit = audit
) -> LoadReport:
    """Load files and folders into a new snapshot and publish it if its verdict allows.

    Faults of files and rows are results, never exceptions. auditor: reaches the verdict. Raises
    WarehouseBusy, DamagedSnapshot, BadReference, BadCorrection or CannotReplay where the home itself is
    at fault.
    """
    return _run(home, lambda run: _take_in(paths, run, progress), auditor, is_rebuild=False)


def rebuild(home: Home, auditor: Audit = audit) -> LoadReport:
    """Build the current snapshot anew, without new files, and publish it if its verdict allows.

    What people have decided or corrected since takes effect so. Raises NoSnapshot where there is
    nothing to rebuild, and what `load` raises.
    """
    open_snapshot(home).close()
    return _run(home, lambda run: [], auditor, is_rebuild=True)


@dataclass(frozen=True)
class _Run:
    """One run: what it works with. is_rebuild: nothing of the current snapshot is taken for granted."""

    home: Home
    id: str
    started_at: datetime
    settings: IntakeSettings
    pool: ReaderPool
    auditor: Audit
    is_rebuild: bool


@dataclass(frozen=True)
class _Built:
    """What came of a build. path: a file that may be published, or None; verdict: None without an audit."""

    path: Path | None
    snapshot_id: str
    verdict: Verdict | None
    corrections: tuple[CorrectionOutcome, ...]
    facts: RunFacts


def _run(
    home: Home, take_in: Callable[[_Run], list[FileReport]], auditor: Audit, *, is_rebuild: bool
) -> LoadReport:
    started = time.monotonic()
    started_at = _now()
    run_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    with told_of_full_disk(home), writing(home):
        settle_interrupted(home, _known(home, "run_id", "ledger.runs"))
        reference = load_reference(home.reference)
        corrections = read_corrections(home.corrections, name_index(reference))
        settings = IntakeSettings(reference, home.personal_key(), corrections=corrections)
        with ReaderPool(settings, scratch=home.scratch) as pool:
            run = _Run(home, run_id, started_at, settings, pool, auditor, is_rebuild)
            files = take_in(run)
            outdated = outdated_datasets(home, corrections)
            if is_rebuild or outdated or any(file.status is FileStatus.LOADED for file in files):
                built = _build(run, files, outdated)
            else:
                built = _Built(None, "", None, current_outcomes(home, corrections), _fates(files))
            report = _finish(run, files, built, started)
    return replace(report, seconds=time.monotonic() - started)


def _take_in(paths: Sequence[Path], run: _Run, progress: Progress | None) -> list[FileReport]:
    """Land and read every file, oldest version first; bytes that are known are not read again."""
    found = find_files(paths)
    require_space(run.home.root, build_needs(run.home, current_id(run.home), bytes_of(found)), "装载")
    landed = [land(path, run.home.originals) for path in found]
    landed.sort(key=lambda file: (file.modified_at, file.name, file.sha256))
    return load_files(run.pool, landed, _known(run.home, "file_sha256", "ledger.files"), progress)


def _known(home: Home, column: str, table: str) -> set[str]:
    """Return what a column of the current snapshot's ledger holds."""
    if current_id(home) is None:
        return set()
    with open_snapshot(home) as current:
        return set(current.database.query(f"SELECT {column} FROM {table}")[column])


def _build(run: _Run, files: Sequence[FileReport], outdated: Collection[str]) -> _Built:
    """Build a new snapshot beside the current one and audit it.

    outdated: datasets whose corrections have changed, to be read again.
    """
    current = current_id(run.home)
    path, sequence = begin_build(run.home, run.id)
    snapshot_id = f"{sequence:06d}-{run.id}"
    tables = [table for file in files for table in file.tables]
    try:
        with open_writer(path) as database:
            create_tables(database, DATASETS.values())
            create_ledger(database)
            changed = record_reference(database, run.settings.reference)
            replay(database, outdated, run.home.originals, run.settings, run.pool)
            merge_tables(database, tables, run_id=run.id, secret=run.settings.secret)
            note_falling_totals(database, tables)
            record_run(database, run.id, sequence, run.started_at, files)
            corrected = outcomes(database, run.settings.corrections)
            record_corrections(database, run.settings.corrections, corrected)
            since = None if run.is_rebuild or "activities" in outdated else run.id
            changed |= record_joint_events(database, joint_decisions(run.home), since)
            record_snapshot(database, snapshot_id, sequence, run.id, _now())
            record_definitions(database)
            changed |= changed_tables(tables, outdated)
            # Datasets that were filled anew hold other rows than this run's alone.
            build_marts(database, None if run.is_rebuild else changed, None if outdated else run.id)
            database.execute("CHECKPOINT")
        previous = run.home.snapshots / f"{current}.duckdb" if current is not None else None
        is_refused = any(outcome.is_refused for outcome in corrected)
        verdict = None if is_refused else run.auditor(path, previous, run.id)
        facts = read_run(path, run.id, previous)
        if verdict is None or not verdict.success:
            discard_build(path)
            return _Built(None, snapshot_id, verdict, corrected, facts)
        with open_writer(path) as database:
            record_verdict(database, verdict)
            database.execute("CHECKPOINT")
    except BaseException:
        discard_build(path)
        raise
    return _Built(path, snapshot_id, verdict, corrected, facts)


def _finish(run: _Run, files: Sequence[FileReport], built: _Built, started: float) -> LoadReport:
    """Write returns and report out of sight, publish what may be published, then show them."""
    outputs = RunOutputs(run.home, run.id)
    try:
        returns = Run(
            folder=outputs.unseen_returns,
            originals=run.home.originals,
            settings=run.settings,
            is_published=built.path is not None,
            on=date.today(),
        )
        report = LoadReport(
            run=run.id,
            published=built.path is not None,
            snapshot=current_id(run.home) if built.path is None else built.snapshot_id,
            seconds=time.monotonic() - started,
            files=outputs.as_seen(write_returns(files, returns, run.pool)),
            verdict=None if built.verdict is None else _counted(built.verdict),
            blocked_by=_blocking(built),
            corrections=built.corrections,
        )
        outputs.write_report(report)
        write_quality_report(outputs.unseen_reports, _quality_report(run, built))
        outputs.make_durable()
        if built.path is not None:
            publish(run.home, built.path, built.snapshot_id)
    except BaseException:
        # What was published stands; the next run shows its outputs.
        if current_id(run.home) != built.snapshot_id:
            outputs.discard()
            if built.path is not None:
                discard_build(built.path)
        raise
    outputs.show()
    return report


def _quality_report(run: _Run, built: _Built) -> QualityReport:
    current = current_id(run.home)
    return run_report(
        run.id,
        built.facts,
        built.verdict,
        snapshot=None if built.path is None else built.snapshot_id,
        standing=None if current is None else read_standing(run.home.snapshots / f"{current}.duckdb"),
        refused=_refused(built),
    )


def _fates(files: Sequence[FileReport]) -> RunFacts:
    """Return what there is to report of a run that built nothing."""
    return RunFacts(files=tuple(FileFate(file.name, file.status.value, file.reason) for file in files))


def _counted(verdict: Verdict) -> VerdictCount:
    return VerdictCount(verdict.success, verdict.critical, verdict.warning, verdict.checks)


def _blocking(built: _Built) -> tuple[str, ...]:
    failures = () if built.verdict is None else built.verdict.failures()
    critical = [result.sentence for result in failures if result.severity == CheckSeverity.CRITICAL]
    return (*_refused(built), *critical)


def _refused(built: _Built) -> list[str]:
    return [f"更正 {one.place}：{one.problem}" for one in built.corrections if one.is_refused]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
