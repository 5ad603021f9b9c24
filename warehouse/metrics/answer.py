"""One answer of a metric: its measures put together, the quotient formed once, at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.contracts.types import Qualifier
from warehouse.metrics import qualifiers
from warehouse.metrics.model import Metric
from warehouse.metrics.scan import Keys, Part


@dataclass(frozen=True)
class Answer:
    """One number. value is None where nothing was reported, or the denominator is 0."""

    metric: str
    period: str | None
    keys: Keys
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int
    qualifier: Qualifier | None


def ordered_keys(keys: Keys) -> tuple[tuple[bool, str], ...]:
    """Return what groups are ordered by: dimension values, null last."""
    return tuple((value is None, value or "") for value in keys)


def divided(metric: Metric, label: str | None, keys: Keys, cells: Sequence[Part | None]) -> Answer:
    """Form the value of a metric from its measures."""
    top = cells[0]
    numerator = None if top is None else top.value
    if metric.denominator is None:
        return Answer(
            metric.id,
            label,
            keys,
            numerator,
            numerator,
            None,
            0 if top is None else top.rows,
            None if top is None else top.qualifier,
        )
    bottom = cells[1]
    if top is None and bottom is not None and bottom.rows and _share_rows(metric):
        numerator = 0.0  # rows were reported, and none of them qualifies
    denominator = None if bottom is None else bottom.value
    value = metric.multiplier * numerator / denominator if numerator is not None and denominator else None
    qualifier = qualifiers.ratio(
        None if top is None else top.qualifier, None if bottom is None else bottom.qualifier
    )
    return Answer(
        metric.id,
        label,
        keys,
        value,
        numerator,
        denominator,
        0 if bottom is None else bottom.rows,
        qualifier if value is not None else None,
    )


def _share_rows(metric: Metric) -> bool:
    return len({measure.over for measure in metric.measures}) == 1
