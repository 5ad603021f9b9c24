"""The numbers that two snapshots are compared in: each answered by both, by their own definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from warehouse.errors import BadSelection
from warehouse.metrics import progress
from warehouse.metrics.answer import Answer
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Metric
from warehouse.metrics.scan import Keys
from warehouse.metrics.selection import Grain, Period, Selection, periods
from warehouse.metrics.versions import UnknownDefinition

Place = tuple[str | None, Keys]
"""A period's label and the values of the dimensions."""


@dataclass(frozen=True)
class Pair:
    """A metric and its filters as each of two snapshots has them."""

    before: Question
    after: Question


def pair_of(engines: tuple[Engine, Engine], metric: Metric, selection: Selection) -> Pair:
    """Resolve a metric and a selection for both snapshots.

    A value that only one of them knows (a series that is new, a unit that was merged) is asked of the other
    too, and finds nothing there. Raises BadSelection where neither knows it, and UnknownDefinition.
    """
    found: list[Question | BadSelection] = []
    for engine in engines:
        try:
            found.append(engine.question(metric, selection))
        except UnknownDefinition:
            raise
        except BadSelection as error:
            found.append(error)
    before, after = found
    if isinstance(after, BadSelection):
        if isinstance(before, BadSelection):
            raise after
        after = _as_in(engines[1], before, metric)
    if isinstance(before, BadSelection):
        before = _as_in(engines[0], after, metric)
    return Pair(before, after)


def _as_in(engine: Engine, other: Question, metric: Metric) -> Question:
    """Return the question that another snapshot understood, with this one's definition."""
    definitions = engine.definitions
    return replace(other, metric=definitions.metric(metric), is_defined=definitions.has(metric.id))


def answers_of(
    engine: Engine, questions: Sequence[Question], selection: Selection
) -> dict[tuple[str, Place], Answer]:
    """Return the answers of one snapshot, by metric and place."""
    plain = [question for question in questions if question.metric.progress is None]
    found = list(engine.answers(plain, selection))
    for question in questions:
        if question.metric.progress is not None:
            found.extend(progress.answers(engine, question, selection, METRICS))
    return {(answer.metric, (answer.period, answer.keys)): answer for answer in found}


def periods_of(selection: Selection) -> Mapping[str | None, Period]:
    """Return the periods of a selection by label; BadSelection where it has a grain without both ends."""
    if selection.grain is Grain.TOTAL:
        return {}
    if selection.start is None or selection.end is None:
        raise BadSelection("按周、月、季、年核对变更时，请给出起始日和截止日")
    return {one.label: one for one in periods(selection.start, selection.end, selection.grain)}
