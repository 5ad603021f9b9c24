"""Wide forms (横表): a column for each year, level or stage; each filled cell is a row of the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse.contracts.model import Column, Layout, Produced
from warehouse.contracts.types import TEXT


@dataclass(frozen=True)
class Spread:
    """What the columns of a wide form mean.

    headings: value that a column's header names → its headers, the usual one first. named: dataset column
    that takes that value. filled: dataset column that takes the cell. kept: columns that every row has,
    as in the dataset. constants: dataset column → the same value in every row. belongs_to: kept column →
    the headings whose rows it speaks of; without an entry it speaks of all.
    """

    headings: Mapping[str, tuple[str, ...]]
    named: str
    filled: str
    kept: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    belongs_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the form: those kept, then one for each heading."""
        headed = (
            Column(self.column_name(value), headers[0], TEXT, aliases=headers[1:])
            for value, headers in self.headings.items()
        )
        return (*self.kept, *headed)

    def column_name(self, value: str) -> str:
        """Return the name of the form's column for a heading."""
        return f"{self.filled}_{value}"

    def expand(self, row: Mapping[str, str]) -> list[dict[str, Produced]]:
        """Return one row of the dataset for each filled cell; [] where none is filled."""
        rows = []
        for value in self.headings:
            source = self.column_name(value)
            text = row.get(source, "").strip()
            if not text:
                continue
            own = {
                column.name: Produced(row[column.name], column.name)
                for column in self.kept
                if column.name in row and value in self.belongs_to.get(column.name, (value,))
            }
            constants = {name: Produced(constant, source) for name, constant in self.constants.items()}
            named = {self.named: Produced(value, source), self.filled: Produced(text, source)}
            rows.append({**own, **constants, **named})
        return rows


def spread_layout(name: str, label: str, spread: Spread, *, example: str) -> Layout:
    """Return the wide form as a layout; at least one of its headings must be there."""
    return Layout(
        name=name,
        label=label,
        columns=spread.columns,
        expand=spread.expand,
        one_of=tuple(spread.column_name(value) for value in spread.headings),
        example=example,
    )
