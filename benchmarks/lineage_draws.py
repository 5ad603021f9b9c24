"""`python -m benchmarks.lineage_draws`: random numbers, each added up again from the cells it cites.

A draw is a metric with dates, grain, split and filter; of its answer one number is taken at random. Where
the metric is additive, the cleaned values in the cited cells must add up to the number as shown; every cited
cell, read anew from the archived original, must say what is stored of it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import isclose
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelines.clean.numbers import Number, parse_number
from pipelines.demo import generate
from pipelines.intake.reading import IntakeSettings
from pipelines.load import load
from pipelines.picture.reread import CellAddress, reread
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home
from warehouse.lineage.cells import traced_rows
from warehouse.lineage.contributions import TABLES, Contribution, contributions_to
from warehouse.lineage.model import TracedCell
from warehouse.lineage.tracing import trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS, known_values
from warehouse.metrics.model import Kind, Measure, Metric
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Period, Selection, periods
from warehouse.reference.tables import load_reference
from warehouse.render.text import table
from warehouse.snapshots import Snapshot, open_snapshot

DRAWS = 10_000
SEED = 20261122
FIRST_DAY = date(2016, 1, 1)
# Every so many draws the whole trace is compared with the cells that were looked up beforehand.
TRACED_EVERY = 100
_BEFORE = "_before"
_COUNTED = "counted_"
_EDITION = re.compile(r"第(.{1,3}?)届")
Cells = Mapping[str, TracedCell]


@dataclass(frozen=True)
class Draw:
    """A number that was drawn. selection: narrowed to its period and group. shown: None where 未报."""

    metric: Metric
    selection: Selection
    shown: float | None
    numerator: float | None


@dataclass
class Measured:
    """What came of the draws. failures: the first of them, in words."""

    draws: int = 0
    added_up: int = 0
    wrong_sums: int = 0
    numerators: int = 0
    wrong_numerators: int = 0
    stored_cells: int = 0
    wrong_stored_cells: int = 0
    cells: int = 0
    distinct_cells: int = 0
    wrong_cells: int = 0
    by_metric: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_exact(self) -> bool:
        """Whether every number adds up and every cell says what is stored."""
        return not (self.wrong_sums or self.wrong_numerators or self.wrong_cells or self.wrong_stored_cells)

    def add(self, other: Measured) -> None:
        """Add the draws of another process, which compared the same stored cells."""
        for name in (
            "draws",
            "added_up",
            "wrong_sums",
            "numerators",
            "wrong_numerators",
            "cells",
            "wrong_cells",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.distinct_cells = max(self.distinct_cells, other.distinct_cells)
        self.by_metric += other.by_metric
        for what in other.failures:
            self.fail(what)

    def fail(self, what: str) -> None:
        """Note a failure, unless there are plenty."""
        if len(self.failures) < 20:
            self.failures.append(what)


class Archive:
    """The cells of every row of a snapshot, and what the originals say in them now."""

    def __init__(self, snapshot: Snapshot, home: Home) -> None:
        self.cells: dict[tuple[str, str], Cells] = {}
        for name in DATASETS:
            kept = snapshot.database.query(
                f"SELECT row_id FROM base.{name} UNION ALL SELECT row_id FROM history.{name}"
            )["row_id"]
            for row in traced_rows(snapshot.database, [Contribution(name, one, 0, None) for one in kept]):
                self.cells[name, row.row_id] = row.cells
        wanted = {address for cells in self.cells.values() for address in _addresses(cells.values())}
        addresses = sorted(wanted, key=lambda one: (one.sha256, one.sheet, one.cell))
        answer = reread(home.originals, addresses, IntakeSettings(load_reference(home.reference), b""))
        self.faults = answer.faults
        self.texts = dict(zip(addresses, answer.texts, strict=True))

    def differences(self) -> list[tuple[CellAddress, str | None, str | None]]:
        """Return the stored cells, of all rows, in which the original says something else: stored, found."""
        found = set()
        for cells in self.cells.values():
            for cell in cells.values():
                for address in _addresses((cell,)):
                    if self.texts[address] != cell.raw:
                        found.add((address, cell.raw, self.texts[address]))
        return sorted(found, key=lambda one: (one[0].sha256, one[0].sheet, one[0].cell))

    def cited(self, one: Contribution) -> dict[str, TracedCell]:
        """Return the cells of a row that counts, with those that stand in other rows."""
        cells = dict(self.cells[one.dataset, one.row_id])
        for name, row_id in one.cited:
            column = name.removesuffix(_BEFORE)
            if row_id is not None and row_id != one.row_id and column in self.cells[one.dataset, row_id]:
                cells[name] = self.cells[one.dataset, row_id][column]
        return cells


def measure_draws(snapshot: Snapshot, archive: Archive, draws: int, seed: int) -> Measured:
    """Compare all stored cells with the originals, then draw numbers and check each against its cells."""
    started = time.monotonic()
    differences = archive.differences()
    measured = Measured(stored_cells=len(archive.texts), wrong_stored_cells=len(differences))
    for what in (*archive.faults, *differences):
        measured.fail(str(what))
    checked: set[CellAddress] = set()
    for number, draw in enumerate(_draws(snapshot, draws, random.Random(seed))):
        found = contributions_to(snapshot, draw.metric.id, draw.selection)
        cited = [archive.cited(one) if one.dataset != TABLES else {} for one in found]
        _add_up(draw, found, cited, measured)
        for cells in cited:
            for cell in cells.values():
                _compare(cell, archive, checked, measured)
        if number % TRACED_EVERY == 0:
            traced = [row.cells for row in trace(snapshot, draw.metric.id, draw.selection)]
            if traced != cited:
                measured.wrong_cells += 1
                measured.fail(f"{_told(draw)}: a trace cites other cells")
        measured.draws += 1
        measured.by_metric[draw.metric.id] += 1
    measured.distinct_cells = len(checked)
    measured.seconds = time.monotonic() - started
    return measured


def _draws(snapshot: Snapshot, count: int, chance: random.Random) -> Iterator[Draw]:
    cutoff = snapshot.info.data_cutoff or date.today()
    metrics = list(METRICS.values())
    values: dict[tuple[str, str], list[str]] = {}
    for _ in range(count):
        metric = chance.choice(metrics)
        days = sorted(chance.randint(FIRST_DAY.toordinal(), cutoff.toordinal()) for _ in range(2))
        by = (chance.choice(metric.dimensions),) if metric.dimensions and chance.random() < 0.6 else ()
        where: dict[str, Sequence[str]] = {}
        if metric.dimensions and chance.random() < 0.4:
            name = chance.choice(metric.dimensions)
            if (metric.id, name) not in values:
                values[metric.id, name] = _values(snapshot, metric, name)
            if values[metric.id, name]:
                where[name] = tuple(chance.sample(values[metric.id, name], 1))
        grain = chance.choice(list(Grain))
        asked = Selection(date.fromordinal(days[0]), date.fromordinal(days[1]), grain, by, where)
        answers = query(snapshot, [metric.id], asked).to_dicts()
        # A group without a name cannot be asked for by name; the whole of the selection can.
        told = [row for row in answers if all(row[name] is not None for name in by)]
        if not told:
            whole = Selection(asked.start, asked.end, where=where)
            (row,) = query(snapshot, [metric.id], whole).to_dicts()
            yield Draw(metric, whole, row["value"], row["numerator"])
            continue
        counted = [row for row in told if row["numerator"]]
        row = chance.choice(counted if counted and chance.random() < 0.8 else told)
        period = _period(asked, row["period"])
        own = where | {name: (row[name],) for name in by}
        yield Draw(metric, Selection(period.start, period.end, where=own), row["value"], row["numerator"])


def _period(asked: Selection, label: str | None) -> Period:
    if asked.start is None or asked.end is None:
        raise ValueError("a draw has two dates")
    return next(one for one in periods(asked.start, asked.end, asked.grain) if one.label == label)


def _values(snapshot: Snapshot, metric: Metric, name: str) -> list[str]:
    over = metric.numerator.over if metric.numerator is not None else "targets"
    known = known_values(snapshot.database, DIMENSIONS[name], over)
    return sorted(known)


def _add_up(draw: Draw, found: Sequence[Contribution], cited: Sequence[Cells], measured: Measured) -> None:
    measure = draw.metric.numerator
    if measure is None:
        return
    contributed = sum((Fraction(one.amount) for one in found), Fraction())
    if draw.metric.additive:
        measured.added_up += 1
        amounts = [_amount(measure, cells) for cells in cited]
        total = sum((amount for amount in amounts if amount is not None), Fraction())
        if None in amounts or not _same(total, draw.shown) or not _same(contributed, draw.shown):
            measured.wrong_sums += 1
            measured.fail(f"{_told(draw)}: cells {float(total)}, rows {float(contributed)}")
    else:
        measured.numerators += 1
        if not _same(contributed, draw.numerator):
            measured.wrong_numerators += 1
            measured.fail(f"{_told(draw)}: rows {float(contributed)}, numerator {draw.numerator}")


def _amount(measure: Measure, cells: Cells) -> Fraction | None:
    """Return what a row adds by the values in its cells alone; None where they do not tell."""
    if measure.kind is not Kind.SUM or measure.value is None:
        return Fraction(1) if cells else None
    if measure.value == "editions":
        own, before = _edition(cells.get("title")), _edition(cells.get(f"title{_BEFORE}"))
        return None if own is None else own - (before or 0)
    column = measure.value.removeprefix(_COUNTED)
    own, before = _figure(cells.get(column)), _figure(cells.get(f"{column}{_BEFORE}"))
    return None if own is None else own - (before or 0)


def _figure(cell: TracedCell | None) -> Fraction | None:
    return None if cell is None or cell.value is None else Fraction(str(cell.value))


def _edition(cell: TracedCell | None) -> Fraction | None:
    """Return the number in 第四届法治书法展."""
    written = _EDITION.search(str(cell.value)) if cell is not None else None
    found = parse_number(written[1]) if written is not None else None
    return Fraction(found.value) if isinstance(found, Number) else None


def _same(total: Fraction, shown: float | None) -> bool:
    return isclose(float(total), shown or 0.0, rel_tol=1e-12, abs_tol=1e-9)


def _compare(cell: TracedCell, archive: Archive, checked: set[CellAddress], measured: Measured) -> None:
    for address in _addresses((cell,)):
        measured.cells += 1
        checked.add(address)
        if archive.texts[address] != cell.raw:
            measured.wrong_cells += 1
            measured.fail(f"{address}: stored {cell.raw!r}, reads {archive.texts[address]!r}")


def _addresses(cells: Any) -> Iterator[CellAddress]:
    for cell in cells:
        if cell.cell is not None and cell.sha256 is not None:
            yield CellAddress(cell.sha256, cell.sheet or "", cell.cell)


def _told(draw: Draw) -> str:
    asked = draw.selection
    return f"{draw.metric.id} {asked.start}—{asked.end} {dict(asked.where)} shown {draw.shown}"


def report(measured: Measured) -> str:
    """Return the result as a table, with the first failures."""
    checks = (
        ("additive numbers added up from their cells", measured.added_up, measured.wrong_sums),
        ("numerators of ratios and distinct counts", measured.numerators, measured.wrong_numerators),
        ("cited cells compared with the originals", measured.cells, measured.wrong_cells),
        ("all stored cells compared with the originals", measured.stored_cells, measured.wrong_stored_cells),
    )
    lines: list[tuple[object, ...]] = [
        (name, count, wrong, f"{100 * (1 - wrong / count):.2f} %" if count else "")
        for name, count, wrong in checks
    ]
    lines.insert(0, ("draws", measured.draws, "", ""))
    lines.insert(1, ("different metrics", len(measured.by_metric), "", ""))
    lines.append(("different cells cited", measured.distinct_cells, "", ""))
    lines.append(("seconds", f"{measured.seconds:.0f}", "", ""))
    return "\n".join([table(("what", "count", "wrong", "exact"), lines, right=(1, 2, 3)), *measured.failures])


def measure_in_parallel(home: Home, draws: int, seed: int, processes: int) -> Measured:
    """Share the draws among processes: the queries of a draw take less than having them written."""
    started = time.monotonic()
    shares = [draws // processes + (number < draws % processes) for number in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_share, [home] * processes, shares, range(seed, seed + processes)))
    whole = parts[0]
    for part in parts[1:]:
        whole.add(part)
    whole.seconds = time.monotonic() - started
    return whole


def _share(home: Home, draws: int, seed: int) -> Measured:
    with open_snapshot(home) as snapshot:
        return measure_draws(snapshot, Archive(snapshot, home), draws, seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the draws over a home, or over a demo made for it; 0 where everything is exact."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lineage_draws", description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--home", type=Path, help="a loaded home; without it a demo is made and loaded")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        home = Home(options.home) if options.home is not None else _demo(Path(folder))
        measured = measure_in_parallel(home, options.draws, options.seed, options.processes)
    sys.stdout.write(f"{report(measured)}\n")
    return 0 if measured.is_exact else 1


def _demo(folder: Path) -> Home:
    home = Home(folder / "home")
    generate(folder / "inbox")
    load([folder / "inbox"], home)
    return home


if __name__ == "__main__":
    raise SystemExit(main())
