"""How native charts look: quiet axes, blue for what is meant, grey for what it is compared with.

The measures follow from the room a chart has: bars are neither slabs nor threads, and values stand beside the
bars only where they can be read there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.briefing.content.model import Chart, ChartKind, Series
from dashboard.briefing.formats.text_fit import shortened, text_width
from dashboard.formatting import PERCENT
from dashboard.palette import CARD, INK, LAST_YEAR, LINE, MUTED, SECONDARY, SERIES

LATIN_FONT = "Microsoft YaHei"
EAST_ASIAN_FONT = "微软雅黑"

_STACKED = frozenset((ChartKind.STACKED_COLUMNS, ChartKind.STACKED_BARS))
_LYING = frozenset((ChartKind.BARS, ChartKind.STACKED_BARS))
_POINTS_PER_INCH = 72
_THICKEST_BAR = 0.55
_NARROWEST_GAP, _WIDEST_GAP = 45, 400
_SMALLEST_LABEL = 9
_SMALLEST_UNBROKEN = 10
# The share of the texts' size below which values of last year only crowd those of this year.
_CROWDED = 0.8
# A share that comes near the whole is shown against the whole.
_SHOWN_AGAINST_WHOLE = 40
# The share of a chart's width or height that its plot has, about.
_PLOT, _PLOT_BELOW_LEGEND = 0.86, 0.74
# Names of lying bars take at most this share of the width; those below columns have this many em at least.
_NAMES_SHARE = 0.3
_SHORTEST_NAME = 6


@dataclass(frozen=True)
class Look:
    """The room of a chart in inches, the size of its texts in points, its fonts."""

    width: float
    height: float
    points: float = 12
    latin: str = LATIN_FONT
    east_asian: str = EAST_ASIAN_FONT


@dataclass(frozen=True)
class _Scale:
    """The value axis: from low to high, a line every step."""

    low: float
    high: float
    step: float


def style(native: NativeChart, chart: Chart, number_format: str, look: Look) -> None:
    """Give a native chart its colours, axes, labels and fonts. number_format: of its values."""
    native.has_title = False
    _open_space(native)
    _font(native.font, look, look.points, INK)
    labelled = _labelled(chart, number_format, look)
    _value_axis(native, chart, number_format, look, labelled)
    _category_axis(native, chart, look)
    _legend(native, chart, look)
    plot = native.plots[0]
    plot.vary_by_categories = False
    if chart.kind is not ChartKind.LINES:
        plot.overlap = 100 if chart.kind in _STACKED else 0
        plot.gap_width = _gap(chart, look)
    colours = _colours(chart.series)
    for place, one in enumerate(plot.series):
        _series(one, chart, colours[place])
        if labelled[place]:
            _labels(one, chart, number_format, look, labelled[place], colours[place])
            if chart.kind is ChartKind.LINES:
                _below_in_valleys(one, chart.series[place].values, look, labelled[place])


def _series(one: Any, chart: Chart, colour: str) -> None:
    painted = rgb(colour)
    if chart.kind is not ChartKind.LINES:
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = painted
        if chart.kind in _STACKED:
            one.format.line.color.rgb = rgb(CARD)
            one.format.line.width = Pt(0.75)
        one.invert_if_negative = False
        return
    one.smooth = False
    one.format.line.color.rgb = painted
    one.format.line.width = Pt(1.75 if colour == LAST_YEAR else 2.5)
    one.marker.style = XL_MARKER_STYLE.CIRCLE
    one.marker.size = 7
    one.marker.format.fill.solid()
    one.marker.format.fill.fore_color.rgb = painted
    one.marker.format.line.color.rgb = rgb(CARD)


def _colours(series: Sequence[Series]) -> list[str]:
    """Return grey for what is compared with, and the colours of series in order for the others."""
    others = iter(SERIES * (len(series) // len(SERIES) + 1))
    return [LAST_YEAR if one.is_base else next(others) for one in series]


def _value_axis(
    native: NativeChart, chart: Chart, number_format: str, look: Look, labelled: Sequence[float]
) -> None:
    axis = native.value_axis
    lying_with_values = chart.kind in _LYING and all(labelled)
    scale = _scale(chart, has_labels=any(labelled))
    if scale is not None:
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale.low, scale.high, scale.step
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.has_major_gridlines = not lying_with_values
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = rgb(LINE)
        axis.major_gridlines.format.line.width = Pt(0.75)
    axis.visible = not lying_with_values
    axis.tick_labels.number_format = '0"%"' if chart.unit == PERCENT else _axis_format(scale, number_format)
    axis.tick_labels.number_format_is_linked = False
    _font(axis.tick_labels.font, look, look.points * 0.9, SECONDARY)


def _axis_format(scale: _Scale | None, number_format: str) -> str:
    if scale is None:
        return number_format
    return "#,##0" if scale.step == int(scale.step) else "#,##0.##"


def _category_axis(native: NativeChart, chart: Chart, look: Look) -> None:
    axis = native.category_axis
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(MUTED)
    axis.format.line.width = Pt(1)
    axis.has_major_gridlines = False
    if chart.kind in _LYING:
        # Office counts bars from below: turned round, the first category is read first.
        axis.reverse_order = True
        native._chartSpace.valAx_lst[0].find(qn("c:crosses")).set("val", "max")
        _every_name(axis._element)
    points = _category_points(chart, look)
    _cut_names(native, chart, look, points)
    _font(axis.tick_labels.font, look, points, INK)


def _every_name(axis: Any) -> None:
    """Leave out no name of a category, however near they stand: their size is reckoned so that all fit."""
    axis.find(qn("c:noMultiLvlLbl")).addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))


def _slot(chart: Chart, look: Look) -> float:
    """Return how much room a category has along its axis, in points."""
    if chart.kind not in _LYING:
        length = look.width * _PLOT
    else:
        length = look.height * (_PLOT_BELOW_LEGEND if len(chart.series) > 1 else _PLOT)
    return length / len(chart.categories) * _POINTS_PER_INCH


def _bar(chart: Chart, look: Look) -> float:
    """Return how thick a bar is, in points."""
    bars = 1 if chart.kind in _STACKED else len(chart.series)
    return min(_THICKEST_BAR * _POINTS_PER_INCH, _slot(chart, look) / (bars + 0.5))


def _cut_names(native: NativeChart, chart: Chart, look: Look, points: float) -> None:
    """Shorten what the chart shows of very long names of categories; its workbook has them in full."""
    if chart.kind in _LYING:
        longest = look.width * _POINTS_PER_INCH * _NAMES_SHARE / points
    else:
        longest = max(_SHORTEST_NAME, 2 * _slot(chart, look) / points - 1)
    for name in native._chartSpace.iterfind(f".//{qn('c:cat')}//{qn('c:v')}"):
        name.text = shortened(name.text or "", longest)


def _category_points(chart: Chart, look: Look) -> float:
    """Return the size at which names of categories stand side by side, or one below the other."""
    slot = _slot(chart, look)
    if chart.kind in _LYING:
        return max(_SMALLEST_LABEL - 1, min(look.points, math.floor(slot / 1.4)))
    longest = max(text_width(category) for category in chart.categories)
    on_one_line = math.floor(slot / (longest + 0.5))
    if on_one_line >= _SMALLEST_UNBROKEN:
        return min(look.points, on_one_line)
    return max(_SMALLEST_LABEL, min(look.points, math.floor(slot / max(longest / 2 + 0.5, 1))))


def _legend(native: NativeChart, chart: Chart, look: Look) -> None:
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
        _font(native.legend.font, look, look.points, INK)


def _labels(one: Any, chart: Chart, number_format: str, look: Look, points: float, colour: str) -> None:
    labels = one.data_labels
    labels.show_value = True
    labels.number_format = f"{number_format};;" if chart.kind in _STACKED else number_format
    labels.number_format_is_linked = False
    if chart.kind in _STACKED:
        labels.position = XL_LABEL_POSITION.CENTER
        _font(labels.font, look, points, INK if colour == LAST_YEAR else CARD)
        return
    above = chart.kind is ChartKind.LINES
    labels.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.OUTSIDE_END
    _font(labels.font, look, points, SECONDARY if colour == LAST_YEAR else INK, bold=colour != LAST_YEAR)
    # In a low chart some programs break 100.0% into two lines.
    labels._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("wrap", "none")


def _below_in_valleys(one: Any, values: Sequence[float | None], look: Look, points: float) -> None:
    """Put a line's value below its point where the line comes down to it: above, the line would cross it."""
    for place, value in enumerate(values):
        before = values[place - 1] if place else None
        after = values[place + 1] if place + 1 < len(values) else None
        around = [other for other in (before, after) if other is not None]
        if value is not None and around and value < min(around):
            label = one.points[place].data_label
            label.position = XL_LABEL_POSITION.BELOW
            _font(label.font, look, points, INK, bold=True)


def _labelled(chart: Chart, number_format: str, look: Look) -> tuple[float, ...]:
    """Return for each series the size of its values in points, 0 where they would not be readable.

    Where there is no room for all, those of the series that is compared with go first.
    """
    main = [not one.is_base for one in chart.series]
    if chart.kind is ChartKind.LINES:
        points = _label_points(chart, number_format, look, 1) if sum(main) == 1 else 0
        return tuple(points if is_main else 0 for is_main in main)
    side_by_side = 1 if chart.kind in _STACKED else len(chart.series)
    points = _label_points(chart, number_format, look, side_by_side)
    if points and (all(main) or chart.kind in _STACKED or points >= look.points * _CROWDED):
        return (points,) * len(chart.series)
    if chart.kind in _LYING or all(main):
        return (0,) * len(chart.series)
    points = min(
        _label_points(chart, number_format, look, max(1, sum(main))), math.floor(look.points * _CROWDED)
    )
    return tuple(points if is_main else 0 for is_main in main)


def _label_points(chart: Chart, number_format: str, look: Look, side_by_side: int) -> float:
    """Return the size at which values fit beside their bars; 0 where the smallest one is too large."""
    if chart.kind in _LYING:
        fitting = _bar(chart, look) * (1 if chart.kind in _STACKED else 1.15)
    else:
        widest = max(
            (
                text_width(_shown(value, number_format))
                for one in chart.series
                for value in one.values
                if value is not None
            ),
            default=1,
        )
        fitting = _slot(chart, look) / side_by_side / (widest + 0.3)
    return min(look.points, math.floor(fitting)) if fitting >= _SMALLEST_LABEL else 0


def _shown(value: float, number_format: str) -> str:
    if PERCENT in number_format:
        return f"{value:.1f}%"
    return f"{value:,.0f}" if number_format == "#,##0" else f"{value:,.1f}"


def _gap(chart: Chart, look: Look) -> int:
    """Return the room between groups of bars, in hundredths of a bar's thickness."""
    bars = 1 if chart.kind in _STACKED else len(chart.series)
    thickness = _bar(chart, look)
    free = 100 * (_slot(chart, look) - bars * thickness) / thickness
    return round(min(_WIDEST_GAP, max(_NARROWEST_GAP, free)))


def _scale(chart: Chart, has_labels: bool) -> _Scale | None:
    """Return the value axis from zero on; None where values below zero make the program choose."""
    values = _heights(chart)
    if not values or min(values) < 0:
        return None
    top = max(values)
    if chart.unit == PERCENT and _SHOWN_AGAINST_WHOLE <= top <= 100 + 1e-9:
        # The lines end at 100; above them is room for what stands over a full bar.
        return _Scale(0, 110 if has_labels else 100, 20)
    whole = all(value == int(value) for value in values)
    step = _step(top, whole)
    return _Scale(0, max(step, math.ceil(round(top * 1.06 / step, 9)) * step), step)


def _heights(chart: Chart) -> list[float]:
    """Return what the value axis has to reach: values, or the sums of stacked ones."""
    columns = [
        [one.values[place] or 0 for one in chart.series]
        if chart.kind in _STACKED
        else [value for one in chart.series if (value := one.values[place]) is not None]
        for place in range(len(chart.categories))
    ]
    if chart.kind in _STACKED and all(value >= 0 for column in columns for value in column):
        return [sum(column) for column in columns]
    return [value for column in columns for value in column]


def _step(top: float, whole: bool) -> float:
    """Return 1, 2 or 5 times a power of ten, so that at most six lines reach the top."""
    if top <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(top / 5))
    step = next(size * power for size in (1, 2, 5, 10) if top / (size * power) <= 5)
    return max(1, step) if whole else step


def _font(font: Any, look: Look, points: float, colour: str, bold: bool = False) -> None:
    font.size = Pt(points)
    font.bold = bold
    font.color.rgb = rgb(colour)
    font.name = look.latin
    properties = font._rPr
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    east_asian = parse_xml(f"<a:ea {nsdecls('a')}/>")
    east_asian.set("typeface", look.east_asian)
    properties.find(qn("a:latin")).addnext(east_asian)


def _open_space(native: NativeChart) -> None:
    """Take away the frame, the round corners and the fill that some programs give a chart."""
    space = native._chartSpace
    for old in space.findall(qn("c:roundedCorners")):
        space.remove(old)
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    shape = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    for old in space.findall(qn("c:spPr")):
        space.remove(old)
    space.find(qn("c:chart")).addnext(shape)


def rgb(colour: str) -> RGBColor:
    """Return a colour of the palette as the library takes it."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)
