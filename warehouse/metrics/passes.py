"""Running passes: compiled once, and those of one row together in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.metrics import qualifiers
from warehouse.metrics.asked import DAY, Asked
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.scan import (
    Part,
    Parts,
    Scan,
    both,
    compared_columns,
    condition_of,
    in_time,
    key_column,
    rows_of,
)
from warehouse.metrics.selection import Grain

_REMEMBERED_PASSES = 2048
Results = dict[tuple[Scan, Measure], Parts]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Pass:
    """One pass over a mart of the given schema, with all the measures that share it."""

    schema: ibis.Schema
    scan: Scan
    grain: Grain
    asked: Asked
    measures: tuple[Measure, ...]

    @property
    def has_one_row(self) -> bool:
        """Whether it gives exactly one row."""
        return not self.scan.is_timed and not self.scan.by


def run(database: Database, passes: Sequence[Pass]) -> Results:
    """Answer the measures of several passes."""
    results: Results = {}
    single = [one for one in passes if one.has_one_row]
    for one, row in zip(single, _single_rows(database, single), strict=True):
        results |= _parts(one, [row])
    for one in passes:
        if not one.has_one_row:
            results |= _parts(one, list(one.asked.run(database, _sql(one)).iter_rows(named=True)))
    return results


def _single_rows(database: Database, passes: Sequence[Pass]) -> Iterator[Row]:
    """Yield the only row of each pass, in their order, from one query."""
    if not passes:
        return
    names = [f"pass_{position}" for position in range(len(passes))]
    tables = ", ".join(
        f"({one.asked.tables(f'_{position}')} SELECT * FROM ({_sql(one)}) AS answered) AS {names[position]}"
        for position, one in enumerate(passes)
    )
    columns = ", ".join(
        f"{name}.{column} AS {name}_{column}"
        for one, name in zip(passes, names, strict=True)
        for column in _result_columns(one)
    )
    parameters: dict[str, Any] = {}
    for position, one in enumerate(passes):
        parameters |= one.asked.parameters(f"_{position}")
    found = database.query(f"SELECT {columns} FROM {tables}", parameters)
    (row,) = found.iter_rows(named=True)
    for one, name in zip(passes, names, strict=True):
        yield {column: row[f"{name}_{column}"] for column in _result_columns(one)}


def _sql(one: Pass) -> str:
    grain = one.grain if one.scan.is_timed else Grain.TOTAL
    has_days = one.scan.is_stock and bool(one.asked.days)
    return _compiled(one.schema, one.scan.shape, one.measures, grain, has_days)


@lru_cache(maxsize=_REMEMBERED_PASSES)
def _compiled(
    schema: ibis.Schema, scan: Scan, measures: tuple[Measure, ...], grain: Grain, has_days: bool
) -> str:
    """Return the SQL of a pass, whatever days and values are asked."""
    rows = rows_of(narrow(schema, scan, measures), scan, grain, has_days=has_days)
    columns: dict[str, Any] = {}
    for position, measure in enumerate(measures):
        timed = None if scan.is_timed else in_time(rows, measure)
        columns |= _aggregates(rows, measure, both(condition_of(rows, measure), timed), position)
    grouped = [*([DAY] if scan.has_day(grain) else []), *(key_column(dimension) for dimension in scan.by)]
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
            place = (_day(row[DAY]) if one.scan.has_day(one.grain) else None, tuple(row[key] for key in keys))
            parts[place] = Part(float(row[value] or 0), row[f"rows_{position}"], qualifiers.total(marks))
        results[one.scan, measure] = parts
    return results


def _day(value: date) -> date:
    # DuckDB truncates a DATE to a timestamp.
    return date(value.year, value.month, value.day)
