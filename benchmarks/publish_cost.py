"""`python -m benchmarks.publish_cost`: what publishing an increment costs as the warehouse grows.

An increment is the newest files of a second demo. It is loaded onto the demo multiplied to each size, several
times onto the same snapshot. Printed are the medians of each stage, in seconds and in processor seconds
(which other work on the machine does not lengthen), and the ratio to the smallest size. `--to` writes it all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pipelines.load as loading
from benchmarks.document import replace_section
from benchmarks.growth.chart import chart
from benchmarks.growth.large_warehouse import grow
from benchmarks.growth.report import Figures, Size, report, table
from expectations.auditor import BackgroundAuditor
from pipelines.demo import UNTIL, generate
from pipelines.report import LoadReport
from warehouse.home import Home
from warehouse.snapshots import current_id

SIZES = (10_000, 100_000, 1_000_000)
FILES = 50
_SEEDS = (1, 7)
_AUDIT, _LOAD = "audit", "load"
STAGES: Mapping[str, tuple[str, ...]] = {
    "read": ("_take_in",),
    "copy": ("begin_build", "create_tables", "create_ledger", "record_reference"),
    "merge": ("merge_tables", "note_falling_totals", "record_run", "record_snapshot", "outcomes"),
    "joint events": ("record_joint_events",),
    "marts": ("record_definitions", "build_marts"),
    "audit": (_AUDIT,),
    "returns": ("write_returns",),
    "publish": ("record_verdict", "publish"),
}


@dataclass(frozen=True)
class Cost:
    """One load: seconds, and processor seconds (of the readers' processes none), of each stage.

    `other` is what is in no stage, `total` all of it.
    """

    seconds: Figures
    cpu: Figures


class _Clocks:
    """Adds up what named functions take: seconds, and processor seconds of this process.

    Of the audit they are those of the auditor's process while it is asked, not while it makes itself ready.
    """

    def __init__(self, auditor: BackgroundAuditor) -> None:
        self._auditor = auditor
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    def _read(self, name: str) -> tuple[float, float]:
        is_audit = name == _AUDIT
        used = _process_seconds(self._auditor.process_id) if is_audit else time.process_time()
        return time.perf_counter(), used

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, measured."""

        def measured(*arguments: Any, **named: Any) -> Any:
            started, used = self._read(name)
            try:
                return function(*arguments, **named)
            finally:
                ended, used_then = self._read(name)
                self.seconds[name] = self.seconds.get(name, 0.0) + ended - started
                self.cpu[name] = self.cpu.get(name, 0.0) + used_then - used

        return measured

    @contextmanager
    def on_stages(self) -> Iterator[None]:
        """Measure the functions that a load calls, without changing what they do."""
        with ExitStack() as stack:
            for name in (name for names in STAGES.values() for name in names):
                if name != _AUDIT:
                    function = self.timed(name, getattr(loading, name))
                    stack.enter_context(patch.object(loading, name, function))
            yield


def _process_seconds(process: int | None) -> float:
    """Return the processor seconds that a process has used, by what Linux tells of it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load_once(home: Home, increment: Path) -> tuple[Cost, int]:
    """Load the increment and return what it cost and how many rows it brought; raises if not published."""
    with BackgroundAuditor() as auditor:
        clocks = _Clocks(auditor)
        with clocks.on_stages():
            load = clocks.timed(_LOAD, loading.load)
            done = load([increment], home, auditor=clocks.timed(_AUDIT, auditor))
    _ensure_published(done)
    loaded = sum(each.loaded_rows for file in done.files for each in file.tables)
    # The load's own clock counts its wait for the audit, and none of the auditor's processor seconds.
    clocks.cpu[_LOAD] += clocks.cpu[_AUDIT]
    return Cost(_by_stage(clocks.seconds), _by_stage(clocks.cpu)), loaded


def _by_stage(measured: Mapping[str, float]) -> Figures:
    stages = {stage: sum(measured.get(name, 0.0) for name in names) for stage, names in STAGES.items()}
    total = measured[_LOAD]
    return {**stages, "other": total - sum(stages.values()), "total": total}


def _ensure_published(report: LoadReport) -> None:
    if not report.published:
        raise RuntimeError(f"nothing was published: {report.blocked_by}")


def measure(demo: Home, rows: int, increment: Path, rounds: int, folder: Path) -> tuple[Size, int]:
    """Return the costs of an increment on a warehouse of about so many rows, and the rows it brought.

    The warehouse is made in `folder` and removed.
    """
    base = Home(folder / f"base-{rows}")
    shutil.copytree(demo.root, base.root)
    stored = grow(base, rows)
    megabytes = _snapshot(base).stat().st_size / 2**20
    costs = []
    loaded = 0
    for number in range(rounds):
        home = Home(folder / f"round-{number}")
        _link(base, home)
        cost, loaded = load_once(home, increment)
        costs.append(cost)
        shutil.rmtree(home.root)
    shutil.rmtree(base.root)
    seconds, cpu = (_medians([getattr(cost, clock) for cost in costs]) for clock in ("seconds", "cpu"))
    return Size(stored, megabytes, seconds, cpu), loaded


def _medians(costs: Sequence[Figures]) -> Figures:
    return {stage: median(cost[stage] for cost in costs) for stage in costs[0]}


def _link(base: Home, home: Home) -> None:
    """Make a home of its own that shares the files of another; what is published is never written to."""
    shutil.copytree(base.root, home.root, copy_function=os.link)
    for own in (home.pointer, home.writer_lock):
        content = own.read_bytes()
        own.unlink()
        own.write_bytes(content)


def _snapshot(home: Home) -> Path:
    return home.snapshots / f"{current_id(home)}.duckdb"


def _inboxes(folder: Path, files: int) -> tuple[Path, Path]:
    """Return a whole demo, and the newest files of another."""
    first, second = (folder / f"inbox-{seed}" for seed in _SEEDS)
    generate(first, seed=_SEEDS[0], until=UNTIL)
    generate(second, seed=_SEEDS[1], until=UNTIL)
    newest = sorted(second.iterdir(), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    for path in newest[files:]:
        path.unlink()
    return first, second


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="stored rows")
    parser.add_argument("--files", type=int, default=FILES, help="files of the increment")
    parser.add_argument("--rounds", type=int, default=3, help="loads of each size")
    parser.add_argument("--folder", type=Path, help="where the warehouses are made")
    parser.add_argument("--to", type=Path, help="the document to write")
    parser.add_argument("--svg", type=Path, help="where the plot is written")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        first, increment = _inboxes(folder, options.files)
        demo = Home(folder / "demo")
        _ensure_published(loading.load([first], demo))
        sizes: list[Size] = []
        busy = []
        loaded = 0
        for rows in options.rows:
            size, loaded = measure(demo, rows, increment, options.rounds, folder)
            sizes.append(size)
            busy.append(os.getloadavg()[0])
            sys.stdout.write(f"{table(sizes)}\nload average {busy[-1]:.1f}\n\n")
            sys.stdout.flush()
    if options.to:
        told = report(
            sizes,
            files=options.files,
            loaded=loaded,
            rounds=options.rounds,
            cores=os.cpu_count() or 1,
            load_average=median(busy),
        )
        replace_section(options.to, "publishing", told)
    if options.svg:
        points = {
            size.rows: {name: used for name, used in size.cpu.items() if name != "total"} for size in sizes
        }
        options.svg.write_text(chart(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
