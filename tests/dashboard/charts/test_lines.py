"""Lines as data."""

from __future__ import annotations

import pytest

from dashboard.charts.layout import CONFIG
from dashboard.charts.lines import Continuation, Series, progress, trend

MONTHS = ("1月", "2月", "3月")


def test_progress_shows_both_years_the_target_and_their_labels() -> None:
    drawing = progress(
        MONTHS,
        Series("2026年", [5, 9]),
        Series("2025年", [4, 8, 12]),
        "场",
        target=100,
        axis_title="累计（场）",
    )
    last_year, this_year, target = drawing.data
    assert list(this_year.x) == ["1月", "2月"]
    assert list(last_year.y) == [4, 8, 12]
    assert target.line.dash == "dash"
    assert set(target.y) == {100}
    assert {note.text for note in drawing.layout.annotations} == {
        "2025年 12 场",
        "2026年 9 场",
        "目标 100 场",
    }
    assert drawing.layout.yaxis.range[1] > 100


def test_labels_at_the_ends_of_close_lines_do_not_touch() -> None:
    drawing = progress(
        MONTHS, Series("2026年", [100]), Series("2025年", [101]), "场", target=None, axis_title="场"
    )
    upper, lower = drawing.layout.annotations
    assert upper.text == "2025年 101 场"
    assert upper.y - lower.y >= 0.08 * drawing.layout.yaxis.range[1]


def test_without_a_target_there_is_no_dashed_line() -> None:
    drawing = progress(
        MONTHS, Series("2026年", [None, None]), Series("2025年", [1]), "场", target=None, axis_title="场"
    )
    assert len(drawing.data) == 2
    assert [note.text for note in drawing.layout.annotations] == ["2025年 1 场"]


def test_what_was_not_reported_is_a_gap_and_what_had_nothing_to_judge_is_bridged() -> None:
    unreported = trend(MONTHS, [Series("收到", [1, None, 3])], "件", axis_title="件").data[0]
    nothing = trend(MONTHS, [Series("合格率", [90, None, 80], is_bridged=True)], "%", axis_title="%").data[0]
    assert not unreported.connectgaps
    assert nothing.connectgaps


def test_the_count_stands_beside_each_point() -> None:
    trace = trend(MONTHS, [Series("合格率", [100, 50, None], [3, 2, 0])], "%", axis_title="%").data[0]
    assert list(trace.text) == ["100.0%（n=3）", "50.0%（n=2）", "—（n=0）"]


def test_one_line_needs_no_legend_and_seven_are_refused() -> None:
    assert not trend(MONTHS, [Series("甲", [1, 2, 3])], "件", axis_title="件").layout.showlegend
    many = [Series(str(number), [1, 2, 3]) for number in range(7)]
    with pytest.raises(ValueError, match="six"):
        trend(MONTHS, many, "件", axis_title="件")


def test_ticks_may_be_shorter_than_the_periods() -> None:
    drawing = trend(MONTHS, [Series("甲", [1, 2, 3])], "件", axis_title="件", ticks=["一", "二", "三"])
    assert list(drawing.layout.xaxis.ticktext) == ["一", "二", "三"]


def test_the_english_tool_bar_is_off() -> None:
    assert CONFIG["displayModeBar"] is False


def test_a_line_is_carried_on_dashed_with_its_interval_as_band_and_bar() -> None:
    drawing = progress(
        MONTHS,
        Series("2026年", [5, 9]),
        Series("2025年", [4, 8, 12]),
        "场",
        target=None,
        axis_title="场",
        continued=Continuation("预计", 1, [9, 14.6], [9, 13], [9, 17]),
    )
    low, high, ahead = drawing.data[:3]
    assert (list(low.y), list(high.y), high.fill) == ([9, 13], [9, 17], "tonexty")
    assert (list(ahead.x), list(ahead.y), ahead.line.dash) == (["2月", "3月"], [9, 14.6], "dash")
    assert ahead.text[-1] == "15 场（13—17）"
    assert (list(ahead.error_y.array), list(ahead.error_y.arrayminus)) == (
        [0, pytest.approx(2.4)],
        [0, pytest.approx(1.6)],
    )
    assert "预计 15 场" in {note.text for note in drawing.layout.annotations}
    assert drawing.layout.yaxis.range[1] > 17


def test_a_run_rate_has_no_band_and_december_leads_no_further_than_itself() -> None:
    drawing = progress(
        MONTHS,
        Series("2026年", [5, 9, 12]),
        Series("2025年", []),
        "场",
        target=None,
        axis_title="场",
        continued=Continuation("预计", 2, [12, 13]),
    )
    (ahead,) = (trace for trace in drawing.data if trace.name == "预计")
    assert list(ahead.x) == ["3月", "3月"]
    assert ahead.error_y.visible is False
    assert not any(trace.fill for trace in drawing.data)
