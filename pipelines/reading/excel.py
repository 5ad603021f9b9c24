"""Spreadsheets by content: zip packages (xlsx, xlsm, xlsb, ods, docx) and OLE files (xls)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias, cast
from xml.etree import ElementTree

import olefile
import python_calamine as calamine

from pipelines.reading import xlsb
from pipelines.reading.biff import BIFF8, survey_xls, with_readable_code_page
from pipelines.reading.code_pages import ByteTexts
from pipelines.reading.compound_file import compound_file
from pipelines.reading.default_password import without_default_password
from pipelines.reading.facts import SheetFacts
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_ENCRYPTED,
    FILE_TOO_LARGE,
    FILE_UNSUPPORTED,
    Limits,
    Refused,
    Rows,
    Sheet,
    Workbook,
    tidy_rows,
)
from pipelines.reading.ods import read_ods
from pipelines.reading.package import check_archive, mended, package_kind, part_targets
from pipelines.reading.sheet_xml import survey_sheet
from pipelines.reading.styles_xml import read_styles
from pipelines.reading.word import read_word

FactsOf: TypeAlias = Callable[[str, int], SheetFacts]
"""What a survey found in a sheet, by its name and its place in the workbook."""

_LARGE_BYTES: Final = 4 << 20
_BOOK_PART: Final = "xl/workbook.xml"
_RELATION_IDS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_DATE_1904: Final = re.compile(rb'date1904="(?:1|true)"')
_OLD_WORD: Final = "这是旧格式的 Word 或 PPT 文件，请另存为 .docx，或把其中的表格另存为 .xlsx 后重新报送"
_ZIP_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, KeyError, NotImplementedError,
    ValueError, IndexError, OverflowError,
)  # fmt: skip


def read_zip(path: Path, limits: Limits) -> Workbook:
    """Read a zip package; raise Refused when it holds no table, is hostile, locked or damaged."""
    try:
        return _read_package(path.read_bytes(), limits)
    except _ZIP_FAULTS:
        raise Refused(FILE_DAMAGED) from None


def read_ole(path: Path, limits: Limits) -> Workbook:
    """Read an OLE compound file; raise Refused when it is no workbook, locked or damaged."""
    return _read_compound(path.read_bytes(), limits, is_unlocked=False)


def _read_compound(data: bytes, limits: Limits, *, is_unlocked: bool) -> Workbook:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = {"/".join(entry).lower() for entry in container.listdir()}
            stream_name = next((name for name in ("workbook", "book") if name in names), None)
            if "encryptedpackage" in names and not is_unlocked:
                return _read_package(without_default_password(data), limits)
            if "worddocument" in names or "powerpoint document" in names:
                raise Refused(FILE_UNSUPPORTED, _OLD_WORD)
            if stream_name is None:
                raise Refused(FILE_UNSUPPORTED)
            stream = container.openstream(stream_name).read()
        facts = survey_xls(stream, limits)
        if facts.is_locked:
            if is_unlocked:
                raise Refused(FILE_ENCRYPTED)
            return _read_compound(without_default_password(data), limits, is_unlocked=True)
        # The parser gets a container made here: in the sender's a broken chain of sectors would never end.
        data = compound_file(with_readable_code_page(stream, facts))
    except (OSError, IndexError, TypeError, AttributeError, struct.error, *_ZIP_FAULTS):
        raise Refused(FILE_DAMAGED) from None
    surveyed = facts.sheets
    sheets = _read_cells(
        data, limits, lambda _name, index: surveyed.get(index) or SheetFacts(), facts.date_1904
    )
    if facts.version != BIFF8:
        sheets = _decoded(sheets, facts.code_page)
    return Workbook("xls", sheets)


def _read_package(data: bytes, limits: Limits) -> Workbook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        check_archive(archive)
        kind = package_kind(archive)
        if kind == "ods":
            return read_ods(archive, limits)
        if kind == "docx":
            return read_word(archive, limits)
        if kind == "xlsb":
            parts, date_1904 = xlsb.read_book(archive)
            facts = {name: xlsb.survey_xlsb(archive.read(part), limits) for name, part in parts.items()}
            return Workbook(kind, _read_cells(data, limits, _by_name(facts), date_1904))
        parts = _xlsx_parts(archive)
        rewritten = mended(archive, _BOOK_PART, list(parts.values()))
        if rewritten is None:
            return _read_xlsx(archive, parts, data, limits)
    with zipfile.ZipFile(io.BytesIO(rewritten)) as archive:
        return _read_xlsx(archive, parts, rewritten, limits)


def _read_xlsx(archive: zipfile.ZipFile, parts: dict[str, str], data: bytes, limits: Limits) -> Workbook:
    book = archive.read(_BOOK_PART)
    styles = read_styles(archive, book)
    date_1904 = _DATE_1904.search(book) is not None
    if sum(archive.getinfo(part).file_size for part in parts.values()) < _LARGE_BYTES:
        # A small part may still hold cells far apart, so it is surveyed before the parser sees it.
        facts = {name: survey_sheet(archive, part, styles, limits) for name, part in parts.items()}
        return Workbook("xlsx", _read_cells(data, limits, _by_name(facts), date_1904))
    # The parser leaves the interpreter to others: beside it the survey of a large sheet costs no time.
    with ThreadPoolExecutor(max_workers=1) as beside:
        surveys = {
            name: beside.submit(survey_sheet, archive, part, styles, limits) for name, part in parts.items()
        }

        def surveyed(name: str, _index: int) -> SheetFacts:
            return surveys[name].result() if name in surveys else SheetFacts()

        return Workbook("xlsx", _read_cells(data, limits, surveyed, date_1904))


def _by_name(facts: Mapping[str, SheetFacts]) -> FactsOf:
    return lambda name, _index: facts.get(name) or SheetFacts()


def _xlsx_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name → path of its XML part."""
    targets = part_targets(archive, _BOOK_PART)
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read(_BOOK_PART)).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = next((element.get(name) for name in _RELATION_IDS if element.get(name)), "")
            part = targets.get(relation or "")
            if part is not None and "chartsheets/" not in part:
                parts[element.get("name", "")] = part
    return parts


def _read_cells(data: bytes, limits: Limits, facts_of: FactsOf, date_1904: bool) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    cells = 0
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, metadata in enumerate(book.sheets_metadata):
            if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            cells += sheet.total_height * sheet.total_width
            if cells > limits.cells:
                raise Refused(FILE_TOO_LARGE)
            rows = cast(Rows, sheet.to_python(skip_empty_area=False))
            facts = facts_of(metadata.name, index)
            facts.put_stand_ins(rows, limits)
            facts.put_shown_numbers(rows)
            tidy_rows(rows)
            sheets.append(
                Sheet(
                    name=metadata.name,
                    rows=rows,
                    merged=tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ()),
                    is_hidden=metadata.visible is not calamine.SheetVisibleEnum.Visible,
                    date_1904=date_1904,
                    marks=facts.marks(rows),
                )
            )
    except calamine.PasswordError:
        raise Refused(FILE_ENCRYPTED) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise Refused(FILE_DAMAGED) from None
    except BaseException as error:
        # A panic of the parser is no Exception; it leaves this process as it was.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused(FILE_DAMAGED) from None
    if not any(sheet.rows for sheet in sheets):
        raise Refused(FILE_EMPTY)
    return tuple(sheets)


def _decoded(sheets: tuple[Sheet, ...], code_page: int | None) -> tuple[Sheet, ...]:
    """The sheets with their byte texts decoded."""
    cells = {value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str)}
    texts = ByteTexts(code_page, cells | {sheet.name for sheet in sheets})
    decoded = {text: texts.decoded(text) for text in cells}
    return tuple(
        replace(
            sheet,
            name=texts.decoded(sheet.name),
            rows=tidy_rows(
                [[decoded[value] if isinstance(value, str) else value for value in row] for row in sheet.rows]
            ),
        )
        for sheet in sheets
    )
