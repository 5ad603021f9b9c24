"""Numbers, dates and names as the report writes them, and how much of a list it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from expectations.report import texts
from warehouse.contracts.registry import DATASETS

# China has one time zone and no summer time.
_CHINA_OFFSET = timedelta(hours=8)

One = TypeVar("One")


@dataclass(frozen=True)
class Caps:
    """How much of a long report is shown; true counts are always told.

    rows: of a list. groups: units or checks shown with rows of their own. group_rows: rows of each.
    checks: of the folded list of all checks. characters: of one text.
    """

    rows: int
    groups: int
    group_rows: int
    checks: int
    characters: int

    def clip(self, text: str) -> str:
        """Return the text, cut where it is too long, line breaks as blanks."""
        plain = " ".join(text.split())
        return plain if len(plain) <= self.characters else plain[: self.characters] + texts.CLIPPED


def number(value: int) -> str:
    """Return 12,345."""
    return f"{value:,}"


def day(value: date | None) -> str:
    """Return 2026年11月22日."""
    return texts.MISSING if value is None else f"{value.year}年{value.month}月{value.day}日"


def iso_day(value: date | None) -> str:
    """Return 2026-11-22, for tables."""
    return texts.MISSING if value is None else value.isoformat()


def clock(value: datetime) -> str:
    """Return Beijing time of a UTC time: 2026-11-22 17:05."""
    return (value + _CHINA_OFFSET).strftime("%Y-%m-%d %H:%M")


def shown_of(shown: Sequence[One], every: Sequence[One], words: str) -> str | None:
    """Return how many of a list are shown, None where all are."""
    if len(shown) == len(every):
        return None
    return words.format(shown=number(len(shown)), total=number(len(every)))


def dataset_label(name: str) -> str:
    """Return the Chinese name of a dataset or of a group of checks."""
    dataset = DATASETS.get(name)
    return dataset.label if dataset else texts.STRUCTURE.get(name, name)


def place(sheet: str | None, cells: str | None) -> str:
    """Return 表1!C7:C12, or what is known of it."""
    if sheet and cells:
        return f"{sheet}!{cells}"
    return sheet or cells or texts.MISSING


def unit_name(unit: str | None) -> str:
    """Return the unit, or that none is known."""
    return unit or texts.UNKNOWN_UNIT
