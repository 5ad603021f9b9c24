"""Which units have reported (报送情况)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot

# A table that speaks for more days than a quarter has is no quarterly report.
_LONGEST_DAYS = 100


@dataclass(frozen=True)
class ReportingState:
    """A unit that used to report a dataset, and how far its reports reach."""

    unit: str
    covered_to: date
    is_reported: bool


def reporting_states(
    snapshot: Snapshot, dataset: str, *, before: Sequence[tuple[date, date]], start: date, end: date
) -> list[ReportingState]:
    """Return the units that spoke for every earlier period of `before`, and whether they speak for start–end.

    Who does not report regularly is not expected to: a yearly ledger is no report of each of its quarters.
    A zero report (零报告) is a report.
    """
    regular = " AND ".join(
        f"bool_or(covered_from <= $to_{place} AND covered_to >= $from_{place}"
        f" AND covered_to - covered_from < {_LONGEST_DAYS})"
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
        FROM mart.coverage
        WHERE dataset = $dataset AND unit IS NOT NULL AND covered_from <= $end AND covered_to >= $earliest
        GROUP BY unit HAVING {regular or "true"} ORDER BY unit COLLATE zh
        """,
        {
            "dataset": dataset,
            "start": start,
            "end": end,
            # Who spoke for each earlier period spoke since the first of them.
            "earliest": min((first for first, _ in before), default=date.min),
            **earlier,
        },
    ).to_dicts()
    return [ReportingState(**row) for row in rows]
