"""The failed checks of a snapshot: the metrics they touch, the cells they stand in; and past verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.data.latest_run import blocked_runs
from dashboard.texts import common
from warehouse import verdicts
from warehouse.home import Home
from warehouse.ledger_reading import past_verdicts
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.verdicts import WARNING, StoredCheck, failures_of, touching

CELLS_SHOWN = 50
_VERDICTS_SHOWN = 12


@dataclass(frozen=True)
class Hint:
    """A failed check as it is told beside a number. error: why it could not run."""

    sentence: str
    unexpected: int
    owner: str
    examples: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class FailedCell:
    """One fault that a check shows, and where it stands as far as it is known."""

    unit: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    value: str | None
    text: str


@dataclass(frozen=True)
class FailedCheck:
    """A failed check with its first cells and the metrics it touches; checked and unexpected count rows."""

    hint: Hint
    is_critical: bool
    checked: int
    cells: tuple[FailedCell, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class PastOutcome:
    """What was decided on one load. started_at is UTC; sequence: None where it was not published."""

    run_id: str
    started_at: datetime
    sequence: int | None
    critical: int
    warning: int
    checks: int | None


def hints_by_metric(snapshot: Snapshot) -> Mapping[str, tuple[Hint, ...]]:
    """Return the failed checks of a snapshot by the metrics they touch; metrics without any are left out."""
    found: dict[str, tuple[Hint, ...]] = {}
    for failed in failed_checks(snapshot):
        for metric_id in failed.metrics:
            found[metric_id] = (*found.get(metric_id, ()), failed.hint)
    return found


def failed_checks(snapshot: Snapshot) -> tuple[FailedCheck, ...]:
    """Return the failed checks of a snapshot with their cells, the critical ones first."""
    failed = verdicts.failed_checks(snapshot)
    touched: dict[StoredCheck, list[str]] = {check: [] for check in failed}
    for metric_id in METRICS if failed else ():
        for check in touching(failed, metric_id):
            touched[check].append(metric_id)
    return tuple(_failed(snapshot, check, metric_ids) for check, metric_ids in touched.items())


def _failed(snapshot: Snapshot, check: StoredCheck, metric_ids: Sequence[str]) -> FailedCheck:
    hint = Hint(
        check.sentence, check.unexpected or 0, check.owner or common.DATA_OWNER, check.examples, check.error
    )
    cells = tuple(
        FailedCell(one.unit, one.file, one.sheet, one.cell, one.value, one.text)
        for one in failures_of(snapshot, check.suite, check.check, CELLS_SHOWN)
    )
    return FailedCheck(hint, check.severity != WARNING, check.checked or 0, cells, tuple(metric_ids))


def verdict_history(snapshot: Snapshot, home: Home) -> list[PastOutcome]:
    """Return what was decided on the latest loads, published and blocked, the last first."""
    published = past_verdicts(snapshot, _VERDICTS_SHOWN)
    outcomes = [
        PastOutcome(one.run_id, one.started_at, one.sequence, one.critical, one.warning, one.checks)
        for one in published
    ]
    since = published[-1].run_id if published else ""
    outcomes += [
        PastOutcome(one.run_id, one.started_at, None, one.critical, one.warning, one.checks)
        for one in blocked_runs(home, {one.run_id for one in published}, since, _VERDICTS_SHOWN)
    ]
    return sorted(outcomes, key=lambda one: one.run_id, reverse=True)[:_VERDICTS_SHOWN]
