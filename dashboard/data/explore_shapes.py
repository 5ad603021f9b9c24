"""Which shapes (图形) a result can bear, why others cannot, and which is shown unless another is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.explore_address import Shape
from dashboard.texts import explore as texts
from warehouse.metrics.selection import Grain

MOST_SERIES = 6
MOST_BARS = 12
CONTROL_GRAINS = frozenset((Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF))


@dataclass(frozen=True)
class Facts:
    """What decides the shape.

    metrics, units: how many. dimensions: of the split. groups: how many different combinations of their
    values. has_values: whether any number is known. is_rate: the first metric is a quotient. has_base: it is
    compared. control: why the series bears no control chart; empty where it does.
    """

    metrics: int
    units: int
    dimensions: int
    groups: int
    periods: int
    grain: Grain
    has_values: bool = True
    is_rate: bool = False
    has_base: bool = False
    control: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether values are spread over time."""
        return self.grain is not Grain.TOTAL

    @property
    def series(self) -> int:
        """How many lines there would be."""
        return self.metrics * max(self.groups, 1)


def reasons(facts: Facts) -> Mapping[Shape, str]:
    """Return for each shape why it does not fit; empty where it does."""
    if not facts.has_values:
        return {shape: "" if shape is Shape.TABLE else texts.NOTHING_TO_DRAW for shape in Shape}
    return {
        Shape.LINE: _line(facts),
        Shape.BAR: _bar(facts),
        Shape.HEAT: _heat(facts),
        Shape.DOTS: _dots(facts),
        Shape.MULTIPLES: _multiples(facts),
        Shape.CONTROL: _control(facts),
        Shape.TABLE: "",
    }


def default_shape(facts: Facts) -> Shape:
    """Return the shape that tells most at a glance; always one that fits."""
    fits = {shape for shape, reason in reasons(facts).items() if not reason}
    for shape in _wanted(facts):
        if shape in fits:
            return shape
    return Shape.TABLE


def _wanted(facts: Facts) -> tuple[Shape, ...]:
    if facts.is_timed and facts.periods > 1:
        return (Shape.LINE, Shape.MULTIPLES)
    if facts.dimensions + (1 if facts.is_timed else 0) == 2:
        return (Shape.HEAT, Shape.MULTIPLES)
    if facts.dimensions == 1 and facts.metrics == 1:
        # A dot beside its yardstick; a count alone is a length from zero.
        is_ranking = facts.is_rate or facts.has_base or facts.groups > MOST_BARS
        return (Shape.DOTS, Shape.BAR) if is_ranking else (Shape.BAR, Shape.DOTS)
    # One number is no picture.
    return (Shape.MULTIPLES, Shape.BAR) if facts.series > 1 else ()


def _line(facts: Facts) -> str:
    if not facts.is_timed:
        return texts.NEEDS_TIME
    if facts.units > 1:
        return texts.NEEDS_ONE_UNIT
    if facts.series > MOST_SERIES:
        return texts.TOO_MANY_SERIES.format(count=facts.series, most=MOST_SERIES)
    return ""


def _bar(facts: Facts) -> str:
    if facts.units > 1:
        return texts.NEEDS_ONE_UNIT
    if facts.is_timed and facts.series > MOST_SERIES:
        return texts.TOO_MANY_SERIES.format(count=facts.series, most=MOST_SERIES)
    if not facts.is_timed and facts.dimensions > 1:
        return texts.NEEDS_TWO_DIMENSIONS_AT_MOST
    if not facts.is_timed and facts.metrics > 1 and facts.dimensions:
        return texts.NEEDS_ONE_METRIC
    return ""


def _heat(facts: Facts) -> str:
    if facts.metrics > 1:
        return texts.NEEDS_ONE_METRIC
    if facts.dimensions + (1 if facts.is_timed else 0) != 2:
        return texts.NEEDS_TWO_AXES
    return ""


def _dots(facts: Facts) -> str:
    if facts.is_timed:
        return texts.NEEDS_NO_TIME
    if facts.dimensions == 0:
        return texts.NEEDS_DIMENSION
    if facts.dimensions > 1:
        return texts.NEEDS_ONE_DIMENSION
    return texts.NEEDS_ONE_METRIC if facts.metrics > 1 else ""


def _multiples(facts: Facts) -> str:
    if facts.is_timed:
        return "" if facts.series > 1 else texts.NEEDS_SEVERAL
    if facts.dimensions == 0:
        return texts.NEEDS_TIME
    if facts.metrics == 1 and facts.dimensions == 1:
        return texts.NEEDS_SEVERAL
    return "" if facts.dimensions == 1 or facts.metrics == 1 else texts.NEEDS_ONE_DIMENSION


def _control(facts: Facts) -> str:
    if facts.metrics > 1:
        return texts.NEEDS_ONE_METRIC
    if facts.dimensions:
        return texts.NEEDS_NO_DIMENSION
    if facts.grain not in CONTROL_GRAINS:
        return texts.NEEDS_CONTROL_GRAIN
    return facts.control
