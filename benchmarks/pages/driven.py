"""An application in Chromium: the seconds that its views take, and the processor seconds of its server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.served_pages import free_port

_PAGE_MILLISECONDS = 120_000
_START_SECONDS = 60
_STILL = (
    "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
)


@dataclass(frozen=True)
class Application:
    """A page to measure.

    arguments: of Python, with {port}. first: there once the first number or chart can be read. whole: there
    once all is drawn. shows: JavaScript that tells whether a choice's word ({word}) is what is shown.
    choices: what the filter is set to, one after another, and the word that the page then shows.
    """

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    first: str
    whole: str
    shows: str
    choices: tuple[tuple[str, str], ...]


@dataclass
class Views:
    """What was measured, in seconds; cpu: processor seconds of the server for a warm view."""

    first_cold: list[float] = field(default_factory=list)
    whole_cold: list[float] = field(default_factory=list)
    first_warm: list[float] = field(default_factory=list)
    whole_warm: list[float] = field(default_factory=list)
    filter_new: list[float] = field(default_factory=list)
    filter_seen: list[float] = field(default_factory=list)
    cpu_view: list[float] = field(default_factory=list)
    cpu_filter: list[float] = field(default_factory=list)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))]


@contextmanager
def running(application: Application, root: Path) -> Iterator[tuple[str, int]]:
    """Serve an application; yield its address and process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in application.arguments)],
        cwd=root,
        env={**os.environ, **application.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                break
            except OSError as error:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(f"{application.name} did not start") from error
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def processor_seconds(process: int) -> float:
    """Return the processor seconds that a process has used, by what Linux tells of it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(
    application: Application, browsers: Sequence[Browser], root: Path, *, warm: int, seen: int
) -> Views:
    """Return what views take. browsers: each opens it once with nothing in its cache; the last goes on.

    warm: how often it is opened again. seen: how many of the choices are made a second time.
    """
    views = Views()
    with running(application, root) as (address, process):
        # The process reads its data for the first time: no view of a browser.
        _opened(application, browsers[0].new_context(), address)
        for browser in browsers:
            context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
            first, whole, page = _opened(application, context, address)
            views.first_cold.append(first)
            views.whole_cold.append(whole)
        page.close()
        for _ in range(warm):
            used = processor_seconds(process)
            first, whole, page = _opened(application, context, address)
            page.wait_for_function(_STILL)
            views.first_warm.append(first)
            views.whole_warm.append(whole)
            views.cpu_view.append(processor_seconds(process) - used)
            page.close()
        *_, page = _opened(application, context, address)
        for label, word in application.choices:
            used = processor_seconds(process)
            views.filter_new.append(_chosen(application, page, label, word))
            views.cpu_filter.append(processor_seconds(process) - used)
        for label, word in application.choices[:seen]:
            views.filter_seen.append(_chosen(application, page, label, word))
    return views


def _opened(application: Application, context: object, address: str) -> tuple[float, float, Page]:
    page: Page = context.new_page()  # type: ignore[attr-defined]
    begun = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=_PAGE_MILLISECONDS)
    page.wait_for_function(application.first, timeout=_PAGE_MILLISECONDS, polling="raf")
    first = time.perf_counter() - begun
    page.wait_for_function(application.whole, timeout=_PAGE_MILLISECONDS, polling="raf")
    whole = time.perf_counter() - begun
    return first, whole, page


def _chosen(application: Application, page: Page, label: str, word: str) -> float:
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label).first.wait_for()
    page.wait_for_function(_STILL)
    shows = application.shows.replace("{word}", word)
    begun = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_function(shows, timeout=_PAGE_MILLISECONDS, polling="raf")
    taken = time.perf_counter() - begun
    page.wait_for_function(_STILL)
    return taken
