"""From a draft to the cells of each sheet, and to what must become of every row of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.checking.findings import a1, column_letters
from tests.support.mess.draft import CELLS_AROUND, Cell, Draft, ErrorCell, Fact, Formula, Heading, Page, Table

Position = tuple[int, int]


@dataclass
class Grid:
    """A sheet as it is written; positions are 0-based.

    lines_above, lines_below: paragraphs around the table of a document, each of which is read as a row of
    its sheet. top: the row at which that table begins.
    """

    name: str
    cells: dict[Position, Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Position] = field(default_factory=set)
    coloured: set[Position] = field(default_factory=set)
    formatted: list[Position] = field(default_factory=list)
    top: int = 0
    lines_above: list[str] = field(default_factory=list)
    lines_below: list[str] = field(default_factory=list)

    @property
    def size(self) -> Position:
        """Rows and columns that hold anything."""
        rows = max((row for row, _ in self.cells), default=-1) + 1
        columns = max((column for _, column in self.cells), default=-1) + 1
        return rows, columns


@dataclass
class Expected:
    """What must become of a table; rows are 1-based.

    columns: for each group side by side, contract column → letters. facts: row, group, stored values.
    unsure: rows that may be kept out, with a finding. skipped: one reason, or several of which any is right.
    """

    sheet: str
    dataset: str
    columns: list[dict[str, str]] = field(default_factory=list)
    facts: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)
    quarantined: dict[int, list[str]] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)
    findings: list[tuple[tuple[str, ...], str | None]] = field(default_factory=list)
    tolerated: set[str] = field(default_factory=set)


def lay_out(draft: Draft) -> tuple[list[Grid], list[Expected]]:
    """Return the sheets of a draft and what must be read from its tables."""
    grids: list[Grid] = []
    expected: list[Expected] = []
    for number, page in enumerate(draft.pages):
        grid = Grid(page.name, is_hidden=page.is_hidden)
        row = page.top
        for table in page.tables:
            placed = _Placing(grid, page, table, row, has_cells_around=CELLS_AROUND not in draft.lacks)
            found = placed.place()
            found.sheet = _sheet_name(draft, page, number)
            expected.append(found)
            row = placed.row + 1
        for codes in page.wanted_codes:
            own = expected[-len(page.tables) :]
            own[0].findings.append((codes, None))
            for table_expected in own:
                table_expected.tolerated.update(codes)
        _spread_phantoms(grid, page)
        grids.append(grid)
    return grids, expected


def _sheet_name(draft: Draft, page: Page, number: int) -> str:
    kind = draft.kind.split(" ")[0]
    if kind in ("xlsx", "xls", "ods"):
        return page.name
    return f"表{number + 1}" if kind == "docx" else ""


def _spread_phantoms(grid: Grid, page: Page) -> None:
    """Format blank cells far beyond the table, as a clerk does who colours whole columns."""
    rows, columns = grid.size
    for row in range(rows + page.phantom_rows):
        for column in range(columns, columns + page.phantom_columns):
            grid.formatted.append((row, column))


class _Placing:
    """Places one table on a grid from a row downwards."""

    def __init__(self, grid: Grid, page: Page, table: Table, row: int, *, has_cells_around: bool) -> None:
        self.row = row
        self._grid, self._page, self._table = grid, page, table
        self._has_cells_around = has_cells_around
        self._width = len(table.headings)
        self._rows: dict[int, int] = {}  # fact → row
        self._bands: dict[int, int] = {}
        self._expected = Expected("", table.dataset.name, tolerated=set(table.tolerated))

    def place(self) -> Expected:
        self._place_above()
        self._place_header()
        self._place_body()
        self._place_below()
        self._place_upright()
        if self._table is self._page.tables[0]:
            self._mark()
        for wanted in self._table.wanted:
            self._expected.findings.append((wanted.codes, self._address(wanted.fact, wanted.column)))
        return self._expected

    def _column(self, band: int, index: int) -> int:
        return self._page.left + band * self._width + index

    def _index(self, name: str) -> int:
        return next(i for i, heading in enumerate(self._table.headings) if heading.name == name)

    def _address(self, fact: int | None, column: str | None) -> str | None:
        if fact is None:
            return None
        if column is None:
            return a1(self._rows[fact], self._column(self._bands[fact], 0))
        if self._table.heading(column) is None:
            return None
        return a1(self._rows[fact], self._column(self._bands[fact], self._index(column)))

    def _put(self, row: int, column: int, cell: Cell) -> None:
        if cell is not None:
            self._grid.cells[row, column] = cell

    def _place_above(self) -> None:
        last = self._column(self._table.bands - 1, self._width - 1)
        for number, line in enumerate(self._table.above):
            if not self._has_cells_around:
                # A broken line of a document is two lines.
                lines = "　".join(str(cell) for cell in line.values()).split("\n")
                self._grid.lines_above += lines
                self._grid.top = self.row = self.row + len(lines)
                continue
            for index, cell in line.items():
                self._put(self.row, self._page.left + index, cell)
            if number in self._table.wide and last > self._page.left:
                self._grid.merged.append((self.row, self._page.left, self.row, last))
            self.row += 1

    def _place_header(self) -> None:
        headings = self._table.headings
        depth = max(len(heading.captions) for heading in headings) + 1
        for band in range(self._table.bands):
            for index, heading in enumerate(headings):
                column, level = self._column(band, index), len(heading.captions)
                self._put(self.row + level, column, heading.label)
                if level < depth - 1:
                    self._grid.merged.append((self.row + level, column, self.row + depth - 1, column))
            for level in range(depth - 1):
                for first, last in _caption_runs(headings, level):
                    caption = headings[first].captions[level]
                    self._put(self.row + level, self._column(band, first), caption)
                    if last > first:
                        start, end = self._column(band, first), self._column(band, last)
                        self._grid.merged.append((self.row + level, start, self.row + level, end))
            self._expected.columns.append(
                {
                    heading.name: column_letters(self._column(band, index))
                    for index, heading in enumerate(headings)
                    if heading.name
                }
            )
        self.row += depth

    def _place_body(self) -> None:
        for number, line in enumerate(self._table.body):
            for band, fact_number in enumerate(line.facts):
                self._place_fact(fact_number, band)
            for index, cell in line.cells.items():
                self._put(self.row, self._page.left + index, cell)
            if not line.facts and line.skipped_as is not None:
                self._expected.skipped[self.row + 1] = line.skipped_as
            for (at, beyond), cell in self._table.aside.items():
                if at == number:
                    self._put(self.row, self._column(self._table.bands - 1, self._width) + beyond, cell)
            self.row += 1

    def _place_fact(self, number: int, band: int) -> None:
        fact = self._table.facts[number]
        self._rows[number], self._bands[number] = self.row, band
        for index, heading in enumerate(self._table.headings):
            column = self._column(band, index)
            if heading.name:
                self._put(self.row, column, fact.entries[heading.name].cell)
            else:
                self._put(self.row, column, heading.cells[number] if heading.cells else number + 1)
        if fact.codes:
            codes = self._expected.quarantined.setdefault(self.row + 1, [])
            codes.extend(code for code in fact.codes if code not in codes)
        else:
            self._expected.facts.append((self.row + 1, band, _stored(self._table, fact)))
            if fact.is_unsure:
                self._expected.unsure.add(self.row + 1)

    def _place_below(self) -> None:
        for line in self._table.below:
            if not self._has_cells_around:
                if not line:
                    continue
                self._grid.lines_below.append("　".join(str(cell) for cell in line.values()))
            for index, cell in line.items():
                if self._has_cells_around:
                    self._put(self.row, self._page.left + index, cell)
            if line:
                self._expected.skipped[self.row + 1] = "note"
            self.row += 1

    def _place_upright(self) -> None:
        for name, runs in self._table.upright.items():
            for first, last in runs:
                top, bottom = self._rows[first], self._rows[last]
                column = self._column(self._bands[first], self._index(name))
                for row in range(top + 1, bottom + 1):
                    self._grid.cells.pop((row, column), None)
                self._grid.merged.append((top, column, bottom, column))

    def _mark(self) -> None:
        page = self._page
        self._grid.hidden_rows |= {self._rows[number] for number in page.hidden_facts}
        for name in page.hidden_columns:
            self._grid.hidden_columns.add(self._column(0, self._index(name)))
        for number in page.struck_facts:
            row = self._rows[number]
            self._grid.struck |= {at for at in self._grid.cells if at[0] == row}
        for number, name in page.coloured:
            self._grid.coloured.add((self._rows[number], self._column(0, self._index(name))))


def _caption_runs(headings: list[Heading], level: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring columns with the same captions down to a level."""
    first = 0
    while first < len(headings):
        own = headings[first].captions[: level + 1]
        last = first
        while last + 1 < len(headings) and headings[last + 1].captions[: level + 1] == own:
            last += 1
        if len(own) > level:
            yield first, last
        first = last + 1


def _stored(table: Table, fact: Fact) -> dict[str, Any]:
    """The stored values of a fact that are not null: its own, and what the contract gives by default."""
    values = {
        column.name: column.default for column in table.dataset.columns if column.default is not None
    } | fact.truth
    return {name: value for name, value in values.items() if value is not None and value != []}


def shown_text(cell: Cell) -> str:
    """What a cell shows in a format that has only text."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return "" if cell.cached is None else str(cell.cached)
    if isinstance(cell, date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return cell.text if isinstance(cell, ErrorCell) else str(cell)
