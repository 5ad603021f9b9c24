"""The small line."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.sparkline import HEIGHT, WIDTH, sparkline

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)), min_size=0, max_size=40)


@given(VALUES)
def test_a_drawing_stays_within_its_box(values: list[float | None]) -> None:
    drawing = sparkline(values)
    if sum(value is not None for value in values) < 2:
        assert drawing is None
        return
    assert drawing is not None
    root = ElementTree.fromstring(drawing)
    for line in root.iter("{http://www.w3.org/2000/svg}polyline"):
        for point in line.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


def test_a_gap_in_the_data_breaks_the_line() -> None:
    drawing = sparkline([1, 2, None, 3, 4])
    assert drawing is not None
    assert drawing.count("<polyline") == 2


def test_a_level_series_runs_through_the_middle() -> None:
    drawing = sparkline([7, 7, 7])
    assert drawing is not None
    assert f",{HEIGHT / 2:.1f}" in drawing
