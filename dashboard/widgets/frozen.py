"""Frozen weeks: which one is looked at, what had been entered then, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.data.revised import RevisedWeek, frozen_before, revised_week
from dashboard.periods import Moment
from dashboard.session import asked_snapshot, read_beside, snapshot_named
from warehouse.commitments import Commitment, commitments
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.snapshots import Snapshot, frozen_records


def frozen_label() -> str | None:
    """Return the label of the frozen week that the link asks for; None where it asks for none."""
    asked = asked_snapshot()
    labels = {record.label for record in frozen_records(Home.find())}
    return asked if asked in labels else None


def entered_commitments(snapshot: Snapshot, moment: Moment, label: str | None) -> tuple[Commitment, ...]:
    """Return what had been entered by a moment; at the latest week everything entered so far."""
    cutoff = snapshot.info.data_cutoff or snapshot.info.created_at.date()
    as_of = date.max if moment.as_of >= cutoff else moment.as_of
    return tuple(commitments(Home.find(), as_of, label))


def revised(snapshot: Snapshot, moment: Moment, metric_ids: Sequence[str]) -> RevisedWeek | None:
    """Return what changed since the week, or the one before it, was frozen; None where none has been."""
    record = frozen_before(frozen_records(Home.find()), moment)
    if record is None:
        return None
    try:
        shown = snapshot_named(record.snapshot)
    except FazhiError as fault:
        return RevisedWeek(record.label, (), str(fault))
    return read_beside(revised_week, snapshot, shown, record.label, tuple(metric_ids))
