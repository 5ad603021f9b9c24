"""What is known of a sheet beside the values that the cell parser gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipelines.reading.model import FILE_HOSTILE, Limits, Marks, Refused, Rows
from pipelines.reading.number_formats import NumberFormat

# Marks tell a clerk where to look; a sheet coloured or hidden throughout needs no more places than this.
MAX_MARKS: Final = 100_000


@dataclass
class SheetFacts:
    """All positions are 0-based.

    stand_ins: texts for cells that the parser leaves blank (errors, formulas without a value).
    struck, coloured: cells so formatted, filled or not. number_formats: those of cells, filled or not, that
    show more than their number.
    """

    stand_ins: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    coloured: set[tuple[int, int]] = field(default_factory=set)
    number_formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)

    def put_stand_ins(self, rows: Rows, limits: Limits) -> None:
        """Write the stand-ins into the blank cells of a sheet, which grows where it must.

        A marker of a formula never calculated also replaces the 0 that its writer put there.
        """
        if not self.stand_ins:
            return
        height = max(row for row, _ in self.stand_ins) + 1
        width = max(column for _, column in self.stand_ins) + 1
        if height * width > limits.cells:
            raise Refused(FILE_HOSTILE)
        rows.extend([] for _ in range(height - len(rows)))
        for (row, column), text in self.stand_ins.items():
            cells = rows[row]
            cells.extend([None] * (column + 1 - len(cells)))
            if not cells[column]:
                cells[column] = text

    def put_shown_numbers(self, rows: Rows) -> None:
        """Replace a number by what its cell shows, where the format adds words or a scale (12 → 12万)."""
        for (row, column), shown_as in self.number_formats.items():
            if row < len(rows) and column < len(rows[row]):
                shown = shown_as.shown(rows[row][column])
                if shown is not None:
                    rows[row][column] = shown

    def marks(self, rows: Rows) -> Marks:
        """The marks of a finished sheet: hidden rows that it has, and formatted cells that hold a value."""
        return Marks(
            frozenset(row for row in self.hidden_rows if row < len(rows)),
            frozenset(self.hidden_columns),
            _filled(self.struck, rows),
            _filled(self.coloured, rows),
        )


def hide(positions: set[int], first: int, count: int) -> None:
    """Add rows or columns to those hidden, up to the bound on marks."""
    positions.update(range(first, first + max(min(count, MAX_MARKS - len(positions)), 0)))


def _filled(positions: set[tuple[int, int]], rows: Rows) -> frozenset[tuple[int, int]]:
    """The positions whose cell holds a value, the topmost first up to the bound on marks."""
    kept = sorted(
        (row, column)
        for row, column in positions
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is not None
    )
    return frozenset(kept[:MAX_MARKS])
