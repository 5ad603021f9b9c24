"""What a correction is, and what is kept of it in a checked table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.clean.cells import CleanCell

PERSONAL_TEXT = "（个人信息）"


@dataclass(frozen=True)
class Wanted:
    """The value a column must have: its stored value, else its text as the clerk wrote it.

    text: tidy text, None for a blank cell. value: the stored value that the text means, None where it has
    none, so that only cells with that very text match (a date that does not exist, for example).
    """

    text: str | None
    value: object = None


@dataclass(frozen=True)
class Correction:
    """One entry of a corrections file.

    id: digest of dataset, match and change, so that it stays the same when entries move. file, entry:
    where it stands, counted from 1. dataset: its name. match: contract column → what it must be.
    source_file: sha256 or name; sheet; row: 1-based source row; None where the match names none.
    change: contract column → the cell that takes its place. is_drop: the row is left out instead.
    expects: how many rows of the warehouse it may match. match_text, change_text: as written, for people;
    personal columns are masked. date: ISO day, or "".
    """

    id: str
    file: str
    entry: int
    dataset: str
    match: Mapping[str, Wanted]
    change: Mapping[str, CleanCell]
    reason: str
    who: str
    date: str = ""
    source_file: str | None = None
    sheet: str | None = None
    row: int | None = None
    is_drop: bool = False
    is_active: bool = True
    expects: int = 1
    match_text: Mapping[str, str | None] = field(default_factory=dict)
    change_text: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it stands, for people: 「更正.yaml 第 2 条」."""
        return f"{self.file} 第 {self.entry} 条"

    def match_key(self) -> list[str]:
        """Return what tells apart the rows that two corrections match, whatever way it is written."""
        return [
            f"{name}={wanted.text if wanted.value is None else wanted.value}"
            for name, wanted in sorted(self.match.items())
        ]


@dataclass(frozen=True)
class Corrections:
    """All corrections of a home, retired ones included; plain data that is sent to child processes."""

    entries: tuple[Correction, ...] = ()

    @property
    def active(self) -> tuple[Correction, ...]:
        """Those that are applied."""
        return tuple(entry for entry in self.entries if entry.is_active)

    def of(self, dataset: str) -> tuple[Correction, ...]:
        """Return the active corrections of one dataset, in their order."""
        return tuple(entry for entry in self.active if entry.dataset == dataset)


NO_CORRECTIONS = Corrections()


@dataclass(frozen=True)
class CorrectedCell:
    """One value of one row that a correction decided.

    column: contract column, None where the whole row was left out. source_row: 1-based. value_before: the
    cleaned value as text, None for a blank, a value that could not be read, or personal information.
    business_key: the row's, once it is known.
    """

    correction_id: str
    row_id: str
    source_row: int
    column: str | None
    value_before: str | None
    business_key: str = ""
