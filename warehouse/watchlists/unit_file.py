"""All that is on record about one unit between two days (一单位一档); mended later is open then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Duty:
    """An item of the unit's duty list (普法责任清单). state: 已完成, 逾期 or what was filed, on the day."""

    row_id: str
    item_no: str | None
    content: str | None
    due_on: date | None
    state: str | None


@dataclass(frozen=True)
class Activity:
    """An activity held; is_lead is false where the unit took part in that of another (联合)."""

    row_id: str
    title: str
    start_on: date
    place: str | None
    audience: int | None
    unit: str | None
    is_lead: bool


@dataclass(frozen=True)
class Training:
    """A training of the unit (培训学法)."""

    row_id: str
    title: str
    category: str
    start_on: date
    attended: int | None
    expected: int | None


@dataclass(frozen=True)
class LegalityReview:
    """A matter that the unit sent for review (合法性审查); closed_on None while it is under review."""

    row_id: str
    review_no: str
    title: str
    kind: str
    received_on: date
    due_on: date | None
    closed_on: date | None
    conclusion: str | None


@dataclass(frozen=True)
class Case:
    """A reconsideration case against the unit; outcome and closed_on None while it is open."""

    row_id: str
    case_no: str
    field: str | None
    matter: str | None
    received_on: date
    closed_on: date | None
    outcome: str | None


@dataclass(frozen=True)
class Lawsuit:
    """A lawsuit against the unit; head_attended is null where there was no hearing yet."""

    row_id: str
    case_no: str
    cause: str | None
    instance: str
    received_on: date | None
    heard_on: date | None
    head_attended: str | None
    outcome: str | None


@dataclass(frozen=True)
class ReviewedFile:
    """A reviewed file of the unit (案卷评查). days_overdue: of an open rectification; None where none is."""

    row_id: str
    file_no: str
    file_type: str | None
    reviewed_on: date
    grade: str | None
    score: Decimal | None
    problems: int | None
    due_on: date | None
    rectified_on: date | None
    days_overdue: int | None


@dataclass(frozen=True)
class Indicator:
    """An indicator of the unit's assessment (依法行政考核)."""

    row_id: str
    stage: str
    indicator: str
    full_score: Decimal | None
    score: Decimal | None
    grade: str | None


@dataclass(frozen=True)
class DutyReport:
    """A report on duty (述法) of a leader of the unit, by post."""

    row_id: str
    year: int
    post: str | None
    form: str | None
    reported_on: date | None
    evaluation: str | None


def active_unit_names(snapshot: Snapshot, as_of: date) -> list[str]:
    """Return the units that exist on a day and were not merged away, in the order of pinyin."""
    rows = snapshot.database.query(
        "SELECT unit FROM mart.active_units WHERE valid_from <= $as_of AND $as_of < valid_to"
        " ORDER BY unit COLLATE zh",
        {"as_of": as_of},
    )
    return [str(name) for name in rows["unit"]]


def unit_kind_of(snapshot: Snapshot) -> dict[str, str]:
    """Return the kind of every unit: 公安局 → 政府部门."""
    rows = snapshot.database.query("SELECT DISTINCT unit, unit_kind FROM mart.active_units")
    return {str(unit): str(kind) for unit, kind in rows.iter_rows() if unit and kind}


def unit_code_of(snapshot: Snapshot, unit: str) -> str | None:
    """Return the code of a unit; honours know their subject by it."""
    rows = snapshot.database.query(
        "SELECT unit_code FROM mart.active_units WHERE unit = $unit LIMIT 1", {"unit": unit}
    )
    return str(rows["unit_code"][0]) if rows.height else None


def duties(snapshot: Snapshot, unit: str, as_of: date) -> list[Duty]:
    """Return the items of the year's duty list as they stood on the day, the overdue first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, item_no, content, due_day AS due_on,
               CASE WHEN done_day <= $as_of THEN '已完成' WHEN due_day < $as_of THEN '逾期'
                    WHEN status IN ('已完成', '逾期') THEN '进行中' ELSE status END AS state
        FROM mart.duty_items WHERE unit = $unit AND year = year($as_of::DATE)
        ORDER BY state = '逾期' DESC, state = '已完成', due_on, item_no, row_id
        """,
        {"unit": unit, "as_of": as_of},
    ).to_dicts()
    return [Duty(**row) for row in rows]


def activities(snapshot: Snapshot, unit: str, start: date, end: date) -> list[Activity]:
    """Return the activities that the unit held or took part in, the latest first; a joint one once."""
    rows = snapshot.database.query(
        """
        SELECT row_id, title, start_on, coalesce(village, place) AS place,
               coalesce(counted_audience, audience) AS audience, unit, unit = $unit AS is_lead
        FROM mart.activities
        WHERE is_counted AND NOT is_planned AND start_on BETWEEN $start AND $end
          AND (unit = $unit OR list_contains(participants, $unit))
        ORDER BY start_on DESC, title, row_id
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [Activity(**row) for row in rows]


def trainings(snapshot: Snapshot, unit: str, start: date, end: date) -> list[Training]:
    """Return the trainings of the unit, the latest first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, title, category, start_on, attended, expected FROM mart.trainings
        WHERE unit = $unit AND NOT is_planned AND start_on BETWEEN $start AND $end
        ORDER BY start_on DESC, title, row_id
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [Training(**row) for row in rows]


def legality_reviews(snapshot: Snapshot, unit: str, start: date, end: date) -> list[LegalityReview]:
    """Return what the unit sent for review, the latest first; what was concluded later is under review."""
    rows = snapshot.database.query(
        """
        SELECT row_id, review_no, title, kind, received_on, due_on,
               CASE WHEN closed_on <= $end THEN closed_on END AS closed_on,
               CASE WHEN closed_on <= $end THEN conclusion END AS conclusion
        FROM mart.legality_reviews WHERE unit = $unit AND received_on BETWEEN $start AND $end
        ORDER BY received_on DESC, review_no
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [LegalityReview(**row) for row in rows]


def cases(snapshot: Snapshot, unit: str, start: date, end: date) -> list[Case]:
    """Return the reconsideration cases against the unit received or still open in the period."""
    rows = snapshot.database.query(
        """
        SELECT row_id, case_no, field, matter, received_on,
               CASE WHEN closed_on <= $end THEN closed_on END AS closed_on,
               CASE WHEN closed_on <= $end THEN outcome END AS outcome
        FROM mart.reconsiderations
        WHERE respondent = $unit AND received_on <= $end
          AND (received_on >= $start OR closed_on >= $start OR (closed_on IS NULL AND is_accepted))
        ORDER BY received_on DESC, case_no
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [Case(**row) for row in rows]


def lawsuits(snapshot: Snapshot, unit: str, start: date, end: date) -> list[Lawsuit]:
    """Return the lawsuits against the unit received or heard in the period, the latest received first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, case_no, cause, instance, received_on,
               CASE WHEN heard_on <= $end THEN heard_on END AS heard_on,
               CASE WHEN heard_on <= $end THEN head_attended END AS head_attended,
               CASE WHEN judged_on <= $end THEN outcome END AS outcome
        FROM mart.litigations
        WHERE defendant = $unit AND (received_on BETWEEN $start AND $end OR heard_on BETWEEN $start AND $end)
        ORDER BY received_on DESC NULLS LAST, case_no
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [Lawsuit(**row) for row in rows]


def reviewed_files(snapshot: Snapshot, unit: str, start: date, end: date) -> list[ReviewedFile]:
    """Return the files reviewed in the period and those of before not rectified, the most overdue first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, file_no, file_type, reviewed_on, grade, score, problem_count::BIGINT AS problems,
               rectify_due_on AS due_on, CASE WHEN rectified_on <= $end THEN rectified_on END AS rectified_on,
               CASE WHEN overdue_from <= $end AND (rectified_on IS NULL OR rectified_on > $end)
                    THEN date_diff('day', rectify_due_on, $end::DATE) END AS days_overdue
        FROM mart.file_reviews
        WHERE unit = $unit AND reviewed_on <= $end
          AND (reviewed_on >= $start
               OR (overdue_from <= $end AND (rectified_on IS NULL OR rectified_on > $end)))
        ORDER BY days_overdue DESC NULLS LAST, reviewed_on DESC, file_no
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [ReviewedFile(**row) for row in rows]


def indicators(snapshot: Snapshot, unit: str, as_of: date) -> list[Indicator]:
    """Return the unit's assessment of the year by stage."""
    rows = snapshot.database.query(
        """
        SELECT row_id, stage, indicator, full_score, score, grade FROM mart.assessments
        WHERE unit = $unit AND year = year($as_of::DATE) AND counted_from <= $as_of
        ORDER BY list_position(['年初计划', '年中督查', '年底考评'], stage), indicator, row_id
        """,
        {"unit": unit, "as_of": as_of},
    ).to_dicts()
    return [Indicator(**row) for row in rows]


def duty_reports(snapshot: Snapshot, unit: str, as_of: date, limit: int = 5) -> list[DutyReport]:
    """Return the last reports on duty (述法) of the unit's leaders."""
    rows = snapshot.database.query(
        """
        SELECT row_id, year, post, form, reported_on, evaluation FROM mart.shufa
        WHERE unit = $unit AND counted_from <= $as_of
        ORDER BY year DESC, reported_on DESC, row_id LIMIT $limit
        """,
        {"unit": unit, "as_of": as_of, "limit": limit},
    ).to_dicts()
    return [DutyReport(**row) for row in rows]
