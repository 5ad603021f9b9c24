"""Tables, charts and the appendix in a filled Word template, and its raised numbers."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from dashboard.briefing.content.model import Chart, Table
from dashboard.briefing.formats.document.charts import inline_chart
from dashboard.briefing.formats.document.tables import Look, table_element
from dashboard.briefing.formats.native import has_values
from dashboard.briefing.templates.appendix import appendix
from dashboard.briefing.templates.words import (
    BLOCK_ENDS,
    BLOCK_OPENS,
    MADE_ROW,
    RAISED_ENDS,
    RAISED_OPENS,
    Words,
)
from dashboard.texts import templates as texts

BLOCK = re.compile(f"{BLOCK_OPENS}(\\d+){BLOCK_ENDS}")
_RAISED = re.compile(f"{RAISED_OPENS}(.*?){RAISED_ENDS}")
_MM_PER_EMU = 1 / 36000
# Sizes where the placeholder has none: 小四; the appendix 小六.
_TABLE_POINTS, _APPENDIX_POINTS = 12.0, 7.5
_WIDEST_MM = 156.0
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def place_blocks(document: Document, words: Words) -> None:
    """Put the tables and charts in place of their paragraphs. Raises Misuse where one is not alone."""
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        found = BLOCK.search(text)
        if found is None:
            continue
        if text.strip() != found[0]:
            raise words.misplaced(int(found[1]), texts.BLOCK_ALONE_WORD)
        width = _room(paragraph)
        block = words.shown.blocks[int(found[1])]
        if block.made is None:
            _place_appendix(paragraph, words, width)
        elif isinstance(block.made, Chart):
            _place_chart(document, paragraph, block.made, width)
        else:
            _place_table(paragraph, block.made, width)


def _room(paragraph: Any) -> float:
    """Return how wide the text block is in which a paragraph stands, in mm."""
    (section, *_) = paragraph.xpath("following::w:sectPr[1]") or [None]
    page, margins = (None, None) if section is None else (section.pgSz, section.pgMar)
    if page is None or margins is None or page.w is None:
        return _WIDEST_MM
    room = (page.w - (margins.left or 0) - (margins.right or 0)) * _MM_PER_EMU
    return room if room > 0 else _WIDEST_MM


def _place_chart(document: Document, paragraph: Any, chart: Chart, width: float) -> None:
    run = _only_run(paragraph)
    if not has_values(chart):
        _set_text(run, texts.NO_DATA.format(title=chart.title))
        return
    for node in run.findall(qn("w:t")):
        run.remove(node)
    run.append(inline_chart(document.part, chart, width))
    _unindent(paragraph)


def _place_table(paragraph: Any, table: Table, width: float) -> None:
    run = _only_run(paragraph)
    look = run.find(qn("w:rPr"))
    if not table.rows:
        _set_text(run, texts.NO_DATA.format(title=table.title or "、".join(table.headers[1:])))
        return
    # One mark in a row is enough; in every cell it would make the columns wider.
    rows = [(f"{MADE_ROW}{first}", *others) for first, *others in (table.headers, *table.rows)]
    paragraph.addnext(table_element(rows[0], rows[1:], table.numeric, width, _look(look)))
    if table.title:
        _set_text(run, table.title)
        _unindent(paragraph)
    else:
        _drop(paragraph)


def _place_appendix(paragraph: Any, words: Words, width: float) -> None:
    look = Look(_APPENDIX_POINTS, None, None)
    headers, *rows = appendix(words)
    paragraph.addnext(table_element(headers, rows, frozenset((0, 4)), width, look))
    _drop(paragraph)


def _look(properties: Any) -> Look:
    """Return how a table is lettered: as large as its placeholder, in the document's font."""
    size = None if properties is None else properties.sz_val
    return Look(_TABLE_POINTS if size is None else size.pt, None, None)


def _drop(paragraph: Any) -> None:
    """Remove the paragraph of a block, unless what holds it needs one at its end, as a cell does."""
    following = paragraph.getnext()
    after = None if following is None else following.getnext()
    if after is None or after.tag not in (qn("w:p"), qn("w:sectPr")):
        parent = paragraph.getparent()
        parent.remove(paragraph)
        following.addnext(paragraph)
        _set_text(_only_run(paragraph), "")
    else:
        paragraph.getparent().remove(paragraph)


def _only_run(paragraph: Any) -> Any:
    """Return the run that had the mark, the only one that is left in the paragraph."""
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    kept = next(run for run in runs if BLOCK.search("".join(run.itertext()))) if len(runs) > 1 else runs[0]
    for run in runs:
        if run is not kept:
            run.getparent().remove(run)
    return kept


def _set_text(run: Any, text: str) -> None:
    nodes = run.findall(qn("w:t"))
    for node in nodes[1:]:
        run.remove(node)
    nodes[0].text = text


def _unindent(paragraph: Any) -> None:
    """Centre a paragraph, without the indent of running text."""
    properties = paragraph.get_or_add_pPr()
    for name in ("w:ind", "w:jc"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.get_or_add_ind().set(qn("w:firstLine"), "0")
    properties.ind.set(qn("w:firstLineChars"), "0")
    properties.get_or_add_jc().set(qn("w:val"), "center")


def raise_marks(document: Document) -> None:
    """Set the numbers of the appendix's lines as superscripts, each in a run of its own."""
    for run in list(document.element.body.iter(qn("w:r"))):
        nodes = run.findall(qn("w:t"))
        if len(nodes) != 1 or not _RAISED.search(nodes[0].text or ""):
            continue
        pieces = [
            (bool(place % 2), piece) for place, piece in enumerate(_RAISED.split(nodes[0].text)) if piece
        ]
        last = run
        for place, (is_raised, piece) in enumerate(pieces):
            part = _part_of(run, piece, is_first=place == 0, is_last=place == len(pieces) - 1)
            if is_raised:
                part.get_or_add_rPr().superscript = True
            last.addnext(part)
            last = part
        run.getparent().remove(run)


def _part_of(run: Any, text: str, *, is_first: bool, is_last: bool) -> Any:
    """Return a run like another with a piece of its text; tabs before and after stay where they were."""
    part = deepcopy(run)
    node = part.find(qn("w:t"))
    place = list(part).index(node)
    for at, child in enumerate(list(part)):
        if child.tag != qn("w:rPr") and ((at < place and not is_first) or (at > place and not is_last)):
            part.remove(child)
    node.text = text
    node.set(_SPACE, "preserve")
    return part
