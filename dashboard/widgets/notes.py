"""The line under a chart: 口径 · 来源 · 截至."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formatting import day
from dashboard.periods import Moment
from dashboard.texts import subjects as texts
from dashboard.texts.quality import LEDGER_SOURCE
from warehouse.contracts.registry import DATASETS
from warehouse.marts.build import MARTS
from warehouse.metrics.catalogue import METRICS


def source_note(metric_ids: Sequence[str], moment: Moment) -> str:
    """Return which metrics a chart shows, from which ledger, up to which day."""
    datasets = dict.fromkeys(
        MARTS[measure.over].dataset
        for metric_id in metric_ids
        for measure in METRICS[metric_id].measures
        if MARTS[measure.over].dataset
    )
    return texts.NOTE.format(
        metrics="、".join(metric_ids),
        # What is about the tables themselves (Q01–Q05) comes from the ledger of loads.
        source="、".join(DATASETS[name].label for name in datasets if name) or LEDGER_SOURCE,
        day=day(moment.as_of),
    )
