"""简报 without a browser: collect on a page, order, retitle, remove and put back; what is damaged is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import streamlit as st
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.briefing.basket.items import Form, Item, Kind, read_item, written
from dashboard.texts import basket as texts
from dashboard.texts import common
from dashboard.widgets import basket_button, basket_export
from tests.support.small_warehouse import SNAPSHOT_ID, SmallWarehouse, activity
from warehouse.baskets import BasketHead, add, basket, basket_head
from warehouse.engines.duckdb import open_writer
from warehouse.home import HOME_VARIABLE, Home
from warehouse.keeping.publishing import begin_build, publish
from warehouse.metrics.selection import Selection

SCRIPT = """
from dashboard.views import {name}
from dashboard.widgets.safe import guarded
guarded({name}.show)()
"""
YEAR = Selection(date(2022, 1, 1), date(2022, 12, 31))
SECOND_RUN = "20230105T080000-0a1b2c"
SECOND_ID = f"000002-{SECOND_RUN}"
HOSTILE = "<script>alert(1)</script> **粗** [链](http://example.invalid)"


@pytest.fixture
def home(small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home with activities of two units in 2022."""
    small.add(
        "activities",
        activity("公安局", date(2022, 3, 1), village="方顶村", audience=100),
        activity("教育局", date(2022, 8, 2), audience=40),
    )
    small.publish().close()
    monkeypatch.setenv(HOME_VARIABLE, str(small.home.root))
    yield small.home
    st.cache_data.clear()
    st.cache_resource.clear()


def _open(name: str = "basket") -> AppTest:
    return _run(AppTest.from_string(SCRIPT.format(name=name), default_timeout=60))


def _run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    assert common.FAILURE_TITLE not in _html(app)
    return app


def _html(app: AppTest) -> str:
    nodes: list[Any] = list(app.get("html"))
    return "\n".join(str(node.proto.body) for node in nodes)


def _item(*metrics: str, form: Form = Form.SENTENCE, **more: Any) -> Item:
    asked = Selection(YEAR.start, YEAR.end, **more)
    return Item(Kind.METRIC, SNAPSHOT_ID, "普法覆盖", "", metrics, asked, form)


def _metrics(home: Home) -> list[str]:
    return [read_item(entry.content).metrics[0] for entry in basket(home, "")]


def test_what_a_page_shows_is_collected_once_and_then_listed(home: Home) -> None:
    assert texts.EMPTY_TITLE in _html(_open())
    page = _open("legal_education")
    for key in ("collect_ranking", "collect_card_P01", "collect_ranking"):
        page.button(key=key).click()
        _run(page)
    said = [toast.value for toast in page.toast]
    assert "没有重复加入" in said[-1]
    assert [read_item(entry.content).form for entry in basket(home, "")] == [Form.BARS, Form.SENTENCE]
    listed = _html(_open())
    assert "来自「普法覆盖」" in listed
    assert "2022年，活动场次各单位均为 1 场。" in listed
    assert texts.EMPTY_TITLE not in listed


def test_the_summary_and_a_matter_are_collected_from_the_weekly_review(home: Home) -> None:
    page = _open("weekly_review")
    page.button(key="collect_summary").click()
    _run(page)
    page.button(key="decide_villages").click()
    _run(page)
    page.button(key="collect_decide_villages").click()
    _run(page)
    assert [read_item(entry.content).kind for entry in basket(home, "")] == [Kind.SUMMARY, Kind.MATTER]
    assert "2022年第52周小结" in _html(_open())


def test_items_are_moved_retitled_shown_otherwise_removed_and_put_back(home: Home) -> None:
    for one in (_item("P01", form=Form.BARS, by=("unit",)), _item("P02"), _item("P05")):
        add(home, "", written(one))
    first, second, third = (entry.id for entry in basket(home, ""))
    app = _open()
    assert app.button(key=f"basket_up_{first}").disabled
    app.button(key=f"basket_up_{third}").click()
    _run(app)
    assert _metrics(home) == ["P01", "P05", "P02"]
    app.text_input(key=f"basket_title_{first}").input(f"{HOSTILE} 12 场")
    _run(app)
    assert basket(home, "")[0].title == f"{HOSTILE} 12 场"
    assert "<script>alert" not in _html(app)
    assert "&lt;script&gt;" in _html(app)
    assert texts.OWN_NUMBERS in _html(app)
    app.selectbox(key=f"basket_form_{first}").select(Form.TABLE.value)
    _run(app)
    assert read_item(basket(home, "")[0].content).form is Form.TABLE
    assert "<th" in _html(app)
    app.button(key=f"basket_remove_{second}").click()
    _run(app)
    assert _metrics(home) == ["P01", "P05"]
    app.button(key="basket_undo").click()
    _run(app)
    assert _metrics(home) == ["P01", "P05", "P02"]
    app.button(key="basket_clear").click()
    _run(app)
    app.button(key="basket_clear_sure").click()
    _run(app)
    assert _metrics(home) == []
    assert [button.label for button in app.button if button.key == "basket_undo"] == ["撤销移出（3 项）"]


def test_the_head_is_kept_and_the_documents_hold_the_items_in_order(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (_item("P02"), _item("P01")):
        add(home, "", written(one))
    made: dict[str, Any] = {}
    monkeypatch.setattr(
        basket_export.st, "download_button", lambda label, data, **named: made.update({named["key"]: data})
    )
    app = _open()
    app.text_input(key="basket_head_title").input("普法专报")
    _run(app)
    app.text_input(key="basket_head_number").input("第 3 期")
    _run(app)
    assert basket_head(home, "") == BasketHead("普法专报", "第 3 期")
    words = "\n".join(one.text for one in Document(io.BytesIO(made["basket_export_docx"]())).paragraphs)
    assert "普法专报" in words
    assert words.index("线下受众 140 人次") < words.index("活动场次 2 场")


def test_what_is_damaged_or_bound_to_another_snapshot_is_told_and_can_be_mended(home: Home) -> None:
    add(home, "", "{not json")
    add(home, "", written(_item("X99")))
    add(home, "", written(replace(_item("P01"), snapshot="000009-gone")))
    broken, _, pruned = (entry.id for entry in basket(home, ""))
    app = _open()
    for told in (
        "记录读不出来",
        "指标「X99」已不存在",
        "快照 000009-gone 已不再保留",
        texts.EXPORT_NONE,
    ):
        assert told in _html(app)
    app.button(key=f"basket_update_{pruned}").click()
    _run(app)
    assert "活动场次 2 场" in _html(app)
    assert "有 2 项无法生成" in _html(app)
    app.button(key=f"basket_remove_{broken}").click()
    _run(app)
    assert len(basket(home, "")) == 2


def test_an_item_keeps_to_its_snapshot_until_it_is_moved_on(home: Home) -> None:
    add(home, "", written(_item("P01", form=Form.BARS, by=("unit",))))
    _publish_second(home)
    add(home, "", written(replace(_item("P02"), snapshot=SECOND_ID)))
    app = _open()
    assert "取自快照 #1（数据截至12月31日），不是当前快照 #2" in _html(app)
    assert "各项取自 2 个快照。导出时以快照 #2 为本期快照" in _html(app)
    assert "2022年，活动场次各单位均为 1 场。" in _html(app)
    first = basket(home, "")[0].id
    app.button(key=f"basket_update_{first}").click()
    _run(app)
    assert {read_item(entry.content).snapshot for entry in basket(home, "")} == {SECOND_ID}
    assert "取自快照" not in _html(app)


def _publish_second(home: Home) -> None:
    built, _ = begin_build(home, SECOND_RUN)
    with open_writer(built) as database:
        database.execute(
            "UPDATE ledger.snapshot SET id = ?, sequence = 2, run_id = ?", [SECOND_ID, SECOND_RUN]
        )
        database.execute("CHECKPOINT")
    publish(home, built, SECOND_ID)


def test_each_reader_has_a_basket_and_a_full_one_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basket_button, "owner", lambda home: "王科长")
    for place in range(60):
        add(home, "王科长", f"{place}")
    page = _open("legal_education")
    page.button(key="collect_ranking").click()
    _run(page)
    assert "简报最多收 60 项" in page.toast[-1].value
    assert basket(home, "") == []
