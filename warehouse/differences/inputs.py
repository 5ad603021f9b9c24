"""What the marts of two snapshots were made from, and in which of it they differ.

Where only rows differ, they explain everything. Where also reference data, decisions, the cut-off day or
the program differ, the marts are built again in memory, with one of them exchanged after the other, so
that each gets what it alone changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir

from warehouse.differences.model import CauseKind
from warehouse.engines.duckdb import Database
from warehouse.marts.build import built_marts
from warehouse.marts.compiled import BuiltMart
from warehouse.metrics import scan
from warehouse.snapshots import Snapshot

_DECISIONS = frozenset({"ledger.joint_members"})
_DAYS = frozenset({"ledger.snapshot"})
# In the order in which they are exchanged; rows come last, so that they are told by what they are.
EXCHANGED = (CauseKind.REFERENCE, CauseKind.DECIDED, CauseKind.TIME)


class CannotRebuild(Exception):
    """The program cannot build its marts from a snapshot: it is too old for them."""


class Inputs:
    """The tables behind the marts of two snapshots."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._before, self._after = before, after
        self._is_equal: dict[str, bool] = {}

    def differing(self, marts: Iterable[str]) -> frozenset[CauseKind]:
        """Return in what the marts' inputs differ; ADDED stands for rows of whatever kind."""
        leaves, own = self._leaves(marts)
        kinds = {_kind_of(table) for table in leaves if not self._are_equal(table)}
        if any(self._built[0].get(mart) != self._built[1].get(mart) for mart in own):
            kinds.add(CauseKind.REBUILT)
        return frozenset(kinds)

    def _leaves(self, marts: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return the tables that marts lean on in the end, and all marts between."""
        waiting, seen, leaves = list(marts), set[str](), set[str]()
        while waiting:
            mart = waiting.pop()
            if mart in seen:
                continue
            seen.add(mart)
            for table in self._reads.get(mart, ()):
                schema, _, name = table.partition(".")
                if schema == "mart":
                    waiting.append(name)
                else:
                    leaves.add(table)
        return leaves, seen

    @cached_property
    def _reads(self) -> Mapping[str, Iterable[str]]:
        """What each mart reads, as the newer snapshot keeps it, else as the program has it."""
        return {mart.name: mart.reads for mart in _recipes(self._after.database) or built_marts()}

    @cached_property
    def _built(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """How the marts of each snapshot were built; nothing where either has no record of it."""
        both = tuple(
            {mart.name: mart.statements for mart in _recipes(one.database)}
            for one in (self._before, self._after)
        )
        return (both[0], both[1]) if all(both) else ({}, {})

    def _are_equal(self, table: str) -> bool:
        if table not in self._is_equal:
            marks = [_mark(one.database, table) for one in (self._before, self._after)]
            self._is_equal[table] = marks[0] == marks[1]
        return self._is_equal[table]


def _kind_of(table: str) -> CauseKind:
    if table.startswith("reference."):
        return CauseKind.REFERENCE
    if table in _DECISIONS:
        return CauseKind.DECIDED
    return CauseKind.TIME if table in _DAYS else CauseKind.ADDED


def _recipes(database: Database) -> tuple[BuiltMart, ...]:
    """Return how a snapshot's marts were built, in order, by whichever program; nothing if it is not kept."""
    if ("mart_statements", "statements") not in _columns(database, "ledger"):
        return ()
    rows = database.query("SELECT mart, reads, statements FROM ledger.mart_statements ORDER BY position")
    return tuple(BuiltMart(name, frozenset(reads), tuple(sql)) for name, reads, sql in rows.iter_rows())


def _columns(database: Database, schema: str) -> set[tuple[str, str]]:
    frame = database.query(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = $schema", {"schema": schema}
    )
    return set(frame.iter_rows())


def _mark(database: Database, table: str) -> tuple[object, ...] | None:
    """Return what two equal tables have in common; None where there is no such table."""
    schema, _, name = table.partition(".")
    columns = sorted(column for known, column in _columns(database, schema) if known == name)
    if table in _DAYS:
        columns = ["data_cutoff"]
    if not columns:
        return None
    listed = ", ".join(f'"{column}"' for column in columns)
    (mark,) = database.query(
        f"SELECT count(*) AS n, sum(hash({listed}))::VARCHAR AS mark FROM {table}"
    ).iter_rows()
    return tuple(mark)


class Workshop:
    """An engine in memory in which marts are built from tables of two snapshots, mixed."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._paths = (before.path, after.path)
        self._after = after

    def build(self, marts: Iterable[str], exchanged: Iterable[CauseKind]) -> Database:
        """Build marts from the tables before, except those kinds of tables that come from after.

        They are built as the newer snapshot's were. ADDED among the kinds exchanges all rows. The caller
        closes the database. Raises CannotRebuild.
        """
        kinds = frozenset(exchanged)
        connection = duckdb.connect()
        try:
            connection.execute(f"ATTACH '{_quoted(self._paths[0])}' AS old (READ_ONLY)")
            connection.execute(f"ATTACH '{_quoted(self._paths[1])}' AS new (READ_ONLY)")
            for schema in ("base", "history", "reference", "ledger", "mart"):
                connection.execute(f"CREATE SCHEMA {schema}")
            for mart in self._needed(marts):
                for table in sorted(one for one in mart.reads if not one.startswith("mart.")):
                    side = "new" if _kind_of(table) in kinds else "old"
                    connection.execute(f"CREATE VIEW IF NOT EXISTS {table} AS SELECT * FROM {side}.{table}")
                for statement in mart.statements:
                    connection.execute(statement)
        except duckdb.Error as error:
            connection.close()
            raise CannotRebuild(str(error)) from error
        return Database(connection)

    def _needed(self, marts: Iterable[str]) -> list[BuiltMart]:
        """Return marts and all that they lean on, in the order of building."""
        known = {mart.name: mart for mart in _recipes(self._after.database) or built_marts()}
        waiting, needed = list(marts), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in needed and name in known:
                needed.add(name)
                waiting += [one.removeprefix("mart.") for one in known[name].reads if one.startswith("mart.")]
        return [mart for name, mart in known.items() if name in needed]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def tables_of(database: Database) -> dict[str, ir.Table]:
    """Return the marts of a database as Ibis tables."""
    return scan.mart_tables(database)
