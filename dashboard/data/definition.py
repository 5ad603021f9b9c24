"""The definition of a metric (口径) as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.texts import common
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.versions import Definitions
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Definition:
    """A title and its lines: label and text."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def text(self, label: str) -> str:
        """Return the text of a line; "" where the metric has none of it."""
        return dict(self.lines).get(label, "")


def definition(snapshot: Snapshot, metric_id: str) -> Definition:
    """Return a metric's definition as it was when the snapshot was made; KeyError for an unknown metric.

    Today's where the snapshot has no record of it.
    """
    recorded = Definitions(snapshot.database, snapshot.id).record(metric_id)
    metric = METRICS[metric_id].record() if recorded is None else recorded
    labels = common.DEFINITION_FIELDS
    texts = {name: str(metric[name]) for name in labels}
    texts["better"] = common.BETTER[texts["better"]]
    lines = tuple((label, texts[name]) for name, label in labels.items() if texts[name])
    return Definition(f"{metric['id']} {metric['name']}", lines)
