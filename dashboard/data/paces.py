"""Yearly targets (年度目标) on a day: how far they are, and how they stand against 序时进度."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, split
from dashboard.formatting import PERCENT
from dashboard.status import Status
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot

# A target is 滞后 where it is this many 百分点 behind the elapsed share of the year (序时进度), and 预警
# where it is half as many behind.
# A rate does not grow with the year: it is held against the target itself, by the same distances.
LAGGING_GAP = -10.0
WARNING_GAP = -5.0
ATTAINED = 100.0


def status_of_gap(gap: float) -> Status:
    """Return the status of a target by its distance from 序时进度 in 百分点."""
    if gap <= LAGGING_GAP:
        return Status.LAGGING
    return Status.WARNING if gap <= WARNING_GAP else Status.NORMAL


@dataclass(frozen=True)
class TargetPace:
    """A yearly target on a day: attainment in percent, distance in 百分点, actual and target.

    is_rate: the target is a percentage, and the distance is that from the target; otherwise it is the
    distance from 序时进度.
    """

    metric_id: str
    scope: str
    share: float
    gap: float
    actual: Answer
    target: float
    is_rate: bool

    @property
    def status(self) -> Status:
        """A target that has been reached is 正常 whatever the calendar says."""
        if self.share >= ATTAINED:
            return Status.NORMAL
        return status_of_gap(self.gap)


def target_paces(snapshot: Snapshot, as_of: date) -> list[TargetPace]:
    """Return the year's targets that can be measured on a day."""
    start = date(as_of.year, 1, 1)
    found = split(snapshot, ["A05"], ("metric_id", "scope"), start, as_of)["A05"]
    return [
        pace
        for answer in found
        if answer.group[0] in METRICS and (pace := _pace(str(answer.group[0]), answer)) is not None
    ]


def _pace(metric_id: str, answer: Answer) -> TargetPace | None:
    actual, target = answer.numerator, answer.denominator
    if answer.value is None or actual is None or not target:
        return None
    is_rate = METRICS[metric_id].unit == PERCENT
    return TargetPace(
        metric_id,
        answer.group[1] or DISTRICT_SCOPE,
        100 * actual / target,
        actual - target if is_rate else answer.value,
        Answer(actual, None, None, None, answer.qualifier),
        target,
        is_rate,
    )
