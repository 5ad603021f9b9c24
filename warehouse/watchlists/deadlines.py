"""Matters in hand and their time limits (时限)."""

from __future__ import annotations

from collections.abc import Sequence
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
    is_passed: bool | None = None,
    limit: int | None = None,
) -> list[Deadline]:
    """Return the matters in hand whose limit ends within so many days, or has passed; the nearest first.

    They are those that T02 and T03 count. clock: 复议审理, 案卷整改 and so on; None is all of them.
    is_passed: only those whose limit has passed, or only the others. limit: at most so many.
    """
    rows = snapshot.database.query(
        """
        SELECT row_id, dataset, clock, what, unit, starts_on, due_on,
               date_diff('day', $as_of::DATE, due_on) AS days_left
        FROM mart.deadlines
        WHERE open_from <= $as_of AND (open_to IS NULL OR open_to > $as_of) AND due_on <= $until
          AND ($clock IS NULL OR clock = $clock) AND ($unit IS NULL OR unit = $unit)
          AND ($is_passed IS NULL OR (due_on < $as_of) = $is_passed)
        ORDER BY due_on, clock, what, row_id LIMIT coalesce($limit, 1000000)
        """,
        {
            "as_of": as_of,
            "until": as_of + timedelta(days=within_days),
            "clock": clock,
            "unit": unit,
            "is_passed": is_passed,
            "limit": limit,
        },
    ).to_dicts()
    return [Deadline(**row) for row in rows]


@dataclass(frozen=True)
class ClockState:
    """How one clock stands for one unit on a day: matters overdue, and those whose limit ends soon.

    of_year: the overdue whose limit ended in the year of the day. longest, longest_of_year: by how many days
    at most.
    """

    day: date
    clock: str
    unit: str | None
    overdue: int
    of_year: int
    longest: int
    longest_of_year: int
    soon: int


def clock_states(snapshot: Snapshot, days: Sequence[date], within_days: int) -> list[ClockState]:
    """Return the clocks on each of the days, counted by unit; the most overdue first.

    soon: those whose limit ends on the day or within so many days after it.
    """
    rows = snapshot.database.query(
        """
        WITH asked AS (SELECT unnest($days::DATE[]) AS day)
        SELECT day, clock, unit, count(*) FILTER (late > 0) AS overdue,
               count(*) FILTER (late > 0 AND year(due_on) = year(day)) AS of_year,
               coalesce(max(late) FILTER (late > 0), 0) AS longest,
               coalesce(max(late) FILTER (late > 0 AND year(due_on) = year(day)), 0) AS longest_of_year,
               count(*) FILTER (late <= 0) AS soon
        FROM (
            SELECT day, clock, unit, due_on, date_diff('day', due_on, day) AS late
            FROM mart.deadlines JOIN asked ON open_from <= day
            -- The second line says no more; it names a day that the engine knows before it reads.
            WHERE due_on <= $until AND (open_to IS NULL OR open_to > day)
              AND (open_to IS NULL OR open_to > $first)
        ) WHERE late >= -$within
        GROUP BY ALL ORDER BY day, clock, overdue DESC, unit COLLATE zh
        """,
        {
            "days": list(days),
            "first": min(days),
            "until": max(days) + timedelta(days=within_days),
            "within": within_days,
        },
    ).to_dicts()
    return [ClockState(**row) for row in rows]
