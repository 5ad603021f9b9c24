"""三项制度 per unit: each system's rates with what is short of the target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, Where, split, totals
from dashboard.data.controls import usual_target
from dashboard.texts import enforcement as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

# System → the metrics that tell of it, in the order of texts.SYSTEMS.
SYSTEM_METRICS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    zip(texts.SYSTEMS, (("E02", "E05"), ("E06", "E03"), ("E04", "E07"), ("E01",)), strict=True)
)
MATRIX_METRICS = tuple(metric_id for _, metric_ids in SYSTEM_METRICS for metric_id in metric_ids)
_FULL = 100.0


@dataclass(frozen=True)
class Coverage:
    """One rate of one unit. short: how many more the target needs; None where there is nothing to judge."""

    answer: Answer
    short: int | None


@dataclass(frozen=True)
class UnitSystems:
    """The rates of one unit by metric."""

    unit: str
    cells: Mapping[str, Coverage]

    @property
    def missed(self) -> int:
        """How many rates are below their target."""
        return sum(bool(cell.short) for cell in self.cells.values())


@dataclass(frozen=True)
class ThreeSystems:
    """The units, those with most below their target first, and all of them together."""

    units: tuple[UnitSystems, ...]
    whole: Mapping[str, Coverage]

    def missed_by(self, metric_id: str) -> int:
        """Return how many units are below a metric's target."""
        return sum(bool(unit.cells[metric_id].short) for unit in self.units)


def three_systems(snapshot: Snapshot, start: date, end: date, where: Where) -> ThreeSystems:
    """Return the rates of every unit that has anything to judge; stocks at the end of the period."""
    found = split(snapshot, MATRIX_METRICS, ("unit",), start, end, where)
    whole = totals(snapshot, MATRIX_METRICS, start, end, where)
    by_unit: dict[str, dict[str, Answer]] = {}
    for metric_id, answers in found.items():
        for answer in answers:
            name = answer.group[0]
            if name and answer.denominator:
                by_unit.setdefault(name, {})[metric_id] = answer
    units = [
        UnitSystems(
            name,
            {metric_id: coverage(metric_id, of.get(metric_id, NO_ANSWER)) for metric_id in MATRIX_METRICS},
        )
        for name, of in by_unit.items()
    ]
    units.sort(key=lambda row: (-row.missed, -_short(row), row.unit))
    return ThreeSystems(
        tuple(units), {metric_id: coverage(metric_id, whole[metric_id]) for metric_id in MATRIX_METRICS}
    )


def coverage(metric_id: str, answer: Answer) -> Coverage:
    """Return a rate with how many more it would take to reach the metric's usual target."""
    target = usual_target(metric_id)
    if target is None or answer.numerator is None or not answer.denominator:
        return Coverage(answer, None)
    needed = math.ceil(round(answer.denominator * target / _FULL, 6))
    return Coverage(answer, max(needed - int(answer.numerator), 0))


def _short(row: UnitSystems) -> int:
    return sum(cell.short or 0 for cell in row.cells.values())


def cell_selection(metric_id: str, selection: Selection) -> Selection:
    """Return what a cell asks for: a stock holds on the last day, whenever it began."""
    is_stock = METRICS[metric_id].basis is Basis.STOCK
    return Selection(None if is_stock else selection.start, selection.end, where=selection.where)
