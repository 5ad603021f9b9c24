"""The line under a chart: 口径 · 来源 · 截至."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.ledgers import ledger_names
from dashboard.formatting import day
from dashboard.periods import Moment
from dashboard.texts import subjects as texts


def source_note(metric_ids: Sequence[str], moment: Moment) -> str:
    """Return which metrics a chart shows, from which ledger, up to which day."""
    return texts.NOTE.format(
        metrics="、".join(metric_ids), source=ledger_names(metric_ids), day=day(moment.as_of)
    )
