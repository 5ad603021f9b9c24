"""Revisions (追溯变更): what late filings and corrections changed in periods that have been shown.

A snapshot never changes, so a frozen week keeps what was shown; this tells it from what is known now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from warehouse.errors import BadSelection
from warehouse.lineage import TracedRow, trace
from warehouse.metrics.query import find_metric, query
from warehouse.metrics.selection import Grain, Period, Selection, periods
from warehouse.snapshots import Snapshot

_Place = tuple[str | None, tuple[str | None, ...]]
"""A period's label and the values of the dimensions."""


@dataclass(frozen=True)
class Cause:
    """A row behind a revision: what it added to the number when it was shown, and what it adds now.

    shown, now: its contribution, None where it was not there or no longer is. file: the file that holds the
    row now, or held it; None for whole tables (数据质量), which have no cells.
    """

    row_id: str
    dataset: str
    key: Mapping[str, Any]
    file: str | None
    shown: int | float | None
    now: int | float | None


@dataclass(frozen=True)
class Revision:
    """A number of a past period that is another now.

    period: its label, None for a total. keys: dimension → value. shown, now: values in the metric's unit,
    None for 未报 and for a ratio without cases. difference: now less shown, in that unit (of percentages in
    百分点), None where either is unknown. because: the rows that came, went or count differently since,
    largest effect first.
    """

    metric: str
    period: str | None
    keys: Mapping[str, str | None]
    shown: float | None
    now: float | None
    difference: float | None
    because: tuple[Cause, ...]


def revisions(
    shown: Snapshot, now: Snapshot, metric_ids: Sequence[str], selection: Selection
) -> list[Revision]:
    """Return the numbers of a selection that differ between two snapshots, in the order of a query.

    shown: the snapshot that was current when the periods were shown. now: a later one. The selection
    names past periods by start and end, its grain what they are split into (weeks: Grain.WEEK).
    Raises BadSelection, also where periods have no first or last day.
    """
    if selection.grain is not Grain.TOTAL and (selection.start is None or selection.end is None):
        raise BadSelection("按周、月、季、年核对变更时，请给出起始日和截止日")
    asked = tuple(dict.fromkeys(find_metric(name).id for name in metric_ids))
    before, after = (_answers(snapshot, asked, selection) for snapshot in (shown, now))
    spans = {period.label: period for period in _periods(selection)}
    found = []
    for place in dict.fromkeys((*after, *before)):
        old, new = before.get(place), after.get(place)
        if old == new:
            continue
        metric, (label, keys) = place
        own = _selection_of(selection, spans.get(label), keys)
        found.append(
            Revision(
                metric=metric,
                period=label,
                keys=dict(zip(selection.by, keys, strict=True)),
                shown=old,
                now=new,
                difference=None if new is None or old is None else new - old,
                because=_causes(shown, now, metric, own),
            )
        )
    return found


def _answers(
    snapshot: Snapshot, metrics: Sequence[str], selection: Selection
) -> dict[tuple[str, _Place], float | None]:
    rows = query(snapshot, metrics, selection).iter_rows(named=True)
    return {
        (row["metric"], (row["period"], tuple(row[name] for name in selection.by))): row["value"]
        for row in rows
    }


def _periods(selection: Selection) -> Iterable[Period]:
    if selection.grain is Grain.TOTAL or selection.start is None or selection.end is None:
        return ()
    return periods(selection.start, selection.end, selection.grain)


def _selection_of(selection: Selection, period: Period | None, keys: tuple[str | None, ...]) -> Selection:
    """Return the selection of one answer; a group without a name cannot be asked for alone."""
    named = {name: (value,) for name, value in zip(selection.by, keys, strict=True) if value is not None}
    whole = replace(selection, grain=Grain.TOTAL, by=(), where={**selection.where, **named})
    return whole if period is None else replace(whole, start=period.start, end=period.end)


def _causes(shown: Snapshot, now: Snapshot, metric: str, selection: Selection) -> tuple[Cause, ...]:
    before, after = (
        {row.row_id: row for row in trace(snapshot, metric, selection)} for snapshot in (shown, now)
    )
    causes = [
        _cause(row, before.get(row_id), after.get(row_id))
        for row_id, row in {**before, **after}.items()
        if _weight(before.get(row_id)) != _weight(after.get(row_id))
    ]
    return tuple(sorted(causes, key=lambda one: (-abs((one.now or 0) - (one.shown or 0)), one.row_id)))


def _weight(row: TracedRow | None) -> tuple[int | float, bool | None] | None:
    return None if row is None else (row.contribution, row.in_denominator)


def _cause(row: TracedRow, before: TracedRow | None, after: TracedRow | None) -> Cause:
    files = (cell.file for cell in row.cells.values() if cell.file is not None)
    return Cause(
        row_id=row.row_id,
        dataset=row.dataset,
        key=row.key,
        file=next(files, None),
        shown=None if before is None else before.contribution,
        now=None if after is None else after.contribution,
    )
