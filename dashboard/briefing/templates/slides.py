"""PowerPoint templates: texts of shapes, tables and notes; the placeholder of a chart becomes one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.util import Length

from dashboard.briefing.content.model import Chart, Table
from dashboard.briefing.formats import official
from dashboard.briefing.formats.native import chart_data, chart_type, draw, has_values
from dashboard.briefing.formats.native_style import Look
from dashboard.briefing.templates.faults import Misuse, UnusableTemplate
from dashboard.briefing.templates.language import Sandbox
from dashboard.briefing.templates.tags import MARKS, Paragraph, spread
from dashboard.briefing.templates.words import BLOCK_ENDS, BLOCK_OPENS, MADE_ROW, Words
from dashboard.texts import templates as texts

Edits = Mapping[int, Sequence[tuple[int, int, str]]]
_BLOCK = re.compile(f"{BLOCK_OPENS}(\\d+){BLOCK_ENDS}")
_EMU_PER_INCH = 914_400
_EMU_PER_POINT = 12_700
_CHART_POINTS = 12
_ROW_POINTS = 26
_MOST_POINTS, _LEAST_POINTS = 16, 9


class SlidesTemplate:
    """A PowerPoint template. paragraphs: all that may hold placeholders, slide by slide."""

    HAS_APPENDIX = False
    AUTOESCAPE = False

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._content = content
        try:
            found = list(_paragraphs(Presentation(io.BytesIO(content))))
        except (PythonPptxError, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise UnusableTemplate(texts.DAMAGED.format(file=name)) from error
        self.paragraphs = [paragraph for paragraph, _ in found]

    def rendered(self, sandbox: Sandbox, words: Words, edits: Edits) -> bytes:
        """Return the template filled, with marks in it. edits: of each paragraph, by its place."""
        presentation = Presentation(io.BytesIO(self._content))
        context = words.context()
        for place, (_, nodes) in enumerate(_paragraphs(presentation)):
            if not edits[place]:
                continue
            for node, source in zip(nodes, _sources(nodes, edits[place]), strict=True):
                node.text = sandbox.from_string(source).render(context) if "{" in source else source
        target = io.BytesIO()
        presentation.save(target)
        return target.getvalue()

    def finished(self, filled: bytes, words: Words) -> bytes:
        """Return the filled template with its tables and charts in place, marks still in it."""
        presentation = Presentation(io.BytesIO(filled))
        for slide in presentation.slides:
            for shape in list(slide.shapes):
                if not shape.has_text_frame:
                    continue
                text = shape.text_frame.text
                block = _BLOCK.search(text)
                if block is None:
                    continue
                if text.strip() != block[0]:
                    raise words.misplaced(int(block[1]), texts.BLOCK_ALONE_SLIDE)
                _place(slide, shape, words.shown.blocks[int(block[1])].made)
        target = io.BytesIO()
        presentation.save(target)
        return target.getvalue()


def _sources(nodes: Sequence[Any], edits: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the template of each run; where a statement goes over several runs, they become one."""
    pieces = [node.text or "" for node in nodes]
    statements = [(start, end) for start, end, new in edits if new.startswith("{%")]
    if statements:
        first, last = statements[0][0], statements[-1][1]
        pieces = _joined(pieces, first, last)
    inside = {index for start, end, _ in edits for index in range(start, end)}
    offset, guarded = 0, []
    for piece in pieces:
        guarded.append(
            "".join(
                sign if offset + at in inside else {"{": "\ue008", "}": "\ue009"}.get(sign, sign)
                for at, sign in enumerate(piece)
            )
        )
        offset += len(piece)
    return spread(guarded, edits)


def _joined(pieces: Sequence[str], first: int, last: int) -> list[str]:
    """Return texts of runs with all from one place to another in the run that has the first."""
    joined, offset, holder = list(pieces), 0, -1
    for number, piece in enumerate(pieces):
        start, end = offset, offset + len(piece)
        offset = end
        if holder < 0 and start <= first < end:
            holder = number
        elif holder >= 0 and start < last:
            taken = min(last, end) - start
            joined[holder] += piece[:taken]
            joined[number] = piece[taken:]
    return joined


def _place(slide: Any, shape: Any, made: Table | Chart | None) -> None:
    """Put a native chart or table where a shape is, in its size and place in the order of shapes."""
    box = (shape.left, shape.top, shape.width, shape.height)
    if isinstance(made, Chart):
        if not has_values(made):
            _say(shape, texts.NO_DATA.format(title=made.title))
            return
        frame = slide.shapes.add_chart(chart_type(made), *box, chart_data(made))
        look = Look(
            shape.width / _EMU_PER_INCH,
            shape.height / _EMU_PER_INCH,
            _CHART_POINTS,
            official.CHART_LATIN,
            official.HEI.name,
        )
        draw(frame.chart, made, look)
    elif isinstance(made, Table):
        if not made.rows:
            _say(shape, texts.NO_DATA.format(title=made.title or "、".join(made.headers[1:])))
            return
        frame = slide.shapes.add_table(len(made.rows) + 1, len(made.headers), *box)
        _fill(frame.table, made, shape.height)
    else:
        raise Misuse(texts.NO_APPENDIX_IN_SLIDES)
    shape._element.addprevious(frame._element)
    shape._element.getparent().remove(shape._element)


def _say(shape: Any, text: str) -> None:
    runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    for run in runs:
        run.text = ""
    runs[0].text = text


def _fill(native: Any, table: Table, height: int) -> None:
    rows = [table.headers, *table.rows]
    each = height // len(rows)
    points = max(_LEAST_POINTS, min(_MOST_POINTS, each / _EMU_PER_POINT / _ROW_POINTS * _MOST_POINTS))
    for number, cells in enumerate(rows):
        native.rows[number].height = Length(each)
        for column, text in enumerate(cells):
            cell = native.cell(number, column)
            cell.text = f"{MADE_ROW}{text}"
            cell.margin_top = cell.margin_bottom = Length(_EMU_PER_POINT * 2)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size = Length(round(points * _EMU_PER_POINT))
            if column in table.numeric:
                paragraph.alignment = PP_ALIGN.RIGHT


def _paragraphs(presentation: Any) -> Iterator[tuple[Paragraph, list[Any]]]:
    """Yield the paragraphs of a presentation with the elements that hold their text."""
    for number, slide in enumerate(presentation.slides, start=1):
        title = slide.shapes.title
        heading = " ".join(title.text_frame.text.split()) if title is not None else ""
        if heading and "{" not in heading:
            where = texts.SLIDE.format(place=number, title=heading)
        else:
            where = texts.SLIDE_UNTITLED.format(place=number)
        for place, body in _texts(slide.shapes, where):
            yield from _of(body, place, f"{number}")
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            body = slide.notes_slide.notes_text_frame._txBody
            yield from _of(body, texts.NOTES.format(slide=where), f"{number} notes")


def _texts(shapes: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Yield each text body with its place in words."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _texts(shape.shapes, where)
        if shape.has_text_frame:
            yield texts.SHAPE.format(slide=where, shape=shape.name), shape.text_frame._txBody
        if getattr(shape, "has_table", False):
            for row_number, row in enumerate(shape.table.rows, start=1):
                for column, cell in enumerate(row.cells, start=1):
                    place = texts.SHAPE_CELL.format(
                        slide=where, shape=shape.name, row=row_number, column=column
                    )
                    yield place, cell.text_frame._txBody


def _of(body: Any, place: str, story: str) -> Iterator[tuple[Paragraph, list[Any]]]:
    for number, node in enumerate(body.iterchildren(qn("a:p"))):
        nodes = [text for run in node.iterchildren(qn("a:r")) for text in run.iterchildren(qn("a:t"))]
        if nodes:
            for one in nodes:
                one.text = MARKS.sub("", one.text or "")
            # A statement begins and ends in the same paragraph: each is a story of its own.
            yield Paragraph(place, "".join(one.text for one in nodes), f"{story} {place} {number}"), nodes
