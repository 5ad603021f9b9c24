"""Turnaround, ranked dots, flow and burn-down as data."""

from __future__ import annotations

from dashboard.charts.burn_down import Open, burn_down
from dashboard.charts.dots import Dots, ranked_dots
from dashboard.charts.flow import Node, Stream, flow
from dashboard.charts.turnaround import Kind, Taken, Words, turnaround
from dashboard.palette import BLUE

_WORDS = Words("期限内", "超过期限", "没有期限", "期限")
_NAME = "<b onclick=alert(1)>甲</b>"


def test_what_is_late_has_a_shape_and_a_name_of_its_own_and_the_limit_stands_behind_its_last_day() -> None:
    kinds = [
        Kind("甲", [Taken(5, 4, is_late=False), Taken(6, 1, is_late=True)], 5, "5 件"),
        Kind("乙", [Taken(0, 1, is_late=None)], None, "1 件"),
    ]
    drawing = turnaround(kinds, "个工作日", "件", _WORDS, axis_title="办理工作日")
    looks = [(trace.name, trace.marker.symbol, list(trace.x)) for trace in drawing.data]
    assert looks == [
        ("期限内", "circle", [5]),
        ("超过期限", "square", [6]),
        ("没有期限", "diamond", [0]),
        ("期限", "line-ns", [5.5]),
    ]
    # Area by count: the dot of four is larger than that of one. A dot at zero is not cut.
    assert drawing.data[0].marker.size[0] > drawing.data[1].marker.size[0]
    assert drawing.layout.xaxis.range[0] < 0
    assert list(drawing.layout.yaxis.ticktext) == ["甲<br>5 件", "乙<br>1 件"]


def test_dots_that_rest_on_few_are_hollow_and_missing_ones_are_written() -> None:
    first = Dots("近 12 个季度", [40.0, 20.0, None], ["4/10", "1/5", "0/0"], [False, True, True])
    second = Dots("所选期间", [None, 50.0, None], ["—", "1/2", "—"], [True, True, True])
    drawing = ranked_dots(
        ["甲", "乙", "丙"],
        first,
        "%",
        axis_title="率",
        second=second,
        whole=("全部", 33.3),
        small_word="空心：不足 10 件",
    )
    names = [trace.name for trace in drawing.data]
    assert names == ["全部 33.3%", "所选期间", "近 12 个季度", "空心：不足 10 件"]
    assert list(drawing.data[2].marker.symbol) == ["circle", "circle-open"]
    assert [note.text for note in drawing.layout.annotations] == ["40.0%（4/10）", "20.0%（1/5）", "—（0/0）"]
    assert drawing.layout.xaxis.range[0] < 0


def test_high_rates_that_lie_close_together_begin_below_the_lowest_and_no_share_is_above_a_hundred() -> None:
    dots = Dots("采纳率", [89.0, 100.0], ["8/9", "9/9"], [False, False])
    axis = ranked_dots(["甲", "乙"], dots, "%", axis_title="率").layout.xaxis
    assert axis.range[0] == 80
    assert list(axis.tickvals) == [80, 90, 100]


def test_a_flow_names_its_states_with_their_counts() -> None:
    nodes = [Node("收到", 3, BLUE), Node("受理", 2, BLUE), Node(_NAME, 1, BLUE)]
    drawing = flow(nodes, [Stream(0, 1, 2), Stream(0, 2, 1)], "件")
    (trace,) = drawing.data
    assert list(trace.node.label)[:2] == ["收到 3", "受理 2"]
    assert list(trace.link.value) == [2, 1]
    assert "<b " not in drawing.to_json()


def test_a_burn_down_stacks_what_is_open_and_keeps_gaps() -> None:
    found = Open([2, None], [1, None], [0, 3], ("期限内", "逾期", "完成"))
    drawing = burn_down(["一", "二"], found, "卷", axis_title="卷", ticks=["1", "2"])
    within, overdue, done = drawing.data
    assert drawing.layout.barmode == "stack"
    assert list(within.y) == [2, None]
    assert overdue.marker.pattern.shape == "/"
    assert (done.name, list(done.y)) == ("完成", [0, 3])
    assert burn_down([], Open([], [], [], ("甲", "乙", "丙")), "卷", axis_title="卷", ticks=[]).data


def test_names_from_spreadsheets_are_not_markup() -> None:
    dots = Dots(_NAME, [1.0], [_NAME], [False])
    for drawing in (
        ranked_dots([_NAME], dots, "%", axis_title="率"),
        turnaround(
            [Kind(_NAME, [Taken(1, 1, is_late=False)], 1, _NAME)], "天", "件", _WORDS, axis_title="天"
        ),
    ):
        assert "<b " not in drawing.to_json()
