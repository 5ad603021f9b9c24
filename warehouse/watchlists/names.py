"""Names to choose from."""

from __future__ import annotations

from warehouse.snapshots import Snapshot


def unit_names(snapshot: Snapshot) -> list[str]:
    """Return the units that stand in any fact, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (
            SELECT unit FROM mart.activities UNION SELECT unit FROM mart.trainings
            UNION SELECT unit FROM mart.file_reviews)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]


def township_names(snapshot: Snapshot) -> list[str]:
    """Return the townships in the order of their codes."""
    return [
        str(name)
        for name in snapshot.database.query("SELECT name FROM reference.townships ORDER BY code")["name"]
    ]
