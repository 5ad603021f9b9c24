"""The record that a document carries of itself: what it was made of, so that its numbers can be checked.

It is JSON: kind (weekly, template, basket, picture), snapshot, label and whatever the kind needs to make its
words again. Where it lies:

    DOCX, PPTX   a custom XML part, which Word, PowerPoint and WPS keep when somebody edits and saves
    PDF          an attached file
    HTML         a script element of type application/json
    PNG, SVG     a text chunk, a metadata element
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, unescape

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from dashboard.texts import briefing as texts
from warehouse.errors import FazhiError

Record = Mapping[str, Any]

VERSION = 1
_NAME = "fazhi-record.json"
_NAMESPACE = "urn:fazhi-kanban:record"
_PART = "customXml/fazhi-record.xml"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_MAIN_PARTS = {
    "word/document.xml": "word/_rels/document.xml.rels",
    "ppt/presentation.xml": "ppt/_rels/presentation.xml.rels",
}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEY = b"fazhi-record"
_HTML = re.compile(r'<script type="application/json" id="fazhi-record">(.*?)</script>', re.DOTALL)
_SVG = re.compile(r'<metadata id="fazhi-record">(.*?)</metadata>', re.DOTALL)
# Far more than any briefing needs; a larger one is not of this program.
_MOST_BYTES = 8 << 20


class NoRecord(FazhiError):
    """A file that this program did not make, or that lost its record."""


def written(record: Record) -> str:
    """Return a record as text, the same for the same content."""
    return json.dumps({"version": VERSION, **record}, ensure_ascii=False, sort_keys=True)


def in_office(package: bytes, record: Record) -> bytes:
    """Return a DOCX or PPTX with the record in it."""
    source = zipfile.ZipFile(io.BytesIO(package))
    relations = next(rels for part, rels in _MAIN_PARTS.items() if part in source.namelist())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == relations:
                link = (
                    f'<Relationship Id="rIdFazhi" Type="{_CUSTOM_XML}" Target="../{_PART}"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", link.encode())
            elif item.filename == "[Content_Types].xml" and b'Extension="xml"' not in content:
                default = b'<Default Extension="xml" ContentType="application/xml"/></Types>'
                content = content.replace(b"</Types>", default)
            file.writestr(item, content)
        body = f'<record xmlns="{_NAMESPACE}">{escape(written(record))}</record>'
        file.writestr(_PART, f'<?xml version="1.0" encoding="UTF-8"?>{body}')
    return target.getvalue()


def in_pdf(document: bytes, record: Record) -> bytes:
    """Return a PDF with the record attached."""
    writer = PdfWriter(clone_from=io.BytesIO(document))
    writer.add_attachment(_NAME, written(record).encode())
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def in_html(record: Record) -> str:
    """Return the element that carries the record in a page; < is escaped, so that nothing ends it."""
    return f'<script type="application/json" id="fazhi-record">{script_safe(written(record))}</script>'


def script_safe(json_text: str) -> str:
    """Return JSON that may stand in a script element."""
    return json_text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def in_png(picture: bytes, record: Record) -> bytes:
    """Return a PNG with the record in an iTXt chunk before its end."""
    body = _PNG_KEY + b"\0\0\0\0\0" + written(record).encode()
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + body))
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + chunk + picture[end:]


def in_svg(picture: bytes, record: Record) -> bytes:
    """Return an SVG with the record as metadata, first in it."""
    text = picture.decode("utf-8")
    start = text.index(">", text.index("<svg")) + 1
    element = f'<metadata id="fazhi-record">{escape(written(record))}</metadata>'
    return f"{text[:start]}{element}{text[start:]}".encode()


def read_record(path: Path) -> dict[str, Any]:
    """Return the record that a file carries. Raises NoRecord, in words for who has the file; OSError."""
    content = path.read_bytes()
    try:
        text = _found(content)
        record = None if text is None or len(text) > _MOST_BYTES else json.loads(text)
    except (zipfile.BadZipFile, KeyError, ValueError, PyPdfError, UnicodeDecodeError, struct.error) as error:
        raise NoRecord(texts.NO_RECORD.format(file=path.name)) from error
    if not isinstance(record, dict) or record.get("version") != VERSION:
        raise NoRecord(texts.NO_RECORD.format(file=path.name))
    return record


def _found(content: bytes) -> str | None:
    if content.startswith(b"PK"):
        return _in_package(zipfile.ZipFile(io.BytesIO(content)))
    if content.startswith(b"%PDF"):
        attached = PdfReader(io.BytesIO(content)).attachments.get(_NAME)
        return attached[0].decode() if attached else None
    if content.startswith(_PNG_SIGNATURE):
        return _in_chunks(content)
    text = content.decode("utf-8")
    if script := _HTML.search(text):
        return script[1]
    metadata = _SVG.search(text)
    return unescape(metadata[1]) if metadata else None


def _in_package(package: zipfile.ZipFile) -> str | None:
    """Return the text of the part with the record: a program that saved the file may have renamed it."""
    for item in package.infolist():
        if item.filename.startswith("customXml/") and item.file_size <= _MOST_BYTES:
            text = package.read(item).decode("utf-8", "replace")
            if found := re.search(rf'<record xmlns="{_NAMESPACE}">(.*)</record>', text, re.DOTALL):
                return unescape(found[1])
    return None


def _in_chunks(content: bytes) -> str | None:
    place = len(_PNG_SIGNATURE)
    while place + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + length]
        if kind == b"iTXt" and body.startswith(_PNG_KEY + b"\0"):
            return body[len(_PNG_KEY) + 5 :].decode()
        place += length + 12
    return None


def without_record(picture: bytes) -> bytes:
    """Return the PNG or SVG as it was before the record was put into it."""
    if not picture.startswith(_PNG_SIGNATURE):
        return re.sub(rb'<metadata id="fazhi-record">.*?</metadata>', b"", picture, count=1, flags=re.DOTALL)
    kept, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while place + 8 <= len(picture):
        length, kind = struct.unpack(">I4s", picture[place : place + 8])
        chunk = picture[place : place + length + 12]
        if not (kind == b"iTXt" and chunk[8:].startswith(_PNG_KEY + b"\0")):
            kept.append(chunk)
        place += length + 12
    return b"".join((*kept, picture[place:]))
