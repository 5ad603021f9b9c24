"""Quick loads: without the audit and without child processes, on which nothing here hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from expectations.model import Verdict
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.intake.tasks import Task
from warehouse.home import Home


class PoolInThisProcess:
    """Does the tasks of a load one after another, here."""

    def __init__(self, settings: IntakeSettings, scratch: Path | None = None) -> None:
        self._intake = Intake(settings)

    def __enter__(self) -> PoolInThisProcess:
        return self

    def __exit__(self, *error: object) -> None:
        return

    def run(self, tasks: Iterable[Task[Any]], started: Callable[[int], None] | None = None) -> Iterator[Any]:
        """Yield the answer of each task."""
        return (task.run(self._intake) for task in tasks)


@pytest.fixture(autouse=True)
def quick_loads(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make loads quick, except in tests that ask for `whole_loads`."""
    if "whole_loads" not in request.fixturenames:
        monkeypatch.setattr("pipelines.load.audit", _passed)
        for module in ("load", "check_file", "corrections.replay"):
            monkeypatch.setattr(f"pipelines.{module}.ReaderPool", PoolInThisProcess)


@pytest.fixture
def whole_loads() -> None:
    """Keep the audit and the child processes in the loads of a test."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


def _passed(built: Path, previous: Path | None, run_id: str) -> Verdict:
    return Verdict(run_id, success=True, critical=0, warning=0, checks=0, results=())
