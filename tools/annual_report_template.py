"""`python -m tools.annual_report_template`: make the annual report's Word template from its text.

The text is dashboard/briefing/annual_report/report.txt, a paragraph a line; how each begins tells its style.
The same text gives the same file, so that a test can tell a stale one.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from dashboard.briefing.annual_report import SOURCE, TEMPLATE
from dashboard.briefing.formats import official
from dashboard.briefing.formats.document import styles
from dashboard.briefing.formats.document.head import add_page_numbers
from dashboard.briefing.formats.document.styles import Style, empty_document

COMMAND = "python -m tools.annual_report_template"
_STYLES = {
    "= ": styles.TITLE,
    "~ ": styles.ISSUER,
    "# ": styles.HEADING_1,
    "@ ": styles.FIGURE,
    "^ ": styles.FIGURE_TITLE,
    "> ": styles.TABLE_TITLE,
    "- ": styles.ORIGIN,
}
_APPENDIX = "> "
# A day that says nothing, and the earliest that a ZIP file can hold.
_MADE = datetime(2000, 1, 1)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def template(source: str) -> bytes:
    """Return the template as DOCX. source: the text of report.txt."""
    document = empty_document()
    add_page_numbers(document.sections[0])
    for language in document.styles.element.iter(qn("w:lang")):
        # In Chinese some programs end a line within a number; what is not Chinese here is numbers.
        language.set(qn("w:val"), "en-US")
    for style, text, is_appendix in _lines(source):
        if is_appendix:
            _turn_page(document)
        paragraph = document.add_paragraph(text)
        paragraph._p.style = style.key
        if style is styles.ISSUER:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    properties = document.core_properties
    properties.title, properties.author = "", ""
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.created = properties.modified = _MADE
    return _packed(document)


def _lines(source: str) -> Iterator[tuple[Style, str, bool]]:
    for line in source.splitlines():
        if not line or line.startswith("{#"):
            continue
        style = _STYLES.get(line[:2])
        yield (styles.BODY, line, False) if style is None else (style, line[2:], line[:2] == _APPENDIX)


def _turn_page(document: Document) -> None:
    """Begin a page that lies on its side: the appendix has seven columns."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(official.PAGE_HEIGHT_MM), Mm(official.PAGE_WIDTH_MM)
    section.left_margin = section.right_margin = Mm(official.LEFT_MM)
    section.top_margin, section.bottom_margin = Mm(official.LEFT_MM), Mm(official.LEFT_MM)
    section.footer_distance = Mm(official.LEFT_MM - official.PAGE_NUMBER_BELOW_MM)


def _packed(document: Document) -> bytes:
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            file.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def main(target: Path = TEMPLATE) -> int:
    """Write the template."""
    target.write_bytes(template(SOURCE.read_text(encoding="utf-8")))
    sys.stdout.write(f"{target.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
