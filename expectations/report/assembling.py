"""The report of a run that has just ended, and that of a snapshot published earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from expectations.model import Verdict
from expectations.report.model import QualityReport, RunFacts, Standing
from expectations.report.reading import read_run
from expectations.report.results import kept_checks, reported_checks
from warehouse.home import Home
from warehouse.snapshots import Snapshot, open_snapshot, snapshot_file, snapshot_ids
from warehouse.verdicts import verdict_of


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
        previous = _previous(home, snapshot)
        return QualityReport(
            run=run_id,
            written_at=datetime.now(UTC).replace(tzinfo=None),
            snapshot=snapshot.id,
            facts=read_run(path, run_id, previous),
            checks=kept_checks(snapshot) if was_checked else None,
        )


def _previous(home: Home, snapshot: Snapshot) -> Path | None:
    """Return the file of the snapshot it was compared with, else of the one before it; None if it is gone."""
    verdict = verdict_of(snapshot)
    if verdict is not None and verdict.previous is not None:
        return snapshot_file(home, verdict.previous)
    earlier = [one for one in snapshot_ids(home) if one < snapshot.id]
    return snapshot_file(home, earlier[-1]) if earlier else None
