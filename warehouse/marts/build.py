"""Building every mart, in the order in which one reads another."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import ibis
import ibis.expr.types as ir

from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.marts.compiled import BuiltMart, basis, keep_marts, kept_marts
from warehouse.marts.creation import (
    CREATION_EVENTS,
    CREATION_IN_PROGRESS,
    CREATION_SUBJECTS,
    HONOUR_TOP_LEVELS,
    HONOURS,
    REEXAMINATIONS,
)
from warehouse.marts.deadlines import DEADLINES
from warehouse.marts.duties import DUTY_EVENTS, DUTY_ITEMS
from warehouse.marts.enforcement import ENFORCEMENT_YEARS, FILE_PROBLEMS, FILE_REVIEWS, PENALTIES_LONG
from warehouse.marts.governance import (
    ASSESSMENT_STAGES_REACHED,
    ASSESSMENTS,
    COMMITMENTS,
    INSTITUTION_EVENTS,
    SHUFA,
)
from warehouse.marts.legal_education import ACTIVITIES, TRAININGS
from warehouse.marts.legality import LEGALITY_REVIEWS
from warehouse.marts.litigation import LITIGATIONS
from warehouse.marts.model import TOUCHED, ByRows, Mart, Source
from warehouse.marts.people import LEGAL_STEWARDS, STEWARD_TRAININGS, STEWARDS_AT_NORM, VICE_PRINCIPALS
from warehouse.marts.places import ACTIVE_UNITS, POPULATION, SCHOOLS, UNITS, VILLAGES
from warehouse.marts.quality import FILED_TABLES
from warehouse.marts.reconsideration import RECONSIDERATIONS
from warehouse.marts.remembered import recall, remember
from warehouse.marts.reporting import COVERAGE, TARGETS
from warehouse.marts.series import EVENT_SERIES
from warehouse.marts.three_systems import ENFORCEMENT_BODIES, EQUIPPED_BODIES, MAJOR_DECISIONS, OFFICERS
from warehouse.marts.venues import VENUES

_LEFT_OUT = re.compile(r"EXCLUDE \(([^()]*)\)")
# A temporary table: the row_id of each row that a mart makes again.
_AGAIN = "rows_again"
MARTS: Mapping[str, Mart] = MappingProxyType(
    {
        mart.name: mart
        for mart in (
            UNITS,
            ACTIVE_UNITS,
            VILLAGES,
            POPULATION,
            SCHOOLS,
            ACTIVITIES,
            EVENT_SERIES,
            TRAININGS,
            DUTY_ITEMS,
            DUTY_EVENTS,
            LEGAL_STEWARDS,
            STEWARDS_AT_NORM,
            STEWARD_TRAININGS,
            VICE_PRINCIPALS,
            VENUES,
            CREATION_SUBJECTS,
            CREATION_EVENTS,
            HONOURS,
            HONOUR_TOP_LEVELS,
            CREATION_IN_PROGRESS,
            REEXAMINATIONS,
            RECONSIDERATIONS,
            LEGALITY_REVIEWS,
            LITIGATIONS,
            ENFORCEMENT_BODIES,
            OFFICERS,
            EQUIPPED_BODIES,
            MAJOR_DECISIONS,
            FILE_REVIEWS,
            FILE_PROBLEMS,
            ENFORCEMENT_YEARS,
            PENALTIES_LONG,
            SHUFA,
            ASSESSMENTS,
            ASSESSMENT_STAGES_REACHED,
            INSTITUTION_EVENTS,
            COMMITMENTS,
            FILED_TABLES,
            DEADLINES,
            TARGETS,
            COVERAGE,
        )
    }
)


def build_marts(
    database: Database, changed: Collection[str] | None = None, run_id: str | None = None
) -> None:
    """Create or replace mart.<name> for every mart, with comments on what a contract does not explain.

    changed: tables, as schema.name; only the marts that lean on one of them are built again, provided that
    the others were built by this same program. run_id: the one run that brought, confirmed and replaced rows
    of the base tables since; where a mart can tell which of its rows these concern, only they are made again.
    None: any row may be another. Keeps the statements in the snapshot (see known_marts).
    """
    kept = kept_marts(database)
    marts = kept or built_marts()
    everything = changed is None or not kept
    statements = ["CREATE SCHEMA IF NOT EXISTS mart"]
    stale = set(changed or ())
    by_rows = None if run_id is None or everything else _touch_rows(database, stale, run_id)
    for mart in marts:
        if not everything and stale.isdisjoint(mart.reads):
            continue
        if by_rows is not None and mart.can_update(stale, by_rows):
            statements += mart.updates
            by_rows.add(f"mart.{mart.name}")
        else:
            statements += mart.statements
        stale.add(f"mart.{mart.name}")
    database.execute_all(statements)
    if not kept:
        keep_marts(database, marts)


def _touch_rows(database: Database, changed: Collection[str], run_id: str) -> set[str]:
    """Fill the temporary table TOUCHED and return the changed tables that only these rows are changed in."""
    tables = {f"base.{name}" for name in DATASETS}.intersection(changed)
    database.execute(f"CREATE OR REPLACE TEMP TABLE {TOUCHED} (row_id VARCHAR)")
    for table in sorted(tables):
        database.execute(
            f"INSERT INTO {TOUCHED} SELECT row_id FROM {table} WHERE loaded_in = $1 OR confirmed_in = $1 "
            f"UNION ALL SELECT row_id FROM {table.replace('base.', 'history.')} WHERE superseded_in = $1",
            [run_id],
        )
    return tables


def known_marts(database: Database) -> tuple[BuiltMart, ...]:
    """Return how each mart is built, in order: as the snapshot keeps it, else compiled (some seconds)."""
    return kept_marts(database) or built_marts()


@cache
def built_marts() -> tuple[BuiltMart, ...]:
    """Return how each mart is built, in order: as remembered of this program, else compiled."""
    key = f"{basis()} {' '.join(MARTS)}"
    marts = recall(key)
    if not marts:
        marts = compiled_marts()
        remember(key, marts)
    return marts


def compiled_marts() -> tuple[BuiltMart, ...]:
    """Compile how each mart is built, in order (some seconds); it depends on the contracts alone."""
    source = Source()
    result = []
    for mart in MARTS.values():
        source.read.clear()
        expression = mart.build(source)
        source.built[mart.name] = expression.schema()
        comments = (
            f"COMMENT ON COLUMN mart.{mart.name}.\"{column}\" IS '{comment}'"
            for column, comment in mart.columns.items()
        )
        select = _sql(expression)
        statements = (
            f"CREATE OR REPLACE TABLE mart.{mart.name} AS {_laid_out(select, mart.laid_by)}",
            f"COMMENT ON TABLE mart.{mart.name} IS '{mart.label}'",
            *comments,
        )
        built = BuiltMart(mart.name, frozenset(source.read), statements)
        if mart.by_rows is not None:
            built = _with_updates(built, mart.by_rows, select, source)
        result.append(built)
    return tuple(result)


def _with_updates(built: BuiltMart, by_rows: ByRows, select: str, source: Source) -> BuiltMart:
    """Add how the mart is brought up to date by rows: by its own SELECT, of the rows to be made again."""
    mart, again = f"mart.{built.name}", source.touched()
    if by_rows.more is not None:
        again = ibis.union(again, by_rows.more(source), distinct=True)
    for table in by_rows.tables:
        schema, _, name = table.partition(".")
        # As Ibis writes a table; compiling the expression once more would take as long as the first time.
        written = f'"{schema}"."{name}" AS '
        if written not in select:
            raise ValueError(f"{mart} does not read {table}")
        select = select.replace(written, f"(SELECT * FROM {table} SEMI JOIN {_AGAIN} USING (row_id)) AS ")
    updates = [
        f"CREATE OR REPLACE TEMP TABLE {_AGAIN} AS {_sql(again)}",
        f"DELETE FROM {mart} WHERE row_id IN (SELECT row_id FROM {_AGAIN})",
        f"INSERT INTO {mart} BY NAME {select}",
    ]
    if by_rows.more is not None:
        # What reads this mart finds its rows among the touched ones.
        updates.append(f"INSERT INTO {TOUCHED} SELECT row_id FROM {_AGAIN}")
    return replace(
        built,
        row_tables=frozenset(by_rows.tables),
        beside=frozenset(by_rows.beside),
        updates=tuple(updates),
    )


def _laid_out(select: str, laid_by: str | None) -> str:
    return select if laid_by is None else f"SELECT * FROM ({select}) ORDER BY {laid_by} NULLS LAST"


def _sql(expression: ir.Table) -> str:
    """Return the SQL of an expression, alike in every process: Ibis lists what it leaves out in any order."""
    text = str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
    return _LEFT_OUT.sub(lambda found: f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})", text)
