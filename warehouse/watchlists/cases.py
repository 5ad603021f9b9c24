"""复议应诉: the clocks of open cases, and the names to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.marts.deadlines import CASE_CLOCKS
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class CaseClock:
    """An open case and the clock that runs (受理审查, 补正, 复议审理, 答辩).

    due_on and days_left are None while the case is suspended (中止); days_left is negative once the limit has
    passed. is_near: the limit is near, as `near_limit` of the limits says.
    """

    row_id: str
    clock: str
    case_no: str
    unit: str | None
    field: str | None
    due_on: date | None
    days_left: int | None
    is_near: bool


def case_clocks(
    snapshot: Snapshot, as_of: date, *, field: str | None = None, unit: str | None = None
) -> list[CaseClock]:
    """Return the clocks that run on a day, the nearest limit first, suspended cases last.

    They are those that T01 counts. A field (管理领域) leaves out lawsuits, which have none.
    """
    rows = snapshot.database.query(
        """
        SELECT clocks.row_id, clocks.clock, coalesce(clocks.what, '') AS case_no, clocks.unit, cases.field,
               clocks.due_on, date_diff('day', $as_of::DATE, clocks.due_on) AS days_left,
               coalesce(clocks.near_from <= $as_of, false) AS is_near
        FROM mart.deadlines AS clocks
        LEFT JOIN mart.reconsiderations AS cases ON cases.row_id = clocks.row_id
        WHERE list_contains($clocks::VARCHAR[], clocks.clock)
          AND clocks.open_from <= $as_of AND (clocks.open_to IS NULL OR clocks.open_to > $as_of)
          AND ($field IS NULL OR cases.field = $field) AND ($unit IS NULL OR clocks.unit = $unit)
        ORDER BY clocks.due_on NULLS LAST, clocks.clock, clocks.what, clocks.row_id
        """,
        {"as_of": as_of, "clocks": list(CASE_CLOCKS), "field": field, "unit": unit},
    ).to_dicts()
    return [CaseClock(**row) for row in rows]


def case_body_names(snapshot: Snapshot) -> list[str]:
    """Return the bodies complained of or sued, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (
            SELECT respondent AS unit FROM mart.reconsiderations
            UNION SELECT defendant FROM mart.litigations)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]


def case_field_names(snapshot: Snapshot) -> list[str]:
    """Return the fields (管理领域) of the cases, the most frequent first."""
    rows = snapshot.database.query(
        """
        SELECT field FROM mart.reconsiderations WHERE field IS NOT NULL
        GROUP BY field ORDER BY count(*) DESC, field
        """
    )
    return [str(name) for name in rows["field"]]
