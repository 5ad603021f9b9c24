"""What a picture of a region of an original is, and its JSON (docs/lineage.md).

One process reads the original and writes the picture (`pipelines/picture/`), another shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


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
        """Return the picture as plain values, for JSON."""
        return asdict(self)


def picture_from(plain: Mapping[str, Any]) -> Picture:
    """Return the picture of plain values. Raises KeyError, TypeError or ValueError where they are none."""
    return Picture(
        file=str(plain["file"]),
        sha256=str(plain["sha256"]),
        is_intact=bool(plain["is_intact"]),
        sheet=str(plain["sheet"]),
        columns=tuple(str(name) for name in plain["columns"]),
        hidden_columns=tuple(str(name) for name in plain["hidden_columns"]),
        rows=tuple(_row(row) for row in plain["rows"]),
    )


def _row(plain: Mapping[str, Any]) -> PictureRow:
    cells = tuple(_cell(cell) for cell in plain["cells"])
    return PictureRow(int(plain["row"]), bool(plain["is_hidden"]), RowPart(plain["kind"]), cells)


def _cell(plain: Mapping[str, Any]) -> PictureCell:
    return PictureCell(
        column=str(plain["column"]),
        text=str(plain["text"]),
        is_marked=bool(plain["is_marked"]),
        is_masked=bool(plain["is_masked"]),
        is_struck=bool(plain["is_struck"]),
        is_coloured=bool(plain["is_coloured"]),
        colspan=max(1, int(plain["colspan"])),
        rowspan=max(1, int(plain["rowspan"])),
    )
