"""图片 in Chromium: the dialog of a chart, its downloads, the clipboard; a reader's browser that draws."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from dashboard.briefing.content.caption import Caption
from dashboard.briefing.pictures.figures import figure_of
from dashboard.briefing.pictures.framed import Shape, framed
from dashboard.texts import pictures as texts
from dashboard.widgets.picture_dialog import for_reader
from tests.support.briefings import hostile_chart, stamp
from tests.support.page_checks import barriers, injected
from tests.support.watched_page import Watched

_SIZE = "shot => [shot.querySelector('img').naturalWidth, shot.querySelector('img').naturalHeight]"
_COPIED = "navigator.clipboard.read().then(items => items[0].types)"
_AS_WITHOUT_CHROMIUM = """attributes => {
  const shot = document.querySelector('.fz-shot').cloneNode(true);
  delete shot.dataset.drawn;
  shot.querySelector('img').removeAttribute('src');
  shot.id = 'drawn_here';
  for (const [name, value] of Object.entries(attributes)) shot.dataset[name] = value;
  document.querySelector('[role=dialog]').append(shot);
}"""


def test_a_chart_is_taken_along_as_a_picture(desk: Watched, tmp_path: Path) -> None:
    page = desk.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk.address)
    desk.open("enforcement")
    page.locator(".st-key-picture_grades button").click()
    shot = page.locator(".fz-shot[data-drawn]")
    expect(shot.locator("img")).to_be_visible(timeout=60_000)
    assert shot.evaluate(_SIZE) == [2 * Shape.WIDE.width, 2 * Shape.WIDE.height]
    assert barriers(page) == []
    for kind, words, done in texts.BUTTONS[:2]:
        with page.expect_download() as download:
            page.get_by_role("button", name=words).click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        download.value.save_as(tmp_path / kind)
        expect(page.get_by_role("button", name=done)).to_be_visible()
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")
    assert "2026" in (tmp_path / "svg").read_text(encoding="utf-8")
    page.get_by_role("button", name=texts.BUTTONS[2][1]).click()
    expect(page.get_by_role("button", name=texts.BUTTONS[2][2])).to_be_visible()
    assert page.evaluate(_COPIED) == ["image/png"]
    _drawn_by_the_reader(page)
    assert desk.console_errors == []
    assert desk.requests_elsewhere == []


def _drawn_by_the_reader(page: Page) -> None:
    chart = hostile_chart()
    laid = framed(
        figure_of(chart), Caption(chart.title, chart.unit, chart.definition, "", stamp()), Shape.SQUARE
    )
    page.evaluate(_AS_WITHOUT_CHROMIUM, for_reader(laid))
    expect(page.locator("#drawn_here[data-drawn]")).to_have_count(1)
    assert page.locator("#drawn_here").evaluate(_SIZE) == [2 * Shape.SQUARE.width, 2 * Shape.SQUARE.height]
    assert injected(page) == []
