"""The warehouse that the benchmarks measure: the demo inbox, loaded once per run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.demo.generate import generate
from pipelines.load import load
from warehouse.home import Home
from warehouse.snapshots import Snapshot, open_snapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--demo-scale`: how often the rows of the demo's ledgers are repeated."""
    parser.addoption("--demo-scale", type=int, default=1, help="rows of the demo's ledgers, times this")
    parser.addoption("--demo-home", default=None, help="a home that is loaded already, instead of a new one")


@pytest.fixture(scope="session")
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home with the demo inbox loaded."""
    loaded = request.config.getoption("--demo-home")
    if loaded is not None:
        return Home(Path(loaded).resolve())
    inbox = tmp_path_factory.mktemp("inbox")
    generate(inbox, scale=request.config.getoption("--demo-scale"))
    found = Home(tmp_path_factory.mktemp("home"))
    assert load([inbox], found).published
    return found


@pytest.fixture(scope="session")
def snapshot(home: Home) -> Iterator[Snapshot]:
    """Return the home's snapshot, open."""
    with open_snapshot(home) as opened:
        yield opened
