"""The SQL of the marts, kept in the snapshot: compiling it takes longer than running it.

What is kept holds for the program that compiled it and for no other. A digest of every source file of
`warehouse/` and of the versions of the compiler says which that is; tests/warehouse/marts/test_compiled.py
compares what is kept with what is compiled.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import polars as pl

from warehouse.engines.duckdb import Database

_PROGRAM = Path(__file__).resolve().parent.parent
_SOURCES = ("*.py", "*.csv")
_COMPILERS = ("ibis-framework", "sqlglot", "duckdb")
_SCHEMA: Mapping[str, pl.DataType] = {
    "position": pl.Int32(),
    "mart": pl.String(),
    "reads": pl.List(pl.String()),
    "statements": pl.List(pl.String()),
    "row_tables": pl.List(pl.String()),
    "beside": pl.List(pl.String()),
    "updates": pl.List(pl.String()),
    "basis": pl.String(),
}


@dataclass(frozen=True)
class BuiltMart:
    """How a mart is built. reads: the tables it reads, as schema.name. statements: SQL of DuckDB.

    updates: SQL that makes only the rows again that the run concerns; nothing where there is no such way. It
    holds where of `row_tables` only touched rows have changed, and nothing else but `beside` (see ByRows).
    """

    name: str
    reads: frozenset[str]
    statements: tuple[str, ...]
    row_tables: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    updates: tuple[str, ...] = ()

    def can_update(self, stale: Collection[str], by_rows: Collection[str]) -> bool:
        """Tell whether `updates` will do. stale: the changed tables; by_rows: those of touched rows alone."""
        concerned = self.reads.intersection(stale) - self.beside
        return bool(self.updates) and concerned <= self.row_tables.intersection(by_rows)


@cache
def basis() -> str:
    """Return the digest of all that the compiled statements depend on."""
    return digest_of(
        _PROGRAM, (*(f"{name} {version(name)}" for name in _COMPILERS), platform.python_version())
    )


def digest_of(folder: Path, versions: tuple[str, ...]) -> str:
    """Return a digest of the source files beneath a folder, by name and content, and of some versions."""
    digest = hashlib.sha256("\n".join(versions).encode())
    for path in sorted(path for pattern in _SOURCES for path in folder.rglob(pattern)):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def kept_marts(database: Database) -> tuple[BuiltMart, ...]:
    """Return how this program builds each mart, in order, as the snapshot keeps it, or nothing."""
    if not database.has_table("ledger", "mart_statements"):
        return ()
    rows = database.query(
        "SELECT mart, reads, statements, row_tables, beside, updates FROM ledger.mart_statements "
        "WHERE basis = $1 ORDER BY position",
        [basis()],
    )
    return tuple(
        BuiltMart(
            name, frozenset(reads), tuple(sql), frozenset(row_tables), frozenset(beside), tuple(updates)
        )
        for name, reads, sql, row_tables, beside, updates in rows.iter_rows()
    )


def keep_marts(database: Database, marts: tuple[BuiltMart, ...]) -> None:
    """Keep how the marts of a snapshot being built were built, in place of what was kept before."""
    if not database.has_table("ledger", "mart_statements"):
        return
    database.execute("DELETE FROM ledger.mart_statements")
    rows = [
        (
            position,
            mart.name,
            sorted(mart.reads),
            list(mart.statements),
            sorted(mart.row_tables),
            sorted(mart.beside),
            list(mart.updates),
            basis(),
        )
        for position, mart in enumerate(marts)
    ]
    database.insert("ledger.mart_statements", pl.DataFrame(rows, schema=_SCHEMA, orient="row"))
