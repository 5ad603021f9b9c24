"""What a child process can be asked to do with a file that nobody trusts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pipelines.intake.memory import bounded_memory, most_resident_growth
from pipelines.intake.reading import Intake, rejected
from pipelines.landing import LandedFile
from pipelines.reading.model import Unreadable
from pipelines.report import FileReport

AnswerT_co = TypeVar("AnswerT_co", covariant=True)

READY = b"ready"
"""What a child sends once it can take tasks."""


class Task(Protocol[AnswerT_co]):
    """One piece of work; it and its answer are pickled, so they hold data only."""

    @property
    def growth_bytes(self) -> int | None:
        """By how much the memory of the child may grow; None where only the limits of the process count."""

    def run(self, intake: Intake) -> AnswerT_co:
        """Do the work, in the child."""

    def refused(self, refusal: Unreadable) -> AnswerT_co:
        """Return the answer where the child was ended or failed; called in either process."""


@dataclass(frozen=True)
class ReadFile:
    """Read, locate and check a file whose bytes are at `source`."""

    landed: LandedFile
    source: Path

    @property
    def growth_bytes(self) -> int:
        """By how much the memory of the child may grow."""
        return most_resident_growth(self.landed.size)

    def run(self, intake: Intake) -> FileReport:
        """Return the report of the file with its checked tables."""
        with bounded_memory(self.landed.size):
            return intake.read(self.landed, self.source)

    def refused(self, refusal: Unreadable) -> FileReport:
        """Return the report of a file that is refused."""
        return rejected(self.landed, refusal)
