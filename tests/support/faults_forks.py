"""Work in processes forked from one that has imported everything: seconds of imports are paid once.

The forking process only imports. Threads of DuckDB and Polars do not survive a fork, so it never runs them.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

MOST_SECONDS = 600.0
# From <sys/prctl.h>.
_SET_PARENT_DEATH_SIGNAL = 1


class ForkFailed(Exception):
    """The work in a forked process raised, died or did not end; the message says which."""


@dataclass(frozen=True)
class Forked:
    """A process at work. connection: where its answer comes from."""

    pid: int
    connection: Connection

    def answer(self) -> Any:
        """Wait for the answer; raises ForkFailed."""
        try:
            if not self.connection.poll(MOST_SECONDS):
                os.kill(self.pid, signal.SIGKILL)
                raise ForkFailed(f"no answer within {MOST_SECONDS:.0f} s")
            succeeded, answer = pickle.loads(self.connection.recv_bytes())
        except EOFError as error:
            raise ForkFailed("ended without an answer") from error
        finally:
            self.connection.close()
            os.waitpid(self.pid, 0)
        if not succeeded:
            raise ForkFailed(answer)
        return answer

    def kill_after(self, seconds: float) -> bool:
        """Send SIGKILL at the given time unless the work is done before; tell whether it was killed."""
        descriptor = os.pidfd_open(self.pid)
        try:
            poll = select.poll()
            poll.register(descriptor, select.POLLIN)
            if not poll.poll(seconds * 1000):
                os.kill(self.pid, signal.SIGKILL)
        finally:
            os.close(descriptor)
        _, status = os.waitpid(self.pid, 0)
        self.connection.close()
        return os.WIFSIGNALED(status)


def start(work: Callable[[], Any]) -> Forked:
    """Fork a process that does the work and sends what it returns."""
    ours, theirs = Pipe(duplex=False)
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        theirs.close()
        return Forked(pid, ours)
    try:
        # Where the forking process is ended, so is what it has forked.
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        ours.close()
        try:
            message = (True, work())
        except BaseException:
            message = (False, traceback.format_exc())
        theirs.send_bytes(pickle.dumps(message))
    finally:
        # Nothing of the forking process is flushed or closed twice.
        os._exit(0)


def forked(work: Callable[[], Any]) -> Any:
    """Do work in a forked process and return what it returns; raises ForkFailed."""
    return start(work).answer()


def side_by_side(works: Iterable[Callable[[], Any]], at_once: int) -> Iterator[tuple[int, Any]]:
    """Yield the number and the answer of each work, as they come; a ForkFailed stands for its answer."""
    waiting = enumerate(works)
    running: dict[Connection, tuple[int, Forked]] = {}
    while True:
        while len(running) < at_once and (following := next(waiting, None)) is not None:
            number, work = following
            process = start(work)
            running[process.connection] = (number, process)
        if not running:
            return
        ready = wait(list(running), MOST_SECONDS) or list(running)
        for connection in ready:
            number, process = running.pop(connection)  # type: ignore[index]
            try:
                yield number, process.answer()
            except ForkFailed as failure:
                yield number, failure
