"""Spreadsheets by content: zip packages (xlsx, xlsm, xlsb, ods) and OLE files (xls)."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import olefile
import python_calamine as calamine

from pipelines.reading.biff import XlsFacts, survey_xls
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_ENCRYPTED,
    FILE_HOSTILE,
    FILE_TOO_LARGE,
    FILE_UNSUPPORTED,
    Limits,
    Refused,
    Rows,
    Sheet,
    Workbook,
    tidy_rows,
)
from pipelines.reading.sheet_xml import marked_cells, survey, true_extent

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 1 << 30
# Deflate cannot beat about 1030:1; real sheets stay below 100:1.
MAX_RATIO = 300
RATIO_MATTERS_ABOVE_BYTES = 50 << 20
XML_HEAD_BYTES = 1 << 16
_ENCRYPTED_FLAG = 0x1
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')


def read_zip(path: Path, limits: Limits) -> Workbook:
    """Read a zip package; raise Refused when it is no spreadsheet, hostile, locked or damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive)
            kind = _package_kind(archive)
            parts, date_1904 = _xlsx_parts(archive) if kind == "xlsx" else ({}, False)
            marks = {name: _marks(archive, part, limits) for name, part in parts.items()}
    except (zipfile.BadZipFile, ElementTree.ParseError, EOFError, KeyError, NotImplementedError, ValueError):
        raise Refused(FILE_DAMAGED) from None
    return Workbook(kind, _read_cells(path, limits, marks, {}, date_1904))


def read_ole(path: Path, limits: Limits) -> Workbook:
    """Read an OLE compound file; raise Refused when it is no workbook, locked or damaged."""
    try:
        with olefile.OleFileIO(path) as container:
            names = {"/".join(entry).lower() for entry in container.listdir()}
            if "encryptedpackage" in names:
                raise Refused(FILE_ENCRYPTED)
            if "worddocument" in names or "powerpoint document" in names:
                raise Refused(FILE_UNSUPPORTED, "这是 Word 或 PPT 文件，请把其中的表格另存为 .xlsx 后报送")
            stream_name = next((name for name in ("workbook", "book") if name in names), None)
            if stream_name is None:
                raise Refused(FILE_UNSUPPORTED)
            facts: XlsFacts = survey_xls(container.openstream(stream_name).read())
    except (OSError, ValueError, IndexError):
        raise Refused(FILE_DAMAGED) from None
    return Workbook("xls", _read_cells(path, limits, {}, facts.errors, facts.date_1904))


def _check_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Refused(FILE_HOSTILE)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise Refused(FILE_ENCRYPTED)
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > RATIO_MATTERS_ABOVE_BYTES and ratio > MAX_RATIO:
            raise Refused(FILE_HOSTILE)
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as stream:
                head = stream.read(XML_HEAD_BYTES)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused(FILE_HOSTILE)


def _package_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "ods"
    if "word/document.xml" in names:
        raise Refused(FILE_UNSUPPORTED, "这是 Word 文件，请把其中的表格复制到 Excel，另存为 .xlsx 后重新报送")
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused(FILE_UNSUPPORTED)
    raise Refused(FILE_UNSUPPORTED, "这是压缩包，请解压后把里面的表格逐个报送")


def _xlsx_parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return sheet name → path of its XML part, and whether dates count from 1904."""
    book = archive.read("xl/workbook.xml")
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    names = set(archive.namelist())
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(book).iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names and "worksheets/" in part:
                parts[element.get("name", "")] = part
    return parts, _DATE_1904.search(book) is not None


def _marks(archive: zipfile.ZipFile, part: str, limits: Limits) -> dict[tuple[int, int], str]:
    facts = survey(archive, part)
    if facts.has_far_columns or facts.last_row * facts.last_column > limits.cells:
        rows, columns = true_extent(archive.read(part))
        if rows * columns > limits.cells:
            raise Refused(FILE_HOSTILE)
    return marked_cells(archive.read(part)) if facts.has_errors or facts.has_uncached else {}


def _read_cells(
    path: Path,
    limits: Limits,
    marks: dict[str, dict[tuple[int, int], str]],
    marks_by_index: dict[int, dict[tuple[int, int], str]],
    date_1904: bool,
) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    cells = 0
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for index, metadata in enumerate(book.sheets_metadata):
            if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(metadata.name)
            cells += sheet.total_height * sheet.total_width
            if cells > limits.cells:
                raise Refused(FILE_TOO_LARGE)
            rows = cast(Rows, sheet.to_python(skip_empty_area=False))
            _put_marks(rows, marks.get(metadata.name) or marks_by_index.get(index) or {}, limits)
            sheets.append(
                Sheet(
                    name=metadata.name,
                    rows=tidy_rows(rows),
                    merged=tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ()),
                    is_hidden=metadata.visible is not calamine.SheetVisibleEnum.Visible,
                    date_1904=date_1904,
                )
            )
    except calamine.PasswordError:
        raise Refused(FILE_ENCRYPTED) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Refused(FILE_DAMAGED) from None
    if not any(sheet.rows for sheet in sheets):
        raise Refused(FILE_EMPTY)
    return tuple(sheets)


def _put_marks(rows: Rows, marks: dict[tuple[int, int], str], limits: Limits) -> None:
    """Write error texts into the cells that the parser left blank; the sheet grows where it must."""
    if not marks:
        return
    height, width = max(row for row, _ in marks) + 1, max(column for _, column in marks) + 1
    if height * width > limits.cells:
        raise Refused(FILE_HOSTILE)
    rows.extend([] for _ in range(height - len(rows)))
    for (row, column), text in marks.items():
        cells = rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] is None or cells[column] == "":
            cells[column] = text
