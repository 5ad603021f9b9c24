"""Native charts of PowerPoint, Word and WPS: editable, with their numbers in a workbook inside the document.

The numbers stay as they are (a number format only shows them shorter), None is a gap. A text that a
spreadsheet program would run as a formula is made harmless in the workbook; the chart shows what is meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml

from dashboard.briefing.content.model import Chart, ChartKind
from dashboard.briefing.formats.native_style import Look, style
from dashboard.exports.neutral import neutral
from dashboard.formatting import PERCENT

_TYPES = {
    ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.STACKED_COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.STACKED_BARS: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
# What ends a line, and tabs; a full-width space stays one.
_SPACE = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
# What XML 1.0 does not allow, the other control characters, and what turns the direction of writing.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# A workbook's day of making, the same always: the same numbers give the same file.
_MADE = datetime(2000, 1, 1)


def clean(text: str) -> str:
    """Return a text on one line, without the characters that a document of Office may not hold."""
    return _FORBIDDEN.sub("", _SPACE.sub(" ", text)).strip()


def has_values(chart: Chart) -> bool:
    """Return whether there is anything to draw; a writer says so in words where there is not."""
    return any(_known(value) is not None for one in chart.series for value in one.values)


def chart_type(chart: Chart) -> XL_CHART_TYPE:
    """Return how Office calls this kind of chart. Lines that would be but lone points become columns."""
    return _TYPES[_kind(chart)]


def chart_data(chart: Chart) -> CategoryChartData:
    """Return categories and series as python-pptx's charts take them; `xlsx_blob` of it is the workbook.

    Raises ValueError where the chart has no category: ask `has_values` before.
    """
    if not chart.categories:
        raise ValueError(f"chart {chart.key} has no category")
    data: Any = _ChartData(number_format(chart))  # type: ignore[no-untyped-call]
    data.categories = [clean(category) for category in chart.categories]
    for one in chart.series:
        data.add_series(clean(one.name), tuple(map(_known, one.values)))
    made: CategoryChartData = data
    return made


def number_format(chart: Chart) -> str:
    """Return how the values are shown: 58.6% of 58.58…, 1,749 of a count, 1.5 where not all are whole."""
    if chart.unit == PERCENT:
        return '0.0"%"'
    values = [known for one in chart.series for value in one.values if (known := _known(value)) is not None]
    return "#,##0" if all(value == int(value) for value in values) else "#,##0.0"


def draw(native: NativeChart, chart: Chart, look: Look) -> None:
    """Give a chart that was made of `chart_data` its colours, axes, labels and fonts."""
    style(native, replace(chart, kind=_kind(chart)), number_format(chart), look)


def chart_xml(chart: Chart, look: Look) -> bytes:
    """Return the styled chart as a part of its own (c:chartSpace), for a library that has no charts.

    Whoever embeds the workbook (`chart_data(chart).xlsx_blob`) appends c:externalData.
    """
    space: Any = parse_xml(chart_data(chart).xml_bytes(chart_type(chart)))
    draw(NativeChart(space, None), chart, look)
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _kind(chart: Chart) -> ChartKind:
    is_joined = any(
        _known(before) is not None and _known(after) is not None
        for one in chart.series
        for before, after in pairwise(one.values)
    )
    if chart.kind is ChartKind.LINES and not is_joined:
        return ChartKind.COLUMNS
    return chart.kind


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


class _ChartData(CategoryChartData):
    """Data whose workbook holds no formula."""

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _Workbook(self)  # type: ignore[no-untyped-call]


class _Workbook(CategoryWorkbookWriter):
    """The workbook in a chart: texts stay texts, and the file is the same for the same numbers."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(xlsx_file, options)
        book.set_properties({"created": _MADE})
        yield book, book.add_worksheet()
        book.close()

    def _write_cat_column(self, worksheet: Any, col: int, level: Any, num_format: Any) -> None:
        worksheet.set_column(col, col, 24)
        for offset, name in level:
            worksheet.write_string(offset + 1, col, neutral(name), num_format)

    def _write_series(self, workbook: Any, worksheet: Any) -> None:
        for column, one in enumerate(self._chart_data, start=1):
            shown = workbook.add_format({"num_format": one.number_format})
            worksheet.set_column(column, column, 16)
            worksheet.write_string(0, column, neutral(one.name))
            for row, value in enumerate(one.values, start=1):
                if value is not None:
                    worksheet.write_number(row, column, value, shown)
