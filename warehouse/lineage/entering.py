"""The way back: which numbers a row counts in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis

from warehouse.lineage.contributions import number
from warehouse.marts.build import MARTS
from warehouse.metrics import scan
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine
from warehouse.metrics.model import Kind, Measure, Metric
from warehouse.metrics.scan import Span
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class RowMetric:
    """A metric that counts a row in its total up to the data cut-off.

    contribution: what the row adds to the numerator, 0 where only the denominator counts it; for a distinct
    count 1, alone or with other rows of the same value. in_denominator: None where there is no denominator.
    is_cited: the counted value stands in the row, but another row is counted with it (联合活动, 累计).
    """

    metric_id: str
    name: str
    contribution: int | float
    in_denominator: bool | None
    is_cited: bool


def metrics_of_row(snapshot: Snapshot, row_id: str) -> list[RowMetric]:
    """Return the metrics that a row enters, in the order of the catalogue; none for a replaced row."""
    engine = Engine(snapshot)
    marts = _marts_with(engine, row_id)
    found = (_entry(engine, metric, row_id, marts) for metric in METRICS.values())
    return [entry for entry in found if entry is not None]


def _marts_with(engine: Engine, row_id: str) -> frozenset[str]:
    """Return the marts in which a row stands, by itself or as the place of a cited value."""
    columns: dict[str, set[str]] = {}
    for metric in METRICS.values():
        for measure in metric.measures:
            columns.setdefault(measure.over, {"row_id"}).update(measure.cited.values())
    found = set()
    for name, wanted in columns.items():
        table = engine.tables.get(name)
        if table is None or MARTS[name].is_of_tables:
            continue
        known = sorted(wanted & set(table.columns))
        if known:
            rows = table.filter(reduce(or_, (table[column] == row_id for column in known)))
            if engine.database.run(rows.limit(1).select(one=ibis.literal(1))).height:
                found.add(name)
    return frozenset(found)


def _entry(engine: Engine, metric: Metric, row_id: str, marts: frozenset[str]) -> RowMetric | None:
    if metric.progress is not None or not any(measure.over in marts for measure in metric.measures):
        return None
    question = engine.question(metric, Selection())
    counted = [list(_counted(engine, measure, row_id, marts)) for measure in question.metric.measures]
    if not any(counted):
        return None
    in_denominator = any(not cited for _, cited in counted[1]) if len(counted) > 1 else None
    amounts = [amount for amount, _ in counted[0]]
    is_cited = all(cited for rows in counted for _, cited in rows)
    return RowMetric(metric.id, metric.name, sum(amounts), in_denominator, is_cited)


def _counted(
    engine: Engine, measure: Measure, row_id: str, marts: frozenset[str]
) -> Iterator[tuple[int | float, bool]]:
    """Yield what the row adds to a measure, and whether it is another row that is counted with its value."""
    last = engine.last_day(Selection())
    table = engine.tables.get(measure.over)
    if last is None or table is None or measure.over not in marts:
        return
    if not scan.can_read(table, measure, (), ()):
        return
    cited = [column for column in measure.cited.values() if column in table.columns]
    own = table.filter(reduce(or_, (table[column] == row_id for column in ("row_id", *cited))))
    one = scan.scan_of(measure, (), ())
    rows = scan.rows_of(own, one, Span(None, last, Grain.TOTAL, (last,)))
    condition = scan.condition_of(rows, measure)
    if condition is not None:
        rows = rows.filter(condition)
    is_sum = measure.kind is Kind.SUM and measure.value is not None
    amount = rows[measure.value] if is_sum else ibis.literal(1)
    frame = engine.database.run(rows.select(row_id=rows.row_id, amount=amount))
    for counted, added in frame.iter_rows():
        yield number(added), counted != row_id
