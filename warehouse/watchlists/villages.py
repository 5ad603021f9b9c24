"""Villages and their last activity (村（社区）)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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


def last_activity_on(snapshot: Snapshot, days: Sequence[date]) -> dict[date, list[VillageActivity]]:
    """Return, for each of the days, what `village_activity` does; the activities are read once."""
    lasts = ", ".join(f"max(start_on) FILTER (start_on <= $day_{n}) AS last_{n}" for n in range(len(days)))
    names = ", ".join(f"last_{n}" for n in range(len(days)))
    rows = snapshot.database.query(
        f"""
        WITH last AS (SELECT village_code, {lasts} FROM mart.activities GROUP BY village_code)
        SELECT villages.village, villages.village_kind AS kind, villages.township, {names}
        FROM mart.villages AS villages LEFT JOIN last USING (village_code)
        WHERE villages.counted ORDER BY villages.village_code
        """,
        {f"day_{n}": day for n, day in enumerate(days)},
    ).to_dicts()
    return {day: [_activity(row, row[f"last_{n}"], day) for row in rows] for n, day in enumerate(days)}


def _activity(row: Mapping[str, Any], last_on: date | None, day: date) -> VillageActivity:
    since = None if last_on is None else (day - last_on).days
    return VillageActivity(row["village"], row["kind"], row["township"], last_on, since)
