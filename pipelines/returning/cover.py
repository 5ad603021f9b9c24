"""The cover sheet 退回说明 as plain lines, for whichever library writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.returning.appearance import LINE_HEIGHT
from pipelines.returning.model import MUST_MEND, PLEASE_CHECK, Cause, Return
from pipelines.returning.wording import how_many, outcome, shown_place, what_to_do
from warehouse.contracts.envelope import RETURN_MARK
from warehouse.render.text import width

TITLE = "报表退回说明"
# Header → width in characters. Together they fill an A4 page across.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6), ("工作表", 14), ("位置", 20), ("问题", 42),
    ("应填写", 38), ("示例", 18), ("涉及行数", 10), ("是否必须修改", 14),
)  # fmt: skip
PLACE_COLUMN, SEVERITY_COLUMN = 2, 7
CENTRED_COLUMNS = frozenset({0, 6, 7})
_MOST_LINES = 25  # a row cannot be higher than 409 points


@dataclass(frozen=True)
class CoverRow:
    """A cause on the cover. texts: one per column. height: in points, so that nothing is cut off."""

    cause: Cause
    texts: tuple[str | int, ...]
    height: int


@dataclass(frozen=True)
class Cover:
    """mark: the text of the first cell. heading: lines across the page, each with its height in points."""

    mark: str
    title: str
    heading: tuple[tuple[str, int], ...]
    rows: tuple[CoverRow, ...]

    @property
    def header_row(self) -> int:
        """Return the 0-based row of the column headers: below mark, title and heading."""
        return 2 + len(self.heading)


def cover_of(told: Return, notes: Sequence[str] = ()) -> Cover:
    """Return the cover of a return. notes: what the marked workbook does not keep of the original."""
    day = told.made_on
    across = sum(size for _, size in COLUMNS)
    heading = (
        f"文件：{told.file_name}",
        f"报送单位：{told.unit or '未能识别'}        退回日期：{day.year}年{day.month}月{day.day}日",
        f"情况：{outcome(told)}。{how_many(told)}。",
        f"办法：{what_to_do(told)}",
        f"标注：{MUST_MEND}浅红色，改正后才能装入；{PLEASE_CHECK}浅黄色，已装入或不影响装入。"
        "怎样填写见各单元格的批注。",
        *(f"注意：{note}。" for note in notes),
    )
    return Cover(
        mark=RETURN_MARK,
        title=TITLE,
        heading=tuple((text, LINE_HEIGHT * _lines(text, across)) for text in heading),
        rows=tuple(_row(number, cause) for number, cause in enumerate(told.causes, start=1)),
    )


def _row(number: int, cause: Cause) -> CoverRow:
    texts = (
        number, cause.sheet or "—", shown_place(cause), cause.message,
        cause.remedy, cause.example or "—", cause.rows, "必须修改" if cause.must_mend else "请核对",
    )  # fmt: skip
    lines = max(_lines(str(text), size) for text, (_, size) in zip(texts, COLUMNS, strict=True))
    return CoverRow(cause, texts, LINE_HEIGHT * min(max(lines, 1), _MOST_LINES))


def _lines(text: str, columns: int) -> int:
    """Return how many lines a text takes in a cell so many characters wide, with some room to spare."""
    return sum(-(-(width(part) + 1) // max(columns - 2, 1)) for part in text.split("\n"))
