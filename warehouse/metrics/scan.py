"""One pass over a mart that answers all measures asked of it under one selection.

Expressions are portable Ibis. Dates, dimensions and conditions are bound as literals by Ibis.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl
from ibis.expr.operations import Field

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.marts.model import table
from warehouse.metrics import qualifiers
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.selection import Grain

Keys = tuple[str | None, ...]
_DAY = "day"
_TRUNCATED: Mapping[Grain, str] = {Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


@dataclass(frozen=True)
class Condition:
    """Rows whose dimension has one of the values."""

    dimension: Dimension
    values: tuple[str, ...]


@dataclass(frozen=True)
class Scan:
    """What one pass reads: measures with the same Scan share it.

    over: the mart. date: dates a flow; valid_from, valid_to: bound a stock; none: timeless. by, where:
    how it is split and filtered.
    """

    over: str
    date: str | None
    valid_from: str | None
    valid_to: str | None
    by: tuple[Dimension, ...]
    where: tuple[Condition, ...]

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


def scan_of(measure: Measure, by: Sequence[Dimension], where: Sequence[Condition]) -> Scan:
    """Return the pass that answers a measure; the dimensions it ignores are left out."""
    return Scan(
        measure.over,
        measure.date,
        measure.valid_from,
        measure.valid_to,
        tuple(dimension for dimension in by if dimension.name not in measure.ignores),
        tuple(condition for condition in where if condition.dimension.name not in measure.ignores),
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
            rows = rows.mutate(**{_DAY: rows[scan.date].truncate(_TRUNCATED[span.grain])})
    elif scan.valid_from is not None and scan.valid_to is not None:
        rows = _held(rows, scan.valid_from, scan.valid_to, span.days)
    for dimension in scan.by:
        rows = _split(rows, dimension, scan.where)
    return rows


def _holds(rows: ir.Table, condition: Condition) -> ir.BooleanValue:
    column = rows[condition.dimension.column]
    if condition.dimension.is_many:
        return reduce(operator.or_, (column.contains(value) for value in condition.values))
    return column.cast("string").isin(condition.values)


def _held(rows: ir.Table, valid_from: str, valid_to: str, days: Sequence[date]) -> ir.Table:
    if len(days) == 1:
        (day,) = days
        literal = ibis.date(day.isoformat())
        rows = rows.filter(rows[valid_from] <= literal, rows[valid_to].isnull() | (literal < rows[valid_to]))
        return rows.mutate(**{_DAY: literal})
    literals = [ibis.date(day.isoformat()) for day in days]
    calendar = ibis.array(literals).unnest().name(_DAY).as_table()
    return rows.join(
        calendar,
        [
            rows[valid_from] <= calendar[_DAY],
            rows[valid_to].isnull() | (calendar[_DAY] < rows[valid_to]),
        ],
    ).select(*(rows[name] for name in rows.columns), calendar[_DAY])


def _split(rows: ir.Table, dimension: Dimension, where: Sequence[Condition]) -> ir.Table:
    name = _key(dimension)
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


def _key(dimension: Dimension) -> str:
    return f"by_{dimension.name}"


def condition_of(rows: ir.Table, measure: Measure) -> Any | None:
    """Return the rows of a measure as an Ibis condition; None is all rows."""
    condition = rows.bind(measure.where)[0] if measure.where is not None else None
    if measure.value is None:
        return condition
    has_value = rows[measure.value].notnull()
    return has_value if condition is None else condition & has_value


def run(
    database: Database, source: ir.Table, scan: Scan, span: Span, measures: Sequence[Measure]
) -> dict[Measure, Parts]:
    """Answer several measures in one pass."""
    rows = rows_of(_narrow(source, scan, measures), scan, span)
    columns: dict[str, Any] = {}
    for position, measure in enumerate(measures):
        condition = condition_of(rows, measure)
        columns |= {
            f"{name}_{position}": expression for name, expression in _aggregates(rows, measure, condition)
        }
    keys = [_key(dimension) for dimension in scan.by]
    has_day = scan.is_stock or (scan.date is not None and span.grain in _TRUNCATED)
    grouped = [*([_DAY] if has_day else []), *keys]
    frame = database.run(rows.group_by(grouped).agg(**columns) if grouped else rows.agg(**columns))
    if has_day:
        frame = frame.with_columns(pl.col(_DAY).cast(pl.Date))
    return {
        measure: _parts(frame, keys, position, has_day=has_day) for position, measure in enumerate(measures)
    }


def _narrow(source: ir.Table, scan: Scan, measures: Sequence[Measure]) -> ir.Table:
    """Return the same table with only the columns that a pass reads: Ibis is slow over wide tables."""
    wanted = {scan.date, scan.valid_from, scan.valid_to}
    wanted |= {dimension.column for dimension in scan.by}
    wanted |= {condition.dimension.column for condition in scan.where}
    for measure in measures:
        wanted |= {measure.value, f"{measure.value}_qualifier"}
        if measure.where is not None:
            wanted |= {column.name for column in source.bind(measure.where)[0].op().find(Field)}
    schema = {name: kind for name, kind in source.schema().items() if name in wanted}
    if not schema:  # a bare count of a timeless table
        schema = dict(list(source.schema().items())[:1])
    return ibis.table(schema, name=scan.over, database="mart")


def _aggregates(rows: ir.Table, measure: Measure, condition: Any | None) -> list[tuple[str, Any]]:
    counted = rows.count(where=condition)
    result = [("rows", counted)]
    if measure.kind is Kind.DISTINCT:
        result.append(("value", rows[measure.value].nunique(where=condition)))
    if measure.kind is Kind.SUM:
        result.append(("value", rows[measure.value].sum(where=condition)))
        qualifier = f"{measure.value}_qualifier"
        if qualifier in rows.columns:
            for kind in Qualifier:
                marked = (rows[qualifier] == kind.value) & condition
                result.append((kind.value, rows.count(where=marked)))
    return result


def _parts(frame: pl.DataFrame, keys: Sequence[str], position: int, *, has_day: bool) -> Parts:
    parts: Parts = {}
    marks = [kind for kind in Qualifier if f"{kind.value}_{position}" in frame.columns]
    value_column = f"value_{position}" if f"value_{position}" in frame.columns else f"rows_{position}"
    for row in frame.iter_rows(named=True):
        qualifier = qualifiers.total(kind for kind in marks if row[f"{kind.value}_{position}"])
        parts[(row[_DAY] if has_day else None, tuple(row[key] for key in keys))] = Part(
            float(row[value_column] or 0), row[f"rows_{position}"], qualifier
        )
    return parts
