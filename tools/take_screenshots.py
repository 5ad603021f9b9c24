"""Photograph every page of the dashboard over the demo data: `make screenshots`.

The demo warehouse is made for it in build/, so that no real data gets into a picture. The pages are those of
the navigation, so a new page needs no change here.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, ViewportSize, sync_playwright

from tools.ensure_browser import complaint, find_browser
from tools.environment import ROOT

HOME = ROOT / "build" / "screenshots-home"
PICTURES = ROOT / "docs" / "screenshots"
_SIZE: ViewportSize = {"width": 1920, "height": 1080}
_START_SECONDS = 60
_PAGE_MILLISECONDS = 30_000
_LINKS = '[data-testid="stSidebarNavLink"]'
_AT_REST = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.getAttribute('data-test-script-state') === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && !document.querySelector('[data-testid="stSpinner"]');
}"""


def demo_home() -> Path:
    """A home folder with the demo data in it, made on the first call."""
    if not (HOME / "current.json").exists():
        inbox = HOME / "demo-inbox"
        for arguments in (["demo", "--to", str(inbox)], ["load", str(inbox)]):
            subprocess.run(
                [sys.executable, "-m", "pipelines", *arguments], check=True, cwd=ROOT, env=_environment()
            )
    return HOME


def _environment() -> dict[str, str]:
    return {**os.environ, "FAZHI_HOME": str(HOME)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def served_dashboard() -> Iterator[str]:
    """The address of a dashboard over the demo data; it ends with the context."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "dashboard", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=_environment()) as server:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not _is_up(address):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("[截图] 看板未能启动，原因见上。")
                time.sleep(0.2)
            yield address
        finally:
            server.terminate()


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until it is drawn."""
    page.goto(address, wait_until="networkidle", timeout=_PAGE_MILLISECONDS)
    page.wait_for_function(_AT_REST, timeout=_PAGE_MILLISECONDS)
    page.evaluate("document.fonts.ready")
    # Charts are drawn after the script has ended, in an animation frame.
    page.wait_for_timeout(800)


def photograph(address: str, browser: Path, folder: Path) -> list[str]:
    """One PNG for each page of the navigation, and the requests that would have left the machine."""
    folder.mkdir(parents=True, exist_ok=True)
    strangers: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            strangers.append(request.url)

    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root; only pages of this machine are opened.
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport=_SIZE, locale="zh-CN", timezone_id="Asia/Shanghai")
        page.on("request", note)
        open_page(page, address)
        links = page.locator(_LINKS).evaluate_all(
            "links => links.map(link => [link.href, link.innerText.trim()])"
        )
        for href, title in links:
            open_page(page, href)
            name = urlsplit(href).path.strip("/").replace("/", "-") or "index"
            page.screenshot(path=folder / f"{name}.png")
            print(f"[截图] {title}：{name}.png", flush=True)
        chromium.close()
    return strangers


def main() -> int:
    """Photograph the pages; 1 where a page asked another machine for something."""
    browser = find_browser()
    if browser is None:
        raise SystemExit(complaint(["chromium"]))
    demo_home()
    with served_dashboard() as address:
        strangers = photograph(address, browser, PICTURES)
    for url in strangers:
        print(f"[截图] 页面请求了本机以外的地址：{url}", file=sys.stderr)
    return 1 if strangers else 0


if __name__ == "__main__":
    raise SystemExit(main())
