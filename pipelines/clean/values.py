"""One cell of a contract column → the stored values, and the one thing that is wrong with it.

What a fault does to its row follows the rules for accepting and quarantining: dates, units and closed
enumerations that cannot be read keep the row out, a faulty number only where figures are computed from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.clean.cells import (
    CellContext,
    CleanCell,
    Cleaner,
    Problem,
    faulty_cell,
    number_severity,
    problem_of,
)
from pipelines.clean.measured import clean_date, clean_number, clean_year
from pipelines.clean.named import (
    clean_subject,
    clean_township,
    clean_unit,
    clean_unit_as_written,
    clean_units,
    clean_village,
)
from pipelines.clean.text import clean_text, is_blank
from pipelines.clean.worded import (
    clean_choice,
    clean_choices,
    clean_code,
    clean_identity_number,
    clean_words,
    clean_yes_no,
)
from warehouse.contracts import types
from warehouse.contracts.model import Column

__all__ = ["CellContext", "CleanCell", "Problem", "clean_cell"]

# The last is the reader's mark for a formula without a stored result.
_ERROR_CELL = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|公式)")

# No name, list of names, number or date is longer; a text or code may be.
_LONGEST_VALUE = 1000
_FREE = frozenset({types.TEXT, types.PERSON, types.CODE, types.IDENTITY_NUMBER})
# What a narrow column shows is what a CSV keeps.
_HIDDEN_BY_WIDTH = re.compile(r"#{3,}")

_CLEANERS: Mapping[str, Cleaner] = {
    types.TEXT.name: clean_words,
    types.CODE.name: clean_code,
    types.IDENTITY_NUMBER.name: clean_identity_number,
    types.PERSON.name: clean_words,
    types.DATE.name: clean_date,
    types.DATE_SPAN.name: clean_date,
    types.PARTIAL_DATE.name: clean_date,
    types.YEAR.name: clean_year,
    **dict.fromkeys((types.COUNT.name, types.NUMBER.name, types.MONEY.name), clean_number),
    types.YES_NO.name: clean_yes_no,
    types.CHOICE.name: clean_choice,
    types.CHOICES.name: clean_choices,
    types.UNIT.name: clean_unit,
    types.UNITS.name: clean_units,
    types.UNIT_AS_WRITTEN.name: clean_unit_as_written,
    types.TOWNSHIP.name: clean_township,
    types.VILLAGE.name: clean_village,
    types.SUBJECT.name: clean_subject,
}


def clean_cell(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean one cell for its contract column; never raises for data.

    A blank is no problem here: the checker knows which rows need the value. A dash or 无 in a required
    column is one, since something was written. Every stored value of a cell with an error is null.
    """
    if isinstance(raw, str) and raw.lstrip().startswith("#"):
        if _ERROR_CELL.match(raw.strip()):
            return faulty_cell(column, "error_cell", raw, number_severity(column))
        if _HIDDEN_BY_WIDTH.fullmatch(raw.strip()):
            return faulty_cell(column, "cell_too_narrow", raw)
    if isinstance(raw, str) and len(raw) > _LONGEST_VALUE and column.kind not in _FREE:
        raw = clean_text(raw)
        if len(raw) > _LONGEST_VALUE:
            return faulty_cell(column, "text_too_long", raw, limit=str(_LONGEST_VALUE))
    cell = _CLEANERS[column.kind.name](column, raw, context)
    is_missing = cell.problem is None and cell.values[column.name] is None
    if is_missing and column.required and not is_blank(raw):
        return CleanCell(cell.values, problem_of(column, "required_blank", raw))
    return cell
