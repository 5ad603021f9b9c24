"""Running passes: compiled once, and those of one row together in one query.

Ibis takes longer to write a pass than DuckDB to run it. So what it wrote is remembered, and a pass over one
period reads the period from a table of one row, `asked`, instead of having its dates written into it: the
next week asks the same query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.metrics import qualifiers
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.scan import (
    DAY,
    Part,
    Parts,
    Scan,
    Span,
    both,
    compared_columns,
    condition_of,
    key_column,
    rows_of,
)
from warehouse.metrics.selection import Grain

_REMEMBERED_PASSES = 2048
_FIRST_DAY, _LAST_DAY = "asked_first_day", "asked_last_day"
_ASKED = ibis.table({_FIRST_DAY: "date", _LAST_DAY: "date"}, name="asked")
_ASKED_SQL = f"WITH asked AS (SELECT $first::DATE AS {_FIRST_DAY}, $last::DATE AS {_LAST_DAY})"
_ANY_PERIOD = Span(None, date.max, Grain.TOTAL, ())
Results = dict[tuple[Scan, Measure], Parts]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Pass:
    """One pass over a mart of the given schema, with all the measures that share it."""

    schema: ibis.Schema
    scan: Scan
    span: Span
    measures: tuple[Measure, ...]

    @property
    def is_timed(self) -> bool:
        """Whether the pass picks its rows by their time; else each measure picks its own."""
        return self.scan.date is not None or self.scan.is_stock

    @property
    def has_day(self) -> bool:
        """Whether its rows are told apart by day."""
        return self.scan.is_stock or (self.scan.date is not None and self.span.grain is not Grain.TOTAL)

    @property
    def has_one_row(self) -> bool:
        """Whether it gives exactly one row."""
        return not self.is_timed and not self.scan.by


def run(database: Database, passes: Sequence[Pass]) -> Results:
    """Answer the measures of several passes."""
    results: Results = {}
    single = [one for one in passes if one.has_one_row]
    for one, row in zip(single, _single_rows(database, single), strict=True):
        results |= _parts(one, [row])
    for one in passes:
        if not one.has_one_row:
            frame = (
                database.query(_sql(one))
                if one.is_timed
                else database.query(f"{_ASKED_SQL} SELECT * FROM ({_sql(one)}) AS pass", _period(one))
            )
            results |= _parts(one, list(frame.iter_rows(named=True)))
    return results


def _period(one: Pass) -> dict[str, date]:
    """Return the parameters of the table `asked`."""
    return {"first": one.span.start or date.min, "last": one.span.end}


def _single_rows(database: Database, passes: Sequence[Pass]) -> Iterator[Row]:
    """Yield the only row of each pass, in their order, from one query over the same period."""
    if not passes:
        return
    names = [f"pass_{position}" for position in range(len(passes))]
    tables = ", ".join(f"({_sql(one)}) AS {name}" for one, name in zip(passes, names, strict=True))
    columns = ", ".join(
        f"{name}.{column} AS {name}_{column}"
        for one, name in zip(passes, names, strict=True)
        for column in _result_columns(one)
    )
    found = database.query(f"{_ASKED_SQL} SELECT {columns} FROM {tables}", _period(passes[0]))
    (row,) = found.iter_rows(named=True)
    for one, name in zip(passes, names, strict=True):
        yield {column: row[f"{name}_{column}"] for column in _result_columns(one)}


def _sql(one: Pass) -> str:
    return _compiled(one if one.is_timed else replace(one, span=_ANY_PERIOD))


@lru_cache(maxsize=_REMEMBERED_PASSES)
def _compiled(one: Pass) -> str:
    """Return the SQL of a pass; one that is not timed reads its period from `asked`."""
    rows = narrow(one.schema, one.scan, one.measures)
    if not one.is_timed:
        rows = rows.cross_join(_ASKED)
    rows = rows_of(rows, one.scan, one.span)
    columns: dict[str, Any] = {}
    for position, measure in enumerate(one.measures):
        timed = None if one.is_timed else _in_time(rows, measure)
        columns |= _aggregates(rows, measure, both(condition_of(rows, measure), timed), position)
    grouped = [*([DAY] if one.has_day else []), *(key_column(dimension) for dimension in one.scan.by)]
    found = rows.group_by(grouped).agg(**columns) if grouped else rows.agg(**columns)
    return str(ibis.to_sql(found, dialect="duckdb", pretty=False))


def narrow(
    schema: ibis.Schema, scan: Scan, measures: Sequence[Measure], also: Collection[str] = ()
) -> ir.Table:
    """Return the mart with only the columns that a pass reads: Ibis is slow over wide tables.

    also: further columns to keep, where the mart has them.
    """
    wanted: set[str | None] = set(also)
    wanted |= {scan.date, scan.valid_from, scan.valid_to}
    wanted |= {dimension.column for dimension in scan.by}
    wanted |= {condition.dimension.column for condition in scan.where}
    for measure in measures:
        wanted |= {measure.value, f"{measure.value}_qualifier"}
        wanted |= {measure.date, measure.valid_from, measure.valid_to}
        wanted |= compared_columns(schema, measure)
    kept = {name: kind for name, kind in schema.items() if name in wanted}
    if not kept:  # a bare count of a timeless table
        kept = dict(list(schema.items())[:1])
    return ibis.table(kept, name=scan.over, database="mart")


def _in_time(rows: ir.Table, measure: Measure) -> Any | None:
    """Return the time of a measure as a condition on the period asked; None if it has no time."""
    first, last = rows[_FIRST_DAY], rows[_LAST_DAY]
    if measure.date is not None:
        return (rows[measure.date] <= last) & (first <= rows[measure.date])
    if measure.valid_from is not None and measure.valid_to is not None:
        ends = rows[measure.valid_to]
        is_open = ends.isnull() | ((first <= ends) if measure.is_touching else (last < ends))
        return (rows[measure.valid_from] <= last) & is_open
    return None


def _aggregates(
    rows: ir.Table, measure: Measure, condition: Any | None, position: int
) -> dict[str, ir.Scalar]:
    result: dict[str, ir.Scalar] = {f"rows_{position}": rows.count(where=condition)}
    if measure.kind is Kind.DISTINCT:
        result[f"value_{position}"] = rows[measure.value].nunique(where=condition)
    if measure.kind is Kind.SUM:
        result[f"value_{position}"] = rows[measure.value].sum(where=condition)
        if f"{measure.value}_qualifier" in rows.columns:
            for kind in Qualifier:
                marked = both(rows[f"{measure.value}_qualifier"] == kind.value, condition)
                result[f"{kind.value}_{position}"] = rows.count(where=marked)
    return result


def _result_columns(one: Pass) -> list[str]:
    """Return the columns of a pass of one row, in their order."""
    columns: list[str] = []
    for position, measure in enumerate(one.measures):
        columns.append(f"rows_{position}")
        if measure.kind is not Kind.COUNT:
            columns.append(f"value_{position}")
        if measure.kind is Kind.SUM and f"{measure.value}_qualifier" in one.schema:
            columns += [f"{kind.value}_{position}" for kind in Qualifier]
    return columns


def _parts(one: Pass, rows: Sequence[Row]) -> Results:
    """Return what each measure of a pass came to, by day and dimension values."""
    keys = [key_column(dimension) for dimension in one.scan.by]
    results: Results = {}
    for position, measure in enumerate(one.measures):
        value = f"rows_{position}" if measure.kind is Kind.COUNT else f"value_{position}"
        parts: Parts = {}
        for row in rows:
            marks = (kind for kind in Qualifier if row.get(f"{kind.value}_{position}"))
            place = (_day(row[DAY]) if one.has_day else None, tuple(row[key] for key in keys))
            parts[place] = Part(float(row[value] or 0), row[f"rows_{position}"], qualifiers.total(marks))
        results[one.scan, measure] = parts
    return results


def _day(value: date) -> date:
    # DuckDB truncates a DATE to a timestamp.
    return date(value.year, value.month, value.day)
