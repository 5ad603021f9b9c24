"""Loads that read their files in the process of the test: a child for each costs a second.

What a child changes about reading is tested in tests/pipelines/intake; whole loads are in
tests/pipelines/test_load.py, test_main.py and tests/pipelines/intake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipelines import load as journey
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.intake.tasks import Task
from pipelines.report import LoadReport
from warehouse.home import Home

_READERS = ("load", "check_file", "picture.reread")


class PoolInThisProcess:
    """Does the tasks of a ReaderPool one after another, here; for files of our own only."""

    def __init__(self, settings: IntakeSettings, **options: object) -> None:
        self._intake = Intake(settings)

    def __enter__(self) -> PoolInThisProcess:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def run(self, tasks: Sequence[Task[Any]], started: Callable[[int], None] | None = None) -> Iterator[Any]:
        """Yield the answer of each task in order."""
        for number, task in enumerate(tasks):
            if started is not None:
                started(number)
            yield task.run(self._intake)

    def close(self) -> None:
        """Nothing is held."""


@contextmanager
def reading_here() -> Iterator[None]:
    """Let every load and check read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for module in _READERS:
            patch.setattr(f"pipelines.{module}.ReaderPool", PoolInThisProcess)
        yield


def load(paths: Sequence[Path], home: Home) -> LoadReport:
    """Load as the product does, audit and all, reading in this process."""
    with reading_here():
        return journey.load(paths, home)
