"""Building every mart, in the order in which one reads another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

import ibis

from warehouse.engines.duckdb import Database
from warehouse.marts.compiled import BuiltMart, keep_marts, kept_marts
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
from warehouse.marts.model import Mart, Source
from warehouse.marts.people import LEGAL_STEWARDS, STEWARD_TRAININGS, STEWARDS_AT_NORM, VICE_PRINCIPALS
from warehouse.marts.places import ACTIVE_UNITS, POPULATION, SCHOOLS, UNITS, VILLAGES
from warehouse.marts.quality import FILED_TABLES
from warehouse.marts.reconsideration import RECONSIDERATIONS
from warehouse.marts.reporting import COVERAGE, TARGETS
from warehouse.marts.series import EVENT_SERIES
from warehouse.marts.three_systems import ENFORCEMENT_BODIES, EQUIPPED_BODIES, MAJOR_DECISIONS, OFFICERS
from warehouse.marts.venues import VENUES

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


def build_marts(database: Database, changed: Collection[str] | None = None) -> None:
    """Create or replace mart.<name> for every mart, with comments on what a contract does not explain.

    changed: tables, as schema.name; only the marts that lean on one of them are built again, provided that
    the others were built by this same program. Keeps the statements in the snapshot (see known_marts).
    """
    kept = kept_marts(database)
    marts = kept or built_marts()
    everything = changed is None or not kept
    statements = ["CREATE SCHEMA IF NOT EXISTS mart"]
    stale = set(changed or ())
    for mart in marts:
        if everything or not stale.isdisjoint(mart.reads):
            stale.add(f"mart.{mart.name}")
            statements += mart.statements
    database.execute_all(statements)
    if not kept:
        keep_marts(database, marts)


def known_marts(database: Database) -> tuple[BuiltMart, ...]:
    """Return how each mart is built, in order: as the snapshot keeps it, else compiled (some seconds)."""
    return kept_marts(database) or built_marts()


@cache
def built_marts() -> tuple[BuiltMart, ...]:
    """Return how each mart is built, in order; it depends on the contracts alone."""
    source = Source()
    result = []
    for mart in MARTS.values():
        source.read.clear()
        expression = mart.build(source)
        source.built[mart.name] = expression.schema()
        select = ibis.to_sql(expression, dialect="duckdb", pretty=False)
        comments = (
            f"COMMENT ON COLUMN mart.{mart.name}.\"{column}\" IS '{comment}'"
            for column, comment in mart.columns.items()
        )
        statements = (
            f"CREATE OR REPLACE TABLE mart.{mart.name} AS {select}",
            f"COMMENT ON TABLE mart.{mart.name} IS '{mart.label}'",
            *comments,
        )
        result.append(BuiltMart(mart.name, frozenset(source.read), statements))
    return tuple(result)
