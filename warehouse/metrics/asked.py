"""What a compiled query is asked: days and values in a table of one row, `asked`.

Ibis takes longer to write a query than DuckDB to run it, so what it wrote is remembered. A query therefore
reads days and values from `asked` instead of having them written into it: the next week, or the next unit,
asks the same query. They reach the engine as parameters, never as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl

from warehouse.engines.duckdb import Database
from warehouse.metrics.dimensions import Dimension

FIRST_DAY, LAST_DAY = "asked_first_day", "asked_last_day"
ROW = "asked_row"
# The rows of a mart within the days that are asked.
WINDOWED = "asked_rows"
DAY = "day"
_DAYS = "asked_days"
_ASKED = "asked"


@dataclass(frozen=True)
class Condition:
    """Rows whose dimension has one of the values."""

    dimension: Dimension
    values: tuple[str, ...]

    @property
    def shape(self) -> Condition:
        """The same for whatever values are asked; only of a many-valued dimension it matters how many."""
        return replace(self, values=("",) * (len(self.values) if self.dimension.is_many else 1))


@dataclass(frozen=True)
class Window:
    """The rows of a mart that can count: those whose day lies within the days asked.

    Written so that the engine knows the days before it reads: it passes over what lies elsewhere on the disk.
    """

    over: str
    column: str

    def table(self, suffix: str) -> str:
        """Return the definition of the table WINDOWED."""
        first, last = (f"${name}{suffix}::DATE" for name in (FIRST_DAY, LAST_DAY))
        rows = f'SELECT * FROM mart."{self.over}" WHERE "{self.column}" BETWEEN {first} AND {last}'
        return f"{WINDOWED} AS NOT MATERIALIZED ({rows})"


@dataclass(frozen=True)
class Asked:
    """The days and values of one question.

    first: None is from the beginning. last: also the day at which a stock is taken. days: the days at which
    it is taken where there are several, of which `last` is the last. row: the row_id that is looked for.
    window: of the mart that the query reads in place of it, where there is one.
    """

    first: date | None
    last: date
    days: tuple[date, ...] = ()
    where: tuple[Condition, ...] = ()
    row: str | None = None
    window: Window | None = None

    def tables(self, suffix: str = "") -> str:
        """Return the WITH clause in which a compiled query finds what is asked.

        suffix: of the parameters, where one text asks several questions.
        """
        columns = [f"${name}{suffix}::DATE AS {name}" for name in (FIRST_DAY, LAST_DAY)]
        columns += [
            f"${name}{suffix}::VARCHAR[] AS {name}"
            for name in (values_column(condition.dimension) for condition in self.where)
        ]
        if self.row is not None:
            columns.append(f"${ROW}{suffix}::VARCHAR AS {ROW}")
        days = f", {_DAYS} AS (SELECT unnest(${_DAYS}{suffix}::DATE[]) AS {DAY})" if self.days else ""
        window = f", {self.window.table(suffix)}" if self.window is not None else ""
        return f"WITH {_ASKED} AS (SELECT {', '.join(columns)}){days}{window}"

    def parameters(self, suffix: str = "") -> dict[str, Any]:
        """Return the parameters of `tables`."""
        values: dict[str, Any] = {FIRST_DAY: self.first or date.min, LAST_DAY: self.last}
        values |= {values_column(condition.dimension): list(condition.values) for condition in self.where}
        if self.row is not None:
            values[ROW] = self.row
        if self.days:
            values[_DAYS] = list(self.days)
        return {f"{name}{suffix}": value for name, value in values.items()}

    def run(self, database: Database, sql: str) -> pl.DataFrame:
        """Run a compiled query that reads what is asked. The order of its rows is not kept."""
        return database.query(f"{self.tables()} SELECT * FROM ({sql}) AS answered", self.parameters())


def values_column(dimension: Dimension) -> str:
    """Return the column of `asked` with the values that a dimension may have."""
    return f"asked_{dimension.name}"


def beside_asked(rows: ir.Table, where: Sequence[Condition] = (), *, has_row: bool = False) -> ir.Table:
    """Return the rows with the columns of `asked` beside them. has_row: a row is looked for."""
    columns = {FIRST_DAY: "date", LAST_DAY: "date"} | ({ROW: "string"} if has_row else {})
    columns |= {values_column(condition.dimension): "array<string>" for condition in where}
    return rows.cross_join(ibis.table(columns, name=_ASKED))


def asked_days() -> ir.Table:
    """Return the days at which a stock is taken, where there are several: the column `day`."""
    return ibis.table({DAY: "date"}, name=_DAYS)
