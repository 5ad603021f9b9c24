"""Reading files into workbooks: one reusable child process does the parsing and may be killed.

A hostile or broken file can abort, fill the memory or never end. It then takes the child with it,
not the run: the file is refused with a reason and the next file gets a new child.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from pipelines.reading.model import (
    FILE_HOSTILE,
    FILE_TIMEOUT,
    REASONS,
    CellValue,
    Limits,
    MergedRange,
    Sheet,
    Unreadable,
    Workbook,
)

__all__ = ["CellValue", "Limits", "MergedRange", "Sheet", "Unreadable", "Workbook", "WorkbookReader"]

_ROOT = Path(__file__).resolve().parent.parent
_STOP_SECONDS = 2.0


class WorkbookReader:
    """Reads files one at a time; a context manager that owns at most one child process."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits if limits is not None else Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> WorkbookReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, display_name: str = "") -> Workbook | Unreadable:
        """Read one file by its content.

        display_name: the name it was sent under (kept originals have none); only its suffix is used, to
        refuse plain text that nobody sends as a table. It never opens anything.
        Returns Unreadable for any fault of the file: a crash of the parser and a time-out included.
        """
        connection = self._running_connection() or self._start()
        try:
            connection.send_bytes(pickle.dumps((str(path.absolute()), display_name or path.name)))
            if not connection.poll(self._limits.seconds):
                self._kill()
                return Unreadable(FILE_TIMEOUT, REASONS[FILE_TIMEOUT])
            answer: Workbook | Unreadable = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):
            self._kill()
            return Unreadable(FILE_HOSTILE, REASONS[FILE_HOSTILE])
        return answer

    def close(self) -> None:
        """Let the child end; kill it when it does not."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._kill()
            self._process = None

    def _running_connection(self) -> Connection | None:
        is_alive = self._process is not None and self._process.poll() is None
        return self._connection if is_alive else None

    def _start(self) -> Connection:
        self._kill()
        ours, theirs = Pipe()
        limits = self._limits
        # -m from the project's folder: the child imports the readers and nothing of the caller's program.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.reading.child", str(theirs.fileno()),
             str(limits.memory_bytes), str(limits.seconds), str(limits.cells)],
            cwd=_ROOT, pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        self._connection = ours
        return ours

    def _kill(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
