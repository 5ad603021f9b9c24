"""Run charts as data: values from zero, the median with its value, gaps, few names under the axis."""

from __future__ import annotations

from dashboard.charts.run import run


def test_the_median_is_a_dashed_line_with_its_value_beside_it() -> None:
    drawing = run(
        ["1月", "2月", "3月"], [1, None, 4], "场", axis_title="每月（场）", median=2.5, marks={2: "①"}
    )
    middle, values = drawing.data
    assert (set(middle.y), middle.line.dash) == ({2.5}, "dash")
    assert list(values.y) == [1, None, 4]
    assert values.connectgaps is False
    assert values.text == ("1 场", "—", "4 场")
    assert [note.text for note in drawing.layout.annotations] == ["①", "中位数 2.5 场"]
    assert drawing.layout.yaxis.rangemode == "tozero"


def test_of_many_periods_few_are_named_the_last_one_always_and_a_year_once() -> None:
    names = [f"第{place}周" for place in range(1, 105)]
    ticks = [f"W{place}<br>{2025 + place // 52}年" for place in range(104)]
    drawing = run(names, [1.0] * 104, "场", axis_title="场", median=None, ticks=ticks)
    assert len(drawing.data) == 1
    assert list(drawing.layout.xaxis.ticktext) == ["W25<br>2025年", "W51", "W77<br>2026年", "W103"]
    assert drawing.layout.xaxis.tickvals[-1] == "第104周"


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert list(run([], [], "场", axis_title="场", median=None, ticks=[]).data[0].y) == []
