"""Every metric, by id, in the order of publication."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.metrics.catalogue import assessment, creation, enforcement, legal_education, reconsideration
from warehouse.metrics.model import Metric, MetricError


def registered(*families: tuple[Metric, ...]) -> Mapping[str, Metric]:
    """Return the metrics by id; MetricError if an id, a name or another name is used twice."""
    metrics: dict[str, Metric] = {}
    names: dict[str, str] = {}
    for metric in (metric for family in families for metric in family):
        if metric.id in metrics:
            raise MetricError(f"metric {metric.id} is registered twice; give one of them another id")
        metrics[metric.id] = metric
        for name in (metric.name, *metric.aliases):
            if names.setdefault(name, metric.id) != metric.id:
                raise MetricError(
                    f"metric {metric.id}: the name {name} belongs to {names[name]}; choose another"
                )
    return MappingProxyType(metrics)


METRICS: Mapping[str, Metric] = registered(
    legal_education.METRICS,
    creation.METRICS,
    reconsideration.METRICS,
    enforcement.METRICS,
    assessment.METRICS,
)
