"""What is made once for all workers of a run, and read or copied by every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from warehouse.home import Home


def shared_place(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a path that is the same for all workers of this run."""
    base = factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder or file that the first worker to ask for it makes, whole; the others wait for it."""
    made = shared_place(factory, name)
    with FileLock(f"{made}.lock"):
        if not made.exists():
            unfinished = made.with_name(f"{name}-unfinished")
            make(unfinished)
            unfinished.rename(made)
    return made


def copied(home: Home, folder: Path) -> Home:
    """Return a copy of a home, for a test to change."""
    return Home(shutil.copytree(home.root, folder / "home"))
