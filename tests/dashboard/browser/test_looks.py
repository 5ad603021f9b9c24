"""The looks of 本周概览: one screen at a desk, the wall (大屏), and paper."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.support.page_checks import injected, layout_faults
from tests.support.watched_page import Watched
from tools.served_pages import settle

# What can be clicked and is seen.
_LIVE = """() => [...document.querySelectorAll('a[href], button, summary, [role=button], [role=radio]')]
  .filter(part => part.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    && part.getBoundingClientRect().width > 1)
  .map(part => part.innerText || part.getAttribute('aria-label') || part.outerHTML.slice(0, 100))"""
# Boxes whose words are cut off below. Paper does not scroll.
_CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stMain], [data-testid=stMain] *')]
  .filter(box => box.scrollHeight > box.clientHeight + 1 && box.clientHeight > 0 && box.innerText
    && ['hidden', 'auto', 'scroll', 'clip'].includes(getComputedStyle(box).overflowY))
  .map(box => `${box.className} ${box.scrollHeight} > ${box.clientHeight}`)"""
# What mends Streamlit's words must not take its own mending for news.
_CHANGES_WITHIN_A_SECOND = """() => new Promise(done => {
  let changes = 0;
  const watch = new MutationObserver(found => { changes += found.length; });
  watch.observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
  setTimeout(() => { watch.disconnect(); done(changes); }, 1000);
})"""
_A4_LANDSCAPE_POINTS = (842, 595)


def _height(page: Page) -> int:
    height: int = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    return height


def test_the_weekly_review_fits_one_screen_at_a_desk_and_on_the_wall(desk: Watched) -> None:
    page = desk.page
    desk.open("")
    assert _height(page) <= 1080
    page.get_by_role("radio", name="大屏").click()
    leave = page.get_by_role("link", name="退出大屏")
    expect(leave).to_be_visible()
    settle(page)
    assert _height(page) <= 1080
    assert layout_faults(page) == []
    assert page.evaluate(_LIVE) == ["退出大屏"]
    leave.click()
    expect(page.get_by_role("radio", name="大屏")).to_be_visible()
    expect(page.locator("html")).to_have_css("color-scheme", "light")


def test_a_page_that_is_read_rests(desk: Watched) -> None:
    desk.open("")
    settle(desk.page)
    assert desk.page.evaluate(_CHANGES_WITHIN_A_SECOND) == 0


def test_the_printed_page_is_whole_on_a4_landscape_with_nothing_to_click(desk: Watched) -> None:
    page = desk.page
    desk.open(f"?print={quote('<script>window.attacked=1</script>')}")
    words = page.locator(".st-key-card_decisions strong").all_inner_texts()
    page.emulate_media(media="print")
    assert page.evaluate(_LIVE) == []
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    for word in words:
        expect(page.get_by_text(word).first).to_be_visible()
    assert layout_faults(page) == []
    assert page.evaluate(_CUT_OFF) == []
    assert injected(page) == []
    sheets = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = {tuple(map(float, box)) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)}
    assert [tuple(map(round, box)) for box in boxes] == [_A4_LANDSCAPE_POINTS]
