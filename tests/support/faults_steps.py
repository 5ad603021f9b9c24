"""The steps of a process in a folder, counted, and the death of the process before one of them.

A step is a change of a file or folder (open for writing, rename, remove, link, …), as the interpreter's audit
events tell it; a call that makes it durable or copies bytes; and a statement of DuckDB. What DuckDB writes by
itself between two of them is met by killing at random moments.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any

from warehouse.engines.duckdb import Database

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Audit event → which of its arguments are paths.
_CHANGES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "os.rename": (0, 1),
        "os.remove": (0,),
        "os.rmdir": (0,),
        "os.mkdir": (0,),
        "os.link": (0, 1),
        "os.symlink": (1,),
        "os.truncate": (0,),
        "os.chmod": (0,),
        "os.utime": (0,),
        "sqlite3.connect": (0,),
    }
)
_CALLS = ("fsync", "fdatasync", "sendfile", "copy_file_range")
_STATEMENTS = ("execute", "execute_all", "execute_with", "close")


class Steps:
    """Counts the steps of this process in a folder; it lasts until the process ends."""

    def __init__(self, folder: Path, deadly: int | None = None) -> None:
        """deadly: the number of the step before which the process is killed; None: it lives."""
        self.names: list[str] = []
        self._folder = os.fspath(folder)
        self._deadly = deadly
        self._is_counting = True
        for name in _CALLS:
            setattr(os, name, self._counted(name, getattr(os, name)))
        for name in _STATEMENTS:
            setattr(Database, name, self._counted(f"duckdb {name}", getattr(Database, name)))
        sys.addaudithook(self._heard)

    def stop(self) -> list[str]:
        """Count no further; return the names of the steps."""
        self._is_counting = False
        return self.names

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def counted(*arguments: Any, **named: Any) -> Any:
            self._step(name)
            return call(*arguments, **named)

        return counted

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITES and self._is_inside(path):
                self._step(f"open {self._told(path)}")
        elif event in _CHANGES and any(self._is_inside(arguments[place]) for place in _CHANGES[event]):
            self._step(f"{event} {self._told(arguments[0])}")

    def _told(self, path: Any) -> str:
        return os.fsdecode(path).removeprefix(self._folder).removeprefix("/")

    def _is_inside(self, path: object) -> bool:
        # Within rmtree, names are relative to a folder that is held open.
        return isinstance(path, str | bytes | os.PathLike) and (
            os.fsdecode(path).startswith(self._folder) or not os.path.isabs(os.fsdecode(path))  # noqa: PTH117
        )

    def _step(self, name: str) -> None:
        if not self._is_counting:
            return
        if len(self.names) == self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)
