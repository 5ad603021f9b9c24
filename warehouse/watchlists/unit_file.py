"""All that is on record about one unit in a year (一单位一档)."""

from __future__ import annotations

from datetime import date

from warehouse.snapshots import Snapshot


def active_unit_names(snapshot: Snapshot, as_of: date) -> list[str]:
    """Return the units that exist on a day and were not merged away, in the order of pinyin."""
    rows = snapshot.database.query(
        "SELECT unit FROM mart.active_units WHERE valid_from <= $as_of AND $as_of < valid_to"
        " ORDER BY unit COLLATE zh",
        {"as_of": as_of},
    )
    return [str(name) for name in rows["unit"]]
