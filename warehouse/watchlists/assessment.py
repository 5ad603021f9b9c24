"""What stands behind the assessment of a year: institution events, topics at meetings (依法行政考核)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class InstitutionEvent:
    """A rule, regulation, notice or change of membership (制度建设)."""

    row_id: str
    title: str
    kind: str
    happened_on: date
    document_no: str | None


@dataclass(frozen=True)
class Topic:
    """A rule-of-law topic (法治议题) at a standing or executive meeting."""

    row_id: str
    title: str
    category: str
    unit: str | None
    start_on: date
    attended: int | None
    expected: int | None


def assessed_years(snapshot: Snapshot) -> list[int]:
    """Return the years that have assessments or reports on duty, the last first."""
    rows = snapshot.database.query(
        "SELECT year FROM mart.assessments UNION SELECT year FROM mart.shufa ORDER BY year DESC"
    )
    return [int(year) for year in rows["year"]]


def unit_kinds(snapshot: Snapshot) -> list[str]:
    """Return the kinds of units in the order of how many there are."""
    rows = snapshot.database.query(
        "SELECT unit_kind FROM mart.active_units WHERE unit_kind IS NOT NULL"
        " GROUP BY unit_kind ORDER BY count(*) DESC, unit_kind"
    )
    return [str(kind) for kind in rows["unit_kind"]]


def institution_events(snapshot: Snapshot, start: date, end: date) -> list[InstitutionEvent]:
    """Return the institution events between two days, the latest first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, title, kind, happened_on, document_no FROM mart.institution_events
        WHERE happened_on BETWEEN $start AND $end ORDER BY happened_on DESC, title
        """,
        {"start": start, "end": end},
    ).to_dicts()
    return [InstitutionEvent(**row) for row in rows]


def topics(snapshot: Snapshot, start: date, end: date) -> list[Topic]:
    """Return the topics that G03 counts between two days, the latest first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, title, category, unit, start_on, attended, expected FROM mart.trainings
        WHERE category IN ('常委会学法', '常务会学法') AND NOT is_planned AND start_on BETWEEN $start AND $end
        ORDER BY start_on DESC, category, title
        """,
        {"start": start, "end": end},
    ).to_dicts()
    return [Topic(**row) for row in rows]
