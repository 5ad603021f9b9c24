"""Zip packages: what kind they are, whether they are safe to open, and mending those written oddly."""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree

from pipelines.reading.model import FILE_DAMAGED, FILE_ENCRYPTED, FILE_HOSTILE, FILE_UNSUPPORTED, Refused

MAX_ENTRIES: Final = 10_000
MAX_UNPACKED_BYTES: Final = 1 << 30
# Deflate cannot beat about 1030:1; real sheets stay below 100:1.
MAX_RATIO: Final = 300
RATIO_MATTERS_ABOVE_BYTES: Final = 50 << 20
XML_HEAD_BYTES: Final = 1 << 16
MAX_MENDED_BYTES: Final = 64 << 20
_ENCRYPTED_FLAG: Final = 0x1
_UTF16_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SINGLE_QUOTED: Final = re.compile(rb"^(?:\s|<[?!][^>]*>)*<[^>\"]*='")
_RELATION_TYPES: Final = ("/worksheet", "/sharedStrings", "/styles")
_MANIFEST: Final = "META-INF/manifest.xml"
_ARCHIVE_REASON: Final = "这是压缩包，请解压后把里面的表格逐个报送"


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise Refused for a locked package, a bomb, or a document type definition."""
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
            # UTF-16 puts a zero byte beside every letter of these words.
            head = _head(archive, entry.filename, XML_HEAD_BYTES).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused(FILE_HOSTILE)


def package_kind(archive: zipfile.ZipFile) -> str:
    """Return xlsx, xlsb, ods or docx; raise Refused, with what to do, for any other package."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and b"opendocument.spreadsheet" in _head(archive, "mimetype", 1024):
        return "ods"
    if "content.xml" in names and b"opendocument.spreadsheet" in _manifest(archive):
        return "ods"
    if "word/document.xml" in names:
        return "docx"
    if "ppt/presentation.xml" in names:
        raise Refused(FILE_UNSUPPORTED, "这是 PPT 文件，请把其中的表格另存为 .xlsx 后报送")
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused(FILE_UNSUPPORTED)
    raise Refused(FILE_UNSUPPORTED, _ARCHIVE_REASON)


def part_targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Map the relation ids of a part to the entries they point at; ids that point nowhere are left out."""
    names = {name.lower(): name for name in archive.namelist()}
    targets: dict[str, str] = {}
    for relation in ElementTree.fromstring(archive.read(_relations_part(part))):
        entry = names.get(_entry_name(part, relation.get("Target", "")).lower())
        if entry is not None and relation.get("TargetMode") != "External":
            targets[relation.get("Id", "")] = entry
    return targets


def mended(archive: zipfile.ZipFile, book: str, parts: list[str]) -> bytes | None:
    """Rewrite a package that is valid, but not written as the cell parser and the surveys expect it.

    book: the workbook part. parts: the sheet parts. Mended are XML in UTF-16 or with attributes in single
    quotes, and relations whose target is a roundabout path. Returns None where nothing needs it.
    """
    changed: dict[str, bytes] = {}
    relations = _relations_part(book)
    root = ElementTree.fromstring(archive.read(relations))
    for relation in root:
        target = relation.get("Target", "")
        if "./" in target or "%" in target or target.startswith("\\"):
            if relation.get("Type", "").endswith(_RELATION_TYPES):
                relation.set("Target", "/" + _entry_name(book, target))
            changed[relations] = b""
    if changed:
        changed[relations] = ElementTree.tostring(root)
    shared = [
        name for name in archive.namelist() if name.lower().endswith(("sharedstrings.xml", "styles.xml"))
    ]
    for part in (book, *parts, *shared):
        head = _head(archive, part, 1024)
        if head.startswith(_UTF16_BOMS) or _SINGLE_QUOTED.match(head):
            if archive.getinfo(part).file_size > MAX_MENDED_BYTES:
                raise Refused(FILE_DAMAGED)
            changed[part] = ElementTree.tostring(ElementTree.fromstring(archive.read(part)))
    if not changed:
        return None
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target_archive:
        for name in dict.fromkeys(archive.namelist()):
            target_archive.writestr(name, changed[name] if name in changed else archive.read(name))
    return rewritten.getvalue()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _entry_name(part: str, target: str) -> str:
    target = unquote(target).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _manifest(archive: zipfile.ZipFile) -> bytes:
    return _head(archive, _MANIFEST, XML_HEAD_BYTES) if _MANIFEST in archive.namelist() else b""


def _head(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    with archive.open(name) as stream:
        return stream.read(size)
