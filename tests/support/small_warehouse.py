"""A small published warehouse, built row by row, whose numbers can be checked by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build, publish
from warehouse.ledger import create_ledger
from warehouse.marts.build import build_marts
from warehouse.reference.calendar import calendar_days
from warehouse.reference.tables import load_reference
from warehouse.render.ddl import create_tables
from warehouse.snapshots import Snapshot, open_snapshot

RUN = "20221231T000000-000000"
SNAPSHOT_ID = f"000001-{RUN}"
WHOLE_YEAR = (date(2022, 1, 1), date(2022, 12, 31))

# 粮食局 went into 发改委; 园区 is no village and stays out of denominators.
UNITS = (
    ("gongan", "公安局", "政府部门", None, None, None),
    ("sifa", "司法局", "政府部门", None, None, None),
    ("jiaoyu", "教育局", "政府部门", None, None, None),
    ("fagai", "发改委", "政府部门", None, None, None),
    ("liangshi", "粮食局", "政府部门", None, date(2019, 3, 31), "fagai"),
    ("100", "峡窝镇", "镇办", None, None, None),
    ("001", "济源路街道", "镇办", None, None, None),
)
ALIASES = (("教体局", "jiaoyu"), ("公安分局", "gongan"), ("峡窝镇政府", "100"))
TOWNSHIPS = (("100", "峡窝镇"), ("001", "济源路街道"))
VILLAGES = (
    ("100201", "方顶村", "100", "村", True),
    ("100202", "石嘴村", "100", "村", True),
    ("001001", "中安街社区", "001", "社区", True),
    ("001002", "新华街社区", "001", "社区", True),
    ("100400", "产业园区", "100", "园区", False),
)
_REFERENCE: tuple[tuple[str, list[str], Sequence[tuple[Any, ...]]], ...] = (
    ("units", ["code", "name", "kind", "valid_from", "valid_to", "successor"], UNITS),
    ("unit_aliases", ["alias", "code"], ALIASES),
    ("townships", ["code", "name"], TOWNSHIPS),
    ("villages", ["code", "name", "township_code", "kind", "counted"], VILLAGES),
    ("district", ["prefix"], [("上街区",)]),
)
_CODES = {name: code for code, name, *_ in (*UNITS, *TOWNSHIPS, *VILLAGES)}


class SmallWarehouse:
    """Collects rows, then publishes them as the current snapshot of a home."""

    def __init__(self, folder: Path, cutoff: date = date(2022, 12, 31)) -> None:
        self.home = Home(folder / "home")
        self.home.snapshots.mkdir(parents=True)
        self._built, _ = begin_build(self.home, RUN)
        self._built.write_bytes(_empty_warehouse(cutoff))
        self._database = open_writer(self._built)
        self._changed: set[str] = set()
        self._rows = 0
        self._tables = 0

    def table(
        self,
        dataset: str,
        *,
        covered: tuple[date | None, date | None] = WHOLE_YEAR,
        unit: str | None = None,
        letters: Mapping[str, str] | None = None,
        is_zero_report: bool = False,
        loaded: int = 1,
        filed_on: date | None = None,
        **more: Any,
    ) -> str:
        """Record one read table, in a file of its own, and return its id.

        filed_on: of the file. more: further columns of ledger.tables.
        """
        self._tables += 1
        table_id, sha256 = f"t{self._tables:03d}", f"{self._tables:064x}"
        self.record(
            "ledger.files", file_sha256=sha256, name=f"{dataset}{self._tables}.xlsx", filed_on=filed_on
        )
        self.record(
            "ledger.tables",
            table_id=table_id,
            file_sha256=sha256,
            sheet="Sheet1",
            dataset=dataset,
            columns=json.dumps(letters or {}),
            loaded=0 if is_zero_report else loaded,
            coverage_start=covered[0],
            coverage_end=covered[1],
            unit=unit,
            unit_code=_CODES.get(unit or ""),
            is_zero_report=is_zero_report,
            **{"quarantined": 0, **more},
        )
        return table_id

    def add(
        self, dataset: str, *rows: Mapping[str, Any], table: str | None = None, **common: Any
    ) -> list[str]:
        """Add accepted rows and return their ids; codes of places and units are filled in.

        A row may hold `raw` (column → text) and `cells` (column → where the value came from). One with
        `superseded_by` (the id of a newer row) goes to the history.
        """
        table_id = table or self.table(dataset)
        base: list[dict[str, Any]] = []
        history: list[dict[str, Any]] = []
        originals: list[dict[str, Any]] = []
        for row in rows:
            self._rows += 1
            row_id = f"r{self._rows:04d}"
            values = {**common, **row}
            raw, cells = values.pop("raw", {}), values.pop("cells", None)
            identity = {"row_id": row_id, "business_key": row_id, "table_id": table_id}
            kept = history if "superseded_by" in values else base
            kept.append({**identity, "source_row": self._rows + 4, **self._coded(dataset, values)})
            originals.append({"row_id": row_id, "cells": json.dumps(cells) if cells else None, **raw})
        for schema, records in (("base", base), ("history", history), ("raw", originals)):
            frame = pl.DataFrame(records, infer_schema_length=None)
            self._changed |= {f"{schema}.{dataset}"} if records else set()
            self._database.insert(f"{schema}.{dataset}", frame)
        return [record["row_id"] for record in originals]

    def set_limit(self, clock: str, subject: str, amount: int) -> None:
        """Change a line of reference.limits, as a deployment's own file does."""
        self._changed.add("reference.limits")
        self._database.execute(
            "UPDATE reference.limits SET amount = ? WHERE clock = ? AND subject = ?", [amount, clock, subject]
        )

    def merge_unit(self, code: str, successor: str, last_day: date) -> None:
        """Let a unit of the reference go into another, as a reform does."""
        self._changed.add("reference.units")
        self._database.execute(
            "UPDATE reference.units SET successor = ?, valid_to = ? WHERE code = ?",
            [successor, last_day, code],
        )

    def build_marts(self) -> None:
        """Build the marts of what has been added so far."""
        build_marts(self._database, self._changed)

    def publish(self) -> Snapshot:
        """Build the marts, publish, and pin the snapshot."""
        self._finish()
        publish(self.home, self._built, SNAPSHOT_ID)
        return open_snapshot(self.home)

    def pin(self) -> Snapshot:
        """Build the marts and pin the snapshot without publishing it, on which no answer depends."""
        self._finish()
        return Snapshot(self._built.rename(self._built.with_stem(SNAPSHOT_ID)), is_current=True)

    def _finish(self) -> None:
        self.build_marts()
        self._database.execute("CHECKPOINT")
        self._database.close()

    def _coded(self, dataset: str, values: dict[str, Any]) -> dict[str, Any]:
        stored = {column.name for column in DATASETS[dataset].stored_columns()}
        codes = {
            f"{name}_code": _CODES[value]
            for name, value in values.items()
            if f"{name}_code" in stored and value in _CODES
        }
        dates = {
            column.end_name: values[column.name]
            for column in DATASETS[dataset].columns
            if column.end_name is not None and column.name in values
        }
        return codes | dates | values

    def record(self, table: str, **values: Any) -> None:
        """Write one row of any table, such as ledger.skipped."""
        self._changed.add(table)
        self._database.insert(table, pl.DataFrame({name: [value] for name, value in values.items()}))


@cache
def _empty_warehouse(cutoff: date | None) -> bytes:
    """Return a database file with every table and the reference data, made once for each cut-off.

    Without a cut-off it has no record of itself.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        if cutoff is not None:
            path.write_bytes(_empty_warehouse(None))
        with open_writer(path) as database:
            if cutoff is None:
                _create(database)
            else:
                _record_itself(database, cutoff)
            database.execute("CHECKPOINT")
        return path.read_bytes()


def _create(database: Database) -> None:
    create_tables(database, DATASETS.values())
    create_ledger(database)
    for name, columns, rows in _REFERENCE:
        database.insert(f"reference.{name}", pl.DataFrame(rows, schema=columns, orient="row"))
    database.insert("reference.calendar", pl.DataFrame(list(calendar_days())))
    database.insert("reference.limits", pl.DataFrame(list(load_reference().limits)))
    build_marts(database)


def _record_itself(database: Database, cutoff: date) -> None:
    """Write the record of the snapshot, and build the marts that lean on its cut-off."""
    record = {
        "id": SNAPSHOT_ID,
        "sequence": 1,
        "run_id": RUN,
        "created_at": datetime(2023, 1, 1),
        "data_cutoff": cutoff,
        "is_demo": False,
    }
    database.insert("ledger.snapshot", pl.DataFrame([record]))
    build_marts(database, {"ledger.snapshot"})


def activity(
    unit: str,
    start_on: date,
    title: str = "普法宣传",
    *,
    audience: int | None = 100,
    settings: Sequence[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """Return one activity row of one session."""
    return {
        "unit": unit,
        "start_on": start_on,
        "title": title,
        "audience": audience,
        "settings": list(settings),
        "sessions": 1,
        **more,
    }
