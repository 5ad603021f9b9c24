"""Columns that hold something and have no header: they are not read, and that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import BodyRow, DoubtKind, HeaderDoubt, RowKind
from pipelines.locating.view import SheetView
from pipelines.reading.model import CellValue

# Right of the table a few cells, or one column apart from it, are a calculation; columns that most rows fill
# are a list without its header.
LOOKED_AT_BESIDE = 6
BESIDE_SHARE = 0.5
LIST_COLUMNS = 2
_NUMBER = re.compile(r"[\d.、（）()\s]+")


def unheaded_columns(view: SheetView, header: FoundHeader, body: Sequence[BodyRow]) -> Iterator[HeaderDoubt]:
    """Yield a doubt for each column beside or between the headers that data rows fill without a header."""
    named = {place.index for place in header.columns.values()}
    named.update(header.row_numbers, (index for index, _ in header.unknown))
    end = max(named) + 1
    beside = range(end, min(end + LOOKED_AT_BESIDE, view.width))
    within = [column for column in range(end) if column not in named]
    if not within and not beside:
        return
    rows = [view.rows[row.row] for row in body if row.kind is RowKind.DATA]
    filled = [column for column in within if _values(rows, column, names_only=column < header.left)]
    often = [column for column in beside if len(_values(rows, column)) >= max(BESIDE_SHARE * len(rows), 1)]
    if len(often) >= LIST_COLUMNS or often == [end]:
        filled += often
    for column in filled:
        yield HeaderDoubt(DoubtKind.BLANK, header.last, column, "")


def _values(rows: Sequence[list[CellValue]], column: int, *, names_only: bool = False) -> list[CellValue]:
    """Return what a column holds; names_only: without numbers, which need no header left of the table."""
    values = [cells[column] for cells in rows if len(cells) > column and cells[column] is not None]
    if not names_only:
        return values
    return [value for value in values if isinstance(value, str) and not _NUMBER.fullmatch(value)]
