"""Finding a header: one to three rows whose texts name the columns of one form clearly enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from pipelines.clean.dates import parse_period
from pipelines.locating.forms import ROW_NUMBER_HEADERS, Form, FormIndex
from pipelines.locating.model import ColumnPlace, Evidence
from pipelines.locating.view import SheetView
from pipelines.locating.wording import says_cumulative, says_current, without_filling_notes
from warehouse.contracts.envelope import ENVELOPE_LABELS

MAX_DEPTH = 3
MAX_MISSES = 6
FIRST_HEADER_WITHIN = 40  # non-blank rows
MAX_HEADER_CHARACTERS = 40
MIN_MATCHED = 2
SURE_MATCHED = 3
GOOD_MATCHED = 4
SURE_SHARE = 0.6
FAIR_SHARE = 0.5
LOW_SHARE = 0.3
TITLE_WEIGHT = 1.5
CLEAR_MARGIN = 1.0
MAX_CAPTION_CHARACTERS = 15
# 受众人数（累计）, 是否听证（是/否）, 开展时间（年月日）: the same column, where no plain one stands.
RELAXED_RANK = 2
# 累计受众: read only where no column has the figures of the period itself (本月受众).
RUNNING_RANK = 3
_ENVELOPE_TEXTS = frozenset(chain.from_iterable(ENVELOPE_LABELS.values()))


@dataclass(frozen=True)
class HeaderCell:
    """The header of one sheet column.

    label: its lowest text. paths: texts to match, best first: with its group captions, then alone.
    """

    index: int
    label: str
    paths: tuple[str, ...]


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

    @property
    def left(self) -> int:
        """The leftmost column of the table."""
        indexes = [place.index for place in self.columns.values()]
        return min((*indexes, *self.row_numbers, *(index for index, _ in self.unknown)))


def find_header(
    view: SheetView, index: FormIndex, start: int, context: Iterable[str], *, is_first: bool
) -> FoundHeader | None:
    """Return the next header at or below a row, None where no form is recognised clearly.

    context: sheet name and file name; the texts above the header are added to them. is_first: look only
    among the first rows of the sheet, as its first header must stand there.
    """
    seen = 0
    names = tuple(context)
    for row in range(start, len(view.rows)):
        if view.is_blank(row):
            continue
        seen += 1
        if is_first and seen > FIRST_HEADER_WITHIN:
            return None
        if not looks_like_header(view, index, row):
            continue
        blocks = [
            (first, first + depth - 1)
            for first in range(row, row + MAX_DEPTH)
            for depth in range(1, MAX_DEPTH + 1)
            if first + depth <= len(view.rows)
        ]
        plain = _recognise(view, index, row, row, (*names, *_texts_above(view, row)))
        if plain is not None and not plain.unknown:
            return _extended(view, plain)
        best = _best(view, index, blocks, names)
        if best is not None:
            # The rows looked at may begin with a title or the end of another table (合计).
            lower = [(first, best.last) for first in range(best.first + 1, best.last + 1)]
            rival = _best(view, index, lower, names)
            return _extended(view, best if rival is None else max(best, rival, key=_preference))
    return None


def _best(
    view: SheetView, index: FormIndex, blocks: Iterable[tuple[int, int]], names: tuple[str, ...]
) -> FoundHeader | None:
    """Return the header to prefer among overlapping blocks of rows, None where none is a header."""
    found = [
        header
        for first, last in blocks
        if (header := _recognise(view, index, first, last, (*names, *_texts_above(view, first))))
    ]
    return max(found, key=_preference, default=None)


def looks_like_header(view: SheetView, index: FormIndex, row: int) -> bool:
    """Cheap filter: whether among the first texts of a row there is a known header."""
    misses = 0
    for value in view.rows[row]:
        if value is None:
            continue
        if isinstance(value, str):
            text = value.lstrip()
            if text and len(text) <= MAX_HEADER_CHARACTERS and text[0] in index.first_characters:
                header = view.header(value)
                if header.full in index.known or header.key in index.known:
                    return True
        misses += 1
        if misses > MAX_MISSES:
            return False
    return False


def match_form(form: Form, view: SheetView, cells: list[HeaderCell]) -> tuple[dict[int, int], list[int]]:
    """Assign header cells to columns of a form: sheet index → column position, and the row-number columns.

    A label goes before an alias, the first of equal headers before the second.
    """
    options = []
    row_numbers = []
    for cell in cells:
        for is_relaxed, path in _paths(cell):
            if candidates := form.candidates(view.header(path)):
                rank = RELAXED_RANK if is_relaxed else candidates[0].rank
                rank = RUNNING_RANK if says_cumulative(cell.paths[0]) else rank
                options.append((rank, cell.index, candidates))
                break
        else:
            if view.header(cell.label).key.casefold() in ROW_NUMBER_HEADERS:
                row_numbers.append(cell.index)
    claimed: dict[int, int] = {}
    for _, sheet_index, candidates in sorted(options, key=lambda option: option[:2]):
        for candidate in candidates:
            if candidate.position not in claimed:
                claimed[candidate.position] = sheet_index
                break
    return {sheet_index: position for position, sheet_index in claimed.items()}, row_numbers


def _paths(cell: HeaderCell) -> list[tuple[bool, str]]:
    """The texts to match, then the same without words that tell how to fill in and not what."""
    relaxed = (without_filling_notes(path) for path in cell.paths)
    return [
        *((False, path) for path in cell.paths),
        *((True, text) for path, text in zip(cell.paths, relaxed, strict=True) if text != path),
    ]


def read_block(view: SheetView, first: int, last: int) -> list[HeaderCell]:
    """Read rows first..last as one header: the lowest text of each column, with the captions above it."""
    cells = []
    width = max(len(view.rows[row]) for row in range(first, last + 1))
    for column in range(width):
        own = [row for row in range(first, last + 1) if view.cell(row, column) is not None]
        if not own:
            continue
        leaf_row = own[-1]
        leaf = view.text(leaf_row, column)
        parents = [text for row in range(first, leaf_row) if (text := _caption(view, row, column, last))]
        nearest = (parents[-1] + leaf,) if parents else ()
        paths = dict.fromkeys(("".join((*parents, leaf)), *nearest, leaf))
        cells.append(HeaderCell(column, leaf, tuple(paths)))
    return cells


def _caption(view: SheetView, row: int, column: int, last: int) -> str:
    """The text of a group row over a column: its own, a merged one, or one that runs over blanks."""
    if view.cell(row, column) is not None:
        return view.text(row, column)
    anchor = view.anchor(row, column)
    if anchor is not None:
        return view.text(*anchor) if anchor[0] == row else ""
    if row in view.merged_rows:
        return ""
    for left in range(column, -1, -1):
        if all(view.cell(below, left) is None for below in range(row + 1, last + 1)):
            return ""
        if view.cell(row, left) is not None:
            return view.text(row, left)
    return ""


def _recognise(
    view: SheetView, index: FormIndex, first: int, last: int, context: tuple[str, ...]
) -> FoundHeader | None:
    """Return the one form that a block of rows names clearly, None where none or several do."""
    if last >= len(view.rows) or any(view.is_blank(row) for row in range(first, last + 1)):
        return None
    cells = read_block(view, first, last)
    if sum(_is_known(view, index, cell) for cell in cells) < MIN_MATCHED:
        return None
    found = [
        header for form in index.forms if (header := _judge(view, index, form, (first, last), cells, context))
    ]
    if not found:
        return None
    found.sort(key=_score, reverse=True)
    best = found[0]
    rival = next((header for header in found if header.form.dataset is not best.form.dataset), None)
    if rival is None:
        return best
    if _score(best) - _score(rival) < CLEAR_MARGIN:
        return None
    evidence = Evidence(
        best.evidence.matched, best.evidence.headers, best.evidence.title_words,
        rival.form.dataset.name, rival.evidence.matched,
    )  # fmt: skip
    return _with_evidence(best, evidence)


def _is_known(view: SheetView, index: FormIndex, cell: HeaderCell) -> bool:
    headers = (view.header(path) for _, path in _paths(cell))
    return any(header.full in index.known or header.key in index.known for header in headers)


def _judge(
    view: SheetView,
    index: FormIndex,
    form: Form,
    block: tuple[int, int],
    cells: list[HeaderCell],
    context: tuple[str, ...],
) -> FoundHeader | None:
    assigned, row_numbers = match_form(form, view, cells)
    matched = len(assigned)
    said = (*context, *(cell.paths[0] for cell in cells))
    is_cumulative = any(says_cumulative(text) for text in said)
    if matched < MIN_MATCHED or missing_columns(form, assigned.values(), is_cumulative=is_cumulative):
        return None
    headers = len(cells) - len(row_numbers)
    share = matched / headers
    is_dense = share >= FAIR_SHARE or (matched >= GOOD_MATCHED and share >= LOW_SHARE)
    if not is_dense or (matched < SURE_MATCHED and share < SURE_SHARE):
        return None
    words = tuple(word for word in form.dataset.title_words if any(word in text for text in context))
    own = index.specific.get(form.dataset.name, frozenset())
    texts = [view.header(path) for cell in cells if cell.index in assigned for _, path in _paths(cell)]
    is_specific = any(text.full in own or text.key in own for text in texts)
    is_complete = matched == len(form.columns) and share >= SURE_SHARE
    if not (words or is_specific or is_complete):
        return None
    return _found(view, form, block, cells, assigned, row_numbers, Evidence(matched, headers, words))


def _found(
    view: SheetView,
    form: Form,
    block: tuple[int, int],
    cells: list[HeaderCell],
    assigned: dict[int, int],
    row_numbers: list[int],
    evidence: Evidence,
) -> FoundHeader:
    columns = {}
    unknown = []
    for cell in cells:
        if cell.index in assigned:
            units = (view.header(path).unit for path in (cell.label, *_captions_of(cell)))
            unit = next((unit for unit in units if unit), None)
            place = ColumnPlace(cell.index, cell.label, unit, cell.paths[0])
            columns[form.columns[assigned[cell.index]].name] = place
        elif cell.index not in row_numbers:
            unknown.append((cell.index, cell.label))
    running = _beside_current(form, columns)
    unknown.extend((columns[name].index, columns[name].label) for name in running)
    columns = {name: place for name, place in columns.items() if name not in running}
    return FoundHeader(form, *block, columns, tuple(sorted(unknown)), tuple(row_numbers), evidence)


def _beside_current(form: Form, columns: Mapping[str, ColumnPlace]) -> list[str]:
    """Return the 累计 columns of a form that has 本月 ones: two kinds of figures make no one row."""
    figures = {column.name for column in form.columns if column.is_countable} & columns.keys()
    current = {name for name in figures if says_current(columns[name].path)}
    running = {name for name in figures - current if says_cumulative(columns[name].path)}
    return sorted(running) if current else []


def _captions_of(cell: HeaderCell) -> list[str]:
    """The group captions of a header, nearest first, without the header itself."""
    return [path.removesuffix(cell.label) for path in reversed(cell.paths) if path != cell.label]


def missing_columns(form: Form, positions: Iterable[int], *, is_cumulative: bool = False) -> list[str]:
    """Return the labels of required columns that neither the header nor envelope nor a default can give.

    is_cumulative: the ledger says 累计, so that the end of its period dates its rows.
    """
    present = set(positions)
    return [
        column.label
        for position, column in enumerate(form.columns)
        if column.required and position not in present and column.envelope is None and column.default is None
        if not (is_cumulative and column.is_period_end)
    ]


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


def _with_evidence(header: FoundHeader, evidence: Evidence) -> FoundHeader:
    return FoundHeader(
        header.form, header.first, header.last, header.columns, header.unknown, header.row_numbers, evidence
    )


def _extended(view: SheetView, header: FoundHeader) -> FoundHeader:
    """Take in group captions above the header, and rows below that its merged cells reach into."""
    first, last = header.first, header.last
    while first > 0 and last - first + 1 < MAX_DEPTH and _is_caption_row(view, header, first - 1):
        first -= 1
    reach = [view.range_at(row, column)[2] for row in range(first, last + 1) for column in view.filled(row)]
    last = min(max((last, *reach)), first + MAX_DEPTH - 1)
    if (first, last) == (header.first, header.last):
        return header
    cells = read_block(view, first, last)
    assigned, row_numbers = match_form(header.form, view, cells)
    # What the upper header could do without, the fuller one can.
    if set(missing_columns(header.form, assigned.values())) - set(_absent(header)):
        return header
    evidence = Evidence(
        len(assigned), len(cells) - len(row_numbers), header.evidence.title_words,
        header.evidence.runner_up, header.evidence.runner_up_matched,
    )  # fmt: skip
    return _found(view, header.form, (first, last), cells, assigned, row_numbers, evidence)


def _is_caption_row(view: SheetView, header: FoundHeader, row: int) -> bool:
    """Whether a row above the header holds captions over several of its columns, and no title or envelope."""
    filled = view.filled(row)
    if not filled:
        return False
    table_width = max(place.index for place in header.columns.values()) - header.left + 1
    texts = [view.text(row, column) for column in filled]
    if any(":" in text or "：" in text or text in _ENVELOPE_TEXTS for text in texts):
        return False
    headers = [view.header(text) for text in texts]
    if all(text.full in header.form.captions or text.key in header.form.captions for text in headers):
        return True
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


def _texts_above(view: SheetView, row: int) -> list[str]:
    """Texts of title rows (one or two cells) above a row, up to the previous wide row."""
    texts: list[str] = []
    for above in range(row - 1, max(row - 12, -1), -1):
        filled = view.filled(above)
        if len(filled) > MAX_DEPTH:
            break
        texts.extend(view.text(above, column) for column in filled)
    # The row itself may be the title that a header block begins with.
    filled = view.filled(row)
    return texts if len(filled) > 1 else [*texts, *(view.text(row, column) for column in filled)]
