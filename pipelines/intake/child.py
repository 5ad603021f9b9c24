"""The child process: does one task after another until its parent hangs up.

It runs as `python -m pipelines.intake.child FD`, with one end of a pipe as file descriptor FD. It is sent
its settings first, with the folder for large frames, and answers READY; then each message is a task, and is
answered.
"""

from __future__ import annotations

import gc
import math
import resource
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.intake.pickling import dump, load
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.intake.tasks import READY, Task
from pipelines.reading.model import FILE_FAULTY_PROGRAM, FILE_TOO_LARGE, REASONS, Unreadable

# The parent's own deadline comes first; the alarm ends a child whose parent is gone.
GRACE_SECONDS = 10


def serve(connection: Connection) -> None:
    """Do tasks until the pipe closes."""
    # An interrupt ends the parent, and the parent its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings: IntakeSettings
    frames: Path
    settings, frames = load(connection.recv_bytes())
    limits = settings.limits
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    intake = Intake(settings)
    # Millions of cells make no cycles; looking for some takes longer than reading them.
    gc.disable()
    gc.freeze()
    connection.send_bytes(READY)
    while True:
        try:
            task: Task[object] = load(connection.recv_bytes())
        except EOFError:
            return
        signal.alarm(math.ceil(limits.seconds) + GRACE_SECONDS)
        connection.send_bytes(_answer(task, intake, frames))
        signal.alarm(0)
        gc.collect()


def _answer(task: Task[object], intake: Intake, frames: Path) -> bytes:
    try:
        return dump(task.run(intake), frames)
    except MemoryError:
        return dump(task.refused(Unreadable(FILE_TOO_LARGE, REASONS[FILE_TOO_LARGE])))
    except BaseException:  # panics of native code are no Exception
        # One file must not end a load, and the fault is not the sender's: both are said.
        fault = traceback.format_exc()
        return dump(task.refused(Unreadable(FILE_FAULTY_PROGRAM, REASONS[FILE_FAULTY_PROGRAM], fault)))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
