"""What a number card shows, as text and numbers ready to draw."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.formatting import Figure
from dashboard.status import Status
from warehouse.metrics.selection import Selection


@dataclass(frozen=True)
class Progress:
    """Progress towards a target: fractions of the target and of the elapsed period (序时进度)."""

    share: float
    elapsed: float | None
    done_text: str
    target_text: str


@dataclass(frozen=True)
class Card:
    """A number in its context. selection leads to the rows behind it."""

    metric_id: str
    name: str
    status: Status | None
    figure: Figure
    series: tuple[float | None, ...]
    series_text: str
    changes: tuple[str, ...]
    progress: Progress | None
    note: str
    selection: Selection
