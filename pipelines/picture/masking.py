"""Hiding personal data in a picture: columns that hold it, captions before it, numbers that look like it."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipelines.clean.text import clean_text, normalise_header
from pipelines.clean.written import MASKED, without_names
from pipelines.reading.model import Rows
from warehouse.contracts.envelope import ENVELOPE_LABELS, PERSONAL
from warehouse.contracts.model import Column
from warehouse.contracts.registry import DATASETS

# Identity numbers, mobile phones, and landlines with their area code, in digits of any width.
_NUMBERS = re.compile(
    r"(?<!\d)(?:\d{17}[\dXxＸ]|\d{15}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[-－— ]?\d{7,8})(?!\d)"
)
_HEADERS_SEARCHED = 20
_FEWEST_HEADERS = 3
_LABELS = frozenset(ENVELOPE_LABELS[PERSONAL])
# Headers of columns that no contract knows and that hold people all the same.
_PERSONAL_WORD = re.compile(r"姓名|电话|手机|身份证|联系方式|联系人|住址|家庭地址|出生")


def personal_columns(dataset: str, layout: str | None, letters: Collection[str]) -> set[str]:
    """Return those of a table's columns, by name, that hold personal data."""
    contract = DATASETS[dataset]
    columns: list[Column] = list(contract.columns)
    for form in contract.layouts:
        if form.name == layout:
            columns.extend(form.columns)
    return {column.name for column in columns if column.personal and column.name in letters}


def columns_with_personal_headers(
    rows: Rows, header_rows: Collection[int], known: Collection[int]
) -> dict[int, int]:
    """Return the columns with a header that says they hold people, but for `known`: column → header row.

    header_rows: 0-based; without them the upper rows of the sheet are searched for a header.
    """
    searched = sorted(header_rows) or range(min(_HEADERS_SEARCHED, len(rows)))
    headers = _personal_headers()
    found: dict[int, int] = {}
    for row in searched:
        # The caption of an envelope (联系电话：) is no header.
        if not header_rows and sum(value is not None for value in rows[row]) < _FEWEST_HEADERS:
            continue
        for column, value in enumerate(rows[row] if row < len(rows) else ()):
            if column in known or not isinstance(value, str) or value.rstrip().endswith((":", "：")):
                continue
            header = normalise_header(value).key
            if header in headers or (header_rows and _PERSONAL_WORD.search(header)):
                found.setdefault(column, row)
    return found


def _personal_headers() -> frozenset[str]:
    headers = {
        normalise_header(text).key
        for dataset in DATASETS.values()
        for column in dataset.columns
        if column.personal
        for text in column.headers
    }
    return frozenset(headers)


def is_personal_label(text: str) -> bool:
    """Tell whether a cell only announces who stands in the next one (填表人：)."""
    return clean_text(text).rstrip(":： ") in _LABELS


def masked_text(text: str) -> str:
    """Return the text without the names behind captions and without numbers that identify or reach people."""
    return _NUMBERS.sub(MASKED, without_names(text))
