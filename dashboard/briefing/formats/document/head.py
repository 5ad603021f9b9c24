"""Head (报头), tail (报尾) and page numbers of a brief in Word."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Masthead
from dashboard.briefing.formats import official
from dashboard.briefing.formats.document import styles
from dashboard.briefing.formats.document.styles import Style, twips
from dashboard.briefing.formats.native import clean
from dashboard.palette import INK

# Borders are counted in eighths of a point.
_EIGHTHS = 8
# From the name of the brief to what stands above and below it, in points.
_ABOVE_NAME, _BELOW_NAME = 20.0, 16.0


def add_paragraph(document: Document, style: Style, *texts: str) -> Paragraph:
    """Add a paragraph; its texts are parted by tabs."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style.key
    for place, text in enumerate(texts):
        run = paragraph.add_run()
        if place:
            run.add_tab()
        run.add_text(clean(text))
    return paragraph


def add_head(document: Document, head: Masthead) -> None:
    """Add 密级, 简报名称, 期号, then 编发单位 and 日期 above the red rule (反线)."""
    if head.secrecy:
        add_paragraph(document, styles.SECRECY, head.secrecy)
    name = add_paragraph(document, styles.NAME, head.name)
    size = official.name_size(head.name)
    name.paragraph_format.space_before = Pt(_ABOVE_NAME)
    name.paragraph_format.space_after = Pt(_BELOW_NAME)
    for run in name.runs:
        run.font.size = Pt(size)
    number, issuer, day = wording.head_lines(head)
    add_paragraph(document, styles.NUMBER, number)
    line = add_paragraph(document, styles.ISSUER, issuer, day)
    line.paragraph_format.space_before = Pt(official.LINE_PITCH / 2)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(official.TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    _rule_below(line, official.RED_RULE, official.RED)


def add_tail(document: Document, head: Masthead) -> None:
    """Add 报, 送, 发 and the number of copies between two rules, as far as they are given.

    7.4.1: the last rule lies on the lower edge of the text block of the last page.
    """
    lines = [(line, "both") for line in wording.tail_lines(head)]
    if copies := wording.copies_line(head):
        lines.append((copies, "right"))
    if not lines:
        return
    width = twips(official.TEXT_WIDTH_MM * official.POINTS_PER_MM)
    rule = round(official.IMPRINT_RULE_MM * official.POINTS_PER_MM * _EIGHTHS)
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{styles.IMPRINT.key}"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r><w:t>{escape(clean(line))}</w:t></w:r></w:p></w:tc></w:tr>"
        for line, align in lines
    )
    document.element.body._insert_tbl(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:horzAnchor="margin" w:tblpXSpec="center"'
            ' w:vertAnchor="margin" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_border("top", rule, INK)}'
            f'{_border("bottom", rule, INK)}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
        )
    )
    # The page on which the table lies is that of the paragraph after it.
    add_paragraph(document, styles.GAP)


def add_page_numbers(section: Section) -> None:
    """Number the pages — 1 —: odd ones on the right, even ones on the left, one character in."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer._element
        for old in element.findall(qn("w:p")):
            element.remove(old)
        element.append(_page_number(side))


def _page_number(side: str) -> Any:
    runs = (
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    )
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{styles.FOOTER.key}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{runs}</w:p>"
    )


def _rule_below(paragraph: Paragraph, points: float, color: str) -> None:
    """Draw a rule below a paragraph, as wide as the text block."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{_border('bottom', round(points * _EIGHTHS), color, 4)}</w:pBdr>"),
        "w:shd",
        "w:tabs",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
    )


def _border(side: str, size: int, color: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color.removeprefix("#")}"/>'
