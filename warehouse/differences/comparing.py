"""Comparing two snapshots: both are asked first, and only what changed is explained."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from warehouse.differences.atoms import gathered
from warehouse.differences.describing import described
from warehouse.differences.explaining import Explained, Explainer
from warehouse.differences.model import DoesNotAddUp, Parts, Revision
from warehouse.differences.places import Pair, Place, answers_of, pair_of, periods_of
from warehouse.differences.reports import new_reports
from warehouse.differences.rows import Window
from warehouse.differences.targets import explain_target
from warehouse.metrics.answer import Answer
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import find_metric
from warehouse.metrics.selection import Grain, Period, Selection
from warehouse.snapshots import Snapshot

_CLOSE = 1e-9


@dataclass(frozen=True)
class Asked:
    """A selection that both snapshots are compared in, and how it is called (本年、全部)."""

    label: str
    selection: Selection


def usual_selections(before: Snapshot, after: Snapshot) -> tuple[Asked, ...]:
    """Return what is compared where nothing is said: everything, and the year, up to what was known first.

    Both snapshots are asked up to the data cut-off of the older one (发生时间), so that what changed is what
    is known of the same days (知悉时间) and not that time went on.
    """
    last = before.info.data_cutoff or after.info.data_cutoff
    if last is None:
        return (Asked("全部", Selection()),)
    return (
        Asked("全部", Selection(end=last)),
        Asked("本年", Selection(start=date(last.year, 1, 1), end=last)),
    )


def compare(
    before: Snapshot,
    after: Snapshot,
    metric_ids: Sequence[str] | None,
    asked: Sequence[Asked],
    *,
    with_cells: bool = False,
    values_only: bool = False,
) -> list[tuple[Asked, Revision]]:
    """Return every number that differs between two snapshots, with causes that add up to the change.

    metric_ids: None is all metrics. values_only: numbers whose value is the same are left out, though
    numerator and denominator may differ. Raises BadSelection; DoesNotAddUp is an error of the program.
    """
    names = list(METRICS) if metric_ids is None else [find_metric(name).id for name in metric_ids]
    with closing(Explainer(before, after)) as explainer:
        comparison = _Comparison(explainer, values_only=values_only)
        found = [
            (one, revision)
            for one in asked
            for revision in comparison.revisions(tuple(dict.fromkeys(names)), one.selection)
        ]
        revisions = described(
            before.database, after.database, [revision for _, revision in found], with_cells=with_cells
        )
    return [(one, revision) for (one, _), revision in zip(found, revisions, strict=True)]


class _Comparison:
    """Numbers of two snapshots, compared one selection at a time."""

    def __init__(self, explainer: Explainer, *, values_only: bool) -> None:
        self._explainer = explainer
        self._values_only = values_only

    def revisions(self, metric_ids: Sequence[str], selection: Selection) -> Iterator[Revision]:
        """Yield the changed numbers of a selection, in the order of a query."""
        engines = self._explainer.engines
        spans = periods_of(selection)
        pairs = {name: pair_of(engines, METRICS[name], selection) for name in metric_ids}
        before = answers_of(engines[0], [pair.before for pair in pairs.values()], selection)
        after = answers_of(engines[1], [pair.after for pair in pairs.values()], selection)
        order = {name: position for position, name in enumerate(metric_ids)}
        changed = [
            place for place in {**after, **before} if self._differs(before.get(place), after.get(place))
        ]
        changed.sort(key=lambda one: (one[1][0] or "", _keys_rank(one[1]), order[one[0]]))
        plain = {name: pairs[name] for name, _ in changed if METRICS[name].progress is None}
        by = next(iter(pairs.values())).after.by
        self._explainer.prepare(plain.values(), by)
        for name, place in changed:
            yield self._revision(
                pairs[name], place, selection, spans, before.get((name, place)), after.get((name, place))
            )

    def _differs(self, old: Answer | None, new: Answer | None) -> bool:
        if self._values_only:
            return _value(old) != _value(new)
        return _shown(old) != _shown(new)

    def _revision(
        self,
        pair: Pair,
        place: Place,
        selection: Selection,
        spans: Mapping[str | None, Period],
        old: Answer | None,
        new: Answer | None,
    ) -> Revision:
        label, values = place
        keys = dict(zip(pair.after.by, values, strict=True))
        period = spans.get(label, Period(None, selection.start or date.min, selection.end or date.max))
        if pair.after.metric.progress is not None:
            explained = explain_target(self._explainer, pair, keys, selection, period, (old, new))
        else:
            explained = self._explainer.explain(pair, keys, self._windows(selection, period))
        causes = gathered(explained.causes)
        if not causes and (_value(old) is None) != (_value(new) is None):
            causes = tuple(new_reports(self._explainer.engines, pair))
        shown, now = _value(old), _value(new)
        revision = Revision(
            metric=pair.after.metric.id,
            period=label,
            keys={dimension.name: value for dimension, value in keys.items()},
            shown=shown,
            now=now,
            difference=None if shown is None or now is None else now - shown,
            before=explained.before,
            after=explained.after,
            because=causes,
        )
        _check_against_answers(revision, explained, (old, new))
        revision.check()
        return revision

    def _windows(self, selection: Selection, period: Period) -> tuple[Window, Window]:
        windows = []
        for engine in self._explainer.engines:
            last = engine.last_day(selection)
            end = None if last is None else min(period.end, last)
            first = selection.start if selection.grain is Grain.TOTAL else period.start
            windows.append(Window(first, end))
        return windows[0], windows[1]


def _keys_rank(place: Place) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, value or "") for value in place[1])


def _value(answer: Answer | None) -> float | None:
    return None if answer is None else answer.value


def _shown(answer: Answer | None) -> tuple[float | None, ...]:
    return (None, None, None) if answer is None else (answer.value, answer.numerator, answer.denominator)


def _check_against_answers(
    revision: Revision, explained: Explained, answers: tuple[Answer | None, Answer | None]
) -> None:
    """Raise DoesNotAddUp where the rows that were explained are not those that were answered."""
    for parts, answer in zip((explained.before, explained.after), answers, strict=True):
        if not _agrees(parts, answer):
            raise DoesNotAddUp(
                f"{revision.metric} {revision.period} {dict(revision.keys)}: {parts} is not {answer}"
            )


def _agrees(parts: Parts, answer: Answer | None) -> bool:
    if answer is None:
        return parts.numerator == 0 and not parts.denominator
    pairs = ((parts.numerator, answer.numerator), (parts.denominator, answer.denominator))
    if not all(math.isclose(exact or 0, told or 0, rel_tol=_CLOSE) for exact, told in pairs):
        return False
    return answer.value is None or math.isclose(
        parts.value or Fraction(0), answer.value, rel_tol=_CLOSE, abs_tol=_CLOSE
    )
