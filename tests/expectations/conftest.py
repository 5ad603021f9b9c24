"""A small good warehouse, built in a temporary folder, that each test spoils in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.marts import ONE_ROW_EACH
from expectations.model import Check
from tests.support.good_rows import GOOD_ROWS
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_reader, open_writer
from warehouse.ledger import create_ledger
from warehouse.marts.build import MARTS
from warehouse.render.ddl import create_tables

RUN = "r2"


@dataclass(frozen=True)
class Warehouse:
    """A warehouse file under test."""

    path: Path

    def change(self, *statements: str) -> None:
        """Run statements on the file."""
        with open_writer(self.path) as database:
            for statement in statements:
                database.execute(statement)

    def faults(self, check: Check) -> list[str]:
        """Return the faults that a check finds, in words, without the engine: its statement alone."""
        with open_reader(self.path) as database:
            found = database.query(
                f"WITH batch AS NOT MATERIALIZED (SELECT * FROM {check.table}) "
                f"SELECT CAST(example AS VARCHAR) AS example FROM ({check.unexpected}) AS faults(example)"
            )
        return sorted(found["example"])

    def add(self, dataset: str, number: int, **values: Any) -> None:
        """Add the number-th good row of a dataset, with other values, wholly accounted for."""
        with open_writer(self.path) as database:
            insert_row(database, dataset, number, values)


def insert_row(database: Database, dataset: str, number: int, values: dict[str, Any]) -> None:
    """Insert a base row with its raw row, file and table of the ledger."""
    row_id, table_id, sha256 = (f"{kind}-{dataset}-{number}" for kind in ("row", "table", "sha"))
    database.insert(
        f"base.{dataset}",
        pl.DataFrame(
            [
                {
                    **GOOD_ROWS[dataset],
                    "row_id": row_id,
                    "business_key": f"key-{number}",
                    "content_hash": f"hash-{number}",
                    "table_id": table_id,
                    "source_row": 4,
                    "version_at": datetime(2025, 6, 1),
                    "modified_at": datetime(2025, 6, 2),
                    "loaded_in": RUN,
                    **values,
                }
            ]
        ),
    )
    database.insert(f"raw.{dataset}", pl.DataFrame([{"row_id": row_id}]))
    database.insert(
        "ledger.files",
        pl.DataFrame([{"file_sha256": sha256, "name": f"{dataset}-{number}.xlsx", "run_id": RUN}]),
    )
    database.insert(
        "ledger.tables",
        pl.DataFrame(
            [
                {
                    "table_id": table_id,
                    "file_sha256": sha256,
                    "sheet": "Sheet1",
                    "dataset": dataset,
                    "title": "台账",
                    "rows_in": 4,
                    "loaded": 1,
                    "quarantined": 1,
                    "skipped": '{"note": 1, "total": 1}',
                    "run_id": RUN,
                }
            ]
        ),
    )
    database.insert(
        "ledger.quarantined",
        pl.DataFrame([{"table_id": table_id, "source_row": 5, "codes": ["unknown_unit"]}]),
    )
    database.insert(
        "ledger.findings",
        pl.DataFrame([{"table_id": table_id, "code": "unknown_unit", "message": "单位不在名录中"}]),
    )
    skipped = [
        {"table_id": table_id, "source_row": row, "reason": reason}
        for row, reason in ((6, "total"), (7, "note"))
    ]
    database.insert("ledger.skipped", pl.DataFrame(skipped))


def stand_in_marts(database: Database) -> None:
    """Create marts that say what the base tables say: the real ones take seconds to compile."""
    figures = [column.name for column in DATASETS["activities"].columns if column.is_countable]
    own = ", ".join(f"NULL AS {name}_before_row_id, {name} AS counted_{name}" for name in figures)
    for mart in MARTS.values():
        body = "SELECT NULL AS row_id"
        if mart.name in ONE_ROW_EACH:
            body = f"SELECT * FROM base.{mart.dataset}"
        if mart.name == "activities":
            body = (
                f"SELECT *, {own}, row_id AS joint_row_id, 1 AS joint_size, "
                "figures IS NOT DISTINCT FROM '计划' AS is_planned, NOT is_planned AS is_counted "
                "FROM base.activities"
            )
        database.execute(f"CREATE VIEW mart.{mart.name} AS {body}")


def build(path: Path) -> Warehouse:
    """Build the good warehouse at the given path: every check passes on it."""
    with open_writer(path) as database:
        create_tables(database, DATASETS.values())
        create_ledger(database)
        database.execute(
            "INSERT INTO reference.units (code, name) VALUES ('gongan', '公安局'), ('sifa', '司法局')"
        )
        database.execute("INSERT INTO reference.townships VALUES ('t1', '峡窝镇')")
        database.execute(
            "INSERT INTO reference.villages (code, name, township_code) VALUES ('v1', '方顶村', 't1')"
        )
        database.insert("ledger.runs", pl.DataFrame([{"run_id": RUN}]))
        for dataset in DATASETS:
            insert_row(database, dataset, 1, {})
        stand_in_marts(database)
    return Warehouse(path)


@pytest.fixture(scope="session")
def good_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good warehouse, built once; never changed."""
    return build(tmp_path_factory.mktemp("good") / "good.duckdb").path


@pytest.fixture
def warehouse(good_file: Path, tmp_path: Path) -> Warehouse:
    """A copy of the good warehouse for one test to spoil."""
    path = tmp_path / "built.duckdb"
    path.write_bytes(good_file.read_bytes())
    return Warehouse(path)


@pytest.fixture
def empty_warehouse(tmp_path: Path) -> Callable[[], Warehouse]:
    """Make a warehouse with every table and no row."""

    def make() -> Warehouse:
        path = tmp_path / "empty.duckdb"
        with open_writer(path) as database:
            create_tables(database, DATASETS.values())
            create_ledger(database)
            stand_in_marts(database)
        return Warehouse(path)

    return make
