"""Sentences that numbers support: what a chart shows, by rule. No adjective without a rule behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.data.ask import Answer
from dashboard.formatting import PERCENT, PERCENTAGE_POINT, day, figure, listed, number
from dashboard.periods import period_name
from dashboard.texts import weekly_briefing as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import ChangeKind, change

_NAMED = 3


def written(metric_id: str, answer: Answer) -> str:
    """Return an answer with unit and qualifier: 1.14 万人次, 30余 场, 84.1%."""
    return str(figure(answer.value, METRICS[metric_id].unit, answer.qualifier))


def changed(now: Answer, before: Answer, unit: str) -> str | None:
    """Return 增长 12.9%, 上升 5.2 个百分点 or 持平; None where one side is unknown."""
    found = change(now.value, before.value, unit)
    if found.kind is ChangeKind.NONE or found.value is None:
        return None
    size = round(abs(found.value), 1)
    if size == 0:
        return texts.SAME
    if found.kind is ChangeKind.POINTS:
        words = texts.RISE if found.value > 0 else texts.FALL
        return words.format(amount=f"{number(size)} {PERCENTAGE_POINT}")
    if found.kind is ChangeKind.COUNT:
        words = texts.ADDED if found.value > 0 else texts.TAKEN
        return words.format(amount=figure(size, unit))
    return (texts.MORE if found.value > 0 else texts.LESS).format(amount=f"{number(size)}{PERCENT}")


def year_against_last(metric_id: str, now: Answer, before: Answer, as_of: date) -> str:
    """Return how the year stands against the same days of last year (同比), without a full stop."""
    metric = METRICS[metric_id]
    if now.value is None:
        return texts.YEAR_UNREPORTED.format(day=day(as_of), name=metric.name)
    said = texts.YEAR_TO_DATE.format(day=day(as_of), name=metric.name, value=written(metric_id, now))
    told = changed(now, before, metric.unit)
    if told is None:
        return said
    return said + texts.AGAINST_LAST_YEAR.format(before=written(metric_id, before), change=told)


def last_period(metric_id: str, answers: Sequence[Answer]) -> str:
    """Return a rate's last period, against the one before it (环比), without a full stop.

    A last period without a value is said to have none, and the last known value follows.
    """
    metric = METRICS[metric_id]
    last = answers[-1]
    known = [one for one in answers[:-1] if one.value is not None]
    before = known[-1] if known else None
    period = _period(last)
    if last.value is None:
        words = texts.PERIOD_IDLE if last.is_idle else texts.PERIOD_UNREPORTED
        said = words.format(period=period, name=metric.name)
        if before is None:
            return said
        return said + texts.KNOWN_BEFORE.format(
            before=_period(before), value=_with_fraction(metric_id, before)
        )
    said = texts.LAST_PERIOD.format(period=period, name=metric.name, value=_with_fraction(metric_id, last))
    told = None if before is None else changed(last, before, metric.unit)
    if before is None or told is None:
        return said
    return said + texts.AGAINST_LAST_PERIOD.format(before=_period(before), change=told)


def _period(answer: Answer) -> str:
    return period_name(answer.period or "")


def _with_fraction(metric_id: str, answer: Answer) -> str:
    if answer.denominator is None:
        return written(metric_id, answer)
    return written(metric_id, answer) + texts.LAST_FRACTION.format(
        numerator=number(answer.numerator), denominator=number(answer.denominator)
    )


def extremes(metric_id: str, answers: Sequence[Answer], scope: str, dimension: str) -> str:
    """Return which group has most and which least, without a full stop. dimension: its name, for 各…均为."""
    metric = METRICS[metric_id]
    known = sorted(
        (one for one in answers if one.value is not None and one.group[0]),
        key=lambda one: (-(one.value or 0), str(one.group[0])),
    )
    if not known:
        return texts.NO_GROUPS.format(scope=scope, name=metric.name)
    most, least = written(metric_id, known[0]), written(metric_id, known[-1])
    if len(known) == 1:
        return texts.ONLY.format(scope=scope, name=metric.name, group=known[0].group[0], value=most)
    if known[0].value == known[-1].value:
        return texts.ALL_EQUAL.format(scope=scope, name=metric.name, dimension=dimension, value=most)
    words = "rate" if metric.unit == PERCENT else "count"
    return texts.GREATEST[words].format(
        scope=scope, name=metric.name, group=_alike(known, known[0]), value=most
    ) + texts.LEAST[words].format(group=_alike(known, known[-1]), value=least)


def _alike(answers: Sequence[Answer], one: Answer) -> str:
    """Return the groups that share a value, the first few by name."""
    return listed([str(other.group[0]) for other in answers if other.value == one.value], _NAMED)
