"""Headers that no contract lists, compared with those it does: 受众人敷, 参加人数合计, 活动主题内容.

A header is taken for a column only where what sets it apart from the column's own name is harmless (a
filling word, a slip of the pen), no other column of any dataset is nearly as like, and the values below
it are of the column's kind. Everything else is at most a proposal. The lists of words are linguistic;
they name no file and no dataset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from pipelines.locating.forms import GENERIC_HEADERS, Form, FormIndex
from pipelines.locating.header_cells import HeaderCell
from pipelines.locating.matching import Assignment
from pipelines.locating.slips import TELLING_CHARACTERS, is_confused, is_meaningful
from pipelines.locating.value_kinds import agrees, is_telling
from pipelines.locating.view import SheetView
from pipelines.locating.wording import in_plain_words, without_filling_notes
from pipelines.reading.model import CellValue
from warehouse.contracts.model import Column
from warehouse.contracts.types import COUNT, MONEY, NUMBER

TAKEN_FROM = 0.78
CLEAR_MARGIN = 0.15
PROPOSED_FROM = 0.5
CONTAINED_WORTH = 0.6
COMPARED_FROM = 0.4
MAX_PROPOSED = 3
MIN_CHARACTERS = 2
MIN_CHARACTERS_OF_SLIP = 4

_FILLING_COST = 0.1
_SLIP_COST = 0.2

# Words that may stand in a header or not.
_FILLING = ("的", "情况", "名称", "内容", "具体", "详细", "本次", "所", "信息")
# Of a column of figures also these; 申请人数 is no 申请人.
_COUNTING = ("数", "合计", "总计", "总数", "总", "共")
# Without these a header is still whole; 宣传 is not yet 宣传内容.
_DISPENSABLE = ("的", "情况")
# Words that make another thing of it: 其中女, 应到, 计划, 上年同期, 被申请人, 线上.
_TELLING_WORDS = re.compile(
    r"其中|开始|结束|截止|计划|完成|目标|任务|累计|同期|同比|环比|上年|去年|线上|线下|网络|本[月期周年季]|当[月期年]|"
    r"[应实已未不非无被男女起止始终初末增减准否驳率比占均最限上下前后再新旧老原正副主次另第]"
)


@dataclass(frozen=True)
class Likely:
    """What likeness makes of the headers of one block.

    taken: sheet index → column position. proposed: sheet index → labels of the columns it may mean.
    """

    taken: Mapping[int, int]
    proposed: Mapping[int, tuple[str, ...]]


NOTHING_LIKELY = Likely({}, {})


def likely_columns(
    form: Form,
    index: FormIndex,
    view: SheetView,
    cells: Sequence[HeaderCell],
    assignment: Assignment,
    values: Callable[[int], Sequence[CellValue]],
) -> Likely:
    """Compare the headers that an exact match left over with the columns of a form.

    values: gives a sample of the values below a sheet column.
    """
    settled = {*assignment.positions, *assignment.row_numbers, *assignment.repeated, *assignment.ambiguous}
    claimed = {*assignment.positions.values(), *assignment.ambiguous.values()}
    proposed: dict[int, tuple[str, ...]] = {}
    takers: dict[int, list[int]] = {}
    for cell in cells:
        if cell.index in settled:
            continue
        ranked = _ranked(form, cell, view)
        if not ranked or ranked[0].position in claimed:
            continue
        best = ranked[0]
        if _is_clear(form, index, view, cell, ranked) and (
            _has_evidence(form.columns[best.position], best, index, values(cell.index))
        ):
            takers.setdefault(best.position, []).append(cell.index)
        options = [found for found in ranked if found.is_proposed and found.position not in claimed]
        if options:
            labels = (form.columns[found.position].label for found in options[:MAX_PROPOSED])
            proposed[cell.index] = tuple(dict.fromkeys(labels))
    taken = {indexes[0]: position for position, indexes in takers.items() if len(indexes) == 1}
    return Likely(taken, {index: labels for index, labels in proposed.items() if index not in taken})


@dataclass(frozen=True)
class _Likeness:
    """How like a header is to a column. safe: 0 unless all that differs is harmless; rough: as texts."""

    position: int
    alias: str
    safe: float
    rough: float
    slip: str
    is_proposed: bool


def _ranked(form: Form, cell: HeaderCell, view: SheetView) -> list[_Likeness]:
    """Return the columns of a form by likeness to a header, likest first."""
    texts = dict.fromkeys(in_plain_words(view.header(without_filling_notes(path)).key) for path in cell.paths)
    headers = [text for text in texts if len(text) >= MIN_CHARACTERS]
    best: dict[int, _Likeness] = {}
    for alias, position in form.texts:
        for header in headers:
            found = _likeness(alias, header, position, form)
            known = best.get(position)
            if known is None or (found.safe, found.rough) > (known.safe, known.rough):
                best[position] = found
    return sorted(best.values(), key=lambda found: (-found.safe, -found.rough, found.position))


def _likeness(alias: str, header: str, position: int, form: Form) -> _Likeness:
    rough = OSA.normalized_similarity(alias, header)
    is_part = (
        len(header) >= MIN_CHARACTERS
        and len(alias) >= MIN_CHARACTERS
        and (header in alias or (alias in header and alias not in GENERIC_HEADERS))
    )
    if rough < COMPARED_FROM and not is_part:
        return _Likeness(position, alias, 0.0, 0.0, "", is_proposed=False)
    added, lost, swaps = _differences(alias, header)
    is_proposed = max(rough, CONTAINED_WORTH * is_part) >= PROPOSED_FROM and not any(
        _TELLING_WORDS.search(text) for text in (*added, *(new for _, new in swaps))
    )
    safe, slip = 0.0, ""
    if alias not in GENERIC_HEADERS and len(alias) >= MIN_CHARACTERS:
        is_figure = form.columns[position].kind in (COUNT, NUMBER, MONEY)
        counting = _COUNTING if is_figure else ()
        leading = (*_FILLING, *counting, *form.own_words)
        fillings = (leading, (*_FILLING, *counting), (*_DISPENSABLE, *counting))
        safe, slip = _safe(alias, header, (added, lost, swaps), fillings)
    return _Likeness(position, alias, safe, max(rough, CONTAINED_WORTH * is_part), slip, is_proposed)


def _differences(alias: str, header: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return what a header has more than a name, what it lacks, and what stands in place of what."""
    added, lost, swaps = [], [], []
    for step in Levenshtein.opcodes(alias, header):
        old, new = alias[step.src_start : step.src_end], header[step.dest_start : step.dest_end]
        if step.tag == "insert":
            added.append(new)
        elif step.tag == "delete":
            lost.append(old)
        elif step.tag == "replace":
            swaps.append((old, new))
    return added, lost, swaps


def _safe(
    alias: str,
    header: str,
    differences: tuple[Sequence[str], Sequence[str], Sequence[tuple[str, str]]],
    fillings: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> tuple[float, str]:
    """Return how like a header is whose differences are all harmless, else 0; and the slip in it, if any.

    fillings: the words that add nothing before a name, those that add nothing elsewhere, and those that a
    name can do without.
    """
    added, lost, swaps = differences
    leading, trailing, dispensable = fillings
    is_long = min(len(alias), len(header)) >= MIN_CHARACTERS_OF_SLIP - 1 and (
        max(len(alias), len(header)) >= MIN_CHARACTERS_OF_SLIP
    )
    if is_long and len(alias) == len(header) and sorted(alias) == sorted(header):
        return (1 - _SLIP_COST if OSA.distance(alias, header) == 1 else 0.0), header
    cost = 0.0
    slips = []
    for text in added:
        if _is_made_of(text, leading if header.startswith(text) else trailing):
            cost += _FILLING_COST
        elif len(text) == 1 and text * 2 in header:
            slips.append(text)
        else:
            return 0.0, ""
    for text in lost:
        if _is_made_of(text, dispensable):
            cost += _FILLING_COST
        elif len(text) == 1 and text not in TELLING_CHARACTERS:
            slips.append(text)
        else:
            return 0.0, ""
    for old, new in swaps:
        if len(old) != 1 or len(new) != 1:
            return 0.0, ""
        slips.append(old + new)
    if slips and (len(slips) > 1 or not is_long):
        return 0.0, ""
    return 1 - cost - _SLIP_COST * len(slips), "".join(slips)


def _is_made_of(text: str, words: Sequence[str]) -> bool:
    bare = text.strip("()")
    return re.fullmatch(f"(?:{'|'.join(map(re.escape, words))})+", bare) is not None


def _is_clear(
    form: Form, index: FormIndex, view: SheetView, cell: HeaderCell, ranked: Sequence[_Likeness]
) -> bool:
    """Whether the likest column is like enough, and no other column of any dataset is nearly as like."""
    best = ranked[0]
    if best.safe < TAKEN_FROM:
        return False
    if any(max(other.safe, other.rough) > best.safe - CLEAR_MARGIN for other in ranked[1:]):
        return False
    own = {alias for alias, position in form.texts if position == best.position}
    headers = [view.header(without_filling_notes(path)) for path in cell.paths]
    if any(header.key in index.known or header.full in index.known for header in headers):
        return False
    lower = best.safe - CLEAR_MARGIN
    others = index.plain_texts - own
    texts = [in_plain_words(header.key) for header in headers]
    # 考核内容情况 holds more of 考核内容, which another dataset asks for, than of 考核.
    return not any(
        (len(other) > len(best.alias) and other in text)
        or OSA.normalized_similarity(text, other, score_cutoff=lower) > lower
        for text in texts
        for other in others
    )


def _has_evidence(column: Column, best: _Likeness, index: FormIndex, values: Sequence[CellValue]) -> bool:
    """Whether the values below a header allow it to be the column; a slip that no list knows needs more."""
    agreement = agrees(column, values)
    if agreement is False:
        return False
    if len(best.slip) < 2 or is_confused(best.slip) or len(best.slip) > 2:
        return True
    # Another word of the trade is no slip of the pen: 主管单位 is not 主办单位.
    old, new = best.slip[0], best.slip[1]
    is_odd = new not in index.characters and not is_meaningful(new) and old not in TELLING_CHARACTERS
    return is_odd and agreement is True and is_telling(column)
