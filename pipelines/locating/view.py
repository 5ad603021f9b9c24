"""A sheet as the finder sees it: cells by position, merged ranges, and cached header texts."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.clean.text import HeaderText, clean_text, normalise_header
from pipelines.reading.model import CellValue, MergedRange, Sheet

# A range larger than this many visible cells is a formatted area, not a caption.
MAX_MERGED_CELLS = 20_000


class SheetView:
    """Read access to one sheet; remembers normalised texts, so that each distinct one is done once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = max((len(row) for row in self.rows), default=0)
        self._headers: dict[str, HeaderText] = {}
        self._ranges: dict[tuple[int, int], MergedRange] = {}
        self._covered: dict[tuple[int, int], tuple[int, int]] = {}
        self.merged_rows: set[int] = set()
        for first, left, bottom, outer in sheet.merged:
            last, right = min(bottom, len(self.rows) - 1), min(outer, self.width - 1)
            if last < first or right < left or (last - first + 1) * (right - left + 1) > MAX_MERGED_CELLS:
                continue
            self._ranges[first, left] = (first, left, last, right)
            self.merged_rows.update(range(first, last + 1))
            for row in range(first, last + 1):
                for column in range(left, right + 1):
                    self._covered[row, column] = (first, left)

    def cell(self, row: int, column: int) -> CellValue:
        """Return the value at a position, None outside the sheet."""
        if not 0 <= row < len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """Return the cleaned text at a position, "" for a blank."""
        value = self.cell(row, column)
        return "" if value is None else clean_text(value)

    def is_blank(self, row: int) -> bool:
        """Whether a row has no value at all."""
        cells = self.rows[row]
        # Trailing blanks are cut when a file is read, so that a last value answers at once.
        return not cells or (cells[-1] is None and all(value is None for value in cells))

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold a value."""
        return [column for column, value in enumerate(self.rows[row]) if value is not None]

    def anchor(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the anchor of the merged range over a position, None where there is none."""
        return self._covered.get((row, column))

    def range_at(self, row: int, column: int) -> MergedRange:
        """Return the range anchored at a position; a single cell where nothing is merged."""
        return self._ranges.get((row, column), (row, column, row, column))

    def vertical_ranges(self) -> Iterator[MergedRange]:
        """Yield the merged ranges that cover more than one row."""
        return (found for found in self._ranges.values() if found[2] > found[0])

    def header(self, text: str) -> HeaderText:
        """Return the normalised form of a header text."""
        found = self._headers.get(text)
        if found is None:
            found = self._headers[text] = normalise_header(text)
        return found
