"""What readers write on the pages: decisions of the meeting (议定事项) and saved views."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from dashboard.texts import common, explore
from dashboard.texts import weekly as texts
from tests.support.page_checks import barriers, injected, layout_faults
from tests.support.shared import copied
from tests.support.watched_page import watched
from tools.served_pages import served
from warehouse.home import Home

_ITEM = "<img src=x onerror=window.attacked=1>补齐三个村的活动安排"
_PROOF = "已印发 <b>12号</b> 通知"
_VIEW = "各镇办 <i>每季度</i> 场次"


def test_a_decision_is_entered_and_closed_and_a_view_saved_and_both_are_there_again(
    tab: Page, demo_home: Home, tmp_path: Path
) -> None:
    home = copied(demo_home, tmp_path)
    with served(home.root) as address, watched(tab, address) as desk:
        desk.open("")
        page = desk.page
        _enter(page)
        assert layout_faults(_listed(page, _ITEM)) == []
        page.keyboard.press("Escape")
        _close(page)
        desk.open("")
        assert injected(_listed(page, _PROOF)) == []

        desk.open("explore?metric=P01&by=township&grain=quarter&period=year")
        page.get_by_role("button", name=explore.VIEWS).click()
        page.get_by_label(explore.VIEW_NAME).fill(_VIEW)
        page.get_by_role("button", name=explore.SAVE_TITLE).click()
        expect(page.get_by_text(explore.SAVED.format(name=_VIEW))).to_be_visible()
        desk.open("explore")
        page.get_by_role("link", name=_VIEW).click()
        expect(page.locator(".fz-table", has_text="峡窝镇")).to_be_visible()
        assert desk.console_errors == []


def _listed(page: Page, text: str) -> Page:
    """Open the whole list, which says that; the most pressing come first."""
    page.locator(".st-key-actions_log").get_by_role("button", name="查看全部").click()
    expect(page.get_by_role("dialog").locator(".fz-item", has_text=text)).to_be_visible()
    return page


def _form(page: Page, opened_by: str) -> Locator:
    page.locator(".st-key-actions_log").get_by_role("button", name=opened_by).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name=common.SAVE)).to_be_visible()
    assert barriers(page) == []
    return form


def _enter(page: Page) -> None:
    form = _form(page, texts.RAISE)
    form.get_by_label(texts.ITEM_FIELD).fill(_ITEM)
    form.get_by_label(texts.OWNER_FIELD).fill("教育")
    expect(page.get_by_role("option")).to_have_text(["新增：教育", "教育局"])
    page.get_by_role("option", name="教育局").click()
    form.get_by_label(texts.DUE_FIELD).fill("12月4日")
    form.get_by_label(common.NAME_FIELD).fill("王")
    form.get_by_role("button", name=common.SAVE).click()
    expect(form).to_have_count(0)


def _close(page: Page) -> None:
    form = _form(page, texts.RECORD)
    form.get_by_label(texts.NOTE_FIELD).fill(_PROOF)
    form.get_by_label(common.NAME_FIELD).fill("王")
    form.get_by_role("button", name=common.SAVE).click()
    expect(form).to_have_count(0)
