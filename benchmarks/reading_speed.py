"""`python -m benchmarks.reading_speed`: how fast workbooks are read, cleaned and checked, beside other tools.

One large ledger of activities and many small ones, made from a seed; every program in a process of its own,
the median of its rounds, the peak memory of all its processes together. The peers live in `.venv-peers`
(`python -m tools.set_up_peers`); without it they are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from benchmarks.peers.job import HEADERS
from tools.environment import ROOT
from tools.set_up_peers import peers_python
from warehouse.contracts.activities import ACTIVITY_FORMS, SETTINGS, THEMES
from warehouse.reference.tables import load_reference

SEED = 20241204
LARGE_ROWS = 100_000
SMALL_FILES, SMALL_ROWS = 400, 200
LARGE_BOUND, SMALL_BOUND = 2.0, 4.0
MEMORY_BOUND_MB = 1_500
_FIRST_DAY, _DAYS = date(2024, 1, 1), 350
_FILED_ON = date(2024, 12, 31)
_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Program:
    """Something measured. is_ours: it runs in the project's environment; is_slow: it gets fewer rounds."""

    module: str
    label: str
    is_ours: bool = False
    is_slow: bool = False


BASE = Program("bare_calamine", "python-calamine alone（只交出单元格）", is_ours=True)
OURS = Program("ours", "法治看板（读取、定位、清洗、检查）", is_ours=True)
PEERS = (
    Program("with_polars", "polars + fastexcel（转类型、几项检查）"),
    Program("with_frictionless", "frictionless（按结构验证）", is_slow=True),
    Program("with_pandas", "pandas + openpyxl（转类型、几项检查）", is_slow=True),
    Program("with_dlt", "dlt（按结构载入 DuckDB）", is_slow=True),
)


@dataclass(frozen=True)
class Measured:
    """Median seconds, and the largest peak of memory, in MB."""

    seconds: float
    peak_mb: float


def write_ledger(path: Path, rows: int, chance: random.Random) -> None:
    """Write a ledger of activities that loads without a finding."""
    reference = load_reference()
    units = [unit.name for unit in reference.units if unit.valid_to is None]
    villages = [village.name for village in reference.villages]
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("台账")
    page.write_row(0, 0, ["普法活动台账"])
    page.write_row(1, 0, ["填报单位：司法局", "", f"填报时间：{_FILED_ON.isoformat()}"])
    page.write_row(2, 0, HEADERS)
    for number in range(1, rows + 1):
        village, theme = chance.choice(villages), chance.choice(THEMES.values)
        host, partner = chance.sample(units, 2)
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        cells = (
            number, f"{theme}宣传走进{village}第{number}场", day, f"{village}文化广场", village, host,
            partner if chance.random() < 0.3 else None, chance.choice(SETTINGS.values),
            chance.choice(ACTIVITY_FORMS.values), theme, chance.randint(10, 800), 1,
            chance.randint(0, 600), chance.randint(0, 90), "现场反响良好" if chance.random() < 0.1 else None,
        )  # fmt: skip
        for column, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(2 + number, column, value)
            elif value is not None:
                page.write(2 + number, column, value)
    book.close()


def measure(program: Program, folder: Path, rows: int, rounds: int) -> Measured:
    """Run a program over the files of a folder; it must account for all of their rows."""
    python = Path(sys.executable) if program.is_ours else peers_python()
    command = [str(python), "-m", f"benchmarks.peers.{program.module}", str(folder)]
    # Telemetry off: nothing measured here may speak to the network.
    environment = {**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false", "DO_NOT_TRACK": "1"}
    seconds, peaks = [], []
    for _ in range(rounds):
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        peaks.append(_peak_mb(process))
        told, complaint = process.communicate()
        if process.returncode != 0:
            raise SystemExit(f"{program.label}：{complaint.decode(errors='replace')[-2000:]}")
        answer = json.loads(told.splitlines()[-1])
        if answer["rows"] != rows:
            raise SystemExit(f"{program.label}: {answer['rows']} rows instead of {rows}")
        seconds.append(float(answer["seconds"]))
    return Measured(statistics.median(seconds), max(peaks))


def _peak_mb(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process; return the largest memory of it and its descendants together, as sampled."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident_bytes(pid) for pid in _family(process.pid)))
        time.sleep(_SAMPLE_SECONDS)
    return peak / 1e6


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _resident_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def table(found: dict[Program, tuple[Measured, Measured]], large: str, small: str) -> str:
    """Return the Markdown table of the medians, their ratios to the base, and the peaks."""
    lines = [
        f"| program | {large}, s | × calamine | peak, MB | {small}, s | × calamine | peak, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    base = found[BASE]
    for program, both in found.items():
        parts = [
            f"{one.seconds:.2f} | {one.seconds / of.seconds:.2f} | {one.peak_mb:,.0f}"
            for one, of in zip(both, base, strict=True)
        ]
        lines.append(f"| {program.label} | {' | '.join(parts)} |")
    return "\n".join(lines)


def bounds(found: dict[Program, tuple[Measured, Measured]]) -> list[str]:
    """Return a line for each bound that says whether it holds."""
    ours, base = found[OURS], found[BASE]
    large, small = (one.seconds / of.seconds for one, of in zip(ours, base, strict=True))
    checks = (
        (f"one large file within {LARGE_BOUND:.1f} × calamine", large, LARGE_BOUND, "×"),
        (f"many small files within {SMALL_BOUND:.1f} × calamine", small, SMALL_BOUND, "×"),
        (f"peak memory below {MEMORY_BOUND_MB:,} MB", ours[0].peak_mb, MEMORY_BOUND_MB, "MB"),
    )
    return [
        f"- {'holds' if value <= bound else '**does not hold**'}: {words} ({value:,.2f} {unit})"
        for words, value, bound, unit in checks
    ]


_PAGE = """# Reading speed

How long reading, locating, cleaning and checking take, beside the time python-calamine needs only to hand
over the cells, and beside other tools doing what comes nearest: typed columns and simple checks. Written by
`python -m benchmarks.reading_speed --to docs/reading-speed.md`; part of `make bench`.

{table}

{bounds}

{rounds}
Times are taken inside the program, after its imports; ours includes starting its child processes and their
imports. Peak memory is that of the program with all its children, sampled. The files are ledgers of
activities with {columns} columns of text, dates and numbers, made from a seed, without a fault in them:
every program must account for every row. Only ours keeps each value's cell and raw text, matches units and
villages, and computes keys and digests.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table and the bounds, and write the page where one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=LARGE_ROWS, help="rows of the large file")
    parser.add_argument("--files", type=int, default=SMALL_FILES, help="number of small files")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of a fast program")
    parser.add_argument("--slow-rounds", type=int, default=1, help="rounds of a slow one")
    parser.add_argument("--without-peers", action="store_true", help="only this project and calamine")
    parser.add_argument("--to", type=Path, help="the page to write, such as docs/reading-speed.md")
    options = parser.parse_args(arguments)
    has_peers = peers_python().exists() and not options.without_peers
    programs = (BASE, OURS, *(PEERS if has_peers else ()))
    if not has_peers:
        sys.stdout.write("without peers; python -m tools.set_up_peers installs them\n")
    found: dict[Program, tuple[Measured, Measured]] = {}
    with TemporaryDirectory() as folder:
        large, small = Path(folder) / "large", Path(folder) / "small"
        large.mkdir()
        small.mkdir()
        write_ledger(large / "台账.xlsx", options.rows, random.Random(SEED))
        for number in range(options.files):
            write_ledger(small / f"台账{number:04d}.xlsx", SMALL_ROWS, random.Random(SEED + 1 + number))
        for program in programs:
            rounds = options.slow_rounds if program.is_slow else options.rounds
            found[program] = (
                measure(program, large, options.rows, rounds),
                measure(program, small, options.files * SMALL_ROWS, rounds),
            )
            sys.stdout.write(f"{program.label}: {found[program]}\n")
    names = f"1 × {options.rows:,} rows", f"{options.files} × {SMALL_ROWS} rows"
    rounds = f"Medians of {options.rounds} rounds, {options.slow_rounds} for frictionless, pandas and dlt."
    page = _PAGE.format(
        table=table(found, *names), bounds="\n".join(bounds(found)), rounds=rounds, columns=len(HEADERS)
    )
    sys.stdout.write(f"\n{table(found, *names)}\n\n" + "\n".join(bounds(found)) + "\n")
    if options.to is not None:
        options.to.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
