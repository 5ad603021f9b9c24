"""Whether the events of one subject come in a lawful order (申报 ≤ 推荐 ≤ 公示 ≤ 命名 ≤ 复核).

A cycle ends with an event that needs another (撤销 needs 命名), after which a new one may begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.contracts.model import SequenceRule
from warehouse.contracts.types import DatePrecision


@dataclass(frozen=True)
class Event:
    """One dated event of one subject."""

    name: str
    day: date
    precision: str = DatePrecision.DAY

    @property
    def moment(self) -> tuple[int, int]:
        """Return the event's place in time; a date known only by its year or month is its start."""
        if self.precision == DatePrecision.YEAR:
            return self.day.year, 0
        return self.day.year, self.day.timetuple().tm_yday


def first_broken(rule: SequenceRule, known: Sequence[Event], incoming: Iterable[Event]) -> list[int]:
    """Return the positions of incoming events that break the order, given the accepted ones.

    Incoming events are tried in the order of time; one that makes the history unlawful is left out,
    and the following ones are judged without it.
    """
    accepted = list(known)
    broken: list[int] = []
    ordered = sorted(enumerate(incoming), key=lambda pair: _sort_key(rule, pair[1]))
    for position, event in ordered:
        if _is_lawful(rule, [*accepted, event]) or not _is_lawful(rule, accepted):
            accepted.append(event)
        else:
            broken.append(position)
    return sorted(broken)


def _sort_key(rule: SequenceRule, event: Event) -> tuple[int, int, int]:
    rank = rule.order.index(event.name) if event.name in rule.order else len(rule.order)
    # A year-only date may lie anywhere in its year, so within the year the lawful order is assumed.
    return (*event.moment, rank)


def _is_lawful(rule: SequenceRule, events: Sequence[Event]) -> bool:
    years_only = {e.day.year for e in events if e.precision == DatePrecision.YEAR}

    def key(event: Event) -> tuple[int, int, int]:
        year, day, rank = _sort_key(rule, event)
        return (year, 0, rank) if year in years_only else (year, day, rank)

    reached = -1
    happened: set[str] = set()
    for event in sorted(events, key=key):
        needed = rule.needs.get(event.name)
        if needed is not None:
            if needed not in happened:
                return False
            reached, happened = -1, set()
            continue
        if event.name not in rule.order:
            continue
        rank = rule.order.index(event.name)
        if rank < reached:
            return False
        reached = rank
        happened.add(event.name)
    return True
