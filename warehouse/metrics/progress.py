"""年度目标: the actual value of the year to date against the target, and against the elapsed year.

The actual value is the target metric's own answer from 1 January to the end of the period (or the data
cut-off), for the target's scope: 全区, or the township or unit of that name. Targets of different
metrics do not add up: where a selection holds several, the value is null and n says how many. Without a
word about the scope the district's own target is meant. Targets are those of the year of the last day;
asked by year, each year's are measured at its own end.

序时进度 is about what accumulates over the year: a sum or count of a flow. What is expected by a day is the
elapsed share of the year, or the share that last year had reached by then (进度方式). A stock or a ratio
does not accumulate, and is held against the target itself. Where less is better, actual ÷ target says
nothing of attainment, and the value is null beside numerator and denominator. What may never be a target
(处罚宗数, 罚没金额) has neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.contracts.targets import BY_LAST_YEAR, DISTRICT_SCOPE
from warehouse.metrics.answer import Answer
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Basis, Better, Metric, Progress
from warehouse.metrics.scan import Keys
from warehouse.metrics.seasons import expected_share
from warehouse.metrics.selection import Grain, Period, Selection, periods

_TARGET_COLUMNS = ("metric_id", "scope", "year")
# The dimensions in which a scope is looked for, in this order.
_SCOPE_DIMENSIONS = ("township", "unit", "respondent")


@dataclass(frozen=True)
class Target:
    """One row of the targets: metric id, scope, year and the number to reach.

    is_seasonal: it is to be reached as last year was (按上年进度), not evenly.
    """

    row_id: str
    metric_id: str
    scope: str
    year: int
    target: float
    is_seasonal: bool


def accumulates(metric: Metric) -> bool:
    """Tell whether a metric grows towards its yearly target as the year passes."""
    return metric.denominator is None and metric.basis is not Basis.STOCK


def selected_targets(engine: Engine, question: Question) -> list[Target]:
    """Return the targets that a question's filters leave; the 全区 ones where it names no scope."""
    # All columns: a snapshot made before targets had a profile is still asked.
    rows = engine.database.query("SELECT * FROM mart.targets ORDER BY year, metric_id, scope")
    targets = [
        Target(
            row["row_id"],
            row["metric_id"],
            row["scope"],
            row["year"],
            float(row["target"]),
            row.get("profile") == BY_LAST_YEAR,
        )
        for row in rows.iter_rows(named=True)
    ]
    for condition in question.where:
        name = condition.dimension.name
        targets = [target for target in targets if value_of(target, name) in condition.values]
    if "scope" in _asked_names(question):
        return targets
    whole = {(one.metric_id, one.year) for one in targets if one.scope == DISTRICT_SCOPE}
    return [one for one in targets if one.scope == DISTRICT_SCOPE or (one.metric_id, one.year) not in whole]


def measured_on(
    question: Question, targets: Iterable[Target], period: Period, last: date | None
) -> dict[Target, date]:
    """Return the targets that a period is about, each with the day at which it is measured."""
    if last is None or period.start > last:
        return {}
    end = min(period.end, last)
    if period.label is None and "year" in _asked_names(question):
        return {
            one: min(end, date(one.year, 12, 31))
            for one in targets
            if period.start.year <= one.year <= end.year
        }
    return {one: end for one in targets if one.year == end.year}


def _asked_names(question: Question) -> set[str]:
    return {
        dimension.name for dimension in (*question.by, *(condition.dimension for condition in question.where))
    }


def answers(
    engine: Engine, question: Question, selection: Selection, metrics: Mapping[str, Metric]
) -> Iterator[Answer]:
    """Answer a metric about targets (A04, A05) for each period and group."""
    last = engine.last_day(selection)
    targets = selected_targets(engine, question)
    for period in _periods(selection, last, targets):
        days = measured_on(question, targets, period, last)
        groups: dict[Keys, list[Target]] = {}
        for target in days:
            keys = tuple(value_of(target, dimension.name) for dimension in question.by)
            groups.setdefault(keys, []).append(target)
        if not groups and not question.by:
            groups[()] = []
        single = [members[0] for members in groups.values() if len(members) == 1]
        actual = _actual_values(engine, {target: days[target] for target in single}, metrics)
        for keys in sorted(groups):
            members = groups[keys]
            found = actual.get(members[0]) if len(members) == 1 else None
            share = None
            if found is not None and question.metric.progress is Progress.PACE:
                share = expected(engine, members[0], days[members[0]], metrics)
            measured = metrics.get(members[0].metric_id) if found is not None else None
            yield _answer(question.metric, period.label, keys, members, found, measured, share)


def _periods(selection: Selection, last: date | None, targets: list[Target]) -> list[Period]:
    end = selection.end or last
    if selection.grain is Grain.TOTAL:
        return [Period(None, selection.start or date.min, end or date.max)]
    if end is None or not (targets or selection.start):
        return []
    start = selection.start or date(min(target.year for target in targets), 1, 1)
    return list(periods(min(start, end), end, selection.grain))


def _answer(
    metric: Metric,
    label: str | None,
    keys: Keys,
    targets: list[Target],
    found: Answer | None,
    measured: Metric | None,
    share: float | None,
) -> Answer:
    """Return a group's answer; measured, found: the metric of its one target, and the actual value."""
    numerator = None if found is None else found.value
    denominator = targets[0].target if len(targets) == 1 else None
    value = None
    if measured is not None and measured.better is not Better.DOWN and numerator is not None and denominator:
        value = 100 * numerator / denominator - 100 * (share or 0)
    qualifier = None if found is None or value is None else found.qualifier
    return Answer(metric.id, label, keys, value, numerator, denominator, len(targets), qualifier)


def expected(engine: Engine, target: Target, day: date, metrics: Mapping[str, Metric]) -> float:
    """Return what share of its target a metric should have reached by a day, 0–1."""
    metric = metrics[target.metric_id]
    if not accumulates(metric):
        return 1.0
    where = scope_filter(engine, metric, target.scope) or {}
    return expected_share(engine, metric, day, where, is_seasonal=target.is_seasonal)


def _actual_values(
    engine: Engine, days: Mapping[Target, date], metrics: Mapping[str, Metric]
) -> dict[Target, Answer]:
    """Return the year-to-date answer for each target that can be measured; a call per scope and day."""
    together: dict[tuple[str, str, date], list[Target]] = {}
    for target, day in days.items():
        metric = metrics.get(target.metric_id)
        if metric is None or metric.progress is not None or not metric.may_be_target:
            continue
        where = scope_filter(engine, metric, target.scope)
        if where is not None:
            together.setdefault((target.scope, "".join(where), day), []).append(target)
    result: dict[Target, Answer] = {}
    for (scope, _, day), members in together.items():
        where = scope_filter(engine, metrics[members[0].metric_id], scope) or {}
        selection = year_to_date_selection(day, where)
        questions = [engine.question(metrics[target.metric_id], selection) for target in members]
        result |= dict(zip(members, engine.answers(questions, selection), strict=True))
    return result


def year_to_date_selection(day: date, where: Mapping[str, tuple[str, ...]]) -> Selection:
    """Return the selection whose answer is a target's actual value on a day."""
    return Selection(start=date(day.year, 1, 1), end=day, where=where)


def scope_filter(engine: Engine, metric: Metric, scope: str) -> dict[str, tuple[str, ...]] | None:
    """Return the filter that a target's scope stands for; None where the metric cannot be so filtered."""
    if scope == DISTRICT_SCOPE:
        return {}
    for name in _SCOPE_DIMENSIONS:
        if name in metric.dimensions and scope in engine.known_values(metric, DIMENSIONS[name]):
            return {name: (scope,)}
    return None


def value_of(target: Target, name: str) -> Any:
    """Return a target's value of a dimension, as text."""
    if name not in _TARGET_COLUMNS:
        raise KeyError(f"targets have no dimension {name}")
    return str(getattr(target, name))
