"""Ledgers that follow their rows: each shows what began in its period and what the one before left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from pipelines.demo.world.facts import Fact, Value


@dataclass
class Follower:
    """The rows of one ledger through its editions. finished: keys of rows that are not shown again."""

    known_on: Callable[[Fact, date], Fact | None]
    is_finished: Callable[[Fact], bool]
    finished: set[tuple[Value, ...]] = field(default_factory=set)

    def edition(self, facts: Iterable[Fact], day: date) -> tuple[Fact, ...]:
        """Return the rows of the edition that tells what was known on a day."""
        known = (self.known_on(fact, day) for fact in facts)
        rows = tuple(fact for fact in known if fact is not None and fact.key not in self.finished)
        self.finished |= {fact.key for fact in rows if self.is_finished(fact)}
        return rows
