"""Stored tables follow their contracts: those of a snapshot made before are brought up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.types import TEXT
from warehouse.engines.duckdb import Database, open_writer
from warehouse.render.ddl import create_tables

PRESENT = Dataset(
    name="things",
    label="事物",
    grain="one thing",
    key=("name",),
    columns=(Column("name", "名称", TEXT), Column("remark", "备注", TEXT)),
)
PAST = replace(PRESENT, label="旧事物", columns=(Column("name", "旧名称", TEXT),))


def catalogue(database: Database) -> list[tuple[object, ...]]:
    return database.query(
        "SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY ALL"
    ).rows()


def test_what_a_contract_gained_is_added_and_said_anew(tmp_path: Path) -> None:
    with open_writer(tmp_path / "new.duckdb") as new, open_writer(tmp_path / "old.duckdb") as old:
        create_tables(new, [PRESENT])
        create_tables(old, [PAST])
        assert catalogue(old) != catalogue(new)
        create_tables(old, [PRESENT])
        assert catalogue(old) == catalogue(new)
        assert ("base", "things", "remark", "VARCHAR", "备注") in catalogue(old)


def test_creating_again_changes_nothing(tmp_path: Path) -> None:
    with open_writer(tmp_path / "warehouse.duckdb") as database:
        create_tables(database, [PRESENT])
        database.execute("INSERT INTO base.things (row_id) VALUES ('r1')")
        before = catalogue(database)
        create_tables(database, [PRESENT])
        assert catalogue(database) == before
        assert database.query("SELECT row_id FROM base.things").item() == "r1"
