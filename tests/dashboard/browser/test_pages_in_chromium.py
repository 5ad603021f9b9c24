"""The five pages as a reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tools.served_pages import PAGES, settle

if TYPE_CHECKING:
    from tests.dashboard.browser.conftest import Watched

SCREENS = ((1920, 1080), (1366, 768))
# Text that does not fit its box; boxes that scroll on purpose are left out.
_CLIPPED = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(box => {
  const style = getComputedStyle(box);
  const scrolls = ['auto', 'scroll'].includes(style.overflowX) || box.closest('.fz-scroll');
  return box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1 && style.display !== 'inline'
    && !scrolls && !(box instanceof SVGElement);
}).map(box => `${box.className} ${box.scrollWidth} > ${box.clientWidth} ${box.innerText || ''}`)"""
# Words of a chart that lie outside its frame.
_WORDS_OUTSIDE = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width > 0
      && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
  }).map(text => text.textContent);
})"""
# Cards that lie on one another.
_OVERLAPPING = """() => {
  const cards = [...document.querySelectorAll('[class*="st-key-card_"]')]
    .map(card => card.getBoundingClientRect());
  return cards.flatMap((one, place) => cards.slice(place + 1).filter(other =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1
    && other.top < one.bottom - 1).map(other => [one.left, one.top, other.left, other.top]));
}"""
# What may stand in Latin letters: metric ids, file names, sheets and cells, counts, products.
_ALLOWED = re.compile(
    r"\b(?:[A-Z]\d\d[a-z]?|[\w（）().·-]+\.(?:xlsx|xls|csv)|Sheet\d+|[A-Z]{1,3}\d+|Esc|Excel|CSV|WPS)\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def _english(page: Page) -> list[str]:
    text = page.evaluate("document.body.innerText")
    # The icons of Streamlit are letters of a font; the skip link is for the keyboard alone.
    for hidden in page.locator("[data-testid=stIconMaterial], [data-testid=stSkipToContent]").all():
        text = text.replace((hidden.text_content() or "").strip(), "")
    return _WORD.findall(_ALLOWED.sub("", text))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_chinese_and_at_home(name: str, desk: Watched) -> None:
    desk.open(PAGES[name])
    page = desk.page
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)  # charts are drawn anew after a resize
        assert page.evaluate(_CLIPPED) == [], width
        assert page.evaluate(_WORDS_OUTSIDE) == [], width
        assert page.evaluate(_OVERLAPPING) == [], width
    assert _english(page) == []
    assert desk.console_errors == []
    assert desk.requests_elsewhere == []


def test_the_weekly_review_fits_one_screen(desk: Watched) -> None:
    desk.open("")
    height = desk.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 1080


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_width_of_a_phone(name: str, phone: Watched) -> None:
    phone.open(PAGES[name])
    main = phone.page.locator("[data-testid=stMain]")
    assert main.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert phone.page.evaluate(_CLIPPED) == []
    assert phone.page.evaluate(_WORDS_OUTSIDE) == []


def test_from_opening_to_the_cell_takes_two_clicks(desk: Watched) -> None:
    desk.open("")
    page = desk.page
    page.locator(".st-key-actions_card_P02").get_by_role("button", name="明细").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".fz-row").first).to_be_visible()
    second = dialog.locator(".fz-row").nth(1)
    second.locator("summary").click()
    audience = second.locator("tr", has_text="受众人数")
    cell = audience.locator("td").nth(1).inner_text()
    assert re.search(r"[A-Z]+\d+$", cell)
    assert cell in second.locator("summary").inner_text()
    assert audience.locator("td").nth(2).inner_text() != "—"


def test_from_the_first_card_to_the_marked_cell_of_the_original_takes_two_clicks(desk: Watched) -> None:
    desk.open("")
    page = desk.page
    page.locator(".st-key-actions_card_P01").get_by_role("link", name="溯源").click()
    expect(page.locator(".fz-title")).to_have_text("溯源")
    page.locator(".st-key-card_rows .fz-link").first.click()
    marked = page.locator(".fz-picture .fz-marked")
    expect(marked).to_be_visible(timeout=60_000)
    counted = page.locator(".st-key-card_row tr.fz-chosen td")
    assert counted.nth(2).inner_text() == marked.inner_text()
    assert re.search(r"[A-Z]+\d+$", counted.nth(1).inner_text())
    expect(page.locator(".st-key-card_table")).to_contain_text("非空行")
    assert desk.console_errors == []


def test_the_definition_is_one_click_away(desk: Watched) -> None:
    desk.open("")
    desk.page.locator(".st-key-actions_card_P05").get_by_role("button", name="口径").click()
    definition = desk.page.locator(".fz-definition:visible")
    expect(definition).to_contain_text("村（社区）覆盖率")
    expect(definition).to_contain_text("怎么算")


def test_a_link_restores_week_township_and_period_in_a_new_browser(desk: Watched) -> None:
    desk.open("legal-education?week=2026-W40&township=峡窝镇&period=quarter")
    boxes = desk.page.locator("[data-testid=stSelectbox]")
    shown = boxes.evaluate_all("all => all.map(box => box.querySelector('input').value || box.innerText)")
    assert [text for text in shown if "第40周" in text]
    assert [text for text in shown if "峡窝镇" in text]
    assert [text for text in shown if "本季度" in text]
    assert "week=2026-W40" in desk.page.url


def test_choosing_a_township_changes_the_numbers_and_the_link(desk: Watched) -> None:
    desk.open("legal-education")
    page = desk.page
    value = page.locator(".st-key-card_P01 .fz-kpi-value")
    before = value.inner_text()
    page.locator(".st-key-choose_township input").click()
    page.get_by_role("option", name="峡窝镇").click()
    expect(value).not_to_have_text(before)
    settle(page)
    assert "township=" in page.url


def test_a_hostile_link_opens_with_a_notice_and_runs_nothing(desk: Watched) -> None:
    desk.open("legal-education?township=<script>alert(1)</script>&unit=' OR 1=1&week=9&zzz=1")
    expect(desk.page.locator(".fz-notice").first).to_be_visible()
    assert desk.console_errors == []


def test_an_unknown_page_is_told_in_chinese(desk: Watched) -> None:
    desk.open("no-such-page")
    assert _english(desk.page) == []


def test_every_page_is_reached_from_the_navigation(desk: Watched) -> None:
    desk.open("")
    for name in ("普法覆盖", "法治创建", "执法监督", "数据质量", "溯源", "本周概览"):
        desk.page.get_by_role("link", name=name).click()
        expect(desk.page.locator(".fz-title")).to_have_text("法治工作周报" if name == "本周概览" else name)
    assert desk.console_errors == []
