"""`python -m benchmarks.briefing_cost`: how long the weekly documents take, each run a new process.

Printed are medians in seconds. `--to` writes them into the document.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.document import replace_section
from pipelines.demo import UNTIL, generate
from pipelines.load import load
from tools.served_pages import ROOT
from warehouse.home import Home

WEEK = "2026-W47"
MOST_SECONDS = 600
# The bounds, in seconds: the set with twelve pictures; slides and document without a browser.
SET_BOUND, OFFICE_BOUND = 25.0, 5.0


@dataclass(frozen=True)
class Task:
    """What is timed. formats: as the command takes them. bound: in seconds, None without one."""

    name: str
    formats: str
    bound: float | None = None


TASKS = (
    Task("PPTX + DOCX", "pptx,docx", OFFICE_BOUND),
    Task("PPTX + DOCX + PDF + 12 PNG", "pptx,docx,pdf,png", SET_BOUND),
    Task("the same + HTML + 12 SVG", "pptx,docx,pdf,html,png,svg"),
    Task("12 PNG", "png"),
    Task("HTML", "html"),
)


def seconds_of(home: Home, formats: str) -> float:
    """Return how long one run of the command takes, the start of Python included."""
    with TemporaryDirectory() as folder:
        command = ["-m", "dashboard", "brief", "--week", WEEK, "--formats", formats]
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *command, "--to", folder, "--home", str(home.root)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
        seconds = time.perf_counter() - began
        if done.returncode != 0:
            raise RuntimeError(f"{formats}: {done.stderr}")
        return seconds


def measured(home: Home, runs: int) -> dict[str, list[float]]:
    """Return the seconds of each task, the tasks by turns."""
    found: dict[str, list[float]] = {task.name: [] for task in TASKS}
    for _ in range(runs):
        for task in TASKS:
            found[task.name].append(seconds_of(home, task.formats))
    return found


def table(found: dict[str, list[float]]) -> str:
    """Return the medians as a table."""
    lines = ["| what | median s | slowest s | bound s |", "| --- | ---: | ---: | ---: |"]
    for task in TASKS:
        times = found[task.name]
        bound = "" if task.bound is None else f"{task.bound:.0f}"
        lines.append(f"| {task.name} | {median(times):.1f} | {max(times):.1f} | {bound} |")
    return "\n".join(lines)


def report(found: dict[str, list[float]], runs: int) -> str:
    """Return the section of the document."""
    load_average = os.getloadavg()[0]
    return "\n".join(
        [
            "# How long the weekly documents take",
            "",
            f"`python -m dashboard brief --week {WEEK}` over the demo, each time a new process with nothing",
            "in memory: start of Python, all numbers, all files written to the disk; one Chromium for all",
            f"pictures (PNG of 3840 × 2160). Medians of {runs} runs on 2 cores, the tasks by turns. Load",
            f"average: {load_average:.1f}. Written by",
            "`python -m benchmarks.briefing_cost --to docs/performance.md`.",
            "",
            table(found),
            "",
            *(
                f"- {'holds' if median(found[task.name]) < task.bound else 'does not hold'}: {task.name} in "
                f"{task.bound:.0f} s ({median(found[task.name]):.1f} s)"
                for task in TASKS
                if task.bound is not None
            ),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with `--to`, write the section into that file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.briefing_cost", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each task")
    parser.add_argument("--home", type=Path, help="a home with the demo; without it one is made")
    parser.add_argument("--to", type=Path, help="the document whose section is written")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        home = Home.find(given.home or Path(folder) / "home")
        if given.home is None:
            inbox = Path(folder) / "inbox"
            generate(inbox, until=UNTIL)
            load([inbox], home)
        found = measured(home, given.runs)
    sys.stdout.write(f"{table(found)}\n")
    if given.to is not None:
        replace_section(given.to, "briefings", report(found, given.runs))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
