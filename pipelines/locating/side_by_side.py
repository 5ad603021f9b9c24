"""Tables beside one another (并排): a header group repeated to the right, or tables split by blank columns.

Each stretch of columns is read as a sheet of its own, in which the cells of the others are blank and
every cell keeps its address. Titles and envelope lines above are shared unless a stretch has its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from pipelines.clean.dates import parse_year
from pipelines.locating.envelope import has_label, names_unit
from pipelines.locating.forms import ROW_NUMBER_HEADERS, FormIndex
from pipelines.locating.header_rows import FIRST_HEADER_WITHIN, holds_figures, looks_like_header
from pipelines.locating.headers import FoundHeader
from pipelines.locating.view import SheetView
from pipelines.reading.model import CellValue, Rows
from warehouse.contracts.envelope import ENVELOPE_LABELS, YEAR
from warehouse.contracts.types import PERSON, TEXT, VILLAGE

MIN_BLOCK_HEADERS = 2
CAPTION_ROWS = 2
GAP_CHECKED_ROWS = 3
MAX_SCANNED_ROWS = 2_000
# A stretch right of a blank column that most rows fill continues the table; else it is a side calculation.
CONTINUED_SHARE = 0.5
_NUMBER = re.compile(r"\d+(?:\.0)?")
_NAMES = (TEXT, PERSON, VILLAGE)
_ALONE_LABELS = frozenset(label for labels in ENVELOPE_LABELS.values() for label in labels)

Find = Callable[[SheetView, int], FoundHeader | None]
"""Finds the header at or below a row of a view."""


class Placed(NamedTuple):
    """A header with the view its table is read in.

    year: the 0-based cell of the caption that gives a group its year, where the year is what tells it
    from the groups beside it.
    """

    view: SheetView
    header: FoundHeader
    year: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Stretch:
    """Columns left..right (0-based, inclusive).

    shared: columns further left that speak for every group. numbers: those of them with row numbers,
    which are the first group's alone.
    """

    left: int
    right: int
    shared: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()

    def holds(self, column: int) -> bool:
        return self.left <= column <= self.right


def repeated_groups(
    view: SheetView, index: FormIndex, start: int, plain: FoundHeader | None, find: Find
) -> list[Placed]:
    """Return the groups of the next header that is repeated to the right, left to right; [] without one.

    start: the row to look from. plain: the header found there when the sheet is read as one table.
    Each group must be a header of the same form by itself and name its own rows, so that 本月 and 累计
    figures, or those of two years, beside one subject are no groups.
    """
    for row in _rows_to_look_at(view, index, start, plain):
        stretches = _repetition(view, row)
        placed = [_in_stretch(view, stretches, place, row, start, find) for place in range(len(stretches))]
        groups = [group for group in placed if group is not None]
        if not groups or len(groups) < len(stretches) or not _are_one_form(groups, stretches):
            continue
        if _tell_rows_apart(groups[0].header, stretches[0]):
            return groups
        years = _year_captions(view, row, stretches)
        if years and _is_by_year(groups[0].header):
            return [group._replace(year=cell) for group, cell in zip(groups, years, strict=True)]
    return []


def column_blocks(view: SheetView, index: FormIndex, *, by_header_alone: bool = False) -> list[SheetView]:
    """Return the stretches of a sheet between blank columns, as views; [] where there is one only.

    by_header_alone: a column counts as blank where the header row has nothing in it, whatever stands below.
    """
    rows = [row for row in range(len(view.rows)) if not view.is_blank(row)][:FIRST_HEADER_WITHIN]
    top = next((row for row in rows if looks_like_header(view, index, row)), None)
    if top is None:
        return []
    if by_header_alone:
        gaps = {column for column in range(view.width) if view.cell(top, column) is None}
    else:
        gaps = _blank_columns(view, top)
    stretches = _between(view, top, gaps) if gaps else []
    if len(stretches) < 2:
        return []
    return [_masked(view, stretches, place, top) for place in range(len(stretches))]


def continues(view: SheetView, left: SheetView, header: FoundHeader) -> bool:
    """Whether what stands beside a table that a stretch holds alone belongs to its rows."""
    below = range(header.last + 1, len(view.rows))
    own = [row for row in below if not left.is_blank(row)]
    beside = [row for row in own if len(left.filled(row)) < len(view.filled(row))]
    return len(beside) >= CONTINUED_SHARE * len(own)


def _rows_to_look_at(
    view: SheetView, index: FormIndex, start: int, plain: FoundHeader | None
) -> Iterable[int]:
    if plain is not None:
        end = plain.last + 1
    else:
        end = len(view.rows) if len(view.rows) <= MAX_SCANNED_ROWS else start
    seen = 0
    for row in range(start, end):
        cells = view.rows[row]
        if not cells or (plain is not None and row < plain.first and seen > FIRST_HEADER_WITHIN):
            continue
        seen += 1
        if holds_figures(cells):
            continue
        texts = [cell for cell in cells if isinstance(cell, str)]
        if len(set(texts)) < len(texts) and looks_like_header(view, index, row):
            yield row


def _repetition(view: SheetView, row: int) -> list[_Stretch]:
    """Return the stretches that a header row repeats: 姓名 村 姓名 村, maybe behind shared columns."""
    cells = [
        (column, view.header(view.text(row, column)).key)
        for column in view.filled(row)
        if isinstance(view.cell(row, column), str)
    ]
    keys = [key for _, key in cells]
    first = next((key for key in keys if keys.count(key) > 1), None)
    if first is None:
        return []
    starts = [place for place, key in enumerate(keys) if key == first]
    bounds = [*starts, len(keys)]
    groups = [keys[begin:end] for begin, end in pairwise(bounds)]
    model = groups[0]
    if len(set(model)) < len(model):
        return []
    # What stands behind the last group, such as one 备注 for all, is read with it.
    if any(group != model for group in groups[:-1]) or groups[-1][: len(model)] != model:
        return []
    lefts = [cells[start][0] for start in starts]
    rights = [*(left - 1 for left in lefts[1:]), view.width - 1]
    # The header of a shared column may stand a row higher, merged down or not: 单位 | 2022年: 罚款, 合计.
    rows = range(max(row - CAPTION_ROWS, 0), row + 1)
    headers = {
        column: [view.header(view.text(above, column)).key for above in rows] for column in range(lefts[0])
    }
    shared = tuple(column for column, keys in headers.items() if any(keys))
    numbers = tuple(column for column in shared if not ROW_NUMBER_HEADERS.isdisjoint(headers[column]))
    stretches = [_Stretch(left, right, shared, numbers) for left, right in zip(lefts, rights, strict=True)]
    return [replace(stretches[0], numbers=()), *stretches[1:]]


def _in_stretch(
    view: SheetView, stretches: Sequence[_Stretch], place: int, row: int, start: int, find: Find
) -> Placed | None:
    own = _masked(view, stretches, place, row)
    header = find(own, max(start, row - 2))
    return Placed(own, header) if header is not None and header.first <= row <= header.last else None


def _are_one_form(groups: Sequence[Placed], stretches: Sequence[_Stretch]) -> bool:
    first = groups[0].header
    names = _names_within(first, stretches[0])
    return bool(names) and all(
        group.header.form is first.form and names <= _names_within(group.header, stretch)
        for group, stretch in zip(groups, stretches, strict=True)
    )


def _names_within(header: FoundHeader, stretch: _Stretch) -> set[str]:
    return {name for name, place in header.columns.items() if stretch.holds(place.index)}


def _tell_rows_apart(header: FoundHeader, stretch: _Stretch) -> bool:
    """Whether the columns of a group say what its rows are about, so that each group has rows of its own.

    One column alone does so only where it must be filled and is a name: 级别, 村, 村, 村.
    """
    dataset = header.form.dataset
    people = dataset.person.columns if dataset.person is not None else ()
    names = _names_within(header, stretch)
    columns = [column for column in header.form.columns if column.name in names]
    telling = [
        column
        for column in columns
        if not column.is_countable and column.envelope is None
        if column.required or column.name in (*dataset.key, *people)
    ]
    if stretch.left < stretch.right and len(names) > 1:
        return bool(telling)
    return any(column.required and column.kind in _NAMES for column in telling)


def _is_by_year(header: FoundHeader) -> bool:
    """Whether the rows of a form are told apart by a year that its header does not have."""
    dataset = header.form.dataset
    return YEAR in dataset.key and YEAR not in header.columns and header.form.layout is None


def _year_captions(view: SheetView, row: int, stretches: Sequence[_Stretch]) -> list[tuple[int, int]]:
    """Return the captions above the groups that name a year each, all of them different; else []."""
    found: dict[int, tuple[int, int]] = {}
    for stretch in stretches:
        cells = ((above, column) for above in range(max(row - 2, 0), row) for column in view.filled(above))
        for above, column in cells:
            year = parse_year(view.text(above, column)) if stretch.holds(column) else None
            if isinstance(year, int):
                found[year] = above, column
                break
    return list(found.values()) if len(found) == len(stretches) else []


def _blank_columns(view: SheetView, top: int) -> set[int]:
    """Return the columns that hold nothing from a row downwards, right of its first cell."""
    near = range(top, min(top + GAP_CHECKED_ROWS, len(view.rows)))
    left = min(view.filled(top))
    blank = {
        column for column in range(left, view.width) if all(view.cell(row, column) is None for row in near)
    }
    for row in range(top + len(near), len(view.rows)):
        if not blank:
            break
        cells = view.rows[row]
        if len(cells) > min(blank):
            blank = {column for column in blank if column >= len(cells) or cells[column] is None}
    return blank


def _between(view: SheetView, top: int, gaps: set[int]) -> list[_Stretch]:
    stretches = []
    left = 0
    for column in (*sorted(gaps), view.width):
        if column - left >= MIN_BLOCK_HEADERS:
            stretches.append(_Stretch(left, column - 1))
        left = column + 1
    return stretches


def _masked(view: SheetView, stretches: Sequence[_Stretch], place: int, top: int) -> SheetView:
    """Return the sheet as one stretch sees it; from row `top` on the others are blank."""
    own = stretches[place]
    others = [stretch for number, stretch in enumerate(stretches) if number != place]
    is_unit_own = any(
        names_unit(view.text(row, column))
        for row in range(top)
        for column in view.filled(row)
        if place > 0 and own.holds(column)
    )
    rows: Rows = [_above(view, row, stretches, place, takes_captions=not is_unit_own) for row in range(top)]
    for row in range(top, len(view.rows)):
        rows.append(_below(view, row, own, others, is_first=place == 0))
    kept = tuple(
        found
        for found in view.sheet.merged
        if found[0] < len(rows) and found[1] < len(rows[found[0]]) and rows[found[0]][found[1]] is not None
    )
    return SheetView(replace(view.sheet, rows=rows, merged=kept))


def _above(
    view: SheetView, row: int, stretches: Sequence[_Stretch], place: int, *, takes_captions: bool
) -> list[CellValue]:
    """What a stretch sees of a row above the tables: its own cells, and what speaks for all."""
    cells = view.rows[row]
    filled = view.filled(row)
    owners = {column: _owner(stretches, column) for column in filled}
    if any(has_label(view.text(row, column)) or view.text(row, column) in _ALONE_LABELS for column in filled):
        is_shared = takes_captions
    else:
        is_shared = set(owners.values()) == {0}
    return [
        value if value is None or is_shared or owners[column] == place else None
        for column, value in enumerate(cells)
    ]


def _owner(stretches: Sequence[_Stretch], column: int) -> int:
    """Return the stretch of a column above the tables; what stands left of all is the first's."""
    return max((place for place, stretch in enumerate(stretches) if stretch.left <= column), default=0)


def _below(
    view: SheetView, row: int, own: _Stretch, others: Sequence[_Stretch], *, is_first: bool
) -> list[CellValue]:
    cells = view.rows[row]
    kept = [value if own.holds(column) else None for column, value in enumerate(cells)]
    is_own = any(value is not None for value in kept)
    is_others = any(stretch.holds(column) for column in view.filled(row) for stretch in others)
    # A row that only the other groups fill is theirs, whatever the shared columns say in it.
    if is_own or (is_first and not is_others):
        for column in own.shared:
            is_number = column in own.numbers and _NUMBER.fullmatch(view.text(row, column))
            if column < len(cells) and not is_number:
                kept[column] = cells[column]
    while kept and kept[-1] is None:
        kept.pop()
    return kept
