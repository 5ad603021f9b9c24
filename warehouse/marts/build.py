"""Building every mart, in the order in which one reads another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import ibis

from warehouse.engines.duckdb import Database
from warehouse.marts.creation import CREATION_EVENTS, CREATION_IN_PROGRESS, HONOUR_TOP_LEVELS, HONOURS
from warehouse.marts.enforcement import ENFORCEMENT_YEARS, FILE_PROBLEMS, FILE_REVIEWS, PENALTIES_LONG
from warehouse.marts.legal_education import ACTIVITIES, TRAININGS
from warehouse.marts.model import Mart, Source
from warehouse.marts.places import UNITS, VILLAGES
from warehouse.marts.reconsideration import RECONSIDERATIONS
from warehouse.marts.reporting import COVERAGE, TARGETS

MARTS: Mapping[str, Mart] = MappingProxyType(
    {
        mart.name: mart
        for mart in (
            UNITS,
            VILLAGES,
            ACTIVITIES,
            TRAININGS,
            CREATION_EVENTS,
            HONOURS,
            HONOUR_TOP_LEVELS,
            CREATION_IN_PROGRESS,
            RECONSIDERATIONS,
            FILE_REVIEWS,
            FILE_PROBLEMS,
            ENFORCEMENT_YEARS,
            PENALTIES_LONG,
            TARGETS,
            COVERAGE,
        )
    }
)


def build_marts(database: Database) -> None:
    """Create or replace mart.<name> for every mart, with comments on what a contract does not explain."""
    database.execute_all(statements())


@cache
def statements() -> tuple[str, ...]:
    """Return what builds the marts; it depends on the contracts alone."""
    source = Source()
    result = ["CREATE SCHEMA IF NOT EXISTS mart"]
    for mart in MARTS.values():
        expression = mart.build(source)
        source.built[mart.name] = expression.schema()
        select = ibis.to_sql(expression, dialect="duckdb")
        result.append(f"CREATE OR REPLACE TABLE mart.{mart.name} AS {select}")
        result.append(f"COMMENT ON TABLE mart.{mart.name} IS '{mart.label}'")
        result.extend(
            f"COMMENT ON COLUMN mart.{mart.name}.\"{column}\" IS '{comment}'"
            for column, comment in mart.columns.items()
        )
    return tuple(result)
