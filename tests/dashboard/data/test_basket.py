"""What a page shows is collected in the form nearest to how it is drawn there."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest

from dashboard.briefing.basket.items import Form, Kind
from dashboard.briefing.content.model import Chart, ChartKind, Section, Sentence, Series
from dashboard.charts.bars import horizontal_bars, stacked_bars, stacked_horizontal
from dashboard.charts.lines import Series as Line
from dashboard.charts.lines import trend
from dashboard.data.basket import collected, collected_of_week, drawn_as, is_as_drawn
from warehouse.metrics.selection import Grain, Selection

DAYS = (date(2026, 1, 1), date(2026, 11, 22))
NAMES = ["甲", "乙"]
PARTS = {"丙": [1.0, 2.0], "丁": [3.0, 4.0]}
BARS = horizontal_bars(NAMES, [7, 5], "场", axis_title="")
LINES = trend(NAMES, [Line("甲", [1, 2])], "场", axis_title="")


@pytest.mark.parametrize(
    ("figure", "form"),
    [
        (BARS, Form.BARS),
        (LINES, Form.LINES),
        (stacked_bars(NAMES, PARTS, "场", axis_title="", height=300), Form.STACKED_COLUMNS),
        (stacked_horizontal(NAMES, PARTS, "场", axis_title=""), Form.STACKED_BARS),
    ],
)
def test_the_form_of_a_figure_is_told(figure: go.Figure, form: Form) -> None:
    assert drawn_as(figure) is form


def test_a_chart_keeps_its_form_where_its_question_bears_it() -> None:
    by_unit = collected("s", "普法覆盖", ["P01", "P02"], Selection(*DAYS, by=("unit",)), figure=BARS)
    assert (by_unit.form, by_unit.metrics) == (Form.BARS, ("P01", "P02"))
    total = collected("s", "队伍阵地", ["R01"], Selection(*DAYS), figure=BARS)
    assert total.form is Form.SENTENCE
    by_two = Selection(*DAYS, Grain.QUARTER, ("unit",))
    assert collected("s", "", ["P01", "P02"], by_two, figure=LINES).metrics == ("P01",)


def test_without_a_chart_parts_make_a_table_and_a_number_a_sentence() -> None:
    assert collected("s", "", ["P01"], Selection(*DAYS, by=("unit",))).form is Form.TABLE
    assert collected("s", "", ["P01"], Selection(*DAYS)).form is Form.SENTENCE
    # What cannot be asked in the same way is left out.
    by_conclusion = Selection(*DAYS, by=("conclusion",))
    assert collected("s", "", ["L01", "L06"], by_conclusion, form=Form.BARS).metrics == ("L01",)


def test_a_matter_has_its_key_and_the_summary_has_none() -> None:
    assert collected_of_week("s", "本周概览", DAYS[1]).kind is Kind.SUMMARY
    assert collected_of_week("s", "本周概览", DAYS[1], key="villages").kind is Kind.MATTER


def test_it_is_told_whether_the_page_showed_the_same_values() -> None:
    def section(*values: float | None) -> Section:
        drawn = Chart("k", "", ChartKind.BARS, ("甲",) * len(values), (Series("", values),), "场", "")
        return Section("k", "", Sentence(""), charts=(drawn,))

    # Pages cut long lists.
    assert is_as_drawn(section(7, 5, 4), BARS)
    assert not is_as_drawn(section(70, 50), BARS)
    assert not is_as_drawn(section(None), BARS)
    assert not is_as_drawn(Section("k", "", Sentence("")), BARS)
