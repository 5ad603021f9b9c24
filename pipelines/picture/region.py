"""Which rows and columns of a sheet a picture shows, and how merged ranges fall into them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.reading.model import CellValue, MergedRange, Sheet
from warehouse.pictures import RowPart

_MOST_TITLE_ROWS = 8
_MOST_COLUMNS = 80
_BESIDE = 3
# A larger merged range is a formatted area.
_MOST_MERGED_ROWS = 5_000


class Span(NamedTuple):
    """The cell whose value a merged block shows, and how many shown rows and columns it takes."""

    value_row: int
    value_column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Region:
    """What is shown, all 0-based. rows: row → part, in the order of the sheet. columns: left to right."""

    rows: dict[int, RowPart]
    columns: tuple[int, ...]


def region_of(
    sheet: Sheet, header_rows: Sequence[int], cells: Collection[tuple[int, int]], around: int
) -> Region:
    """Return the rows around the cells, with the title and header of their table on top.

    header_rows: 0-based; none where no table is known there.
    """
    parts: dict[int, RowPart] = {}
    if header_rows:
        parts |= dict.fromkeys(_title_rows(sheet, min(header_rows)), RowPart.TITLE)
        parts |= dict.fromkeys(header_rows, RowPart.HEADER)
    for row, _ in cells:
        for near in range(max(0, row - around), min(len(sheet.rows), row + around + 1)):
            above = bool(header_rows) and near < min(header_rows)
            parts.setdefault(near, RowPart.TITLE if above else RowPart.BODY)
        parts.setdefault(row, RowPart.BODY)
    rows = dict(sorted(parts.items()))
    return Region(rows, _columns(sheet, rows, cells))


def _title_rows(sheet: Sheet, header: int) -> Iterable[int]:
    """Yield the filled rows right above a header: its title and envelope."""
    for row in range(header - 1, max(header - 1 - _MOST_TITLE_ROWS, -1), -1):
        if not any(value is not None for value in sheet.rows[row]) and header - row > 1:
            return
        yield row


def _columns(sheet: Sheet, rows: Iterable[int], cells: Collection[tuple[int, int]]) -> tuple[int, ...]:
    width = max((len(sheet.rows[row]) for row in rows if row < len(sheet.rows)), default=0)
    marked = [column for _, column in cells]
    shown = set(range(min(max([width, *(column + 1 for column in marked)]), _MOST_COLUMNS)))
    for column in marked:
        shown.update(
            range(max(0, column - _BESIDE), column + _BESIDE + 1 if column >= _MOST_COLUMNS else column + 1)
        )
    return tuple(sorted(shown))


def spans(sheet: Sheet, region: Region) -> tuple[dict[tuple[int, int], Span], set[tuple[int, int]]]:
    """Return where merged blocks begin in the region, and the shown positions that they cover.

    A block is cut where it leaves the region, or passes from the header into the body.
    """
    begins: dict[tuple[int, int], Span] = {}
    covered: set[tuple[int, int]] = set()
    for merged in sheet.merged:
        first, left, last, right = merged
        if last - first > _MOST_MERGED_ROWS:
            continue
        columns = [column for column in region.columns if left <= column <= right]
        for rows in _runs(region, merged):
            if not columns:
                continue
            begins[rows[0], columns[0]] = Span(first, left, len(rows), len(columns))
            covered.update((row, column) for row in rows for column in columns)
    return begins, covered - begins.keys()


def _runs(region: Region, merged: MergedRange) -> list[list[int]]:
    runs: dict[RowPart, list[int]] = {}
    for row, part in region.rows.items():
        if merged[0] <= row <= merged[2]:
            runs.setdefault(part, []).append(row)
    return list(runs.values())


def anchor_of(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell that a position shows: the first of its merged range, else itself."""
    for first, left, last, right in sheet.merged:
        if first <= row <= last and left <= column <= right:
            return first, left
    return row, column


def value_at(sheet: Sheet, row: int, column: int) -> CellValue:
    """Return the value at a 0-based position, None outside the sheet."""
    cells = sheet.rows[row] if 0 <= row < len(sheet.rows) else []
    return cells[column] if 0 <= column < len(cells) else None
