"""`python -m tests.faults`: try every fault and print a table; exit code 1 where something did not hold.

`--short` is the version of `make test`; `--only` tries some of them; `--json` prints one object a line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pipelines.load as loading
from tests.faults import at_once, clock, commands, crash_states, damage, full_disk, kills, orders, readers
from tests.faults.outcome import Outcome
from tests.support.faults_light import make_light
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build
from warehouse.snapshots import current_id

SEED = 20261124
_MEMORY = Path("/dev/shm")
Fault = Callable[[Path], Outcome]


@dataclass(frozen=True)
class Options:
    """How much is tried."""

    trials: int
    seed: int


def faults(options: Options) -> Mapping[str, Fault]:
    """Return every fault, in full."""
    return {
        "kill": partial(kills.run, trials=options.trials, seed=options.seed, progress=_progress),
        "command": partial(commands.run, trials=max(3, options.trials // 40), seed=options.seed),
        "power": crash_states.run,
        "flush": crash_states.needed_flushes,
        "disk": full_disk.run,
        "size": partial(full_disk.run_unprivileged, limits=[0, 1, *(1 << bit for bit in range(12, 24))]),
        "loads": partial(at_once.run, counts=(2, 5, 10, 25, 50)),
        "readers": partial(readers.run, readers=100, publishes=500),
        "clock": clock.run,
        "order": partial(orders.run, trials=60, seed=options.seed),
        "demo": partial(orders.run_demo, trials=3, seed=options.seed),
        "damage": partial(damage.run, cuts=20, flips=40, seed=options.seed),
    }


def short_faults(options: Options) -> Mapping[str, Fault]:
    """Return every fault that needs no rights, a little of each, and the proofs that they can be seen."""
    return {
        "kill": partial(kills.run, trials=4, seed=options.seed),
        "sabotage": partial(
            kills.run,
            trials=3,
            seed=options.seed,
            at=(0.7, 0.85, 0.95),
            names=("increment",),
            sabotage=build_in_place,
        ),
        "power": partial(crash_states.run, mended=2, names=("increment",)),
        "flush": partial(crash_states.needed_flushes, every=False),
        "size": partial(full_disk.run_unprivileged, limits=(1 << 20,)),
        "loads": partial(at_once.run, counts=(3,)),
        "readers": partial(readers.run, readers=4, publishes=10),
        "clock": clock.run,
        "order": partial(orders.run, trials=2, seed=options.seed),
        "damage": partial(damage.run, cuts=2, flips=2, seed=options.seed),
    }


def build_in_place() -> None:
    """Spoil the product: builds are made in the file that readers read."""

    def begun(home: Home, *arguments: object, **named: object) -> tuple[Path, int]:
        path, sequence = begin_build(home, *arguments, **named)  # type: ignore[arg-type]
        current = current_id(home)
        return (path, sequence) if current is None else (home.snapshots / f"{current}.duckdb", sequence)

    loading.begin_build = begun  # type: ignore[assignment]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what was asked for, print it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", default="", help="names, separated by commas")
    parser.add_argument("--trials", type=int, default=1000, help="how many loads are killed")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to work; memory where there is some")
    options = parser.parse_args(arguments)
    chosen = (short_faults if options.short else faults)(Options(options.trials, options.seed))
    names = options.only.split(",") if options.only else list(chosen)
    base = options.folder or (_MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir()))
    make_light()
    failed = 0
    sys.stdout.write("" if options.json else "| fault | trials | | time | |\n|---|--:|---|--:|---|\n")
    with tempfile.TemporaryDirectory(prefix="fazhi-faults-", dir=base) as folder:
        for name in names:
            started = time.monotonic()
            outcome = chosen[name](Path(folder) / name)
            failed += bool(outcome.failures)
            _show(name, outcome, time.monotonic() - started, is_json=options.json)
    return 1 if failed else 0


def _show(name: str, outcome: Outcome, seconds: float, *, is_json: bool) -> None:
    if is_json:
        line = json.dumps({"name": name, **asdict(outcome), "seconds": round(seconds, 1)}, ensure_ascii=False)
    else:
        held = "held" if not outcome.failures else f"{len(outcome.failures)} FAILED"
        line = f"| {outcome.fault} | {outcome.trials:,} | {held} | {seconds:,.0f} s | {outcome.told} |"
    sys.stdout.write(f"{line}\n")
    if not is_json:
        sys.stdout.writelines(f"    {failure}\n" for failure in outcome.failures[:50])
    sys.stdout.flush()


def _progress(done: int, failures: Sequence[str]) -> None:
    if done % 50 == 0:
        sys.stderr.write(f"{done} loads killed, {len(failures)} complaints\n")


if __name__ == "__main__":
    raise SystemExit(main())
