"""The demo home, served and opened in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.watched_page import Watched, new_browser, watched
from tools.served_pages import served
from warehouse.home import Home

# Other workers use the same cores.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The one page of a worker: opened anew for each test, it would compile all scripts again."""
    with new_browser(browser) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def address(demo_home: Home) -> Iterator[str]:
    """The address of the served demo home."""
    with served(demo_home.root) as address:
        yield address


@pytest.fixture
def desk(tab: Page, address: str) -> Iterator[Watched]:
    """The page of the worker, for the served demo home."""
    with watched(tab, address) as found:
        yield found
