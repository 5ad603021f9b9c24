"""Quick loads: without child processes, on which nothing here hangs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.pipelines.corrections.support import AUDIENCE, PARK, correct, ledger
from tests.support.loads import load, reading_here
from tests.support.shared import copied, made_once
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


@pytest.fixture(scope="session")
def loaded_and_corrected(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the correction of the audience, and one file with the activity; never changed."""

    def make(folder: Path) -> None:
        correct(Home(folder), AUDIENCE)
        assert load([ledger(tmp_path_factory.mktemp("in") / "a.csv", PARK)], Home(folder)).exit_code == 0

    return Home(made_once(tmp_path_factory, "corrected-home", make))


@pytest.fixture
def corrected_home(loaded_and_corrected: Home, tmp_path: Path) -> Home:
    """A copy of the home with the correction of the audience and a.csv."""
    return copied(loaded_and_corrected, tmp_path)
