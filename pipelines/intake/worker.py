"""One child process, seen from its parent."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
# Several children share the cores, and each thread and arena reserves address space of its own.
_ENVIRONMENT = {"POLARS_MAX_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class Worker:
    """A child process and the pipe to it.

    deadline: the monotonic time at which its present message must have been answered. most_resident_bytes:
    how much memory it may hold until then; None where only the limits of the process count.
    """

    def __init__(self) -> None:
        ours, theirs = Pipe()
        # -m from the project's folder: the child imports the readers and nothing of the caller's program.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.intake.child", str(theirs.fileno())],
            cwd=_ROOT, env={**os.environ, **_ENVIRONMENT}, pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        self.connection: Connection = ours
        self.deadline = 0.0
        self.most_resident_bytes: int | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the child still runs."""
        return self.process.poll() is None

    @property
    def resident_bytes(self) -> int:
        """How much memory the child holds; 0 where it has ended."""
        try:
            fields = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()
        except OSError:
            return 0
        return int(fields[1]) * resource.getpagesize() if len(fields) > 1 else 0

    @property
    def is_too_large(self) -> bool:
        """Whether the child holds more memory than its present message may take."""
        return self.most_resident_bytes is not None and self.resident_bytes > self.most_resident_bytes

    def send(self, message: bytes, seconds: float, growth_bytes: int | None = None) -> None:
        """Send a message that must be answered within so many seconds; a child that is gone stays silent.

        growth_bytes: by how much its memory may grow until then.
        """
        self.deadline = time.monotonic() + seconds
        self.most_resident_bytes = None if growth_bytes is None else self.resident_bytes + growth_bytes
        try:
            self.connection.send_bytes(message)
        except OSError:
            # Its end is seen when the answer is fetched.
            return

    def receive(self) -> bytes | None:
        """Return the answer that has come, or None where the child has ended instead."""
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        """End the child at once; it holds nothing that must be kept."""
        self.connection.close()
        self.process.kill()
        self.process.wait()
