"""Tables in a Word document: three rules (三线表), a head repeated on each page, rows in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dashboard.briefing.content.model import Table
from dashboard.briefing.formats import official
from dashboard.briefing.formats.columns import column_shares, needed_widths
from dashboard.briefing.formats.document.styles import fonts_xml, size_xml, twips
from dashboard.briefing.formats.native import clean
from dashboard.briefing.formats.official import Face
from dashboard.palette import INK, MUTED

# Rules in eighths of a point.
_OUTER, _HEAD, _ROW = 12, 6, 2
_CELL_SIDE, _CELL_ABOVE = 5.0, 2.5
# A table of no more rows stands on one page; of a longer one at least the first rows are with its head.
MOST_WHOLE, _TOGETHER = 10, 2
# A cell or two may be wrapped before the smaller type is taken.
_NEARLY = 1.1


@dataclass(frozen=True)
class Look:
    """How a table is lettered: size in points, typefaces; None leaves a document's own font."""

    size: float = official.SIZE_SMALL_4
    head: Face | None = official.HEI
    body: Face | None = official.FANG_SONG


def official_look(
    headers: Sequence[str], rows: Sequence[Sequence[str]], width_mm: float = official.TEXT_WIDTH_MM
) -> Look:
    """Return how a table is lettered in the official form: 小四 where its texts fit on a line, else 五号."""
    room = width_mm * official.POINTS_PER_MM / official.SIZE_SMALL_4
    fits = sum(needed_widths(headers, rows)) <= room * _NEARLY
    return Look() if fits else Look(official.SIZE_5)


def add_table(document: Document, table: Table, width_mm: float = official.TEXT_WIDTH_MM) -> Any:
    """Add a table of a briefing at the end of a document; return its w:tbl."""
    element = table_element(table.headers, table.rows, table.numeric, width_mm)
    document.element.body._insert_tbl(element)
    return element


def table_element(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: frozenset[int] = frozenset(),
    width_mm: float = official.TEXT_WIDTH_MM,
    look: Look | None = None,
) -> Any:
    """Return a table as w:tbl, to be put wherever a paragraph may stand. numeric: the columns set right.

    It says how it looks by itself, so that it looks the same in a document that has none of our styles.
    """
    look = look or official_look(headers, rows, width_mm)
    room = width_mm * official.POINTS_PER_MM / look.size
    whole = twips(width_mm * official.POINTS_PER_MM)
    widths = [round(share * whole) for share in column_shares(headers, rows, room)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(headers, widths, numeric, look, is_head=True, keep_next=bool(rows))
    kept = len(rows) - 1 if len(rows) <= MOST_WHOLE else _TOGETHER
    body = "".join(
        _row(row, widths, numeric, look, is_head=False, keep_next=place < kept)
        for place, row in enumerate(rows)
    )
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{_RULES}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _rule(side: str, size: int, color: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color.removeprefix("#")}"/>'


_RULES = (
    f"<w:tblBorders>{_rule('top', _OUTER, INK)}{_rule('bottom', _OUTER, INK)}"
    f"{_rule('insideH', _ROW, MUTED)}</w:tblBorders>"
)
_MARGINS = (
    f'<w:tblCellMar><w:top w:w="{twips(_CELL_ABOVE)}" w:type="dxa"/>'
    f'<w:left w:w="{twips(_CELL_SIDE)}" w:type="dxa"/><w:bottom w:w="{twips(_CELL_ABOVE)}" w:type="dxa"/>'
    f'<w:right w:w="{twips(_CELL_SIDE)}" w:type="dxa"/></w:tblCellMar>'
)


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    numeric: frozenset[int],
    look: Look,
    *,
    is_head: bool,
    keep_next: bool,
) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    cells = "".join(_cells(texts, widths, numeric, look, is_head, keep_next))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cells(
    texts: Sequence[str],
    widths: Sequence[int],
    numeric: frozenset[int],
    look: Look,
    is_head: bool,
    keep_next: bool,
) -> Iterator[str]:
    face = look.head if is_head else look.body
    run = f"{fonts_xml(face) if face else ''}{_BOLD if is_head and not face else ''}"
    run += f'<w:snapToGrid w:val="0"/>{size_xml(look.size)}'
    rule = f"<w:tcBorders>{_rule('bottom', _HEAD, INK)}</w:tcBorders>" if is_head else ""
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        side = "right" if place in numeric else "left"
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p><w:pPr>{'<w:keepNext/>' if keep_next else ''}"
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
            f'<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/>'
            f'</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
            "</w:p></w:tc>"
        )


_BOLD = "<w:b/><w:bCs/>"
