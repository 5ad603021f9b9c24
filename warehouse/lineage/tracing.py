"""From a number to its rows, and from each row to the cells of the original file."""

from __future__ import annotations

from warehouse.lineage.cells import traced_rows
from warehouse.lineage.contributions import contributions_to
from warehouse.lineage.model import TracedRow
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot


def trace(
    snapshot: Snapshot, metric_id: str, selection: Selection, limit: int | None = None
) -> list[TracedRow]:
    """Return the rows behind a metric under a selection, the largest contributions first.

    The grain and `by` of the selection do not matter: the rows of all its periods and groups are one
    list, and each row is in it once. A stock is traced at its last day. Raises BadSelection.
    """
    found = contributions_to(snapshot, metric_id, selection)
    return traced_rows(snapshot.database, found if limit is None else found[:limit])
