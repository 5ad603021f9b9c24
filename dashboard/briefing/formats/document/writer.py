"""The briefing as a Word document (DOCX) in the official form (GB/T 9704-2012), with native charts.

It needs no browser and no template. The same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart, Table
from dashboard.briefing.formats import official
from dashboard.briefing.formats.document import styles
from dashboard.briefing.formats.document.charts import inline_chart
from dashboard.briefing.formats.document.head import add_head, add_page_numbers, add_paragraph, add_tail
from dashboard.briefing.formats.document.styles import empty_document
from dashboard.briefing.formats.document.tables import add_table, table_element
from dashboard.briefing.formats.native import clean, has_values
from dashboard.texts import briefing as texts

# The earliest time that a ZIP file can hold: when a briefing was written says nothing about it.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def document(briefing: Briefing) -> bytes:
    """Return the briefing as DOCX."""
    target = empty_document()
    _set_properties(target, briefing)
    add_page_numbers(target.sections[0])
    add_head(target, briefing.masthead)
    _add_title(target, briefing)
    add_paragraph(target, styles.BODY, briefing.lead.text)
    charts = tables = 0
    for place, section in enumerate(briefing.sections, start=1):
        add_paragraph(target, styles.HEADING_1, wording.heading(place, section))
        for sentence in (section.message, *section.paragraphs):
            if sentence.text:
                add_paragraph(target, styles.BODY, sentence.text)
        for chart in section.charts:
            charts += 1
            _add_chart(target, charts, chart)
        for table in section.tables:
            tables += 1
            _add_table(target, tables, table)
    for label, text in briefing.notes:
        add_paragraph(target, styles.BODY, f"{label}　{text}")
    _add_origin(target, briefing)
    add_tail(target, briefing.masthead)
    return _packed(target)


def _add_title(target: Document, briefing: Briefing) -> None:
    """Add the title, and below it which days the briefing is about."""
    for large, small in official.title_lines(briefing):
        paragraph = add_paragraph(target, styles.TITLE if large else styles.PERIOD, large or small)
        if large and small:
            # One paragraph of two lines, since together they are what was said.
            paragraph.paragraph_format.space_after = Pt(official.LINE_PITCH / 2)
            paragraph.runs[0].add_break()
            run = paragraph.add_run(clean(small))
            run.font.size = Pt(official.BODY)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), official.KAI.name)


def _add_chart(target: Document, place: int, chart: Chart) -> None:
    """Add a chart, its title and what it counts; its values as a table where there is nothing to draw."""
    if has_values(chart):
        figure = add_paragraph(target, styles.FIGURE)
        figure.add_run()._r.append(inline_chart(target.part, chart, official.TEXT_WIDTH_MM))
        add_paragraph(target, styles.FIGURE_TITLE, wording.figure_title(place, chart))
    else:
        add_paragraph(target, styles.FIGURE_TITLE, wording.figure_title(place, chart))
        add_paragraph(target, styles.SMALL, texts.NO_DRAWING)
        headers, rows = wording.value_rows(chart)
        target.element.body._insert_tbl(
            table_element(headers, rows, frozenset(range(1, len(headers))), official.TEXT_WIDTH_MM)
        )
    parts = [wording.unit_line(chart)] if chart.unit else []
    parts += [wording.definition_words(chart)] if chart.definition else []
    add_paragraph(target, styles.SMALL, "　".join(parts))


def _add_table(target: Document, place: int, table: Table) -> None:
    add_paragraph(target, styles.TABLE_TITLE, wording.table_title(place, table))
    add_table(target, table)
    add_paragraph(target, styles.GAP)


def _add_origin(target: Document, briefing: Briefing) -> None:
    """Say which state of the data the numbers are of, and how they can be traced."""
    first = add_paragraph(target, styles.ORIGIN, wording.stamp_line(briefing.stamp))
    first.paragraph_format.space_before = Pt(official.LINE_PITCH / 2)
    last = add_paragraph(target, styles.ORIGIN, texts.MADE_BY)
    last.paragraph_format.space_after = Pt(official.LINE_PITCH / 2)


def _set_properties(target: Document, briefing: Briefing) -> None:
    head = briefing.masthead
    properties = target.core_properties
    properties.title = clean(f"{briefing.title} {head.number}")
    properties.subject = clean(briefing.period)
    properties.author = properties.last_modified_by = clean(head.issuer)
    properties.category = clean(head.name)
    properties.language = "zh-CN"
    properties.keywords = properties.comments = ""
    properties.created = properties.modified = datetime.combine(head.issued_on, time())


def _packed(target: Document) -> bytes:
    """Return the document's file, the same whenever it is made."""
    made, packed = io.BytesIO(), io.BytesIO()
    target.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            file.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
