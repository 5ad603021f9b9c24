"""The audit of a built snapshot: structure first, then contents, then plausibility."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from expectations.failing import with_failures
from expectations.ledger import structure_checks
from expectations.marts import mart_structure
from expectations.model import Check, CheckResult, CheckSeverity, Outcome, Owner, Verdict
from expectations.plausibility import DatasetProfile, plausibility_checks, profile
from expectations.suites import suites
from expectations.usual import filed, usual_checks
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import open_reader
from warehouse.errors import DamagedSnapshot

__all__ = ["CheckResult", "Verdict", "audit"]

AUDIT = "核验"
_ENGINE = "great_expectations"


def audit(
    database_path: Path,
    previous: Path | None,
    run_id: str,
    *,
    datasets: Collection[Dataset] = tuple(DATASETS.values()),
) -> Verdict:
    """Return the verdict on the DuckDB file of a snapshot, which nobody may have open.

    previous: the snapshot before it, for plausibility; None for the first. run_id: the load that
    built it. Reads only. Where the tables are not as promised, the verdict is over the structure
    alone. An engine that cannot run is a failed verdict with the reason in its one result.
    """
    at, started = datetime.now(UTC).replace(tzinfo=None), time.monotonic()
    results = _results(database_path, previous, run_id, datasets)
    verdict = Verdict.over(run_id, results)
    known = None if previous is None else previous.stem
    return verdict.audited(at, time.monotonic() - started, known, f"Great Expectations {version(_ENGINE)}")


def _results(
    path: Path, previous: Path | None, run_id: str, datasets: Collection[Dataset]
) -> list[CheckResult]:
    try:
        structure = _run(path, [*structure_checks(datasets), mart_structure()])
        if not all(result.success for result in structure):
            return structure
        known, trouble = _previous(previous, datasets)
        contents = [
            *suites(datasets),
            *plausibility_checks(datasets, known, run_id),
            *usual_checks(datasets, filed(path, run_id), run_id),
        ]
        return [*structure, *trouble, *_run(path, contents)]
    except Exception as error:  # whatever stops the engine must stop the publishing, and say so
        return [engine_failure(error)]


def _run(path: Path, checks: Sequence[Check]) -> list[CheckResult]:
    # Imported when an audit runs: Great Expectations takes seconds that other commands need not pay.
    from expectations.engine import run_checks  # noqa: PLC0415

    rows = _row_counts(path, {check.table for check in checks if check.table})
    # Planning a question costs as much where there is nothing to be asked about.
    settled = {check: Outcome(0, ()) for check in checks if check.is_of_rows and not rows[check.table or ""]}
    outcomes = settled | run_checks(path, [check for check in checks if check not in settled])
    results = [CheckResult.of(check, outcomes[check], _size(check, rows)) for check in checks]
    return with_failures(path, checks, results)


def _size(check: Check, rows: Mapping[str, int]) -> int:
    return rows[check.table] if check.size is None and check.table else check.size or 0


def _row_counts(path: Path, tables: Collection[str]) -> dict[str, int]:
    counts = " UNION ALL ".join(
        f"SELECT '{table}' AS name, count(*) AS n FROM {table}" for table in sorted(tables)
    )
    # Opened first, and by us: what is wrong with a file is said in plain words.
    with open_reader(path) as database:
        return dict(database.query(counts).iter_rows()) if counts else {}


def _previous(
    path: Path | None, datasets: Collection[Dataset]
) -> tuple[Mapping[str, DatasetProfile], list[CheckResult]]:
    """Return the previous snapshot's profile; one that cannot be read is shown and does not block."""
    if path is None:
        return {}, []
    try:
        return profile(path, datasets), []
    except DamagedSnapshot as error:
        return {}, [
            _failure("previous_readable", "能与上一快照比较", CheckSeverity.WARNING, str(error)),
        ]


def engine_failure(error: Exception) -> CheckResult:
    """Return the one failed check of an engine that could not run, with the reason."""
    reason = " ".join(str(error).split()) or "没有说明"
    if not isinstance(error, DamagedSnapshot):
        reason = f"{type(error).__name__}：{reason}"
    return _failure(
        "engine_ran", "核验引擎正常运行", CheckSeverity.CRITICAL, f"核验未能进行，快照不予发布。{reason}"
    )


def _failure(check: str, sentence: str, severity: CheckSeverity, error: str) -> CheckResult:
    return CheckResult(
        suite=AUDIT,
        check=check,
        column=None,
        severity=severity.value,
        success=False,
        sentence=f"{AUDIT}：{sentence}",
        checked=0,
        unexpected=0,
        owner=Owner.DATA.value,
        error=error,
    )
