"""议定事项 on the page: what was filed and what was entered, open items first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.data.matters import DAYS_BEFORE_LIMIT
from dashboard.formatting import day
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.commitments import Commitment
from warehouse.snapshots import Snapshot
from warehouse.watchlists.commitments import filed_commitments

# An item that was raised or closed within so many days is still talked about.
RECENT_DAYS = 7


@dataclass(frozen=True)
class LogRow:
    """One item. entered_id: of one entered on the page; row_id: of one that was filed. state: in words."""

    entered_id: int | None
    row_id: str | None
    item: str
    owner: str
    raised_on: date
    due_on: date | None
    closed_on: date | None
    evidence: str
    status: Status
    state: str


@dataclass(frozen=True)
class CommitmentLog:
    """The items worth showing, the last meeting's first, and how many are open, late, and closed of late."""

    rows: tuple[LogRow, ...]
    open: int
    late: int
    closed: int


def commitment_log(snapshot: Snapshot, entered: Sequence[Commitment], as_of: date) -> CommitmentLog:
    """Return the log on a day. entered: what was entered on the page by then."""
    since = as_of - timedelta(days=RECENT_DAYS)
    rows = [
        _row(None, one.row_id, one.item, one.unit or "", one.raised_on, one.due_on, one.closed_on,
             one.evidence or "", as_of)
        for one in filed_commitments(snapshot, as_of, since)
    ]  # fmt: skip
    rows += [
        _row(one.id, None, one.item, one.owner, one.raised_on, one.due_on, one.closed_on, one.evidence, as_of)
        for one in entered
        if one.is_open or max(one.raised_on, one.closed_on or one.raised_on) > since
    ]
    # What the last meeting decided first, then what is open from before, by its limit.
    rows.sort(
        key=lambda row: (
            row.closed_on is not None,
            row.raised_on <= since,
            row.due_on or date.max,
            row.raised_on,
            row.item,
        )
    )
    return CommitmentLog(
        tuple(rows),
        sum(row.closed_on is None for row in rows),
        sum(row.closed_on is None and row.status is Status.LAGGING for row in rows),
        sum(row.closed_on is not None and row.closed_on > since for row in rows),
    )


def _row(
    entered_id: int | None,
    row_id: str | None,
    item: str,
    owner: str,
    raised_on: date,
    due_on: date | None,
    closed_on: date | None,
    evidence: str,
    as_of: date,
) -> LogRow:
    status, state = _state(due_on, closed_on, as_of)
    return LogRow(entered_id, row_id, item, owner, raised_on, due_on, closed_on, evidence, status, state)


def _state(due_on: date | None, closed_on: date | None, as_of: date) -> tuple[Status, str]:
    """Return how an item stands; closed after its limit is said, and is no longer a concern."""
    if closed_on is not None:
        if due_on is not None and closed_on > due_on:
            return Status.NORMAL, texts.CLOSED_LATE.format(days=(closed_on - due_on).days)
        return Status.NORMAL, texts.CLOSED.format(day=day(closed_on))
    if due_on is None:
        return Status.NORMAL, texts.IN_HAND
    left = (due_on - as_of).days
    if left < 0:
        return Status.LAGGING, texts.LATE.format(days=-left)
    if left <= DAYS_BEFORE_LIMIT:
        return Status.WARNING, texts.DUE_LEFT.format(days=left) if left else texts.DUE_TODAY
    return Status.NORMAL, texts.IN_HAND
