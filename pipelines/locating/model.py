"""What was found in a sheet: tables with their columns, classified body rows and envelope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from pipelines.reading.model import NO_MARKS, CellValue, Marks, Rows
from warehouse.contracts.figures import CUMULATIVE, PLANNED
from warehouse.contracts.model import Column, Dataset, Layout, Vintage


class RowKind(StrEnum):
    """What a non-blank row below a header is. Only data rows are loaded or quarantined."""

    DATA = "data"
    TOTAL = "total"  # 合计行
    GROUP = "group"  # 分组标题行
    HEADER = "header"  # 重复的表头
    NOTE = "note"  # 说明、签字、空白模板行
    EXAMPLE = "example"  # 示例行
    ZERO_REPORT = "zero_report"  # 零报告


class HeaderMatch(StrEnum):
    """How a header was matched with a column."""

    LABEL = "label"  # 模板的表头
    ALIAS = "alias"  # 常见的别名
    NOTE = "note"  # 去掉填写提示后相同
    RUNNING = "running"  # 累计数的列
    LIKENESS = "likeness"  # 近似，附警告


class DoubtKind(StrEnum):
    """Why a column of the sheet was not read, or is read with a warning."""

    ASSUMED = "assumed"  # 近似，已按该列读取
    UNSURE = "unsure"  # 可能是某列，没有读取
    REPEATED = "repeated"  # 与另一表头同属一列，没有读取
    UNKNOWN = "unknown"  # 不认识，没有读取
    BLANK = "blank"  # 没有表头，有内容，没有读取


class CellRead(NamedTuple):
    """A raw value and the 0-based sheet position it is cited by (the anchor of a merged cell)."""

    raw: CellValue
    row: int
    col: int


@dataclass(frozen=True)
class ColumnPlace:
    """Where a contract column stands. index: 0-based. label: the header as written, without its group.

    header_unit: the unit in the header or in its group caption (万元, 宗 …), if any. path: the header
    with its group captions before it. match: how the header was matched.
    """

    index: int
    label: str
    header_unit: str | None
    path: str = ""
    match: HeaderMatch = HeaderMatch.LABEL


@dataclass(frozen=True)
class HeaderDoubt:
    """A header that is not plainly one column.

    row, index: 0-based position of the header. label: as written, with its captions. candidates: labels of
    the columns it may mean, likeliest first; for ASSUMED the one it is read as, for REPEATED the header
    that is read instead. column: the contract column it is read as, or whose place it contests, or "".
    """

    kind: DoubtKind
    row: int
    index: int
    label: str
    candidates: tuple[str, ...] = ()
    column: str = ""


@dataclass(frozen=True)
class CellSource:
    """The shared means by which data rows give their cells.

    columns: (contract column, 0-based index). anchors: position inside a vertical merge → its anchor,
    where the value of the anchor counts for the row too.
    """

    rows: Rows
    columns: tuple[tuple[str, int], ...]
    anchors: Mapping[tuple[int, int], tuple[int, int]]

    def value(self, row: int, index: int) -> CellValue:
        """Return the raw value of a row at a column index."""
        if self.anchors and (anchor := self.anchors.get((row, index))):
            row, index = anchor
        cells = self.rows[row]
        return cells[index] if index < len(cells) else None

    def read(self, row: int, index: int) -> CellRead:
        """Return the cell of a row at a column index."""
        if self.anchors and (anchor := self.anchors.get((row, index))):
            row, index = anchor
        cells = self.rows[row]
        return CellRead(cells[index] if index < len(cells) else None, row, index)


@dataclass(frozen=True)
class EnvelopeValue:
    """A value that stands outside the table. cell: 0-based position, None for sheet and file names.

    source: "cell", "title", "sheet" or "file name".
    """

    text: str
    cell: tuple[int, int] | None
    source: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A non-blank row below a header. row: 0-based sheet row.

    unit: the filing unit that a group row states for the rows below it (填报单位：公安局).
    """

    row: int
    kind: RowKind
    source: CellSource = field(repr=False, compare=False)
    unit: EnvelopeValue | None = None

    @property
    def cells(self) -> dict[str, CellRead]:
        """The cells of a data row by contract (or layout) column; empty for any other kind."""
        if self.kind is not RowKind.DATA:
            return {}
        return {name: self.source.read(self.row, index) for name, index in self.source.columns}


@dataclass(frozen=True)
class Envelope:
    """What is written around a table (表头表尾). measure: 「单位：万元」 above it, not a department.

    figures: what its figures are (累计 or 计划) and where it says so; None for those of the period itself.
    source is then "cell" for a header or a note. is_correction: blank cells do not erase (更正, 补报).
    may_offset: counts may be negative (更正, 冲减). spans_years: the table is of several years, so that no
    year completes 「3月5日」.
    """

    unit: EnvelopeValue | None = None
    filed_on: EnvelopeValue | None = None
    period: EnvelopeValue | None = None
    year: EnvelopeValue | None = None
    measure: EnvelopeValue | None = None
    figures: EnvelopeValue | None = None
    is_correction: bool = False
    may_offset: bool = False
    spans_years: bool = False

    @property
    def is_plan(self) -> bool:
        """Whether the form says that its rows are still to come."""
        return self.figures is not None and self.figures.text == PLANNED

    @property
    def is_cumulative(self) -> bool:
        """Whether the form says that its figures run from 1 January."""
        return self.figures is not None and self.figures.text == CUMULATIVE

    def completed_by(self, other: Envelope) -> Envelope:
        """Fill the values written nowhere in this table's own cells from another table of the sheet."""
        names = ("unit", "filed_on", "period", "year")
        own = {name: getattr(self, name) for name in names}
        borrowed = {name: getattr(other, name) for name in names}
        return replace(
            self,
            **{
                name: borrowed[name]
                for name in names
                if borrowed[name] is not None
                and borrowed[name].cell is not None
                and (own[name] is None or own[name].cell is None)
            },
        )


@dataclass(frozen=True)
class Evidence:
    """How surely a dataset was recognised.

    matched, headers: recognised headers of all headers (row numbers aside). title_words: words of the
    contract found in the title, sheet or file name. runner_up: the next best dataset, with its matches;
    margin: by how much its score is lower. by_likeness: how many of the matched are only alike.
    """

    matched: int
    headers: int
    title_words: tuple[str, ...]
    runner_up: str | None = None
    runner_up_matched: int = 0
    margin: float | None = None
    by_likeness: int = 0

    @property
    def share(self) -> float:
        """Recognised share of the headers, 0–1."""
        return self.matched / self.headers if self.headers else 0.0


@dataclass(frozen=True)
class LocatedTable:
    """A table of a known dataset.

    header_rows: 1-based sheet rows, group captions included. columns: contract column → place.
    unknown_headers: (0-based index, label) of headers no contract column claims. first_row, last_row:
    0-based, inclusive; last_row < first_row where nothing stands below the header. above: the 0-based
    rows of its title and envelope. marks: what the sheet shows beside its values. doubts: the
    headers that are not plainly one column, in the order of the sheet. part: for one of the tables that
    captions make of the rows below one header, its number from 1; else 0. captions_above: the group and
    total rows of the parts before it.
    """

    dataset: Dataset
    layout: Layout | None
    vintage: Vintage | None
    header_rows: tuple[int, ...]
    columns: Mapping[str, ColumnPlace]
    unknown_headers: tuple[tuple[int, str], ...]
    first_row: int
    last_row: int
    body: tuple[BodyRow, ...]
    envelope: Envelope
    title: str
    evidence: Evidence
    above: tuple[int, ...] = ()
    marks: Marks = NO_MARKS
    doubts: tuple[HeaderDoubt, ...] = ()
    part: int = 0
    captions_above: tuple[BodyRow, ...] = ()

    @property
    def left(self) -> int:
        """The leftmost column that is read."""
        return min(place.index for place in self.columns.values())

    @property
    def dataset_columns(self) -> tuple[Column, ...]:
        """The dataset's columns, named and worded as this edition of the form has them."""
        columns = self.dataset.columns
        return columns if self.vintage is None else self.vintage.of(columns)

    @property
    def rows_in(self) -> int:
        """Non-blank rows of the body, each of which must end loaded, quarantined or skipped."""
        return len(self.body)

    def data_rows(self) -> tuple[BodyRow, ...]:
        """The rows that hold data."""
        return tuple(row for row in self.body if row.kind is RowKind.DATA)

    def column_values(self, name: str) -> list[CellValue]:
        """The raw values of one column over the data rows, in order, without their addresses."""
        index = self.columns[name].index
        return [row.source.value(row.row, index) for row in self.body if row.kind is RowKind.DATA]

    def column_cells(self, name: str) -> list[CellRead]:
        """The cells of one column over the data rows, in order; KeyError for a column not placed."""
        index = self.columns[name].index
        return [row.source.read(row.row, index) for row in self.body if row.kind is RowKind.DATA]


@dataclass(frozen=True)
class NearestDataset:
    """The dataset an unrecognised sheet is nearest to, for the reason of its rejection.

    matched, missing: headers (Chinese) found, and required ones not found. reason: a Chinese sentence.
    rival: the label of a second dataset that the headers name equally well; then both are in doubt.
    is_summary: the sheet has figures of the dataset and nothing that names what they are of (汇总表).
    """

    dataset: str
    label: str
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    reason: str
    rival: str | None = None
    is_summary: bool = False


@dataclass(frozen=True)
class SheetReading:
    """All tables of a sheet in order; near is given only where there is no table."""

    tables: tuple[LocatedTable, ...]
    near: NearestDataset | None = None
