"""Reading finished documents again: their paragraphs, table rows and chart values, each with its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from dashboard.texts import briefing_check as texts

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PAGE_NUMBER = re.compile(r"^\s*[—\-–]\s*\d+\s*[—\-–]\s*$")
_FIGURES = re.compile(r'<script type="application/json" id="fazhi-figures">(.*?)</script>', re.DOTALL)
# Nothing in a part of a document needs entities, and the network is never asked.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True)
class Segment:
    """A paragraph, or a table row with its cells parted by tabs. place: where it stands, in words."""

    place: str
    text: str


@dataclass(frozen=True)
class DrawnSeries:
    """A series of a native chart as the document has it."""

    place: str
    name: str
    values: tuple[float | None, ...]


@dataclass
class Finished:
    """A document read.

    figures: of a page, as its script has them. is_flowing: its lines are broken anew, so that only the whole
    text can be compared.
    """

    segments: list[Segment] = field(default_factory=list)
    series: list[DrawnSeries] = field(default_factory=list)
    figures: str | None = None
    is_flowing: bool = False


def read_docx(content: bytes) -> Finished:
    """Return the body of a Word document. Page numbers in its footers are left out."""
    found = Finished()
    body = Document(io.BytesIO(content)).element.body
    paragraphs = rows = 0
    for node in body.iter(qn("w:p"), qn("w:tr")):
        if node.tag == qn("w:tr"):
            rows += 1
            cells = ["".join(cell.itertext(qn("w:t"))) for cell in node.iterchildren(qn("w:tc"))]
            found.segments.append(Segment(texts.TABLE_ROW.format(place=rows), "\t".join(cells)))
        elif next(node.iterancestors(qn("w:tc")), None) is None:
            paragraphs += 1
            text = "".join(part.text or "" for part in node.iter(qn("w:t")))
            found.segments.append(Segment(texts.PARAGRAPH.format(place=paragraphs), text))
    found.series = list(_charts(content, "word/charts/", texts.CHART))
    return found


def read_pptx(content: bytes) -> Finished:
    """Return slides and notes of a deck."""
    found = Finished()
    for place, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
        where = texts.SLIDE.format(place=place)
        for shape in slide.shapes:
            found.segments += _shape(shape, where)
            if shape.has_chart:
                found.series += _series(shape.chart.part.blob, where)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.paragraphs
            where = texts.NOTES.format(place=place)
            found.segments += [Segment(where, one.text) for one in notes]
    return found


def _shape(shape: Any, where: str) -> Iterator[Segment]:
    if shape.shape_type is not None and hasattr(shape, "shapes"):
        for inner in shape.shapes:
            yield from _shape(inner, where)
    if shape.has_text_frame and not _is_slide_number(shape):
        for paragraph in shape.text_frame.paragraphs:
            yield Segment(where, paragraph.text)
    if shape.has_table:
        for row in shape.table.rows:
            yield Segment(where, "\t".join(cell.text for cell in row.cells))


def _is_slide_number(shape: Any) -> bool:
    return any(field.get("type") == "slidenum" for field in shape.element.iter(f"{{{_DRAWING}}}fld"))


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def read_pdf(content: bytes) -> Finished:
    """Return the text of a PDF page by page, without page numbers."""
    found = Finished(is_flowing=True)
    for place, page in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
        kept = [line for line in page.extract_text().splitlines() if not _PAGE_NUMBER.match(line)]
        found.segments.append(Segment(texts.PAGE.format(place=place), "\n".join(kept)))
    return found


def read_html(content: bytes) -> Finished:
    """Return the blocks of a page, without its scripts and styles, and the figures in its script."""
    text = content.decode("utf-8")
    reader = _Blocks()
    reader.feed(text)
    reader.close()
    blocks = [
        Segment(texts.BLOCK.format(place=place), block)
        for place, block in enumerate(reader.blocks(), start=1)
    ]
    script = _FIGURES.search(text)
    return Finished(blocks, figures="" if script is None else script[1])


class _Blocks(HTMLParser):
    """Texts of blocks; the cells of a row become one."""

    _BREAKING = frozenset(
        (
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "li",
            "tr",
            "section",
            "summary",
            "figcaption",
            "header",
            "footer",
            "br",
        )
    )
    _UNSEEN = frozenset(("script", "style", "title", "svg"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[list[str]] = [[]]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in self._UNSEEN:
            self._unseen += 1
        elif tag in self._BREAKING:
            self._parts.append([])
        elif tag in ("td", "th"):
            self._parts[-1].append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._UNSEEN:
            self._unseen -= 1
        elif tag in self._BREAKING:
            self._parts.append([])

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts[-1].append(data)

    def blocks(self) -> list[str]:
        """Return the texts that are not blank, in order."""
        return [text for part in self._parts if (text := "".join(part).strip())]


def _charts(package: bytes, folder: str, place: str) -> Iterator[DrawnSeries]:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        names = sorted(
            (name for name in file.namelist() if re.fullmatch(rf"{folder}chart\d*\.xml", name)),
            key=lambda name: int("0" + "".join(filter(str.isdigit, name.removeprefix(folder)))),
        )
        for number, name in enumerate(names, start=1):
            yield from _series(file.read(name), place.format(place=number))


def _series(chart: bytes, place: str) -> Iterator[DrawnSeries]:
    root = etree.fromstring(chart, _PARSER)
    for one in root.iter(f"{{{_CHART}}}ser"):
        name = "".join(text for text in _values(one, "tx"))
        count = one.find(f"{{{_CHART}}}val//{{{_CHART}}}ptCount")
        points: dict[int, float] = {}
        for point in one.iterfind(f"{{{_CHART}}}val//{{{_CHART}}}pt"):
            points[int(point.get("idx", "0"))] = float(point.findtext(f"{{{_CHART}}}v") or "nan")
        length = int(count.get("val", "0")) if count is not None else len(points)
        yield DrawnSeries(place, name, tuple(points.get(index) for index in range(length)))


def _values(series: Any, part: str) -> Iterator[str]:
    for value in series.iterfind(f"{{{_CHART}}}{part}//{{{_CHART}}}v"):
        yield value.text or ""
