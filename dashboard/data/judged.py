"""Numbers of a unit held against their target: what is far below it is 滞后, what is near below it 预警."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.paces import status_of_gap
from dashboard.formatting import PERCENT
from dashboard.status import Status
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better
from warehouse.snapshots import Snapshot

# A standing target that is one number: 100%, 0.
_PLAIN_TARGET = re.compile(r"(\d+(?:\.\d+)?)%?")


@dataclass(frozen=True)
class Judged:
    """A number with its status; None where it has no target, or nothing to judge."""

    answer: Answer
    status: Status | None


NOT_JUDGED = Judged(NO_ANSWER, None)


def rate_targets(snapshot: Snapshot, metric_ids: Sequence[str], as_of: date) -> dict[str, float]:
    """Return the target of each metric that has one: the year's own (全区), else that of its definition.

    Only rates, and counts that should be 0, can be held against one number at any time of the year.
    """
    found: dict[str, float] = {}
    for metric_id in metric_ids:
        metric = METRICS[metric_id]
        plain = _PLAIN_TARGET.fullmatch(metric.target)
        if plain and (metric.unit == PERCENT or metric.better is Better.DOWN):
            found[metric_id] = float(plain[1])
    start = date(as_of.year, 1, 1)
    for answer in split(snapshot, ["A05"], ("metric_id", "scope"), start, as_of)["A05"]:
        metric_id, scope = str(answer.group[0]), answer.group[1]
        if metric_id not in metric_ids or scope not in (None, DISTRICT_SCOPE) or answer.denominator is None:
            continue
        if METRICS[metric_id].unit == PERCENT:
            found[metric_id] = answer.denominator
    return found


def judge(metric_id: str, answer: Answer, targets: Mapping[str, float]) -> Judged:
    """Return a number with its status: a rate by its distance in 百分点, a count by being 0."""
    target = targets.get(metric_id)
    if target is None or answer.value is None:
        return Judged(answer, None)
    if METRICS[metric_id].better is Better.DOWN:
        return Judged(answer, Status.NORMAL if answer.value <= target else Status.LAGGING)
    return Judged(answer, status_of_gap(round(answer.value - target, 6)))


def worst(statuses: Sequence[Status | None]) -> Status | None:
    """Return the most serious of some statuses; None where there is none."""
    return min((one for one in statuses if one is not None), key=lambda one: one.rank, default=None)
