"""Locating: which datasets a sheet holds, where each table begins and ends, and what its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import TypeAlias

from pipelines.clean.dates import parse_period, parse_year
from pipelines.locating.envelope import (
    TITLE_WORD,
    Surroundings,
    has_label,
    names_unit,
    read_envelope,
    with_year_column,
)
from pipelines.locating.forms import index_forms
from pipelines.locating.headers import FoundHeader, find_header
from pipelines.locating.model import (
    BodyRow,
    CellRead,
    CellSource,
    ColumnPlace,
    Envelope,
    EnvelopeValue,
    Evidence,
    LocatedTable,
    NearestDataset,
    RowKind,
    SheetReading,
)
from pipelines.locating.nearest import beside_its_items, nearest_dataset
from pipelines.locating.parts import in_parts
from pipelines.locating.row_kinds import is_footer_text, without_page
from pipelines.locating.rows import classify_rows
from pipelines.locating.side_by_side import Placed, column_blocks, continues, repeated_groups
from pipelines.locating.unheaded import unheaded_columns
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

Band: TypeAlias = list[Placed]
"""The headers that stand beside one another, left to right; mostly one."""


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
        tables: list[LocatedTable] = []
        for bands in self._streams(view, names):
            tables.extend(_tables(bands, names=(sheet.name, file_name)))
        if not tables:
            return SheetReading((), nearest_dataset(view, self._index, names))
        tables.sort(key=lambda table: (table.header_rows[0], table.left))
        tables[1:] = [_inheriting(table, tables[0]) for table in tables[1:]]
        tables[0] = _with_rows_of_none(view, tables)
        return SheetReading(tuple(tables))

    def locate_all(self, sheets: Sequence[Sheet], *, file_name: str) -> list[SheetReading]:
        """Return the tables of each sheet of a file; 「3月」 takes the year that the others agree on."""
        readings = _with_summaries([self.locate(sheet, file_name=file_name) for sheet in sheets])
        stated = [table.envelope.year for reading in readings for table in reading.tables]
        years = {year.text for year in stated if year is not None and year.source != "file name"}
        if len(years) != 1:
            return readings
        year = EnvelopeValue(years.pop(), None, "sheet")
        return [
            replace(reading, tables=tuple(_in_year(table, year, sheet.name) for table in reading.tables))
            for sheet, reading in zip(sheets, readings, strict=True)
        ]

    def _streams(self, view: SheetView, names: tuple[str, ...]) -> list[list[Band]]:
        """Return the bands of tables of each stretch of columns that is read as a sheet of its own."""
        whole = self._bands(view, names)
        blocks = column_blocks(view, self._index)
        if not whole and not blocks:
            blocks = column_blocks(view, self._index, by_header_alone=True)
        streams = [bands for block in blocks if (bands := self._bands(block, names))]
        if len(streams) > 1:
            return streams
        alone = streams[0][0][0] if streams else None
        if alone is not None and not (whole and continues(view, alone.view, alone.header)):
            return [_naming_what_is_beside(view, bands) for bands in streams]
        return [whole]

    def _bands(self, view: SheetView, names: tuple[str, ...]) -> list[Band]:
        """Find the headers one below the other, each with those that repeat it to the right.

        A header that stands again without a title of its own belongs to the body above it.
        """

        def find(part: SheetView, row: int) -> FoundHeader | None:
            return find_header(part, self._index, row, names, is_first=not bands)

        bands: list[Band] = []
        row = 0
        while True:
            header = find(view, row)
            band = repeated_groups(view, self._index, row, header, find)
            if not band:
                if header is None:
                    return bands
                band = [Placed(view, header)]
            if not bands or not _is_repetition(view, bands, band):
                bands.append(band)
            row = band[0].header.last + 1


def locate(sheet: Sheet, datasets: Iterable[Dataset], *, file_name: str) -> SheetReading:
    """Find the tables of one sheet; for many sheets keep a Locator."""
    return Locator(datasets).locate(sheet, file_name=file_name)


def _tables(bands: list[Band], names: tuple[str, str]) -> Iterable[LocatedTable]:
    """Read the tables of bands one below the other, each down to the title of the next."""
    starts = [0]
    for above, band in pairwise(bands):
        starts.append(min(_title_start(part.view, above[0].header.last + 1, part.header) for part in band))
    for place, band in enumerate(bands):
        for part in band:
            end = starts[place + 1] if place + 1 < len(starts) else len(part.view.rows)
            yield from in_parts(_table(part, starts[place], end, names))


def _table(part: Placed, start: int, end: int, names: tuple[str, str]) -> LocatedTable:
    """Read one table whose title and envelope begin at row `start`, and whose rows end before `end`."""
    view, header = part.view, part.header
    above = [row for row in range(start, header.first) if not view.is_blank(row)]
    first, last = header.last + 1, end - 1
    while last >= first and view.is_blank(last):
        last -= 1
    body = classify_rows(view, header, above, first, last)
    notes = [row.row for row in body if row.kind is RowKind.NOTE]
    envelope, title = read_envelope(view, header, Surroundings(above, notes, *names))
    envelope = with_year_column(envelope, view, header, body)
    if part.year is not None:
        caption = view.text(*part.year)
        own = EnvelopeValue(caption, part.year, "title")
        envelope = replace(envelope, year=own, period=own)
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
        doubts=(*header.doubts, *unheaded_columns(view, header, body)),
        above=tuple(above),
        marks=view.sheet.marks,
    )


def _naming_what_is_beside(view: SheetView, bands: list[Band]) -> list[Band]:
    """Name the texts beside a header, in columns that its table does not reach, as headers not read."""
    return [[_naming_its_neighbours(view, placed) for placed in band] for band in bands]


def _naming_its_neighbours(view: SheetView, placed: Placed) -> Placed:
    header = placed.header
    beside = tuple(
        (column, view.text(header.last, column))
        for column in view.filled(header.last)
        if isinstance(view.cell(header.last, column), str) and placed.view.cell(header.last, column) is None
    )
    return placed._replace(header=replace(header, unknown=(*header.unknown, *beside)))


def _with_rows_of_none(view: SheetView, tables: list[LocatedTable]) -> LocatedTable:
    """Return the first table with the rows as notes that no table has, such as calculations beside it."""
    first = tables[0]
    known = {row.row for table in tables for row in table.body}
    known.update(row - 1 for table in tables for row in table.header_rows)
    known.update(row for table in tables for row in table.above)
    below = range(first.first_row, len(view.rows))
    notes = [row for row in below if row not in known and not view.is_blank(row)]
    if not notes:
        return first
    source = CellSource(view.rows, (), {})
    body = [*first.body, *(BodyRow(row, RowKind.NOTE, source) for row in notes)]
    body.sort(key=lambda row: row.row)
    return replace(first, body=tuple(body), last_row=max(first.last_row, notes[-1]))


def _with_summaries(readings: list[SheetReading]) -> list[SheetReading]:
    """Tell of a sheet with sums alone (汇总) that its items were read from the other sheets."""
    read = {table.dataset.name for reading in readings for table in reading.tables}
    return [
        replace(reading, near=beside_its_items(near))
        if (near := reading.near) is not None and near.is_summary and near.dataset in read
        else reading
        for reading in readings
    ]


def _in_year(table: LocatedTable, year: EnvelopeValue, sheet: str) -> LocatedTable:
    """Give a year to a table that has none of its own, and with it the period that its sheet is named for."""
    own = table.envelope
    if own.year is not None and own.year.source != "file name":
        return table
    number = parse_year(year.text)
    period = own.period
    if period is None and isinstance(number, int) and parse_period(sheet, number) is not None:
        period = EnvelopeValue(sheet, None, "sheet")
    return replace(table, envelope=replace(own, year=year, period=period))


def _inheriting(table: LocatedTable, first: LocatedTable) -> LocatedTable:
    """Let a later table of the sheet take what only the top of the sheet says (填报单位)."""
    return replace(table, envelope=table.envelope.completed_by(first.envelope))


def _is_repetition(view: SheetView, bands: list[Band], band: Band) -> bool:
    previous = bands[-1]
    if len(band) != len(previous) or any(
        own.header.form is not above.header.form or own.header.columns != above.header.columns
        for own, above in zip(band, previous, strict=True)
    ):
        return False
    first = band[0].header
    start = _title_start(view, previous[0].header.last + 1, first)
    lines = {_line(view, row) for row in range(start, first.first) if not view.is_blank(row)}
    texts = {tuple(map(without_page, line)) for line in lines} - {("",)}
    top = {_line(view, row) for row in range(bands[0][0].header.first) if not view.is_blank(row)}
    return texts <= top


def _line(view: SheetView, row: int) -> tuple[str, ...]:
    return tuple(view.text(row, column) for column in view.filled(row))


def _title_start(view: SheetView, floor: int, header: FoundHeader) -> int:
    """Return the first row of the title and envelope above a later header, not above `floor`."""
    start = header.first
    unit_above_title = _opens_with_unit(view)
    has_title = False
    for row in range(header.first - 1, floor - 1, -1):
        if view.is_blank(row):
            continue
        if _is_title_like(view, row):
            is_envelope = any(has_label(text) for text in _line(view, row))
            if is_envelope and has_title and not unit_above_title:
                break  # 填报单位 above a title ends the table before it.
            has_title = has_title or not is_envelope
            start = row
        elif not _may_follow_title(view, row):
            break
    return start


def _opens_with_unit(view: SheetView) -> bool:
    """Whether a sheet begins with its envelope, so that later tables have theirs above the title too."""
    rows = (row for row in range(len(view.rows)) if not view.is_blank(row))
    first = next((row for row in rows if _is_title_like(view, row)), None)
    return first is not None and any(names_unit(text) for text in _line(view, first))


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
