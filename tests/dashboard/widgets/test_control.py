"""What a control panel says: the last period, two verdicts in icon and words, or which other chart, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.data.ask import Answer
from dashboard.data.control import ControlPanel
from dashboard.widgets.control import festivals, panel_title, verdicts
from warehouse.control_charts.fitness import Fitness, Shape
from warehouse.control_charts.verdicts import Assurance, Variation, assurance, variation
from warehouse.control_charts.xmr import control_chart
from warehouse.metrics.model import Better
from warehouse.metrics.selection import Grain, Selection, period_of


def panel(
    values: Sequence[float | None], shape: Shape = Shape.CONTROL, target: float | None = None
) -> ControlPanel:
    """Return monthly audiences that end in February 2026."""
    last = date(2026, 2, 28)
    periods: list[str] = []
    day = last
    for _ in values:
        periods.insert(0, period_of(day, Grain.MONTH).label or "")
        day = day.replace(day=1) - timedelta(days=1)
    chart = control_chart(values)
    is_fit = shape is Shape.CONTROL
    return ControlPanel(
        "P02",
        tuple(periods),
        tuple(Answer(value, value, None, 3, None) for value in values),
        chart,
        Fitness(shape, "" if is_fit else "随季节<b>起伏"),
        variation(chart, Better.UP) if is_fit else None,
        assurance(chart.current, target, Better.UP) if is_fit else None,
        Grain.MONTH,
        target,
        Selection(date(2025, 1, 1), last, Grain.MONTH),
    )


STEADY = [90.0, 110.0] * 7


def test_a_control_chart_has_two_verdicts_with_icon_and_words() -> None:
    found = panel([*STEADY, 400.0], target=10)
    assert (found.variation, found.assurance) == (Variation.IMPROVING, Assurance.MET)
    assert panel_title(found) == "线下受众：2026年2月 400 人次，异常向好"
    said = verdicts(found, "每月均摊 {value}")
    for words in ("▲ 异常向好", "最近一期：高于上限", "▲ 可稳定达标", "每月均摊 10 人次"):
        assert words in said
    ordinary = verdicts(panel(STEADY))
    for words in ("● 正常波动", "共 14 期，其中 0 期异常", "○ 不作达标判断", "没有每月的目标"):
        assert words in ordinary
    assert festivals(found) is None


def test_another_chart_says_which_and_why() -> None:
    found = panel(STEADY, Shape.YEAR_ON_YEAR)
    assert panel_title(found) == "线下受众：2026年2月 110 人次，上年同期 110 人次"
    assert verdicts(found).count("改用同比图：随季节&lt;b&gt;起伏") == 1
    # Spring Festival lies in February in 2026 alone: 2025 had most of it in January.
    assert "春节" in (festivals(found) or "")
    rare = panel(STEADY, Shape.RUN)
    assert panel_title(rare) == "线下受众：2026年2月 110 人次，中位数 100 人次"
    assert "改用趋势图" in verdicts(rare)


def test_what_was_not_reported_is_no_number() -> None:
    assert "未报" in panel_title(panel([*STEADY, None]))
    assert panel_title(panel([None, None])) == "线下受众：波动是否正常"
    assert panel_title(panel([])) == "线下受众：波动是否正常"
