"""Values that are only part of what their cell says: the cell is quoted whole, and the part beside it.

「填报单位：公安局」 is the cell of a unit, 「峡窝镇方顶村广场」 that of a village: whoever looks the cell
up finds it as it was quoted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import polars as pl

from pipelines.checking.raw_columns import RawTable
from pipelines.clean.text import clean_text
from pipelines.clean.written import written_text
from pipelines.reading.model import CellValue, Rows
from warehouse.contracts.model import Dataset

READ_AS = "read_as"


def quote_whole_cells(raw: pl.DataFrame, table: RawTable, dataset: Dataset, sheet_rows: Rows) -> pl.DataFrame:
    """Return the raw texts with whole cells where values are parts of them, and a column read_as.

    raw: a row for each fact, in their order. sheet_rows: the cells of the whole sheet, 0-based.
    read_as: JSON, column → the part that was read, for each fact that has one.
    """
    parts: dict[int, dict[str, str]] = {}
    changed: dict[str, dict[int, str]] = {}
    for name, fact, part, whole in _parts_of_cells(table, dataset, sheet_rows):
        changed.setdefault(name, {})[fact] = whole
        if clean_text(whole) != clean_text(part):
            parts.setdefault(fact, {})[name] = part
    for name, texts in changed.items():
        raw = raw.with_columns(raw[name].scatter(list(texts), list(texts.values())))
    told = [
        json.dumps(parts[fact], ensure_ascii=False) if fact in parts else None for fact in range(raw.height)
    ]
    return raw.with_columns(pl.Series(READ_AS, told, dtype=pl.String))


def _parts_of_cells(
    table: RawTable, dataset: Dataset, sheet_rows: Rows
) -> Iterator[tuple[str, int, str, str]]:
    """Yield column, fact, the text that was read and the text of the cell where they differ."""
    known: dict[tuple[int, int], str | None] = {}
    for column in dataset.columns:
        raw = table.columns.get(column.name)
        if raw is None or column.personal:
            continue
        for fact, place in raw.moved.items():
            if place is None or place.cell is None:
                continue
            if place.cell not in known:
                known[place.cell] = written_text(_cell(sheet_rows, *place.cell))
            part, whole = written_text(raw.values[fact]), known[place.cell]
            if part is not None and whole is not None and part != whole:
                yield column.name, fact, part, whole


def _cell(rows: Rows, row: int, column: int) -> CellValue:
    cells = rows[row] if row < len(rows) else []
    return cells[column] if column < len(cells) else None
