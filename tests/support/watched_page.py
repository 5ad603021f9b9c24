"""A page of the dashboard in Chromium, and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    WebSocket,
)

from tests.support.page_checks import SCREENS
from tools.served_pages import open_page

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

    def __post_init__(self) -> None:
        for event, listener in self._listeners().items():
            self.page.on(event, listener)

    def leave(self) -> None:
        """Empty the page and its memory, for the next test."""
        for event, listener in self._listeners().items():
            self.page.remove_listener(event, listener)
        self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        self.page.emulate_media(media="null")

    def _listeners(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._on_console,
            "pageerror": self._on_page_error,
            "response": self._on_response,
            "request": self._on_request,
            "websocket": self._on_request,
        }

    def _on_page_error(self, error: Error) -> None:
        self.console_errors.append(str(error))

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and _SERVER_PROBE not in response.url:
            self.console_errors.append(f"{response.status} {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # Missing resources are judged by their address above; the console's text does not name it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.console_errors.append(message.text)

    def _on_request(self, request: Request | WebSocket) -> None:
        at_home = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:", "about:")
        if not request.url.startswith(at_home):
            self.requests_elsewhere.append(request.url)


@contextmanager
def new_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing, in Chinese and without movements, which cost much and show little."""
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    try:
        yield context
    finally:
        context.close()


@contextmanager
def watched(page: Page, address: str) -> Iterator[Watched]:
    """The page at 1920×1080, empty of what another test left in it."""
    width, height = SCREENS[0]
    page.set_viewport_size({"width": width, "height": height})
    found = Watched(page, address)
    try:
        yield found
    finally:
        found.leave()
