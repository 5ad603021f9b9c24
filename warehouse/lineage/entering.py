"""The way back: which numbers a row counts in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse.lineage.contributions import number
from warehouse.marts.build import MARTS
from warehouse.metrics import scan
from warehouse.metrics.asked import ROW, Asked, beside_asked
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.passes import narrow
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

_REMEMBERED = 256


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


# What a row adds to a measure, and whether it is another row that is counted with its value.
Counted = list[tuple[int | float, bool]]


def metrics_of_row(snapshot: Snapshot, row_id: str) -> list[RowMetric]:
    """Return the metrics that a row enters, in the order of the catalogue; none for a replaced row."""
    engine = snapshot.once(Engine)
    last = engine.last_day(Selection())
    if last is None:
        return []
    marts = _marts_with(engine, row_id)
    questions = [
        engine.question(metric, Selection())
        for metric in METRICS.values()
        if metric.progress is None and any(measure.over in marts for measure in metric.measures)
    ]
    measures: dict[str, dict[Measure, None]] = {name: {} for name in marts}
    for question in questions:
        for measure in question.metric.measures:
            if measure.over in marts and scan.can_read(engine.tables[measure.over], measure, (), ()):
                measures[measure.over][measure] = None
    counted: dict[Measure, Counted] = {}
    for name, wanted in measures.items():
        counted |= _counted(engine, name, tuple(wanted), Asked(None, last, row=row_id))
    entries = (_entry(question, counted) for question in questions)
    return [entry for entry in entries if entry is not None]


def _entry(question: Question, counted: Mapping[Measure, Counted]) -> RowMetric | None:
    found = [counted.get(measure, []) for measure in question.metric.measures]
    if not any(found):
        return None
    in_denominator = any(not cited for _, cited in found[1]) if len(found) > 1 else None
    is_cited = all(cited for rows in found for _, cited in rows)
    name = METRICS[question.metric.id].name
    return RowMetric(
        question.metric.id, name, sum(amount for amount, _ in found[0]), in_denominator, is_cited
    )


def _marts_with(engine: Engine, row_id: str) -> list[str]:
    """Return the marts in which a row stands, by itself or as the place of a cited value."""
    wanted: dict[str, list[Measure]] = {}
    for metric in METRICS.values():
        for measure in metric.measures:
            if measure.over in engine.tables and not MARTS[measure.over].is_of_tables:
                wanted.setdefault(measure.over, []).append(measure)
    places = {name: _places(engine.tables[name].schema(), measures) for name, measures in wanted.items()}
    parts = [
        f"SELECT * FROM ({_mart_sql(engine.tables[name].schema(), name, columns)})"
        for name, columns in places.items()
        if columns
    ]
    if not parts:
        return []
    found = Asked(None, date.max, row=row_id).run(engine.database, " UNION ALL ".join(parts))
    return sorted(found["mart"])


def _places(schema: ibis.Schema, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Return the columns that name a counted row or one that it cites; an older snapshot may lack some."""
    cited = {column for measure in measures for column in measure.cited.values()}
    return tuple(name for name in schema if name == "row_id" or name in cited)


@lru_cache(maxsize=_REMEMBERED)
def _mart_sql(schema: ibis.Schema, name: str, places: tuple[str, ...]) -> str:
    mart = ibis.table({place: schema[place] for place in places}, name=name, database="mart")
    rows = beside_asked(mart, has_row=True)
    found = rows.filter(_is_named(rows, places)).select(mart=ibis.literal(name)).distinct()
    return str(ibis.to_sql(found, dialect="duckdb", pretty=False))


def _is_named(rows: ir.Table, places: Iterable[str]) -> Any:
    return reduce(or_, (rows[place] == rows[ROW] for place in places))


def _counted(
    engine: Engine, name: str, measures: tuple[Measure, ...], asked: Asked
) -> dict[Measure, Counted]:
    """Return what the row adds to each measure over a mart."""
    if not measures:
        return {}
    frame = asked.run(engine.database, _sql(engine.tables[name].schema(), name, measures))
    return {
        measure: [
            (number(row[f"amount_{position}"]), row["row_id"] != asked.row)
            for row in frame.iter_rows(named=True)
            if row[f"counts_{position}"]
        ]
        for position, measure in enumerate(measures)
    }


@lru_cache(maxsize=_REMEMBERED)
def _sql(schema: ibis.Schema, name: str, measures: Sequence[Measure]) -> str:
    """Return the SQL of the rows of a mart that a row is named in, and what each adds to the measures."""
    one = scan.scan_of(measures[0], (), (), is_timed=False)
    every = _places(schema, measures)
    rows = beside_asked(narrow(schema, one, measures, also=every), has_row=True)
    rows = rows.filter(_is_named(rows, every))
    columns: dict[str, Any] = {"row_id": rows.row_id}
    for position, measure in enumerate(measures):
        is_sum = measure.kind is Kind.SUM and measure.value is not None
        counts = _is_named(rows, _places(schema, [measure]))
        counts = scan.both(counts, scan.condition_of(rows, measure))
        columns[f"counts_{position}"] = scan.both(counts, scan.in_time(rows, measure))
        columns[f"amount_{position}"] = rows[measure.value] if is_sum else ibis.literal(1)
    return str(ibis.to_sql(rows.select(**columns), dialect="duckdb", pretty=False))
