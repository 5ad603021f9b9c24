"""The original's own picture of a region, as a process of its own reads it anew.

The page never opens a sender's file: `python -m pipelines picture` does, under the limits of its process, so
that hostile bytes can hurt neither the page nor its readers. Personal columns are always masked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.texts import lineage as texts
from warehouse.home import Home

ROWS_AROUND = 5
# Reading a workbook of a thousand rows takes about a second; a larger one some seconds.
SECONDS = 30
_ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST_MESSAGE = 300


class PictureUnavailable(Exception):
    """There is no picture; str() is the Chinese message."""


@dataclass(frozen=True)
class PictureCell:
    """One cell as the sheet shows it. colspan, rowspan: of a merged range that begins here."""

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
    """One row with its true number. kind: title, header or body."""

    row: int
    kind: str
    is_hidden: bool
    cells: tuple[PictureCell, ...]


@dataclass(frozen=True)
class OriginalPicture:
    """A region of a sheet. is_intact: the archived file is, byte for byte, the one that was loaded."""

    file: str
    sheet: str
    is_intact: bool
    columns: tuple[str, ...]
    hidden_columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]


def original_picture(home: Home, sha256: str, sheet: str, cell: str) -> OriginalPicture:
    """Return the picture around a cell. Raises PictureUnavailable."""
    # Values follow an equals sign: a sheet whose name begins with a hyphen is still a name.
    command = [
        sys.executable, "-m", "pipelines.picture", sha256, f"--sheet={sheet}", f"--cells={cell}",
        f"--around={ROWS_AROUND}", f"--home={home.root}", "--json",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureUnavailable(texts.PICTURE_SLOW.format(seconds=SECONDS)) from error
    except (OSError, ValueError) as error:
        raise PictureUnavailable(texts.PICTURE_FAILED) from error
    if done.returncode != 0:
        said = done.stderr.strip() if done.returncode == 1 else ""
        raise PictureUnavailable(said[:_LONGEST_MESSAGE] or texts.PICTURE_FAILED)
    try:
        return read_picture(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError) as error:
        raise PictureUnavailable(texts.PICTURE_FAILED) from error


def read_picture(plain: Mapping[str, Any]) -> OriginalPicture:
    """Return a picture from its JSON. Raises KeyError, TypeError or ValueError where it is none."""
    return OriginalPicture(
        str(plain["file"]),
        str(plain["sheet"]),
        bool(plain["is_intact"]),
        tuple(str(name) for name in plain["columns"]),
        tuple(str(name) for name in plain["hidden_columns"]),
        tuple(
            PictureRow(
                int(row["row"]),
                str(row["kind"]),
                bool(row["is_hidden"]),
                tuple(_cell(cell) for cell in row["cells"]),
            )
            for row in plain["rows"]
        ),
    )


def _cell(plain: Mapping[str, Any]) -> PictureCell:
    return PictureCell(
        str(plain["column"]),
        str(plain["text"]),
        bool(plain["is_marked"]),
        bool(plain["is_masked"]),
        bool(plain["is_struck"]),
        bool(plain["is_coloured"]),
        max(1, int(plain["colspan"])),
        max(1, int(plain["rowspan"])),
    )
