"""A file on its way to the bureau, and what every sender of files needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pipelines.demo.directory import Directory
from pipelines.demo.forms import Placed, Sheet, Table, compose
from pipelines.demo.randomness import stream
from pipelines.demo.styles import Style, style_of
from pipelines.demo.world.facts import Fact, Value
from pipelines.demo.writers import XLS, XLS_ROWS, XLSX, suffix_of, write_book
from warehouse.contracts.registry import DATASETS

# The column that tells the copies of a row apart when the demo is multiplied.
_SCALED: dict[str, str] = {
    "activities": "title",
    "trainings": "title",
    "reconsiderations": "case_no",
    "file_reviews": "file_no",
    "file_problems": "file_no",
}


class Fate(StrEnum):
    """What becomes of a file when it is loaded."""

    LOADED = "loaded"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Filing:
    """A file. placed: what its rows say. is_correction: blanks in it erase nothing (更正, 补报)."""

    name: str
    filed_on: date
    render: Callable[[], bytes]
    placed: tuple[Placed, ...] = ()
    fate: Fate = Fate.LOADED
    is_correction: bool = False


@dataclass(frozen=True)
class Context:
    """What the filings of one demo have in common."""

    seed: int
    directory: Directory
    scale: int = 1


@dataclass(frozen=True)
class Part:
    """One sheet of a filing.

    style: the sender's habits where the occasion overrules them. desk: the desk of the sender that
    keeps this ledger, with habits of its own.
    """

    table: Table
    style: Callable[[Style], Style] = lambda style: style
    desk: str = ""


def book(
    context: Context,
    stem: str,
    sender: str,
    filed_on: date,
    parts: Sequence[Part],
    *,
    kind: str = XLSX,
    further: Sequence[Sheet] = (),
    is_correction: bool = False,
) -> Filing:
    """Compose a workbook in the sender's style.

    stem: the file's name without 「演示_」 and ending. further: sheets that hold no data.
    """
    sheets: list[Sheet] = []
    placed: list[Placed] = []
    is_text = kind.startswith("csv")
    for part in parts:
        table = _multiplied(part.table, context.scale)
        style = part.style(style_of(context.seed, sender + part.desk, table.dataset, is_text=is_text))
        draw = stream(context.seed, "cells", stem, table.sheet)
        sheet, written = compose(table, style, draw, context.directory)
        sheets.append(sheet)
        placed += [replace(one, fact=_shipped(one.fact, table, sender)) for one in written]
    if kind == XLS and max(len(sheet.rows) for sheet in sheets) > XLS_ROWS:
        kind = XLSX
    everything = [*sheets, *further]
    return Filing(
        name=f"演示_{stem}.{suffix_of(kind)}",
        filed_on=filed_on,
        render=lambda: write_book(kind, everything, filed_on),
        placed=tuple(placed),
        is_correction=is_correction,
    )


def _shipped(fact: Fact, table: Table, sender: str) -> Fact:
    """Return what the file tells of a fact: its columns, the unit of the envelope, the usual defaults."""
    values: dict[str, Value] = {}
    for column in DATASETS[fact.dataset].columns:
        if column.name in table.columns:
            values[column.name] = fact.values.get(column.name)
            if column.end_name is not None:
                values[column.end_name] = fact.values.get(column.end_name)
        elif column.envelope == "unit":
            values[column.name] = sender
        elif column.envelope == "year":
            values[column.name] = fact.values.get(column.name)
        elif column.default is not None:
            values[column.name] = column.default
    return replace(fact, values=values)


def _multiplied(table: Table, scale: int) -> Table:
    if scale == 1 or table.dataset.name not in _SCALED:
        return table
    sections = tuple(
        (
            caption,
            (
                *facts,
                *(
                    _copy(fact, number)
                    for number in range(2, scale + 1)
                    for fact in facts
                    if _is_copied(fact)
                ),
            ),
        )
        for caption, facts in table.sections
    )
    return replace(table, sections=sections)


def _is_copied(fact: Fact) -> bool:
    return fact.fault is None and fact.values.get("category") != "常务会学法"


def _copy(fact: Fact, number: int) -> Fact:
    column = _SCALED[fact.dataset]
    value = str(fact.values[column])
    changed = (
        value.replace("〕", f"〕{10_000 + number}") if column.endswith("_no") else f"{value}（第{number}组）"
    )
    return replace(fact, values={**fact.values, column: changed})


def between(facts: Iterable[Fact], column: str, first: date, last: date) -> tuple[Fact, ...]:
    """Return the facts whose date in that column lies from first to last, both included."""
    return tuple(fact for fact in facts if first <= fact.day(column) <= last)


def dictionary_sheet() -> Sheet:
    """Return the hidden sheet of drop-down values that many templates carry."""
    values = ("机关", "乡村", "社区", "学校", "企业", "单位", "军营")
    return Sheet("下拉选项", [[value] for value in values], is_hidden=True)


def empty_sheets() -> tuple[Sheet, Sheet]:
    """Return the empty second and third sheets of an old workbook."""
    return Sheet("Sheet2", []), Sheet("Sheet3", [])


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
