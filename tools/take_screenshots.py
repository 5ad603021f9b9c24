"""Take the pictures of docs/screenshots/ from the demo data.

Every page at 1920×1080; the weekly review also in the dark, on the wall and on a phone, there at full length.
`python tools/take_screenshots.py` makes its own demo data in a temporary folder; nothing else is touched.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.demo_weeks import two_weeks
from tools.ensure_browser import complaint, find_browser
from tools.served_pages import PAGES, ROOT, chromium, open_page, served, settle

TARGET = ROOT / "docs" / "screenshots"
DESK = (1920, 1080)
PHONE = (390, 844)


@dataclass(frozen=True)
class Picture:
    """What is photographed. clicked: the part clicked first, shown: what then has to be there."""

    name: str
    path: str
    size: tuple[int, int] = DESK
    is_whole: bool = False
    clicked: str | None = None
    shown: str | None = None


def pictures() -> tuple[Picture, ...]:
    """Return the pictures; of 溯源 with a row's original, which takes a click."""
    pages = {name: Picture(name, path) for name, path in PAGES.items()}
    pages["lineage"] = Picture(
        "lineage", PAGES["lineage"], clicked=".st-key-card_rows .fz-link", shown=".fz-marked"
    )
    return (
        *pages.values(),
        Picture("weekly-review-dark", "?mode=dark"),
        Picture("weekly-review-wall", "?mode=wall"),
        Picture("weekly-review-phone", "", PHONE, is_whole=True),
    )


def main() -> int:
    """Make the demo data, serve it, photograph each page."""
    browser_path = find_browser()
    if browser_path is None:
        print(complaint(["chromium"]), file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        home = two_weeks(Path(folder))
        with served(home) as address, chromium(browser_path) as browser:
            page = browser.new_page(locale="zh-CN", reduced_motion="reduce")
            for picture in pictures():
                _take(page, address, picture)
                print(f"docs/screenshots/{picture.name}.png")
    return 0


def _take(page: Page, address: str, picture: Picture) -> None:
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, address, picture.path)
    if picture.clicked and picture.shown:
        page.locator(picture.clicked).first.click()
        page.wait_for_selector(picture.shown)
        settle(page)
    if picture.is_whole:
        # The page scrolls inside its frame: a window as high shows it whole.
        whole = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": whole})
        settle(page)
    page.screenshot(path=TARGET / f"{picture.name}.png")


if __name__ == "__main__":
    raise SystemExit(main())
