"""A line against its target: gaps stay gaps, the target is dashed and named, few names on the axis."""

from __future__ import annotations

from dashboard.charts.against_target import against_target


def test_a_line_keeps_its_gaps_and_stands_against_its_target() -> None:
    months = [f"{month}月" for month in range(1, 13)]
    values = [None, 90.0, *[None] * 9, 95.0]
    drawing = against_target(
        months,
        values,
        [0, 4, *[0] * 9, 19],
        "%",
        axis_title="及时率（%）",
        target=100,
        target_words="目标 <100%",
    )
    target, line = drawing.data
    assert list(target.y) == [100] * 12
    assert target.line.dash == "dash"
    assert list(line.y) == values
    assert line.connectgaps is False
    assert line.text[-1] == "95.0%（n=19）"
    assert list(line.marker.size)[-2:] == [5, 9]
    assert drawing.layout.annotations[0].text == "目标 &lt;100%"
    assert list(drawing.layout.yaxis.range) == [0, 104]
    assert drawing.layout.xaxis.tickvals[-1] == "12月"
    assert len(drawing.layout.xaxis.tickvals) == 6


def test_without_values_or_target_the_axis_still_begins_at_zero() -> None:
    drawing = against_target(["1月"], [None], [None], "件", axis_title="件")
    assert len(drawing.data) == 1
    assert drawing.layout.yaxis.range[0] == 0
