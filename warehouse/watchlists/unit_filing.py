"""What a unit filed, and what is still to be mended in it (报送情况 of one unit)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class FiledTable:
    """A table that the unit filed. is_on_time: None where the form names no period to be judged by."""

    table_id: str
    dataset: str
    file: str
    filed_on: date
    loaded: int
    kept_out: int
    is_on_time: bool | None


@dataclass(frozen=True)
class KeptOut:
    """A row of the unit's tables kept out (退回待更正), with what is wrong in words."""

    table_id: str
    dataset: str
    file: str
    source_row: int
    reasons: tuple[str, ...]


def filed_tables(snapshot: Snapshot, unit: str, start: date, end: date) -> list[FiledTable]:
    """Return the tables that the unit filed between two days, the latest first."""
    rows = snapshot.database.query(
        """
        SELECT table_id, dataset_label AS dataset, file, filed_on, coalesce(loaded, 0) AS loaded,
               coalesce(quarantined, 0) AS kept_out, CASE WHEN is_report THEN is_on_time END AS is_on_time
        FROM mart.filed_tables WHERE unit = $unit AND filed_on BETWEEN $start AND $end
        ORDER BY filed_on DESC, dataset, file, table_id
        """,
        {"unit": unit, "start": start, "end": end},
    ).to_dicts()
    return [FiledTable(**row) for row in rows]


def kept_out(snapshot: Snapshot, unit: str, as_of: date) -> list[KeptOut]:
    """Return the rows of the unit's tables kept out, the latest filed first.

    A row counts for the unit that filed its table: whoever filed it gets it back.
    """
    rows = snapshot.database.query(
        """
        SELECT kept.table_id, filed.dataset_label AS dataset, filed.file, kept.source_row, kept.codes
        FROM ledger.quarantined AS kept JOIN mart.filed_tables AS filed USING (table_id)
        WHERE filed.unit = $unit AND filed.filed_on <= $as_of
        ORDER BY filed.filed_on DESC, filed.file, kept.source_row
        """,
        {"unit": unit, "as_of": as_of},
    ).to_dicts()
    titles = dict(
        snapshot.database.query(
            "SELECT code, coalesce(any_value(title), code) AS title FROM ledger.findings GROUP BY code"
        ).iter_rows()
    )
    return [
        KeptOut(
            row["table_id"],
            row["dataset"],
            row["file"],
            row["source_row"],
            tuple(titles.get(code, code) for code in row["codes"] or ()),
        )
        for row in rows
    ]
