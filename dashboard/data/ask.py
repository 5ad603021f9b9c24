"""Asking the warehouse for metrics, one query for all that share a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from warehouse.metrics.query import query_together
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

Where = Mapping[str, Sequence[str]]
NO_FILTER: Where = {}


@dataclass(frozen=True)
class Answer:
    """One value with what stands behind it. group: the values of the dimensions asked for."""

    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    qualifier: str | None
    period: str | None = None
    group: tuple[str | None, ...] = ()

    @property
    def is_unreported(self) -> bool:
        """Whether nothing was reported; a denominator of 0 means that there was nothing to judge."""
        return self.value is None and self.denominator != 0

    @property
    def is_idle(self) -> bool:
        """Whether a rate had nothing to judge."""
        return self.value is None and self.denominator == 0


NO_ANSWER = Answer(None, None, None, None, None)


def together(
    snapshot: Snapshot, asked: Sequence[tuple[Sequence[str], Selection]]
) -> list[dict[str, list[Answer]]]:
    """Return the answers of metrics under several selections, with one look at the data; in their order."""
    wanted = [(list(metric_ids), selection) for metric_ids, selection in asked]
    frames = iter(query_together(snapshot, [one for one in wanted if one[0]]))
    return [
        _answers(metric_ids, selection, next(frames)) if metric_ids else {}
        for metric_ids, selection in wanted
    ]


def _ask(snapshot: Snapshot, metric_ids: Sequence[str], selection: Selection) -> dict[str, list[Answer]]:
    (found,) = together(snapshot, [(metric_ids, selection)])
    return found


def _answers(metric_ids: Sequence[str], selection: Selection, frame: pl.DataFrame) -> dict[str, list[Answer]]:
    answers: dict[str, list[Answer]] = {metric_id: [] for metric_id in metric_ids}
    for row in frame.iter_rows(named=True):
        answers[row["metric"]].append(
            Answer(
                row["value"],
                row["numerator"],
                row["denominator"],
                row["n"],
                row["qualifier"],
                row["period"],
                tuple(row[name] for name in selection.by),
            )
        )
    return answers


def totals(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    start: date | None,
    end: date | None,
    where: Where = NO_FILTER,
) -> dict[str, Answer]:
    """Return one value per metric over the days from start to end."""
    found = _ask(snapshot, metric_ids, Selection(start, end, Grain.TOTAL, (), where))
    return {metric_id: rows[0] if rows else NO_ANSWER for metric_id, rows in found.items()}


def series(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    start: date,
    end: date,
    grain: Grain,
    where: Where = NO_FILTER,
) -> dict[str, list[Answer]]:
    """Return one value per metric and period, in the order of time."""
    return _ask(snapshot, metric_ids, Selection(start, end, grain, (), where))


def split(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    by: Sequence[str],
    start: date | None,
    end: date | None,
    where: Where = NO_FILTER,
    grain: Grain = Grain.TOTAL,
) -> dict[str, list[Answer]]:
    """Return one value per metric and group (and period, where a grain is given)."""
    return _ask(snapshot, metric_ids, Selection(start, end, grain, tuple(by), where))
