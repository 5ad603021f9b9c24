"""Every page without a browser: as it is, filtered, empty, with hostile links, and when it breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from dashboard.texts import common, weekly
from dashboard.views import weekly_review
from tests.support.small_warehouse import SmallWarehouse
from warehouse.home import HOME_VARIABLE, Home

SCRIPT = """
import streamlit as st
from dashboard.views import {name}
from dashboard.widgets.safe import guarded
guarded({name}.show)()
"""
NAMES = tuple(entry.show.__module__.rpartition(".")[2] for entries in PAGES.values() for entry in entries)
ATTACK = "<script>alert(1)</script>"


def _open(name: str, **parameters: str) -> AppTest:
    app = AppTest.from_string(SCRIPT.format(name=name), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def _html(app: AppTest) -> str:
    return "\n".join(_body(node) for node in app.get("html"))


def _body(node: Any) -> str:
    return str(node.proto.body)


def _no_fault(app: AppTest) -> None:
    assert not app.exception
    assert common.FAILURE_TITLE not in _html(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_the_demo_data(name: str, served_home: Home) -> None:
    app = _open(name)
    _no_fault(app)
    assert common.DEMO_BADGE in _html(app)
    assert "核验" in _html(app)
    assert common.EMPTY_TITLE not in _html(app)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_snapshot_a_page_says_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    app = _open(name)
    _no_fault(app)
    assert common.NO_SNAPSHOT_TITLE in _html(app)
    assert "make load" in _html(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_bears_an_empty_warehouse(
    name: str, small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.publish().close()
    monkeypatch.setenv(HOME_VARIABLE, str(small.home.root))
    app = _open(name)
    _no_fault(app)
    assert "未核验" in _html(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_link_opens_the_page_with_a_notice(name: str, served_home: Home) -> None:
    app = _open(
        name,
        week="2026-W99",
        township=ATTACK,
        unit="' OR 1=1 --",
        period="\0",
        category=ATTACK,
        cause=ATTACK,
        zzz=ATTACK,
    )
    _no_fault(app)
    assert common.UNKNOWN_PARAMETERS_IGNORED in _html(app)
    assert ATTACK not in _html(app)


def test_a_link_restores_the_selection(served_home: Home) -> None:
    app = _open("legal_education", week="2026-W40", township="峡窝镇", period="quarter")
    _no_fault(app)
    assert [box.value for box in app.selectbox] == ["2026-W40", "quarter", "峡窝镇", common.ALL, "week"]
    assert "回看" in _html(app)
    assert "2026年10月4日" in _html(app)


def test_a_choice_goes_into_the_link_and_the_default_out_of_it(served_home: Home) -> None:
    app = _open("legal_education")
    app.selectbox(key="choose_township").select("峡窝镇").run()
    assert "峡窝镇" in app.query_params["township"]
    app.selectbox(key="choose_township").select(common.ALL).run()
    assert "township" not in app.query_params


def test_the_week_goes_along_to_the_next_page(served_home: Home) -> None:
    app = _open("weekly_review")
    app.selectbox(key="choose_week").select("2026-W45").run()
    assert app.session_state["carried_week"] == "2026-W45"
    assert "2026-W45" in app.query_params["week"]


def test_the_detail_of_a_number_reaches_its_cell(served_home: Home) -> None:
    app = _open("weekly_review")
    app.button(key="detail_card_P02").click().run()
    _no_fault(app)
    assert ".xlsx · " in _html(app)
    assert "受众人数" in _html(app)


@pytest.mark.parametrize(
    "name", ["legal_education", "people", "duties", "creation", "legality", "cases", "enforcement"]
)
def test_every_number_and_chart_of_a_subject_page_opens_its_rows(name: str, served_home: Home) -> None:
    app = _open(name)
    keys = [button.key for button in app.button if button.key and button.key.startswith("detail_")]
    assert len(keys) >= 7
    for key in keys:
        app.button(key=key).click().run()
        _no_fault(app)
        assert "fz-rows" in _html(app), key


def test_findings_are_filtered_by_unit(served_home: Home) -> None:
    app = _open("data_quality", unit="教育局")
    _no_fault(app)
    assert app.selectbox(key="choose_unit").value == "教育局"


def test_a_fault_shows_an_incident_number_and_the_log_has_it(
    served_home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(weekly_review, "weekly_review", broken)
    app = _open("weekly_review")
    assert not app.exception
    assert common.FAILURE_TITLE in _html(app)
    assert "secret detail" not in _html(app)
    incident = caplog.records[-1].getMessage().removeprefix("incident ")
    assert incident in _html(app)


def test_a_damaged_pointer_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    app = _open("weekly_review")
    assert not app.exception
    assert common.DAMAGED_TITLE in _html(app)
    assert "restore" in _html(app)


def test_a_session_keeps_its_snapshot_until_it_moves_on(
    served_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _open("weekly_review")
    pinned = app.session_state["snapshot_id"]
    monkeypatch.setattr("dashboard.session.current_id", lambda home: "000002-newer")
    app.run()
    _no_fault(app)
    assert app.session_state["snapshot_id"] == pinned
    assert [button.label for button in app.button if button.label == common.MOVE_TO_NEWER]


def test_the_app_opens_with_the_weekly_review(project_root: Path, served_home: Home) -> None:
    app = AppTest.from_file(str(project_root / "dashboard/app.py"), default_timeout=60).run()
    assert not app.exception
    assert weekly.TITLE in _html(app)
