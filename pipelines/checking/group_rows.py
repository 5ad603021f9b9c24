"""Group rows and total rows (分组行、合计行): what they are called, how deep they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.clean.names import Match, NameIndex
from pipelines.clean.numbers import Number, parse_number
from pipelines.clean.text import Dash, clean_text
from pipelines.locate import BodyRow, LocatedTable, RowKind
from warehouse.contracts.envelope import TOTAL_LABELS, UNIT
from warehouse.contracts.types import TOWNSHIP

_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"\d{1,2}[、.．]"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_SUBTOTAL = re.compile(r"小计|本页")
_TIME = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)?")
_OFFICE = re.compile(r"\S{2,}(?:局|委|办|处|部|院|站|会|队|中心)")
_BRACKETS = re.compile(r"[（）()\[\]【】\s:：]")
_COUNT = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]?\s*$|[:：\s]?共?计?\d+\s*\D{0,2}$")


class GroupValue(NamedTuple):
    """What the caption above some rows says of them. rows: 0-based; cell: the caption's 0-based place."""

    column: str
    rows: tuple[int, ...]
    text: str
    cell: tuple[int, int]


def label_of(row: BodyRow) -> str:
    """Return the text of a row that says what it is: one with 计, else its first that is no number."""
    texts = (clean_text(value) for value in row.source.rows[row.row] if isinstance(value, str))
    words = [text for text in texts if text and not isinstance(parse_number(text), (Number, Dash))]
    return next((text for text in words if "计" in text), words[0] if words else "")


def caption_cell(row: BodyRow) -> tuple[int, int]:
    """Return the first cell of a row that holds a text."""
    cells = row.source.rows[row.row]
    return row.row, next(column for column, value in enumerate(cells) if isinstance(value, str))


def is_grand(row: BodyRow) -> bool:
    """Whether a row is the total of everything above it: 合计, 总计, 共计, also without a word."""
    bare = _BRACKETS.sub("", label_of(row))
    return row.kind is RowKind.TOTAL and not _SUBTOTAL.search(bare) and bare in ("", *TOTAL_LABELS)


def level_of(row: BodyRow) -> int:
    """Return how deep a caption stands: 一、 0, （一） 1, 1. 2, （1） 3, others 4, months 5.

    填报单位：公安局 stands above them all, at -1.
    """
    if row.unit is not None:
        return -1
    text = label_of(row)
    level = next((level for level, mark in enumerate(_ORDINALS) if mark.match(text)), len(_ORDINALS))
    # 公安局, 1月, 2月: a month without a number stands below the unit.
    return level + 1 if level == len(_ORDINALS) and _TIME.fullmatch(_name(text)) else level


def group_values(located: LocatedTable, names: NameIndex) -> Iterator[GroupValue]:
    """Yield the units and townships that captions name exactly, with the rows below each.

    What stands behind 填报单位 is a unit, known or not. A township's name tells where its rows
    belong, not who held them, and is no unit here.
    """
    body = (*located.captions_above, *located.body)
    if not any(row.kind is RowKind.GROUP for row in body):
        return
    columns = located.dataset.columns
    unit = next((column.name for column in columns if column.envelope == UNIT), None)
    township = next((column.name for column in columns if column.kind is TOWNSHIP), None)
    groups = list(_groups(body))
    # Beside a caption that names a unit, one that is called like an office names a unit that no list has.
    named = {
        level_of(caption) for caption, _ in groups if isinstance(names.unit(_name(label_of(caption))), Match)
    }
    for caption, rows in groups:
        if caption.unit is not None and caption.unit.cell is not None:
            if unit is not None and rows:
                yield GroupValue(unit, rows, caption.unit.text, caption.unit.cell)
            continue
        text = _name(label_of(caption))
        is_township = isinstance(names.township(text), Match)
        is_office = _OFFICE.fullmatch(text) is not None and level_of(caption) in named
        is_unit = is_office or isinstance(names.unit(text), Match)
        column = township if is_township else unit if is_unit else None
        if column is not None and rows:
            yield GroupValue(column, rows, text, caption_cell(caption))


def _groups(body: tuple[BodyRow, ...]) -> Iterator[tuple[BodyRow, tuple[int, ...]]]:
    """Yield each caption with the data rows below it, outer captions after the inner ones."""
    open_groups: list[tuple[int, BodyRow, list[int]]] = []
    for row in body:
        if row.kind is RowKind.DATA:
            for _, _, rows in open_groups:
                rows.append(row.row)
            continue
        level = level_of(row) if row.kind is RowKind.GROUP else 0
        if row.kind is RowKind.GROUP or is_grand(row):
            while open_groups and open_groups[-1][0] >= level:
                _, caption, rows = open_groups.pop()
                yield caption, tuple(rows)
        if row.kind is RowKind.GROUP:
            open_groups.append((level, row, []))
    while open_groups:
        _, caption, rows = open_groups.pop()
        yield caption, tuple(rows)


def _name(text: str) -> str:
    """Return a caption without its number and its count: 一、峡窝镇（12场） → 峡窝镇."""
    for mark in _ORDINALS:
        text = mark.sub("", text, count=1) if mark.match(text) else text
    return _COUNT.sub("", text).strip(" :：")
