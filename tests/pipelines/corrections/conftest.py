"""Quick loads: without child processes, on which nothing here hangs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.loads import reading_here
from warehouse.home import Home


@pytest.fixture(autouse=True)
def quick_loads(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make loads quick, except in tests that ask for `whole_loads`."""
    with nullcontext() if "whole_loads" in request.fixturenames else reading_here():
        yield


@pytest.fixture
def whole_loads() -> None:
    """Keep the child processes in the loads of a test."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")
