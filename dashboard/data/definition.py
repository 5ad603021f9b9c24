"""The definition of a metric (口径) as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.texts import common
from warehouse.metrics.catalogue import METRICS


@dataclass(frozen=True)
class Definition:
    """A title and its lines: label and text."""

    title: str
    lines: tuple[tuple[str, str], ...]


def definition(metric_id: str) -> Definition:
    """Return a metric's definition; KeyError for an unknown metric."""
    metric = METRICS[metric_id]
    labels = common.DEFINITION_FIELDS
    lines = (
        (labels["definition"], metric.definition),
        (labels["unit"], metric.unit),
        (labels["better"], common.BETTER[metric.better.value]),
        (labels["target"], metric.target),
        (labels["note"], metric.note),
        (labels["source"], metric.source),
        (labels["owner"], metric.owner),
    )
    return Definition(f"{metric.id} {metric.name}", tuple((label, text) for label, text in lines if text))
