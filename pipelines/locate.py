"""Locating: which datasets a sheet holds, where each table begins and ends, and what its rows are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from pipelines.locating.envelope import TITLE_WORD, Surroundings, has_label, names_unit, read_envelope
from pipelines.locating.forms import index_forms
from pipelines.locating.headers import FoundHeader, find_header
from pipelines.locating.model import (
    BodyRow,
    CellRead,
    ColumnPlace,
    Envelope,
    EnvelopeValue,
    Evidence,
    LocatedTable,
    NearestDataset,
    RowKind,
    SheetReading,
)
from pipelines.locating.nearest import nearest_dataset
from pipelines.locating.rows import classify_rows, is_footer_text
from pipelines.locating.view import SheetView
from pipelines.reading.model import Sheet
from warehouse.contracts.model import Dataset

__all__ = [
    "BodyRow",
    "CellRead",
    "ColumnPlace",
    "Envelope",
    "EnvelopeValue",
    "Evidence",
    "LocatedTable",
    "Locator",
    "NearestDataset",
    "RowKind",
    "SheetReading",
    "locate",
]

MAX_TITLE_TEXTS = 4


class Locator:
    """Finds the tables of given datasets; its header index is built once and serves many sheets."""

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        self._index = index_forms(datasets)

    def locate(self, sheet: Sheet, *, file_name: str) -> SheetReading:
        """Return the tables of a sheet in order; for a sheet without one, the nearest dataset.

        file_name: as sent; it may give unit, year and period where the sheet does not.
        """
        view = SheetView(sheet)
        names = (sheet.name, PurePath(file_name).stem)
        headers = self._headers(view, names)
        if not headers:
            return SheetReading((), nearest_dataset(view, self._index, names))
        starts = [0, *(_title_start(view, above.last + 1, header) for above, header in pairwise(headers))]
        tables: list[LocatedTable] = []
        for place, header in enumerate(headers):
            end = starts[place + 1] if place + 1 < len(starts) else len(view.rows)
            above = [row for row in range(starts[place], header.first) if not view.is_blank(row)]
            table = _table(view, header, above, end, names=(sheet.name, file_name))
            tables.append(table)
        return SheetReading((tables[0], *(_inheriting(table, tables[0]) for table in tables[1:])))

    def _headers(self, view: SheetView, names: tuple[str, ...]) -> list[FoundHeader]:
        """Find the header of each table; a repeated one without a title of its own belongs to the body."""
        headers: list[FoundHeader] = []
        row = 0
        while header := find_header(view, self._index, row, names, is_first=not headers):
            if not headers or not _is_repetition(view, headers, header):
                headers.append(header)
            row = header.last + 1
        return headers


def locate(sheet: Sheet, datasets: Iterable[Dataset], *, file_name: str) -> SheetReading:
    """Find the tables of one sheet; for many sheets keep a Locator."""
    return Locator(datasets).locate(sheet, file_name=file_name)


def _table(
    view: SheetView, header: FoundHeader, above: list[int], end: int, names: tuple[str, str]
) -> LocatedTable:
    first, last = header.last + 1, end - 1
    while last >= first and view.is_blank(last):
        last -= 1
    body = classify_rows(view, header, above, first, last)
    notes = [row.row for row in body if row.kind is RowKind.NOTE]
    envelope, title = read_envelope(view, header, Surroundings(above, notes, *names))
    return LocatedTable(
        dataset=header.form.dataset,
        layout=header.form.layout,
        vintage=header.form.vintage,
        header_rows=tuple(range(header.first + 1, header.last + 2)),
        columns=header.columns,
        unknown_headers=header.unknown,
        first_row=first,
        last_row=last,
        body=body,
        envelope=envelope,
        title=title,
        evidence=header.evidence,
    )


def _inheriting(table: LocatedTable, first: LocatedTable) -> LocatedTable:
    """Let a later table of the sheet take what only the top of the sheet says (填报单位)."""
    return replace(table, envelope=table.envelope.completed_by(first.envelope))


def _is_repetition(view: SheetView, headers: list[FoundHeader], header: FoundHeader) -> bool:
    previous = headers[-1]
    if header.form is not previous.form or header.columns != previous.columns:
        return False
    start = _title_start(view, previous.last + 1, header)
    own = {_line(view, row) for row in range(start, header.first) if not view.is_blank(row)}
    top = {_line(view, row) for row in range(headers[0].first) if not view.is_blank(row)}
    return own <= top


def _line(view: SheetView, row: int) -> tuple[str, ...]:
    return tuple(view.text(row, column) for column in view.filled(row))


def _title_start(view: SheetView, floor: int, header: FoundHeader) -> int:
    """Return the first row of the title and envelope above a later header, not above `floor`."""
    start = header.first
    for row in range(header.first - 1, floor - 1, -1):
        if view.is_blank(row):
            continue
        if _is_title_like(view, row):
            start = row
        elif not _may_follow_title(view, row):
            break
    return start


def _is_title_like(view: SheetView, row: int) -> bool:
    """Whether a row between two tables speaks for the lower one: a title or an envelope line."""
    texts = _line(view, row)
    if len(texts) > MAX_TITLE_TEXTS:
        return False
    if any(names_unit(text) for text in texts):
        return True
    return len(texts) == 1 and TITLE_WORD.search(texts[0]) is not None and not is_footer_text(texts[0])


def _may_follow_title(view: SheetView, row: int) -> bool:
    """Whether a row counts for the lower table if a title stands above it: （2022年11月）, 填报时间：…"""
    texts = _line(view, row)
    return any(has_label(text) for text in texts) or (len(texts) == 1 and not is_footer_text(texts[0]))
