"""Columns that hold something and have no header: they are not read, and that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import BodyRow, DoubtKind, HeaderDoubt, RowKind
from pipelines.locating.view import SheetView

# Right of the table a few cells are a calculation; a column that most rows fill is a list without its header.
LOOKED_AT_BESIDE = 6
BESIDE_SHARE = 0.5


def unheaded_columns(view: SheetView, header: FoundHeader, body: Sequence[BodyRow]) -> Iterator[HeaderDoubt]:
    """Yield a doubt for each column between or right of the headers that data rows fill without a header."""
    named = {place.index for place in header.columns.values()}
    named.update(header.row_numbers, (index for index, _ in header.unknown))
    rightmost = max(named)
    beside = range(rightmost + 1, min(rightmost + 1 + LOOKED_AT_BESIDE, view.width))
    columns = [column for column in (*range(header.left, rightmost), *beside) if column not in named]
    if not columns:
        return
    rows = [view.rows[row.row] for row in body if row.kind is RowKind.DATA]
    for column in columns:
        filled = sum(len(cells) > column and cells[column] is not None for cells in rows)
        enough = 1 if column < rightmost else max(BESIDE_SHARE * len(rows), 1)
        if filled >= enough:
            yield HeaderDoubt(DoubtKind.BLANK, header.last, column, "")
