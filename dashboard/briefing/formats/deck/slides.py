"""The parts of a slide: texts in boxes whose size is reckoned, native charts, foot, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.briefing.content.model import Chart
from dashboard.briefing.formats import native
from dashboard.briefing.formats.deck.frame import FOOT, NUMBER, Box, emu
from dashboard.briefing.formats.native import clean
from dashboard.briefing.formats.native_style import Look, rgb
from dashboard.briefing.formats.text_fit import (
    LINE_HEIGHT,
    POINTS_PER_INCH,
    fitting_points,
    line_count,
    text_height,
)
from dashboard.palette import BLUE, INK

_LANGUAGE = "zh-CN"
_SMALLEST = 6
# Sentences on lines of their own: how far apart, and down to which size none is broken.
_CLOSEST, _WIDEST = 1.25, 1.6
_UNBROKEN = 17
# Paragraphs go on on another slide rather than below this size; the room between them in em.
_READABLE, _GAP = 16, 0.6
# A number with sign, decimals and what belongs to it.
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?%?)")


def sizes_from(largest: int) -> tuple[int, ...]:
    """Return sizes to try, from the largest down to what can just be read."""
    return tuple(range(largest, _SMALLEST - 1, -1))


def write(
    shape: Any,
    text: str,
    points: float,
    colour: str | None = None,
    bold: bool | None = None,
    align: Any = None,
) -> None:
    """Write a text as the one paragraph of a shape; no colour and weight: those of its layout."""
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(points * LINE_HEIGHT)
    if align is not None:
        paragraph.alignment = align
    add_run(paragraph, text, points, colour, bold)


def add_run(paragraph: Any, text: str, points: float, colour: str | None, bold: bool | None) -> None:
    """Add a piece of text to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(points)
    if bold is not None:
        run.font.bold = bold
    if colour is not None:
        run.font.color.rgb = rgb(colour)
    run._r.get_or_add_rPr().set("lang", _LANGUAGE)


def text_box(slide: Any, box: Box, anchor: Any = MSO_ANCHOR.MIDDLE) -> Any:
    """Add an empty box without margins; its text may not make it grow."""
    shape = slide.shapes.add_textbox(*emu(box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor
    return shape


def line(
    slide: Any,
    box: Box,
    text: str,
    largest: int,
    colour: str,
    bold: bool = False,
    align: Any = None,
    anchor: Any = MSO_ANCHOR.MIDDLE,
) -> None:
    """Write a text into a box at the largest size at which it fits; nothing where there is none."""
    shown, points = fitted(text, box, sizes_from(largest))
    if shown:
        write(text_box(slide, box, anchor), shown, points, colour, bold, align)


def headline(slide: Any, text: str, box: Box, largest: int) -> None:
    """Write the title of a slide at the largest size that fits, a little smaller if that saves a line."""
    one_line = Box(box.left, box.top, box.width, largest * LINE_HEIGHT / POINTS_PER_INCH)
    shown, points = fitted(text, one_line, range(largest, largest - 5, -1))
    if shown != clean(text):
        shown, points = fitted(text, box, sizes_from(largest))
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = emu(box)
    write(title, shown, points)


def fitted(text: str, box: Box, sizes: Sequence[float]) -> tuple[str, float]:
    """Return a text on one line and its size; one that is too long for the smallest size is cut (…)."""
    shown = clean(text)
    points = fitting_points(shown, box.width, box.height, sizes)
    if text_height(shown, box.width, points) <= box.height:
        return shown, points
    low, high = 0, len(shown)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_height(f"{shown[:middle]}…", box.width, points) <= box.height
        low, high = (middle, high) if fits else (low, middle - 1)
    return f"{shown[:low]}…", points


def paged(texts: Sequence[str], box: Box) -> Iterator[tuple[str, ...]]:
    """Yield the paragraphs that stand on one slide at a readable size, slide by slide."""
    page: list[str] = []
    for text in filter(None, map(clean, texts)):
        if page and _stack_height([*page, text], box.width, _READABLE) > box.height:
            yield tuple(page)
            page = []
        page.append(text)
    if page:
        yield tuple(page)


def paragraphs(
    slide: Any, box: Box, texts: Sequence[str], largest: int, headings: frozenset[str] = frozenset()
) -> None:
    """Write the paragraphs of a slide, numbers in blue, at the largest size at which they fit."""
    fitting = (size for size in sizes_from(largest) if _stack_height(texts, box.width, size) <= box.height)
    points = next(fitting, _SMALLEST)
    frame = text_box(slide, box, MSO_ANCHOR.TOP).text_frame
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing = Pt(points * LINE_HEIGHT)
        if place:
            paragraph.space_before = Pt(points * _GAP)
        if text in headings:
            add_run(paragraph, text, points, INK, True)
        else:
            _marked(paragraph, fitted(text, box, (points,))[0], points)


def sentences(slide: Any, box: Box, text: str, largest: int) -> None:
    """Write a paragraph with each of its sentences on a line of its own, their numbers in blue.

    It stays one paragraph (with line breaks), so that the whole can be found again.
    """
    pieces = [piece for piece in re.split(r"(?<=。)", clean(text)) if piece]
    points, spread = _spread(pieces, box, sizes_from(largest))
    paragraph = text_box(slide, box, MSO_ANCHOR.TOP).text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(points * LINE_HEIGHT * spread)
    for place, piece in enumerate(pieces):
        if place:
            paragraph.add_line_break()
        _marked(paragraph, piece, points)


def _spread(pieces: Sequence[str], box: Box, sizes: Sequence[int]) -> tuple[float, float]:
    """Return the size of sentences and how far apart their lines are; a break in a sentence is avoided."""
    heights = {size: sum(text_height(piece, box.width, size) for piece in pieces) for size in sizes}
    fitting = [size for size, height in heights.items() if height * _CLOSEST <= box.height]
    unbroken = (
        size
        for size in fitting
        if size >= _UNBROKEN
        and all(line_count(one, box.width * POINTS_PER_INCH / size) == 1 for one in pieces)
    )
    points = next(unbroken, next(iter(fitting), _SMALLEST))
    return points, min(_WIDEST, max(_CLOSEST, box.height / heights[points]))


def _marked(paragraph: Any, text: str, points: float) -> None:
    for place, piece in enumerate(_NUMBER.split(text)):
        if piece:
            is_number = place % 2 == 1
            add_run(paragraph, piece, points, BLUE if is_number else INK, is_number)


def _stack_height(texts: Sequence[str], width: float, points: float) -> float:
    between = max(len(texts) - 1, 0) * _GAP * points / POINTS_PER_INCH
    return sum(text_height(text, width, points) for text in texts) + between


def chart(slide: Any, box: Box, drawn: Chart, points: float = 14) -> None:
    """Put a native chart onto a slide."""
    frame = slide.shapes.add_chart(native.chart_type(drawn), *emu(box), native.chart_data(drawn))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(drawn.title))
    native.draw(frame.chart, drawn, Look(box.width, box.height, points))


def foot(slide: Any, words: str, number: int) -> None:
    """Add the foot of a slide: which state of the data it shows, and its number as a field."""
    shown, points = fitted(words, FOOT, sizes_from(10))
    _placeholder(slide, "ftr", 11, FOOT, f'<a:r><a:rPr lang="{_LANGUAGE}" sz="{points * 100}"/><a:t/></a:r>')
    slide.shapes[-1].text_frame.paragraphs[0].runs[0].text = shown
    field = (
        f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f'<a:rPr lang="{_LANGUAGE}"/><a:t>{number}</a:t></a:fld>'
    )
    _placeholder(slide, "sldNum", 12, NUMBER, field)


def _placeholder(slide: Any, kind: str, index: int, box: Box, content: str) -> None:
    """Add a placeholder of the layout that the library leaves out of new slides."""
    tree = slide.shapes._spTree
    used = max(int(one.get("id")) for one in tree.iter(qn("p:cNvPr")))
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{used + 1}" name="{kind} {used + 1}"/>'
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" '
            f'idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p>'
            f"</p:txBody></p:sp>"
        )
    )


def notes(slide: Any, texts: Sequence[str]) -> None:
    """Write the speaker's notes, a paragraph each; no page of notes where there is none."""
    if not texts:
        return
    frame = slide.notes_slide.notes_text_frame
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", _LANGUAGE)
