"""What one non-blank row below a header is by itself: data, total, group, header, note or example."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from pipelines.clean.text import MEASURES, clean_text
from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import RowKind
from pipelines.locating.view import SheetView
from pipelines.reading.model import CellValue
from warehouse.contracts.envelope import (
    ENVELOPE_LABELS,
    EXAMPLE_LABELS,
    FOOTER_PREFIXES,
    NOTE_PREFIXES,
    TOTAL_LABELS,
    UNIT,
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
_COLUMN_NUMBER = re.compile(r"[（(]?(\d{1,2})[）)]?(?:\.0)?")
_COLUMN_LETTERS = "甲乙丙丁戊己庚辛壬癸"
_COLUMN_NUMBER_LABELS = frozenset({"栏次", "栏号", "列次", "列号", "行次", "序号", "编号"})
_PAGE = re.compile(
    r"[-—\s]*第\s*[\d一二三四五六七八九十]+\s*页.*|续表.*|.*[（(]续[^（）()]*[）)]|[（(]?接(?:上|下)页[）)]?"
)
_CONTINUED = re.compile(r"\s*[（(]续[^（）()]*[）)]\s*$")
# 其中：女性 tells what part of the row above it is, and would count twice.
_PART_OF_ABOVE = re.compile(r"其中\s*[:：、，,（(]?.{0,12}")
# 占比, 同比增减（%）, 较上年: what is worked out from the rows above.
_RATE = re.compile(
    r"(?:占比|比例|[同环]比|增(?:长|减|幅|速|加)|[较比](?:上[年月期]|去年)(?:同期)?)"
    r"(?:增长|增减|增幅|升降|变化|上升|下降|情况|率|数|量)*(?:[（(][^（）()]*[）)])?[:：]?"
    r"|(?:平均|最[高低]|满)分|(?:平均|合格|优秀|及格|达标|完成)率"
)
_CROSSED_OUT = re.compile(r"[-—–―－/／\\…·\s]+")
# （必填）, 下拉选择, 格式：2023-01-01: how to fill in what stands above.
_INSTRUCTION = re.compile(
    r"[（(\[【][^（）()]*[）)\]】]|(?:必填|选填|[单多]选|下拉(?:选择)?|年月日|文本|数字|日期|格式|如[:：]|例如|请?填|请选).{0,30}"
)
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
# What a text that is not simply a value may open with; only such rows are looked at closely.
_TELLING_OPENINGS = frozenset(
    text[0] for text in (*TOTAL_LABELS, *EXAMPLE_LABELS, *FOOTER_PREFIXES, *ZERO_REPORT_LABELS)
) | frozenset("其零本暂均尚没未无占比同环增较满最优达")
_FIGURES = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


_Line = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
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
class TableTraits:
    """What the rows of one table are judged by.

    required: columns that the envelope cannot give. countable: columns of figures.
    """

    view: SheetView
    header: FoundHeader
    matched: frozenset[int]
    required: frozenset[int]
    countable: frozenset[int]
    repeated: frozenset[_Line]
    repeated_firsts: frozenset[tuple[int, str]]


def is_footer_text(text: str) -> bool:
    """Whether a text opens like a footer (说明：, 填表人：)."""
    return _FOOTER.match(text) is not None


def traits_of(view: SheetView, header: FoundHeader, above: Sequence[int]) -> TableTraits:
    required = {
        header.columns[column.name].index
        for column in header.form.columns
        if column.required and column.envelope is None and column.name in header.columns
    }
    repeated = {_texts_of(view, row) for row in (*above, *range(header.first, header.last + 1))}
    return TableTraits(
        view=view,
        header=header,
        matched=frozenset(place.index for place in header.columns.values()),
        required=frozenset(required),
        countable=frozenset(
            header.columns[column.name].index
            for column in header.form.columns
            if column.is_countable and column.name in header.columns
        ),
        repeated=frozenset(repeated),
        repeated_firsts=frozenset(line[0] for line in repeated if line),
    )


@dataclass(frozen=True)
class FirstSight:
    """By what a row is seen to be data without a closer look.

    required: the columns that it must fill, in order. openings: what a text may open with that is more than
    a value. figures: texts that open with a digit and begin a row of the header or title.
    """

    required: tuple[int, ...]
    openings: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, table: TableTraits) -> FirstSight:
        """Return what decides in one table."""
        firsts = [text for _, text in table.repeated_firsts]
        return cls(
            required=tuple(sorted(table.required)),
            openings=_TELLING_OPENINGS | {text[:1] for text in firsts},
            figures=frozenset(text for text in firsts if text[:1] in _FIGURES),
        )

    def is_data(self, cells: Sequence[CellValue]) -> bool:
        """Whether a row fills the required columns and none of its first texts could say it is no data."""
        required = self.required
        if not required or len(cells) <= required[-1] or len(cells) - cells.count(None) < 2:
            return False
        for column in required:
            if cells[column] is None:
                return False
        if self.figures:
            first = next(value for value in cells if value is not None)
            if str(first).replace(" ", "") in self.figures:
                return False
        return self._has_plain_texts(cells)

    def _has_plain_texts(self, cells: Sequence[CellValue]) -> bool:
        texts = 0
        for value in cells:
            if type(value) is str:
                opening = value[0]
                if opening in _FIGURES:
                    if "计" in value or "示例" in value:
                        return False
                    continue
                is_word = "\u4e00" <= opening <= "\u9fff" or opening in _LETTERS
                if not is_word or opening in self.openings or "计" in value or "示例" in value:
                    return False
                texts += 1
                if texts == DECIDING_TEXTS:
                    break
        return True


def describe(table: TableTraits, row: int) -> Row:
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
    return Row(row, filled, texts, first, not table.matched.isdisjoint(filled))


def kind_of(table: TableTraits, row: Row) -> RowKind:
    if _is_repeated(table, row):
        return RowKind.HEADER
    if row.texts and _is_total(table, row):
        return RowKind.TOTAL
    if _is_example(table, row):
        return RowKind.EXAMPLE
    if all(_CROSSED_OUT.fullmatch(str(table.view.cell(row.row, column))) for column in row.filled):
        return RowKind.NOTE  # rows left over are struck out with dashes
    is_single = len(row.filled) == 1 and bool(row.texts)
    if not row.is_in_table:
        return _caption_kind(table, row) if is_single else RowKind.NOTE
    if _is_footer(table, row):
        return RowKind.NOTE
    if is_single and len(table.matched) >= GROUP_NEEDS_COLUMNS:
        return _single_kind(table, row)
    return RowKind.DATA


def _is_repeated(table: TableTraits, row: Row) -> bool:
    column = row.filled[0]
    first = (column, table.view.text(row.row, column).replace(" ", "") if row.texts else "")
    return first in table.repeated_firsts and _texts_of(table.view, row.row) in table.repeated


def _texts_of(view: SheetView, row: int) -> _Line:
    """The texts of a row with their columns, without spaces, for comparing it with another row."""
    return tuple((column, view.text(row, column).replace(" ", "")) for column in view.filled(row))


def _is_total(table: TableTraits, row: Row) -> bool:
    bare = _BRACKETS.sub("", row.first).rstrip(":：")
    if bare in TOTAL_LABELS or bare.endswith(_TOTAL_ENDINGS):
        return True
    if _TOTAL_LINE.fullmatch(row.first.replace(" ", "")) or _PART_OF_ABOVE.fullmatch(row.first):
        return True
    if len(row.texts) == 1 and len(row.filled) > 1 and _RATE.fullmatch(row.first.replace(" ", "")):
        return True
    others = [str(table.view.cell(row.row, column)) for column in row.texts[1:]]
    if bare == "合" and others and others[0].strip() == "计":
        return True
    return any("计" in text and _BRACKETS.sub("", text) in _TOTAL_ENDINGS for text in others)


def _is_example(table: TableTraits, row: Row) -> bool:
    if _EXAMPLE.match(row.first):
        return True
    texts = (str(table.view.cell(row.row, column)) for column in row.texts)
    return any("示例" in text and _EXAMPLE_MARK.search(text) for text in texts)


def _is_footer(table: TableTraits, row: Row) -> bool:
    if not row.texts or row.texts[0] != row.filled[0] or not is_footer_text(row.first):
        return False
    others = row.filled[1:]
    is_alone = table.required.isdisjoint(others)
    # 说明 | 以上数据截至3月: the label fills one cell and its text the next, whichever column that is.
    label = row.first.rstrip(" :：")
    if label in FOOTER_PREFIXES and len(others) == 1 and len(table.required) > 1:
        return row.texts[0] not in table.matched or label in (*NOTE_PREFIXES, *ENVELOPE_LABELS[UNIT])
    # Signatures and dates may be spread over cells: 填表人 | … | 审核人 | …
    return is_alone or _SIGNATURE.match(row.first) is not None


def _single_kind(table: TableTraits, row: Row) -> RowKind:
    """A row of one text: a group caption or a note where it stands like one, else a poor data row."""
    column = row.texts[0]
    _, left, _, right = table.view.range_at(row.row, column)
    if column <= table.header.left or right > left:
        return _caption_kind(table, row)
    is_numbered = _ORDINAL.match(row.first) is not None and _COUNTED.match(row.first) is not None
    return RowKind.GROUP if is_numbered else RowKind.DATA


def _caption_kind(table: TableTraits, row: Row) -> RowKind:
    is_long = len(row.first) > LONG_NOTE_CHARACTERS or _SENTENCE.search(row.first) is not None
    is_narrow = len(table.matched) < GROUP_NEEDS_COLUMNS
    is_page = _PAGE.fullmatch(row.first) is not None
    return RowKind.NOTE if is_long or is_narrow or is_page or is_footer_text(row.first) else RowKind.GROUP


def numbers_columns(view: SheetView, row: Row) -> bool:
    """Whether a row numbers its columns: 甲 乙 1 2 3, or 栏次 1 2 3, or 甲 乙 丙 丁."""
    if len(row.filled) < NUMBERED_COLUMNS:
        return False
    texts = [view.text(row.row, column) for column in row.filled]
    if texts[0].replace(" ", "") in _COLUMN_NUMBER_LABELS:
        del texts[0]
    letters = "".join(text for text in texts if text in _COLUMN_LETTERS)
    numbers = [match for text in texts[len(letters) :] if (match := _COLUMN_NUMBER.fullmatch(text))]
    return (
        _COLUMN_LETTERS.startswith(letters)
        and len(letters) + len(numbers) == len(texts)
        and [int(match[1]) for match in numbers] == list(range(1, len(numbers) + 1))
    )


def instructs(view: SheetView, row: Row) -> bool:
    """Whether a row says nothing but how to fill in the columns above it."""
    texts = [view.cell(row.row, column) for column in row.filled]
    return len(texts) > 1 and all(
        isinstance(text, str) and _INSTRUCTION.fullmatch(clean_text(text)) for text in texts
    )


def is_sentence(row: Row) -> bool:
    """Whether all that a row says is one sentence."""
    return len(row.texts) == 1 and _SENTENCE.search(row.first) is not None


def without_page(text: str) -> str:
    """Return a title without the mark that it goes on on another page, "" where there is nothing else."""
    return "" if _PAGE.fullmatch(text) and not text.endswith(("）", ")")) else _CONTINUED.sub("", text)


def is_nothing_or_number(table: TableTraits, row: Row, column: int) -> bool:
    """Whether a cell of a zero report says nothing, or is its row number."""
    text = table.view.text(row.row, column)
    if says_nothing(text) or text in _EMPTY_FIGURES:
        return True
    return column not in table.matched and _NUMBER.fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    bare = _BRACKETS.sub("", text).rstrip("。.")
    return bare in ZERO_REPORT_LABELS or _ZERO_REPORT.fullmatch(bare) is not None
