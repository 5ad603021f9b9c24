"""The audit in a process of its own, started early, so that its engine is ready when a build is.

Importing Great Expectations takes seconds; a load has other work to do meanwhile. A process that dies, does
not answer in time or cannot start is a failed verdict, like an engine that does not run.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

from expectations.model import Verdict
from expectations.verdict import engine_failure

Audit = Callable[[Path, Path | None, str], Verdict]
"""Built snapshot, the snapshot before it, run id → verdict."""

MOST_SECONDS = 600.0
_ROOT = Path(__file__).resolve().parent.parent


class AuditorEnded(Exception):
    """The auditing process ended, or did not answer."""


class BackgroundAuditor:
    """Audits in a child process; a context manager that owns the child, and a function like `audit`."""

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        """most_seconds: how long one audit may take before it counts as failed."""
        self._most_seconds = most_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> BackgroundAuditor:
        ours, theirs = Pipe()
        self._errors = TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "expectations.audit_process", str(theirs.fileno())],
            cwd=_ROOT, pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors,
        )  # fmt: skip
        theirs.close()
        self._connection = ours
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._errors is not None:
            self._errors.close()

    @property
    def process_id(self) -> int | None:
        """The child, once it has been started."""
        return None if self._process is None else self._process.pid

    def __call__(self, built: Path, previous: Path | None, run_id: str) -> Verdict:
        """Return the verdict on the DuckDB file of a built snapshot, which nobody may have open."""
        try:
            return self._asked(built, previous, run_id)
        except AuditorEnded as ended:
            return Verdict.over(run_id, [engine_failure(ended)])

    def _asked(self, built: Path, previous: Path | None, run_id: str) -> Verdict:
        if self._connection is None:
            raise AuditorEnded("核验进程没有启动")
        try:
            self._connection.send_bytes(pickle.dumps((built, previous, run_id)))
            if not self._connection.poll(self._most_seconds):
                raise AuditorEnded(f"核验超过 {self._most_seconds:.0f} 秒没有完成")
            verdict: Verdict = pickle.loads(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            raise AuditorEnded(f"核验进程意外结束。{self._last_words()}".strip()) from error
        return verdict

    def _last_words(self) -> str:
        """Return the last line that the child has written about its end."""
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
