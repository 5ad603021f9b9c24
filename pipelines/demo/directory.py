"""The district's units, townships and villages, as the shipped reference tables name them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import warehouse

TOWNSHIP_KIND = "镇办"


@dataclass(frozen=True)
class Township:
    """A street office or town (镇办) and its counted villages and communities."""

    name: str
    villages: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """departments: canonical name → kind."""

    departments: Mapping[str, str]
    townships: tuple[Township, ...]

    def township_of(self, village: str) -> str:
        """Return the township of a village; KeyError for an unknown one."""
        for township in self.townships:
            if village in township.villages:
                return township.name
        raise KeyError(village)

    @property
    def villages(self) -> tuple[str, ...]:
        """Every counted village and community, in the order of the official codes."""
        return tuple(village for township in self.townships for village in township.villages)


def _rows(name: str) -> list[dict[str, str]]:
    path = Path(warehouse.__file__).parent / "reference" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_directory() -> Directory:
    """Read the reference tables that ship with the warehouse; abolished units are left out."""
    units = [row for row in _rows("units.csv") if not row["valid_to"]]
    villages: dict[str, list[str]] = defaultdict(list)
    for row in _rows("villages.csv"):
        if row["counted"] == "1":
            villages[row["township_code"]].append(row["name"])
    return Directory(
        departments={row["name"]: row["kind"] for row in units if row["kind"] != TOWNSHIP_KIND},
        townships=tuple(
            Township(row["name"], tuple(villages[row["code"]])) for row in _rows("townships.csv")
        ),
    )
