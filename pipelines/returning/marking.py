"""Marks the sender's own workbook (.xlsx, .xlsm) by openpyxl: layout, formats and formulas are kept."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipelines.reading.model import Workbook
from pipelines.returning.appearance import (
    AUTHOR,
    MOST_COMMENTS,
    OWN_NOTE,
    is_own_fill,
    is_return_sheet,
    without_own_note,
)
from pipelines.returning.cached_values import with_cached_values
from pipelines.returning.cover_sheet import write_cover
from pipelines.returning.marks import NOTE_WIDTH, colour_of, marked_cells, note_height, note_of
from pipelines.returning.model import Cause, Marked, Return

# openpyxl takes half a millisecond and 3 kB a cell; a larger workbook is written anew.
MOST_CELLS = 300_000
# A merged range is unrolled cell by cell when it is read.
MOST_MERGED_CELLS = 200_000
_CHUNK_BYTES = 1 << 20
_ANCHOR = re.compile(rb"<\w*:?(?:oneCell|twoCell|absolute)Anchor\b")
_MACRO_SUFFIX = ".xlsm"


def can_keep(original: Path, workbook: Workbook) -> bool:
    """Whether a file as read can be opened, marked and saved with its formats within the limits."""
    if workbook.format != "xlsx":
        return False
    merged = sum(
        (bottom - top + 1) * (right - left + 1)
        for sheet in workbook.sheets
        for top, left, bottom, right in sheet.merged
    )
    return merged <= MOST_MERGED_CELLS and _written_cells(original) <= MOST_CELLS


def mark_workbook(original: Path, told: Return, workbook: Workbook) -> Marked:
    """Return the sender's workbook with its faulty cells marked and the cover before its first sheet.

    Marks of an earlier return are taken away first. Raises what openpyxl raises for files it cannot open.
    """
    is_macro = told.file_name.lower().endswith(_MACRO_SUFFIX)
    with warnings.catch_warnings(record=True) as complaints, original.open("rb") as stream:
        warnings.simplefilter("always")
        book = load_workbook(stream, keep_vba=is_macro, rich_text=True)
    book.template = False
    _remove_earlier_marks(book, workbook)
    notes = _losses(original, book, [str(complaint.message) for complaint in complaints])
    left = MOST_COMMENTS
    for sheet in book.worksheets:
        left -= _mark_sheet(sheet, told.causes, left)
    if left < 0:
        notes.append(f"需要标注的单元格过多，批注只加在前 {MOST_COMMENTS} 个，其余只涂色")
    write_cover(book, told, notes)
    book.calculation.fullCalcOnLoad = True
    stream_out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(stream_out)
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    # Saving settles which part a sheet is in.
    known = {
        sheet.path.lstrip("/"): by_name[sheet.title] for sheet in book.worksheets if sheet.title in by_name
    }
    content = with_cached_values(stream_out.getvalue(), known)
    return Marked(content, _MACRO_SUFFIX if is_macro else ".xlsx")


def _mark_sheet(sheet: Any, causes: tuple[Cause, ...], comments_left: int) -> int:
    """Fill and comment the faulty cells of a sheet; return how many there are."""
    places = marked_cells(causes, sheet.title)
    for number, ((row, column), found) in enumerate(places.items()):
        cell = sheet.cell(row + 1, column + 1)
        if isinstance(cell, MergedCell):
            cell = _anchor(sheet, cell)
        colour = colour_of(found)
        if colour is not None:
            cell.fill = PatternFill("solid", fgColor=f"FF{colour}")
        if number < comments_left:
            cell.comment = _comment(cell.comment, note_of(found))
    return len(places)


def _anchor(sheet: Any, cell: Any) -> Any:
    merged = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    return sheet.cell(merged.min_row, merged.min_col)


def _comment(present: Any, text: str) -> Comment:
    """Return the one comment of a cell; what the sender had noted there stays above ours."""
    if present is not None:
        text = f"{present.text}\n{OWN_NOTE}\n{text}"
    author = AUTHOR if present is None else present.author
    return Comment(text, author, height=note_height(text), width=NOTE_WIDTH)


def _remove_earlier_marks(book: Any, workbook: Workbook) -> None:
    """Take away the covers, comments and colours of an earlier return, so that nothing piles up."""
    for sheet in workbook.sheets:
        if is_return_sheet(sheet) and sheet.name in book.sheetnames and len(book.sheetnames) > 1:
            del book[sheet.name]
    for sheet in book.worksheets:
        # The cells that are there; iterating over the sheet would make all that are not.
        for cell in list(sheet._cells.values()):
            if cell.has_style and is_own_fill(cell.fill.fgColor.rgb) and cell.fill.fill_type == "solid":
                cell.fill = PatternFill()
            if cell.comment is not None and _is_own(cell.comment):
                rest = without_own_note(cell.comment.text)
                cell.comment = Comment(rest, cell.comment.author) if rest else None


def _is_own(comment: Any) -> bool:
    text: str = comment.text
    return comment.author == AUTHOR or without_own_note(text) != text


def _losses(original: Path, book: Any, complaints: list[str]) -> list[str]:
    """Return in Chinese what the marked workbook does not keep of the original."""
    with zipfile.ZipFile(original) as archive:
        drawn = sum(
            len(_ANCHOR.findall(archive.read(name)))
            for name in archive.namelist()
            if name.startswith("xl/drawings/") and name.endswith(".xml")
        )
    kept = sum(len(sheet._images) + len(sheet._charts) for sheet in book.worksheets)
    notes = []
    if drawn > kept:
        notes.append(f"原表中有 {drawn - kept} 个图片、图表或图形未保留，以原文件为准")
    if any("extension is not supported" in complaint for complaint in complaints):
        notes.append("原表中部分下拉选项或条件格式未保留，以原文件为准")
    return notes


def _written_cells(original: Path) -> int:
    """Return how many cells and rows the sheets hold, blank ones with a format included."""
    count = 0
    with zipfile.ZipFile(original) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with archive.open(name) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    count += chunk.count(b"<c ") + chunk.count(b"<row ") + chunk.count(b":c ")
    return count
