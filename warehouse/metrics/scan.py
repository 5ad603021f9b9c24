"""What one pass over a mart reads under a selection, and which of its rows are a measure's.

Expressions are portable Ibis. Days and values are read from what is asked (`warehouse/metrics/asked.py`).
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, reduce
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr.operations import Field

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.marts.model import table
from warehouse.metrics.asked import (
    DAY,
    FIRST_DAY,
    LAST_DAY,
    Condition,
    asked_days,
    beside_asked,
    values_column,
)
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.model import Measure
from warehouse.metrics.selection import Grain

Keys = tuple[str | None, ...]
_REMEMBERED_MEASURES = 1024
_TRUNCATED: Mapping[Grain, str] = {Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


@dataclass(frozen=True)
class Scan:
    """What one pass reads: measures with the same Scan share it.

    over: the mart. date: dates a flow; valid_from, valid_to: bound a stock; none: timeless, or the pass is
    for one period only, in which each measure picks its own rows. by, where: how it is split and filtered.
    is_touching: rows count in every period that their interval touches.
    """

    over: str
    date: str | None
    valid_from: str | None
    valid_to: str | None
    by: tuple[Dimension, ...]
    where: tuple[Condition, ...]
    is_touching: bool = False

    @property
    def is_stock(self) -> bool:
        """Whether rows hold for an interval."""
        return self.valid_from is not None

    @property
    def is_timed(self) -> bool:
        """Whether the pass picks its rows by their time; else each measure picks its own."""
        return self.date is not None or self.is_stock

    def has_day(self, grain: Grain) -> bool:
        """Tell whether its rows are told apart by day."""
        return self.is_stock or (self.date is not None and grain is not Grain.TOTAL)

    @property
    def shape(self) -> Scan:
        """The same for whatever values are asked."""
        return replace(self, where=tuple(condition.shape for condition in self.where))


@dataclass(frozen=True)
class Part:
    """A measure of one group: its value, the rows behind it and how exact it is."""

    value: float
    rows: int
    qualifier: Qualifier | None


# (first day of the period, or the stock's day; None where it does not matter), dimension values
Parts = dict[tuple[date | None, Keys], Part]


def scan_of(
    measure: Measure, by: Sequence[Dimension], where: Sequence[Condition], *, is_timed: bool = True
) -> Scan:
    """Return the pass that answers a measure; the dimensions it ignores are left out.

    is_timed: the pass picks rows by their time. For one period alone it need not: each measure picks its
    own, and one pass answers every measure over a mart, however they are dated.
    """
    return Scan(
        measure.over,
        measure.date if is_timed else None,
        measure.valid_from if is_timed else None,
        measure.valid_to if is_timed else None,
        tuple(dimension for dimension in by if dimension.name not in measure.ignores),
        tuple(condition for condition in where if condition.dimension.name not in measure.ignores),
        is_touching=measure.is_touching and is_timed,
    )


def mart_tables(database: Database) -> dict[str, ir.Table]:
    """Return the marts of a snapshot as Ibis tables, as they are in it."""
    columns = database.query(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE schema_name = 'mart' ORDER BY table_name, column_index"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for name, column, kind in columns.iter_rows():
        found.setdefault(name, []).append((column, kind))
    return {name: table("mart", name, kinds) for name, kinds in found.items()}


def can_read(source: ir.Table, measure: Measure, by: Sequence[Dimension], where: Sequence[Condition]) -> bool:
    """Tell whether a mart, as an older snapshot may have it, has every column that a measure reads."""
    asked = (*by, *(condition.dimension for condition in where))
    columns = [dimension.column for dimension in asked if dimension.name not in measure.ignores]
    times = (measure.date, measure.valid_from, measure.valid_to)
    columns += [name for name in (*times, measure.value) if name is not None]
    if not set(columns) <= set(source.columns):
        return False
    try:
        compared_columns(source.schema(), measure)
    except AttributeError:  # how Ibis says that there is no such column
        return False
    return True


@lru_cache(maxsize=_REMEMBERED_MEASURES)
def compared_columns(schema: ibis.Schema, measure: Measure) -> frozenset[str]:
    """Return the columns in a measure's condition. Raises AttributeError for a column the mart lacks."""
    if measure.where is None:
        return frozenset()
    (condition,) = ibis.table(schema, name=measure.over).bind(measure.where)
    return frozenset(column.name for column in condition.op().find(Field))


def rows_of(source: ir.Table, scan: Scan, grain: Grain, *, has_days: bool = False) -> ir.Table:
    """Return the rows that a pass reads, beside what is asked: dated, filtered and split.

    For a flow with a grain or a stock the column `day` holds the period's first day or the stock's day.
    has_days: a stock is taken at several days.
    """
    rows = beside_asked(source, scan.where)
    for condition in scan.where:
        rows = rows.filter(_holds(rows, condition))
    if scan.date is not None:
        rows = rows.filter(_dated(rows, scan.date))
        if grain in _TRUNCATED:
            rows = rows.mutate(**{DAY: rows[scan.date].truncate(_TRUNCATED[grain])})
        elif grain is Grain.HALF:
            rows = rows.mutate(**{DAY: _first_of_half(rows[scan.date])})
    elif scan.valid_from is not None and scan.valid_to is not None:
        if has_days:
            calendar = asked_days()
            held = _held(rows, scan, calendar[DAY], grain)
            rows = rows.join(calendar, held).select(*(rows[name] for name in rows.columns), calendar[DAY])
        else:
            rows = rows.filter(_held(rows, scan, rows[LAST_DAY], grain)).mutate(**{DAY: rows[LAST_DAY]})
    for dimension in scan.by:
        rows = _split(rows, dimension, scan.where)
    return rows


def _first_of_half(day: ir.DateValue) -> ir.DateValue:
    """Return 1 January or 1 July: no engine truncates to half-years."""
    return ibis.date(day.year(), ibis.ifelse(day.month() <= 6, 1, 7), ibis.literal(1))


def _holds(rows: ir.Table, condition: Condition) -> ir.BooleanValue:
    column, asked = rows[condition.dimension.column], rows[values_column(condition.dimension)]
    if condition.dimension.is_many:
        return reduce(operator.or_, (column.contains(asked[n]) for n in range(len(condition.values))))
    return asked.contains(column.cast("string"))


def _dated(rows: ir.Table, column: str) -> ir.BooleanValue:
    return (rows[column] <= rows[LAST_DAY]) & (rows[FIRST_DAY] <= rows[column])


def _held(rows: ir.Table, scan: Scan | Measure, day: ir.DateValue, grain: Grain) -> ir.BooleanValue:
    """Return whether an interval has begun by a period's last day, and has not ended by then.

    If it may touch the period, whether it has not ended by the period's first day.
    """
    ends = rows[scan.valid_to]
    if not scan.is_touching:
        goes_on = day < ends
    else:
        firsts = [rows[FIRST_DAY]]
        if grain is Grain.HALF:
            firsts.append(_first_of_half(day))
        elif grain in _TRUNCATED:
            firsts.append(day.truncate(_TRUNCATED[grain]))
        goes_on = ibis.greatest(*firsts) <= ends
    return (rows[scan.valid_from] <= day) & (ends.isnull() | goes_on)


def in_time(rows: ir.Table, measure: Measure) -> ir.BooleanValue | None:
    """Return the time of a measure as a condition on the one period asked; None if it has no time."""
    if measure.date is not None:
        return _dated(rows, measure.date)
    return _held(rows, measure, rows[LAST_DAY], Grain.TOTAL) if measure.valid_from is not None else None


def _split(rows: ir.Table, dimension: Dimension, where: Sequence[Condition]) -> ir.Table:
    name = key_column(dimension)
    column = rows[dimension.column]
    if not dimension.is_many:
        return rows.mutate(**{name: column.cast("string")})
    # A row without any value stays, under null.
    filled = ibis.ifelse(column.length() > 0, column, ibis.array([ibis.null("string")]))
    rows = rows.mutate(**{name: filled.unnest()})
    for condition in where:
        if condition.dimension == dimension:
            rows = rows.filter(rows[values_column(dimension)].contains(rows[name]))
    return rows


def key_column(dimension: Dimension) -> str:
    """Return the column in which a pass holds the values of a dimension it is split by."""
    return f"by_{dimension.name}"


def condition_of(rows: ir.Table, measure: Measure) -> Any | None:
    """Return the rows of a measure as an Ibis condition; None is all rows."""
    condition = rows.bind(measure.where)[0] if measure.where is not None else None
    if measure.value is None:
        return condition
    return both(condition, rows[measure.value].notnull())


def both(one: Any | None, other: Any | None) -> Any | None:
    """Return the condition that both hold; None is no condition."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
