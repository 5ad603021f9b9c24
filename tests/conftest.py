"""What every test stands on: no network, no state outside its own folder, a browser that is there."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from pipelines.demo import generate
from pipelines.load import load
from tests.support.shared import made_once, shared_place
from tools.ensure_browser import complaint, find_browser
from tools.served_pages import chromium
from warehouse.home import Home
from warehouse.marts.build import compiled_marts
from warehouse.marts.compiled import BuiltMart
from warehouse.marts.remembered import recall, remember

# Cores are shared, so a slow example says nothing about the code.
settings.register_profile(
    "project",
    settings.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")

_LOOPBACK = ("127.", "::1", "localhost")


class NetworkForbidden(OSError):
    """A test tried to reach another machine."""


def _is_local(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    return str(address[0]).startswith(_LOOPBACK)


@pytest.fixture(scope="session", autouse=True)
def this_machine_only() -> Iterator[None]:
    """Refuse connections that leave the machine; fail the run even if a library swallowed the refusal."""
    attempts: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if not _is_local(self.family, address):
            attempts.append(str(address))
            raise NetworkForbidden(f"connection to {address}")
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if not _is_local(self.family, address):
            attempts.append(str(address))
            raise NetworkForbidden(f"connection to {address}")
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield
    assert attempts == []


@pytest.fixture(scope="session", autouse=True)
def no_default_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the default state folder unusable: a test names its own, so none ever touches var/."""
    barrier = tmp_path_factory.mktemp("default-home") / "a-file-not-a-folder"
    barrier.write_text("a test has to name its own home folder\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_HOME", str(barrier / "home"))
        yield


@pytest.fixture(scope="session", autouse=True)
def imports_are_no_garbage() -> Iterator[None]:
    """Let the collector pass over what imports have made: to look at it all takes 0.3 s each time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def marts_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let one worker compile the marts, which takes seconds; all would begin with it at once."""

    def recalled(key: str) -> tuple[BuiltMart, ...]:
        with FileLock(shared_place(tmp_path_factory, "marts.lock")):
            marts = recall(key)
            if not marts:
                marts = compiled_marts()
                remember(key, marts)
            return marts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.marts.build.recall", recalled)
        yield


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """The machine's Chromium; a test that needs one fails where there is none."""
    browser = find_browser()
    if browser is None:
        pytest.fail(complaint(["chromium"]))
    return browser


@pytest.fixture(scope="session")
def browser(browser_path: Path) -> Iterator[Browser]:
    """One Chromium for all tests of a worker; there can be no second one beside it."""
    with chromium(browser_path) as browser:
        yield browser


@pytest.fixture(scope="session")
def demo_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo inbox with its default seed and day, written once for all workers; read only."""
    return made_once(tmp_path_factory, "demo-inbox", generate)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, demo_inbox: Path) -> Home:
    """A home with the demo inbox loaded, made once for all workers; read only."""

    def make(folder: Path) -> None:
        report = load([demo_inbox], Home(folder))
        assert report.published, report.blocked_by

    return Home(made_once(tmp_path_factory, "demo-home", make))
