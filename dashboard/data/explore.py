"""The numbers of 趋势探索: every metric, period and group of an address, with totals asked anew.

A total is never added up here: that of a ratio is the ratio of sums, a distinct count is counted again. One
query answers all metrics of one selection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.control import control_panel
from dashboard.data.explore_address import Address
from dashboard.data.explore_bases import Base, bases
from dashboard.data.explore_moves import Group, Key, period_from_label, resolved
from dashboard.data.explore_shapes import CONTROL_GRAINS, Facts
from dashboard.texts import explore as texts
from warehouse.control_charts.fitness import Shape as ControlShape
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS, Values
from warehouse.metrics.engine import Engine
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

# As many numbers are asked for at most; beyond that the first groups alone are.
MOST_NUMBERS = 12_000


@dataclass(frozen=True)
class Explored:
    """All that the page shows of an address.

    start, end: the days asked for. periods: labels in the order of time, (None,) for a total. groups: the
    values of `by`, the highest total first, 未注明 last; all_groups: how many there are, where that is more.
    numbers: by metric, period and group. by_group, by_period, whole: totals asked anew. by_first, by_second:
    those of each of two dimensions. base: what they are compared with. why_no_control: see `Facts`.
    """

    address: Address
    start: date
    end: date
    periods: tuple[str | None, ...]
    groups: tuple[Group, ...]
    all_groups: int
    numbers: Mapping[Key, Answer]
    by_group: Mapping[Key, Answer]
    by_period: Mapping[Key, Answer]
    whole: Mapping[str, Answer]
    by_part: tuple[Mapping[tuple[str, str | None], Answer], ...]
    base: Base
    is_partial: bool
    why_no_control: str
    notices: tuple[str, ...] = ()

    def number(self, key: Key) -> Answer:
        """Return what is known of a key."""
        return self.numbers.get(key, NO_ANSWER)

    def keys(self, metric_id: str, group: Group) -> list[Key]:
        """Return the keys of a series in the order of time."""
        return [Key(metric_id, period, group) for period in self.periods]

    @cached_property
    def series(self) -> tuple[tuple[str, Group], ...]:
        """Metric and group of every series, the groups of the first metric first."""
        return tuple((metric_id, group) for metric_id in self.address.metrics for group in self.groups)

    @property
    def facts(self) -> Facts:
        """What decides the shape."""
        metrics = [METRICS[metric_id] for metric_id in self.address.metrics]
        return Facts(
            len(metrics),
            len({metric.unit for metric in metrics}),
            len(self.address.by),
            len(self.groups) if self.address.by else 0,
            len(self.periods),
            self.address.grain,
            any(answer.value is not None for answer in self.numbers.values()),
            is_ratio(metrics[0].id) if metrics else False,
            bool(self.base.answers),
            self.why_no_control,
        )

    def selection(self, key: Key | None = None) -> Selection:
        """Return what the warehouse was asked, or what is behind one number of it.

        A number of a group 未注明 has no selection of its own: it is part of that of its split.
        """
        conditions = self.address.conditions
        if key is None:
            return Selection(self.start, self.end, self.address.grain, self.address.by, conditions)
        start, end, by = self.start, self.end, []
        if key.period is not None:
            period = period_from_label(key.period, self.address.grain)
            start, end = max(start, period.start), min(end, period.end)
        # A total over all groups has none.
        for name, value in zip(self.address.by, key.group, strict=False):
            if value is None:
                by.append(name)
            else:
                conditions[name] = (value,)
        return Selection(start, end, Grain.TOTAL, tuple(by), conditions)


def is_ratio(metric_id: str) -> bool:
    """Whether a metric is a quotient."""
    return METRICS[metric_id].denominator is not None or METRICS[metric_id].progress is not None


def usable(snapshot: Snapshot, address: Address) -> tuple[Address, tuple[str, ...]]:
    """Return the address with the values that the snapshot knows, as it writes them; a notice for others."""
    notices = []
    where: dict[str, tuple[str, ...]] = {}
    for name, values in address.where:
        known = known_values(snapshot, address.metrics, name)
        where[name] = tuple(dict.fromkeys(known[value] for value in values if value in known))
        notices += [_unknown(name, value) for value in values if value not in known]
    other = address.other
    if other is not None:
        known = known_values(snapshot, address.metrics, other[0])
        if other[1] not in known:
            notices.append(_unknown(*other))
        other = (other[0], known[other[1]]) if other[1] in known else None
    kept = tuple((name, values) for name, values in where.items() if values)
    return replace(address, where=kept, other=other), tuple(notices)


def _unknown(name: str, value: str) -> str:
    return texts.UNKNOWN_VALUE.format(dimension=DIMENSIONS[name].label, value=value)


def known_values(snapshot: Snapshot, metric_ids: Sequence[str], name: str) -> Mapping[str, str]:
    """Return every accepted way of writing → value that all the metrics know of a dimension."""
    engine = snapshot.once(Engine)
    found: dict[str, str] | None = None
    for metric_id in metric_ids:
        known = engine.known_values(METRICS[metric_id], DIMENSIONS[name])
        found = known if found is None else {text: value for text, value in found.items() if text in known}
    return found or {}


def dimension_values(snapshot: Snapshot, metric_ids: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the values that a dimension may be filtered by, in the order of their contract, else by name."""
    values = tuple(dict.fromkeys(known_values(snapshot, metric_ids, name).values()))
    return values if DIMENSIONS[name].values is Values.OWN else tuple(sorted(values))


def explore(snapshot: Snapshot, address: Address, as_of: date) -> Explored:
    """Return what an address shows, with data up to a day; `address` is usable and names a metric."""
    first, end = resolved(address, as_of)
    asked = _Asked(snapshot, address, first, end)
    by_group = asked.answers(Grain.TOTAL, address.by)
    groups = _ordered({key.group for key in by_group}, by_group, address.metrics)
    periods = asked.periods()
    start = asked.start if asked.start is not None else _first_day(periods, address.grain, end)
    asked = replace(asked, start=start)
    shown, limit = _within_bounds(address, groups, len(periods))
    is_timed = address.grain is not Grain.TOTAL
    numbers = asked.answers(address.grain, address.by, limit) if is_timed else by_group
    no_group = asked.answers(Grain.TOTAL, ()) if address.by else by_group
    base, why_not = bases(snapshot, address, start, end, [one for one in periods if one], shown)
    return Explored(
        address,
        start,
        end,
        periods,
        shown,
        len(groups),
        {key: answer for key, answer in numbers.items() if key.group in set(shown)},
        by_group,
        asked.answers(address.grain, ()) if is_timed and address.by else {},
        {key.metric_id: answer for key, answer in no_group.items()},
        tuple(
            {
                (key.metric_id, key.group[0]): answer
                for key, answer in asked.answers(Grain.TOTAL, (name,)).items()
            }
            for name in (address.by if len(address.by) > 1 else ())
        ),
        base,
        is_timed and period_from_label(periods[-1] or "", address.grain).end > end if periods else False,
        _why_no_control(snapshot, address, end),
        (why_not,) if why_not else (),
    )


@dataclass(frozen=True)
class _Asked:
    """An address being asked of a snapshot. start: None from the first record on."""

    snapshot: Snapshot
    address: Address
    start: date | None
    end: date

    def answers(
        self, grain: Grain, by: tuple[str, ...], limit: Mapping[str, tuple[str, ...]] | None = None
    ) -> dict[Key, Answer]:
        """Return the answers by key. limit: filters beyond those of the address."""
        where = {**self.address.conditions, **(limit or {})}
        found = split(self.snapshot, self.address.metrics, by, self.start, self.end, where, grain)
        return {
            Key(metric_id, answer.period, answer.group): answer
            for metric_id, answers in found.items()
            for answer in answers
        }

    def periods(self) -> tuple[str | None, ...]:
        """Return the labels of the periods, those of all metrics."""
        if self.address.grain is Grain.TOTAL:
            return (None,)
        labels = {key.period for key in self.answers(self.address.grain, ())}
        return tuple(sorted(label for label in labels if label is not None))


def _first_day(periods: Sequence[str | None], grain: Grain, end: date) -> date:
    """Return the first day of what was asked from the first record on."""
    label = periods[0] if periods else None
    return date(1949, 10, 1) if label is None else min(period_from_label(label, grain).start, end)


def _ordered(
    groups: set[Group], totals: Mapping[Key, Answer], metric_ids: Sequence[str]
) -> tuple[Group, ...]:
    """Return groups by the value of the first metric, the highest first; without one, then 未注明, last."""

    def place(group: Group) -> tuple[object, ...]:
        value = totals.get(Key(metric_ids[0], None, group), NO_ANSWER).value
        return (None in group, value is None, -(value or 0), tuple(name or "" for name in group))

    return tuple(sorted(groups, key=place))


def _within_bounds(
    address: Address, groups: tuple[Group, ...], periods: int
) -> tuple[tuple[Group, ...], Mapping[str, tuple[str, ...]]]:
    """Return as many groups as can be asked for at once, and the filter that leaves only them.

    Values of a dimension with many of them are filtered one by one; 未注明 cannot be, and goes first.
    """
    most = max(1, MOST_NUMBERS // (max(periods, 1) * len(address.metrics)))
    if address.grain is Grain.TOTAL or len(groups) <= most:
        return groups, {}
    shown = tuple(group for group in groups if None not in group)[:most]
    where = {
        name: tuple(dict.fromkeys(str(group[place]) for group in shown))
        for place, name in enumerate(address.by)
    }
    return shown, where


def _why_no_control(snapshot: Snapshot, address: Address, end: date) -> str:
    if len(address.metrics) != 1 or address.by or address.grain not in CONTROL_GRAINS:
        return ""
    found = control_panel(snapshot, address.metrics[0], end, address.grain, where=address.conditions)
    return "" if found.fitness.shape is ControlShape.CONTROL else found.fitness.reason


def is_stock(metric_ids: Sequence[str]) -> bool:
    """Whether any of the metrics is taken at the end of its period."""
    return any(METRICS[metric_id].basis is not Basis.FLOW for metric_id in metric_ids)
