"""What each non-blank row below a header is; every one gets exactly one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from pipelines.clean.text import MEASURES, clean_text
from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import BodyRow, CellSource, RowKind
from pipelines.locating.view import SheetView
from warehouse.contracts.envelope import (
    ENVELOPE_LABELS,
    EXAMPLE_LABELS,
    FOOTER_PREFIXES,
    NOTE_PREFIXES,
    TOTAL_LABELS,
    ZERO_REPORT_LABELS,
)

GROUP_NEEDS_COLUMNS = 4
LONG_NOTE_CHARACTERS = 30
DECIDING_TEXTS = 3
NUMBERED_COLUMNS = 4
_TOTAL_ENDINGS = ("合计", "小计", "总计")
# 合计：1200, 共计12场, 合计（场）: the label with its figure or its unit of measure.
_TOTAL_LINE = re.compile(
    rf"(?:{'|'.join(TOTAL_LABELS)})(?:[（(][^（）()]*[）)])?[:：]?(?:[\d.,]+万?(?:{'|'.join(MEASURES)})?)?"
)
_PREFIXES = "|".join(sorted(map(re.escape, FOOTER_PREFIXES), key=len, reverse=True))
_FOOTER = re.compile(rf"(?:{_PREFIXES})(?:\s*[（(][^（）()]{{0,8}}[）)])?\s*(?:\d*\s*[:：、.．]|\s|\d|$)")
_SIGNED = "|".join(sorted(chain.from_iterable(ENVELOPE_LABELS.values()), key=len, reverse=True))
_SIGNATURE = re.compile(rf"(?:{_SIGNED})\s*(?:[（(][^（）()]{{0,8}}[）)])?\s*(?:[:：]|$)")
_BRACKETS = re.compile(r"[（）()\[\]【】〔〕<>《》\s]")
_NUMBER = re.compile(r"[\d.,%，．+\-—－/ ]+")
_ORDINAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．]")
_COUNTED = re.compile(r".+[（(].*\d+.*[）)]")
_SENTENCE = re.compile(r"[。；;]|[:：].{4,}")
_COLUMN_NUMBER = re.compile(r"[（(]?(\d{1,2})[）)]?(?:\.0)?|[甲乙丙丁]")
_EXAMPLE = re.compile(rf"(?:{'|'.join(EXAMPLE_LABELS)})(?:\s*[:：]|\s*\d*$)")
_EXAMPLE_MARK = re.compile(r"[（(【\[]示例[）)】\]]")
# 本月无普法活动, 本季度未开展, 零报告（11月): nothing but that, so that 无偿献血宣传 is none.
_ZERO_REPORT = re.compile(
    r"(?:本(?:单位|部门|局|镇|街道|月|期|周|季度?|年度?|次))*零报告.*"
    r"|(?:本(?:单位|部门|局|镇|街道|月|期|周|季度?|年度?|次))*(?:暂|均|尚)?(?:无|没有|未)"
    r"(?:开展|举办|组织|发生|受理|收到)?(?:此类|相关|有关|新增|任何)?(?:普法|法治|宣传|法治宣传|培训|学法|创建|评查|复议)?"
    r"(?:活动|数据|内容|情况|案件|事项|培训|记录|工作|报送内容)?"
)
_EMPTY_FIGURES = frozenset({"0", "-", "—", "/"})


_Line = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A body row with what its class depends on.

    filled: columns with a value. texts: the first few columns with a text that is no number.
    first: the first of these texts, cleaned; "" where there is none. is_in_table: a matched column
    other than the row number is filled.
    """

    row: int
    filled: list[int]
    texts: list[int]
    first: str
    is_in_table: bool


@dataclass(frozen=True)
class _Table:
    """What the rows of one table are judged by. required: columns that the envelope cannot give."""

    view: SheetView
    header: FoundHeader
    matched: frozenset[int]
    required: frozenset[int]
    repeated: frozenset[_Line]
    repeated_firsts: frozenset[tuple[int, str]]


def classify_rows(
    view: SheetView, header: FoundHeader, above: Sequence[int], first: int, last: int
) -> tuple[BodyRow, ...]:
    """Classify every non-blank row of first..last (0-based, inclusive) below a header.

    above: the rows over the header; a page that repeats them repeats the header.
    """
    table = _table(view, header, above)
    rows = [_describe(table, row) for row in range(first, last + 1) if not view.is_blank(row)]
    kinds = [_kind(table, row) for row in rows]
    if rows and kinds[0] is RowKind.DATA and _numbers_columns(view, rows[0]):
        kinds[0] = RowKind.HEADER
    _settle_footers(table, rows, kinds)
    _settle_ends(table, rows, kinds)
    _settle_zero_report(table, rows, kinds)
    source = _cell_source(view, header, first, last)
    return tuple(BodyRow(row.row, kind, source) for row, kind in zip(rows, kinds, strict=True))


def is_footer_text(text: str) -> bool:
    """Whether a text opens like a footer (说明：, 填表人：)."""
    return _FOOTER.match(text) is not None


def _cell_source(view: SheetView, header: FoundHeader, first: int, last: int) -> CellSource:
    countable = {column.name for column in header.form.columns if column.is_countable}
    columns = tuple((name, place.index) for name, place in header.columns.items())
    # A figure merged over several rows belongs to them together: repeated, it would count several times.
    filled_down = {index for name, index in columns if name not in countable}
    anchors = {}
    for top, left, bottom, _ in view.vertical_ranges():
        if left in filled_down and first <= top and bottom <= last:
            anchors.update({(row, left): (top, left) for row in range(top + 1, bottom + 1)})
    return CellSource(view.rows, columns, anchors)


def _table(view: SheetView, header: FoundHeader, above: Sequence[int]) -> _Table:
    required = {
        header.columns[column.name].index
        for column in header.form.columns
        if column.required and column.envelope is None and column.name in header.columns
    }
    repeated = {_texts_of(view, row) for row in (*above, *range(header.first, header.last + 1))}
    return _Table(
        view=view,
        header=header,
        matched=frozenset(place.index for place in header.columns.values()),
        required=frozenset(required),
        repeated=frozenset(repeated),
        repeated_firsts=frozenset(line[0] for line in repeated if line),
    )


def _describe(table: _Table, row: int) -> _Row:
    cells = table.view.rows[row]
    filled = [column for column, value in enumerate(cells) if value is not None]
    texts: list[int] = []
    for column in filled:
        value = cells[column]
        # The first few texts decide; a full row need not be looked at to its end.
        if isinstance(value, str) and not _NUMBER.fullmatch(value):
            texts.append(column)
            if len(texts) == DECIDING_TEXTS:
                break
    first = clean_text(cells[texts[0]]) if texts else ""
    return _Row(row, filled, texts, first, not table.matched.isdisjoint(filled))


def _kind(table: _Table, row: _Row) -> RowKind:
    if _is_repeated(table, row):
        return RowKind.HEADER
    if row.texts and _is_total(table, row):
        return RowKind.TOTAL
    if _is_example(table, row):
        return RowKind.EXAMPLE
    is_single = len(row.filled) == 1 and bool(row.texts)
    if not row.is_in_table:
        return _caption_kind(table, row) if is_single else RowKind.NOTE
    if _is_footer(table, row):
        return RowKind.NOTE
    if is_single and len(table.matched) >= GROUP_NEEDS_COLUMNS:
        return _single_kind(table, row)
    return RowKind.DATA


def _is_repeated(table: _Table, row: _Row) -> bool:
    column = row.filled[0]
    first = (column, table.view.text(row.row, column).replace(" ", "") if row.texts else "")
    return first in table.repeated_firsts and _texts_of(table.view, row.row) in table.repeated


def _texts_of(view: SheetView, row: int) -> _Line:
    """The texts of a row with their columns, without spaces, for comparing it with another row."""
    return tuple((column, view.text(row, column).replace(" ", "")) for column in view.filled(row))


def _is_total(table: _Table, row: _Row) -> bool:
    bare = _BRACKETS.sub("", row.first).rstrip(":：")
    if bare in TOTAL_LABELS or bare.endswith(_TOTAL_ENDINGS):
        return True
    if _TOTAL_LINE.fullmatch(row.first.replace(" ", "")):
        return True
    others = (str(table.view.cell(row.row, column)) for column in row.texts[1:])
    return any("计" in text and _BRACKETS.sub("", text) in _TOTAL_ENDINGS for text in others)


def _is_example(table: _Table, row: _Row) -> bool:
    if _EXAMPLE.match(row.first):
        return True
    texts = (str(table.view.cell(row.row, column)) for column in row.texts)
    return any("示例" in text and _EXAMPLE_MARK.search(text) for text in texts)


def _is_footer(table: _Table, row: _Row) -> bool:
    if not row.texts or row.texts[0] != row.filled[0] or not is_footer_text(row.first):
        return False
    others = row.filled[1:]
    is_alone = table.required.isdisjoint(others)
    # 说明 | 以上数据截至3月: the label fills one cell and its text the next, whichever column that is.
    if row.first in FOOTER_PREFIXES and len(others) == 1 and len(table.required) > 1:
        return row.texts[0] not in table.matched or row.first in NOTE_PREFIXES
    # Signatures and dates may be spread over cells: 填表人 | … | 审核人 | …
    return is_alone or _SIGNATURE.match(row.first) is not None


def _single_kind(table: _Table, row: _Row) -> RowKind:
    """A row of one text: a group caption or a note where it stands like one, else a poor data row."""
    column = row.texts[0]
    _, left, _, right = table.view.range_at(row.row, column)
    if column <= table.header.left or right > left:
        return _caption_kind(table, row)
    is_numbered = _ORDINAL.match(row.first) is not None and _COUNTED.match(row.first) is not None
    return RowKind.GROUP if is_numbered else RowKind.DATA


def _caption_kind(table: _Table, row: _Row) -> RowKind:
    is_long = len(row.first) > LONG_NOTE_CHARACTERS or _SENTENCE.search(row.first) is not None
    is_narrow = len(table.matched) < GROUP_NEEDS_COLUMNS
    return RowKind.NOTE if is_long or is_narrow or is_footer_text(row.first) else RowKind.GROUP


def _numbers_columns(view: SheetView, row: _Row) -> bool:
    """Whether a row under the header numbers its columns: 甲 乙 1 2 3."""
    if len(row.filled) < NUMBERED_COLUMNS:
        return False
    expected = 1
    for column in row.filled:
        match = _COLUMN_NUMBER.fullmatch(view.text(row.row, column))
        if match is None:
            return False
        if match[1] is not None:
            if int(match[1]) != expected:
                return False
            expected += 1
    return expected > NUMBERED_COLUMNS - 1


def _settle_footers(table: _Table, rows: list[_Row], kinds: list[RowKind]) -> None:
    """Below the start of a footer a row is a note, unless it fills required cells like a data row."""
    in_footer = False
    for place, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        if kind is RowKind.NOTE and is_footer_text(row.first):
            in_footer = True
        elif kind in (RowKind.HEADER, RowKind.TOTAL):
            in_footer = False
        elif in_footer and kind in (RowKind.DATA, RowKind.GROUP):
            if len(row.filled) > 1 and not table.required.isdisjoint(row.filled):
                in_footer = False
            else:
                kinds[place] = RowKind.NOTE


def _settle_ends(table: _Table, rows: list[_Row], kinds: list[RowKind]) -> None:
    """Below the last full data row nothing is left to caption: groups and stray cells are notes."""
    end = -1
    for place, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        if kind is RowKind.DATA and len(row.filled) > 1:
            end = place
    main = min(table.required, default=-1)
    is_wide = len(table.matched) >= GROUP_NEEDS_COLUMNS
    for place in range(end + 1, len(rows)):
        row = rows[place]
        is_stray = kinds[place] is RowKind.DATA and len(row.texts) == 1 and row.filled[0] != main
        if kinds[place] is RowKind.GROUP or (is_stray and is_wide and end >= 0):
            kinds[place] = RowKind.NOTE


def _settle_zero_report(table: _Table, rows: list[_Row], kinds: list[RowKind]) -> None:
    """A body whose only content is 零报告 or 无 reports that there was nothing."""
    zero = {
        place
        for place, row in enumerate(rows)
        if _says_nothing(row.first)
        and all(_is_nothing_or_number(table, row, column) for column in row.filled)
    }
    if zero and all(place in zero for place, kind in enumerate(kinds) if kind is RowKind.DATA):
        for place in zero:
            kinds[place] = RowKind.ZERO_REPORT


def _is_nothing_or_number(table: _Table, row: _Row, column: int) -> bool:
    """Whether a cell of a zero report says nothing, or is its row number."""
    text = table.view.text(row.row, column)
    if _says_nothing(text) or text in _EMPTY_FIGURES:
        return True
    return column not in table.matched and _NUMBER.fullmatch(text) is not None


def _says_nothing(text: str) -> bool:
    bare = _BRACKETS.sub("", text).rstrip("。.")
    return bare in ZERO_REPORT_LABELS or _ZERO_REPORT.fullmatch(bare) is not None
