"""What is sent back: causes with their cells and the numbers of a file, as plain data without frames."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Rectangle: TypeAlias = tuple[int, int, int, int]

MUST_MEND = "【必须修改】"
PLEASE_CHECK = "【请核对】"


@dataclass(frozen=True)
class Cause:
    """One cause with all its cells on one sheet.

    cells: (first row, first column, last row, last column), 0-based and inclusive, in the order they are
    told; empty where the cause concerns the sheet or file as a whole. where: the same as 「C7:C12、C15」.
    rows: how many source rows it touches. must_mend: it keeps rows out (必须修改), else a warning (请核对).
    is_about_colour: it asks what the sender's own colours mean, so ours must not cover them.
    """

    sheet: str
    cells: tuple[Rectangle, ...]
    where: str
    title: str
    message: str
    remedy: str
    example: str
    rows: int
    must_mend: bool
    is_about_colour: bool = False

    @property
    def prefix(self) -> str:
        """Return the word that says without colour whether it must be mended."""
        return MUST_MEND if self.must_mend else PLEASE_CHECK


@dataclass(frozen=True)
class Tally:
    """Source rows of a file: loaded now, known already (重复或已有更新), kept out."""

    loaded: int = 0
    known: int = 0
    kept_out: int = 0

    @property
    def all(self) -> int:
        """Return the rows of data."""
        return self.loaded + self.known + self.kept_out


@dataclass(frozen=True)
class Return:
    """All that is told about one file.

    file_name: as sent, display text only. unit: canonical name or None. made_on: the day of the run.
    datasets: what its tables are (Chinese). refusal: why nothing of it was read, with what to do; None for a
    file that was read. is_published: what was accepted is in the current snapshot. days: within how many
    working days an answer is asked for, None where the deployment sets none.
    """

    file_name: str
    unit: str | None
    made_on: date
    datasets: tuple[str, ...]
    tally: Tally
    causes: tuple[Cause, ...]
    refusal: str | None
    is_published: bool
    days: int | None

    @property
    def must_mend(self) -> int:
        """Return how many causes keep rows out."""
        return sum(cause.must_mend for cause in self.causes)


@dataclass(frozen=True)
class Marked:
    """A marked workbook. suffix: with its dot. label: what its name says beside, 「（转为xlsx）」, or ""."""

    content: bytes
    suffix: str
    label: str = ""


@dataclass(frozen=True)
class NotMarked:
    """Why no workbook could be written (Chinese). fault: the traceback where the program failed."""

    reason: str
    fault: str | None = None
