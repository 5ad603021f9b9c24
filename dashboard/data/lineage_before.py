"""What a number was a week ago, and what the snapshot before said of it, with the rows behind the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from dashboard.data.ask import NO_ANSWER, Answer, totals
from dashboard.data.lineage_cells import value_text
from dashboard.formatting import MISSING, PERCENT, PERCENTAGE_POINT, change, day, figure, number
from dashboard.texts import lineage as texts
from warehouse.differences import KIND_LABELS, Cause, DoesNotAddUp, revisions
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot, open_snapshot, snapshot_ids

REASONS_SHOWN = 8
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Reason:
    """A cause of a change: its kind, the row's key or what happened, its effect, what it was and is."""

    kind: str
    title: str
    effect: str
    then: str
    now: str
    file: str


@dataclass(frozen=True)
class Before:
    """What was said before, in words, and why it is another now.

    more: how many causes are not listed, with their effect together; total: of all causes.
    """

    text: str
    reasons: tuple[Reason, ...] = ()
    more: str | None = None
    total: str | None = None


def week_before(snapshot: Snapshot, metric_id: str, selection: Selection) -> Before | None:
    """Return the number as it stood a week before its last day; None where the period was not yet begun.

    A period of a week or less is held against the one before it, a longer one against its own first part.
    """
    cutoff = snapshot.info.data_cutoff
    last = min(filter(None, (selection.end, cutoff)), default=None)
    if last is None:
        return None
    start, end = selection.start, last - _WEEK
    if start is not None and last - start < _WEEK:
        start -= _WEEK
    if start is not None and start > end:
        return None
    then = totals(snapshot, [metric_id], start, end, selection.where).get(metric_id, NO_ANSWER)
    now = totals(snapshot, [metric_id], selection.start, selection.end, selection.where)[metric_id]
    metric = METRICS[metric_id]
    value = figure(then.value, metric.unit, then.qualifier)
    text = texts.WEEK_BEFORE.format(value=value, day=day(end))
    return Before(f"{text}，{_compared(then, now, metric.unit)}")


def snapshot_before(snapshot: Snapshot, home: Home, metric_id: str, selection: Selection) -> Before:
    """Return what the snapshot before said of the same number, and the rows that changed it."""
    older = [name for name in snapshot_ids(home) if name < snapshot.id]
    if not older:
        return Before(texts.FIRST_SNAPSHOT)
    whole = Selection(selection.start, selection.end, where=selection.where)
    try:
        with open_snapshot(home, older[-1]) as then:
            return _compared_snapshots(then, snapshot, metric_id, whole)
    except FazhiError as fault:
        sequence = int(older[-1].split("-", 1)[0])
        return Before(texts.NOT_COMPARABLE.format(sequence=sequence, reason=fault))


def _compared_snapshots(then: Snapshot, now: Snapshot, metric_id: str, selection: Selection) -> Before:
    unit = METRICS[metric_id].unit
    old, new = (
        totals(one, [metric_id], selection.start, selection.end, selection.where).get(metric_id, NO_ANSWER)
        for one in (then, now)
    )
    said = texts.SNAPSHOT_VALUE.format(
        sequence=then.info.sequence,
        day=day(then.info.data_cutoff),
        value=figure(old.value, unit, old.qualifier),
    )
    text = said + _compared(old, new, unit)
    if old.value == new.value:
        return Before(text)
    try:
        found = revisions(then, now, [metric_id], selection)
    except DoesNotAddUp:
        return Before(f"{text}。{texts.REASONS_FAILED}")
    causes = [cause for one in found for cause in one.because]
    rest = causes[REASONS_SHOWN:]
    return Before(
        text,
        tuple(_reason(cause, unit) for cause in causes[:REASONS_SHOWN]),
        texts.REASONS_MORE.format(count=len(rest), effect=_effect(rest, unit)) if rest else None,
        texts.REASONS_SUM.format(total=_effect(causes, unit)) if causes else None,
    )


def _compared(then: Answer, now: Answer, unit: str) -> str:
    if then.value is None or now.value is None:
        return (
            texts.SAME if then.value == now.value else texts.NOW_MORE.format(change=figure(now.value, unit))
        )
    difference = now.value - then.value
    if difference == 0:
        return texts.SAME
    return texts.NOW_MORE.format(change=change(difference, PERCENTAGE_POINT if unit == PERCENT else unit))


def _effect(causes: Sequence[Cause], unit: str) -> str:
    effect = sum((cause.effect for cause in causes if cause.effect is not None), Fraction(0))
    return change(float(effect), PERCENTAGE_POINT if unit == PERCENT else unit)


def _reason(cause: Cause, unit: str) -> Reason:
    title = " · ".join(dict.fromkeys(value_text(value) for value in cause.key.values() if value is not None))
    then, now = (MISSING if value is None else number(float(value), 2) for value in (cause.shown, cause.now))
    return Reason(
        KIND_LABELS[cause.kind],
        "：".join(text for text in (title, cause.detail) if text) or MISSING,
        MISSING if cause.effect is None else _effect([cause], unit),
        then,
        now,
        cause.file or cause.file_before or MISSING,
    )
