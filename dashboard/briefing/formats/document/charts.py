"""Native charts in a Word document: in line with the text, with their numbers in a workbook of their own.

They open and edit in Word and WPS, and need no browser to be made.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.shared import Mm

from dashboard.briefing.content.model import Chart, ChartKind
from dashboard.briefing.formats import official
from dashboard.briefing.formats.native import chart_data, chart_xml, clean
from dashboard.briefing.formats.native_style import Look

_CHART_PART = "/word/charts/chart%d.xml"
_WORKBOOK_PART = "/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MM_PER_INCH = 25.4
# The size of its texts: 五号 to 小五, as in captions.
_POINTS = 9.5

# How high a chart is, in mm: standing ones by a share of their width, lying ones by their bars.
_STANDING = 0.36
_LEGEND = 7.0
_ROW, _AROUND, _LOWEST, _HIGHEST = 5.6, 8.0, 18.0, 150.0

_INLINE = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent cx="0" cy="0"/>
    <wp:effectExtent l="0" t="0" r="0" b="0"/>
    <wp:docPr id="0" name=""/>
    <wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
      <c:chart r:id=""/>
    </a:graphicData></a:graphic>
  </wp:inline>
</w:drawing>
"""


def chart_height(chart: Chart, width_mm: float) -> float:
    """Return how high a chart is drawn, in mm."""
    if chart.kind not in (ChartKind.BARS, ChartKind.STACKED_BARS):
        return width_mm * _STANDING
    bars = len(chart.categories) * (len(chart.series) if chart.kind is ChartKind.BARS else 1)
    around = _AROUND if len(chart.series) == 1 else _AROUND + _LEGEND
    return max(_LOWEST, min(_HIGHEST, around + bars * _ROW))


def inline_chart(part: StoryPart, chart: Chart, width_mm: float, height_mm: float | None = None) -> Any:
    """Return a chart as the w:drawing element of a run, and add its parts to the document.

    part: of the document, header or footer in which the run stands. The chart's title is its description for
    those who cannot see it. Raises ValueError where it has no category (see `native.has_values`).
    """
    height = chart_height(chart, width_mm) if height_mm is None else height_mm
    package = part.package
    workbook = Part(
        package.next_partname(_WORKBOOK_PART),
        CONTENT_TYPE.SML_SHEET,
        chart_data(chart).xlsx_blob,
        package,
    )
    look = Look(
        width_mm / _MM_PER_INCH, height / _MM_PER_INCH, _POINTS, official.CHART_LATIN, official.HEI.name
    )
    space = parse_xml(chart_xml(chart, look))
    drawn = XmlPart(package.next_partname(_CHART_PART), CONTENT_TYPE.DML_CHART, space, package)
    space.append(_external_data(drawn.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)))
    return _drawing(part, part.relate_to(drawn, RELATIONSHIP_TYPE.CHART), chart, Mm(width_mm), Mm(height))


def _external_data(relation: str) -> Any:
    """Return what tells a program where the numbers of the chart can be edited."""
    return parse_xml(
        f'<c:externalData xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}" r:id="{relation}">'
        '<c:autoUpdate val="0"/></c:externalData>'
    )


def _drawing(part: StoryPart, relation: str, chart: Chart, width: int, height: int) -> Any:
    drawing = parse_xml(_INLINE)
    extent = drawing.find(f".//{qn('wp:extent')}")
    extent.set("cx", str(int(width)))
    extent.set("cy", str(int(height)))
    shape = drawing.find(f".//{qn('wp:docPr')}")
    identity = str(part.next_id)
    shape.set("id", identity)
    shape.set("name", f"Chart {identity}")
    shape.set("descr", clean(chart.title))
    drawing.find(f".//{{{_CHART}}}chart").set(qn("r:id"), relation)
    return drawing
