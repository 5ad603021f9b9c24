"""Honours with their dates (法治创建)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
