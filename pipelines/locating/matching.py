"""Matching header cells with the columns of a form by their exact names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.clean.text import HeaderText
from pipelines.locating.forms import ROW_NUMBER_HEADERS, Form
from pipelines.locating.header_cells import HeaderCell
from pipelines.locating.model import HeaderMatch
from pipelines.locating.view import SheetView
from pipelines.locating.wording import (
    says_another_time,
    says_cumulative,
    says_current,
    says_planned,
    without_filling_notes,
)

# Lower is better. 受众人数（累计）, 是否听证（是/否）: the same column, where no plain one stands. 累计受众:
# read only where no column has the figures of the period itself (本月受众).
_RANKS = {
    HeaderMatch.LABEL: 0,
    HeaderMatch.ALIAS: 1,
    HeaderMatch.NOTE: 2,
    HeaderMatch.RUNNING: 3,
}


@dataclass(frozen=True)
class Assignment:
    """Which header cells are which columns of a form.

    positions: sheet index → column position of the form. matches: sheet index → how it was matched.
    row_numbers: sheet columns that only number the rows. repeated: sheet index → the position that another
    header has already. ambiguous: sheet index → the position that several captions have equally.
    """

    positions: dict[int, int]
    matches: dict[int, HeaderMatch]
    row_numbers: tuple[int, ...]
    repeated: dict[int, int]
    ambiguous: dict[int, int]


@dataclass(frozen=True)
class HeaderPath:
    """One text by which a header may be matched.

    is_relaxed: without words that tell how to fill in. is_bare: the label alone, though it has captions and
    another column has the same label.
    """

    header: HeaderText
    is_relaxed: bool
    is_bare: bool


@dataclass(frozen=True)
class PreparedCell:
    """A header cell with the texts to match, best first; made once for all forms."""

    cell: HeaderCell
    paths: tuple[HeaderPath, ...]
    is_row_number: bool
    is_running: bool


def prepare(view: SheetView, cells: Sequence[HeaderCell]) -> list[PreparedCell]:
    """Normalise the texts of header cells for matching."""
    times = Counter(cell.label for cell in cells)
    return [_prepared(view, cell, is_shared=times[cell.label] > 1) for cell in cells]


def _prepared(view: SheetView, cell: HeaderCell, *, is_shared: bool) -> PreparedCell:
    """A label below 上年同期, or one of several below 计划, is not matched without its caption."""
    caption = cell.caption
    is_bound = bool(caption) and (says_another_time(caption) or (is_shared and says_planned(caption)))
    plain = [path for path in cell.paths if path.startswith(caption)] if is_bound else list(cell.paths)
    relaxed = [(text, path) for path in plain if (text := without_filling_notes(path)) != path]
    paths = [
        HeaderPath(view.header(text), is_relaxed, is_shared and bool(caption) and path == cell.label)
        for is_relaxed, texts in ((False, [(path, path) for path in plain]), (True, relaxed))
        for text, path in texts
    ]
    is_row_number = view.header(cell.label).key.casefold() in ROW_NUMBER_HEADERS
    return PreparedCell(cell, tuple(paths), is_row_number, says_cumulative(cell.paths[0]))


def match_form(form: Form, cells: Sequence[PreparedCell]) -> Assignment:
    """Assign header cells to columns of a form.

    A label goes before an alias, the first of equal headers before the second. Figures that several
    captions have equally (上半年 | 场次, 下半年 | 场次) belong to none.
    """
    options = []
    row_numbers = []
    for prepared in cells:
        index = prepared.cell.index
        for path in prepared.paths:
            if candidates := form.candidates(path.header):
                match = HeaderMatch.LABEL if candidates[0].rank == 0 else HeaderMatch.ALIAS
                match = HeaderMatch.NOTE if path.is_relaxed else match
                match = HeaderMatch.RUNNING if prepared.is_running else match
                options.append((_RANKS[match], index, match, candidates, path.is_bare))
                break
        else:
            if prepared.is_row_number:
                row_numbers.append(index)
    captions = {prepared.cell.index: prepared.cell.caption for prepared in cells}
    claimed: dict[int, int] = {}
    matches: dict[int, HeaderMatch] = {}
    repeated: dict[int, int] = {}
    ambiguous: dict[int, int] = {}
    for _, index, match, candidates, is_bare in sorted(options, key=lambda option: option[:2]):
        position = next((found.position for found in candidates if found.position not in claimed), None)
        if position is None:
            repeated[index] = position = candidates[0].position
            rival = claimed[position]
            if (
                is_bare
                and form.columns[position].is_countable
                and _is_equal(captions[index], captions[rival])
            ):
                ambiguous[index] = ambiguous[rival] = position
        else:
            claimed[position] = index
            matches[index] = match
    return Assignment(
        positions={index: position for position, index in claimed.items() if index not in ambiguous},
        matches=matches,
        row_numbers=tuple(row_numbers),
        repeated={index: position for index, position in repeated.items() if index not in ambiguous},
        ambiguous=ambiguous,
    )


def missing_columns(form: Form, positions: Iterable[int], *, is_cumulative: bool = False) -> list[str]:
    """Return the labels of required columns that neither the header nor envelope nor a default can give.

    is_cumulative: the ledger says 累计, so that the end of its period dates its rows.
    """
    present = set(positions)
    missing = [
        column.label
        for position, column in enumerate(form.columns)
        if column.required and position not in present and column.envelope is None and column.default is None
        if not (is_cumulative and column.is_period_end)
    ]
    one_of = form.layout.one_of if form.layout is not None else ()
    if one_of and not any(form.columns[position].name in one_of for position in present):
        missing.append(next(column.label for column in form.columns if column.name == one_of[0]))
    return missing


def _is_equal(caption: str, other: str) -> bool:
    """Whether two captions speak for different figures, neither of which is the period's own or its total."""
    kinds = [(says_current(text), says_cumulative(text), says_planned(text)) for text in (caption, other)]
    return caption != other and bool(other) and not any(map(any, kinds))
