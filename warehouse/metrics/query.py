"""The one way to ask for numbers: metrics and a selection in, a frame out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from warehouse.errors import BadSelection
from warehouse.metrics import progress
from warehouse.metrics.answer import Answer, ordered_keys
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Metric
from warehouse.metrics.selection import Grain, Period, Selection, period_of, periods
from warehouse.nearest import nearest
from warehouse.snapshots import Snapshot

__all__ = [
    "Grain",
    "Period",
    "Selection",
    "find_metric",
    "period_of",
    "periods",
    "query",
    "query_together",
    "undefined_metrics",
]

_COLUMNS = ("value", "numerator", "denominator", "n", "qualifier")


def find_metric(name: str) -> Metric:
    """Return the metric of that id, name or other name; BadSelection names the nearest."""
    text = name.strip()
    known = {metric.id.upper(): metric for metric in METRICS.values()}
    found = known.get(text.upper())
    for metric in METRICS.values():
        if found is None and text in (metric.name, *metric.aliases):
            found = metric
    if found is None:
        described = [f"{metric.id} {metric.name}" for metric in METRICS.values()]
        raise BadSelection(f"没有名为「{text}」的指标，{nearest(text, described)}")
    return found


def query(snapshot: Snapshot, metric_ids: Sequence[str], selection: Selection) -> pl.DataFrame:
    """Answer metrics under a selection.

    Columns: metric, period, one per dimension of `by` (VARCHAR), value, numerator, denominator
    (Float64), n (Int64), qualifier. Ordered by period, then dimensions, then as the metrics were named.
    value is in the metric's unit, unrounded: 0 where a flow was reported and nothing happened, null
    where nothing was reported or the denominator is 0. Raises BadSelection.
    """
    (found,) = query_together(snapshot, [(metric_ids, selection)])
    return found


def query_together(
    snapshot: Snapshot, asked: Sequence[tuple[Sequence[str], Selection]]
) -> list[pl.DataFrame]:
    """Answer several sets of metrics, each under a selection of its own, with one look at the data.

    Each frame is what `query` would return. Raises BadSelection.
    """
    engine = snapshot.once(Engine)
    wanted = [_questions(engine, metric_ids, selection) for metric_ids, selection in asked]
    plain = [
        ([question for question in questions.values() if question.metric.progress is None], selection)
        for questions, (_, selection) in zip(wanted, asked, strict=True)
    ]
    found = engine.answers_together(plain)
    frames = []
    for questions, (_, selection), answers in zip(wanted, asked, found, strict=True):
        answered = list(answers)
        for question in questions.values():
            if question.metric.progress is not None:
                answered.extend(progress.answers(engine, question, selection, METRICS))
        frames.append(_frame(_in_order(answered, list(questions)), selection.by))
    return frames


def _in_order(answers: Iterable[Answer], metric_ids: Sequence[str]) -> list[Answer]:
    order = {name: position for position, name in enumerate(metric_ids)}
    return sorted(answers, key=lambda one: (one.period or "", ordered_keys(one.keys), order[one.metric]))


def _questions(engine: Engine, metric_ids: Sequence[str], selection: Selection) -> dict[str, Question]:
    metrics = [find_metric(name) for name in metric_ids]
    if not metrics:
        raise BadSelection("没有给出指标，例如 P01 或 P01,P02")
    return {metric.id: engine.question(metric, selection) for metric in metrics}


def undefined_metrics(snapshot: Snapshot, metric_ids: Sequence[str]) -> list[Metric]:
    """Return those of the metrics that were not defined yet when the snapshot was made; they answer null."""
    definitions = snapshot.once(Engine).definitions
    return [metric for metric in map(find_metric, metric_ids) if not definitions.has(metric.id)]


def _frame(answers: Iterable[Answer], by: tuple[str, ...]) -> pl.DataFrame:
    rows = list(answers)
    columns: dict[str, pl.Series] = {
        "metric": pl.Series([row.metric for row in rows], dtype=pl.String),
        "period": pl.Series([row.period for row in rows], dtype=pl.String),
    }
    for position, name in enumerate(by):
        columns[name] = pl.Series([row.keys[position] for row in rows], dtype=pl.String)
    kinds = (pl.Float64, pl.Float64, pl.Float64, pl.Int64, pl.String)
    for name, kind in zip(_COLUMNS, kinds, strict=True):
        columns[name] = pl.Series([getattr(row, name) for row in rows], dtype=kind)
    return pl.DataFrame(columns)
