"""Villages and their last activity (村（社区）)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class VillageActivity:
    """A counted village and its last activity; None where it never had one."""

    village: str
    kind: str
    township: str
    last_on: date | None
    days_since: int | None


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
