"""The page that opens without a server: all words, charts drawn, nothing fetched, no text that runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.briefing.content.model import Briefing, Section, Sentence, Table
from dashboard.briefing.formats.html.writer import page as made
from tests.support.briefings import chart_of, hostile_briefing, small_briefing
from tests.support.hostile_texts import hostile_texts
from tests.support.page_checks import SCREENS

RECORD = {"kind": "weekly", "title": "</script><script>window.attacked=1</script>"}
_SHOWN = "document.querySelectorAll('.js-plotly-plot .main-svg').length >= {count}"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A page of a browser that notes what is asked of the network, and what fails."""
    context = browser.new_context(locale="zh-CN")
    try:
        yield context.new_page()
    finally:
        context.close()


def _open(page: Page, folder: Path, briefing: Briefing) -> list[str]:
    """Open a briefing from the disk, and return the list of what goes wrong from then on."""
    wrong: list[str] = []
    path = folder / "review.html"
    path.write_bytes(made(briefing, RECORD))
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: wrong.append(asked.url) if asked.url != path.as_uri() else None)
    page.goto(path.as_uri())
    charts = sum(bool(chart.categories) for chart in briefing.charts())
    page.wait_for_function(_SHOWN.format(count=charts))
    return wrong


def test_all_words_are_there_and_every_chart_is_drawn(opened: Page, tmp_path: Path) -> None:
    briefing = small_briefing()
    assert _open(opened, tmp_path, briefing) == []
    text = opened.inner_text("main")
    assert briefing.lead.text in text
    assert "一、普法宣传" in text
    assert "图2　本季度村（社区）覆盖率最高的是工业路街道（100.0%）" in text
    assert "合成演示数据" in text
    assert opened.locator("td", has_text="■ 逾期").count() == len(next(briefing.tables()).rows)
    for width, height in SCREENS:
        opened.set_viewport_size({"width": width, "height": height})
        wide, seen = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= seen


def test_no_text_of_a_spreadsheet_runs_or_fetches(opened: Page, tmp_path: Path) -> None:
    texts = hostile_texts()
    rows = tuple((text, text[::-1]) for text in texts)
    chart = replace(chart_of(next(small_briefing().charts()).kind), categories=texts[:12], title=texts[0])
    section = Section(
        "x", texts[1], Sentence(texts[2]), charts=(chart,), tables=(Table("t", "表", ("甲", "乙"), rows),)
    )
    briefing = replace(hostile_briefing(), sections=(section,), title=texts[3])
    assert _open(opened, tmp_path, briefing) == []
    assert opened.evaluate("window.attacked") is None
    assert opened.locator("main script, main img, main iframe, main object, main form").count() == 0
    assert texts[5] in opened.locator("tbody tr").nth(12 + 5).text_content()  # type: ignore[operator]
