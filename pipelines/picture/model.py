"""What a picture of a region is; docs/lineage.md describes its JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from warehouse.errors import FazhiError


class NoPicture(FazhiError):
    """The original, its sheet or a cell is not there, or cannot be read; the message says which."""


class RowPart(StrEnum):
    """Which part of its table a row belongs to."""

    TITLE = "title"
    HEADER = "header"
    BODY = "body"


@dataclass(frozen=True)
class PictureCell:
    """One cell as the sheet shows it. column: letters. colspan, rowspan: over the rows and columns shown.

    is_masked: what is personal in its text was replaced. is_struck, is_coloured: so formatted by the sender.
    """

    column: str
    text: str
    is_marked: bool
    is_masked: bool
    is_struck: bool
    is_coloured: bool
    colspan: int
    rowspan: int


@dataclass(frozen=True)
class PictureRow:
    """One row with its true number, from 1. cells: left to right, without those that a merge covers."""

    row: int
    is_hidden: bool
    kind: RowPart
    cells: tuple[PictureCell, ...]


@dataclass(frozen=True)
class Picture:
    """A region of a sheet. columns: letters of those shown, hidden ones among them.

    file: the name it was sent under. is_intact: the archived bytes are those of the sha256.
    """

    file: str
    sha256: str
    is_intact: bool
    sheet: str
    columns: tuple[str, ...]
    hidden_columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the picture as plain values."""
        return asdict(self)
