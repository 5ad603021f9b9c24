"""A document carries the record of what it was made of, and gives it back after it has been edited."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfWriter

from dashboard.briefing.checking.record import (
    NoRecord,
    in_html,
    in_office,
    in_pdf,
    in_png,
    in_svg,
    read_record,
    without_record,
)

HOSTILE = {
    "kind": "weekly",
    "title": "</script></metadata></record><b>&amp;\u2028甲\x07]]>",
    "snapshot": "000001-a",
}


def _png() -> bytes:
    """Return the smallest picture: one grey point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


def _docx(text: str = "一") -> bytes:
    document = Document()
    document.add_paragraph(text)
    return _saved(document)


def _pptx() -> bytes:
    return _saved(Presentation())


def _pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return _saved_to(writer.write)


def _saved(document: object) -> bytes:
    return _saved_to(document.save)  # type: ignore[attr-defined]


def _saved_to(save: object) -> bytes:
    target = io.BytesIO()
    save(target)  # type: ignore[operator]
    return target.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="1"><text>1</text></svg>'
MADE = {
    "a.docx": in_office(_docx(), HOSTILE),
    "a.pptx": in_office(_pptx(), HOSTILE),
    "a.pdf": in_pdf(_pdf(), HOSTILE),
    "a.html": f"<!DOCTYPE html><html><body>{in_html(HOSTILE)}</body></html>".encode(),
    "a.png": in_png(_png(), HOSTILE),
    "a.svg": in_svg(SVG, HOSTILE),
}


@pytest.mark.parametrize("name", MADE)
def test_what_was_put_in_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[name])
    record = read_record(path)
    assert {key: record[key] for key in HOSTILE} == HOSTILE


def test_it_outlives_that_somebody_edits_and_saves(tmp_path: Path) -> None:
    document = Document(io.BytesIO(MADE["a.docx"]))
    document.add_paragraph("补充一句")
    deck = Presentation(io.BytesIO(MADE["a.pptx"]))
    deck.slides.add_slide(deck.slide_layouts[6])
    for name, saved in (("a.docx", _saved(document)), ("a.pptx", _saved(deck))):
        (tmp_path / name).write_bytes(saved)
        assert read_record(tmp_path / name)["snapshot"] == "000001-a"


@pytest.mark.parametrize(("name", "bare"), [("a.png", _png()), ("a.svg", SVG)])
def test_a_picture_without_its_record_is_the_one_that_was_drawn(name: str, bare: bytes) -> None:
    assert without_record(MADE[name]) == bare
    assert without_record(bare) == bare


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("b.docx", _docx()),
        ("b.pdf", _pdf()),
        ("b.png", _png()),
        ("b.html", b"<html></html>"),
        ("b.docx", b"PK\x03\x04 cut"),
        ("b.pdf", b"%PDF-1.7 cut"),
        ("b.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("b.svg", b"\xff\xfe\x00"),
        ("b.html", b'<script type="application/json" id="fazhi-record">[1]</script>'),
        ("b.html", b'<script type="application/json" id="fazhi-record">{"version": 99}</script>'),
        ("b.html", b""),
    ],
)
def test_a_file_of_another_program_is_told_as_such(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NoRecord, match=f"{name} 里没有生成记录"):
        read_record(path)
