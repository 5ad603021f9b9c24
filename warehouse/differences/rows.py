"""The rows that measures count in one state of the marts, fetched once and counted for any period.

A pass over a mart gives, for each measure, the rows that are its own whenever they are dated; a period is
then counted by Polars. So one compiled query per mart serves both snapshots, all periods and all groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl

from warehouse.engines.duckdb import Database
from warehouse.lineage.contributions import TABLES
from warehouse.marts.build import MARTS
from warehouse.metrics import scan
from warehouse.metrics.asked import Asked, Condition
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.passes import narrow
from warehouse.metrics.scan import Scan
from warehouse.metrics.selection import Grain

Item = tuple[str, str]
"""A row of a mart: dataset (or mart.<name>, ledger.tables) and row id."""

# What tells the rows of a mart apart that have no row_id: they come from reference data.
NATURAL_KEYS: Mapping[str, str] = {
    "units": "code",
    "active_units": "unit_code",
    "villages": "village_code",
    "population": "year",
    "schools": "school_key",
    "creation_subjects": "subject_key",
}
_REMEMBERED = 1024


@dataclass(frozen=True)
class Window:
    """The days that are counted: a flow from first to last, a stock at last."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Change:
    """What a row added to a measure before and after, None where it did not count, and the difference."""

    before: Fraction | None
    after: Fraction | None
    change: Fraction


class CountedRows:
    """The rows of measures in one state of the marts; a measure is fetched once per split and filter."""

    def __init__(self, database: Database, tables: Mapping[str, ir.Table]) -> None:
        self._database = database
        self._tables = tables
        self._fetched: dict[tuple[Scan, Measure], pl.DataFrame] = {}

    def close(self) -> None:
        """Close the database, where it was opened for these rows alone."""
        self._database.close()

    def fetch(self, measures: Iterable[Measure], by: Sequence[Dimension], where: Sequence[Condition]) -> None:
        """Fetch the rows of several measures, those of one mart together."""
        wanted: dict[Scan, list[Measure]] = {}
        for measure in measures:
            one = scan.scan_of(measure, by, where, is_timed=False)
            same = wanted.setdefault(one, [])
            if (one, measure) not in self._fetched and measure not in same:
                same.append(measure)
        for one, same in wanted.items():
            if same:
                sql = _sql(self._tables[one.over].schema(), one.shape, tuple(same))
                frame = Asked(None, date.max, where=one.where).run(self._database, sql)
                for position, measure in enumerate(same):
                    self._fetched[one, measure] = _of_measure(frame, one, measure, position)

    def counted(
        self,
        measure: Measure,
        window: Window,
        keys: Mapping[Dimension, str | None],
        where: Sequence[Condition],
    ) -> pl.DataFrame:
        """Return the rows that count in a window for a group: dataset, row_id, amount."""
        by = tuple(keys)
        self.fetch([measure], by, where)
        rows = self._fetched[scan.scan_of(measure, by, where, is_timed=False), measure]
        if window.last is None or (window.first is not None and window.first > window.last):
            return rows.clear()
        for dimension, value in keys.items():
            if dimension.name not in measure.ignores:
                rows = rows.filter(pl.col(scan.key_column(dimension)).eq_missing(pl.lit(value)))
        return rows.filter(_in_time(measure, window))


def _in_time(measure: Measure, window: Window) -> pl.Expr:
    is_held = pl.col("starts") <= window.last
    if measure.date is not None:
        return is_held if window.first is None else is_held & (pl.col("starts") >= window.first)
    if measure.valid_from is None:
        return pl.lit(value=True)
    if not measure.is_touching:
        return is_held & (pl.col("ends").is_null() | (pl.col("ends") > window.last))
    if window.first is None:
        return is_held
    return is_held & (pl.col("ends").is_null() | (pl.col("ends") >= window.first))


@lru_cache(maxsize=_REMEMBERED)
def _sql(schema: ibis.Schema, one: Scan, measures: tuple[Measure, ...]) -> str:
    identity = "row_id" if "row_id" in schema else NATURAL_KEYS[one.over]
    rows = scan.rows_of(narrow(schema, one, measures, also=(identity, "dataset")), one, Grain.TOTAL)
    mart = MARTS[one.over]
    if mart.is_of_tables:
        dataset: Any = ibis.literal(TABLES)
    elif mart.dataset is not None:
        dataset = ibis.literal(mart.dataset)
    else:
        dataset = rows["dataset"] if "row_id" in schema else ibis.literal(f"mart.{one.over}")
    columns: dict[str, Any] = {"dataset": dataset, "row_id": rows[identity].cast("string")}
    columns |= {scan.key_column(by): rows[scan.key_column(by)] for by in one.by}
    for position, measure in enumerate(measures):
        amount = ibis.literal(1) if measure.value is None else rows[measure.value]
        condition = scan.condition_of(rows, measure)
        columns[f"amount_{position}"] = (
            amount if condition is None else ibis.ifelse(condition, amount, ibis.null(amount.type()))
        )
        for name, column in (("starts", measure.date or measure.valid_from), ("ends", measure.valid_to)):
            if column is not None:
                columns[f"{name}_{position}"] = rows[column].cast("date")
    return str(ibis.to_sql(rows.select(**columns), dialect="duckdb", pretty=False))


def _of_measure(frame: pl.DataFrame, one: Scan, measure: Measure, position: int) -> pl.DataFrame:
    columns = [pl.col("dataset"), pl.col("row_id"), *(pl.col(scan.key_column(by)) for by in one.by)]
    columns += [
        pl.col(f"{name}_{position}").alias(name)
        for name in ("amount", "starts", "ends")
        if f"{name}_{position}" in frame.columns
    ]
    return frame.filter(pl.col(f"amount_{position}").is_not_null()).select(columns)


def total(measure: Measure, rows: pl.DataFrame) -> Fraction:
    """Return what counted rows come to, exactly."""
    if measure.kind is Kind.DISTINCT:
        return Fraction(rows["amount"].n_unique())
    return Fraction(rows["amount"].sum())


def changes(
    measures: tuple[Measure | None, Measure | None], before: pl.DataFrame, after: pl.DataFrame
) -> dict[Item, Change]:
    """Return the rows that count differently; their changes add up to that of the total, exactly.

    A distinct value that came is added by the first row that has it, best by one that did not count before;
    one that went is taken off by a row that had it, best by one that no longer counts.
    """
    distinct = [measure is not None and measure.kind is Kind.DISTINCT for measure in measures]
    if all(distinct):
        return _distinct_changes(before, after)
    summed = [
        _added_up(_first_of_each(frame) if is_distinct else frame)
        for frame, is_distinct in zip((before, after), distinct, strict=True)
    ]
    result = {}
    for item in dict.fromkeys([*summed[0], *summed[1]]):
        was, now = (one.get(item) for one in summed)
        if was != now:
            result[item] = Change(was, now, (now or Fraction(0)) - (was or Fraction(0)))
    return result


def standing(measure: Measure, rows: pl.DataFrame, items: Iterable[Item]) -> dict[Item, Fraction]:
    """Return what rows among the given ones add to a measure, as far as they count."""
    wanted = set(items)
    mine = rows.filter(pl.col("row_id").is_in([row_id for _, row_id in wanted]))
    if measure.kind is Kind.DISTINCT:
        return {item: Fraction(0) for item in mine.select("dataset", "row_id").iter_rows() if item in wanted}
    return {item: amount for item, amount in _added_up(mine).items() if item in wanted}


def _added_up(rows: pl.DataFrame) -> dict[Item, Fraction]:
    found = rows.group_by("dataset", "row_id").agg(pl.col("amount").sum())
    return {(dataset, row_id): Fraction(amount) for dataset, row_id, amount in found.iter_rows()}


def _first_of_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Return 1 for the first row of each distinct value and 0 for the others."""
    ranked = rows.sort("row_id", "dataset")
    return ranked.with_columns(amount=ranked["amount"].is_first_distinct().cast(pl.Int64))


def _distinct_changes(before: pl.DataFrame, after: pl.DataFrame) -> dict[Item, Change]:
    if before.schema["amount"] != after.schema["amount"]:  # one of them stands for no rows at all
        before, after = (after.clear(), after) if before.is_empty() else (before, before.clear())
    steps: dict[Item, int] = {}
    for mine, other, sign in ((before, after, -1), (after, before, 1)):
        alone = mine.filter(~pl.col("amount").is_in(other["amount"].implode()))
        counted_there = other.select("dataset", "row_id").unique().with_columns(is_there=pl.lit(value=True))
        ranked = alone.join(counted_there, on=["dataset", "row_id"], how="left").sort(
            pl.col("is_there").fill_null(value=False), "row_id", "dataset"
        )
        for dataset, row_id in ranked.unique("amount", keep="first").select("dataset", "row_id").iter_rows():
            steps[dataset, row_id] = steps.get((dataset, row_id), 0) + sign
    there = [set(frame.select("dataset", "row_id").iter_rows()) for frame in (before, after)]
    result = {}
    for item, step in steps.items():
        was = Fraction(max(-step, 0)) if item in there[0] else None
        now = Fraction(max(step, 0)) if item in there[1] else None
        result[item] = Change(was, now, Fraction(step))
    return result
