"""From one address of 趋势探索 to the next: another metric, one mark alone, a step deeper.

Every move keeps the address whole: a split or filter that a new metric does not know goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from dashboard.data.explore_address import (
    MOST_METRICS,
    MOST_SPLITS,
    Address,
    Against,
    Quick,
    common_dimensions,
    in_order,
)
from dashboard.periods import months_before
from warehouse.metrics.selection import Grain, Period, period_of

# What a grain is drilled into.
_FINER: Mapping[Grain, Grain] = MappingProxyType(
    {
        Grain.YEAR: Grain.QUARTER,
        Grain.HALF: Grain.QUARTER,
        Grain.QUARTER: Grain.MONTH,
        Grain.MONTH: Grain.WEEK,
    }
)
# Dimension → those it is drilled into, the first that the metric knows.
_DEEPER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "township": ("village", "school", "subject"),
        "village_kind": ("village", "subject"),
        "unit_kind": ("unit", "respondent", "defendant"),
        "category": ("level", "subject"),
        "level": ("subject",),
        "subject_type": ("subject",),
        "school_stage": ("school",),
        "stage": ("indicator",),
        "batch": ("unit",),
        "grade": ("unit",),
        "setting": ("form", "theme"),
        "form": ("theme",),
        "field": ("matter", "outcome"),
        "respondent": ("field", "matter"),
        "defendant": ("instance",),
        "unit": ("form", "type", "field", "file_type", "dataset", "indicator"),
        "type": ("unit",),
        "dataset": ("unit",),
        "clock": ("unit",),
        "scope": ("metric_id",),
    }
)


# A value for each dimension of a split; None is 未注明.
Group = tuple[str | None, ...]


@dataclass(frozen=True)
class Key:
    """What one number of the page is about: a metric, a period's label, and a value per dimension of `by`."""

    metric_id: str
    period: str | None
    group: Group


def resolved(address: Address, as_of: date) -> tuple[date | None, date]:
    """Return the first and last day that an address asks for; the first is None from the first record on."""
    if address.is_custom:
        last = min(address.end or as_of, as_of)
        return (address.start if address.start is None or address.start <= last else last), last
    match address.quick:
        case Quick.YEAR:
            return date(as_of.year, 1, 1), as_of
        case Quick.LAST_YEAR:
            return date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)
        case Quick.MONTHS_12:
            return months_before(as_of, 11), as_of
        case Quick.YEARS_3:
            return date(as_of.year - 2, 1, 1), as_of
        case Quick.ALL:
            return None, as_of


def period_from_label(label: str, grain: Grain) -> Period:
    """Return the period that a label names: 2026, 2026-H1, 2026-Q4, 2026-11, 2026-W47."""
    year, _, part = label.partition("-")
    match grain:
        case Grain.WEEK:
            day = date.fromisocalendar(int(year), int(part[1:]), 1)
        case Grain.MONTH:
            day = date(int(year), int(part), 1)
        case Grain.QUARTER:
            day = date(int(year), int(part[1:]) * 3, 1)
        case Grain.HALF:
            day = date(int(year), int(part[1:]) * 6, 1)
        case _:
            day = date(int(year), 1, 1)
    return period_of(day, grain)


def with_metrics(address: Address, metric_ids: Iterable[str]) -> Address:
    """Return the address with these metrics, without splits and filters that one of them does not know."""
    metrics = tuple(dict.fromkeys(metric_ids))[:MOST_METRICS]
    allowed = common_dimensions(metrics)
    where = {name: values for name, values in address.where if name in allowed}
    other = address.other if address.other is not None and address.other[0] in allowed else None
    return replace(
        address,
        metrics=metrics,
        by=tuple(name for name in address.by if name in allowed),
        where=in_order(where),
        other=other,
        shape=address.shape if metrics else None,
    )


def with_condition(address: Address, dimension: str, values: Iterable[str]) -> Address:
    """Return the address with a dimension filtered by these values; without any it is not filtered."""
    return replace(address, where=in_order({**address.conditions, dimension: tuple(values)}))


def dropped(before: Address, after: Address) -> tuple[str, ...]:
    """Return the dimensions by which `before` was split or filtered, and `after` is no longer."""
    had = (*before.by, *(name for name, _ in before.where))
    keeps = {*after.by, *(name for name, _ in after.where)}
    return tuple(dict.fromkeys(name for name in had if name not in keeps))


def only(address: Address, key: Key) -> Address | None:
    """Return the address that shows what a mark is about and nothing beside it; None where it cannot.

    A group becomes a filter (unless it is 未注明), a period the days from its first to its last.
    """
    found = replace(address, metrics=(key.metric_id,))
    for name, value in zip(address.by, key.group, strict=True):
        if value is not None:
            found = with_condition(found, name, (value,))
    # A filter with one value left needs no split of its own.
    split = tuple(name for name, value in zip(address.by, key.group, strict=True) if value is None)
    found = replace(found, by=split)
    if key.period is not None and all(value is None for value in key.group):
        found = _within(found, key.period)
    return None if found == address else _settled(replace(found, shape=None))


def drilled(address: Address, key: Key) -> Address | None:
    """Return the address a step deeper: a group into what it is made of, else a period into shorter ones.

    None where there is nothing finer.
    """
    for place, (name, value) in enumerate(zip(address.by, key.group, strict=True)):
        deeper = next_dimension(address, name)
        if value is None or deeper is None:
            continue
        found = with_condition(address, name, (value,))
        by = (*address.by[:place], deeper, *address.by[place + 1 :])
        return _settled(replace(found, by=by[:MOST_SPLITS], shape=None))
    finer = _FINER.get(address.grain)
    if key.period is None or finer is None:
        return None
    return _settled(replace(_within(address, key.period), grain=finer, shape=None))


def drill_target(address: Address, key: Key) -> str | Grain | None:
    """Return what `drilled` goes into: a dimension or a grain; None where there is nothing finer."""
    for name, value in zip(address.by, key.group, strict=True):
        deeper = next_dimension(address, name)
        if value is not None and deeper is not None:
            return deeper
    return _FINER.get(address.grain) if key.period is not None else None


def next_dimension(address: Address, name: str) -> str | None:
    """Return the dimension that a dimension is drilled into."""
    allowed = common_dimensions(address.metrics)
    taken = {*address.by, *address.conditions}
    return next((one for one in _DEEPER.get(name, ()) if one in allowed and one not in taken), None)


def _within(address: Address, label: str) -> Address:
    period = period_from_label(label, address.grain)
    first = max(period.start, address.start) if address.start is not None else period.start
    last = min(period.end, address.end) if address.end is not None else period.end
    return replace(address, start=first, end=max(first, last), quick=Quick.MONTHS_12)


def _settled(address: Address) -> Address:
    """Return the address without a comparison that has lost its object."""
    if address.against is not Against.OTHER or address.other is None:
        return address
    name, value = address.other
    return replace(address, other=None) if address.conditions.get(name) == (value,) else address
