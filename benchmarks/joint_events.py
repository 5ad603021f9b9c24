"""`python -m benchmarks.joint_events`: how well suspected joint events are found, and how fast.

Precision, recall and wrong merges over labelled sets with known truth. The thresholds were chosen on the
seeds of TUNING; HELD_OUT seeds are for measuring alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from pipelines.demo.joint.labelled import LabelledSet, labelled_set
from pipelines.joint.filings import Filings, read_filings
from pipelines.joint.proposals import THRESHOLD, Grouping, propose
from pipelines.joint.record import record_joint_events, rule_events
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_writer
from warehouse.ledger import create_ledger
from warehouse.reference.tables import load_reference
from warehouse.render.ddl import create_tables

TUNING = range(1, 21)
HELD_OUT = range(501, 521)
THRESHOLDS = (0.65, 0.70, 0.75, 0.80, 0.85)
LARGE = 100_000


@dataclass(frozen=True)
class Measured:
    """Counts over labelled sets.

    proposed, wrong: pairs shown for a decision, and those of different events. wrong_by_rule: rows that
    the rule merged with another event. found, joint: pairs of rows of one event filed by different
    units, linked by rule or by proposals, and all of them. found_repeated, repeated: the same for one
    unit's rows.
    """

    proposed: int = 0
    wrong: int = 0
    wrong_by_rule: int = 0
    found: int = 0
    joint: int = 0
    found_repeated: int = 0
    repeated: int = 0

    def __add__(self, other: Measured) -> Measured:
        return Measured(*(mine + theirs for mine, theirs in zip(self.counts(), other.counts(), strict=True)))

    def counts(self) -> tuple[int, ...]:
        """Return all counts in their order."""
        return tuple(getattr(self, part.name) for part in fields(self))

    @property
    def precision(self) -> float:
        """Share of the proposed pairs that are one event."""
        return 1 - self.wrong / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs of joint events that are linked."""
        return self.found / self.joint if self.joint else 1.0


def measure(labelled: LabelledSet, folder: Path, thresholds: Sequence[float]) -> dict[float, Measured]:
    """Measure one labelled set at several thresholds, by way of a warehouse file made in `folder`."""
    with open_writer(folder / "labelled.duckdb") as database:
        _fill(database, labelled.frame)
        filings = read_filings(database)
        by_rule = rule_events(database, filings)
    return {threshold: _measured(labelled, filings, by_rule, threshold) for threshold in thresholds}


def measure_all(seeds: Iterable[int], thresholds: Sequence[float]) -> dict[float, Measured]:
    """Measure the labelled sets of several seeds together."""
    total = dict.fromkeys(thresholds, Measured())
    for seed in seeds:
        with TemporaryDirectory() as folder:
            for threshold, measured in measure(labelled_set(seed), Path(folder), thresholds).items():
                total[threshold] += measured
    return total


def _fill(database: Database, frame: pl.DataFrame) -> None:
    create_tables(database, DATASETS.values())
    create_ledger(database)
    reference = load_reference()
    for name in ("units", "unit_aliases", "townships", "district"):
        database.insert(f"reference.{name}", pl.DataFrame(list(getattr(reference, name)), strict=False))
    database.insert("base.activities", frame)


def _measured(labelled: LabelledSet, filings: Filings, by_rule: Sequence[str], threshold: float) -> Measured:
    row_ids = filings.frame["row_id"].to_list()
    event = [labelled.events[row_id] for row_id in row_ids]
    unit = filings.frame["unit"].to_list()
    linked = Grouping(len(filings))
    first: dict[str, int] = {}
    wrong_by_rule = 0
    for row, key in enumerate(by_rule):
        first.setdefault(key, row)
        linked.join(first[key], row)
        wrong_by_rule += event[first[key]] != event[row]
    proposed = propose(filings, by_rule, threshold)
    pairs = [(int(left), int(right)) for left, right in zip(proposed.left, proposed.right, strict=True)]
    for pair in pairs:
        linked.join(*pair)
    rows_of: dict[int, list[int]] = {}
    for row, number in enumerate(event):
        rows_of.setdefault(number, []).append(row)
    true_pairs = [pair for rows in rows_of.values() for pair in combinations(rows, 2)]
    joint = [pair for pair in true_pairs if unit[pair[0]] != unit[pair[1]]]
    repeated = [pair for pair in true_pairs if unit[pair[0]] == unit[pair[1]]]
    return Measured(
        proposed=len(pairs),
        wrong=sum(event[left] != event[right] for left, right in pairs),
        wrong_by_rule=wrong_by_rule,
        found=sum(linked.of(left) == linked.of(right) for left, right in joint),
        joint=len(joint),
        found_repeated=sum(linked.of(left) == linked.of(right) for left, right in repeated),
        repeated=len(repeated),
    )


def large_frame(rows: int) -> pl.DataFrame:
    """Return at least so many rows: labelled sets one after another, spread over six years."""
    parts: list[pl.DataFrame] = []
    seed = 1000
    while sum(part.height for part in parts) < rows:
        seed += 1
        later = timedelta(days=364 * (seed % 6))
        parts.append(
            labelled_set(seed).frame.with_columns(
                pl.col("row_id", "business_key") + f"-{seed}", pl.col("start_on", "end_on") + later
            )
        )
    return pl.concat(parts)


def time_large(rows: int) -> tuple[int, int, float]:
    """Return how many rows were compared, how many pairs were recorded, and the seconds it took."""
    frame = large_frame(rows)
    with TemporaryDirectory() as folder, open_writer(Path(folder) / "large.duckdb") as database:
        _fill(database, frame)
        started = time.perf_counter()
        record_joint_events(database, {})
        seconds = time.perf_counter() - started
        pairs = int(database.query("SELECT count(*) AS n FROM ledger.joint_pairs").item())
    return frame.height, pairs, seconds


def _print_table(title: str, measured: dict[float, Measured]) -> None:
    header = "  threshold  proposed  wrong  precision  recall  repeated  wrong by rule"
    sys.stdout.write(f"\n{title}\n{header}\n")
    for threshold, found in measured.items():
        mark = "*" if threshold == THRESHOLD else " "
        repeated = f"{found.found_repeated}/{found.repeated}"
        sys.stdout.write(
            f"{mark} {threshold:9.2f}  {found.proposed:8d}  {found.wrong:5d}  {found.precision:9.4f}  "
            f"{found.recall:6.4f}  {repeated:>8}  {found.wrong_by_rule:13d}\n"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables and the time of a large set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=LARGE, help="rows of the timed set, 0 for none")
    options = parser.parse_args(arguments)
    example = labelled_set(HELD_OUT[0])
    sys.stdout.write(
        f"one labelled set: {example.frame.height} rows, {len(set(example.events.values()))} events, "
        f"{example.joint_events} filed more than once; * default threshold\n"
    )
    _print_table(f"tuning, {len(TUNING)} seeds", measure_all(TUNING, THRESHOLDS))
    _print_table(f"held out, {len(HELD_OUT)} seeds", measure_all(HELD_OUT, THRESHOLDS))
    if options.rows:
        rows, pairs, seconds = time_large(options.rows)
        sys.stdout.write(f"\n{rows} rows: {pairs} pairs recorded in {seconds:.1f} s\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
