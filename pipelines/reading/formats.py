"""Which format a file has, by its first bytes and never by its suffix."""

from __future__ import annotations

import csv
from pathlib import Path

from pipelines.reading.excel import read_ole, read_zip
from pipelines.reading.html_tables import decode_html, is_html, read_html
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_TOO_LARGE,
    FILE_UNSUPPORTED,
    Limits,
    Refused,
    Unreadable,
    Workbook,
)
from pipelines.reading.spreadsheet_ml import is_spreadsheet_ml, read_spreadsheet_ml
from pipelines.reading.text_files import MAX_FIELD_CHARACTERS, decode, read_delimited
from pipelines.reading.web_archive import is_web_archive, read_web_archive

MAX_FILE_BYTES = 300 << 20
MAX_TEXT_BYTES = 100 << 20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Opening bytes of what departments attach by mistake → what to tell them.
_FOREIGN = (
    (b"%PDF", "这是 PDF 文件，请报送原始的 Excel 表格"),
    (b"\x89PNG", "这是图片，请报送原始的 Excel 表格"),
    (b"\xff\xd8\xff", "这是图片，请报送原始的 Excel 表格"),
    (b"GIF8", "这是图片，请报送原始的 Excel 表格"),
    (b"BM", "这是图片，请报送原始的 Excel 表格"),
    (b"II*\x00", "这是图片，请报送原始的 Excel 表格"),
    (b"MM\x00*", "这是图片，请报送原始的 Excel 表格"),
    (b"Rar!", "这是压缩包，请解压后把里面的表格逐个报送"),
    (b"7z\xbc\xaf", "这是压缩包，请解压后把里面的表格逐个报送"),
    (b"\x1f\x8b", "这是压缩包，请解压后把里面的表格逐个报送"),
    (b"{\\rtf", "这是 Word 文件，请把其中的表格复制到 Excel，另存为 .xlsx 后重新报送"),
)
_BITMAP = b"BM"
# Text under these names may be a table; a program or a log is not.
_TEXT_SUFFIXES = frozenset(
    {
        "", ".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".et", ".htm", ".html", ".mht", ".mhtml",
        ".xml", ".doc", ".docx", ".wps",
    }
)  # fmt: skip


def read_path(path: Path, name: str, limits: Limits) -> Workbook | Unreadable:
    """Read one file, sent under a name; every fault of the file becomes an Unreadable."""
    try:
        return _read(path, name, limits)
    except Refused as refusal:
        return Unreadable(refusal.code, refusal.reason)
    except MemoryError:
        return Unreadable(FILE_TOO_LARGE, Refused(FILE_TOO_LARGE).reason)
    except OSError:
        return Unreadable(FILE_DAMAGED, "文件打不开，请确认文件存在、没有被占用后重新报送")


def _read(path: Path, name: str, limits: Limits) -> Workbook:
    if path.is_dir():
        raise Refused(FILE_UNSUPPORTED, "这是文件夹，请报送其中的表格文件")
    size = path.stat().st_size
    if size == 0:
        raise Refused(FILE_EMPTY)
    if size > MAX_FILE_BYTES:
        raise Refused(FILE_TOO_LARGE)
    with path.open("rb") as stream:
        head = stream.read(512)
    if head.startswith(_ZIP):
        return read_zip(path, limits)
    if head.startswith(_OLE):
        return read_ole(path, limits)
    for opening, reason in _FOREIGN:
        if head.startswith(opening) and (opening != _BITMAP or b"\x00" in head):
            raise Refused(FILE_UNSUPPORTED, reason)
    if Path(name).suffix.lower() not in _TEXT_SUFFIXES:
        raise Refused(FILE_UNSUPPORTED)
    if size > MAX_TEXT_BYTES:
        raise Refused(FILE_TOO_LARGE)
    return _read_text(path.read_bytes(), limits)


def _read_text(data: bytes, limits: Limits) -> Workbook:
    if is_web_archive(data):
        return read_web_archive(data, limits)
    # The opening of a page is ASCII in every encoding, with zero bytes between in UTF-16.
    opening = data[:8192].replace(b"\x00", b"").decode("latin-1")
    text = decode_html(data) if is_html(opening) else decode(data)
    if is_spreadsheet_ml(text):
        return read_spreadsheet_ml(text, limits)
    if is_html(text):
        return read_html(text, limits)
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise Refused(FILE_UNSUPPORTED, "这是 XML 文件，请用 Excel 打开后另存为 .xlsx 重新报送")
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    return read_delimited(text, limits)
