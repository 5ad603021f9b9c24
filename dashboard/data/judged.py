"""Numbers of a unit held against their target: what is far below it is 滞后, what is near below it 预警."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.data.ask import Answer
from dashboard.data.paces import TargetPace, status_of_gap
from dashboard.formatting import PERCENT
from dashboard.status import Status
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better

# A standing target that is one number: 100%, 0.
_PLAIN_TARGET = re.compile(r"(\d+(?:\.\d+)?)%?")


@dataclass(frozen=True)
class Judged:
    """A number with its status; None where it has no target, or nothing to judge."""

    answer: Answer
    status: Status | None


def rate_targets(metric_ids: Sequence[str], paces: Sequence[TargetPace]) -> dict[str, float]:
    """Return the target of each metric that has one: the year's own (全区), else that of its definition.

    paces: the year's targets. Only rates, and counts that should be 0, can be held against one number at any
    time of the year.
    """
    found: dict[str, float] = {}
    for metric_id in metric_ids:
        metric = METRICS[metric_id]
        plain = _PLAIN_TARGET.fullmatch(metric.target)
        if plain and (metric.unit == PERCENT or metric.better is Better.DOWN):
            found[metric_id] = float(plain[1])
    found |= {
        pace.metric_id: pace.target
        for pace in paces
        if pace.is_rate and pace.metric_id in metric_ids and pace.scope == DISTRICT_SCOPE
    }
    return found


def judge(metric_id: str, answer: Answer, targets: Mapping[str, float]) -> Judged:
    """Return a number with its status: a rate by its distance in 百分点, a count by being 0."""
    target = targets.get(metric_id)
    if target is None or answer.value is None:
        return Judged(answer, None)
    if METRICS[metric_id].better is Better.DOWN:
        return Judged(answer, Status.NORMAL if answer.value <= target else Status.LAGGING)
    return Judged(answer, status_of_gap(round(answer.value - target, 6)))
