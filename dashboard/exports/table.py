"""A table to be written to a file, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.exports.neutral import neutral

Value = str | float | int | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"  # whole numbers


@dataclass(frozen=True)
class Column:
    """A column: its header and what it holds."""

    header: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Export:
    """Columns and rows, every text in them neutral. notes: label and text of what explains the numbers."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        notes: Sequence[tuple[str, str]],
    ) -> Export:
        """Return the table; the one way to make one, so that no text goes by `neutral`.

        ValueError where a row is not as long as the header, or a text stands in a column of numbers.
        """
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str) != (column.kind is Kind.TEXT) and value is not None:
                    raise ValueError(f"column {column.header} holds {column.kind.value}s, not {value!r}")
        return cls(
            name,
            tuple(Column(neutral(column.header), column.kind) for column in columns),
            tuple(tuple(neutral(one) if isinstance(one, str) else one for one in row) for row in rows),
            tuple((neutral(label), neutral(text)) for label, text in notes),
        )


def plain_number(value: float) -> float | int:
    """Return a whole number without decimals, another one without the noise of binary fractions."""
    return int(value) if value == int(value) else round(value, 6)
