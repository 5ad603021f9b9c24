"""The shape of a fact: the values of one contract row, before anyone has written it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from warehouse.contracts.model import PERSON_ID
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Qualifier

FIRST_YEAR = 2021


@dataclass(frozen=True)
class Estimate:
    """A number that its author only estimated (余 约 近); value is the number as written."""

    value: int
    qualifier: Qualifier


Value = str | int | Decimal | date | bool | Estimate | tuple[str, ...] | None


@dataclass(frozen=True)
class Fault:
    """A real mistake in one cell: the finding's code, the contract column and the text written."""

    code: str
    column: str
    text: str


@dataclass(frozen=True)
class Fact:
    """One row of a dataset: contract column name → value (DATE_SPAN columns hold two names)."""

    dataset: str
    values: Mapping[str, Value]
    fault: Fault | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[Value, ...]:
        """The business key of the contract; a person stands under the name and what tells namesakes apart."""
        return tuple(self._key_part(name) for name in DATASETS[self.dataset].key)

    def _key_part(self, name: str) -> Value:
        dataset = DATASETS[self.dataset]
        if self.values.get(name) is not None:
            return self.values[name]
        if name == PERSON_ID and dataset.person is not None:
            parts = (self.values.get(column) for column in dataset.person.told_apart_by)
            apart = next((part for part in parts if part is not None), "")
            return (str(self.values[dataset.person.name]), str(apart))
        fallback = dataset.key_fallbacks.get(name)
        return None if fallback is None else self._key_part(fallback)

    def day(self, column: str) -> date:
        """Return a date value; TypeError if the column holds none."""
        value = self.values.get(column)
        if not isinstance(value, date):
            raise TypeError(f"{self.dataset}.{column} holds no date: {value!r}")
        return value

    def known_on(self, day: date, columns: Iterable[str], dependent: Iterable[str] = ()) -> Fact:
        """Return the fact as its author knew it on a day: later dates, and what hangs on them, blank.

        dependent: columns that are blank while any date of `columns` is still to come.
        """
        later = {name for name in columns if isinstance(when := self.values.get(name), date) and when > day}
        hidden = later | (set(dependent) if later else set())
        return Fact(
            self.dataset, {name: None if name in hidden else value for name, value in self.values.items()}
        )


def number(value: Value) -> int:
    """Return the count behind a value: the written number of an estimate, 0 for a blank."""
    if isinstance(value, Estimate):
        return value.value
    return value if isinstance(value, int) else 0
