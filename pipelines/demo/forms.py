"""How a sender lays its rows out on a sheet: titles, envelope, headers, totals and footers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipelines.demo import mess
from pipelines.demo.directory import Directory
from pipelines.demo.mess import Written
from pipelines.demo.styles import Style, header_of
from pipelines.demo.world.facts import Estimate, Fact, Value, number
from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.types import (
    CODE,
    COUNT,
    DATE,
    DATE_SPAN,
    MONEY,
    PARTIAL_DATE,
    TOWNSHIP,
    UNIT,
    UNIT_AS_WRITTEN,
    UNITS,
    VILLAGE,
    YES_NO,
)

MARK = "合成演示数据，非真实业务数据"
_GROUPS: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "activities": (
        ("活动基本情况", frozenset({"title", "start_on", "place"})),
        ("活动成效", frozenset({"audience", "online_reads", "sessions", "materials", "consultations"})),
    ),
    "file_reviews": (("整改情况", frozenset({"rectify_due_on", "rectified_on", "recheck"})),),
}
_PENALTY_GROUP = "行政处罚实施数量（宗）"
_SUMMED = ("audience", "sessions", "materials", "attended", "problems")
_DASHES = ("—", "/", "-", None, None, None, None)


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written: rows of cells, merged areas (first row, first column, last row, last column)."""

    name: str
    rows: list[list[Written]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False


@dataclass(frozen=True)
class Placed:
    """A fact and where it was written: 1-based sheet row."""

    fact: Fact
    sheet: str
    row: int


@dataclass(frozen=True)
class Table:
    """What a sheet is to show.

    sections: (caption, facts); a caption makes a group row above its facts and a 小计 below them.
    merged_column: a column whose equal neighbours are merged.
    """

    dataset: Dataset
    sheet: str
    title: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str | None, tuple[Fact, ...]], ...]
    sender: str | None = None
    filed_on: date | None = None
    merged_column: str | None = None


class _Builder:
    """Rows under construction, shifted by the sender's blank rows and columns."""

    def __init__(self, style: Style, width: int) -> None:
        self.rows: list[list[Written]] = [[] for _ in range(style.blank_rows)]
        self.merged: list[tuple[int, int, int, int]] = []
        self.left = style.blank_columns
        self.width = width

    def add(self, cells: Sequence[Written]) -> int:
        """Append a row and return its 0-based position."""
        self.rows.append([*([None] * self.left), *cells])
        return len(self.rows) - 1

    def add_wide(self, text: str) -> None:
        """Append a row of one cell merged over the table's width."""
        row = self.add([text])
        if self.width > 1:
            self.merged.append((row, self.left, row, self.left + self.width - 1))

    def merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """Merge table columns of some rows; a single cell stays as it is."""
        if rows[0] < rows[1] or columns[0] < columns[1]:
            self.merged.append((rows[0], self.left + columns[0], rows[1], self.left + columns[1]))


def compose(
    table: Table, style: Style, draw: random.Random, directory: Directory
) -> tuple[Sheet, list[Placed]]:
    """Lay a table out in its sender's style; return the sheet and where each fact stands."""
    offset = 1 if style.has_number_column else 0
    builder = _Builder(style, len(table.columns) + offset)
    _head(builder, table, style)
    header = _headers(builder, table, style)
    placed: list[Placed] = []
    facts = [fact for _, section in table.sections for fact in section]
    for caption, section in table.sections:
        if caption is not None:
            builder.add_wide(caption)
        for index, fact in enumerate(section):
            if (
                style.repeats_header
                and not style.is_two_level
                and caption is None
                and 0 < index == len(section) // 2
            ):
                builder.add(header)
            cells = [
                _write(table.dataset.column(name), fact, style, draw, directory) for name in table.columns
            ]
            row = builder.add([*([len(placed) + 1] if offset else []), *cells])
            placed.append(Placed(fact, table.sheet, row + 1))
        _merge_equal(builder, table, offset, len(section))
        if caption is not None:
            builder.add(_sum_row("小计", table, offset, section))
    _tail(builder, table, style, facts, draw)
    return Sheet(table.sheet, builder.rows, builder.merged), placed


def _head(builder: _Builder, table: Table, style: Style) -> None:
    if style.has_annex:
        builder.add(["附件1"])
    title = table.title
    if style.title_has_newline and "度" in title:
        title = title.replace("度", "度\n", 1)
    builder.add_wide(title)
    if style.has_note_above:
        builder.add([f"（{MARK}）"])
    if table.sender is None:
        return
    if table.filed_on is None:
        builder.add([f"填报单位：{table.sender}"])
        return
    day = mess.write_day(table.filed_on, "chinese")
    if style.is_envelope_one_cell:
        builder.add_wide(f"填报单位：{table.sender}        填报时间：{day}")
    else:
        builder.add(["填报单位：", table.sender, None, "填报时间：", day])


def _headers(builder: _Builder, table: Table, style: Style) -> list[Written]:
    """Append one or two header rows; return the row of leaf headers."""
    offset = 1 if style.has_number_column else 0
    names = [header_of(style, table.dataset, name) for name in table.columns]
    leaves: list[Written] = [*(["序号"] if offset else []), *names]
    groups = _groups_of(table)
    if not style.is_two_level or not any(groups):
        builder.add(leaves)
        return leaves
    captions: list[str | None] = [*([None] if offset else []), *groups]
    top = builder.add(
        [
            leaf if caption is None else caption if captions[index - 1 : index] != [caption] else None
            for index, (leaf, caption) in enumerate(zip(leaves, captions, strict=True))
        ]
    )
    builder.add([leaf if caption else None for leaf, caption in zip(leaves, captions, strict=True)])
    start = 0
    for index, caption in enumerate(captions):
        if caption is None:
            builder.merge((top, top + 1), (index, index))
        if index + 1 == len(captions) or captions[index + 1] != caption:
            if caption is not None:
                builder.merge((top, top), (start, index))
            start = index + 1
        elif caption is None:
            start = index + 1
    return leaves


def _groups_of(table: Table) -> list[str | None]:
    """Return the group caption above each column; None where there is none."""
    known = _GROUPS.get(table.dataset.name, ())
    if table.dataset.name == "enforcement_stats":
        known = ((_PENALTY_GROUP, frozenset(set(table.columns) - {"unit", "year", "fined_yuan", "remark"})),)
    return [next((caption for caption, members in known if name in members), None) for name in table.columns]


def _merge_equal(builder: _Builder, table: Table, offset: int, count: int) -> None:
    """Merge equal neighbours of the merged column in the last `count` rows."""
    if table.merged_column is None or count == 0:
        return
    column = offset + table.columns.index(table.merged_column)
    place = builder.left + column
    last = len(builder.rows)
    start = last - count
    for row in range(start + 1, last + 1):
        if row == last or builder.rows[row][place] != builder.rows[start][place]:
            builder.merge((start, row - 1), (column, column))
            for covered in range(start + 1, row):
                builder.rows[covered][place] = None
            start = row


def _sum_row(label: str, table: Table, offset: int, facts: Iterable[Fact]) -> list[Written]:
    facts = list(facts)
    cells: list[Written] = [
        sum(number(fact.values.get(name)) for fact in facts) if name in _SUMMED else None
        for name in table.columns
    ]
    if offset:
        return [label, *cells]
    return [label, *cells[1:]]


def _tail(builder: _Builder, table: Table, style: Style, facts: list[Fact], draw: random.Random) -> None:
    offset = 1 if style.has_number_column else 0
    if not facts:
        builder.add(["零报告"])
    elif style.has_template_rows and offset:
        for extra in range(draw.randint(1, 3)):
            builder.add([len(facts) + 1 + extra])
    if style.has_total and facts and any(name in _SUMMED for name in table.columns):
        builder.add(_sum_row("合计", table, offset, facts))
    if not style.has_note_above:
        builder.add([f"备注：{MARK}。"])
    builder.add(["填表人：演示甲        审核人：演示乙"])


# ---- one cell ----


def _write(column: Column, fact: Fact, style: Style, draw: random.Random, directory: Directory) -> Written:
    if fact.fault is not None and fact.fault.column == column.name:
        return fact.fault.text
    value = fact.values.get(column.name)
    if value is None:
        return draw.choice(_DASHES) if column.kind is COUNT else None
    if isinstance(value, date):
        return _write_date(column, fact, value, style)
    if isinstance(value, tuple):
        return _write_many(column, value, style, draw, directory)
    if isinstance(value, str):
        return _write_text(column, value, style, draw, directory)
    return _write_number(column, value, style, draw)


def _write_date(column: Column, fact: Fact, value: date, style: Style) -> Written:
    if column.kind is DATE_SPAN and column.end_name is not None:
        return mess.write_span(value, fact.day(column.end_name), style.date_style)
    # A ledger of cases spans years, so nobody leaves the year out there.
    is_day = column.kind in (DATE, PARTIAL_DATE) and style.date_style == "no year"
    return mess.write_day(value, "chinese" if is_day else style.date_style)


def _write_many(
    column: Column, value: tuple[str, ...], style: Style, draw: random.Random, directory: Directory
) -> Written:
    if column.kind is UNITS:
        names = tuple(mess.write_unit(name, style.unit_style, directory) for name in value)
        return mess.write_list(names, style.separator)
    if column.name == "settings":
        return mess.write_settings(value, style.setting_style, style.separator)
    if column.choices is not None:
        choices = column.choices
        value = tuple(mess.write_choice(one, choices, draw, style.synonyms) for one in value)
    return mess.write_list(value, style.separator)


def _write_text(
    column: Column, value: str, style: Style, draw: random.Random, directory: Directory
) -> Written:
    if column.kind in (UNIT, UNIT_AS_WRITTEN):
        return mess.write_unit(value, style.unit_style, directory)
    if column.kind is TOWNSHIP:
        return mess.write_township(value, style.unit_style)
    if column.kind is VILLAGE:
        return mess.write_village(value, style.unit_style)
    if column.kind is CODE:
        return mess.write_case_no(value, draw)
    if column.choices is not None:
        return mess.write_choice(value, column.choices, draw, style.synonyms)
    return value


def _write_number(column: Column, value: Value, style: Style, draw: random.Random) -> Written:
    if column.kind is YES_NO and isinstance(value, bool):
        return mess.write_yes_no(value, style.yes_no_style)
    if isinstance(value, Estimate):
        return mess.write_estimate(value, column.unit or "", draw)
    if column.kind is MONEY and isinstance(value, Decimal):
        return mess.write_money(value, style.money_unit)
    if column.kind is COUNT and isinstance(value, int):
        return mess.write_count(value, column.unit or "", draw, style.mess)
    return mess.plain(value)
