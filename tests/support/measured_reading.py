"""Reads files one after another in a child and prints what each cost; run as a process of its own.

`python -m tests.support.measured_reading FOLDER` prints one JSON object a line: name, status, reason, fault,
is_conserved, seconds (processor time of the child) and megabytes (its peak of memory while it read the file).
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.intake.files import check_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings
from pipelines.landing import find_files, land
from tests.support.deeds import TellProcess
from tests.support.inbox import SECRET
from warehouse.reference.tables import load_reference


def measure(folder: Path) -> None:
    """Print what reading each file of a folder costs."""
    with (
        TemporaryDirectory() as kept,
        ReaderPool(IntakeSettings(load_reference(), SECRET), size=1) as pool,
    ):
        for path in find_files([folder]):
            landed = land(path, Path(kept))
            (process,) = pool.run([TellProcess()])
            _forget_peak(process)
            before = _seconds(process)
            (report,) = check_files(pool, [landed])
            cost = {
                "name": report.name,
                "status": report.status.value,
                "reason": report.reason,
                "fault": report.fault,
                "is_conserved": all(table.is_conserved for table in report.tables),
                "seconds": _seconds(process) - before,
                "megabytes": _peak_kilobytes(process) / 1024,
            }
            sys.stdout.write(json.dumps(cost, ensure_ascii=False) + "\n")


def _forget_peak(process: str) -> None:
    # proc(5): 5 resets the peak of the resident set.
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def _seconds(process: str) -> float:
    """Return the processor time of a child and of all that have ended before it."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = ended.ru_utime + ended.ru_stime
    status = Path(f"/proc/{process}/stat")
    if status.exists():
        fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _peak_kilobytes(process: str) -> int:
    """Return the peak of a child; of one that has ended, the largest of any that has."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    lines = status.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
