"""Running passes: compiled once, and all that are asked together in one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.metrics import qualifiers
from warehouse.metrics.asked import DAY, WINDOWED, Asked, Window
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
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Pass:
    """One pass over a mart of the given schema, with measures that share it and have the same date column."""

    schema: ibis.Schema
    scan: Scan
    grain: Grain
    asked: Asked
    measures: tuple[Measure, ...]

    @property
    def window(self) -> Window | None:
        """The rows that can count; None where any may, whatever its day."""
        column = self.measures[0].date
        return None if column is None else Window(self.scan.over, column)


def run(database: Database, passes: Sequence[Pass]) -> list[dict[Measure, Parts]]:
    """Return what the measures of each pass came to. One query asks for all of them: each costs as much."""
    if not passes:
        return []
    lists = ", ".join(
        f"(SELECT list(answered) FROM ({_asking(one, f'_{position}')}) AS answered) AS pass_{position}"
        for position, one in enumerate(passes)
    )
    parameters: dict[str, Any] = {}
    for position, one in enumerate(passes):
        parameters |= one.asked.parameters(f"_{position}")
    (found,) = database.query(f"SELECT {lists}", parameters).iter_rows()
    return [_parts(one, rows or ()) for one, rows in zip(passes, found, strict=True)]


def _asking(one: Pass, suffix: str) -> str:
    """Return the SELECT of a pass, whose parameters end in the suffix."""
    grain = one.grain if one.scan.is_timed else Grain.TOTAL
    has_days = one.scan.is_stock and bool(one.asked.days)
    window = one.window
    sql = _compiled(one.schema, one.scan.shape, one.measures, grain, has_days, window is not None)
    return f"{replace(one.asked, window=window).tables(suffix)} SELECT * FROM ({sql}) AS answer"


@lru_cache(maxsize=_REMEMBERED_PASSES)
def _compiled(
    schema: ibis.Schema,
    scan: Scan,
    measures: tuple[Measure, ...],
    grain: Grain,
    has_days: bool,
    is_windowed: bool,
) -> str:
    """Return the SQL of a pass, whatever days and values are asked."""
    mart = narrow(schema, scan, measures)
    if is_windowed:
        mart = ibis.table(mart.schema(), name=WINDOWED)
    rows = rows_of(mart, scan, grain, has_days=has_days)
    columns: dict[str, Any] = {}
    for position, measure in enumerate(measures):
        timed = None if scan.is_timed else in_time(rows, measure)
        columns |= aggregates(rows, measure, both(condition_of(rows, measure), timed), position)
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


def aggregates(
    rows: ir.Table, measure: Measure, condition: Any | None, position: int
) -> dict[str, ir.Scalar]:
    """Return the columns that a measure comes to, their names ending in its position."""
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


def _parts(one: Pass, rows: Sequence[Row]) -> dict[Measure, Parts]:
    """Return what each measure of a pass came to, by day and dimension values."""
    keys = [key_column(dimension) for dimension in one.scan.by]
    results: dict[Measure, Parts] = {}
    for position, measure in enumerate(one.measures):
        value = f"rows_{position}" if measure.kind is Kind.COUNT else f"value_{position}"
        parts: Parts = {}
        for row in rows:
            marks = (kind for kind in Qualifier if row.get(f"{kind.value}_{position}"))
            place = (_day(row[DAY]) if one.scan.has_day(one.grain) else None, tuple(row[key] for key in keys))
            parts[place] = Part(float(row[value] or 0), row[f"rows_{position}"], qualifiers.total(marks))
        results[measure] = parts
    return results


def _day(value: date) -> date:
    # DuckDB truncates a DATE to a timestamp.
    return date(value.year, value.month, value.day)
