"""Reading the facts of a run from the ledger of the snapshot file that it built, published or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from expectations.report.model import (
    CorrectionFate,
    FileFate,
    Freshness,
    RunFacts,
    Standing,
    TableAccount,
    ToMend,
    Volume,
)
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_reader

# This year and three before it.
YEARS_COMPARED = 4


def read_run(path: Path, run_id: str, previous: Path | None = None) -> RunFacts:
    """Return what a snapshot file says of one of its runs; nobody may be writing to the file.

    previous: the snapshot before it, for its numbers of rows. DamagedSnapshot where the file, or the
    previous one, cannot be opened.
    """
    before = _stored_rows(previous) if previous is not None else None
    with open_reader(path) as database:
        snapshot = database.query("SELECT data_cutoff, is_demo FROM ledger.snapshot").to_dicts()
        cutoff: date | None = snapshot[0]["data_cutoff"] if snapshot else None
        return RunFacts(
            is_demo=bool(snapshot and snapshot[0]["is_demo"]),
            data_cutoff=cutoff,
            files=tuple(_files(database, run_id)),
            tables=tuple(_tables(database, run_id)),
            to_mend=tuple(_to_mend(database, run_id)),
            freshness=tuple(_freshness(database, run_id)),
            volumes=tuple(_volumes(database, cutoff, before)),
            corrections=tuple(_corrections(database)),
        )


def read_standing(path: Path) -> Standing:
    """Return what a snapshot says of itself; DamagedSnapshot where it cannot be opened."""
    with open_reader(path) as database:
        rows = database.query("SELECT data_cutoff FROM ledger.snapshot").to_dicts()
    return Standing(path.stem, rows[0]["data_cutoff"] if rows else None)


def _files(database: Database, run_id: str) -> Iterator[FileFate]:
    rows = database.query(
        "SELECT a.name, a.status, a.reason, f.unit FROM ledger.arrivals AS a "
        "LEFT JOIN ledger.files AS f USING (file_sha256) WHERE a.run_id = $run "
        "ORDER BY a.status = 'loaded', a.status, a.name",
        {"run": run_id},
    )
    yield from (FileFate(**row) for row in rows.to_dicts())


def _tables(database: Database, run_id: str) -> Iterator[TableAccount]:
    rows = database.query(
        "SELECT coalesce(f.name, '') AS file, coalesce(t.sheet, '') AS sheet, t.dataset, "
        "coalesce(t.unit, f.unit) AS unit, coalesce(t.rows_in, 0) AS rows_in, "
        "coalesce(t.loaded, 0) AS loaded, coalesce(t.quarantined, 0) AS quarantined, t.skipped "
        "FROM ledger.tables AS t LEFT JOIN ledger.files AS f USING (file_sha256) "
        "WHERE t.run_id = $run ORDER BY file, sheet, t.dataset",
        {"run": run_id},
    )
    for row in rows.to_dicts():
        yield TableAccount(**{**row, "skipped": json.loads(row["skipped"] or "{}")})


def _to_mend(database: Database, run_id: str) -> Iterator[ToMend]:
    rows = database.query(
        """
        SELECT coalesce(t.unit, f.unit) AS unit, coalesce(f.name, '') AS file,
               coalesce(n.sheet, '') AS sheet, coalesce(n.cells, '') AS cells, n.code, n.severity,
               coalesce(n.rows, 0) AS rows, coalesce(n.message, '') AS message,
               coalesce(n.remedy, '') AS remedy
        FROM ledger.findings AS n
        LEFT JOIN ledger.tables AS t USING (table_id)
        LEFT JOIN ledger.files AS f ON f.file_sha256 = n.file_sha256
        WHERE n.run_id = $run ORDER BY n.severity, unit NULLS LAST, file, sheet, cells
        """,
        {"run": run_id},
    )
    yield from (ToMend(**row) for row in rows.to_dicts())


def _freshness(database: Database, run_id: str) -> Iterator[Freshness]:
    rows = database.query(
        """
        SELECT coalesce(t.unit, f.unit) AS unit, count(*) AS tables,
               count(*) FILTER (t.run_id = $run) AS tables_in_run,
               max(f.filed_on) AS last_filed_on, max(t.coverage_end) AS covered_until
        FROM ledger.tables AS t LEFT JOIN ledger.files AS f USING (file_sha256)
        WHERE coalesce(t.unit, f.unit) IS NOT NULL
        GROUP BY 1 ORDER BY last_filed_on NULLS FIRST, 1
        """,
        {"run": run_id},
    )
    yield from (Freshness(**row) for row in rows.to_dicts())


def _volumes(database: Database, cutoff: date | None, before: dict[str, int] | None) -> Iterator[Volume]:
    years: dict[str, dict[int, int]] = {}
    if cutoff is not None:
        year, week, _ = cutoff.isocalendar()
        filed = database.query(
            """
            SELECT t.dataset, isoyear(f.filed_on)::INTEGER AS year, sum(t.loaded)::BIGINT AS rows
            FROM ledger.tables AS t JOIN ledger.files AS f USING (file_sha256)
            WHERE week(f.filed_on) <= $week AND isoyear(f.filed_on) BETWEEN $first AND $last
            GROUP BY ALL ORDER BY ALL
            """,
            {"week": week, "first": year - YEARS_COMPARED + 1, "last": year},
        )
        compared = range(year, year - YEARS_COMPARED, -1)
        for dataset, filed_in, rows in filed.iter_rows():
            years.setdefault(dataset, dict.fromkeys(compared, 0))[filed_in] = rows
    for name, rows in _rows_by_dataset(database).items():
        known = None if before is None else before.get(name, 0)
        if rows or known:
            yield Volume(name, rows, known, years.get(name, {}))


def _stored_rows(path: Path) -> dict[str, int]:
    with open_reader(path) as database:
        return _rows_by_dataset(database)


def _rows_by_dataset(database: Database) -> dict[str, int]:
    stored = database.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'base'")
    present = set(stored["table_name"])
    counts = [
        f"SELECT '{name}' AS dataset, count(*) AS rows FROM base.{name}"
        for name in DATASETS
        if name in present
    ]
    return dict(database.query(" UNION ALL ".join(counts)).iter_rows()) if counts else {}


def _corrections(database: Database) -> Iterator[CorrectionFate]:
    rows = database.query(
        "SELECT file, entry, reason, coalesce(matched, 0) AS matched, problem FROM ledger.corrections "
        "WHERE status = 'active' ORDER BY problem IS NULL, file, entry"
    )
    for row in rows.to_dicts():
        place = f"{row['file']} 第 {row['entry']} 条"
        yield CorrectionFate(place, row["reason"] or "", row["matched"], row["problem"])
