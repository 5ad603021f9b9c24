"""累计: which totals of the merged rows have fallen below those of the period before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import polars as pl

from pipelines.checking.checked import CheckedTable
from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector, a1
from warehouse.contracts.figures import CUMULATIVE
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.engines.duckdb import Database
from warehouse.marts.cumulative import COUNTED, with_own_figures
from warehouse.marts.model import Source

_LEDGER = "activities"


def note_falling_totals(database: Database, tables: Sequence[CheckedTable]) -> None:
    """Add a warning to each of the tables in which a 累计 figure is below that of the period before.

    Needs the merged base tables. The row stays, and its negative difference is counted, so that the year
    adds up to the latest 累计. The finding stands in the later of the two rows, or in the earlier one where
    only that is new; a correction (更正、冲减) has said so itself.
    """
    ours = {
        row_id: table
        for table in tables
        if table.dataset.name == _LEDGER and CUMULATIVE in table.accepted["figures"]
        for row_id in table.accepted.filter(pl.col("figures") == CUMULATIVE)["row_id"]
    }
    if not ours:
        return
    fallen = _fallen(database)
    places = _places(database, {row_id for one in fallen for row_id in (one["row_id"], one["before"])})
    collectors: dict[str, tuple[CheckedTable, FindingCollector]] = {}
    for one in fallen:
        marked = next((row_id for row_id in (one["row_id"], one["before"]) if row_id in ours), None)
        if marked is None:
            continue
        table = ours[marked]
        if table.is_correction:
            continue
        name = one["name"]
        now, before = places[one["row_id"]], places[one["before"]]
        _, findings = collectors.setdefault(table.table_id, (table, FindingCollector()))
        row = places[marked]["source_row"] - 1
        cells = [(row, table.columns[name])] if name in table.columns else []
        findings.add(
            CATALOGUE["cumulative_fell"],
            Severity.WARNING,
            row,
            cells,
            column=name,
            params={
                "label": next(c.label for c in DATASETS[_LEDGER].columns if c.name == name),
                "text": _told(now, name, tables),
                "limit": _told(before, name, tables),
            },
        )
    for table, findings in collectors.values():
        table.findings.extend(findings.findings())


def _fallen(database: Database) -> list[dict[str, Any]]:
    """Return the rows with a negative difference: name of the figure, row_id, and that of the row before."""
    rows = with_own_figures(Source().base(_LEDGER))
    found = [
        rows.filter(rows[name] < 0, rows[f"{name}_before_row_id"].notnull()).select(
            "row_id", "start_on", name=ibis.literal(name), before=rows[f"{name}_before_row_id"]
        )
        for name in COUNTED
    ]
    return database.run(ibis.union(*found)).sort("start_on", "row_id", "name").to_dicts()


def _places(database: Database, row_ids: set[str]) -> dict[str, dict[str, Any]]:
    """Return the rows as stored, with file and sheet columns of those of earlier loads, by row_id."""
    found = database.query(
        f"SELECT b.*, t.columns AS letters, f.name AS file FROM base.{_LEDGER} b"
        " LEFT JOIN ledger.tables t USING (table_id)"
        " LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256"
        " WHERE b.row_id IN (SELECT unnest($row_ids))",
        {"row_ids": sorted(row_ids)},
    )
    return {row["row_id"]: row for row in found.iter_rows(named=True)}


def _told(row: Mapping[str, Any], name: str, tables: Sequence[CheckedTable]) -> str:
    """Return 「300（至 2024-01-31，1月.xlsx C4）」: the total, its day, and where it stands."""
    table = next((one for one in tables if one.table_id == row["table_id"]), None)
    if table is not None:
        file = table.file.name
        cell = a1(row["source_row"] - 1, table.columns[name]) if name in table.columns else ""
    else:
        letters = json.loads(row["letters"] or "{}").get(name)
        file, cell = row["file"] or "", f"{letters}{row['source_row']}" if letters else ""
    where = " ".join(part for part in (file, cell) if part)
    return f"{row[name]}（至 {row['start_on']}，{where}）"
