"""How one column of a form is filled in: its validation, its format, and what is said about it.

Limits of Excel: a title of a message has 32 characters at most, a message 255, and a list that is
written into the cell rule 255, so lists stand in a sheet of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.contracts import types
from warehouse.contracts.envelope import FILED_ON, PERIOD, UNIT
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity, ValueKind
from warehouse.reference.tables import Reference
from warehouse.render.describe import bounds_in_words
from warehouse.render.templates.samples import sample_of

MOST_TITLE, MOST_MESSAGE = 32, 255
FIRST_DAY = date(2000, 1, 1)
_LARGEST = 10**13
YES_NO_LIST, UNITS_LIST = "list_yes_no", "list_units"
TOWNSHIPS_LIST, VILLAGES_LIST, SUBJECTS_LIST = "list_townships", "list_villages", "list_subjects"

# What a wrong entry does: refused, or asked about.
REFUSE, ASK = "stop", "warning"
REMARK = "remark"

_LISTS_OF_KINDS: Mapping[str, str] = {
    types.YES_NO.name: YES_NO_LIST,
    types.UNIT.name: UNITS_LIST,
    types.UNITS.name: UNITS_LIST,
    types.TOWNSHIP.name: TOWNSHIPS_LIST,
    types.VILLAGE.name: VILLAGES_LIST,
    types.SUBJECT.name: SUBJECTS_LIST,
}
_NUMBERS = (types.COUNT, types.NUMBER, types.MONEY)
_DAYS = (types.DATE, types.DATE_SPAN)
# Kept as text, so that no number is rounded and no 2024-03 becomes a day.
_TEXT_KINDS = (types.CODE, types.IDENTITY_NUMBER, types.PERSON, types.PARTIAL_DATE)
_WIDTHS: Mapping[ValueKind, int] = {
    types.TEXT: 24,
    types.UNIT: 18,
    types.UNITS: 24,
    types.UNIT_AS_WRITTEN: 18,
    types.SUBJECT: 20,
    types.VILLAGE: 16,
    types.TOWNSHIP: 14,
    types.CODE: 20,
    types.IDENTITY_NUMBER: 22,
    types.CHOICES: 20,
    types.CHOICE: 16,
    types.DATE_SPAN: 14,
}
_SMALLEST_WIDTH, _WIDEST_HEADER = 11, 18


# The cells above the table (表头): field → cell rule.
ENVELOPE_RULES: Mapping[str, Mapping[str, Any]] = {
    UNIT: {
        "validate": "list",
        "source": f"={UNITS_LIST}",
        "error_type": ASK,
        "input_title": "填报单位",
        "input_message": "选填本单位的规范名称。",
        "error_title": "请核对",
        "error_message": "请选填本单位的规范名称。",
    },
    FILED_ON: {
        "validate": "date",
        "criteria": ">=",
        "value": FIRST_DAY,
        "error_type": REFUSE,
        "input_title": "填报时间",
        "input_message": "填报送日期，例如 2024-03-05。",
        "error_title": "请核对",
        "error_message": "请填日期，例如 2024-03-05。",
    },
    PERIOD: {
        "validate": "any",
        "input_title": "报告期",
        "input_message": "填数据所属的期间，例如 2024年3月、2024年第一季度、2024年。",
    },
}


@dataclass(frozen=True)
class Field:
    """A column as the template offers it.

    header: as written on the form, with its unit of measure. how: how to fill it in, one Chinese
    sentence. list_name: the named list it offers, or None. validation: options of the cell rule.
    """

    column: Column
    header: str
    how: str
    list_name: str | None
    number_format: str
    width: int
    validation: dict[str, Any]


def field_of(column: Column) -> Field:
    """Return how a column is offered."""
    header = column.label if column.unit is None else f"{column.label}（{column.unit}）"
    list_name = _list_name(column)
    how = _how(column)
    return Field(
        column=column,
        header=header,
        how=how,
        list_name=list_name,
        number_format=_number_format(column.kind),
        width=max(_WIDTHS.get(column.kind, _SMALLEST_WIDTH), min(2 * len(header) + 2, _WIDEST_HEADER)),
        validation={
            **_condition(column, list_name),
            "input_title": column.label[:MOST_TITLE],
            "input_message": _shortened(f"{'必填。' if column.required else ''}{how}", column),
            "error_title": "请核对",
            "error_message": _shortened(_wrong(column, how), column),
        },
    )


def lists_of(fields: tuple[Field, ...], reference: Reference, on: date) -> dict[str, tuple[str, ...]]:
    """Return the lists that a form needs, by name; units that exist on a day."""
    units = tuple(
        unit.name
        for unit in reference.units
        if (unit.valid_from is None or unit.valid_from <= on)
        and (unit.valid_to is None or on <= unit.valid_to)
    )
    townships = tuple(township.name for township in reference.townships)
    villages = tuple(dict.fromkeys(village.name for village in reference.villages))
    shared = {
        YES_NO_LIST: ("是", "否"),
        UNITS_LIST: tuple(dict.fromkeys((*units, *townships))),
        TOWNSHIPS_LIST: townships,
        VILLAGES_LIST: villages,
        SUBJECTS_LIST: tuple(dict.fromkeys((*townships, *villages, *units))),
    }
    lists = {UNITS_LIST: shared[UNITS_LIST]}
    for field in fields:
        if field.list_name is not None:
            choices = field.column.choices
            lists[field.list_name] = choices.values if choices is not None else shared[field.list_name]
    return {name: values for name, values in lists.items() if values}


def _list_name(column: Column) -> str | None:
    return f"list_{column.name}" if column.choices is not None else _LISTS_OF_KINDS.get(column.kind.name)


def _number_format(kind: ValueKind) -> str:
    if kind in _DAYS:
        return "yyyy-mm-dd"
    if kind in _TEXT_KINDS:
        return "@"
    return "#,##0.00" if kind is types.MONEY else "General"


def _condition(column: Column, list_name: str | None) -> dict[str, Any]:
    """Return what an entry must be, and whether another one is refused or asked about.

    Asked about: several values in one cell, former names of units, estimated figures (120余), spans of
    days; all of them can be read.
    """
    kind = column.kind
    if list_name is not None:
        is_open = column.choices is not None and column.choices.is_open
        takes_more = kind in (types.CHOICES, types.UNIT, types.UNITS, types.SUBJECT)
        return {
            "validate": "list",
            "source": f"={list_name}",
            "error_type": ASK if is_open or takes_more else REFUSE,
        }
    if kind in _DAYS:
        refusal = ASK if kind is types.DATE_SPAN else REFUSE
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_type": refusal}
    if kind is types.YEAR:
        return {"validate": "integer", **_bounds(column), "error_type": REFUSE}
    if kind in _NUMBERS:
        validate = "integer" if kind is types.COUNT else "decimal"
        return {"validate": validate, **_bounds(column), "error_type": ASK}
    return {"validate": "any"}


def _bounds(column: Column) -> dict[str, Any]:
    low, high = column.minimum, column.maximum
    if column.bounds_severity is Severity.WARNING:
        high = None
    if low is not None and high is None:
        return {"criteria": ">=", "value": float(low)}
    return {
        "criteria": "between",
        "minimum": float(-_LARGEST if low is None else low),
        "maximum": float(_LARGEST if high is None else high),
    }


def _how(column: Column) -> str:
    """Return how to fill in a column, one sentence without its list of values."""
    kind = column.kind
    if column.choices is not None:
        if kind is types.CHOICES:
            return "从下拉列表中选填；有几项的，用、分开"
        return "从下拉列表中选填" + ("，没有的可填其他" if column.choices.is_open else "")
    if kind in _NUMBERS:
        bounds = bounds_in_words(column)
        what = "整数" if kind is types.COUNT else "数字"
        return f"填{what}{f'，{bounds}' if bounds else ''}；确为估数的，可写 120余、约120"
    sample = sample_of(column) if kind in (types.TEXT, types.CODE) and not column.personal else None
    example = f"，例如 {sample}" if sample is not None and column.name != REMARK else ""
    return f"{_HOW[kind.name]}{example}"


_HOW: Mapping[str, str] = {
    types.TEXT.name: "填文字",
    types.CODE.name: "按原样填写编号",
    types.IDENTITY_NUMBER.name: "填完整的身份证号，本列为文本格式",
    types.PERSON.name: "填姓名或名称",
    types.DATE.name: "填日期，例如 2024-03-05",
    types.DATE_SPAN.name: "填日期，例如 2024-03-05；几天的写 2024-03-05 至 2024-03-07",
    types.PARTIAL_DATE.name: "填日期，例如 2024-03-05；只知年月的写 2024-03，只知年的写 2024",
    types.YEAR.name: "填四位年份，例如 2024",
    types.YES_NO.name: "填 是 或 否",
    types.UNIT.name: "从下拉列表中选填单位的规范名称",
    types.UNITS.name: "从下拉列表中选填单位；有几个的，用、分开",
    types.UNIT_AS_WRITTEN.name: "填单位全称",
    types.TOWNSHIP.name: "从下拉列表中选填镇办",
    types.VILLAGE.name: "从下拉列表中选填村（社区）",
    types.SUBJECT.name: "从下拉列表中选填，或填基地、示范点的全称",
}


def _wrong(column: Column, how: str) -> str:
    """Return what is said of another entry: what to enter, and when it may stay."""
    may_stay = {
        types.CHOICES.name: "各项都在列表中的，可选「是」保留",
        types.UNIT.name: "确为该单位的简称或原名的，可选「是」保留",
        types.UNITS.name: "各单位名称无误的，可选「是」保留",
    }.get(column.kind.name, "")
    return f"请{how}。{may_stay}".removesuffix("。") + "。"


def _shortened(message: str, column: Column) -> str:
    """Add the values where a message has room for them, and keep to Excel's limit."""
    message = message.removesuffix("。") + "。"
    if column.note and column.note not in message and len(message) + len(column.note) < MOST_MESSAGE:
        message += column.note.removesuffix("。") + "。"
    return message[:MOST_MESSAGE]
