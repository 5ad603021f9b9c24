"""`python -m benchmarks.publish_cost`: what publishing an increment costs as the warehouse grows.

An increment is the newest files of a second demo. It is loaded onto the demo multiplied to each size, several
times onto the same snapshot. Printed are the medians of each stage, in seconds and in processor seconds (which
other work on the machine does not lengthen), and the ratio to the smallest size. `--svg` draws the latter.
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
from benchmarks.cost_chart import chart
from benchmarks.large_warehouse import multiply
from expectations.auditor import BackgroundAuditor
from pipelines.demo import UNTIL, generate
from pipelines.report import LoadReport
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build, publish
from warehouse.snapshots import current_id

SIZES = (10_000, 100_000, 1_000_000)
FILES = 50
_MULTIPLIED = "multiplied"
_SEEDS = (1, 7)
_AUDIT = "audit"
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
_COLUMNS = ("total", *STAGES, "other")


@dataclass(frozen=True)
class Cost:
    """One load: seconds, and processor seconds (of the readers' processes none), of each stage.

    `other` is what is in no stage, `total` all of it.
    """

    seconds: Mapping[str, float]
    cpu: Mapping[str, float]


@dataclass(frozen=True)
class Measured:
    """One size of warehouse. rows: base rows stored; megabytes: of the snapshot; costs: one per round."""

    rows: int
    megabytes: float
    loaded: int
    costs: Sequence[Cost]

    def seconds(self, stage: str) -> float:
        """Return the median seconds of a stage."""
        return median(cost.seconds[stage] for cost in self.costs)

    def cpu(self, stage: str) -> float:
        """Return the median processor seconds of a stage."""
        return median(cost.cpu[stage] for cost in self.costs)


class _Clocks:
    """Adds up what named functions take: seconds, and processor seconds of this process and the auditor's."""

    def __init__(self, auditor: BackgroundAuditor) -> None:
        self._auditor = auditor
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    def read(self) -> tuple[float, float]:
        """Return the two clocks."""
        return time.perf_counter(), time.process_time() + _process_seconds(self._auditor.process_id)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, measured."""

        def measured(*arguments: Any, **named: Any) -> Any:
            started, used = self.read()
            try:
                return function(*arguments, **named)
            finally:
                ended, used_then = self.read()
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
            started, used = clocks.read()
            report = loading.load([increment], home, auditor=clocks.timed(_AUDIT, auditor))
            ended, used_then = clocks.read()
    _ensure_published(report)
    loaded = sum(table.loaded_rows for file in report.files for table in file.tables)
    return Cost(_by_stage(clocks.seconds, ended - started), _by_stage(clocks.cpu, used_then - used)), loaded


def _by_stage(measured: Mapping[str, float], total: float) -> Mapping[str, float]:
    stages = {stage: sum(measured.get(name, 0.0) for name in names) for stage, names in STAGES.items()}
    return {**stages, "other": total - sum(stages.values()), "total": total}


def _ensure_published(report: LoadReport) -> None:
    if not report.published:
        raise RuntimeError(f"nothing was published: {report.blocked_by}")


def measure(demo: Home, rows: int, increment: Path, rounds: int, folder: Path) -> Measured:
    """Return the costs of an increment on a warehouse of about so many rows, made in `folder` and removed."""
    base = Home(folder / f"base-{rows}")
    shutil.copytree(demo.root, base.root)
    built, sequence = begin_build(base, _MULTIPLIED)
    snapshot_id = f"{sequence:06d}-{_MULTIPLIED}"
    stored = multiply(built, rows)
    with open_writer(built) as database:
        database.execute("UPDATE ledger.snapshot SET id = ?, sequence = ?", [snapshot_id, sequence])
    publish(base, built, snapshot_id)
    _ensure_published(loading.rebuild(base))
    costs = []
    loaded = 0
    for number in range(rounds):
        home = Home(folder / f"round-{number}")
        _link(base, home)
        cost, loaded = load_once(home, increment)
        costs.append(cost)
        shutil.rmtree(home.root)
    megabytes = _snapshot(base).stat().st_size / 2**20
    shutil.rmtree(base.root)
    return Measured(stored, megabytes, loaded, costs)


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


def table(found: Sequence[Measured]) -> str:
    """Return the medians as a table in Markdown: seconds and, behind a stroke, processor seconds."""
    lines = [
        "| stored rows | snapshot | " + " | ".join(_COLUMNS) + " | × smallest |",
        "| ---: | ---: | " + "---: | " * (len(_COLUMNS) + 1),
    ]
    for one in found:
        each = " | ".join(f"{one.seconds(stage):.2f} / {one.cpu(stage):.2f}" for stage in _COLUMNS)
        ratio = one.cpu("total") / found[0].cpu("total")
        lines.append(f"| {one.rows:,} | {one.megabytes:.0f} MiB | {each} | {ratio:.1f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="stored rows")
    parser.add_argument("--files", type=int, default=FILES, help="files of the increment")
    parser.add_argument("--rounds", type=int, default=3, help="loads of each size")
    parser.add_argument("--folder", type=Path, help="where the warehouses are made")
    parser.add_argument("--svg", type=Path, help="where the plot is written")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        first, increment = _inboxes(folder, options.files)
        demo = Home(folder / "demo")
        _ensure_published(loading.load([first], demo))
        found = []
        for rows in options.rows:
            found.append(measure(demo, rows, increment, options.rounds, folder))
            busy = f"load average {os.getloadavg()[0]:.1f}"
            sys.stdout.write(f"{table(found[-1:])}\n({found[-1].loaded} rows loaded, {busy})\n")
            sys.stdout.flush()
    sys.stdout.write(f"\n{table(found)}\n")
    if options.svg:
        points = {one.rows: {stage: one.cpu(stage) for stage in (*STAGES, "other")} for one in found}
        options.svg.write_text(chart(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
