"""The ledger of a snapshot that begins as a copy of an older one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.engines.duckdb import Database, open_writer
from warehouse.ledger import LEDGER_TABLES, create_ledger


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_writer(tmp_path / "built.duckdb") as opened:
        yield opened


def explained(database: Database) -> set[tuple[str, str, str]]:
    """Return table, column and comment of everything in the ledger."""
    found = database.query(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'ledger'"
    )
    return set(found.iter_rows())


def test_every_column_is_explained(database: Database) -> None:
    create_ledger(database)
    assert explained(database) == {
        (table, name, comment) for table, columns in LEDGER_TABLES.items() for name, _, comment in columns
    }


def test_an_older_ledger_gains_what_it_lacks_and_keeps_its_rows(database: Database) -> None:
    create_ledger(database)
    whole = explained(database)
    database.execute("INSERT INTO ledger.runs (run_id, files) VALUES ('r1', 3)")
    database.execute("ALTER TABLE ledger.runs DROP COLUMN started_at")
    database.execute("COMMENT ON COLUMN ledger.runs.files IS '另一种说法'")
    database.execute("DROP TABLE ledger.joint_basis")
    create_ledger(database)
    assert explained(database) == whole
    assert database.query("SELECT run_id, files, started_at FROM ledger.runs").rows() == [("r1", 3, None)]
