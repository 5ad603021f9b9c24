"""Cells that hold a number, a year or a date (数值、年度、日期)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from pipelines.clean.cells import (
    CellContext,
    CleanCell,
    Problem,
    default_cell,
    faulty_cell,
    number_severity,
    problem_of,
    stored_values,
)
from pipelines.clean.dates import DateFault, DateSpan, NotADate, parse_date, parse_period, parse_year
from pipelines.clean.numbers import NotANumber, Number, NumberFault, parse_number, scale_for_unit
from pipelines.clean.text import Blank, Dash, Nothing
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.contracts.types import DatePrecision, Severity

_BY = re.compile(r"(?<=[年月日号])(?:底|末)?(?:之?前|以前|止)?\s*$")
_END = re.compile(r"(?<=[年月])(?:底|末)\s*$")
_NOTHING = re.compile(r"(?!)")
_DATE_CODES: Mapping[DateFault, str] = {
    "not_a_date": "not_a_date",
    "impossible": "impossible_date",
    "no_year": "date_without_year",
}
_NUMBER_CODES: Mapping[NumberFault, str] = {
    "not_a_number": "not_a_number",
    "range": "number_is_range",
    "two_facts": "two_facts_in_cell",
    "too_large": "out_of_bounds",
}
_PLACES = {"number": Decimal("0.0001"), "money": Decimal("0.01")}
# Largest absolute values that DECIMAL(18,4), DECIMAL(18,2) and BIGINT hold.
_STORAGE_LIMITS = {"number": Decimal(10) ** 14, "money": Decimal(10) ** 16, "count": Decimal(10) ** 18}


def _is_percent(column: Column) -> bool:
    return column.unit == "%"


def _takes_percent(column: Column) -> bool:
    """Say whether 74.7% may stand here: in percentages, and in numbers whose unit varies (目标值)."""
    return _is_percent(column) or (column.unit is None and column.kind is types.NUMBER)


def _scaled(column: Column, number: Number, header_unit: str | None) -> Decimal:
    """Bring a number to the column's unit: 万元 in the header counts unless the cell says its own."""
    if _is_percent(column):
        # A spreadsheet hands over 74.7% as 0.747.
        return number.value if number.unit == "%" or abs(number.value) > 1 else number.value * 100
    names_own_unit = number.has_multiplier or number.unit in ("元", "人民币")
    scale = Decimal(1) if names_own_unit else scale_for_unit(header_unit)
    return number.value * scale / scale_for_unit(column.unit)


def _bounds_problem(column: Column, value: Decimal, raw: object, context: CellContext) -> Problem | None:
    minimum, maximum = column.minimum, column.maximum
    has_no_negatives = column.kind is types.COUNT or (minimum is not None and minimum >= 0)
    if value < 0 and has_no_negatives:
        return None if context.is_correction else problem_of(column, "negative_number", raw, limit="0")
    low = minimum is not None and value < minimum
    # What is too much for one event is usual for the whole year so far.
    is_total = context.is_cumulative and column.bounds_severity is Severity.WARNING
    high = maximum is not None and value > maximum and not is_total
    if not low and not high:
        return None
    limit = f"最小 {minimum}" if low else f"最大 {maximum}"
    return problem_of(column, "out_of_bounds", raw, column.bounds_severity, limit=limit)


def clean_number(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a count, a number or an amount of money (整数、数值、金额), in the column's unit."""
    found = parse_number(raw)
    if isinstance(found, (Blank, Dash)):
        return default_cell(column)
    if isinstance(found, Nothing):
        zero = _typed(column, Decimal(0)) if column.none_is_zero else None
        return CleanCell(stored_values(column, zero))
    severity = number_severity(column)
    largest = _STORAGE_LIMITS[column.kind.name]
    limit = f"小于 {largest}"
    if isinstance(found, NotANumber):
        return faulty_cell(column, _NUMBER_CODES[found.reason], raw, severity, limit=limit)
    if (found.unit == "%" and not _takes_percent(column)) or found.unit in column.other_measures:
        return faulty_cell(column, "not_a_number", raw, severity)
    value = _scaled(column, found, context.header_unit)
    if not -largest < value < largest:
        return faulty_cell(column, "out_of_bounds", raw, severity, limit=limit)
    if column.kind is types.COUNT and value != int(value):
        return faulty_cell(column, "not_whole", raw, severity, nearest=str(round(value)))
    problem = _bounds_problem(column, value, raw, context)
    if problem is not None and problem.severity is Severity.ERROR:
        return CleanCell(stored_values(column), problem)
    values = stored_values(column, _typed(column, value))
    values[f"{column.name}_qualifier"] = found.qualifier.value if found.qualifier else None
    return CleanCell(values, problem)


def _typed(column: Column, value: Decimal) -> int | Decimal:
    if column.kind is types.COUNT:
        return int(value)
    return value.quantize(_PLACES[column.kind.name], rounding=ROUND_HALF_EVEN)


def clean_year(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a year (年度)."""
    year = parse_year(raw, default_year=context.default_year)
    if isinstance(year, Blank):
        return default_cell(column)
    if isinstance(year, NotADate):
        return faulty_cell(column, "not_a_year", raw)
    problem = _bounds_problem(column, Decimal(year), raw, context)
    is_out = problem is not None and problem.severity is Severity.ERROR
    return CleanCell(stored_values(column, None if is_out else year), problem)


def clean_date(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a day, a span of days, or a date that may be a month or a year."""
    written = _limit_words(column).sub("", raw) if isinstance(raw, str) else raw
    found = parse_date(written, default_year=context.default_year, date_1904=context.date_1904)
    if isinstance(found, Blank):
        return default_cell(column)
    if context.is_cumulative and column.is_period_end:
        found = _end_of_period(found, raw, context)
    if isinstance(found, NotADate):
        return faulty_cell(column, _DATE_CODES[found.reason], raw)
    problem = _date_problem(column, found, raw, context)
    if problem is not None:
        return CleanCell(stored_values(column), problem)
    values = stored_values(column, found.start)
    if column.end_name is not None:
        values[column.end_name] = found.end
    if column.kind is types.PARTIAL_DATE:
        values[f"{column.name}_precision"] = found.precision.value
    return CleanCell(values)


def _limit_words(column: Column) -> re.Pattern[str]:
    """Return what may follow a date and not change it: 6月30日前 in a limit, 2016年底 in a month or year."""
    return _BY if column.may_be_future else _END if column.kind is types.PARTIAL_DATE else _NOTHING


def _end_of_period(found: DateSpan | NotADate, raw: object, context: CellContext) -> DateSpan | NotADate:
    """Read 「1—6月」 as its last day, or the day of filing if that is earlier; a day stays a day."""
    if isinstance(found, DateSpan):
        is_period = found.precision is not DatePrecision.DAY or (found.is_span and found.start.day == 1)
        period = (found.start, found.end) if is_period else None
    else:
        period = parse_period(raw, context.default_year) if isinstance(raw, str) else None
    if period is None:
        return found
    start, end = period
    if context.filed_on is not None and start <= context.filed_on:
        end = min(end, context.filed_on)
    return DateSpan(end, end, DatePrecision.DAY, is_span=False)


def _date_problem(column: Column, span: DateSpan, raw: object, context: CellContext) -> Problem | None:
    if span.precision is not DatePrecision.DAY and column.kind is not types.PARTIAL_DATE:
        return problem_of(column, "date_too_vague", raw)
    if span.is_span and span.start != span.end and column.kind is not types.DATE_SPAN:
        return problem_of(column, "not_a_date", raw, nearest=span.start.isoformat())
    may_be_future = column.may_be_future or context.is_plan or context.filed_on is None
    if not may_be_future and context.filed_on is not None and span.start > context.filed_on:
        return problem_of(column, "future_date", raw, limit=context.filed_on.isoformat())
    return None
