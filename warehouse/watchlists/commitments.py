"""What the weekly review decided, as filed (议定事项)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class FiledCommitment:
    """An item as it stood on a day; closed_on and evidence only where it was closed by then."""

    row_id: str
    raised_on: date
    item: str
    unit: str | None
    due_on: date | None
    closed_on: date | None
    evidence: str | None


def filed_commitments(snapshot: Snapshot, as_of: date, since: date) -> list[FiledCommitment]:
    """Return the items raised by a day that are open on it, or were raised or closed since a day."""
    rows = snapshot.database.query(
        """
        SELECT row_id, raised_on, item, unit, due_on,
               CASE WHEN closed_on <= $as_of THEN closed_on END AS closed_on,
               CASE WHEN closed_on <= $as_of THEN evidence END AS evidence
        FROM mart.commitments
        WHERE raised_on <= $as_of AND (closed_on IS NULL OR closed_on > $since OR raised_on > $since)
        ORDER BY raised_on DESC, due_on, item
        """,
        {"as_of": as_of, "since": since},
    ).to_dicts()
    return [FiledCommitment(**row) for row in rows]
