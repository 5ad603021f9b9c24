"""The original's own picture of a region: read anew from the archive, marked, personal data masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.checking.findings import column_letters
from pipelines.clean.text import raw_text
from pipelines.clean.written import MASKED
from pipelines.picture.archived import (
    NoPicture,
    find_sheet,
    is_intact,
    original_path,
    position,
    read_workbook,
)
from pipelines.picture.masking import (
    columns_with_personal_headers,
    is_personal_label,
    masked_text,
    personal_columns,
)
from pipelines.picture.region import Region, anchor_of, region_of, spans, value_at
from pipelines.reading.model import Limits, Sheet, Unreadable
from warehouse.pictures import Picture, PictureCell, PictureRow, RowPart

AROUND = 5
MOST_AROUND = 200


@dataclass(frozen=True)
class KnownTable:
    """A table that was read from a sheet. header_rows: 1-based. columns: contract column → letters."""

    dataset: str
    layout: str | None
    sheet: str
    header_rows: tuple[int, ...]
    columns: dict[str, str]


@dataclass(frozen=True)
class KnownFile:
    """What a snapshot knows of a file: the name it was sent under, and its tables."""

    name: str
    tables: tuple[KnownTable, ...] = ()


def picture(
    originals: Path,
    sha256: str,
    known: KnownFile,
    sheet: str | None,
    cells: Sequence[str],
    *,
    around: int = AROUND,
    shows_personal: bool = False,
    limits: Limits | None = None,
) -> Picture:
    """Return the picture around the cells (A1 addresses) of a sheet, which may be left out if it is the only.

    around: rows above and below each cell. Raises NoPicture. It opens bytes that nobody trusts: call it in a
    process with limits of its own.
    """
    path = original_path(originals, sha256)
    intact = is_intact(path, sha256)
    workbook = read_workbook(path, known.name, limits if limits is not None else Limits())
    if isinstance(workbook, Unreadable):
        altered = "" if intact else "原件与登记的摘要不符，可能已被改动，请从备份恢复。"
        raise NoPicture(f"{altered}原件读不出来：{workbook.reason}")
    found = find_sheet(workbook, sheet)
    marked = [position(address) for address in cells]
    for address, cell in zip(cells, marked, strict=True):
        if not _is_within(found, cell):
            raise NoPicture(f"单元格 {address} 不在工作表「{found.name}」有内容的范围内")
    tables = [table for table in known.tables if table.sheet == found.name]
    table = _table_at(tables, min((row for row, _ in marked), default=0))
    header_rows = [row - 1 for row in table.header_rows if row <= len(found.rows)] if table else []
    region = region_of(found, header_rows, marked, min(around, MOST_AROUND))
    shown = _Shown(
        found, region, set(marked), set() if shows_personal else _hidden_from(found, tables, region)
    )
    return Picture(
        file=known.name,
        sha256=sha256,
        is_intact=intact,
        sheet=found.name,
        columns=tuple(map(column_letters, region.columns)),
        hidden_columns=tuple(
            column_letters(column) for column in region.columns if column in found.marks.hidden_columns
        ),
        rows=tuple(shown.rows(masks=not shows_personal)),
    )


def _is_within(sheet: Sheet, cell: tuple[int, int]) -> bool:
    """Tell whether a position is within what is filled, or in a merged range that begins there."""
    row, column = cell
    width = max(map(len, sheet.rows), default=0)
    return (row < len(sheet.rows) and column < width) or anchor_of(sheet, row, column) != cell


def _table_at(tables: Sequence[KnownTable], row: int) -> KnownTable | None:
    """Return the table of a 0-based row: the last whose header is above it, else the first below."""
    ordered = sorted((table for table in tables if table.header_rows), key=lambda table: table.header_rows)
    above = [table for table in ordered if table.header_rows[0] - 1 <= row]
    return above[-1] if above else (ordered[0] if ordered else None)


def _hidden_from(sheet: Sheet, tables: Sequence[KnownTable], region: Region) -> set[tuple[int, int]]:
    """Return the shown positions whose whole text is personal."""
    hidden: set[tuple[int, int]] = set()
    header_rows = {row - 1 for table in tables for row in table.header_rows}
    known: set[int] = set()
    personal: dict[int, int] = {}  # column → the last row that is not yet its content
    for table in tables:
        known.update(position(f"{letters}1")[1] for letters in table.columns.values())
        for name in personal_columns(table.dataset, table.layout, table.columns):
            personal[position(f"{table.columns[name]}1")[1]] = min(header_rows, default=-1)
    personal |= columns_with_personal_headers(sheet.rows, header_rows, known - personal.keys())
    for row, part in region.rows.items():
        if part is RowPart.BODY and row not in header_rows:
            hidden.update((row, column) for column, header in personal.items() if row > header)
        labelled = False
        for column in range(len(sheet.rows[row]) if row < len(sheet.rows) else 0):
            value = value_at(sheet, row, column)
            if value is None:
                continue
            if labelled:
                hidden.add((row, column))
            labelled = isinstance(value, str) and row not in header_rows and is_personal_label(value)
    return hidden


@dataclass(frozen=True)
class _Shown:
    """A region with what is marked and hidden in it, as positions of the sheet."""

    sheet: Sheet
    region: Region
    marked: set[tuple[int, int]]
    hidden: set[tuple[int, int]]

    def rows(self, *, masks: bool) -> list[PictureRow]:
        begins, covered = spans(self.sheet, self.region)
        anchors = {anchor_of(self.sheet, *cell) for cell in self.marked}
        rows = []
        for row, part in self.region.rows.items():
            cells = []
            for column in self.region.columns:
                if (row, column) in covered:
                    continue
                span = begins.get((row, column))
                source = (span.value_row, span.value_column) if span is not None else (row, column)
                value = value_at(self.sheet, *source)
                text = raw_text(value) if value is not None else ""
                told = self._told(source, (row, column), text) if masks else text
                cells.append(
                    PictureCell(
                        column=column_letters(column),
                        text=told,
                        is_marked=(row, column) in self.marked or source in anchors,
                        is_masked=told != text,
                        is_struck=source in self.sheet.marks.struck,
                        is_coloured=source in self.sheet.marks.coloured,
                        colspan=span.columns if span is not None else 1,
                        rowspan=span.rows if span is not None else 1,
                    )
                )
            is_hidden = row in self.sheet.marks.hidden_rows
            rows.append(PictureRow(row + 1, is_hidden, part, tuple(cells)))
        return rows

    def _told(self, source: tuple[int, int], shown_at: tuple[int, int], text: str) -> str:
        if text and (source in self.hidden or shown_at in self.hidden):
            return MASKED
        return masked_text(text)
