"""Any metric against the year before (同比) or the period before (环比), and over twelve months (滚动)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import polars as pl

from warehouse.errors import BadSelection
from warehouse.metrics.comparison import (
    Change,
    change,
    previous_period,
    rolling_year,
    same_elapsed_period_last_year,
)
from warehouse.metrics.festivals import festival_note
from warehouse.metrics.model import Basis, Metric
from warehouse.metrics.query import find_metric, query
from warehouse.metrics.selection import Grain, Period, Selection
from warehouse.snapshots import Snapshot


class Against(StrEnum):
    """With what a period is compared."""

    YEAR_BEFORE = "year_before"  # 同比: the same elapsed part of the year before
    PERIOD_BEFORE = "period_before"  # 环比: the period before, as much of it as has elapsed


@dataclass(frozen=True)
class Compared:
    """One group's value beside that of the compared period; values are in the metric's unit, None 未报."""

    group: tuple[str | None, ...]
    value: float | None
    n: int
    base: float | None
    base_n: int
    change: Change


@dataclass(frozen=True)
class Comparison:
    """A metric in a period and in the one it is compared with, by group.

    note: what makes the two unlike, such as a festival that only one of them holds; None if nothing.
    """

    metric: Metric
    period: Period
    base_period: Period
    groups: tuple[Compared, ...]
    note: str | None


def compare(snapshot: Snapshot, metric_id: str, selection: Selection, against: Against) -> Comparison:
    """Compare one period of a metric; a flow by its sum, a stock at the end, a ratio in 百分点.

    `selection.grain` says what the period from start to end is a part of (a week stays a week). The end is
    cut at the data cut-off, and the compared period by as much. A running total (累计) has no 环比 across
    1 January. Raises BadSelection where start or end is missing or the name is unknown.
    """
    metric = find_metric(metric_id)
    last = _last_day(snapshot, selection)
    if selection.start is None or last is None or selection.start > last:
        raise BadSelection("同比、环比需要数据截至日以前的起始日和截止日")
    period = Period(None, selection.start, last)
    base = base_period(period, selection.grain, against)
    is_other_year = metric.basis is Basis.CUMULATIVE and against is Against.PERIOD_BEFORE
    is_comparable = not (is_other_year and base.end.year != last.year)
    now = _values(snapshot, metric, period, selection)
    before = _values(snapshot, metric, base, selection) if is_comparable else {}
    groups = tuple(_compared(metric, keys, now.get(keys), before.get(keys)) for keys in {**now, **before})
    return Comparison(metric, period, base, groups, festival_note(period, base))


def base_period(period: Period, grain: Grain, against: Against) -> Period:
    """Return the period that one is compared with."""
    if against is Against.YEAR_BEFORE:
        return same_elapsed_period_last_year(period.start, period.end, grain)
    return previous_period(period.start, period.end, grain)


def rolling_year_values(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    day: date,
    *,
    by: tuple[str, ...] = (),
    where: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """Answer metrics over the twelve months that end with a day, in the shape of `query`.

    A stock is answered at the day. A running total (累计) begins again on 1 January and has no rolling
    value: null.
    """
    twelve = rolling_year(day)
    frame = query(snapshot, metric_ids, Selection(twelve.start, twelve.end, Grain.TOTAL, by, where or {}))
    restarting = [m.id for m in map(find_metric, metric_ids) if m.basis is Basis.CUMULATIVE]
    is_kept = ~pl.col("metric").is_in(restarting)
    return frame.with_columns(
        pl.when(is_kept).then(pl.col(name)) for name in ("value", "numerator", "denominator", "qualifier")
    )


def _last_day(snapshot: Snapshot, selection: Selection) -> date | None:
    cutoff = snapshot.info.data_cutoff
    if cutoff is None or selection.end is None:
        return cutoff
    return min(cutoff, selection.end)


def _values(
    snapshot: Snapshot, metric: Metric, period: Period, selection: Selection
) -> dict[tuple[str | None, ...], tuple[float | None, int]]:
    asked = replace(selection, start=period.start, end=period.end, grain=Grain.TOTAL)
    frame = query(snapshot, [metric.id], asked)
    return {
        tuple(row[name] for name in asked.by): (row["value"], row["n"]) for row in frame.iter_rows(named=True)
    }


def _compared(
    metric: Metric,
    keys: tuple[str | None, ...],
    now: tuple[float | None, int] | None,
    before: tuple[float | None, int] | None,
) -> Compared:
    value, n = now or (None, 0)
    base, base_n = before or (None, 0)
    return Compared(keys, value, n, base, base_n, change(value, base, metric.unit))
