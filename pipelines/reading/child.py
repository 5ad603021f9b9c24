"""The child process: reads one file after another until its parent hangs up.

It runs as `python -m pipelines.reading.child FD MEMORY_BYTES SECONDS CELLS`, with one end of a pipe as
file descriptor FD. A request is a pickled pair of path and name, an answer a pickled
Workbook or Unreadable.
"""

from __future__ import annotations

import gc
import math
import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.reading.formats import read_path
from pipelines.reading.model import FILE_DAMAGED, REASONS, Limits, Unreadable, Workbook

# The parent's own deadline comes first; the alarm ends a child whose parent is gone.
GRACE_SECONDS = 10


def serve(connection: Connection, limits: Limits) -> None:
    """Answer requests until the pipe closes."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Millions of cells make no cycles; looking for some takes longer than reading them.
    gc.disable()
    while True:
        try:
            path, name = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        signal.alarm(math.ceil(limits.seconds) + GRACE_SECONDS)
        answer = _answer(Path(path), name, limits)
        connection.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        signal.alarm(0)


def _answer(path: Path, name: str, limits: Limits) -> Workbook | Unreadable:
    try:
        return read_path(path, name, limits)
    except Exception:
        # Whatever a parser raises on damaged bytes, the fault is the file's and not the run's.
        return Unreadable(FILE_DAMAGED, REASONS[FILE_DAMAGED])


if __name__ == "__main__":
    descriptor, memory_bytes, seconds, cells = sys.argv[1:5]
    serve(Connection(int(descriptor)), Limits(int(memory_bytes), float(seconds), int(cells)))
