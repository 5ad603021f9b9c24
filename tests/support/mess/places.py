"""Names of the shipped reference that the corpus uses: units, townships and villages with their codes."""

from __future__ import annotations

from functools import cache
from typing import Any

from warehouse.contracts.types import ValueKind
from warehouse.reference.tables import load_reference

# Departments that every district has, written alike everywhere.
UNITS = (
    *("公安局", "司法局", "财政局", "教育局", "民政局", "人社局", "住建局", "城管局", "交通局", "农业农村局"),
    *("卫健委", "应急局", "市场监管局", "统计局", "医保局", "发改委", "工信局", "信访局", "税务局", "审计局"),
)


@cache
def codes() -> dict[str, str]:
    """Every name of the reference with its code."""
    reference = load_reference()
    return (
        {unit.name: unit.code for unit in reference.units}
        | {township.name: township.code for township in reference.townships}
        | {village.name: village.code for village in reference.villages}
    )


@cache
def townships() -> tuple[str, ...]:
    """The names of the townships."""
    return tuple(place.name for place in load_reference().townships)


@cache
def villages() -> tuple[str, ...]:
    """The names of the villages and communities that count."""
    return tuple(place.name for place in load_reference().villages if place.counted)


@cache
def township_of() -> dict[str, str]:
    """Village → township."""
    reference = load_reference()
    names = {township.code: township.name for township in reference.townships}
    return {village.name: names[village.township_code] for village in reference.villages}


def coded(kind: ValueKind, name: Any) -> bool:
    """Whether a value of the kind is stored with the code of a name in the reference."""
    return kind.is_coded and name in codes()
