"""同比 and 环比 as texts. The arithmetic and its rules stand in `warehouse.metrics.comparison`."""

from __future__ import annotations

from dashboard.data.ask import Answer
from dashboard.formatting import MISSING, PERCENT, PERCENTAGE_POINT
from dashboard.formatting import change as written
from warehouse.metrics.comparison import ChangeKind, change
from warehouse.metrics.model import Metric


def change_text(current: Answer, base: Answer, metric: Metric) -> str:
    """Return ▲增 12.9%, ▼减 3 场, ▲升 5.2 个百分点, 持平, or a dash where one side is unknown."""
    found = change(current.value, base.value, metric.unit)
    match found.kind:
        case ChangeKind.NONE:
            return MISSING
        case ChangeKind.PERCENT:
            return written(found.value, PERCENT)
        case ChangeKind.POINTS:
            return written(found.value, PERCENTAGE_POINT)
        case ChangeKind.COUNT:
            return written(found.value, metric.unit)
