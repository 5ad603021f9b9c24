"""What a reader does with the pages: choose, ask what a number means, go to its origin, send the link on."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.support.page_checks import english
from tests.support.watched_page import Watched, new_browser
from tools.served_pages import open_page, settle

_MOST_CLICKS = 4


def _shown(page: Page) -> dict[str, list[str]]:
    """The choices and the numbers of a page as they are read."""
    return {
        "chosen": page.locator("[data-testid=stSelectbox]").evaluate_all(
            "all => all.map(box => box.querySelector('input').value || box.innerText)"
        ),
        "pressed": page.locator("[aria-checked=true]").all_inner_texts(),
        "numbers": page.locator(".fz-kpi-value, .fz-table td").all_inner_texts(),
    }


def test_a_choice_changes_numbers_and_link_and_a_new_browser_shows_the_same(
    desk: Watched, browser: Browser
) -> None:
    page = desk.page
    desk.open("legal-education?week=2026-W40&period=quarter")
    value = page.locator(".st-key-card_P01 .fz-kpi-value")
    before = value.inner_text()
    page.locator(".st-key-choose_township input").click()
    page.get_by_role("option", name="峡窝镇").click()
    expect(value).not_to_have_text(before)
    settle(page)
    subject, address = _shown(page), page.url
    assert [text for text in subject["chosen"] if re.search("第40周|本季度|峡窝镇", text)][2:]

    page.locator(".st-key-actions_card_P05").get_by_role("button", name="口径").click()
    definition = page.locator(".fz-definition:visible")
    expect(definition).to_contain_text("村（社区）覆盖率")
    expect(definition).to_contain_text("怎么算")

    desk.open("explore?metric=P01&grain=month&against=last_year")
    page.get_by_text("季度", exact=True).click()
    page.locator(".st-key-explore_by_1 input").click()
    page.get_by_role("option", name="镇办").click()
    expect(page.locator(".fz-table", has_text="峡窝镇")).to_be_visible()
    settle(page)
    explored, explored_address = _shown(page), page.url

    with new_browser(browser) as other:
        elsewhere = other.new_page()
        for link, expected in ((address, subject), (explored_address, explored)):
            open_page(elsewhere, desk.address, link.removeprefix(f"{desk.address}/"))
            assert _shown(elsewhere) == expected
    assert desk.console_errors == []


def test_from_the_most_pressing_matter_to_its_cell_in_few_clicks_and_in_the_chosen_look(
    desk: Watched,
) -> None:
    page = desk.page
    desk.open("")
    page.get_by_role("radio", name="深色").click()
    settle(page)
    matter = page.locator(".st-key-card_decisions .fz-item").first
    counted = re.search(r"\d+(?:\.\d+)?", matter.locator("strong").inner_text())
    way = (matter.get_by_role("link", name="溯源"), page.locator(".st-key-card_rows .fz-link").first)
    assert len(way) <= _MOST_CLICKS
    for step in way:
        step.click()
        expect(page.locator(".fz-title")).to_have_text("溯源")
    marked = page.locator(".fz-picture .fz-marked")
    expect(marked).to_be_visible()
    settle(page)
    assert counted is not None
    assert page.locator(".fz-trace-number .fz-kpi-value").inner_text().startswith(counted[0])
    cell = page.locator(".st-key-card_row tr.fz-chosen td")
    assert cell.nth(2).inner_text() == marked.inner_text()
    assert re.search(r"[A-Z]+\d+$", cell.nth(1).inner_text())
    expect(page.locator(".st-key-card_table")).to_contain_text("非空行")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    assert english(page) == []
    assert desk.console_errors == []


def _focused(page: Page) -> str:
    """What the keyboard stands on, as it is read out."""
    found: str = page.evaluate(
        """() => {
          const part = document.activeElement;
          const isNamed = part.matches('a, button, input');
          return isNamed ? part.getAttribute('aria-label') || part.innerText : part.tagName;
        }"""
    )
    return found


def test_the_keyboard_alone_reaches_navigation_filters_and_rows(desk: Watched) -> None:
    page = desk.page
    desk.open("legal-education")
    page.evaluate("document.activeElement.blur()")
    way: list[str] = []
    while "明细" not in way and len(way) < 80:
        page.keyboard.press("Tab")
        way.append(_focused(page))
    stops = ["跳到正文", "本周概览", "普法覆盖", "溯源", "周", "统计期间", "镇办", "溯源", "口径", "明细"]
    assert [one for one in way if one in stops] == stops
    assert page.evaluate(
        """() => { const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"""
    ), "one does not see where the keyboard stands"

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".fz-row").first).to_be_visible()
    assert dialog.evaluate("box => box.contains(document.activeElement)")
    assert english(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_rows_of_a_number_open_to_their_cells(desk: Watched) -> None:
    page = desk.page
    desk.open("")
    page.locator(".st-key-actions_card_P02").get_by_role("button", name="明细").click()
    row = page.get_by_role("dialog").locator(".fz-row").nth(1)
    row.locator("summary").click()
    audience = row.locator("tr", has_text="受众人数").locator("td")
    cell = audience.nth(1).inner_text()
    assert re.search(r"[A-Z]+\d+$", cell)
    assert cell in row.locator("summary").inner_text()
    assert audience.nth(2).inner_text() != "—"


def test_an_unknown_page_is_told_in_chinese(desk: Watched) -> None:
    desk.open("no-such-page")
    assert english(desk.page) == []
