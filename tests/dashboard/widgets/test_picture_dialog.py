"""图片: the unit and the file's name of a picture, and what is shown where the server cannot draw it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.briefing.pictures.renderer import NoBrowser, Shape
from dashboard.charts.bars import horizontal_bars
from dashboard.periods import Week
from dashboard.texts import pictures as texts
from dashboard.widgets import picture_dialog
from dashboard.widgets.picture_dialog import file_name, unit_of
from warehouse.home import Home

_WEEK = Week.containing(date(2026, 11, 22))
_SCRIPT = """
from dashboard.views import enforcement
enforcement.show()
"""


@pytest.mark.parametrize(
    ("axis_title", "metric_ids", "unit"),
    [
        ("场次（场）", ("P01", "P02"), "场"),
        ("件", ("F01", "F02"), "件"),
        ("已有考核记录的单位（家）", ("A03", "A02"), ""),
        ("场次（场）与人次（人次）", ("P01", "P02"), ""),
    ],
)
def test_a_unit_is_told_where_the_axes_name_it(
    axis_title: str, metric_ids: tuple[str, ...], unit: str
) -> None:
    assert unit_of(horizontal_bars(["甲"], [1.0], "场", axis_title=axis_title), metric_ids) == unit


def test_a_file_is_named_after_metric_week_and_snapshot() -> None:
    assert file_name("活动场次", _WEEK, "000001-x/..\\<>:y", Shape.WIDE) == "活动场次-2026-W47-000001-x_.._y"
    assert file_name("村（社区）覆盖率", _WEEK, "1", Shape.SQUARE) == "村（社区）覆盖率-2026-W47-1-1x1"


def test_without_a_browser_the_reader_s_own_draws_it(served_home: Home, monkeypatch: Any) -> None:
    class Broken:
        def picture(self, *_: Any) -> None:
            raise NoBrowser(texts.NO_BROWSER)

    monkeypatch.setattr(picture_dialog, "renderer", Broken)
    page = AppTest.from_string(_SCRIPT, default_timeout=60).run()
    page.button(key="picture_grades").click().run()
    assert not page.exception
    html = "\n".join(str(node.proto.body) for node in page.get("html"))
    assert 'data-parts="' in html
    assert 'data-drawn="' not in html
    assert "apt-get install -y chromium" in html
