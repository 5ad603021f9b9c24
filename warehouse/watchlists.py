"""What needs attention on a day: overdue files, cases near their limit, silent villages, honours.

A metric says how many; these say which. Every list is as of a day: what was mended later is open then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.marts.deadlines import TRIAL
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


@dataclass(frozen=True)
class VillageActivity:
    """A counted village and its last activity; None where it never had one."""

    village: str
    kind: str
    township: str
    last_on: date | None
    days_since: int | None


@dataclass(frozen=True)
class Honour:
    """An honour (称号) with its dates; is_held on the day asked for."""

    row_id: str
    subject: str
    category: str
    level: str
    township: str | None
    named_on: date
    named_on_precision: str
    document_no: str | None
    is_held: bool
    ended_on: date | None
    ended_by: str | None


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


@dataclass(frozen=True)
class ReportingState:
    """A unit that used to report a dataset, and how far its reports reach."""

    unit: str
    covered_to: date
    is_reported: bool


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


def village_activity(
    snapshot: Snapshot, as_of: date, *, township: str | None = None, unit: str | None = None
) -> list[VillageActivity]:
    """Return every counted village with its last activity, by township and code."""
    rows = snapshot.database.query(
        """
        WITH last AS (
            SELECT village_code, max(start_on) AS last_on FROM mart.activities
            WHERE start_on <= $as_of AND ($unit IS NULL OR unit = $unit) GROUP BY village_code)
        SELECT villages.village, villages.village_kind AS kind, villages.township, last.last_on,
               date_diff('day', last.last_on, $as_of::DATE) AS days_since
        FROM mart.villages AS villages LEFT JOIN last USING (village_code)
        WHERE villages.counted AND ($township IS NULL OR villages.township = $township)
        ORDER BY villages.village_code
        """,
        {"as_of": as_of, "township": township, "unit": unit},
    ).to_dicts()
    return [VillageActivity(**row) for row in rows]


def honours(
    snapshot: Snapshot, as_of: date, *, category: str | None = None, township: str | None = None
) -> list[Honour]:
    """Return the honours awarded by a day, the latest first, with whether they are still held then."""
    rows = snapshot.database.query(
        """
        SELECT row_id, subject, category, level, township, named_on, named_on_precision, document_no,
               ended_on IS NULL OR ended_on > $as_of AS is_held,
               CASE WHEN ended_on <= $as_of THEN ended_on END AS ended_on,
               CASE WHEN ended_on <= $as_of THEN ended_by END AS ended_by
        FROM mart.honours
        WHERE named_on <= $as_of AND ($category IS NULL OR category = $category)
          AND ($township IS NULL OR township = $township)
        ORDER BY named_on DESC, category, level, subject
        """,
        {"as_of": as_of, "category": category, "township": township},
    ).to_dicts()
    return [Honour(**row) for row in rows]


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


def reporting_states(
    snapshot: Snapshot, dataset: str, *, before: Sequence[tuple[date, date]], start: date, end: date
) -> list[ReportingState]:
    """Return the units that spoke for every earlier period of `before`, and whether they speak for start–end.

    Who does not report regularly is not expected to. A zero report (零报告) is a report.
    """
    regular = " AND ".join(
        f"bool_or(covered_from <= $to_{place} AND covered_to >= $from_{place})"
        for place in range(len(before))
    )
    earlier = {
        name: day
        for place, (first, last) in enumerate(before)
        for name, day in ((f"from_{place}", first), (f"to_{place}", last))
    }
    rows = snapshot.database.query(
        f"""
        SELECT unit, max(least(covered_to, $end)) AS covered_to,
               bool_or(covered_from <= $end AND covered_to >= $start) AS is_reported
        FROM mart.coverage WHERE dataset = $dataset AND unit IS NOT NULL AND covered_from <= $end
        GROUP BY unit HAVING {regular or "true"} ORDER BY unit COLLATE zh
        """,
        {"dataset": dataset, "start": start, "end": end, **earlier},
    ).to_dicts()
    return [ReportingState(**row) for row in rows]


def unit_names(snapshot: Snapshot) -> list[str]:
    """Return the units that stand in any fact, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (
            SELECT unit FROM mart.activities UNION SELECT unit FROM mart.trainings
            UNION SELECT unit FROM mart.file_reviews)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]


def township_names(snapshot: Snapshot) -> list[str]:
    """Return the townships in the order of their codes."""
    return [
        str(name)
        for name in snapshot.database.query("SELECT name FROM reference.townships ORDER BY code")["name"]
    ]
