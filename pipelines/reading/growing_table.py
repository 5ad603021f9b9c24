"""A table written cell by cell, as the XML formats tell it, within a limit of cells."""

from __future__ import annotations

from pipelines.reading.facts import SheetFacts
from pipelines.reading.model import (
    FILE_HOSTILE,
    FILE_TOO_LARGE,
    CellValue,
    Limits,
    MergedRange,
    Refused,
    Rows,
    Sheet,
    tidy_rows,
)

# The size of a sheet in Excel.
MAX_ROWS = 1 << 20
MAX_COLUMNS = 1 << 14


class CellBudget:
    """The cells that one file may still take."""

    def __init__(self, limits: Limits) -> None:
        self._left = limits.cells

    def take(self, cells: int) -> None:
        """Count cells as written; raise Refused when the file holds more than allowed."""
        self.check(cells)
        self._left -= cells

    def check(self, cells: int) -> None:
        """Raise Refused when so many more cells would be too many."""
        if cells > self._left:
            raise Refused(FILE_TOO_LARGE)


class GrowingTable:
    """One sheet while it is read. Rows and columns are 0-based; blank cells take nothing from the budget."""

    def __init__(self, name: str, budget: CellBudget) -> None:
        self.name = name
        self.is_hidden = False
        self.merged: list[MergedRange] = []
        self.facts = SheetFacts()
        self._rows: Rows = []
        self._budget = budget

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Write one cell; the sheet grows to it."""
        if value is None:
            return
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            raise Refused(FILE_HOSTILE)
        grown = row + 1 - len(self._rows)
        if grown > 0:
            self._budget.take(grown)
            self._rows.extend([] for _ in range(grown))
        cells = self._rows[row]
        missing = column + 1 - len(cells)
        if missing > 0:
            self._budget.take(missing)
            cells.extend([None] * missing)
        cells[column] = value

    def sheet(self, *, date_1904: bool = False) -> Sheet:
        """The finished sheet; merges below the last value are left out."""
        rows = tidy_rows(self._rows)
        return Sheet(
            name=self.name,
            rows=rows,
            merged=tuple(span for span in self.merged if span[0] < len(rows)),
            is_hidden=self.is_hidden,
            date_1904=date_1904,
            marks=self.facts.marks(rows),
        )
