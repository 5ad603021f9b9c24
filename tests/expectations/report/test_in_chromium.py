"""The report in a browser: it fits every width, opens its folds, and asks nothing of anybody."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from expectations.report.model import QualityReport
from expectations.report.writing import write_quality_report

# What is wider than its place, but for what scrolls within itself.
_TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(box =>
  !box.closest('.scroll') && box.getBoundingClientRect().right > innerWidth + 1).map(box => box.outerHTML)"""


def test_it_fits_screen_phone_and_paper_without_a_request(
    tmp_path: Path, blocked: QualityReport, browser: Browser
) -> None:
    address = write_quality_report(tmp_path, blocked).as_uri()
    requests: list[str] = []
    errors: list[str] = []
    with browser.new_page(locale="zh-CN") as page:
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: errors.append(message.text))
        page.goto(address)
        for width in (1920, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(_TOO_WIDE) == [], width
            assert page.evaluate("document.documentElement.scrollWidth") == width
        fold = page.locator("details").first
        fold.locator("summary").click()
        assert fold.locator("table").is_visible()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 718, "height": 1024})  # A4 less its margins, at 96 dots per inch
        assert page.evaluate("document.documentElement.scrollWidth") == 718
        assert len(page.pdf(prefer_css_page_size=True)) > 10_000
    assert requests == [address]
    assert errors == []
