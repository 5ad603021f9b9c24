"""本周概览 as it is used: decisions entered and closed, weeks frozen, by those who may."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.rights import RECORDERS_FILE
from dashboard.texts import control as control_texts
from dashboard.texts import weekly as texts
from dashboard.texts import weekly_downloads as download_texts
from dashboard.widgets import frozen as frozen_weeks
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.chart_notes import rebase_notes
from warehouse.commitments import commitments
from warehouse.home import HOME_VARIABLE, Home
from warehouse.keeping.briefings import briefing_folder, keeping
from warehouse.keeping.freezing import freeze
from warehouse.snapshots import frozen_records

SCRIPT = """
from dashboard.views import {name}
from dashboard.widgets.safe import guarded
guarded({name}.show)()
"""


@pytest.fixture
def home(small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with one activity, 2022."""
    small.add("activities", activity("公安局", date(2022, 3, 1), village="方顶村"))
    small.publish().close()
    monkeypatch.setenv(HOME_VARIABLE, str(small.home.root))
    return small.home


def _open(name: str = "weekly_review", **parameters: str) -> AppTest:
    app = AppTest.from_string(SCRIPT.format(name=name), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def _html(app: AppTest) -> str:
    bodies: list[Any] = [node.proto.body for node in app.get("html")]
    return "\n".join(map(str, bodies))


# A form lies over the page, in a part that this way of testing does not redraw: it stands alone here.
FORM = """
from datetime import date
from dashboard.access.rights import rights
from dashboard.data.commitment_log import commitment_log
from dashboard.data.control import control_panel
from dashboard.session import pinned_snapshot
from dashboard.widgets.commitments import raise_form, record_form
from dashboard.widgets.frozen import freeze_form
from dashboard.widgets.rebasing import rebase_form
from warehouse.chart_notes import rebase_notes
from warehouse.commitments import commitments
from warehouse.home import Home
from warehouse.metrics.selection import Grain
home, snapshot, day = Home.find(), pinned_snapshot(), date(2022, 12, 31)
log = commitment_log(snapshot, commitments(home, date.max), day)
{form}
"""
RAISE = 'raise_form(rights(home), day, ["公安局", "司法局"])'
RECORD = "record_form(rights(home), day, log.rows)"
FREEZE = 'freeze_form(home, snapshot.id, "2022-W52")'
REBASE = 'rebase_form(home, control_panel(snapshot, "P01", day, Grain.MONTH), rebase_notes(home, "P01"))'


def _form(form: str, *texts: str, choices: Sequence[str] = (), areas: Sequence[str] = ()) -> AppTest:
    """Fill a form's fields in their order and send it."""
    app = AppTest.from_string(FORM.format(form=form), default_timeout=60).run()
    for field, text in zip(app.text_area, areas, strict=True):
        field.set_value(text)
    for box, choice in zip(app.selectbox, choices, strict=False):
        box.set_value(choice)
    for line, text in zip(app.text_input, texts, strict=True):
        line.set_value(text)
    app.button[-1].click().run()
    assert not app.exception
    return app


def _raise(item: str, due: str = "2023-01-05") -> AppTest:
    return _form(RAISE, "2022-12-30", due, "综合科", choices=["公安局"], areas=[item])


def test_an_item_is_entered_and_closed_with_its_evidence(home: Home) -> None:
    _raise("补齐石嘴村活动安排")
    (raised,) = commitments(home, date.max)
    assert (raised.item, raised.owner, raised.due_on) == ("补齐石嘴村活动安排", "公安局", date(2023, 1, 5))
    assert "补齐石嘴村活动安排" in _html(_open())
    _form(RECORD, "12月31日", "综合科", areas=["已印发通知"])
    (closed,) = commitments(home, date.max)
    assert (closed.closed_on, closed.evidence) == (date(2022, 12, 31), "已印发通知")
    assert "12月31日办结" in _html(_open())


def test_an_entry_that_lacks_something_is_refused_in_words_and_nothing_is_kept(home: Home) -> None:
    assert "完成时限（没有可不填）看不懂" in _html(_raise("事项", due="下周五"))
    assert "请填写议定事项" in _html(_raise("  "))
    assert commitments(home, date.max) == []


def test_who_is_not_on_the_list_may_not_enter(home: Home) -> None:
    app = _open()
    assert {"raise_commitment", "freeze"} <= {button.key for button in app.button}
    (home.root / RECORDERS_FILE).write_text("综合科\n", encoding="utf-8")
    app = _open()
    assert texts.LOG_NOT_ALLOWED in _html(app)
    assert {"raise_commitment", "freeze"}.isdisjoint(button.key for button in app.button)


def test_the_documents_of_a_week_are_offered_and_of_a_frozen_one_those_that_were_kept(home: Home) -> None:
    offered = {"weekly_pptx", "weekly_docx", "weekly_pdf", "weekly_html"}
    app = _open().button(key="weekly_downloads").click().run()
    assert {button.key for button in app.get("download_button")} == offered
    assert download_texts.MADE_NOW in _html(app)
    freeze(home, "2022-W52")
    with keeping(home, "2022-W52") as folder:
        for name in ("周报.pptx", "01.png"):
            (folder / name).write_bytes(b"kept")
    app = _open(snapshot="2022-W52").button(key="weekly_downloads").click().run()
    assert {button.key for button in app.get("download_button")} == {*offered, "weekly_pictures"}
    assert download_texts.KEPT in _html(app)
    (briefing_folder(home, "2022-W52") / "index.json").write_text("{", encoding="utf-8")
    assert "请从备份恢复" in _html(_open(snapshot="2022-W52").button(key="weekly_downloads").click().run())


def test_a_week_is_frozen_on_the_page_and_then_shown_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(frozen_weeks, "make", lambda _home, week: made.append(week))
    _form(FREEZE, "周例会通报稿")
    for thread in threading.enumerate():
        if thread.name == "documents of 2022-W52":
            thread.join()
    assert made == ["2022-W52"]
    (record,) = frozen_records(home)
    assert (record.label, record.note) == ("2022-W52", "周例会通报稿")
    assert "标签 2022-W52" not in _html(_form(FREEZE, "同一快照再冻结不变"))
    _raise("冻结之后的事项")
    frozen = _html(_open(snapshot="2022-W52"))
    assert texts.LOG_FROZEN in frozen
    assert "冻结之后的事项" not in frozen
    assert "冻结之后的事项" in _html(_open())
    copy = home.frozen / "2022-W52" / "decisions.json"
    copy.chmod(0o644)
    copy.write_text("{", encoding="utf-8")
    assert "请从备份恢复" in _html(_open(snapshot="2022-W52"))


def test_limits_are_worked_out_anew_for_a_recorded_reason_until_it_is_taken_back(
    small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2020, 2021, 2022):
        for month in range(1, 13):
            small.add(
                "activities",
                *(
                    activity("公安局", date(year, month, 1 + day), f"{year}{month}{day}", village="方顶村")
                    for day in range(6 + (month + year) % 3)
                ),
                table=small.table("activities", covered=(date(year, month, 1), date(year, month, 28))),
            )
    small.publish().close()
    monkeypatch.setenv(HOME_VARIABLE, str(small.home.root))
    page = _open("legal_education", grain="month")
    assert control_texts.REBASE in [button.label for button in page.button]
    _form(REBASE, "2022-01-01", "并入网络直播", "普法科")
    assert [note.begins_on for note in rebase_notes(small.home, "P01")] == [date(2022, 1, 1)]
    told = control_texts.REBASED.format(period="2022年1月", reason="并入网络直播")
    assert told in _html(_open("legal_education", grain="month"))
    _form(REBASE, "2022-01-01", "登记有误", "普法科", choices=["2022年1月1日 并入网络直播"])
    assert rebase_notes(small.home, "P01") == []
    assert "请写明原因" in _html(_form(REBASE, "2022-01-01", " ", "普法科"))
