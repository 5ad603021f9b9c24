"""The dataset an unrecognised sheet is nearest to, so that its sender learns what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from rapidfuzz import fuzz, process

from pipelines.locating.forms import GENERIC_HEADERS, Form, FormIndex
from pipelines.locating.header_cells import HeaderCell
from pipelines.locating.header_rows import FIRST_HEADER_WITHIN
from pipelines.locating.headers import FoundHeader, find_rivals
from pipelines.locating.likeness import likely_columns
from pipelines.locating.matching import Assignment, PreparedCell, match_form, missing_columns, prepare
from pipelines.locating.model import NearestDataset
from pipelines.locating.value_kinds import sample
from pipelines.locating.view import SheetView
from warehouse.contracts.types import TOWNSHIP

TITLE_WORTH = 2.0
GENERIC_WORTH = 0.4
MISSING_COST = 0.25
LIKENESS_WORTH = 0.5
SHOWN_HEADERS = 6
SUMMARY_FIGURES = 2
# The columns of statistics by year, quarter or month.
_TIME = re.compile(r"(?:(?:19|20)?\d\d年?)?(?:度|\d{1,2}月份?|第?[一二三四1-4]季度)?")
COMPARED_HEADERS = 30
# No form has nearly as many; a row of 100,000 cells is a trap.
MOST_HEADERS = 1000


def nearest_dataset(view: SheetView, index: FormIndex, names: Iterable[str]) -> NearestDataset | None:
    """Return the nearest dataset by headers, title words and likeness; None for a sheet without text.

    Where a header names two datasets equally well, both are told.
    """
    context = tuple(names)
    rivals = find_rivals(view, index, context)
    if rivals is not None:
        return _between(*rivals)
    rows = [row for row in range(len(view.rows)) if not view.is_blank(row)][:FIRST_HEADER_WITHIN]
    lines = [
        [
            HeaderCell(row, column, view.text(row, column), (view.text(row, column),))
            for column in islice(view.filled(row), MOST_HEADERS)
            if isinstance(view.cell(row, column), str)
        ]
        for row in rows
    ]
    if not any(lines):
        return None
    widest = max(lines, key=len)
    context = (*context, *(line[0].label for line in lines if len(line) == 1))
    scored = [
        (_score(view, form, prepared, context, is_widest=line is widest), form, line)
        for line in lines
        if line
        for prepared in (prepare(view, line),)
        for form in index.forms
    ]
    _, form, line = max(scored, key=lambda entry: entry[0])
    found = match_form(form, prepare(view, line))
    return _told(view, index, form, line, found, has_title=_has_title(form, context))


def _told(
    view: SheetView,
    index: FormIndex,
    form: Form,
    line: list[HeaderCell],
    found: Assignment,
    *,
    has_title: bool,
) -> NearestDataset:
    matched = tuple(form.columns[position].label for position in sorted(found.positions.values()))
    missing = tuple(missing_columns(form, found.positions.values()))
    likely = likely_columns(
        form, index, view, line, found, lambda column: sample(view, column, line[0].row + 1)
    )
    labels = {cell.index: cell.label for cell in line}
    proposed: dict[str, str] = {}
    for column, options in likely.proposed.items():
        for option in options:
            proposed.setdefault(option, labels[column])
    proposed |= {form.columns[place].label: labels[column] for column, place in likely.taken.items()}
    headers = [labels[column] for column, _ in sorted(found.positions.items(), key=lambda placed: placed[1])]
    is_foreign = not has_title and not any(_is_telling(view, label) for label in headers) and not proposed
    dataset = form.dataset
    is_summary = not proposed and bool(missing) and _is_summary(form, found.positions.values())
    if is_summary:
        reason = (
            f"像是「{dataset.label}」的汇总数（{_listed(headers)}），没有逐项内容，请报送逐项填写的明细表"
        )
    elif is_foreign:
        reason = _foreign(form, headers, missing)
    else:
        reason = _reason(form, headers, missing, proposed)
    return NearestDataset(dataset.name, dataset.label, matched, missing, reason, is_summary=is_summary)


def beside_its_items(near: NearestDataset) -> NearestDataset:
    """Return what is told of a summary whose items another sheet of the file has."""
    reason = f"像是「{near.label}」的汇总数，没有逐项内容；明细已从其他工作表读取，汇总数不读取"
    return replace(near, reason=reason)


def _is_summary(form: Form, positions: Iterable[int]) -> bool:
    """Whether the columns found are figures, beside at most the unit and the year they are of."""
    columns = [form.columns[position] for position in positions]
    figures = [column for column in columns if column.is_countable]
    return len(figures) >= SUMMARY_FIGURES and all(
        column.is_countable or column.envelope is not None or column.kind is TOWNSHIP for column in columns
    )


def _between(best: FoundHeader, rival: FoundHeader) -> NearestDataset:
    """Tell of a header that two datasets have in common."""
    one, other = best.form.dataset, rival.form.dataset
    reason = (
        f"表头既像「{one.label}」又像「{other.label}」，不能确定是哪一种，没有读取，"
        f"请在标题中写明报表名称，或使用对应模板的表头后重新报送"
    )
    matched = tuple(column.label for column in best.form.columns if column.name in best.columns)
    return NearestDataset(one.name, one.label, matched, (), reason, rival=other.label)


def _score(
    view: SheetView, form: Form, line: Sequence[PreparedCell], names: tuple[str, ...], *, is_widest: bool
) -> float:
    found = match_form(form, line).positions
    # Columns of years make no table one of targets; any table may have them.
    spread = form.layout.one_of if form.layout is not None else ()
    own = {index for index, position in found.items() if form.columns[position].name not in spread}
    cells = [prepared.cell for prepared in line]
    telling = sum(cell.index in own and _is_telling(view, cell.label) for cell in cells)
    score = telling + GENERIC_WORTH * (len(own) - telling)
    score -= MISSING_COST * len(missing_columns(form, found.values()))
    if _has_title(form, names):
        score += TITLE_WORTH
    if is_widest:
        columns = (column for column in form.columns if column.name not in spread)
        headers = [header for column in columns for header in column.headers]
        likeness = (
            process.extractOne(cell.label, headers, scorer=fuzz.ratio) for cell in cells[:COMPARED_HEADERS]
        )
        score += LIKENESS_WORTH * sum(found[1] / 100 for found in likeness) / len(line)
    return score


def _has_title(form: Form, names: Iterable[str]) -> bool:
    return any(word in name for word in form.dataset.title_words for name in names)


def _is_telling(view: SheetView, label: str) -> bool:
    """Whether a header belongs to few kinds of table; 单位 and 年度 stand in statistics of every kind."""
    return view.header(label).key not in GENERIC_HEADERS and not _TIME.fullmatch(label)


def _foreign(form: Form, headers: list[str], missing: tuple[str, ...]) -> str:
    """Word the reason for a table that hardly has anything in common with any form."""
    label = form.dataset.label
    common = [text for text in headers if not _TIME.fullmatch(text)]
    seen = f"（只认出{_listed(common)}）" if common else ""
    lacking = f"，缺少必填列{_listed(missing)}" if missing else ""
    return f"看起来不是本系统收集的报表；最接近「{label}」{seen}{lacking}，如属此类，请用「{label}」模板填报"


def _reason(form: Form, headers: list[str], missing: tuple[str, ...], proposed: Mapping[str, str]) -> str:
    label = form.dataset.label
    if not missing:
        return f"最接近「{label}」，但表头不足以确认，请使用「{label}」模板的表头后重新报送"
    seen = f"已认出{_listed(headers)}，" if headers else ""
    near = [f"「{proposed[text]}」可能是「{text}」" for text in missing if text in proposed]
    hint = f"（表头{'，'.join(near)}，请改用后者）" if near else ""
    return f"最接近「{label}」，{seen}缺少必填列{_listed(missing)}{hint}，请补上表头后重新报送"


def _listed(texts: Iterable[str]) -> str:
    return "、".join(f"「{text}」" for text in list(texts)[:SHOWN_HEADERS])
