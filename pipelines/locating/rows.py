"""What each non-blank row below a header is; every one gets exactly one kind.

Most are settled by themselves (row_kinds); a footer, the end of the table, a sum without its word and
零报告 are told by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from pipelines.clean.numbers import Number, parse_number
from pipelines.locating.envelope import unit_stated
from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import BodyRow, CellSource, EnvelopeValue, RowKind
from pipelines.locating.row_kinds import (
    GROUP_NEEDS_COLUMNS,
    FirstSight,
    Row,
    TableTraits,
    describe,
    instructs,
    is_footer_text,
    is_nothing_or_number,
    is_sentence,
    kind_of,
    numbers_columns,
    says_nothing,
    traits_of,
)
from pipelines.locating.view import SheetView
from warehouse.contracts.envelope import YEAR
from warehouse.contracts.types import UNIT_AS_WRITTEN

MIN_SUMMED_ROWS = 2
MIN_SUMMED_FIGURES = 2
MAX_PARTS = 30
_WHOLE = re.compile(r"[全本](?:国|省|市|区|县|局|镇|系统|辖区)")
_AREA = re.compile(r".*[区县市省州盟旗]")
MIN_REQUIRED = 2


def classify_rows(
    view: SheetView, header: FoundHeader, above: Sequence[int], first: int, last: int
) -> tuple[BodyRow, ...]:
    """Classify every non-blank row of first..last (0-based, inclusive) below a header.

    above: the rows over the header; a page that repeats them repeats the header.
    """
    table = traits_of(view, header, above)
    body = _Body(table, [row for row in range(first, last + 1) if not view.is_blank(row)])
    _settle_column_numbers(body)
    _settle_units(body, above)
    _settle_footers(body)
    _settle_ends(body)
    _settle_sums_without_label(body)
    _settle_parts_of_places(body)
    _settle_sum_of_places(body)
    _settle_blocks_below(body)
    _settle_zero_report(body)
    source = _cell_source(view, header, first, last)
    return tuple(
        BodyRow(row, kind, source, body.units.get(row))
        for row, kind in zip(body.rows, body.kinds, strict=True)
    )


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


class _Body:
    """The non-blank rows of a body with their kinds so far.

    A row that is data at first sight is described only when something asks for it. odd: the places, in the
    list of rows, of all others. units: group row → the filing unit that it states.
    """

    def __init__(self, table: TableTraits, rows: list[int]) -> None:
        self.table = table
        self.rows = rows
        self.kinds = [RowKind.DATA] * len(rows)
        self.units: dict[int, EnvelopeValue] = {}
        self._described: dict[int, Row] = {}
        at_first_sight = FirstSight.of(table)
        cells = table.view.rows
        self.odd = [place for place, row in enumerate(rows) if not at_first_sight.is_data(cells[row])]
        self._odd = frozenset(self.odd)
        for place in self.odd:
            self.kinds[place] = kind_of(table, self[place])

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Row:
        found = self._described.get(place)
        if found is None:
            found = self._described[place] = describe(self.table, self.rows[place])
        return found

    def is_odd(self, place: int) -> bool:
        """Whether a row was looked at closely; any other is data and fills the required columns."""
        return place in self._odd


def _settle_column_numbers(body: _Body) -> None:
    """A row directly below a header that numbers the columns, or says how to fill them in, belongs to it."""
    below_headers = [0, *(place + 1 for place in body.odd if body.kinds[place] is RowKind.HEADER)]
    for place in below_headers:
        is_data = place < len(body) and body.kinds[place] is RowKind.DATA
        view = body.table.view
        if is_data and (numbers_columns(view, body[place]) or instructs(view, body[place])):
            body.kinds[place] = RowKind.HEADER


def _settle_footers(body: _Body) -> None:
    """Below the start of a footer a row is a note, unless it fills required cells like a data row."""
    footer_until = -1
    for place in body.odd:
        row, kind = body[place], body.kinds[place]
        is_in_footer = place == footer_until
        if kind is RowKind.NOTE and (is_in_footer or is_footer_text(row.first)):
            footer_until = place + 1
        elif is_in_footer and kind not in (RowKind.HEADER, RowKind.TOTAL):
            if kind not in (RowKind.DATA, RowKind.GROUP):
                footer_until = place + 1
            elif len(row.filled) < 2 or body.table.required.isdisjoint(row.filled) or is_sentence(row):
                body.kinds[place] = RowKind.NOTE
                footer_until = place + 1


def _settle_units(body: _Body, above: Sequence[int]) -> None:
    """A line that names the filing unit captions the rows below it, unless such lines end their rows.

    They open their rows where one stands above all rows, or where a unit is named above the header.
    """
    view = body.table.view
    stated = {
        place: unit
        for place in body.odd
        if body.kinds[place] is RowKind.NOTE
        if any(kind is RowKind.DATA for kind in body.kinds[place + 1 : place + 3])
        if (unit := unit_stated(view, body.rows[place])) is not None
    }
    if not stated:
        return
    is_first = RowKind.DATA not in body.kinds[: min(stated)]
    if is_first or any(unit_stated(view, row) is not None for row in above):
        for place, unit in stated.items():
            body.kinds[place] = RowKind.GROUP
            body.units[body.rows[place]] = unit


def _settle_ends(body: _Body) -> None:
    """Below the last full data row nothing is left to caption: groups and stray cells are notes."""
    end = len(body) - 1
    while end >= 0 and (body.kinds[end] is not RowKind.DATA or len(body[end].filled) < 2):
        end -= 1
    main = min(body.table.required, default=-1)
    is_wide = len(body.table.matched) >= GROUP_NEEDS_COLUMNS
    for place in range(end + 1, len(body)):
        row = body[place]
        is_stray = body.kinds[place] is RowKind.DATA and len(row.texts) == 1 and row.filled[0] != main
        if body.kinds[place] is RowKind.GROUP or (is_stray and is_wide and end >= 0):
            body.kinds[place] = RowKind.NOTE


def _settle_sums_without_label(body: _Body) -> None:
    """The last row is a total without its word where it holds only figures, each the sum of those above."""
    place = len(body) - 1
    while place > 0 and body.kinds[place] is not RowKind.DATA:
        place -= 1
    if place < MIN_SUMMED_ROWS or not body.is_odd(place):
        return
    last, view = body[place], body.table.view
    if last.texts or not body.table.countable.issuperset(last.filled):
        return
    kinds = body.kinds[:place]
    above = [row for row, kind in zip(body.rows, kinds, strict=False) if kind is RowKind.DATA]
    for column in last.filled:
        figures = [parse_number(view.cell(row, column)) for row in above]
        total = parse_number(view.cell(last.row, column))
        numbers = [figure.value for figure in figures if isinstance(figure, Number)]
        if not isinstance(total, Number) or len(numbers) < MIN_SUMMED_ROWS or sum(numbers) != total.value:
            return
    body.kinds[place] = RowKind.TOTAL


def _settle_sum_of_places(body: _Body) -> None:
    """Where any place may file, the first or last row is no place but their sum: 全区, 上街区.

    Every one of its figures must be the sum of the other rows', and if it is not called 全区, it must bear
    an area's name and two figures must differ: 合计 and the only kind of penalty are one figure.
    """
    if not any(column.kind is UNIT_AS_WRITTEN for column in body.table.header.form.columns):
        return
    data = [place for place, kind in enumerate(body.kinds) if kind is RowKind.DATA]
    if len(data) <= MIN_SUMMED_ROWS:
        return
    view, countable = body.table.view, body.table.countable
    year = body.table.header.columns.get(YEAR)
    if year is not None and len({view.text(body.rows[place], year.index) for place in data} - {""}) > 1:
        return
    values = {place: _values(body, place) for place in data}
    for place in (data[0], data[-1]):
        others = [values[other] for other in data if other != place]
        sums = {column: sum(row.get(column, 0) for row in others) for column in countable}
        own = {column: values[place].get(column, 0) for column in countable}
        told_apart = len({value for value in own.values() if value != 0})
        is_whole = _WHOLE.fullmatch(body[place].first) is not None
        is_area = _AREA.fullmatch(body[place].first) is not None and told_apart >= MIN_SUMMED_FIGURES
        if own == sums and ((is_whole and told_apart > 0) or is_area):
            body.kinds[place] = RowKind.TOTAL
            return


def _settle_parts_of_places(body: _Body) -> None:
    """Rows that with 其中：交警大队 add up to the place above are parts of it like the first of them."""
    if not any(column.kind is UNIT_AS_WRITTEN for column in body.table.header.form.columns):
        return
    for place in body.odd:
        if body.kinds[place] is not RowKind.TOTAL or not body[place].first.startswith("其中"):
            continue
        if place == 0 or body.kinds[place - 1] is not RowKind.DATA:
            continue
        whole, parts = _values(body, place - 1), Counter(_values(body, place))
        for last in range(place + 1, min(place + 1 + MAX_PARTS, len(body))):
            if body.kinds[last] is not RowKind.DATA:
                break
            parts.update(_values(body, last))
            if +parts == +Counter(whole) and len(set(whole.values()) - {0}) >= MIN_SUMMED_FIGURES:
                body.kinds[place + 1 : last + 1] = [RowKind.TOTAL] * (last - place)
                break


def _values(body: _Body, place: int) -> dict[int, Decimal]:
    """Return the figures of a row by column, as far as they are plain numbers."""
    view, row = body.table.view, body.rows[place]
    cells = ((column, parse_number(view.cell(row, column))) for column in body.table.countable)
    return {column: found.value for column, found in cells if isinstance(found, Number)}


def _settle_blocks_below(body: _Body) -> None:
    """Rows below the table and a blank row, none of which fills a required cell, are a calculation."""
    required = body.table.required
    if len(required) < MIN_REQUIRED or len(body.table.matched) < GROUP_NEEDS_COLUMNS:
        return
    begin = len(body)
    while (
        begin > 0
        and body.is_odd(begin - 1)
        and (body.kinds[begin - 1] is not RowKind.DATA or required.isdisjoint(body[begin - 1].filled))
    ):
        begin -= 1
    while 0 < begin < len(body) and body.rows[begin] - body.rows[begin - 1] == 1:
        begin += 1
    for place in range(begin, len(body) if begin else 0):
        if body.kinds[place] is RowKind.DATA:
            body.kinds[place] = RowKind.NOTE


def _settle_zero_report(body: _Body) -> None:
    """A body whose only content is 零报告 or 无 reports that there was nothing."""
    data = [place for place in body.odd if body.kinds[place] is RowKind.DATA]
    if len(data) < body.kinds.count(RowKind.DATA):
        return
    zero = {
        place
        for place in body.odd
        if says_nothing(body[place].first)
        and all(is_nothing_or_number(body.table, body[place], column) for column in body[place].filled)
    }
    if zero.issuperset(data):
        for place in zero:
            body.kinds[place] = RowKind.ZERO_REPORT
