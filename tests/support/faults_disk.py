"""A disk that forgets what was not flushed: every state that a crash may leave of a recorded process.

POSIX promises little. The content of a file is safe once the file is flushed; a name that was made, changed
or removed is safe once its folder is flushed. Of everything else any part may be there after a crash, in any
order: so for each moment every subset of the unflushed changes of names is taken, and for each unflushed
file its whole content, none, the first half, or its length in zeros.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# Beyond so many unflushed changes, so many of their subsets are drawn.
_MOST_EXACT = 7
_DRAWN = 96


@dataclass(frozen=True)
class Operation:
    """One step of the recorded process.

    kind: `write` (file has this content), `name` (path is this file), `rename`, `unname`, `flush` (a file's
    content), `flush folder`. path: where, relative to the recorded folder. target: the new path of a rename.
    content: the file's bytes.
    """

    kind: str
    path: str
    target: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class CrashState:
    """What lies on the disk after a crash: path → bytes. is_complete: the process had ended before."""

    files: Mapping[str, bytes]
    after: int
    is_complete: bool


class Recorder:
    """Writes down what this process does to the names and files of a folder, until it ends."""

    def __init__(self, folder: Path, ignored: Sequence[str] = ()) -> None:
        """ignored: beginnings of relative paths of which nothing depends."""
        self.operations: list[Operation] = []
        self._folder = folder
        self._ignored = tuple(ignored)
        self._open: dict[str, None] = {}
        self._known = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self._is_recording = True
        self._fsync = os.fsync
        os.fsync = self._flush
        sys.addaudithook(self._heard)

    def stop(self) -> list[Operation]:
        """Record no further; return what was done."""
        for path in list(self._open):
            self._written(path)
        self._is_recording = False
        return self.operations

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_recording:
            return
        if event == "open":
            path, _, flags = arguments
            relative = self._relative(path)
            if relative is not None and isinstance(flags, int) and flags & _WRITES:
                self._named(relative)
        elif event in ("os.rename", "os.link"):
            source, target = self._relative(arguments[0]), self._relative(arguments[1])
            if source is not None and target is not None:
                self._written(source)
                self.operations.append(Operation(event.removeprefix("os."), source, target))
                self._known.add(target)
                if event == "os.rename":
                    self._known.discard(source)
        elif event == "os.remove":
            relative = self._relative(arguments[0])
            if relative is not None and (self._folder / relative).exists():
                self._open.pop(relative, None)
                self._known.discard(relative)
                self.operations.append(Operation("unname", relative))

    def _named(self, relative: str) -> None:
        """Note that a file is being written, and its name where it is new."""
        self._open[relative] = None
        if relative not in self._known:
            self._known.add(relative)
            self.operations.append(Operation("name", relative))

    def _flush(self, descriptor: Any) -> None:
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
        path = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
        relative = self._relative(path)
        if self._is_recording and relative is not None:
            if Path(path).is_dir():
                self.operations.append(Operation("flush folder", relative))
            else:
                self._written(relative)
                self.operations.append(Operation("flush", relative))
        self._fsync(descriptor)

    def _written(self, relative: str) -> None:
        """Note the content of a file that has been open for writing."""
        path = self._folder / relative
        if relative not in self._known and path.is_file():
            # What DuckDB has made by itself is first met when it is flushed or renamed.
            self._named(relative)
        if relative in self._open and path.is_file():
            del self._open[relative]
            self.operations.append(Operation("write", relative, content=path.read_bytes()))

    def _relative(self, path: object) -> str | None:
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        text = os.fsdecode(path)
        root = os.fspath(self._folder)
        if text == root:
            return ""
        if not text.startswith(root + "/"):
            return None
        relative = text[len(root) + 1 :]
        return None if relative.startswith(self._ignored) else relative


class Disk:
    """What is surely on the disk, and what has been done since."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """files: what lay there, flushed, when the process began."""
        self._safe_names = {path: number for number, path in enumerate(files)}
        self._names = dict(self._safe_names)
        self._safe = dict(enumerate(files.values()))
        self._now = dict(self._safe)
        self._pending: list[tuple[Operation, int | None]] = []
        self._choices: dict[tuple[bytes, bytes], list[bytes]] = {}

    def apply(self, operation: Operation) -> None:
        """Take in one operation."""
        number = self._names.get(operation.path)
        match operation.kind:
            case "name" if number is None:
                number = len(self._now)
                self._now[number], self._safe[number] = b"", b""
                self._names[operation.path] = number
                self._pending.append((operation, number))
            case "write" if number is not None:
                self._now[number] = operation.content
            case "rename" if number is not None:
                del self._names[operation.path]
                self._names[operation.target] = number
                self._pending.append((operation, number))
            case "link" if number is not None:
                self._names[operation.target] = number
                self._pending.append((operation, number))
            case "unname" if number is not None:
                del self._names[operation.path]
                self._pending.append((operation, None))
            case "flush" if number is not None:
                self._safe[number] = self._now[number]
            case "flush folder":
                folder = operation.path
                done = [one for one in self._pending if _folder_of(one[0]) == folder]
                self._pending = [one for one in self._pending if _folder_of(one[0]) != folder]
                for pending, at in done:
                    _rename(self._safe_names, pending, at)

    def states(self, chance: random.Random) -> Iterator[dict[str, bytes]]:
        """Yield what a crash at this moment may leave."""
        for names in self._possible_names(chance):
            unsafe = sorted({number for number in names.values() if self._now[number] != self._safe[number]})
            choices = [self._possible_contents(self._now[number], self._safe[number]) for number in unsafe]
            for contents in itertools.product(*choices):
                found = dict(zip(unsafe, contents, strict=True))
                yield {path: found.get(number, self._safe[number]) for path, number in names.items()}

    def _possible_contents(self, now: bytes, safe: bytes) -> list[bytes]:
        if (now, safe) not in self._choices:
            half, zeros = now[: len(now) // 2], bytes(len(now))
            self._choices[now, safe] = list(dict.fromkeys((now, safe, half, zeros)))
        return self._choices[now, safe]

    def _possible_names(self, chance: random.Random) -> Iterator[dict[str, int]]:
        count = len(self._pending)
        if count <= _MOST_EXACT:
            subsets = itertools.product((False, True), repeat=count)
        else:
            drawn = [tuple(chance.random() < 0.5 for _ in range(count)) for _ in range(_DRAWN)]
            prefixes = [tuple(place < length for place in range(count)) for length in range(count + 1)]
            subsets = iter((*drawn, *prefixes))
        for subset in subsets:
            names = dict(self._safe_names)
            for is_there, (operation, number) in zip(subset, self._pending, strict=True):
                if is_there:
                    _rename(names, operation, number)
            yield names


def crash_states(
    before: Mapping[str, bytes], operations: Sequence[Operation], seed: int = 0
) -> Iterator[CrashState]:
    """Yield every different state that a crash during or after the operations may leave."""
    chance = random.Random(seed)
    disk = Disk(before)
    seen: set[tuple[bool, frozenset[tuple[str, bytes]]]] = set()
    for count in range(len(operations) + 1):
        if count:
            disk.apply(operations[count - 1])
        is_complete = count == len(operations)
        for files in disk.states(chance):
            identity = (is_complete, frozenset(files.items()))
            if identity not in seen:
                seen.add(identity)
                yield CrashState(files, count, is_complete)


def _rename(names: dict[str, int], operation: Operation, number: int | None) -> None:
    """Change names as one operation does; a rename changes both names at once."""
    if operation.kind in ("rename", "unname"):
        names.pop(operation.path, None)
    if number is not None:
        names[operation.target or operation.path] = number


def _folder_of(operation: Operation) -> str:
    return operation.path.rpartition("/")[0]
