"""What a number is traced to: rows, and the cells that they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class TracedCell:
    """One value of a row: the cell it was read from, what was written there, and what it means.

    cell is null where the value came from the sheet's or the file's name, or is the contract's default;
    `origin` then says "sheet", "file name", "default" or "correction". raw: the whole text of the cell, as
    the archived original shows it. read_as: what of it is this value's, where the cell says more
    (填报单位：公安局). correction: the one that decided the value in place of what was written (id, reason,
    who, date, and the value before). loaded_at: when the load of the file began (UTC). filed_on: the file's
    填报日.
    """

    file: str | None
    sha256: str | None
    sheet: str | None
    cell: str | None
    raw: str | None
    value: Any
    qualifier: str | None
    origin: str | None = None
    correction: Mapping[str, Any] | None = None
    read_as: str | None = None
    loaded_at: datetime | None = None
    filed_on: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the cell as plain values; those beyond the value only where there is one to tell."""
        plain = {
            "file": self.file,
            "sha256": self.sha256,
            "sheet": self.sheet,
            "cell": self.cell,
            "raw": self.raw,
            "value": self.value,
            "qualifier": self.qualifier,
        }
        if self.origin is not None:
            plain["from"] = self.origin
        if self.correction is not None:
            plain["correction"] = dict(self.correction)
        if self.read_as is not None:
            plain["read_as"] = self.read_as
        if self.loaded_at is not None:
            plain["loaded_at"] = self.loaded_at.isoformat(timespec="seconds")
        if self.filed_on is not None:
            plain["filed_on"] = self.filed_on.isoformat()
        return plain


@dataclass(frozen=True)
class TracedRow:
    """One row behind a number.

    contribution: what it adds to the numerator; for an additive metric contributions sum to the value.
    A number about what was read (数据质量) is made of whole tables: their key is file and sheet, and they
    have no cells.
    in_denominator: whether a ratio's denominator counts it; None where there is no denominator.
    """

    row_id: str
    dataset: str
    key: Mapping[str, Any]
    contribution: int | float
    in_denominator: bool | None
    cells: Mapping[str, TracedCell]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values, in the shape of the command `trace`."""
        plain: dict[str, Any] = {
            "dataset": self.dataset,
            "key": dict(self.key),
            "contribution": self.contribution,
        }
        if self.in_denominator is not None:
            plain["in_denominator"] = self.in_denominator
        return plain | {"cells": {name: cell.to_dict() for name, cell in self.cells.items()}}
