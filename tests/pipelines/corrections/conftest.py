"""Loads without the audit: what corrections do does not hang on it, and it takes most of a small load's time."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.model import Verdict
from warehouse.home import Home


@pytest.fixture(autouse=True)
def without_audit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every snapshot pass, except in tests that ask for `with_audit`."""
    if "with_audit" not in request.fixturenames:
        monkeypatch.setattr("pipelines.load.audit", _passed)


@pytest.fixture
def with_audit() -> None:
    """Keep the audit in the loads of a test."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


def _passed(built: Path, previous: Path | None, run_id: str) -> Verdict:
    return Verdict(run_id, success=True, critical=0, warning=0, checks=0, results=())
