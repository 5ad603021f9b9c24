"""Files by name, their tables and sheets: which came in, what was read of them, what was not and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class NamedFile:
    """A file under a name it came with. tables, rows: that were read. reason: why it was refused, or ""."""

    sha256: str
    name: str
    unit: str | None
    filed_on: date | None
    tables: int
    rows: int
    quarantined: int
    reason: str


@dataclass(frozen=True)
class NamedFiles:
    """Files, the latest first; total may be more than are listed."""

    files: tuple[NamedFile, ...]
    total: int


@dataclass(frozen=True)
class SheetRead:
    """A sheet and what it was taken for.

    outcome: recognised, unsure, unrecognised, empty or service. dataset: None where it is none; of a sheet
    that was not recognised, the nearest. reason: why it was not read, in a sentence. unknown, likened:
    headers that were not read, and those taken by their likeness.
    """

    file: str
    sha256: str
    sheet: str
    outcome: str
    is_hidden: bool
    dataset: str | None
    certainty: str | None
    reason: str
    unknown: tuple[str, ...]
    likened: tuple[str, ...]


@dataclass(frozen=True)
class SheetsRead:
    """How many sheets there are of each outcome, and those that somebody should look at.

    unread, hidden_unread: sheets with content that were not read, those in sight and the hidden ones.
    """

    counts: Mapping[str, int]
    unread: int
    hidden_unread: int
    sheets: tuple[SheetRead, ...]
    total: int


_FILES = """
    SELECT a.file_sha256 AS sha256, a.name, any_value(f.unit) AS unit, any_value(f.filed_on) AS filed_on,
           coalesce(any_value(held.tables), 0) AS tables, coalesce(any_value(held.rows), 0)::BIGINT AS rows,
           coalesce(any_value(held.quarantined), 0)::BIGINT AS quarantined,
           coalesce(any_value(a.reason) FILTER (a.status = 'rejected'), '') AS reason,
           count(*) OVER () AS total
    FROM ledger.arrivals AS a LEFT JOIN ledger.files AS f USING (file_sha256)
    LEFT JOIN (
        SELECT file_sha256, count(*) AS tables, sum(rows_in) AS rows, sum(quarantined) AS quarantined
        FROM ledger.tables GROUP BY file_sha256) AS held USING (file_sha256)
"""


def files_named(snapshot: Snapshot, text: str, limit: int = 20) -> NamedFiles:
    """Return the files whose names hold a text, whatever its case; refused ones among them."""
    rows = snapshot.database.query(
        f"""
        {_FILES} WHERE contains(lower(a.name), lower($text)) GROUP BY a.file_sha256, a.name
        ORDER BY lower(a.name) = lower($text) DESC, filed_on DESC NULLS LAST, a.name LIMIT $limit
        """,
        {"text": text, "limit": limit},
    ).to_dicts()
    return NamedFiles(tuple(_named(row) for row in rows), rows[0]["total"] if rows else 0)


def file_of(snapshot: Snapshot, sha256: str) -> NamedFile | None:
    """Return a file by its sha256, under the first of its names; None where it never came."""
    rows = snapshot.database.query(
        f"{_FILES} WHERE a.file_sha256 = $sha256 GROUP BY a.file_sha256, a.name ORDER BY a.name LIMIT 1",
        {"sha256": sha256},
    ).to_dicts()
    return _named(rows[0]) if rows else None


def _named(row: Mapping[str, Any]) -> NamedFile:
    return NamedFile(**{name: value for name, value in row.items() if name != "total"})


def tables_of_file(snapshot: Snapshot, sha256: str, limit: int = 100) -> list[str]:
    """Return the ids of a file's tables in the order of their sheets."""
    rows = snapshot.database.query(
        "SELECT table_id FROM ledger.tables WHERE file_sha256 = $sha256 "
        "ORDER BY sheet, header_rows, table_id LIMIT $limit",
        {"sha256": sha256, "limit": limit},
    )
    return [str(table_id) for table_id in rows["table_id"]]


_UNREAD = frozenset(("unsure", "unrecognised"))
# Worth a look: what was not read though it holds something, and what was read with less than full certainty.
_WORTH_A_LOOK = """
    (outcome IN ('unsure', 'unrecognised') OR certainty IN ('中', '低')
     OR len(coalesce(details ->> '$.unknown_headers', '[]')) > 2
     OR len(coalesce(details ->> '$.by_likeness', '[]')) > 2)
"""


def sheets_read(snapshot: Snapshot, *, unit: str | None = None, limit: int = 100) -> SheetsRead:
    """Return what the sheets of all files were taken for, the unread ones first; of one unit where given."""
    parameters = {"unit": unit}
    known = """
        FROM ledger.sheets AS s LEFT JOIN ledger.files AS f USING (file_sha256)
        LEFT JOIN (
            SELECT file_sha256, min(name) AS name FROM ledger.arrivals GROUP BY file_sha256) AS a
            USING (file_sha256)
        WHERE ($unit IS NULL OR f.unit = $unit)
    """
    counted = snapshot.database.query(
        f"""
        SELECT outcome, coalesce(is_hidden, false) AS is_hidden,
               count(DISTINCT (s.file_sha256, s.sheet)) AS sheets
        {known} GROUP BY ALL
        """,
        parameters,
    )
    counts: Counter[str] = Counter()
    unread: Counter[bool] = Counter()
    for outcome, is_hidden, sheets in counted.iter_rows():
        counts[outcome] += sheets
        if outcome in _UNREAD:
            unread[is_hidden] += sheets
    rows = snapshot.database.query(
        f"""
        SELECT coalesce(f.name, a.name, '') AS file, s.file_sha256 AS sha256, coalesce(s.sheet, '') AS sheet,
               outcome, coalesce(is_hidden, false) AS is_hidden, dataset, certainty, details,
               count(*) OVER () AS total
        {known} AND {_WORTH_A_LOOK}
        ORDER BY outcome = 'recognised', is_hidden, f.filed_on DESC NULLS FIRST, file, s.sheet LIMIT $limit
        """,
        {**parameters, "limit": limit},
    ).to_dicts()
    total = rows[0]["total"] if rows else 0
    return SheetsRead(dict(counts), unread[False], unread[True], tuple(_sheet(row) for row in rows), total)


def _sheet(row: Mapping[str, Any]) -> SheetRead:
    details = json.loads(row["details"] or "{}")
    return SheetRead(
        row["file"],
        row["sha256"],
        row["sheet"],
        row["outcome"],
        row["is_hidden"],
        row["dataset"] or details.get("dataset"),
        row["certainty"],
        str(details.get("reason") or ""),
        tuple(_header(one) for one in details.get("unknown_headers") or ()),
        tuple(_header(one) for one in details.get("by_likeness") or ()),
    )


def _header(written: Any) -> str:
    """Return a header of the reading report: a text, or a record with the column it was taken for."""
    return str(written.get("header", "")) if isinstance(written, dict) else str(written)


def last_loads(snapshot: Snapshot) -> dict[str, str]:
    """Return under each name the last run that loaded a file of that name."""
    rows = snapshot.database.query(
        "SELECT name, max(run_id) AS run_id FROM ledger.arrivals WHERE status = 'loaded' GROUP BY name"
    )
    return dict(rows.iter_rows())
