"""From typed values to plainly written cells and the stored values that are true of them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from tests.support.mess.content import Asked
from tests.support.mess.draft import Cell, Entry, Fact, Heading, Line, Table
from tests.support.mess.forms import MAKERS, TITLES, USUAL
from tests.support.mess.places import UNITS, coded, codes
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import DatePrecision

YEARS = range(2021, 2026)
_FEWEST_ROWS, _MOST_ROWS = 5, 10
ROW_NUMBER = "序号"


def entry(column: Column, value: Any, rng: random.Random) -> Entry:
    """Write a typed value plainly; None is a blank cell."""
    return Entry(column, plain_cell(column, value, rng), truth_of(column, value))


def truth_of(column: Column, value: Any) -> dict[str, Any]:
    """The stored values of a typed value, under the names of their stored columns."""
    name, kind = column.name, column.kind
    truth: dict[str, Any] = {name: value if value is not None else column.default}
    if kind is types.DATE_SPAN and value is not None:
        truth = {name: value[0], f"{column.end_name}": value[1]}
    elif kind is types.PARTIAL_DATE and value is not None:
        truth = {name: value[0], f"{name}_precision": value[1].value}
    if kind.is_coded and value is not None:
        truth[f"{name}_code"] = codes()[value] if coded(kind, value) else None
    if kind.is_estimable:
        truth[f"{name}_qualifier"] = None
    return truth


def plain_cell(column: Column, value: Any, rng: random.Random) -> Cell:
    """The cell of a typed value as the template asks for it."""
    if value is None:
        return None
    match column.kind:
        case types.DATE_SPAN:
            return _plain_day(value[0], rng) if value[0] == value[1] else f"{value[0]} 至 {value[1]}"
        case types.PARTIAL_DATE:
            day, precision = value
            return _plain_day(day, rng) if precision is DatePrecision.DAY else f"{day:%Y-%m}"
        case types.DATE:
            return _plain_day(value, rng)
        case types.COUNT | types.NUMBER | types.MONEY:
            return int(value) if value == int(value) else float(value)
        case types.YES_NO:
            return "是" if value else "否"
        case types.CHOICES | types.UNITS:
            return "、".join(value)
        case _:
            return value if isinstance(value, int) else str(value)


def _plain_day(day: date, rng: random.Random) -> Cell:
    return day if rng.random() < 0.5 else day.isoformat()


def new_table(
    rng: random.Random,
    dataset_name: str,
    *,
    year: int | None = None,
    rows: int | None = None,
    having: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset(),
    only: frozenset[str] = frozenset(),
) -> Table:
    """Make a table with its truth, laid out plainly: title, envelope line, header, rows.

    having, without: columns that the form must have or lack. only: all columns that it has, if given.
    """
    dataset = DATASETS[dataset_name]
    chosen_year = year or rng.choice(YEARS)
    unit = rng.choice(UNITS)
    filed_on = rng.choice([date(chosen_year, 12, 28), date(chosen_year + 1, 1, 9)])
    made = [
        MAKERS[dataset_name](rng, Asked(number, chosen_year, unit))
        for number in range(rows or rng.randint(_FEWEST_ROWS, _MOST_ROWS))
    ]
    columns = [
        column
        for column in dataset.columns
        if column.name in made[0]
        and column.name not in without
        and (
            column.name in only
            if only
            else column.required
            or column.name in having
            or column.name in USUAL[dataset_name]
            or rng.random() < 0.7
        )
    ]
    facts = [Fact({column.name: entry(column, row[column.name], rng) for column in columns}) for row in made]
    title = f"上街区{chosen_year}年{rng.choice(TITLES[dataset_name])}"
    table = Table(
        dataset=dataset,
        facts=facts,
        headings=[Heading(column.name, column.label) for column in columns],
        title=title,
        year=chosen_year,
        filed_on=filed_on,
        unit=unit,
    )
    if dataset_name != "duty_items" and rng.random() < 0.7:
        table.headings.insert(0, Heading("", ROW_NUMBER))
    table.above = [{0: title}, {0: f"填报单位：{unit}", 2: f"填报时间：{chinese_day(filed_on)}"}]
    table.wide = {0}
    table.body = [Line(facts=(number,)) for number in range(len(facts))]
    _give_by_envelope(table)
    return table


def chinese_day(day: date) -> str:
    """2022年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _give_by_envelope(table: Table) -> None:
    """Say what the envelope gives to rows whose form has no such column."""
    names = {heading.name for heading in table.headings}
    for column in table.dataset.columns:
        if column.envelope == "unit" and column.name not in names:
            value: Any = table.unit
        elif column.envelope == "year" and column.name not in names:
            value = table.year
        else:
            continue
        for fact in table.facts:
            fact.given.update(truth_of(column, value))


def as_number(value: Any) -> Decimal:
    """The number in a plainly written cell."""
    return Decimal(str(value))
