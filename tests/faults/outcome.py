"""What a fault was tried on, how often, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class Outcome:
    """One line of the table. told: the figures in words. failures: what did not hold, empty if all did."""

    fault: str
    trials: int
    told: str
    failures: tuple[str, ...] = field(default=())


@contextmanager
def scratch(workspace: Path) -> Iterator[Path]:
    """A folder of its own, removed at the end."""
    workspace.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=workspace) as folder:
        yield Path(folder)
