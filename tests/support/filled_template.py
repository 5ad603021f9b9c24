"""Templates filled in as a department would, by a second program (openpyxl), with what must come out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from warehouse.contracts import types
from warehouse.contracts.model import Column, Dataset
from warehouse.reference.tables import Reference, load_reference
from warehouse.render.templates import template_bytes, template_file_name

FILED_ON = date(2024, 6, 30)
DAY = date(2024, 3, 5)
_FEWEST_ROWS = 3


@dataclass(frozen=True)
class Entry:
    """What is typed into a cell, and the value that must be stored for it."""

    typed: Any
    stored: Any


def entries(dataset: Dataset, reference: Reference) -> list[dict[str, Entry]]:
    """Return rows that use every column and every value of every enumeration, and break no rule."""
    lengths = (len(column.choices.values) for column in dataset.columns if column.choices is not None)
    rows = [
        {column.name: _entry(column, number, reference) for column in dataset.columns}
        for number in range(max((_FEWEST_ROWS, *lengths)))
    ]
    for number, row in enumerate(rows):
        row.update(_obeying_rules(dataset, number, row))
    return rows


def _entry(column: Column, number: int, reference: Reference) -> Entry:
    units = [unit.name for unit in reference.units if unit.valid_to is None]
    values = column.choices.values if column.choices is not None else ()
    amount = number + 1
    match column.kind:
        case types.CHOICE:
            return _same(values[number % len(values)])
        case types.CHOICES:
            pair = [values[number % len(values)], values[(number + 1) % len(values)]]
            return Entry("、".join(pair), pair)
        case types.CODE:
            return _same(f"文〔2024〕{amount}号")
        case types.IDENTITY_NUMBER:
            return _same(f"0000001990010100{amount:02d}")
        case types.PERSON:
            return _same(f"张某{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{amount}")
        case types.DATE | types.DATE_SPAN:
            return _same(DAY)
        case types.PARTIAL_DATE:
            return Entry("2024-03", date(2024, 3, 1))
        case types.YEAR:
            return _same(DAY.year)
        case types.COUNT:
            return _same(amount)
        case types.NUMBER:
            return Entry(amount + 0.5, Decimal(amount) + Decimal("0.5"))
        case types.MONEY:
            return Entry(1000.25 * amount, Decimal("1000.25") * amount)
        case types.YES_NO:
            return Entry("是", True) if number % 2 == 0 else Entry("否", False)
        case types.UNIT | types.UNIT_AS_WRITTEN:
            return _same(units[number])
        case types.UNITS:
            return Entry(f"{units[number + 1]}、{units[number + 2]}", units[number + 1 : number + 3])
        case types.TOWNSHIP:
            return _same(reference.townships[number % len(reference.townships)].name)
        case types.VILLAGE | types.SUBJECT:
            return _same(reference.villages[number].name)
        case _:
            return _same(f"甲{amount}{column.label}")


def _same(value: Any) -> Entry:
    return Entry(value, value)


def _obeying_rules(dataset: Dataset, number: int, row: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the cells that rules over several columns or rows tie together."""
    match dataset.name:
        case "enforcement_stats":
            kinds = sum(column.kind is types.COUNT for column in dataset.columns) - 1
            return {"total": _same(kinds * (number + 1))}
        case "file_reviews" if number == 0:
            return {"score": Entry(0, Decimal(0)), "grade": _same("不合格")}
        case "file_reviews":
            return {"vetoed": Entry("否", False)}
        case "duty_items" if row["status"].stored != "已完成":
            return {"done_on": _same(None)}
        case "creation_events" if row["event"].stored in ("撤销", "注销"):
            return {"event": _same("命名")}
        case _:
            return {}


def header_cells(sheet: Worksheet, dataset: Dataset) -> dict[str, Cell]:
    """Return the header cell of each contract column: its text begins with the column's label."""
    for row in sheet.iter_rows():
        texts = {str(cell.value).split("（")[0]: cell for cell in row if isinstance(cell.value, str)}
        texts |= {str(cell.value): cell for cell in row if isinstance(cell.value, str)}
        if all(column.label in texts for column in dataset.columns):
            return {column.name: texts[column.label] for column in dataset.columns}
    raise AssertionError(f"no header row in the template of {dataset.name}")


def open_template(dataset: Dataset, reference: Reference | None = None) -> Workbook:
    """Return the template of a dataset as a second reader sees it."""
    content = template_bytes(dataset, reference or load_reference(), FILED_ON)
    return load_workbook(io.BytesIO(content))


def fill_template(folder: Path, dataset: Dataset, rows: list[dict[str, Entry]]) -> Path:
    """Write the template with its envelope and rows filled in below the example, and return its path."""
    book = open_template(dataset)
    sheet = book.worksheets[0]
    header = header_cells(sheet, dataset)
    captions = {cell.value: cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value}
    for caption, value in (("填报单位：", "司法局"), ("填报时间：", FILED_ON), ("报告期：", "2024年上半年")):
        entry_cell(sheet, captions[caption]).value = value
    for number, row in enumerate(rows, start=2):
        for name, entry in row.items():
            header[name].offset(row=number).value = entry.typed
    path = folder / template_file_name(dataset)
    book.save(path)
    return path


def entry_cell(sheet: Worksheet, caption: Cell) -> Cell:
    """Return the cell to fill beside a caption, which may stand in a merged range."""
    merged = next((found for found in sheet.merged_cells.ranges if caption.coordinate in found), None)
    cell: Cell = sheet.cell(caption.row, (merged.max_col if merged else caption.column) + 1)
    return cell
