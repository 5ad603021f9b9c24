"""Bars as data."""

from __future__ import annotations

import pytest

from dashboard.charts.bars import (
    horizontal_bars,
    in_two_lines,
    pareto,
    stacked_bars,
    stacked_horizontal,
)


def test_bars_keep_the_given_order_and_begin_at_zero() -> None:
    drawing = horizontal_bars(["甲", "乙"], [3, 12345], "人次", axis_title="受众", notes=["", "n=2"])
    trace = drawing.data[0]
    assert list(trace.y) == ["甲", "乙"]
    assert list(trace.text) == ["3 人次", "1.23 万人次  n=2"]
    assert drawing.layout.xaxis.range[0] == 0
    assert drawing.layout.yaxis.autorange == "reversed"


def test_a_missing_value_is_written_and_not_drawn() -> None:
    trace = horizontal_bars(["甲"], [None], "场", axis_title="场次").data[0]
    assert list(trace.x) == [0]
    assert list(trace.text) == ["—"]


def test_names_from_spreadsheets_are_not_markup() -> None:
    name = "<b onclick=alert(1)>甲</b>"
    for drawing in (
        horizontal_bars([name], [1], "场", axis_title="场次"),
        stacked_horizontal([name], {name: [1]}, "个", axis_title="数"),
        stacked_bars(["2023年上半年"], {name: [1]}, "个", axis_title="数"),
        pareto([name], [1], "个", axis_title="数"),
    ):
        assert "<b " not in drawing.to_json()


def test_stacks_hold_at_most_six_parts() -> None:
    parts = {str(number): [1.0] for number in range(7)}
    with pytest.raises(ValueError, match="six"):
        stacked_bars(["甲"], parts, "个", axis_title="数")
    with pytest.raises(ValueError, match="six"):
        stacked_horizontal(["甲"], parts, "个", axis_title="数")


def test_stacked_bars_begin_at_zero_and_break_long_labels() -> None:
    drawing = stacked_bars(["2023年上半年"], {"优秀": [19], "合格": [None]}, "卷", axis_title="卷")
    assert drawing.layout.barmode == "stack"
    assert drawing.layout.yaxis.rangemode == "tozero"
    assert list(drawing.layout.xaxis.ticktext) == ["2023年<br>上半年"]
    assert [list(trace.text) for trace in drawing.data] == [["19"], [""]]


def test_a_year_alone_is_not_broken() -> None:
    assert in_two_lines("2023") == "2023"
    assert in_two_lines("2023年") == "2023年"


def test_horizontal_stacks_write_their_totals() -> None:
    drawing = stacked_horizontal(
        ["省级", "国家级"], {"示范村": [8, None], "乡镇": [1, None]}, "个", axis_title="数"
    )
    assert [note.text for note in drawing.layout.annotations] == ["9 个", "0 个"]


def test_pareto_ranks_and_accumulates_to_the_whole() -> None:
    drawing = pareto(["程序", "文书", "证据"], [1, 6, 3], "个", axis_title="问题数")
    bars, line = drawing.data
    assert list(bars.x) == ["文书", "证据", "程序"]
    assert list(line.y) == [60, 90, 100]
    assert list(drawing.layout.xaxis.ticktext) == ["文书<br>60%", "证据<br>90%", "程序<br>100%"]


def test_nothing_gives_an_empty_chart_and_no_fault() -> None:
    assert list(pareto([], [], "个", axis_title="数").data[0].x) == []
    assert list(horizontal_bars([], [], "个", axis_title="数").data[0].x) == []
