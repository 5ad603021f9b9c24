"""Whether the values below a header look like those of a contract column: evidence for a likely match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from pipelines.clean.dates import DateSpan, parse_date, parse_year
from pipelines.clean.numbers import Number, parse_number
from pipelines.clean.text import clean_text, empty_meaning, normalise_key, split_list
from pipelines.locating.view import SheetView
from pipelines.reading.model import CellValue
from warehouse.contracts import types
from warehouse.contracts.model import Column

SAMPLED_ROWS = 400
SAMPLED_VALUES = 50
AGREEING_SHARE = 0.7
# Lists of names and open enumerations hold what nobody listed.
LENIENT_SHARE = 0.4
DEFAULT_YEAR = 2000

_UNIT_ENDING = re.compile(
    r"(?:局|委|办|院|部|会|校|队|所|中心|公司|街道|镇|乡|政府|处|科|站|馆|园|联|团|社|厅|组|室|村|社区)(?:[（(].*[）)])?$"
)
_TOWNSHIP = re.compile(r"镇|乡|街道|办|街$")
_VILLAGE = re.compile(r"村|社区|居委?|屯|庄")
_YES_NO = frozenset(
    {*("是", "否", "有", "无", "没有", "已", "未", "对", "√", "✓", "✔", "×", "x", "1", "0", "y", "n")}
)
_HAS_DIGIT = re.compile(r"\d")


def sample(view: SheetView, column: int, first: int) -> list[CellValue]:
    """Return up to SAMPLED_VALUES distinct values of a column from a row on, blanks and dashes aside."""
    found: dict[str, CellValue] = {}
    for row in range(first, min(first + SAMPLED_ROWS, len(view.rows))):
        value = view.cell(row, column)
        if value is not None and empty_meaning(value) is None:
            found.setdefault(str(value), value)
            if len(found) == SAMPLED_VALUES:
                break
    return list(found.values())


def agrees(column: Column, values: Sequence[CellValue]) -> bool | None:
    """Whether values look like those of a column; None where there are none to judge by."""
    if not values:
        return None
    test = _TESTS.get(column.kind.name, _is_words)
    if column.choices is not None:
        test = _choice_test(column)
    is_lenient = column.choices is not None and column.choices.is_open
    least = LENIENT_SHARE if is_lenient else AGREEING_SHARE
    return sum(map(test, values)) >= least * len(values)


def is_telling(column: Column) -> bool:
    """Whether values alone can tell this kind of column from most others."""
    return column.choices is not None or _TESTS.get(column.kind.name, _is_words) is not _is_words


def _is_date(value: CellValue) -> bool:
    if isinstance(value, (date, datetime)):
        return True
    return isinstance(parse_date(value, default_year=DEFAULT_YEAR), DateSpan)


def _is_year(value: CellValue) -> bool:
    return isinstance(parse_year(value), int)


def _is_number(value: CellValue) -> bool:
    return not isinstance(value, (date, datetime)) and isinstance(parse_number(value), Number)


def _is_words(value: CellValue) -> bool:
    return isinstance(value, str) and not _is_number(value) and not _is_date(value)


def _is_code(value: CellValue) -> bool:
    is_plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return is_plain and _HAS_DIGIT.search(str(value)) is not None


def _is_yes_no(value: CellValue) -> bool:
    return isinstance(value, bool) or clean_text(value).casefold().rstrip("。") in _YES_NO


def _matches(pattern: re.Pattern[str]) -> Callable[[CellValue], bool]:
    return lambda value: isinstance(value, str) and pattern.search(clean_text(value)) is not None


def _is_unit_list(value: CellValue) -> bool:
    parts: Iterable[str] = split_list(value) if isinstance(value, str) else ()
    return any(_UNIT_ENDING.search(part) for part in parts)


def _choice_test(column: Column) -> Callable[[CellValue], bool]:
    choices = column.choices
    known = [normalise_key(text) for text in (*choices.values, *choices.synonyms)] if choices else []

    def is_listed(value: CellValue) -> bool:
        key = normalise_key(clean_text(value))
        return any(text == key or (len(text) > 1 and text in key) for text in known)

    return is_listed


_TESTS: Mapping[str, Callable[[CellValue], bool]] = {
    **dict.fromkeys((types.DATE.name, types.DATE_SPAN.name, types.PARTIAL_DATE.name), _is_date),
    types.YEAR.name: _is_year,
    **dict.fromkeys((types.COUNT.name, types.NUMBER.name, types.MONEY.name), _is_number),
    types.YES_NO.name: _is_yes_no,
    **dict.fromkeys((types.CODE.name, types.IDENTITY_NUMBER.name), _is_code),
    types.UNIT.name: _matches(_UNIT_ENDING),
    types.UNITS.name: _is_unit_list,
    types.TOWNSHIP.name: _matches(_TOWNSHIP),
    types.VILLAGE.name: _matches(_VILLAGE),
}
