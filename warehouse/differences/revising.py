"""Revisions (追溯变更): what late filings and corrections changed in periods that have been shown.

A snapshot never changes, so a frozen week keeps what was shown; this tells it from what is known now.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.differences.comparing import Asked, compare
from warehouse.differences.model import Revision
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot


def revisions(
    shown: Snapshot, now: Snapshot, metric_ids: Sequence[str], selection: Selection
) -> list[Revision]:
    """Return the numbers of a selection whose value differs between two snapshots, in the order of a query.

    shown: the snapshot that was current when the periods were shown. now: a later one. The selection
    names past periods by start and end, its grain what they are split into (weeks: Grain.WEEK).
    Raises BadSelection, also where periods have no first or last day.
    """
    found = compare(shown, now, metric_ids, [Asked("", selection)], values_only=True)
    return [revision for _, revision in found]
