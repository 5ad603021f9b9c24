"""Small department workbooks, and what a clerk does with one that came back."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

from pipelines.reading.formats import read_path
from pipelines.reading.model import Limits, Workbook
from pipelines.returning.causes import rectangles
from pipelines.returning.model import Cause, Return, Tally
from warehouse.contracts.envelope import RETURN_SHEET

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]
FILED = "填报单位：公安局    填报时间：2024-04-01"
PLACE_COLUMN, EXAMPLE_COLUMN = 3, 6


def written(path: Path, modified: str = "2024-06-30") -> Path:
    """Set when a file was last changed, and return it."""
    moment = datetime.fromisoformat(modified).replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def save_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Write rows as a plain .xlsx."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return written(path)


def save_xls(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Write rows as an old .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    return written(path)


def save_xlsm(path: Path, rows: Sequence[Sequence[Any]], macros: bytes = b"macros") -> Path:
    """Write rows as a workbook that carries macros."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
    return written(path)


def read_book(path: Path) -> Workbook:
    """Read a file by the project's own reader."""
    book = read_path(path, path.name, Limits())
    assert isinstance(book, Workbook), book
    return book


def cause(where: str, *, sheet: str = "Sheet", must_mend: bool = True, **words: Any) -> Cause:
    """Return a cause at A1 ranges."""
    texts = {"title": "不是数字", "message": "受众人数不是数字：「若干」", "remedy": "请只填数字，例如 1200"}
    return Cause(
        sheet=sheet,
        cells=rectangles(where),
        where=where,
        example=words.pop("example", "1200"),
        rows=words.pop("rows", 1),
        must_mend=must_mend,
        **{**texts, **words},
    )


def told_of(file_name: str, *causes: Cause, **other: Any) -> Return:
    """Return what is told of a file with these causes."""
    return Return(
        **{
            "file_name": file_name,
            "unit": "公安局",
            "made_on": date(2024, 7, 1),
            "datasets": ("普法活动",),
            "tally": Tally(loaded=3, kept_out=2),
            "causes": causes,
            "refusal": None,
            "is_published": True,
            "days": 3,
            **other,
        }
    )


def cover_lines(book: Any) -> list[list[Any]]:
    """Return the lines of the cover below its header, cell by cell."""
    lines = [[cell.value for cell in row] for row in book[RETURN_SHEET].iter_rows()]
    header = next(number for number, line in enumerate(lines) if line[0] == "序号")
    return lines[header + 1 :]


def mend(path: Path, to: Path, causes: int | None = None) -> Path:
    """Write into the marked cells what the cover says, for the first causes only where a number is given."""
    book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
    for line in cover_lines(book)[:causes]:
        for top, left, bottom, right in rectangles(line[PLACE_COLUMN - 1]):
            for row in range(top + 1, bottom + 2):
                for column in range(left + 1, right + 2):
                    book[line[1]].cell(row, column).value = line[EXAMPLE_COLUMN - 1]
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return written(to, "2024-07-05")
