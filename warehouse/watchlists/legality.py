"""合法性审查: how long reviews took against their limits, which are in hand, which were late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.marts.deadlines import FILING, REVIEW
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class ReviewDays:
    """How many reviews of a type took so many working days, and whether that was beyond their limit.

    is_late: None where the type has no limit. limit: of the type, in working days; None where it has none
    that is counted in working days.
    """

    kind: str
    working_days: int
    is_late: bool | None
    reviews: int
    limit: int | None


@dataclass(frozen=True)
class ReviewInHand:
    """A review or filing (备案) in hand; days_left (natural days) is negative once its limit has passed."""

    row_id: str
    clock: str
    title: str
    kind: str
    unit: str | None
    due_on: date
    days_left: int
    is_near: bool


@dataclass(frozen=True)
class LateReview:
    """A review closed after its limit: the working days it took, and the limit of its type."""

    row_id: str
    title: str
    kind: str
    unit: str | None
    received_on: date
    closed_on: date
    working_days: int
    due_on: date
    days_late: int


def review_days(
    snapshot: Snapshot, start: date, end: date, *, kind: str | None = None, unit: str | None = None
) -> list[ReviewDays]:
    """Return the reviews closed between two days by type and working days, as L03 and L04 count them."""
    rows = snapshot.database.query(
        """
        SELECT reviews.kind, working_days, NOT is_on_time AS is_late, count(*) AS reviews,
               any_value(limits.amount) AS "limit"
        FROM mart.legality_reviews AS reviews
        LEFT JOIN reference.limits AS limits
          ON limits.clock = 'legality_review' AND limits.subject = reviews.kind AND limits.unit = '工作日'
        WHERE closed_on BETWEEN $start AND $end AND working_days IS NOT NULL
          AND ($kind IS NULL OR reviews.kind = $kind) AND ($of_unit IS NULL OR reviews.unit = $of_unit)
        GROUP BY ALL ORDER BY reviews.kind, working_days, is_late
        """,
        {"start": start, "end": end, "kind": kind, "of_unit": unit},
    ).to_dicts()
    return [ReviewDays(**row) for row in rows]


def reviews_in_hand(
    snapshot: Snapshot, as_of: date, *, kind: str | None = None, unit: str | None = None
) -> list[ReviewInHand]:
    """Return what is under review or waits to be filed on a day, the nearest limit first (T01)."""
    rows = snapshot.database.query(
        """
        SELECT clocks.row_id, clocks.clock, coalesce(clocks.what, '') AS title, reviews.kind, clocks.unit,
               clocks.due_on, date_diff('day', $as_of::DATE, clocks.due_on) AS days_left,
               clocks.near_from <= $as_of AS is_near
        FROM mart.deadlines AS clocks JOIN mart.legality_reviews AS reviews USING (row_id)
        WHERE clocks.clock IN ($review, $filing)
          AND clocks.open_from <= $as_of AND (clocks.open_to IS NULL OR clocks.open_to > $as_of)
          AND ($kind IS NULL OR reviews.kind = $kind) AND ($unit IS NULL OR clocks.unit = $unit)
        ORDER BY clocks.due_on, clocks.what, clocks.row_id
        """,
        {"as_of": as_of, "review": REVIEW, "filing": FILING, "kind": kind, "unit": unit},
    ).to_dicts()
    return [ReviewInHand(**row) for row in rows]


def late_reviews(
    snapshot: Snapshot, start: date, end: date, *, kind: str | None = None, unit: str | None = None
) -> list[LateReview]:
    """Return the reviews closed late between two days, the longest beyond their limit first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, coalesce(title, '') AS title, kind, unit, received_on, closed_on, working_days, due_on,
               date_diff('day', due_on, closed_on) AS days_late
        FROM mart.legality_reviews
        WHERE closed_on BETWEEN $start AND $end AND NOT is_on_time
          AND ($kind IS NULL OR kind = $kind) AND ($unit IS NULL OR unit = $unit)
        ORDER BY days_late DESC, closed_on DESC, row_id
        """,
        {"start": start, "end": end, "kind": kind, "unit": unit},
    ).to_dicts()
    return [LateReview(**row) for row in rows]


def review_unit_names(snapshot: Snapshot) -> list[str]:
    """Return the units that submitted anything for review, in the order of pinyin."""
    rows = snapshot.database.query(
        "SELECT DISTINCT unit FROM mart.legality_reviews WHERE unit IS NOT NULL ORDER BY unit COLLATE zh"
    )
    return [str(name) for name in rows["unit"]]
