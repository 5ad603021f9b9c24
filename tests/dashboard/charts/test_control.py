"""Control charts as data: limits, signals by shape and words, trial limits and new ones."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.control import control
from dashboard.texts import control as texts
from warehouse.control_charts.verdicts import Assurance, Variation
from warehouse.control_charts.xmr import Rebase, Side, Signal, control_chart
from warehouse.metrics.model import Better

STEADY: list[float | None] = [9.0, 11.0] * 6


def drawn(series: list[float | None], better: Better = Better.UP, **more: Any) -> go.Figure:
    rebases = more.pop("rebases", ())
    periods = [f"{number}月" for number in range(1, len(series) + 1)]
    return control(periods, control_chart(series, rebases=rebases), "件", better, axis_title="件数", **more)


def words(drawing: go.Figure) -> list[str]:
    return [note.text for note in drawing.layout.annotations]


def test_mean_and_limits_are_lines_with_their_values_beside_them() -> None:
    drawing = drawn(STEADY)
    upper, lower, mean, values = drawing.data
    assert list(upper.y) == pytest.approx([15.32] * 12)
    assert list(lower.y) == pytest.approx([4.68] * 12)
    assert set(mean.y) == {10}
    assert list(values.y) == STEADY
    assert words(drawing) == ["上限 15.3 件", "均值 10 件", "下限 4.7 件"]


@pytest.mark.parametrize(
    ("better", "shape"), [(Better.UP, "triangle-up"), (Better.DOWN, "square"), (Better.NEUTRAL, "diamond")]
)
def test_what_is_out_of_the_ordinary_is_told_by_shape_and_words(better: Better, shape: str) -> None:
    values = drawn([*[8.0, 12.0] * 6, 24.0], better).data[-1]
    assert values.marker.symbol[-1] == shape
    assert values.marker.symbol[0] == "circle"
    assert values.text[-1] == "24 件，高于上限"
    assert values.text[0] == "8 件，正常波动"


def test_trial_limits_are_dotted_and_say_so() -> None:
    drawing = drawn(STEADY[:8])
    assert drawing.data[0].line.dash == "dot"
    assert "试用控制限：不足 12 期" in words(drawing)
    assert drawn(STEADY).data[0].line.dash == "dash"


def test_new_limits_begin_with_their_reason() -> None:
    drawing = drawn([*STEADY, *STEADY], rebases=[Rebase(12, "口径<b>调整")])
    assert words(drawing)[0] == "13月 起重算控制限：口径&lt;b&gt;调整"
    assert list(drawing.data[0].x) == [f"{number}月" for number in range(1, 13)]


def test_a_target_is_a_line_with_words() -> None:
    drawing = drawn(STEADY, target=12)
    assert drawing.data[-1].line.dash == "longdash"
    assert "目标 12 件" in words(drawing)


def test_an_unreported_period_is_a_gap() -> None:
    values = drawn([*STEADY, None, 10.0]).data[-1]
    assert values.y[12] is None
    assert values.connectgaps is False


@pytest.mark.parametrize("series", [[], [None, None], [5.0]])
def test_no_point_and_one_point_can_be_drawn(series: list[float | None]) -> None:
    assert list(drawn(series).data[-1].y) == series


def test_every_signal_and_verdict_has_its_words() -> None:
    assert set(texts.SIGNALS) == {(signal, side) for signal in Signal for side in Side}
    assert set(texts.VARIATIONS) == set(Variation)
    assert set(texts.ASSURANCES) == set(Assurance)
