"""Matters in hand and their time limits (时限)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.marts.deadlines import TRIAL
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class CaseNearLimit:
    """An open reconsideration case and its time limit; days_left is negative once that has passed."""

    row_id: str
    case_no: str
    respondent: str | None
    deadline_on: date
    days_left: int


@dataclass(frozen=True)
class Deadline:
    """A matter in hand and its time limit (时限); days_left is negative once that has passed."""

    row_id: str
    dataset: str
    clock: str
    what: str | None
    unit: str | None
    starts_on: date
    due_on: date
    days_left: int


def cases_near_limit(snapshot: Snapshot, as_of: date, within_days: int) -> list[CaseNearLimit]:
    """Return cases on trial whose limit ends within so many days, or has passed; the nearest first.

    A case counts as it stood on the day: while it is suspended (中止) it has no limit.
    """
    return [
        CaseNearLimit(one.row_id, one.what or "", one.unit, one.due_on, one.days_left)
        for one in deadlines(snapshot, as_of, within_days, clock=TRIAL)
    ]


def deadlines(
    snapshot: Snapshot,
    as_of: date,
    within_days: int,
    *,
    clock: str | None = None,
    unit: str | None = None,
) -> list[Deadline]:
    """Return the matters in hand whose limit ends within so many days, or has passed; the nearest first.

    They are those that T02 and T03 count. clock: 复议审理, 案卷整改 and so on; None is all of them.
    """
    rows = snapshot.database.query(
        """
        SELECT row_id, dataset, clock, what, unit, starts_on, due_on,
               date_diff('day', $as_of::DATE, due_on) AS days_left
        FROM mart.deadlines
        WHERE open_from <= $as_of AND (open_to IS NULL OR open_to > $as_of) AND due_on <= $until
          AND ($clock IS NULL OR clock = $clock) AND ($unit IS NULL OR unit = $unit)
        ORDER BY due_on, clock, what, row_id
        """,
        {"as_of": as_of, "until": as_of + timedelta(days=within_days), "clock": clock, "unit": unit},
    ).to_dicts()
    return [Deadline(**row) for row in rows]
