"""What a test may have a child process do beside reading files: wait, crash, fill its memory."""

from __future__ import annotations

import os
import resource
import signal
from dataclasses import dataclass
from threading import Event

from pipelines.intake.reading import Intake
from pipelines.reading.model import Unreadable


@dataclass(frozen=True)
class Deed:
    """A task whose answer is a text: what it says, or the code with which it was refused."""

    amount: float = 0

    @property
    def growth_bytes(self) -> int | None:
        """Not bounded."""
        return None

    def run(self, intake: Intake) -> str:
        """Do it, in the child."""
        raise NotImplementedError

    def refused(self, refusal: Unreadable) -> str:
        """Return the code, and the last line of the fault where there was one."""
        return " ".join([refusal.code, *(refusal.fault or "").splitlines()[-1:]])


class SayAfter(Deed):
    """Wait so many seconds."""

    def run(self, intake: Intake) -> str:
        """Return how long it waited."""
        Event().wait(self.amount)
        return f"after {self.amount:g}"


class TellProcess(Deed):
    """Say which child this is."""

    def run(self, intake: Intake) -> str:
        """Return the id of the process."""
        return str(os.getpid())


class TellLimits(Deed):
    """Say what the child may use."""

    def run(self, intake: Intake) -> str:
        """Return the bytes of address space and the threads of Polars."""
        return f"{resource.getrlimit(resource.RLIMIT_AS)[0]} {os.environ['POLARS_MAX_THREADS']}"


class Crash(Deed):
    """Break the memory, as a parser of hostile bytes may."""

    def run(self, intake: Intake) -> str:
        """Return nothing any more."""
        os.kill(os.getpid(), signal.SIGSEGV)
        return "never"


class FillMemorySlowly(Deed):
    """Take so many bytes one MiB after another, where only 64 MiB more are allowed."""

    @property
    def growth_bytes(self) -> int:
        """64 MiB."""
        return 64 << 20

    def run(self, intake: Intake) -> str:
        """Return how many it was given."""
        taken = []
        for _ in range(int(self.amount) >> 20):
            taken.append(b"x" * (1 << 20))
            Event().wait(0.001)
        return str(sum(map(len, taken)))


class FillMemory(Deed):
    """Ask for so many bytes."""

    def run(self, intake: Intake) -> str:
        """Return how many it was given."""
        return str(len(bytearray(int(self.amount))))


class Stumble(Deed):
    """Meet a fault of the program."""

    def run(self, intake: Intake) -> str:
        """Raise it."""
        raise ValueError("a fault of the program")
