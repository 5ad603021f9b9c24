"""溯源 without a browser: every kind of number, chosen rows and tables, nothing, and hostile links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.data.pictures import PictureUnavailable
from dashboard.texts import common
from dashboard.texts import lineage as texts
from tests.support.small_activities import small_activities
from warehouse.home import HOME_VARIABLE, Home
from warehouse.pictures import Picture, PictureCell, PictureRow, RowPart

SCRIPT = """
from dashboard.views import lineage
from dashboard.widgets.safe import guarded
guarded(lineage.show)()
"""
ATTACK = "<script>alert(1)</script>"
PICTURE = Picture(
    "activities1.xlsx",
    "0" * 64,
    True,
    "Sheet1",
    ("G",),
    (),
    (PictureRow(5, False, RowPart.BODY, (PictureCell("G", ATTACK, True, False, False, False, 1, 1),)),),
)


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two activities, a row kept out and a row left out: read only."""
    small = small_activities(tmp_path_factory.mktemp("small"))
    small.publish().close()
    return small.home


@pytest.fixture
def served(small_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Make the home the one that the page reads, with a picture at hand; yield the cells asked for."""
    asked: list[tuple[str, str]] = []

    def picture(_home: Home, _sha256: str, sheet: str, cell: str) -> Picture:
        asked.append((sheet, cell))
        return PICTURE

    monkeypatch.setenv(HOME_VARIABLE, str(small_home.root))
    monkeypatch.setattr("dashboard.widgets.lineage_picture.original_picture", picture)
    yield asked
    st.cache_data.clear()
    st.cache_resource.clear()


def _open(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert common.FAILURE_TITLE not in _html(app)
    return app


def _html(app: AppTest) -> str:
    return "\n".join(str(node.proto.body) for node in app.get("html"))


def test_without_a_metric_the_page_says_how_to_come_to_one(served: list[tuple[str, str]]) -> None:
    assert texts.CHOOSE_TITLE in _html(_open())


def test_choosing_a_metric_shows_it_and_goes_into_the_link(served: list[tuple[str, str]]) -> None:
    app = _open()
    app.selectbox(key="choose_metric").select("P02").run()
    assert "P02" in app.query_params["metric"]
    assert "P02 线下受众" in _html(app)


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        ("P02", "● 各行计入之和 1,280，等于所示的数"),
        ("P10", "分母计入 2 行"),
        ("P05", "不在报送表格内"),
        ("C01", "截至 2022年12月31日"),
        ("P06", texts.DISTINCT_ROWS),
        ("Q02", "activities1.xlsx · Sheet1"),
        ("A04", texts.NOTHING),
        ("E09", texts.NOTHING),
    ],
)
def test_every_kind_of_number_has_its_origin(metric: str, words: str, served: list[tuple[str, str]]) -> None:
    shown = _html(_open(metric=metric))
    assert f"{metric} " in shown
    assert words in shown
    assert served == []


def test_a_period_without_reports_says_that_there_is_nothing(served: list[tuple[str, str]]) -> None:
    shown = _html(_open(metric="P02", **{"from": "1999-01-01", "to": "1999-12-31"}))
    assert texts.NOTHING in shown


def test_a_chosen_row_shows_its_cells_and_its_original(served: list[tuple[str, str]]) -> None:
    shown = _html(_open(metric="P02", row="r0001"))
    assert "1200余" in shown
    assert "fz-marked" in shown
    assert "2 装入 + 1 隔离 + 1 跳过 = 4 非空行" in shown
    # The counted cell stands for the row; what the original holds stays a text.
    assert served == [("Sheet1", "G5")]
    assert ATTACK not in shown


def test_another_cell_of_the_row_can_be_looked_at(served: list[tuple[str, str]]) -> None:
    _open(metric="P02", row="r0001", cell="title")
    assert served == [("Sheet1", "B5")]


def test_a_value_without_a_cell_has_no_picture(served: list[tuple[str, str]]) -> None:
    assert texts.PICTURE_NONE_TITLE in _html(_open(metric="P02", row="r0001", cell="sessions"))
    assert served == []


def test_an_original_that_is_missing_is_a_sentence_and_the_rest_stands(
    served: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise PictureUnavailable("原件不在归档里，请从备份恢复")

    monkeypatch.setattr("dashboard.widgets.lineage_picture.original_picture", missing)
    shown = _html(_open(metric="P02", row="r0001"))
    assert "原件不在归档里，请从备份恢复" in shown
    assert "1200余" in shown


def test_a_table_lists_the_rows_of_one_fate_and_their_original(served: list[tuple[str, str]]) -> None:
    shown = _html(_open(table="t001", fate="quarantined", at="B9"))
    assert "受众人数「若干」不是数字" in shown
    assert "合计行" not in shown
    assert served == [("Sheet1", "B9")]


def test_every_link_of_the_page_leads_to_a_page_that_has_no_complaint(served: list[tuple[str, str]]) -> None:
    shown = _html(_open(metric="P02", grain="quarter", by="unit"))
    links = dict.fromkeys(re.findall(r'href="(lineage\?[^"]*)"', shown))
    assert len(links) == 5
    for link in links:
        parameters = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        assert "fz-notice" not in _html(_open(**parameters)), link


def test_a_hostile_link_is_told_and_changes_nothing(served: list[tuple[str, str]]) -> None:
    app = _open(
        metric="P02",
        **{"from": "never", "to": "2022-99-99", "by": ATTACK, "grain": "\0", "page": "-1", "at": "A0"},
        where=[ATTACK, f"unit={ATTACK}", "unit=' OR 1=1 --"],
        row="' OR 1=1 --",
        cell="../../etc/passwd",
        table=ATTACK,
        fate=ATTACK,
    )
    shown = _html(app)
    assert ATTACK not in shown
    assert "已去掉链接中的筛选条件" in shown
    assert texts.UNKNOWN_DATE in shown
    assert "1,280" in shown
    assert served == []


def test_a_page_beyond_the_last_shows_the_last(served: list[tuple[str, str]]) -> None:
    assert "第 1—2 行，共 2 行" in _html(_open(metric="P02", page="77"))


def test_without_a_snapshot_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert common.NO_SNAPSHOT_TITLE in _html(_open(metric="P02"))
