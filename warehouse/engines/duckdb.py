"""DuckDB, the default engine: one file is one snapshot.

A connection shared between threads mixes up results, so every query takes a cursor of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import polars as pl

from warehouse.errors import DamagedSnapshot

_READER_SETTINGS = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class Database:
    """An open DuckDB file. `query` is safe from several threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pl.DataFrame:
        """Run one SELECT and return its rows."""
        frame: pl.DataFrame = self._connection.cursor().sql(sql, params=parameters or None).pl()
        return frame

    def run(self, expression: ir.Table) -> pl.DataFrame:
        """Run an Ibis expression over this database's tables."""
        return self.query(ibis.to_sql(expression, dialect="duckdb"))

    def has_table(self, schema: str, name: str) -> bool:
        """Tell whether a table is there: an older snapshot stays as it is and may lack some."""
        found = self.query(
            "SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = $schema AND table_name = $name",
            {"schema": schema, "name": name},
        )
        return bool(found.item())

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement that returns nothing."""
        self._connection.execute(sql, parameters or None)

    def execute_all(self, statements: Iterable[str]) -> None:
        """Run statements that return nothing as one transaction: all of them or none."""
        self._connection.execute("BEGIN; " + "; ".join(statements) + "; COMMIT")

    def query_with(self, sql: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Run one SELECT in which `incoming` names the given frame."""
        self._connection.register("incoming", frame.to_arrow())
        try:
            found: pl.DataFrame = self._connection.sql(sql).pl()
            return found
        finally:
            self._connection.unregister("incoming")

    def execute_with(self, sql: str, frame: pl.DataFrame) -> None:
        """Run a statement in which `incoming` names the given frame."""
        self._connection.register("incoming", frame.to_arrow())
        try:
            self._connection.execute(sql)
        finally:
            self._connection.unregister("incoming")

    def insert(self, table: str, frame: pl.DataFrame) -> None:
        """Append a frame to a table, by column name; columns the frame lacks become null."""
        if frame.is_empty():
            return
        self.execute_with(f"INSERT INTO {table} BY NAME SELECT * FROM incoming", frame)

    def close(self) -> None:
        """Close the file; a reader may close while others still read it."""
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_reader(path: Path) -> Database:
    """Open a snapshot read-only; DamagedSnapshot says which file and what to do."""
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(_READER_SETTINGS))
    except (duckdb.Error, OSError) as error:
        raise DamagedSnapshot(
            f"快照文件 {path.name} 打不开，可能已损坏。"
            "请用 python -m warehouse rollback 退回上一个快照，或从备份恢复"
        ) from error
    return Database(connection)


def open_writer(path: Path) -> Database:
    """Open a database file for building; the caller owns it alone."""
    return Database(duckdb.connect(str(path)))
