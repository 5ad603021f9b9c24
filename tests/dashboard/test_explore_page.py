"""趋势探索 without a browser: search, ask, restore from the link, save a view."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts import common
from dashboard.texts import explore as texts
from dashboard.widgets.explore_state import as_label
from warehouse.home import HOME_VARIABLE, Home
from warehouse.saved_views import save_view, saved_views

SCRIPT = """
from dashboard.views import explore
from dashboard.widgets.safe import guarded
guarded(explore.show)()
"""


def _open(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return _run(app)


def _run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    assert common.FAILURE_TITLE not in _html(app)
    return app


def _html(app: AppTest) -> str:
    nodes: list[Any] = list(app.get("html"))
    return "\n".join(str(node.proto.body) for node in nodes)


def _asked(app: AppTest) -> dict[str, list[str]]:
    found = {name: app.query_params[name] for name in app.query_params}
    return {name: [value] if isinstance(value, str) else list(value) for name, value in found.items()}


def test_a_metric_is_typed_found_and_shown(served_home: Home) -> None:
    app = _open()
    assert texts.START_TITLE in _html(app)
    app.text_input(key="explore_search").input("hdcc")
    _run(app)
    app.button(key="explore_add_P01").click()
    _run(app)
    assert _asked(app) == {"metric": ["P01"]}
    assert app.text_input(key="explore_search").value == ""
    assert texts.TABLE_TITLE in _html(app)
    app.selectbox(key="explore_by_1").select("township")
    _run(app)
    app.segmented_control(key="explore_grain").set_value("total")
    _run(app)
    app.segmented_control(key="explore_period").set_value("year")
    _run(app)
    assert _asked(app) == {"metric": ["P01"], "by": ["township"], "grain": ["total"], "period": ["year"]}
    app.segmented_control(key="explore_period").set_value("custom")
    _run(app)
    assert {"from", "to"} <= _asked(app).keys()
    app.button(key="explore_chip_P01").click()
    _run(app)
    assert texts.START_TITLE in _html(app)


@pytest.mark.parametrize("shape", ["line", "bar", "heat", "dots", "multiples", "control", "table"])
def test_every_shape_is_drawn_or_says_why_not(shape: str, served_home: Home) -> None:
    for asked in (
        {"metric": "P10"},
        {"metric": "P01", "by": "township", "against": "last_year"},
        {"metric": "P01,P05", "by": "township", "grain": "total", "period": "year", "against": "district"},
        {"metric": "P01", "by": "village,setting", "grain": "total", "period": "year"},
        {"metric": "A04", "by": "metric_id", "grain": "total", "period": "year"},
    ):
        app = _open(**asked, shape=shape)
        html = _html(app)
        drawn = bool(app.get("plotly_chart")) or "fz-multiples" in html or "fz-table" in html
        assert drawn or texts.SHAPES[shape] in html


def test_a_link_is_restored_with_filters_and_comparison(served_home: Home) -> None:
    app = _open(
        metric="P01",
        by="setting",
        grain="quarter",
        where=["township=峡窝镇", "unit=没有"],
        against="district",
    )
    html = _html(app)
    assert texts.UNKNOWN_VALUE.format(dimension="单位", value="没有") in html
    assert _asked(app)["where"] == ["township=峡窝镇"]
    assert app.selectbox(key="explore_against").value == "district"
    assert "镇办平均" in html
    app.button(key="explore_condition_township").click()
    _run(app)
    assert "where" not in _asked(app)


def test_a_view_is_saved_and_another_of_its_name_refused(
    demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(shutil.copytree(demo_home.root, tmp_path / "home"))
    monkeypatch.setenv(HOME_VARIABLE, str(home.root))
    save_view(home, "<img src=x onerror=alert(1)>", "metric=P02&by=nothing")
    app = _open(metric="P01", by="township")
    assert "<img src=x" not in _html(app)
    for _ in range(2):
        app.text_input(key="explore_view_name").input("各镇办场次")
        next(button for button in app.button if button.label == texts.SAVE_TITLE).click()
        _run(app)
    assert "已有名为「各镇办场次」的视图，请换一个名称" in _html(app)
    assert [view.address for view in saved_views(home)] == ["metric=P02&by=nothing", "metric=P01&by=township"]


def test_a_value_from_a_spreadsheet_is_no_markdown() -> None:
    assert as_label("![x](http://evil) *b* :red[y] $a$") == (
        "\\!\\[x\\]\\(http\\:\\/\\/evil\\) \\*b\\* \\:red\\[y\\] \\$a\\$"
    )
