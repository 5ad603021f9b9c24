"""Take the pictures of docs/screenshots/ from the demo data: every page at 1920×1080.

`python tools/take_screenshots.py` makes its own demo data in a temporary folder; nothing else is touched.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.ensure_browser import complaint, find_browser
from tools.served_pages import PAGES, ROOT, chromium, open_page, served, settle

TARGET = ROOT / "docs" / "screenshots"
# What is clicked before a page is photographed: a row of 溯源, so that its original is in the picture.
OPENED = {"lineage": ".st-key-card_rows .fz-link"}
SIZE = ViewportSize(width=1920, height=1080)


def main() -> int:
    """Make the demo data, serve it, photograph each page."""
    browser_path = find_browser()
    if browser_path is None:
        print(complaint(["chromium"]), file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        inbox, home = Path(folder, "inbox"), Path(folder, "home")
        _run("pipelines", "demo", "--to", str(inbox))
        _run("pipelines", "load", str(inbox), "--home", str(home))
        with served(home) as address, chromium(browser_path) as browser:
            for name, path in PAGES.items():
                page = browser.new_page(viewport=SIZE, locale="zh-CN")
                open_page(page, address, path)
                if name in OPENED:
                    page.locator(OPENED[name]).first.click()
                    page.wait_for_selector(".fz-marked")
                    settle(page)
                page.screenshot(path=TARGET / f"{name}.png")
                page.close()
                print(f"docs/screenshots/{name}.png")
    return 0


def _run(module: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    raise SystemExit(main())
