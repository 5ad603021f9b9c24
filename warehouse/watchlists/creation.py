"""Honours with their dates, applications and how far they came, re-examinations due (法治创建)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.snapshots import Snapshot


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


def honours(
    snapshot: Snapshot,
    as_of: date,
    *,
    category: str | None = None,
    level: str | None = None,
    township: str | None = None,
    subject_key: str | None = None,
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
          AND ($township IS NULL OR township = $township) AND ($level IS NULL OR level = $level)
          AND ($subject_key IS NULL OR subject_key = $subject_key)
        ORDER BY named_on DESC, category, level, subject
        """,
        {
            "as_of": as_of,
            "category": category,
            "level": level,
            "township": township,
            "subject_key": subject_key,
        },
    ).to_dicts()
    return [Honour(**row) for row in rows]


@dataclass(frozen=True)
class Reexamination:
    """An honour held whose next re-examination (复核) is overdue or due; days_left is negative once overdue.

    event: the 命名 or 复核 from which the interval runs, happened_on its day.
    """

    row_id: str
    subject: str
    category: str
    level: str
    township: str | None
    is_village: bool
    event: str
    happened_on: date
    due_on: date
    days_left: int


@dataclass(frozen=True)
class Funnel:
    """How far the applications (创建申报) of a category and level have come by a day.

    applied to named: those that have reached the stage or a later one. reexamined: of the named, those
    re-examined since; reexamination_due: of the named, those re-examined or due to be.
    """

    category: str
    level: str
    applied: int
    recommended: int
    published: int
    named: int
    reexamined: int
    reexamination_due: int


@dataclass(frozen=True)
class SubjectEvent:
    """One event in the history of a subject (创建对象). precision: day, month or year, as it was written."""

    row_id: str
    subject_key: str
    subject: str
    is_village: bool
    category: str
    level: str
    event: str
    happened_on: date
    precision: str
    review_result: str | None


def reexaminations_due(
    snapshot: Snapshot,
    as_of: date,
    within_days: int,
    *,
    category: str | None = None,
    level: str | None = None,
    township: str | None = None,
    subject_key: str | None = None,
) -> list[Reexamination]:
    """Return honours whose re-examination is overdue (C06) or due within so many days, the most urgent first.

    The interval of each level stands in reference.limits; a level without one is not asked for.
    """
    rows = snapshot.database.query(
        """
        SELECT row_id, subject, category, level, township,
               subject_key IN (SELECT village_code FROM mart.villages) AS is_village,
               event, happened_on, due_on, date_diff('day', $as_of::DATE, due_on) AS days_left
        FROM mart.reexaminations
        WHERE happened_on <= $as_of AND (overdue_to IS NULL OR overdue_to > $as_of) AND due_on <= $until
          AND ($category IS NULL OR category = $category) AND ($level IS NULL OR level = $level)
          AND ($township IS NULL OR township = $township)
          AND ($subject_key IS NULL OR subject_key = $subject_key)
        ORDER BY due_on, level, subject, category
        """,
        {
            "as_of": as_of,
            "until": as_of + timedelta(days=within_days),
            "category": category,
            "level": level,
            "township": township,
            "subject_key": subject_key,
        },
    ).to_dicts()
    return [Reexamination(**row) for row in rows]


def reexamination_intervals(snapshot: Snapshot) -> dict[str, str]:
    """Return how often each level is re-examined, in the words of reference.limits: 省 → 3年."""
    rows = snapshot.database.query(
        "SELECT subject, amount || unit AS span FROM reference.limits"
        " WHERE clock = 'creation_reexamination' ORDER BY subject"
    )
    return {str(subject): str(span) for subject, span in rows.iter_rows()}


def application_years(snapshot: Snapshot, as_of: date) -> list[str]:
    """Return the years in which applications began, the last first."""
    rows = snapshot.database.query(
        f"{_APPLICATIONS} SELECT DISTINCT year(began_on)::VARCHAR AS year FROM applications ORDER BY 1 DESC",
        {"as_of": as_of, "category": None, "level": None, "township": None},
    )
    return [str(year) for year in rows["year"]]


# The applications begun by a day: what comes after a naming is a new one, as in mart.creation_in_progress.
_APPLICATIONS = """
    WITH log AS (
        SELECT *, list_position(['申报', '推荐', '公示', '命名'], event) AS stage FROM mart.creation_events
        WHERE happened_on <= $as_of AND event IN ('申报', '推荐', '公示', '命名')
          AND ($category IS NULL OR category = $category) AND ($level IS NULL OR level = $level)
          AND ($township IS NULL OR township = $township)),
    numbered AS (
        SELECT *, count(*) FILTER (event = '命名') OVER (
            PARTITION BY subject_key, category, level ORDER BY happened_on, stage, row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS attempt FROM log),
    applications AS (
        SELECT subject_key, category, level, attempt, max(stage) AS furthest,
               min(happened_on) FILTER (stage < 4) AS began_on,
               max(happened_on) FILTER (stage = 4) AS named_on
        FROM numbered GROUP BY ALL HAVING began_on IS NOT NULL)
    """


def funnels(
    snapshot: Snapshot,
    as_of: date,
    *,
    category: str | None = None,
    level: str | None = None,
    township: str | None = None,
    year: int | None = None,
) -> list[Funnel]:
    """Return how far applications have come, by category and level, the largest first. year: they began in.

    A naming without an earlier 申报, 推荐 or 公示 on record belongs to no application and is left out.
    """
    rows = snapshot.database.query(
        f"""
        {_APPLICATIONS}, judged AS (
            SELECT applications.*,
                   exists(FROM mart.creation_events AS later WHERE later.event = '复核'
                          AND later.subject_key = applications.subject_key
                          AND later.category = applications.category AND later.level = applications.level
                          AND later.happened_on BETWEEN applications.named_on AND $as_of) AS is_reexamined,
                   exists(FROM mart.reexaminations AS clock WHERE clock.subject_key = applications.subject_key
                          AND clock.category = applications.category AND clock.level = applications.level
                          AND clock.happened_on = applications.named_on AND clock.due_on <= $as_of) AS is_due
            FROM applications WHERE $year IS NULL OR year(began_on) = $year)
        SELECT category, level, count(*) AS applied, count(*) FILTER (furthest >= 2) AS recommended,
               count(*) FILTER (furthest >= 3) AS published, count(named_on) AS named,
               count(*) FILTER (is_reexamined) AS reexamined,
               count(*) FILTER (is_reexamined OR is_due) AS reexamination_due
        FROM judged GROUP BY category, level
        ORDER BY applied DESC, category, list_position(['国家', '省', '市', '区'], level)
        """,
        {"as_of": as_of, "category": category, "level": level, "township": township, "year": year},
    ).to_dicts()
    return [Funnel(**row) for row in rows]


def subject_events(
    snapshot: Snapshot,
    as_of: date,
    *,
    category: str | None = None,
    level: str | None = None,
    township: str | None = None,
    subject_key: str | None = None,
) -> list[SubjectEvent]:
    """Return the events of every subject up to a day; the subject with the latest event stands first."""
    rows = snapshot.database.query(
        """
        WITH chosen AS (
            SELECT * FROM mart.creation_events
            WHERE happened_on <= $as_of AND ($category IS NULL OR category = $category)
              AND ($level IS NULL OR level = $level) AND ($township IS NULL OR township = $township)
              AND ($subject_key IS NULL OR subject_key = $subject_key)),
        subjects AS (
            SELECT subject_key, max(happened_on) AS latest_on, max_by(subject, happened_on) AS name
            FROM chosen GROUP BY subject_key)
        SELECT row_id, subject_key, name AS subject,
               subject_key IN (SELECT village_code FROM mart.villages) AS is_village,
               category, level, event, happened_on, happened_on_precision AS precision, review_result
        FROM chosen JOIN subjects USING (subject_key)
        ORDER BY latest_on DESC, subject_key, happened_on, row_id
        """,
        {
            "as_of": as_of,
            "category": category,
            "level": level,
            "township": township,
            "subject_key": subject_key,
        },
    ).to_dicts()
    return [SubjectEvent(**row) for row in rows]
