"""The demo home, served and opened in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tools.served_pages import open_page, served
from warehouse.home import Home

# A page opened by its own address makes Streamlit look for its server below that address first; the browser
# notes the miss. Nothing else may be missing.
_SERVER_PROBE = "/_stcore/"


@dataclass
class Watched:
    """A page, and what went wrong in it."""

    page: Page
    address: str
    console_errors: list[str] = field(default_factory=list)
    requests_elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page of the dashboard."""
        open_page(self.page, self.address, path)


@pytest.fixture(scope="session")
def address(demo_home: Home) -> Iterator[str]:
    """The address of the served demo home."""
    with served(demo_home.root) as address:
        yield address


def _watch(browser: Browser, address: str, size: tuple[int, int]) -> Watched:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    watched = Watched(page, address)

    def on_response(url: str, status: int) -> None:
        if status >= 400 and _SERVER_PROBE not in url:
            watched.console_errors.append(f"{status} {url}")

    def on_console(kind: str, text: str) -> None:
        # Missing resources are judged by their address above; the console's text does not name it.
        if kind == "error" and not text.startswith("Failed to load resource"):
            watched.console_errors.append(text)

    def on_request(url: str) -> None:
        if not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:")):
            watched.requests_elsewhere.append(url)

    page.on("console", lambda message: on_console(message.type, message.text))
    page.on("pageerror", lambda error: watched.console_errors.append(str(error)))
    page.on("response", lambda response: on_response(response.url, response.status))
    page.on("request", lambda request: on_request(request.url))
    return watched


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Watched]:
    """A page at 1920×1080."""
    found = _watch(browser, address, (1920, 1080))
    yield found
    found.page.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Watched]:
    """A page as wide as a phone."""
    found = _watch(browser, address, (390, 844))
    yield found
    found.page.close()
