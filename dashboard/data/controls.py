"""The control charts of a page: metrics under its filters, with usual targets and recorded rebasings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dashboard.data.ask import NO_FILTER, Where
from dashboard.data.control import ControlPanel, control_panel
from dashboard.data.subject_cards import usable
from warehouse.chart_notes import rebase_notes
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

# Metric, first day of the new limits, and why.
Rebasing = tuple[str, date, str]
_NUMBER = re.compile(r"[0-9]+(?:[.][0-9]+)?")


def usual_target(metric_id: str) -> float | None:
    """Return the usual target of a metric in its own unit: 100 of 100%, 5 of 不低于 5%; None without one."""
    found = _NUMBER.search(METRICS[metric_id].target)
    return float(found[0]) if found else None


def recorded_rebasings(home: Home, metric_ids: Sequence[str]) -> tuple[Rebasing, ...]:
    """Return what has been recorded of new limits for these metrics."""
    return tuple(
        (metric_id, note.begins_on, note.reason)
        for metric_id in metric_ids
        for note in rebase_notes(home, metric_id)
    )


def controls(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    as_of: date,
    grain: Grain,
    where: Where = NO_FILTER,
    rebasings: Sequence[Rebasing] = (),
) -> list[ControlPanel]:
    """Return a control chart for each metric that can be asked under the filters."""
    return [
        control_panel(
            snapshot,
            metric_id,
            as_of,
            grain,
            where=where,
            target=usual_target(metric_id),
            rebases=[(begins_on, reason) for about, begins_on, reason in rebasings if about == metric_id],
        )
        for metric_id in metric_ids
        if usable(metric_id, where)
    ]
