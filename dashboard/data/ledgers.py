"""The ledgers (台账) that metrics are counted from, by name."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.texts.quality import LEDGER_SOURCE
from warehouse.contracts.registry import DATASETS
from warehouse.marts.build import MARTS
from warehouse.metrics.catalogue import METRICS


def ledger_names(metric_ids: Sequence[str]) -> str:
    """Return 普法活动、行政复议案件. What is about the tables themselves comes from the ledger of loads."""
    datasets = dict.fromkeys(
        MARTS[measure.over].dataset
        for metric_id in metric_ids
        for measure in METRICS[metric_id].measures
        if MARTS[measure.over].dataset
    )
    return "、".join(DATASETS[name].label for name in datasets if name) or LEDGER_SOURCE
