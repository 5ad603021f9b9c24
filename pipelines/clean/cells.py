"""What cleaning a cell is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.clean.names import NameIndex
from pipelines.clean.text import raw_text
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity

_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class CellContext:
    """What a file says about all cells of a column.

    names: the reference lists. default_year: the year of dates without one. filed_on: 填报时间, after
    which lies the future. header_unit: the unit of measure in the header. date_1904: base of serial
    days. is_correction (更正), is_plan (计划), is_cumulative (累计): words of the
    file. on: the day as of which units are
    meant; without it a unit stays as written. township_code: narrows villages to one township.
    may_lack_zeros: the text is what a spreadsheet made of numbers, so that 3.1 may have been typed 3.10.
    """

    names: NameIndex = field(default_factory=NameIndex)
    default_year: int | None = None
    filed_on: date | None = None
    header_unit: str | None = None
    date_1904: bool = False
    may_lack_zeros: bool = False
    is_correction: bool = False
    is_plan: bool = False
    is_cumulative: bool = False
    on: date | None = None
    township_code: str | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: a code of the catalogue of findings, its parameters, its severity.

    params always hold text (the cell as written), label (the column's) and nearest (what to write
    instead, or ''); limit and options (the listed values) where they help.
    """

    code: str
    params: Mapping[str, str]
    severity: Severity


@dataclass(frozen=True)
class CleanCell:
    """The stored values of a cell by stored column name, and its problem if it has one.

    other_units: further units written into a cell for one unit (公安局、司法局), the first being stored.
    """

    values: dict[str, object]
    problem: Problem | None = None
    other_units: tuple[str, ...] = ()


Cleaner = Callable[[Column, object, CellContext], CleanCell]


def stored_values(column: Column, value: object = None) -> dict[str, object]:
    """Return every stored column of a cell: its main value, and null for those beside it."""
    row: dict[str, object] = {stored.name: None for stored in column.stored()}
    row[column.name] = value
    return row


def default_cell(column: Column) -> CleanCell:
    """Return the cell of a blank: the contract's default, mostly null."""
    return CleanCell(stored_values(column, column.default))


def number_severity(column: Column) -> Severity:
    """Return what an unreadable number or error cell does: quarantine where it is required or counted."""
    return Severity.ERROR if column.required or column.is_countable else Severity.WARNING


def problem_of(
    column: Column,
    code: str,
    raw: object,
    severity: Severity = Severity.ERROR,
    *,
    nearest: str = "",
    **params: str,
) -> Problem:
    """Return a problem of this cell; params are further words of the finding's template."""
    text = " ".join(raw_text(raw).split())
    text = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return Problem(code, {"text": text, "nearest": nearest, "label": column.label, **params}, severity)


def faulty_cell(
    column: Column,
    code: str,
    raw: object,
    severity: Severity = Severity.ERROR,
    *,
    nearest: str = "",
    **params: str,
) -> CleanCell:
    """Return a cell whose values are null because of this problem."""
    return CleanCell(
        stored_values(column), problem_of(column, code, raw, severity, nearest=nearest, **params)
    )
