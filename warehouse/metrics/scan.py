"""What one pass over a mart reads under a selection, and which of its rows are a measure's.

Expressions are portable Ibis. Dates, dimensions and conditions are bound as literals by Ibis.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr.operations import Field

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.marts.model import table
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.model import Measure
from warehouse.metrics.selection import Grain

Keys = tuple[str | None, ...]
DAY = "day"
_REMEMBERED_MEASURES = 1024
_TRUNCATED: Mapping[Grain, str] = {Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


@dataclass(frozen=True)
class Condition:
    """Rows whose dimension has one of the values."""

    dimension: Dimension
    values: tuple[str, ...]


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


@dataclass(frozen=True)
class Span:
    """The time a pass covers: a flow's first day (None: from the beginning), last day and grain;
    and the days at which a stock is taken."""

    start: date | None
    end: date
    grain: Grain
    days: tuple[date, ...]


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


def rows_of(source: ir.Table, scan: Scan, span: Span) -> ir.Table:
    """Return the rows that a pass reads: dated, filtered, and split by multi-valued dimensions.

    For a flow with a grain or a stock the column `day` holds the period's first day or the stock's day.
    """
    rows = source
    for condition in scan.where:
        rows = rows.filter(_holds(rows, condition))
    if scan.date is not None:
        rows = rows.filter(rows[scan.date] <= ibis.date(span.end.isoformat()))
        if span.start is not None:
            rows = rows.filter(rows[scan.date] >= ibis.date(span.start.isoformat()))
        if span.grain in _TRUNCATED:
            rows = rows.mutate(**{DAY: rows[scan.date].truncate(_TRUNCATED[span.grain])})
        elif span.grain is Grain.HALF:
            rows = rows.mutate(**{DAY: _first_of_half(rows[scan.date])})
    elif scan.valid_from is not None and scan.valid_to is not None:
        rows = _held(rows, scan, rows[scan.valid_from], rows[scan.valid_to], span)
    for dimension in scan.by:
        rows = _split(rows, dimension, scan.where)
    return rows


def _first_of_half(day: ir.DateValue) -> ir.DateValue:
    """Return 1 January or 1 July: no engine truncates to half-years."""
    return ibis.date(day.year(), ibis.ifelse(day.month() <= 6, 1, 7), ibis.literal(1))


def _holds(rows: ir.Table, condition: Condition) -> ir.BooleanValue:
    column = rows[condition.dimension.column]
    if condition.dimension.is_many:
        return reduce(operator.or_, (column.contains(value) for value in condition.values))
    return column.cast("string").isin(condition.values)


def _held(
    rows: ir.Table, scan: Scan, valid_from: ir.DateValue, valid_to: ir.DateValue, span: Span
) -> ir.Table:
    literals = [ibis.date(day.isoformat()) for day in span.days]
    if len(literals) == 1:
        (day,) = literals
        return rows.filter(valid_from <= day, _not_over(valid_to, day, scan, span)).mutate(**{DAY: day})
    calendar = ibis.array(literals).unnest().name(DAY).as_table()
    day = calendar[DAY]
    return rows.join(calendar, [valid_from <= day, _not_over(valid_to, day, scan, span)]).select(
        *(rows[name] for name in rows.columns), day
    )


def _not_over(valid_to: ir.DateValue, day: ir.DateValue, scan: Scan, span: Span) -> Any:
    """Return whether an interval has not ended by a period's last day, or by its first if it may touch."""
    if not scan.is_touching:
        return valid_to.isnull() | (day < valid_to)
    firsts = [] if span.start is None else [ibis.date(span.start.isoformat())]
    if span.grain is Grain.HALF:
        firsts.append(_first_of_half(day))
    elif span.grain in _TRUNCATED:
        firsts.append(day.truncate(_TRUNCATED[span.grain]))
    return valid_to.isnull() | (ibis.greatest(*firsts) <= valid_to) if firsts else ibis.literal(True)


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
            rows = rows.filter(rows[name].isin(condition.values))
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
