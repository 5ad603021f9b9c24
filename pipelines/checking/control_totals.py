"""Control totals (合计、小计、分组数): figures that only repeat what the rows say are held against them.

A total is never loaded; where it differs from its rows, a row may be missing or mistyped, and the sender
is told both numbers. What cannot be read exactly (约, 余, text, %, averages) is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from pipelines.checking.clean_columns import unit_of_cells
from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.checking.group_rows import caption_cell, is_grand, label_of, level_of
from pipelines.clean.numbers import Number, parse_number, scale_for_unit
from pipelines.clean.text import MEASURES, Blank, Dash, Nothing
from pipelines.locate import BodyRow, LocatedTable, RowKind
from pipelines.reading.model import CellValue
from warehouse.contracts.model import Column
from warehouse.contracts.types import COUNT, MONEY, Severity

# Words of a total row that sums no rows of this table, or only part of one.
_NOT_A_SUM = re.compile(r"平均|累计|其中|占比|比例|率|[同环]比|增[长减幅速加]|较上|比上|去年|最[高低]|满分")
_MEASURE = "|".join(sorted(MEASURES, key=len, reverse=True))
_COUNTED = re.compile(rf"(?:共计|合计|总计|共有|共|计)?\s*(?P<number>\d[\d,]*)\s*(?P<measure>{_MEASURE})")
# 12场,300人次 are two numbers, 1,200人次 is one.
_SPLIT = re.compile(r"[、，；;\s]+|(?<!\d),|,(?!\d{3}(?!\d))")
# Measure words that may count the rows of a list; 人次, 份 and 元 count what stands in them.
_ROW_MEASURES = frozenset(
    (
        "场",
        "场次",
        "次",
        "个",
        "家",
        "所",
        "名",
        "人",
        "位",
        "户",
        "件",
        "宗",
        "起",
        "例",
        "项",
        "条",
        "处",
        "卷",
    )
)
_SAME_MEASURE = {"场次": "场", "名": "人"}
_IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]?\s*$")
_AT_END = re.compile(rf"(?:[:：\s]|共计|合计|总计|共有|共|计)\s*(\d[\d,]*\s*(?:{_MEASURE}))\s*$")

Span = tuple[int, int]
"""Data rows by their order in the table: the first, and one past the last."""


@dataclass(frozen=True)
class _Figures:
    """The figures of one column in the order of the data rows, as running sums.

    sums, unread: running sum, and running count of cells that are not exact numbers. places: decimals.
    """

    column: Column
    index: int
    scale: Decimal
    sums: Sequence[Decimal | int]
    unread: Sequence[int]
    places: int

    def is_readable(self, span: Span) -> bool:
        return self.unread[span[1]] == self.unread[span[0]]

    def sum(self, span: Span) -> Decimal:
        return Decimal(self.sums[span[1]] - self.sums[span[0]])

    def equals(self, stated: Decimal, span: Span) -> bool:
        """Whether a total agrees; amounts that are shown rounded may differ by half a unit for each row."""
        difference = abs(stated - self.sum(span))
        half_a_unit = Decimal(5).scaleb(-self.places - 1) * self.scale if self.places else Decimal(0)
        return difference <= half_a_unit * (span[1] - span[0])


def verify_totals(located: LocatedTable, findings: FindingCollector) -> None:
    """Warn of every total and group caption whose number is not what the rows below or above it give."""
    if not any(row.kind in (RowKind.TOTAL, RowKind.GROUP) for row in located.body):
        return
    order = _Order(located.body)
    figures = dict(_all_figures(located))
    for place, row in enumerate(located.body):
        if row.kind is RowKind.TOTAL:
            _verify_total(row, order.spans_of_total(place), figures, located, findings)
        elif row.kind is RowKind.GROUP:
            _verify_group(row, order.span_of_group(place), figures, findings)


class _Order:
    """Where totals and captions stand among the data rows."""

    def __init__(self, body: Sequence[BodyRow]) -> None:
        self._body = body
        self._before = [0, *accumulate(1 if row.kind is RowKind.DATA else 0 for row in body)]
        self._marks = [place for place, row in enumerate(body) if row.kind in (RowKind.TOTAL, RowKind.GROUP)]

    @property
    def count(self) -> int:
        return self._before[-1]

    def spans_of_total(self, place: int) -> list[Span]:
        """Return the stretches of rows that a total may sum, the likeliest first; none is empty."""
        here = self._before[place]
        before = [mark for mark in self._marks if mark < place]
        after = [mark for mark in self._marks if mark > place]
        grand = [mark for mark in before if is_grand(self._body[mark])]
        since_last = (self._before[before[-1]] if before else 0, here)
        since_grand = (self._before[grand[-1]] if grand else 0, here)
        spans = [since_last, since_grand, (0, here)]
        if is_grand(self._body[place]):
            spans.reverse()
        if since_last[0] == here:
            # A total may stand above its rows: 合计 or 全区 first, or 小计 under a caption.
            spans += [(here, self.count), (here, self._before[after[0]] if after else self.count)]
        return [span for span in dict.fromkeys(spans) if span[0] < span[1]]

    def span_of_group(self, place: int) -> Span:
        """Return the rows below a caption down to the next of its level, or to a grand total."""
        level = level_of(self._body[place])
        for later in self._marks:
            row = self._body[later]
            if later > place and (is_grand(row) if row.kind is RowKind.TOTAL else level_of(row) <= level):
                return self._before[place], self._before[later]
        return self._before[place], self.count


def _verify_total(
    row: BodyRow,
    spans: Sequence[Span],
    figures: dict[str, _Figures],
    located: LocatedTable,
    findings: FindingCollector,
) -> None:
    label = label_of(row)
    if not spans or _NOT_A_SUM.search(label) or (located.part > 1 and is_grand(row)):
        return  # 合计 below the last part may be that of all parts.
    for found in figures.values():
        stated = _exact(row.source.read(row.row, found.index).raw, found)
        if stated is None or any(not found.is_readable(span) for span in spans):
            continue
        if not any(found.equals(stated, span) for span in spans):
            written, summed = _shown(stated, found), _shown(found.sum(spans[0]), found)
            findings.add(
                CATALOGUE["control_total_differs"],
                Severity.WARNING,
                row.row,
                [(row.row, found.index)],
                column=found.column.name,
                params={
                    "label": found.column.label,
                    "text": f"{label or '合计'}写 {written}，各行相加为 {summed}",
                },
            )


def _verify_group(row: BodyRow, span: Span, figures: dict[str, _Figures], findings: FindingCollector) -> None:
    text = label_of(row)
    for number, measure in _counted(text):
        word = _SAME_MEASURE.get(measure, measure)
        summed = [found for found in figures.values() if found.column.unit == word]
        if len(summed) > 1 or any(not found.is_readable(span) for found in summed):
            continue
        right = [found.sum(span) / found.scale for found in summed]
        if measure in _ROW_MEASURES:
            right.append(Decimal(span[1] - span[0]))
        if right and number not in right:
            findings.add(
                CATALOGUE["group_count_differs"],
                Severity.WARNING,
                row.row,
                [caption_cell(row)],
                params={"text": f"「{text}」写 {number} {measure}，本组各行为 {_plain(right[0])} {measure}"},
            )


def _all_figures(located: LocatedTable) -> Iterator[tuple[str, _Figures]]:
    """Yield the columns that may be summed: counts and amounts, but no scores, rates or target values."""
    columns = located.layout.columns if located.layout is not None else located.dataset_columns
    for column in columns:
        place = located.columns.get(column.name)
        if place is None or column.kind not in (COUNT, MONEY) or not column.is_countable:
            continue
        scale = scale_for_unit(unit_of_cells(column, located))
        raws = located.column_values(column.name)
        values = _read(raws, column, scale)
        yield (
            column.name,
            _Figures(
                column=column,
                index=place.index,
                scale=scale,
                sums=[0, *accumulate(value if value is not None else 0 for value in values)],
                unread=[0, *accumulate(1 if value is None else 0 for value in values)],
                places=max((_places(value / scale) for value in set(values) if value), default=0),
            ),
        )


def _read(raws: Sequence[CellValue], column: Column, scale: Decimal) -> list[Decimal | int | None]:
    """Read each distinct cell once; 1, 1.0 and TRUE are equal in Python and three things in a sheet."""
    if scale == 1 and set(map(type, raws)) == {int}:
        # Whole numbers as the sheet keeps them need no reading, and most columns hold nothing else.
        return [value for value in raws if isinstance(value, int)]
    keys = list(zip(map(type, raws), raws, strict=True))
    known = {key: _summand(key[1], column, scale) for key in set(keys)}
    return [known[key] for key in keys]


def _summand(raw: CellValue, column: Column, scale: Decimal) -> Decimal | None:
    """Return what a cell adds to its total: 0 for 无 or a blank, None where it says no exact number."""
    found = parse_number(raw)
    if isinstance(found, (Blank, Dash)):
        return Decimal(0) if column.default is None else None
    if isinstance(found, Nothing):
        return Decimal(0)
    return _value(found, column, scale) if isinstance(found, Number) else None


def _exact(raw: CellValue, figures: _Figures) -> Decimal | None:
    found = parse_number(raw)
    return _value(found, figures.column, figures.scale) if isinstance(found, Number) else None


def _value(number: Number, column: Column, scale: Decimal) -> Decimal | None:
    if number.qualifier is not None or number.unit == "%" or number.unit in column.other_measures:
        return None
    return number.value if number.has_multiplier or number.unit == "元" else number.value * scale


def _places(value: Decimal | int) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _shown(value: Decimal, figures: _Figures) -> str:
    return _plain(value / figures.scale)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _counted(text: str) -> Iterator[tuple[Decimal, str]]:
    """Yield the numbers of a caption with their measure: 峡窝镇（12场，300人次）; not those after 其中."""
    brackets, end = _IN_BRACKETS.search(text), _AT_END.search(text)
    counted = brackets[1].split("其中")[0] if brackets else end[1] if end else ""
    for part in _SPLIT.split(counted.strip("，,、；;。 ")):
        if match := _COUNTED.fullmatch(part):
            yield Decimal(match["number"].replace(",", "")), match["measure"]
