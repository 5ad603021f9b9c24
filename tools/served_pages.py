"""A dashboard served for a while, and its pages opened in the machine's Chromium.

Used to take the pictures in docs/screenshots/ and by the tests in tests/dashboard/browser/.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
# Page → path in the address; of pages that show what they are asked for, something telling.
PAGES = {
    "weekly-review": "",
    "legal-education": "legal-education",
    "people": "people",
    "duties": "duties",
    "creation": "creation",
    "legality": "legality",
    "cases": "cases",
    "enforcement": "enforcement",
    "assessment": "assessment",
    "unit-file": "unit-file?unit=交通局",
    "village-file": "village-file?village=方顶村",
    "explore": "explore?metric=E14&by=unit&grain=year&period=all",
    "metrics": "metrics",
    "briefing": "briefing",
    "data-quality": "data-quality",
    "reporting": "reporting",
    "lineage": "lineage?metric=P02&from=2026-01-01&to=2026-11-22",
}
_START_SECONDS = 60
_PAGE_MILLISECONDS = 60_000
# To look at every frame would make the browser draw every frame.
_POLL_MILLISECONDS = 100
_THERE = "document.querySelector('.fz-title, .fz-empty') !== null"
_IDLE = (
    "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
)
# A chart is there once Plotly has drawn into its frame; skeletons stand where something is still to come.
_DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every(frame => frame.querySelector('.main-svg'))"""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the dashboard over a home and yield its address; RuntimeError with its output if it fails."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port), "--home", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(process, address)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_until_ready(process: subprocess.Popen[str], address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the dashboard did not start:\n{process.communicate()[0]}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the dashboard was not ready after {_START_SECONDS} s")


@contextmanager
def chromium(program: Path) -> Iterator[Browser]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        try:
            yield browser
        finally:
            browser.close()


def open_page(page: Page, address: str, path: str) -> None:
    """Open a page of the dashboard and wait until it has been drawn."""
    page.goto(f"{address}/{path}", timeout=_PAGE_MILLISECONDS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page's script has run and its charts are drawn."""
    for condition in (_THERE, _IDLE, _DRAWN):
        page.wait_for_function(condition, timeout=_PAGE_MILLISECONDS, polling=_POLL_MILLISECONDS)
    page.evaluate("document.fonts.ready")
