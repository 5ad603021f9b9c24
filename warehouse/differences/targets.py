"""Changes of 目标完成率 and 序时进度偏差 (A04, A05): by the actual value's rows, the target and the season.

    value = 100 × actual ÷ target − 100 × expected share

The actual value's own causes are taken over with their effects on it, the target's row is a cause like any
other, and the share that is expected by a day moves with the day, the target's 进度方式 or last year's rows.
A number that has another target than before (or none) is explained by the targets' rows alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from warehouse.differences.atoms import Segment, joined
from warehouse.differences.explaining import Explained, Explainer
from warehouse.differences.model import Cause, CauseKind, Parts
from warehouse.differences.origins import Origin
from warehouse.differences.places import Pair, pair_of
from warehouse.differences.rows import Window
from warehouse.metrics import progress
from warehouse.metrics.answer import Answer
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.model import Progress
from warehouse.metrics.progress import Target
from warehouse.metrics.selection import Period, Selection

_ZERO = Fraction(0)
_NOTHING = Explained(Parts(_ZERO, None), Parts(_ZERO, None), ())
_TARGETS = "targets"
_SEASON = "序时进度按去年同期计，去年的数有变"
_DAY = "序时进度随日期推移"
_PROFILE = "目标的进度方式有变"


@dataclass(frozen=True)
class _End:
    """One side: the only target of the group (None if there is none, or several), its day and its answer."""

    target: Target | None
    day: date
    answer: Answer | None

    @property
    def is_measured(self) -> bool:
        """Whether there is an actual value."""
        return self.answer is not None and self.answer.numerator is not None

    @property
    def has_value(self) -> bool:
        """Whether the number itself is known."""
        return self.answer is not None and self.answer.value is not None


def explain_target(
    explainer: Explainer,
    pair: Pair,
    keys: Mapping[Dimension, str | None],
    selection: Selection,
    period: Period,
    answers: tuple[Answer | None, Answer | None],
) -> Explained:
    """Explain a number about targets. Its numerator is the actual value, its denominator the target."""
    old, new = (
        _end(explainer, position, pair, keys, selection, period, answers[position]) for position in (0, 1)
    )
    if old.target is None and new.target is None:
        return _NOTHING
    actuals = [_actual(explainer, end, old, new) if end.is_measured else _NOTHING for end in (old, new)]
    values = (actuals[0].before.value or _ZERO, actuals[1].after.value or _ZERO)
    parts = [
        Parts(value, _ZERO if end.target is None else Fraction(str(end.target.target)), 100)
        for value, end in zip(values, (old, new), strict=True)
    ]
    origins = _origins(explainer, old, new)
    if _is_the_same(old, new) and old.is_measured and new.is_measured:
        causes = _on_actual(actuals[1], values[1] - values[0])
        causes += _of_target(origins, old, new, (_ZERO, _ZERO), parts)
    else:
        causes = _of_target(origins, old, new, values, parts)
    if pair.after.metric.progress is Progress.PACE:
        shares = [
            _share(explainer, position, end) if end.has_value else _ZERO
            for position, end in enumerate((old, new))
        ]
        parts = [replace(one, expected=share) for one, share in zip(parts, shares, strict=True)]
        causes += _of_season(origins, old, new, shares[1] - shares[0])
    if not (old.has_value and new.has_value):
        return Explained(parts[0], parts[1], tuple(replace(cause, effect=None) for cause in causes))
    return Explained(parts[0], parts[1], tuple(joined([Segment(parts[0], parts[1], tuple(causes))])))


def _end(
    explainer: Explainer,
    position: int,
    pair: Pair,
    keys: Mapping[Dimension, str | None],
    selection: Selection,
    period: Period,
    answer: Answer | None,
) -> _End:
    engine, question = explainer.engines[position], (pair.before, pair.after)[position]
    targets = progress.selected_targets(engine, question)
    days = progress.measured_on(question, targets, period, engine.last_day(selection))
    mine = [
        target
        for target in days
        if all(progress.value_of(target, dimension.name) == value for dimension, value in keys.items())
    ]
    if len(mine) != 1:
        return _End(None, date.min, answer)
    return _End(mine[0], days[mine[0]], answer)


def _is_the_same(old: _End, new: _End) -> bool:
    """Tell whether both sides measure the same thing: metric, scope and year."""
    if old.target is None or new.target is None:
        return False
    both = [(one.metric_id, one.scope, one.year) for one in (old.target, new.target)]
    return both[0] == both[1] and old.day.year == new.day.year


def _actual(explainer: Explainer, end: _End, old: _End, new: _End) -> Explained:
    """Explain a side's actual value; where the other side measures something else, as of the same day."""
    if end.target is None:
        return _NOTHING
    metric = METRICS[end.target.metric_id]
    is_same = _is_the_same(old, new)
    engine = explainer.engines[1 if is_same or end is new else 0]
    where = progress.scope_filter(engine, metric, end.target.scope) or {}
    selection = progress.year_to_date_selection(end.day, where)
    days = (old.day, new.day) if is_same else (end.day, end.day)
    windows = (Window(selection.start, days[0]), Window(selection.start, days[1]))
    return explainer.explain(pair_of(explainer.engines, metric, selection), {}, windows)


def _on_actual(actual: Explained, change: Fraction) -> list[Cause]:
    """Return the actual value's causes with what they add to it. Of a ratio that was, or is, without cases
    nothing is known of the single rows: the first of them stands for all."""
    if actual.before.value is None or actual.after.value is None:
        return [replace(cause, change=change, effect=None) for cause in actual.causes[:1]]
    return [
        replace(cause, change=cause.effect or _ZERO, denominator_change=_ZERO, effect=None)
        for cause in actual.causes
    ]


def _origins(explainer: Explainer, old: _End, new: _End) -> dict[str, Origin]:
    row_ids = [end.target.row_id for end in (old, new) if end.target is not None]
    found = explainer.origins_of([(_TARGETS, row_id) for row_id in row_ids])
    return {row_id: origin for (_, row_id), origin in found.items()}


def _of_target(
    origins: Mapping[str, Origin],
    old: _End,
    new: _End,
    actual: tuple[Fraction, Fraction],
    parts: list[Parts],
) -> list[Cause]:
    """Return the targets' rows as causes: of the target, and of `actual` where they bring it with them."""
    causes = []
    for end, sign, value, part in ((old, -1, actual[0], parts[0]), (new, 1, actual[1], parts[1])):
        if end.target is None:
            continue
        below = part.denominator or _ZERO
        cause = _cause(origins[end.target.row_id])
        causes.append(
            replace(
                cause,
                change=sign * value,
                denominator_change=sign * below,
                shown_below=below if end is old else None,
                now_below=below if end is new else None,
            )
        )
    return causes


def _cause(origin: Origin) -> Cause:
    return Cause(origin.kind, _TARGETS, origin.now, origin.before, _ZERO, detail=origin.detail)


def _share(explainer: Explainer, position: int, end: _End) -> Fraction:
    if end.target is None:
        return _ZERO
    return Fraction(progress.expected(explainer.engines[position], end.target, end.day, METRICS))


def _of_season(origins: Mapping[str, Origin], old: _End, new: _End, change: Fraction) -> list[Cause]:
    """Return why another share of the target is expected by the day."""
    if change == 0 or not (old.has_value and new.has_value) or old.target is None or new.target is None:
        return []
    if old.day != new.day:
        cause = Cause(CauseKind.TIME, "", None, None, _ZERO, detail=_DAY)
    elif old.target.is_seasonal != new.target.is_seasonal:
        cause = replace(_cause(origins[new.target.row_id]), detail=_PROFILE)
    else:
        cause = Cause(CauseKind.RELATED, "", None, None, _ZERO, detail=_SEASON)
    return [replace(cause, effect=-100 * change)]
