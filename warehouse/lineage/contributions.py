"""Which rows a number is made of, and what each of them adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import ibis

from warehouse.marts.build import MARTS
from warehouse.metrics import progress, scan
from warehouse.metrics.asked import Asked
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.passes import narrow
from warehouse.metrics.query import find_metric
from warehouse.metrics.scan import Scan
from warehouse.metrics.selection import Grain, Period, Selection
from warehouse.snapshots import Snapshot

# Contributions of whole tables (数据质量) instead of rows of a dataset.
TABLES = "ledger.tables"
_REMEMBERED = 1024


@dataclass(frozen=True)
class Contribution:
    """A row of a mart that counts, and the rows in which cited values stand instead."""

    dataset: str
    row_id: str
    amount: int | float
    in_denominator: bool | None
    cited: tuple[tuple[str, str | None], ...] = ()


def contributions_to(snapshot: Snapshot, metric_id: str, selection: Selection) -> list[Contribution]:
    """Return what each row adds to a metric under a selection, the largest first. Raises BadSelection.

    The grain and `by` of the selection do not matter: the rows of all its periods and groups are one
    list, and each row is in it once. A stock is traced at its last day.
    """
    engine = snapshot.once(Engine)
    question = engine.question(find_metric(metric_id), selection)
    whole = Selection(start=selection.start, end=selection.end, where=selection.where)
    return sorted(_contributions(engine, question, whole), key=lambda one: (-one.amount, one.row_id))


def _contributions(engine: Engine, question: Question, selection: Selection) -> Iterator[Contribution]:
    metric = question.metric
    if not question.is_defined:  # the snapshot was made before the metric was
        return
    if metric.progress is not None:
        yield from _progress_rows(engine, question, selection)
        return
    last = engine.last_day(selection)
    if last is None or (selection.start is not None and selection.start > last):
        return
    is_ratio = metric.denominator is not None
    divided: dict[tuple[str, str], Contribution] = {}
    if metric.denominator is not None:
        for one in _rows(engine, question, metric.denominator, selection.start, last):
            divided[(one.dataset, one.row_id)] = one
    for measure in metric.measures[:1]:
        for one in _rows(engine, question, measure, selection.start, last):
            below = divided.pop((one.dataset, one.row_id), None)
            in_denominator = (below is not None) if is_ratio else None
            yield Contribution(one.dataset, one.row_id, one.amount, in_denominator, one.cited)
    for one in divided.values():
        yield Contribution(one.dataset, one.row_id, 0, True)


def _rows(
    engine: Engine, question: Question, measure: Measure, start: date | None, last: date
) -> Iterator[Contribution]:
    """Yield the rows of a measure; rows of reference data have no cells and are left out.

    The rows of a mart come from its dataset, or each from the one that its column `dataset` names.
    """
    mart, table = MARTS[measure.over], engine.tables.get(measure.over)
    if table is None or not scan.can_read(table, measure, (), question.where):
        return  # an older snapshot lacks the mart, or a column of it
    dataset = TABLES if mart.is_of_tables else mart.dataset
    if dataset is None and not {"dataset", "row_id"} <= set(table.columns):
        return
    schema = table.schema()
    elsewhere = _cited_columns(schema, measure)
    one = scan.scan_of(measure, (), question.where, is_timed=False)
    frame = Asked(start, last, where=one.where).run(
        engine.database, _sql(schema, one.shape, measure, dataset)
    )
    seen: set[Any] = set()
    for row in frame.sort("row_id").iter_rows(named=True):
        contribution = row["amount"]
        if measure.kind is Kind.DISTINCT:
            # The first row of each distinct value counts it, the others add nothing.
            contribution = 0 if row["amount"] in seen else 1
            seen.add(row["amount"])
        cited = tuple((name, row[f"cited_{name}"]) for name in elsewhere)
        yield Contribution(row["dataset"], row["row_id"], number(contribution), None, cited)


def _cited_columns(schema: ibis.Schema, measure: Measure) -> dict[str, str]:
    """Return the columns that name the rows in which cited values stand; an older snapshot may lack some."""
    return {name: column for name, column in measure.cited.items() if column in schema}


@lru_cache(maxsize=_REMEMBERED)
def _sql(schema: ibis.Schema, one: Scan, measure: Measure, dataset: str | None) -> str:
    """Return the SQL of the rows of a measure, whatever days and values are asked."""
    elsewhere = _cited_columns(schema, measure)
    mart = narrow(schema, one, [measure], also={"row_id", "dataset", *elsewhere.values()})
    rows = scan.rows_of(mart, one, Grain.TOTAL)
    condition = scan.both(scan.condition_of(rows, measure), scan.in_time(rows, measure))
    if condition is not None:
        rows = rows.filter(condition)
    columns = {f"cited_{name}": rows[column] for name, column in elsewhere.items()}
    columns["amount"] = rows[measure.value] if measure.value is not None else ibis.literal(1)
    columns["dataset"] = rows["dataset"] if dataset is None else ibis.literal(dataset)
    return str(ibis.to_sql(rows.select(row_id=rows.row_id, **columns), dialect="duckdb", pretty=False))


def _progress_rows(engine: Engine, question: Question, selection: Selection) -> Iterator[Contribution]:
    """Yield the targets selected, and for a single one the rows behind its actual value."""
    last = engine.last_day(selection)
    whole = Period(None, selection.start or date.min, selection.end or date.max)
    days = progress.measured_on(question, progress.selected_targets(engine, question), whole, last)
    for target in days:
        yield Contribution("targets", target.row_id, 0, True)
    if len(days) != 1:
        return
    ((target, day),) = days.items()
    metric = METRICS.get(target.metric_id)
    if metric is None or metric.progress is not None or not metric.may_be_target:
        return
    where = progress.scope_filter(engine, metric, target.scope)
    if where is not None:
        actual = progress.year_to_date_selection(day, where)
        for one in _contributions(engine, engine.question(metric, actual), actual):
            yield Contribution(one.dataset, one.row_id, one.amount, False, one.cited)


def number(value: Decimal | int | float) -> int | float:
    """Return a figure as JSON has it: whole where it is whole."""
    if isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
