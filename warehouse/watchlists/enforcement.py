"""File reviews: what is overdue, what falls due, which problems were found (案卷评查)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class OverdueRectification:
    """A reviewed file whose rectification is past its time limit (逾期未整改, E16)."""

    row_id: str
    file_no: str
    unit: str
    due_on: date
    days_overdue: int


@dataclass(frozen=True)
class ProblemCount:
    """How often a kind of problem was found in reviewed files."""

    category: str
    problems: int
    files: int


@dataclass(frozen=True)
class BatchResult:
    """One review batch: files reviewed by grade; ungraded files are counted in `reviewed` alone."""

    batch: str
    first_on: date
    reviewed: int
    excellent: int
    passed: int
    failed: int


def overdue_rectifications(
    snapshot: Snapshot, as_of: date, *, unit: str | None = None
) -> list[OverdueRectification]:
    """Return the files overdue on a day, the longest overdue first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, file_no, unit, rectify_due_on AS due_on,
               date_diff('day', rectify_due_on, $as_of::DATE) AS days_overdue
        FROM mart.file_reviews
        WHERE overdue_from <= $as_of AND reviewed_on <= $as_of
          AND (rectified_on IS NULL OR rectified_on > $as_of) AND ($unit IS NULL OR unit = $unit)
        ORDER BY days_overdue DESC, unit, file_no
        """,
        {"as_of": as_of, "unit": unit},
    ).to_dicts()
    return [OverdueRectification(**row) for row in rows]


def rectifications_due(snapshot: Snapshot, as_of: date, within_days: int) -> list[OverdueRectification]:
    """Return the files not yet rectified whose limit ends within so many days, the nearest first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, file_no, unit, rectify_due_on AS due_on,
               date_diff('day', rectify_due_on, $as_of::DATE) AS days_overdue
        FROM mart.file_reviews
        WHERE reviewed_on <= $as_of AND rectify_due_on BETWEEN $as_of AND $until
          AND (rectified_on IS NULL OR rectified_on > $as_of)
        ORDER BY rectify_due_on, unit, file_no
        """,
        {"as_of": as_of, "until": as_of + timedelta(days=within_days)},
    ).to_dicts()
    return [OverdueRectification(**row) for row in rows]


def problem_counts(
    snapshot: Snapshot, start: date, end: date, *, unit: str | None = None
) -> list[ProblemCount]:
    """Return the kinds of problems found in files reviewed between two days, the most frequent first."""
    rows = snapshot.database.query(
        """
        SELECT category, count(*) AS problems, count(DISTINCT file_no) AS files FROM mart.file_problems
        WHERE reviewed_on BETWEEN $start AND $end AND ($unit IS NULL OR unit = $unit)
        GROUP BY category ORDER BY problems DESC, category
        """,
        {"start": start, "end": end, "unit": unit},
    ).to_dicts()
    return [ProblemCount(**row) for row in rows]


def batch_results(
    snapshot: Snapshot, as_of: date, *, unit: str | None = None, limit: int = 6
) -> list[BatchResult]:
    """Return the last review batches in the order of time; files without a batch are grouped by quarter."""
    rows = snapshot.database.query(
        """
        WITH reviewed AS (
            SELECT coalesce(batch, year(reviewed_on) || '年第' || quarter(reviewed_on) || '季度') AS batch,
                   reviewed_on, grade
            FROM mart.file_reviews WHERE reviewed_on <= $as_of AND ($unit IS NULL OR unit = $unit))
        SELECT batch, min(reviewed_on) AS first_on, count(*) AS reviewed,
               count(*) FILTER (grade = '优秀') AS excellent, count(*) FILTER (grade = '合格') AS passed,
               count(*) FILTER (grade = '不合格') AS failed
        FROM reviewed GROUP BY batch ORDER BY first_on DESC, batch LIMIT $limit
        """,
        {"as_of": as_of, "unit": unit, "limit": limit},
    ).to_dicts()
    return [BatchResult(**row) for row in reversed(rows)]


@dataclass(frozen=True)
class WeekDone:
    """How many rectifications were completed in the week of a Monday."""

    monday: date
    done: int


def rectified_by_week(
    snapshot: Snapshot, start: date, end: date, *, unit: str | None = None
) -> list[WeekDone]:
    """Return the rectifications that had a limit and were completed between two days, by week."""
    rows = snapshot.database.query(
        """
        SELECT date_trunc('week', rectified_on)::DATE AS monday, count(*) AS done FROM mart.file_reviews
        WHERE rectified_on BETWEEN $start AND $end AND rectify_due_on IS NOT NULL
          AND ($unit IS NULL OR unit = $unit)
        GROUP BY monday ORDER BY monday
        """,
        {"start": start, "end": end, "unit": unit},
    ).to_dicts()
    return [WeekDone(**row) for row in rows]


def enforcement_unit_names(snapshot: Snapshot) -> list[str]:
    """Return the units that enforce, decide or had files reviewed, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (
            SELECT unit FROM mart.file_reviews UNION SELECT unit FROM mart.major_decisions
            UNION SELECT unit FROM mart.enforcement_bodies UNION SELECT unit FROM mart.officers
            UNION SELECT unit FROM mart.enforcement_years)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]
