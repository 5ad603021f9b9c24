"""Every metric, by id, in the order of publication."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.metrics.catalogue import (
    assessment,
    creation,
    deadlines,
    duties,
    enforcement,
    governance,
    legal_education,
    legality,
    litigation,
    people,
    quality,
    reconsideration,
    series,
    three_systems,
    venues,
)
from warehouse.metrics.conventions import faults
from warehouse.metrics.model import Metric, MetricError


def registered(*families: tuple[Metric, ...]) -> Mapping[str, Metric]:
    """Return the metrics by id.

    Raises MetricError, naming record and remedy, if an id, a name or another name is used twice, or a mart
    or dimension does not exist.
    """
    metrics: dict[str, Metric] = {}
    names: dict[str, str] = {}
    for metric in (metric for family in families for metric in family):
        if metric.id in metrics:
            raise MetricError(f"metric {metric.id} is registered twice; give one of them another id")
        if wrong := faults(metric):
            raise MetricError("; ".join(wrong))
        metrics[metric.id] = metric
        for name in (metric.name, *metric.aliases):
            if names.setdefault(name, metric.id) != metric.id:
                raise MetricError(
                    f"metric {metric.id}: the name {name} belongs to {names[name]}; choose another"
                )
    return MappingProxyType(metrics)


METRICS: Mapping[str, Metric] = registered(
    legal_education.METRICS,
    series.METRICS,
    duties.METRICS,
    people.METRICS,
    venues.METRICS,
    creation.METRICS,
    legality.METRICS,
    reconsideration.METRICS,
    litigation.METRICS,
    three_systems.METRICS,
    enforcement.METRICS,
    assessment.METRICS,
    governance.METRICS,
    quality.METRICS,
    deadlines.METRICS,
)
