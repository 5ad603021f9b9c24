"""The SQL of the marts, kept in the snapshot: compiling it takes longer than running it.

What is kept holds for the program that compiled it and for no other. A digest of every source file of
`warehouse/` and of the versions of the compiler says which that is; tests/warehouse/marts/test_compiled.py
compares what is kept with what is compiled.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
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
    "basis": pl.String(),
}


@dataclass(frozen=True)
class BuiltMart:
    """How a mart is built. reads: the tables it reads, as schema.name. statements: SQL of DuckDB."""

    name: str
    reads: frozenset[str]
    statements: tuple[str, ...]


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
    if not _has_table(database):
        return ()
    rows = database.query(
        "SELECT mart, reads, statements FROM ledger.mart_statements WHERE basis = $1 ORDER BY position",
        [basis()],
    )
    return tuple(BuiltMart(name, frozenset(reads), tuple(sql)) for name, reads, sql in rows.iter_rows())


def keep_marts(database: Database, marts: tuple[BuiltMart, ...]) -> None:
    """Keep how the marts of a snapshot being built were built, in place of what was kept before."""
    if not _has_table(database):
        return
    database.execute("DELETE FROM ledger.mart_statements")
    rows = [
        (position, mart.name, sorted(mart.reads), list(mart.statements), basis())
        for position, mart in enumerate(marts)
    ]
    database.insert("ledger.mart_statements", pl.DataFrame(rows, schema=_SCHEMA, orient="row"))


def _has_table(database: Database) -> bool:
    found = database.query(
        "SELECT count(*) AS n FROM duckdb_tables() "
        "WHERE schema_name = 'ledger' AND table_name = 'mart_statements'"
    )
    return bool(found["n"][0])
