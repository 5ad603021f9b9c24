"""A home for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.warehouse.keeping.support import made_home
from warehouse.home import Home
from warehouse.keeping import answers
from warehouse.metrics.catalogue import METRICS


@pytest.fixture(scope="session")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home that no test changes."""
    return made_home(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def home(kept_home: Home, tmp_path: Path) -> Home:
    """Return a home of the test's own: one snapshot, 000002-first, with its original."""
    return Home(Path(shutil.copytree(kept_home.root, tmp_path / "home")))


@pytest.fixture(autouse=True)
def few_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask only some metrics when a label is frozen: all of them take a second each time."""
    monkeypatch.setattr(answers, "METRICS", {name: METRICS[name] for name in ("P01", "P02", "F07")})
