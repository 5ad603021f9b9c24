"""The dataset an unrecognised sheet is nearest to, so that its sender learns what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from pipelines.locating.forms import Form, FormIndex
from pipelines.locating.headers import FIRST_HEADER_WITHIN, HeaderCell, match_form, missing_columns
from pipelines.locating.model import NearestDataset
from pipelines.locating.view import SheetView

TITLE_WORTH = 2.0
MISSING_COST = 0.25
LIKENESS_WORTH = 0.5
SHOWN_HEADERS = 6
COMPARED_HEADERS = 30


def nearest_dataset(view: SheetView, index: FormIndex, names: Iterable[str]) -> NearestDataset | None:
    """Return the nearest dataset by headers, title words and likeness; None for a sheet without text."""
    rows = [row for row in range(len(view.rows)) if not view.is_blank(row)][:FIRST_HEADER_WITHIN]
    lines = [
        [
            HeaderCell(column, view.text(row, column), (view.text(row, column),))
            for column in view.filled(row)
            if isinstance(view.cell(row, column), str)
        ]
        for row in rows
    ]
    texts = {cell.label for line in lines for cell in line}
    if not texts:
        return None
    widest = max(lines, key=len)
    context = (*names, *(line[0].label for line in lines if len(line) == 1))
    scored = [
        (_score(view, form, line, context, is_widest=line is widest), form, line)
        for form in index.forms
        for line in lines
        if line
    ]
    _, form, line = max(scored, key=lambda entry: entry[0])
    assigned, _ = match_form(form, view, line)
    matched = tuple(form.columns[position].label for position in sorted(assigned.values()))
    missing = tuple(missing_columns(form, assigned.values()))
    dataset = form.dataset
    return NearestDataset(dataset.name, dataset.label, matched, missing, _reason(form, matched, missing))


def _score(
    view: SheetView, form: Form, line: list[HeaderCell], names: tuple[str, ...], *, is_widest: bool
) -> float:
    assigned, _ = match_form(form, view, line)
    score = len(assigned) - MISSING_COST * len(missing_columns(form, assigned.values()))
    if any(word in name for word in form.dataset.title_words for name in names):
        score += TITLE_WORTH
    if is_widest:
        headers = [header for column in form.columns for header in column.headers]
        likeness = (
            process.extractOne(cell.label, headers, scorer=fuzz.ratio) for cell in line[:COMPARED_HEADERS]
        )
        score += LIKENESS_WORTH * sum(found[1] / 100 for found in likeness) / len(line)
    return score


def _reason(form: Form, matched: tuple[str, ...], missing: tuple[str, ...]) -> str:
    label = form.dataset.label
    if not missing:
        return f"最接近「{label}」，但表头不足以确认，请使用「{label}」模板的表头后重新报送"
    shown = "、".join(f"「{text}」" for text in missing[:SHOWN_HEADERS])
    seen = f"已认出{'、'.join(f'「{text}」' for text in matched[:SHOWN_HEADERS])}，" if matched else ""
    return f"最接近「{label}」，{seen}缺少必填列{shown}，请补上表头后重新报送"
