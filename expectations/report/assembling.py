"""The report of a run that has just ended, and that of a snapshot published earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from expectations.model import CheckFailure, CheckResult, Verdict
from expectations.report.model import QualityReport, RunFacts, Standing
from expectations.report.reading import read_run
from expectations.report.results import reported_checks
from expectations.report.texts import MISSING
from warehouse.home import Home
from warehouse.ledger_reading import Check, checks
from warehouse.snapshots import Snapshot, open_snapshot, snapshot_file, snapshot_ids
from warehouse.verdicts import StoredCheck, failed_checks, failures_of, verdict_of

# As many as the ledger keeps of one check.
_FAILURES_READ = 1_000


def run_report(
    run_id: str,
    facts: RunFacts,
    verdict: Verdict | None,
    *,
    snapshot: str | None,
    standing: Standing | None = None,
    refused: Sequence[str] = (),
) -> QualityReport:
    """Return the report of a run that has just ended.

    facts: of the file it built (`read_run`), or its files alone where it built none. verdict: None where
    nothing was checked. snapshot: the id it was published under, None where it was not. standing: what goes
    on being shown then. refused: what else stood in the way, in sentences.
    """
    return QualityReport(
        run=run_id,
        written_at=datetime.now(UTC).replace(tzinfo=None),
        snapshot=snapshot,
        facts=facts,
        checks=None if verdict is None else reported_checks(verdict.results),
        standing=standing,
        refused=tuple(refused),
    )


def published_report(home: Home, which: str | None = None) -> QualityReport:
    """Return the report of a published snapshot, the current one if none is named, from its own ledger.

    Raises NoSnapshot, UnknownSnapshot or DamagedSnapshot.
    """
    with open_snapshot(home, which) as snapshot:
        run_id, path = snapshot.info.run_id, snapshot.path
        was_checked = verdict_of(snapshot) is not None
        results = _stored_results(snapshot)
        previous = _previous(home, snapshot)
        return QualityReport(
            run=run_id,
            written_at=datetime.now(UTC).replace(tzinfo=None),
            snapshot=snapshot.id,
            facts=read_run(path, run_id, previous),
            checks=reported_checks(results) if was_checked else None,
        )


def _previous(home: Home, snapshot: Snapshot) -> Path | None:
    """Return the file of the snapshot it was compared with, else of the one before it; None if it is gone."""
    verdict = verdict_of(snapshot)
    if verdict is not None and verdict.previous is not None:
        return snapshot_file(home, verdict.previous)
    earlier = [one for one in snapshot_ids(home) if one < snapshot.id]
    return snapshot_file(home, earlier[-1]) if earlier else None


def _stored_results(snapshot: Snapshot) -> list[CheckResult]:
    failed = [_failed(snapshot, check) for check in failed_checks(snapshot)]
    return [*failed, *(_passed(check) for check in checks(snapshot) if check.success)]


def _failed(snapshot: Snapshot, check: StoredCheck) -> CheckResult:
    return CheckResult(
        suite=check.suite,
        check=check.check,
        column=check.column,
        severity=check.severity,
        success=False,
        sentence=check.sentence,
        checked=check.checked or 0,
        unexpected=check.unexpected or 0,
        owner=check.owner or MISSING,
        examples=check.examples,
        error=check.error,
        dataset=check.dataset,
        columns=check.columns,
        failures=tuple(
            CheckFailure(
                one.position,
                one.text,
                unit=one.unit,
                file=one.file,
                sheet=one.sheet,
                cell=one.cell,
                column=one.column,
                value=one.value,
            )
            for one in failures_of(snapshot, check.suite, check.check, _FAILURES_READ)
        ),
    )


def _passed(check: Check) -> CheckResult:
    return CheckResult(
        suite=check.suite,
        check=check.check,
        column=check.column,
        severity=check.severity,
        success=True,
        sentence=check.sentence,
        checked=check.checked or 0,
        unexpected=0,
        owner=MISSING,
    )
