"""Tables, charts and the appendix in a filled Word template, and its raised numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dashboard.briefing.document_charts import inline_chart
from dashboard.briefing.model import Chart, Table
from dashboard.briefing.native import has_values
from dashboard.briefing.templates.appendix import appendix
from dashboard.briefing.templates.faults import Misuse
from dashboard.briefing.templates.words import (
    BLOCK_ENDS,
    BLOCK_OPENS,
    MADE_ROW,
    RAISED_ENDS,
    RAISED_OPENS,
    Words,
)
from dashboard.texts import templates as texts

_BLOCK = re.compile(f"{BLOCK_OPENS}(\\d+){BLOCK_ENDS}")
_RAISED = re.compile(f"{RAISED_OPENS}(.*?){RAISED_ENDS}")
_MM_PER_EMU = 1 / 36000
_TWIPS_PER_MM = 56.69
_TINY_HALF_POINTS = 15  # 小六
_WIDEST_MM = 156.0
# The widths of the appendix's columns, in shares of the whole.
_APPENDIX_SHARES = (6, 16, 27, 11, 7, 15, 18)


def place_blocks(document: Document, words: Words) -> None:
    """Put the tables and charts in place of their paragraphs. Raises Misuse where one is not alone in its."""
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        found = _BLOCK.search(text)
        if found is None:
            continue
        if text.strip() != found[0]:
            raise Misuse(texts.BLOCK_ALONE_WORD)
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
    rows = [[f"{MADE_ROW}{cell}" for cell in row] for row in (table.headers, *table.rows)]
    shares = [2.0, *(1.0 for _ in table.headers[1:])]
    paragraph.addnext(_table(rows, shares, width, look, table.numeric))
    if table.title:
        _set_text(run, table.title)
        _unindent(paragraph)
    else:
        _drop(paragraph)


def _place_appendix(paragraph: Any, words: Words, width: float) -> None:
    look = deepcopy(_only_run(paragraph).find(qn("w:rPr")))
    look = OxmlElement("w:rPr") if look is None else look
    for name in ("w:sz", "w:szCs"):
        for old in look.findall(qn(name)):
            look.remove(old)
        size = OxmlElement(name)
        size.set(qn("w:val"), str(_TINY_HALF_POINTS))
        look.append(size)
    rows = appendix(words)
    made = _table(rows, _APPENDIX_SHARES, width, look, frozenset((0, 4)))
    paragraph.addnext(made)
    _drop(paragraph)


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
    kept = next(run for run in runs if _BLOCK.search("".join(run.itertext()))) if len(runs) > 1 else runs[0]
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


def _table(
    rows: Sequence[Sequence[str]], shares: Sequence[float], width: float, look: Any, numeric: frozenset[int]
) -> Any:
    """Return a table with thin rules, whose first row is repeated on every page."""
    twips = [round(share / sum(shares) * width * _TWIPS_PER_MM) for share in shares]
    table = OxmlElement("w:tbl")
    table.append(_table_properties(sum(twips)))
    grid = OxmlElement("w:tblGrid")
    for size in twips:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(size))
        grid.append(column)
    table.append(grid)
    for number, cells in enumerate(rows):
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        for column, (text, size) in enumerate(zip(cells, twips, strict=True)):
            align = "center" if number == 0 else "right" if column in numeric else "left"
            row.append(_cell(text, size, look, align, is_bold=number == 0))
        table.append(row)
    return table


def _table_properties(width: int) -> Any:
    properties = OxmlElement("w:tblPr")
    for name, attributes in (
        ("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        ("w:jc", {"w:val": "center"}),
        ("w:tblBorders", {}),
        ("w:tblLayout", {"w:type": "fixed"}),
    ):
        one = OxmlElement(name)
        for key, value in attributes.items():
            one.set(qn(key), value)
        properties.append(one)
    borders = properties.find(qn("w:tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rule = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    return properties


def _cell(text: str, width: int, look: Any, align: str, *, is_bold: bool) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    for name, key, value in (("w:tcW", "w:w", str(width)), ("w:vAlign", "w:val", "center")):
        one = OxmlElement(name)
        one.set(qn(key), value)
        if name == "w:tcW":
            one.set(qn("w:type"), "dxa")
        properties.append(one)
    cell.append(properties)
    paragraph = OxmlElement("w:p")
    _unindent(paragraph)
    paragraph.pPr.jc.set(qn("w:val"), align)
    spacing = paragraph.pPr.get_or_add_spacing()
    for key, value in (("line", "240"), ("lineRule", "auto"), ("before", "20"), ("after", "20")):
        spacing.set(qn(f"w:{key}"), value)
    run = OxmlElement("w:r")
    if look is not None:
        run.append(deepcopy(look))
    if is_bold:
        run.get_or_add_rPr().get_or_add_b()
    node = OxmlElement("w:t")
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(node)
    paragraph.append(run)
    cell.append(paragraph)
    return cell


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
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return part
