"""Native charts: editable, with full numbers and harmless texts in their workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from lxml import etree

from dashboard.briefing.content.model import Chart, ChartKind, Series
from dashboard.briefing.formats import native
from dashboard.briefing.formats.native_style import Look
from dashboard.palette import BLUE, LAST_YEAR
from tests.support import briefings

_NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_LOOK = Look(12, 4)


def _drawn(chart: Chart, look: Look = _LOOK) -> Any:
    return etree.fromstring(native.chart_xml(chart, look))


def _find(chart: Chart, path: str) -> list[Any]:
    found = _drawn(chart).xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)
    return found


def _sheet(chart: Chart) -> Any:
    return openpyxl.load_workbook(io.BytesIO(native.chart_data(chart).xlsx_blob)).active


@pytest.mark.parametrize(
    ("kind", "element", "direction", "grouping"),
    [
        (ChartKind.COLUMNS, "barChart", "col", "clustered"),
        (ChartKind.STACKED_COLUMNS, "barChart", "col", "stacked"),
        (ChartKind.BARS, "barChart", "bar", "clustered"),
        (ChartKind.STACKED_BARS, "barChart", "bar", "stacked"),
        (ChartKind.LINES, "lineChart", None, "standard"),
    ],
)
def test_each_kind_is_drawn_as_it_is_called(
    kind: ChartKind, element: str, direction: str | None, grouping: str
) -> None:
    (plot,) = _find(briefings.chart_of(kind), f"//c:{element}")
    found = plot.find("c:barDir", _NAMES)
    assert (None if found is None else found.get("val")) == direction
    assert plot.find("c:grouping", _NAMES).get("val") == grouping


def test_values_are_whole_in_chart_and_workbook_and_none_is_a_gap() -> None:
    shares = briefings.share_chart()
    assert [float(one) for one in _find(shares, "//c:val//c:v/text()")] == list(shares.series[0].values)
    assert [row[1].value for row in _sheet(shares).iter_rows(min_row=2)] == list(shares.series[0].values)

    months = briefings.chart_of(ChartKind.COLUMNS)
    assert _find(months, "//c:ser[2]//c:val//c:ptCount/@val") == ["12"]
    assert _find(months, "//c:ser[2]//c:val//c:pt/@idx") == [str(place) for place in range(10)]
    assert [row[2].value for row in _sheet(months).iter_rows(min_row=2)] == list(months.series[1].values)
    assert _find(months, "//c:dispBlanksAs/@val") == ["gap"]


@pytest.mark.parametrize(
    ("unit", "values", "shown"),
    [("%", (58.58,), '0.0"%"'), ("场", (5.0, None), "#,##0"), ("课时", (1.5, 2.0), "#,##0.0")],
)
def test_numbers_are_shown_as_their_unit_asks(
    unit: str, values: tuple[float | None, ...], shown: str
) -> None:
    chart = replace(
        briefings.single_chart(), unit=unit, series=(Series("甲", values),), categories=("一", "二")
    )
    assert native.number_format(chart) == shown


def test_no_text_of_the_workbook_is_a_formula_and_the_chart_shows_what_is_meant() -> None:
    chart = briefings.hostile_chart()
    cells = [cell for row in _sheet(chart).iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(not cell.hyperlink for cell in cells)
    assert _sheet(chart)["A2"].value == f"'{briefings.FORMULA}"
    assert _sheet(chart)["B1"].value == f"'{briefings.FORMULA}"

    shown = _find(chart, "//c:ser[1]/c:cat//c:v/text()")
    assert shown[0] == _find(chart, "//c:ser[1]/c:tx//c:v/text()")[0] == briefings.FORMULA
    assert shown[2] == "甲乙 丙"
    assert shown[3] == "第一行 =第二行 列"


def test_a_very_long_name_is_cut_in_the_chart_only() -> None:
    chart = briefings.hostile_chart()
    shown = _find(chart, "//c:ser[1]/c:cat//c:v/text()")[4]
    assert shown.endswith("…")
    assert briefings.LONG_WORD.startswith(shown.removesuffix("…"))
    assert _sheet(chart)["A6"].value == briefings.LONG_WORD


def test_what_is_compared_with_is_grey_and_the_rest_blue() -> None:
    chart = briefings.chart_of(ChartKind.COLUMNS)
    colours = _find(chart, "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val")
    assert colours == [LAST_YEAR.lstrip("#"), BLUE.lstrip("#")]


def test_a_legend_stands_only_where_there_is_something_to_tell_apart() -> None:
    assert len(_find(briefings.chart_of(ChartKind.LINES), "//c:legend")) == 1
    assert not _find(briefings.share_chart(), "//c:legend")


def test_lying_bars_are_read_from_above() -> None:
    for chart in (briefings.share_chart(), briefings.chart_of(ChartKind.STACKED_BARS)):
        assert _find(chart, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
        assert _find(chart, "//c:valAx/c:crosses/@val") == ["max"]


def test_the_value_axis_starts_at_zero_and_shares_are_seen_against_the_whole() -> None:
    shares = replace(briefings.share_chart(), kind=ChartKind.COLUMNS)
    assert _find(shares, "//c:valAx/c:scaling/c:min/@val") == ["0.0"]
    assert _find(shares, "//c:valAx/c:majorUnit/@val") == ["20.0"]
    assert 100 <= float(_find(shares, "//c:valAx/c:scaling/c:max/@val")[0]) < 120

    few = replace(briefings.single_chart(), kind=ChartKind.COLUMNS, series=(Series("甲", (2.0,)),))
    assert _find(few, "//c:valAx/c:majorUnit/@val") == ["1.0"]

    below_zero = replace(few, series=(Series("甲", (-2.0,)),))
    assert not _find(below_zero, "//c:valAx/c:scaling/c:min")


def test_values_stand_beside_bars_only_where_they_can_be_read() -> None:
    chart = briefings.chart_of(ChartKind.COLUMNS)
    assert len(_find(chart, "//c:ser/c:dLbls")) == 2
    narrow = _drawn(chart, Look(4, 2, 9)).xpath("//c:ser/c:dLbls", namespaces=_NAMES)
    assert len(narrow) < 2


def test_lone_points_are_columns_since_no_line_joins_them() -> None:
    values = (None, 100.0, None, 94.0)
    chart = replace(
        briefings.share_chart(),
        kind=ChartKind.LINES,
        categories=("一", "二", "三", "四"),
        series=(Series("合格率", values),),
    )
    assert _find(chart, "//c:barChart/c:barDir/@val") == ["col"]


def test_fonts_are_named_for_latin_and_chinese_letters() -> None:
    for properties in _find(briefings.chart_of(ChartKind.BARS), "//a:defRPr"):
        assert properties.find("a:latin", _NAMES).get("typeface") == "Microsoft YaHei"
        assert properties.find("a:ea", _NAMES).get("typeface") == "微软雅黑"


def test_the_same_chart_gives_the_same_bytes() -> None:
    chart = briefings.hostile_chart()
    assert native.chart_xml(chart, _LOOK) == native.chart_xml(chart, _LOOK)
    assert native.chart_data(chart).xlsx_blob == native.chart_data(chart).xlsx_blob


def test_a_chart_without_any_value_is_known_and_one_without_category_is_refused() -> None:
    assert native.has_values(briefings.single_chart())
    assert not native.has_values(briefings.empty_chart())
    with pytest.raises(ValueError, match="no category"):
        native.chart_data(briefings.empty_chart(has_categories=False))
