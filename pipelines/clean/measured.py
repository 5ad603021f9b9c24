"""Cells that hold a number, a year or a date (数值、年度、日期)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
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
from pipelines.clean.measures import base_measure, counts_the_same
from pipelines.clean.numbers import NotANumber, Number, NumberFault, parse_number, scale_for_unit
from pipelines.clean.text import Blank, Dash, Nothing, compact_text
from pipelines.clean.unclear_dates import readings_of_shortened
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.contracts.types import DatePrecision, Severity

# What a limit says beside its date: 12月31日前, 年底前完成, 全年持续推进.
_BY = re.compile(
    r"^\s*(?:截至|截止到?|至|到|于)|(?:(?:(?<=[月日号0-9])|(?<=\S年))(?:底|末)?|(?<=年[底末]))(?:之?前|以前|止|截止|到期)?"
    r"(?:全部)?(?:完成|办结|反馈|落实|(?<=全年)(?:持续|坚持)?(?:推进|开展|进行)?)?\s*$"
)
_END = re.compile(r"(?<=[年月])(?:底|末|初)\s*$")
_LASTING = re.compile(
    r"(?:[0-9年月日./-]{6,11}?[-—–~至到]+)?至?"
    r"(?:长期|常年|永久|永远|无固定期限|无限期|不限期|无期限)(?:有效|使用|聘用|聘任|坚持|推进|开展)?"
)
# Words that state that the day has not come: 未开庭, 待定, 在办. 未知 and 不详 say something else.
_NOT_YET = re.compile(
    r"(?:尚|暂|还)?未(?:开庭|审结|结案?|办结|完成|公示|备案|整改|答辩|裁判|判决?|宣判|退出|受理|补正|中止|生效"
    r"|反馈|建成|启动|送审|审核|决定|立案|定|到期|进行|开展|举行|举办|恢复|印发)|待(?:定|开庭|办|审|补正?|公示"
    r"|反馈|整改|开展|判)|(?:办理|审理|进行|整改|审查|公示)中|在办|不开庭|书面审理|不公示|不适用|不涉及"
)
# 普法 by plan began in 1986; a day before that in a form is a typing error or a number of another column.
_EARLIEST = date(1985, 1, 1)
_NO_END = date(2099, 12, 31)
_LONGEST_SPAN = timedelta(days=366)
_DATE_CODES: Mapping[DateFault, str] = {
    "not_a_date": "not_a_date",
    "impossible": "impossible_date",
    "no_year": "date_without_year",
    "several": "several_dates",
    "unclear": "date_unclear",
}
_NUMBER_CODES: Mapping[NumberFault, str] = {
    "not_a_number": "not_a_number",
    "range": "number_is_range",
    "two_facts": "two_facts_in_cell",
    "too_large": "out_of_bounds",
    "shortened": "number_shortened",
    "mistyped": "number_mistyped",
}
_LARGEST_PLAIN = 10**8
_PLACES = {"number": Decimal("0.0001"), "money": Decimal("0.01")}
# What DECIMAL(18,4) and DECIMAL(18,2) hold; and more than any district counts, such as a telephone number.
_LIMITS = {"number": Decimal(10) ** 14, "money": Decimal(10) ** 16, "count": Decimal(10) ** 9}


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
    if type(raw) in (int, float) and context.header_unit is None and not _is_percent(column):
        plain = _plain_number(column, raw)
        if plain is not None:
            return CleanCell({column.name: plain, f"{column.name}_qualifier": None})
    found = parse_number(raw)
    if isinstance(found, (Blank, Dash)):
        return default_cell(column)
    if isinstance(found, Nothing):
        zero = _typed(column, Decimal(0)) if column.none_is_zero else None
        return CleanCell(stored_values(column, zero))
    severity = number_severity(column)
    largest = _LIMITS[column.kind.name]
    limit = f"小于 {largest}"
    if isinstance(found, NotANumber):
        return faulty_cell(
            column, _NUMBER_CODES[found.reason], raw, severity, nearest=found.nearest, limit=limit
        )
    if found.unit == "%" and not _takes_percent(column):
        return faulty_cell(column, "not_a_number", raw, severity)
    header = base_measure(context.header_unit or "")
    for written in (found.unit or "", header):
        if found.value and not counts_the_same(written, column.unit):
            return faulty_cell(column, "other_measure", raw, severity, limit=column.unit or "", own=written)
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


def _plain_number(column: Column, raw: object) -> int | Decimal | None:
    """Return a number that a spreadsheet holds as one, if nothing about it needs a closer look."""
    if (
        not isinstance(raw, (int, float))
        or not 0 <= raw <= _LARGEST_PLAIN
        or scale_for_unit(column.unit) != 1
    ):
        return None
    low, high = column.minimum, column.maximum
    if (low is not None and raw < low) or (high is not None and raw > high):
        return None
    if column.kind is types.COUNT:
        whole = int(raw)
        return whole if whole == raw else None
    return _typed(column, Decimal(format(raw, ".15g")))


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
    """Clean a day, a span of days, or a date that may be a month or a year.

    长期 in a column of days that may lie ahead is 2099-12-31; 未开庭 and 待定 state that there is no day yet.
    """
    if isinstance(raw, date) and context.filed_on is not None:
        day = date(raw.year, raw.month, raw.day)
        if _EARLIEST <= day <= (_NO_END if column.may_be_future else context.filed_on):
            return CleanCell(_stored_span(column, DateSpan(day, day, DatePrecision.DAY)))
    written: object = raw
    if isinstance(raw, str):
        said = compact_text(raw).strip("。")
        if _NOT_YET.fullmatch(said):
            return default_cell(column)
        if column.may_be_future and _LASTING.fullmatch(said):
            return CleanCell(_stored_span(column, DateSpan(_NO_END, _NO_END, DatePrecision.DAY)))
        shortened = readings_of_shortened(said, context.default_year) if context.may_lack_zeros else ()
        if shortened:
            return faulty_cell(column, "date_unclear", raw, nearest="、".join(shortened))
        # What may follow a date and not change it: 6月30日前 in a limit, 2016年底 in a month or year.
        written = (_BY if column.may_be_future else _END).sub("", raw)
    found = parse_date(written, default_year=context.default_year, date_1904=context.date_1904)
    if isinstance(found, Blank):
        return default_cell(column)
    if context.is_cumulative and column.is_period_end:
        found = _end_of_period(found, raw, context)
    if isinstance(found, NotADate):
        nearest = "、".join(found.candidates)
        return faulty_cell(column, _DATE_CODES[found.reason], raw, nearest=nearest)
    if column.may_be_future and found.is_span and found.start <= found.end:
        found = _last_part(found)
    problem = _date_problem(column, found, raw, context)
    if problem is not None:
        return CleanCell(stored_values(column), problem)
    return CleanCell(_stored_span(column, found))


def _stored_span(column: Column, found: DateSpan) -> dict[str, object]:
    values: dict[str, object] = {column.name: found.start}
    if column.end_name is not None:
        values[column.end_name] = found.end
    if column.kind is types.PARTIAL_DATE:
        values[f"{column.name}_precision"] = found.precision.value
    return values


def _last_part(span: DateSpan) -> DateSpan:
    """Read a term written from its first day to its last (有效期 2020.5.1—2025.4.30) as its last."""
    first = {
        DatePrecision.DAY: span.end,
        DatePrecision.MONTH: span.end.replace(day=1),
        DatePrecision.YEAR: span.end.replace(month=1, day=1),
    }[span.precision]
    return DateSpan(first, span.end, span.precision)


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
    if column.kind is not types.PARTIAL_DATE and span.start < _EARLIEST:
        return problem_of(column, "out_of_bounds", raw, limit=f"最早 {_EARLIEST.year} 年")
    if span.end - span.start > _LONGEST_SPAN:
        return problem_of(column, "out_of_bounds", raw, limit="起止相隔最多一年")
    return None
