"""Zip packages written part by part: what other programs than Excel write, and what Excel never would."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    ]
)  # fmt: skip


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the given entries."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def worksheet(
    rows: str, *, before: str = "", after: str = "", prefix: str = "", namespace: str = MAIN
) -> str:
    """The XML of a sheet around its rows, which are written with the prefix by the caller."""
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (
        f'<{prefix}worksheet {declared}="{namespace}">{before}'
        f"<{prefix}sheetData>{rows}</{prefix}sheetData>{after}</{prefix}worksheet>"
    )


def relations(targets: Mapping[str, tuple[str, str]], *, base: str = RELATIONS) -> str:
    """A relations part: id → (kind, target)."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def xlsx_of(
    sheet: str | bytes,
    *,
    target: str = "worksheets/sheet1.xml",
    workbook: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet 「表」 with just the parts that Excel needs; parts adds or replaces some."""
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content}.sheet.main+xml"/></Types>'
    )
    book = workbook or (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    named = {"rId1": ("worksheet", target)}
    if parts is not None and "xl/sharedStrings.xml" in parts:
        named["rId2"] = ("sharedStrings", "sharedStrings.xml")
    if parts is not None and "xl/styles.xml" in parts:
        named["rId3"] = ("styles", "styles.xml")
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(named),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zip_of({**every, **(parts or {})})


def ods_of(body: str, *, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument workbook around its tables."""
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} {calc}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def docx_of(body: str) -> bytes:
    """A Word document around the elements of its body, which use the prefix w."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def xlsb_record(number: int, body: bytes = b"") -> bytes:
    """One record of a binary part; bodies shorter than 16,384 bytes."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size = len(body)
    length = bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])
    return head + length + body


def xlsb_of(
    rows: Mapping[int, list[bytes]], *, hidden_rows: frozenset[int] = frozenset(), before: bytes = b""
) -> bytes:
    """A binary workbook of one sheet 「表」: row → the cell records; before: records ahead of the rows."""
    return xlsb_around(xlsb_sheet(rows, hidden_rows=hidden_rows, before=before))


def xlsb_sheet(
    rows: Mapping[int, list[bytes]], *, hidden_rows: frozenset[int] = frozenset(), before: bytes = b""
) -> bytes:
    """The sheet part of such a workbook."""
    extent = struct.pack("<IIII", min(rows), max(rows), 0, 5)
    sheet = xlsb_record(129) + xlsb_record(148, extent) + before + xlsb_record(145)
    for row, cells in rows.items():
        flags = 0x10 if row in hidden_rows else 0
        sheet += xlsb_record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0)) + b"".join(cells)
    return sheet + xlsb_record(146) + xlsb_record(130)


def xlsb_around(sheet: bytes) -> bytes:
    """The workbook around a sheet part."""
    name = xlsb_record(156, struct.pack("<II", 0, 1) + xlsb_text("rId1") + xlsb_text("表"))
    book = xlsb_record(131) + xlsb_record(143) + name + xlsb_record(144) + xlsb_record(132)
    return zip_of(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations({"rId1": ("worksheet", "worksheets/sheet1.bin")}),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def xlsb_text(text: str) -> bytes:
    """A counted UTF-16 text."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_cell(number: int, column: int, value: bytes) -> bytes:
    """A cell record: BrtCellError 3, BrtCellReal 5, BrtCellSt 6, BrtFmlaNum 9, BrtFmlaError 11."""
    return xlsb_record(number, struct.pack("<II", column, 0) + value)
