"""A few reused child processes that take files in; one that dies takes only its own file with it."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, TypeVar

from pipelines.intake.mapped_frames import mapped_frame
from pipelines.intake.pickling import dump, load
from pipelines.intake.reading import IntakeSettings
from pipelines.intake.tasks import READY, Task
from pipelines.intake.worker import Worker
from pipelines.reading.model import FILE_HOSTILE, FILE_TIMEOUT, REASONS, Unreadable
from warehouse.errors import FazhiError

_MOST_CHILDREN = 4
_START_SECONDS = 120.0
# How often the memory of the children is looked at; a page at a time they take some 10 MB meanwhile.
_WATCH_SECONDS = 0.01
# What a child has once taken it hardly gives back; one that has grown is replaced.
_LARGEST_IDLE_BYTES = 160 << 20

AnswerT = TypeVar("AnswerT")


class PoolCannotStart(FazhiError):
    """A child process does not start; the installation is at fault, not a file."""


@dataclass(frozen=True)
class _Assigned:
    """A task in the hands of a child. number: its place among the tasks."""

    number: int
    task: Task[Any]


class ReaderPool:
    """Does tasks in child processes, at most one per core; a context manager that owns the children."""

    def __init__(
        self, settings: IntakeSettings, size: int | None = None, scratch: Path | None = None
    ) -> None:
        """size: how many children at most; without it as many as there are cores, up to four.

        scratch: the folder for large frames on their way from a child; without it the system's.
        """
        self._settings = settings
        self._scratch = scratch
        self._size = size if size is not None else min(_MOST_CHILDREN, len(os.sched_getaffinity(0)))
        self._frames: TemporaryDirectory[str] | None = None
        self._starting: list[Worker] = []
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Assigned] = {}

    def __enter__(self) -> ReaderPool:
        # The first child starts while the caller still finds and lands its files.
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def run(
        self, tasks: Sequence[Task[AnswerT]], started: Callable[[int], None] | None = None
    ) -> Iterator[AnswerT]:
        """Yield the answer of each task in the order of the tasks, whichever is done first.

        A task whose child crashes, runs out of memory or takes too long is refused. started: called with
        the index of each task when a child takes it. Raises PoolCannotStart where no child can be started.
        """
        waiting = deque(enumerate(tasks))
        done: dict[int, AnswerT] = {}
        following = 0
        try:
            while following < len(tasks):
                while waiting and (worker := self._free_worker()):
                    number, task = waiting.popleft()
                    if started is not None:
                        started(number)
                    self._assign(worker, _Assigned(number, task))
                if len(waiting) > len(self._starting) and self._count < self._size:
                    self._start()
                done.update(self._finished())
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            # Where the caller goes no further, what is under way is of no use.
            for worker in self._busy:
                worker.end()
            self._busy = {}

    def close(self) -> None:
        """End every child; what they were doing is lost."""
        for worker in (*self._starting, *self._idle, *self._busy):
            worker.end()
        self._starting, self._idle, self._busy = [], [], {}
        if self._frames is not None:
            self._frames.cleanup()
            self._frames = None

    @property
    def _count(self) -> int:
        return len(self._starting) + len(self._idle) + len(self._busy)

    def _start(self) -> None:
        if self._frames is None:
            if self._scratch is not None:
                self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._frames = TemporaryDirectory(prefix="fazhi-frames-", dir=self._scratch)
        worker = Worker()
        worker.send(dump((self._settings, Path(self._frames.name))), _START_SECONDS)
        self._starting.append(worker)

    def _free_worker(self) -> Worker | None:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            worker.end()
        return None

    def _assign(self, worker: Worker, assigned: _Assigned) -> None:
        worker.send(dump(assigned.task), self._settings.limits.seconds, assigned.task.growth_bytes)
        self._busy[worker] = assigned

    def _finished(self) -> dict[int, Any]:
        """Wait for the next thing to happen; return the answers that it brings, by number."""
        workers = {worker.connection: worker for worker in (*self._starting, *self._busy)}
        deadline = min(worker.deadline for worker in workers.values())
        ready = wait(list(workers), max(0.0, min(deadline - time.monotonic(), _WATCH_SECONDS)))
        answers: dict[int, Any] = {}
        for connection, worker in workers.items():
            if connection in ready:
                message = worker.receive()
                code = FILE_HOSTILE
            elif worker.deadline <= time.monotonic():
                message, code = None, FILE_TIMEOUT
            elif worker.is_too_large:
                message, code = None, FILE_HOSTILE
            else:
                continue
            if worker in self._starting:
                self._started(worker, message)
            else:
                assigned = self._busy.pop(worker)
                answers[assigned.number] = self._answer(worker, assigned.task, message, code)
        return answers

    def _started(self, worker: Worker, message: bytes | None) -> None:
        self._starting.remove(worker)
        if message != READY:
            worker.end()
            raise PoolCannotStart("读取程序无法启动，请检查安装是否完整、内存是否充足")
        self._idle.append(worker)

    def _answer(self, worker: Worker, task: Task[AnswerT], message: bytes | None, code: str) -> AnswerT:
        """Return the answer of a task; without a message its child has failed with this code."""
        if message is None:
            worker.end()
            return task.refused(Unreadable(code, REASONS[code]))
        if worker.resident_bytes > _LARGEST_IDLE_BYTES:
            worker.end()
        else:
            self._idle.append(worker)
        answer: AnswerT = load(message, mapped_frame)
        return answer
