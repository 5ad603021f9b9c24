"""Finding a header: one to three rows whose texts name the columns of one form clearly enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipelines.clean.dates import parse_period
from pipelines.locating.doubts import Reading, doubts_of, settled
from pipelines.locating.forms import Form, FormIndex
from pipelines.locating.header_cells import (
    MAX_DEPTH,
    HeaderCell,
    divides_captions,
    is_unit_row,
    read_block,
    texts_above,
)
from pipelines.locating.header_rows import likely_rows
from pipelines.locating.likeness import NOTHING_LIKELY, likely_columns
from pipelines.locating.matching import PreparedCell, match_form, missing_columns, prepare
from pipelines.locating.model import ColumnPlace, Evidence, HeaderDoubt, HeaderMatch
from pipelines.locating.value_kinds import sample
from pipelines.locating.view import SheetView
from pipelines.locating.wording import says_cumulative, says_current
from pipelines.reading.model import CellValue
from warehouse.contracts.envelope import ENVELOPE_LABELS

MIN_MATCHED = 2
SURE_MATCHED = 3
GOOD_MATCHED = 4
SURE_SHARE = 0.6
FAIR_SHARE = 0.5
LOW_SHARE = 0.3
TITLE_WEIGHT = 1.5
CLEAR_MARGIN = 1.0
MAX_CAPTION_CHARACTERS = 15
# A number that is no year.
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)\d[\d,]*(?:\.\d+)?")
# Before a header that must be filled in.
_ENVELOPE_TEXTS = frozenset(chain.from_iterable(ENVELOPE_LABELS.values()))


@dataclass(frozen=True)
class FoundHeader:
    """A header that names a form. first, last: 0-based sheet rows."""

    form: Form
    first: int
    last: int
    columns: dict[str, ColumnPlace]
    unknown: tuple[tuple[int, str], ...]
    row_numbers: tuple[int, ...]
    evidence: Evidence
    doubts: tuple[HeaderDoubt, ...] = ()

    @property
    def left(self) -> int:
        """The leftmost column of the table."""
        indexes = [place.index for place in self.columns.values()]
        return min((*indexes, *self.row_numbers, *(index for index, _ in self.unknown)))


@dataclass(frozen=True)
class _Block:
    """Rows first..last of a sheet, read as one header."""

    view: SheetView
    index: FormIndex
    first: int
    last: int
    cells: Sequence[HeaderCell]
    prepared: Sequence[PreparedCell]

    def values(self, column: int) -> list[CellValue]:
        """A sample of the values below a header."""
        return sample(self.view, column, self.last + 1)


def find_header(
    view: SheetView, index: FormIndex, start: int, context: Iterable[str], *, is_first: bool
) -> FoundHeader | None:
    """Return the next header at or below a row, None where no form is recognised clearly.

    context: sheet name and file name; the texts above the header are added to them. is_first: look only
    among the first rows of the sheet, as its first header must stand there.
    """
    names = tuple(context)
    for row in likely_rows(view, index, start, is_first=is_first):
        blocks = [
            (first, first + depth - 1)
            for first in range(row, row + MAX_DEPTH)
            for depth in range(1, MAX_DEPTH + 1)
            if first + depth <= len(view.rows)
        ]
        plain = _recognise(view, index, row, row, (*names, *texts_above(view, row)))
        if plain is not None and not plain.unknown:
            return _finished(view, index, plain)
        for by_likeness in (False, True):
            best = _best(view, index, blocks, names, by_likeness=by_likeness)
            if best is not None:
                # The rows looked at may begin with a title or the end of another table (合计).
                lower = [(first, best.last) for first in range(best.first + 1, best.last + 1)]
                rival = _best(view, index, lower, names, by_likeness=by_likeness)
                return _finished(view, index, best if rival is None else max(best, rival, key=_preference))
    return None


def find_rivals(
    view: SheetView, index: FormIndex, context: Iterable[str]
) -> tuple[FoundHeader, FoundHeader] | None:
    """Return the two likeliest readings of the first header that names two datasets nearly equally."""
    names = tuple(context)
    for row in likely_rows(view, index, 0, is_first=True):
        for last in range(row, min(row + MAX_DEPTH, len(view.rows))):
            ranked = _ranked(view, index, row, last, (*names, *texts_above(view, row)), by_likeness=False)
            rival = _rival(ranked)
            if rival is not None:
                return ranked[0], rival
    return None


def _best(
    view: SheetView,
    index: FormIndex,
    blocks: Iterable[tuple[int, int]],
    names: tuple[str, ...],
    *,
    by_likeness: bool,
) -> FoundHeader | None:
    """Return the header to prefer among overlapping blocks of rows, None where none is a header."""
    found = [
        header
        for first, last in blocks
        if (
            header := _recognise(
                view, index, first, last, (*names, *texts_above(view, first)), by_likeness=by_likeness
            )
        )
    ]
    return max(found, key=_preference, default=None)


def _recognise(
    view: SheetView,
    index: FormIndex,
    first: int,
    last: int,
    context: tuple[str, ...],
    *,
    by_likeness: bool = False,
) -> FoundHeader | None:
    """Return the one form that a block of rows names clearly, None where none or several do."""
    ranked = _ranked(view, index, first, last, context, by_likeness=by_likeness)
    if not ranked or _rival(ranked) is not None:
        return None
    best = ranked[0]
    other = _next_dataset(ranked)
    if other is None:
        return best
    return replace(
        best,
        evidence=replace(
            best.evidence,
            runner_up=other.form.dataset.name,
            runner_up_matched=other.evidence.matched,
            margin=_score(best) - _score(other),
        ),
    )


def _next_dataset(ranked: Sequence[FoundHeader]) -> FoundHeader | None:
    best = ranked[0].form.dataset
    return next((header for header in ranked if header.form.dataset is not best), None)


def _rival(ranked: Sequence[FoundHeader]) -> FoundHeader | None:
    """Return the best header of another dataset that the first does not clearly surpass."""
    other = _next_dataset(ranked) if ranked else None
    return other if other is not None and _score(ranked[0]) - _score(other) < CLEAR_MARGIN else None


def _ranked(
    view: SheetView, index: FormIndex, first: int, last: int, context: tuple[str, ...], *, by_likeness: bool
) -> list[FoundHeader]:
    """Return the forms that a block of rows may follow, best first."""
    if last >= len(view.rows) or any(view.is_blank(row) for row in range(first, last + 1)):
        return []
    block = _block(view, index, first, last)
    found = [
        header
        for number in _forms_of(block)
        if (header := _judge(block, index.forms[number], context, by_likeness=by_likeness))
    ]
    return sorted(found, key=_score, reverse=True)


def _block(view: SheetView, index: FormIndex, first: int, last: int, *, has_units: bool = False) -> _Block:
    cells = read_block(view, first, last, has_units=has_units)
    return _Block(view, index, first, last, cells, prepare(view, cells))


def _forms_of(block: _Block) -> list[int]:
    """Return the forms that know at least MIN_MATCHED headers of a block, in their order."""
    counts: Counter[int] = Counter()
    for prepared in block.prepared:
        texts = {text for path in prepared.paths for text in (path.header.full, path.header.key)}
        counts.update({number for text in texts for number in block.index.forms_with.get(text, ())})
    return sorted(number for number, count in counts.items() if count >= MIN_MATCHED)


def _read(block: _Block, form: Form, *, by_likeness: bool) -> Reading:
    exact = match_form(form, block.prepared)
    if not by_likeness or len(exact.positions) < MIN_MATCHED:
        return Reading(exact, NOTHING_LIKELY)
    return Reading(exact, likely_columns(form, block.index, block.view, block.cells, exact, block.values))


def _judge(block: _Block, form: Form, context: tuple[str, ...], *, by_likeness: bool) -> FoundHeader | None:
    reading = _read(block, form, by_likeness=by_likeness)
    cells, assigned = block.cells, reading.positions
    matched, exact = len(assigned), len(reading.exact.positions)
    said = (*context, *(cell.paths[0] for cell in cells))
    is_cumulative = any(says_cumulative(text) for text in said)
    if exact < max(MIN_MATCHED, matched - exact):
        return None
    if missing_columns(form, assigned.values(), is_cumulative=is_cumulative):
        return None
    headers = len(cells) - len(reading.exact.row_numbers)
    share = matched / headers
    is_dense = share >= FAIR_SHARE or (matched >= GOOD_MATCHED and share >= LOW_SHARE)
    if not is_dense or (matched < SURE_MATCHED and share < SURE_SHARE):
        return None
    words = tuple(word for word in form.dataset.title_words if any(word in text for text in context))
    own = block.index.specific.get(form.dataset.name, frozenset())
    texts = (
        path.header
        for prepared in block.prepared
        if prepared.cell.index in reading.exact.positions
        for path in prepared.paths
    )
    is_specific = any(text.full in own or text.key in own for text in texts)
    is_complete = matched == len(form.columns) and share >= SURE_SHARE
    if not (words or is_specific or is_complete):
        return None
    return _found(block, form, reading, Evidence(matched, headers, words))


def _found(block: _Block, form: Form, reading: Reading, evidence: Evidence) -> FoundHeader:
    columns = {}
    unknown = []
    positions = reading.positions
    for cell in block.cells:
        if cell.index in positions:
            units = (block.view.header(path).unit for path in (cell.label, *cell.captions))
            unit = next((unit for unit in units if unit), None)
            match = reading.exact.matches.get(cell.index, HeaderMatch.LIKENESS)
            place = ColumnPlace(cell.index, cell.label, unit, cell.paths[0], match)
            columns[form.columns[positions[cell.index]].name] = place
        elif cell.index not in reading.exact.row_numbers:
            unknown.append((cell.index, cell.label))
    running = _beside_current(form, columns)
    unknown.extend((columns[name].index, columns[name].label) for name in running)
    columns = {name: place for name, place in columns.items() if name not in running}
    return FoundHeader(
        form=form,
        first=block.first,
        last=block.last,
        columns=columns,
        unknown=tuple(sorted(unknown)),
        row_numbers=reading.exact.row_numbers,
        evidence=replace(evidence, matched=len(positions), by_likeness=len(reading.likely.taken)),
    )


def _beside_current(form: Form, columns: Mapping[str, ColumnPlace]) -> list[str]:
    """Return the 累计 columns of a form that has 本月 ones: two kinds of figures make no one row."""
    figures = {column.name for column in form.columns if column.is_countable} & columns.keys()
    current = {name for name in figures if says_current(columns[name].path)}
    running = {name for name in figures - current if says_cumulative(columns[name].path)}
    return sorted(running) if current else []


def _absent(header: FoundHeader) -> list[str]:
    """Return the labels of required columns that a recognised header lacks."""
    places = (
        position for position, column in enumerate(header.form.columns) if column.name in header.columns
    )
    return missing_columns(header.form, places)


def _preference(header: FoundHeader) -> tuple[int, int, int]:
    """Among overlapping blocks: the most columns, then the fewest rows, then the upper one."""
    return header.evidence.matched, header.first - header.last, -header.first


def _score(header: FoundHeader) -> float:
    evidence = header.evidence
    return evidence.matched + evidence.share + (TITLE_WEIGHT if evidence.title_words else 0.0)


def _finished(view: SheetView, index: FormIndex, header: FoundHeader) -> FoundHeader:
    """Take in group captions above the header and what its merged cells or units reach into below.

    Then compare the headers left over with the columns left over, and say what is in doubt.
    """
    first, last = header.first, header.last
    while first > 0 and last - first + 1 < MAX_DEPTH and _is_caption_row(view, header, first - 1):
        first -= 1
    reach = [view.range_at(row, column)[2] for row in range(first, last + 1) for column in view.filled(row)]
    last = min(max((last, *reach)), first + MAX_DEPTH - 1)
    own = (header.first, header.last)
    if last - first + 1 < MAX_DEPTH and divides_captions(view, last + 1, read_block(view, first, last)):
        last += 1
    for top, lowest in dict.fromkeys(((first, last), own)):
        cells = read_block(view, top, lowest)
        has_units = is_unit_row(view, lowest + 1, cells, index.known)
        block = _block(view, index, top, lowest + has_units, has_units=has_units)
        reading = settled(_read(block, header.form, by_likeness=True), header.form, block.values)
        missing = missing_columns(header.form, reading.positions.values())
        # What the upper header could do without, the fuller one can.
        if (top, lowest) == own or not set(missing) - set(_absent(header)):
            break
    headers = len(block.cells) - len(reading.exact.row_numbers)
    found = _found(block, header.form, reading, replace(header.evidence, headers=headers))
    read = {name: place.index for name, place in found.columns.items()}
    return replace(found, doubts=doubts_of(header.form, block.cells, reading, read))


def _is_caption_row(view: SheetView, header: FoundHeader, row: int) -> bool:
    """Whether a row above the header holds captions over several of its columns, and no title or envelope."""
    filled = view.filled(row)
    if not filled:
        return False
    table_width = max(place.index for place in header.columns.values()) - header.left + 1
    texts = [view.text(row, column) for column in filled]
    if any(":" in text or "：" in text or text in _ENVELOPE_TEXTS for text in texts):
        return False
    # Above a repeated header stands a row of data, no group names: it has figures, or fills every column.
    if any(_FIGURE.fullmatch(text) for text in texts) or len(set(texts)) == len(header.columns) > 1:
        return False
    headers = [view.header(text) for text in texts]
    if all(text.full in header.form.captions or text.key in header.form.captions for text in headers):
        return True
    # An instruction how to fill in a column names it too: 受众人数 | 填人次.
    own = {view.header(place.label).key for place in header.columns.values()}
    if not own.isdisjoint(text.key for text in headers):
        return False
    ranges = [view.range_at(row, column) for column in filled]
    if any(last >= header.first for _, _, last, _ in ranges):
        return True
    is_wide = any(1 < right - left + 1 < table_width for _, left, _, right in ranges)
    is_run = len(filled) > 1 and all(_caption_is_over_header(view, header, column) for column in filled)
    return (is_wide or is_run) and all(
        len(text) <= MAX_CAPTION_CHARACTERS and parse_period(text, None) is None for text in texts
    )


def _caption_is_over_header(view: SheetView, header: FoundHeader, column: int) -> bool:
    return view.cell(header.first, column) is not None
