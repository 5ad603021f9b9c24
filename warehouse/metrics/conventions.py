"""What every metric record must keep to, beyond what it checks of itself: its marts, columns, dimensions.

Marts and dimensions are known at import. Columns are known once marts are built, so the tests ask for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir
from ibis.common.exceptions import IbisError

from warehouse.marts.build import MARTS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Measure, Metric


def faults(metric: Metric) -> list[str]:
    """Return what a record names that does not exist; each fault names the record and the remedy."""
    return [*_unknown_marts(metric), *_unknown_dimensions(metric)]


def faults_of_columns(metric: Metric, marts: Mapping[str, ir.Table]) -> list[str]:
    """Return what a record asks of the built marts that they do not have."""
    found = []
    for measure in metric.measures:
        if measure.over in marts:
            found += [
                f"metric {metric.id}: {text}" for text in _missing(metric, measure, marts[measure.over])
            ]
    if metric.basis is Basis.STOCK and metric.numerator is not None and metric.numerator.date is not None:
        found.append(f"metric {metric.id}: a stock is not dated; give its numerator an interval instead")
    return found


def _unknown_marts(metric: Metric) -> Iterator[str]:
    for measure in metric.measures:
        if measure.over not in MARTS:
            yield f"metric {metric.id}: there is no mart {measure.over}; register it in marts/build.py"


def _unknown_dimensions(metric: Metric) -> Iterator[str]:
    for name in metric.dimensions:
        if name not in DIMENSIONS:
            yield f"metric {metric.id}: there is no dimension {name}; add it to dimensions.py"
    for measure in metric.measures:
        for name in set(measure.ignores).difference(metric.dimensions):
            yield f"metric {metric.id}: it ignores {name}, which is not among its dimensions; remove it"


def _missing(metric: Metric, measure: Measure, mart: ir.Table) -> Iterator[str]:
    uses: Sequence[tuple[str, str | None]] = (
        ("value", measure.value),
        ("date", measure.date),
        ("valid_from", measure.valid_from),
        ("valid_to", measure.valid_to),
        *((f"cited {name}", column) for name, column in measure.cited.items()),
    )
    for use, column in uses:
        if column is not None and column not in mart.columns:
            yield f"mart {measure.over} has no column {column} ({use}); add it to the mart or name another"
    for name in metric.dimensions:
        column = DIMENSIONS[name].column if name in DIMENSIONS else name
        if name not in measure.ignores and column not in mart.columns:
            yield (
                f"mart {measure.over} has no column {column} for dimension {name}; "
                "add it to the mart, or let the measure ignore the dimension"
            )
    if measure.where is not None:
        try:
            mart.filter(measure.where)
        except (AttributeError, IbisError) as error:
            yield f"the condition over {measure.over} cannot be read ({error}); name columns that it has"
