"""Text files, web pages and Word documents that hold a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape

from tests.support.mess.layout import Grid, shown_text
from tests.support.mess.office import zipped


def delimited(grid: Grid, *, delimiter: str = ",", ragged: bool = False) -> str:
    """Return the sheet as delimited text; ragged: lines end at their last filled cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for line in _lines(grid):
        while ragged and line and not line[-1]:
            line.pop()
        writer.writerow(line)
    return text.getvalue()


def _lines(grid: Grid) -> Iterator[list[str]]:
    rows, columns = grid.size
    for row in range(rows):
        yield [shown_text(grid.cells.get((row, column))) for column in range(columns)]


def web_page(grid: Grid, *, charset: str) -> str:
    """Return the sheet as the web page that office systems export under the name of a workbook."""
    return (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        "<style>td{mso-number-format:'\\@';}</style></head><body><table border=1>"
        f"{_html_rows(grid)}</table></body></html>"
    )


def _html_rows(grid: Grid) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in grid.merged}
    covered = _covered(grid)
    rows, columns = grid.size
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if (row, column) in covered:
                continue
            bottom, right = spans.get((row, column), (row, column))
            span = (f' rowspan="{bottom - row + 1}"' if bottom > row else "") + (
                f' colspan="{right - column + 1}"' if right > column else ""
            )
            shown = escape(shown_text(grid.cells.get((row, column)))).replace("\n", "<br>")
            cells.append(f"<td{span}>{shown}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return "".join(lines)


def _covered(grid: Grid) -> set[tuple[int, int]]:
    return {
        (row, column)
        for top, left, bottom, right in grid.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_document(grids: list[Grid]) -> bytes:
    """Return the sheets as tables of a Word document, with the lines around each as paragraphs."""
    parts = []
    for grid in grids:
        parts += [_paragraph(line) for line in grid.lines_above]
        parts.append(_word_table(grid))
        parts += [_paragraph(line) for line in grid.lines_below]
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_WORD}"><w:body>'
        f"{''.join(parts)}<w:sectPr/></w:body></w:document>"
    )
    return zipped(
        [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document)]
    )


def _paragraph(text: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _word_table(grid: Grid) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in grid.merged}
    rows, columns = grid.size
    lines = []
    for row in range(grid.top, rows):
        cells = []
        for column in range(columns):
            holder = next(
                (
                    (top, left)
                    for (top, left), (bottom, right) in spans.items()
                    if top <= row <= bottom and left <= column <= right
                ),
                None,
            )
            if holder is not None and holder[1] < column:
                continue
            properties = ""
            if holder is not None:
                bottom, right = spans[holder]
                if right > holder[1]:
                    properties += f'<w:gridSpan w:val="{right - holder[1] + 1}"/>'
                if bottom > holder[0]:
                    properties += '<w:vMerge w:val="restart"/>' if row == holder[0] else "<w:vMerge/>"
            shown = _paragraph(shown_text(grid.cells.get((row, column))))
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{shown}</w:tc>")
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"
