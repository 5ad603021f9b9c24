"""`python -m benchmarks.reading_quality`: how rightly messy files are read, over fresh random files.

Each file is made from a truth and one to five ways of being messy, read by the real intake, and compared
with the truth. The corpus in tests/golden/mess is made by the same generator with other seeds; the seed of
this benchmark is not one of those used in development. Exit 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.mess.cases import MOST_PATTERNS, as_json, random_case
from tests.support.mess.judging import Score, judge
from tests.support.mess.reading import ReadCase, open_intake, truth_text

HELD_OUT_SEED = 20261124
FILES = 2000
MOST_SILENT = 0
LEAST_CELLS_RIGHT = 0.995
MOST_KEPT_OUT = 0.005
_CHUNK = 25


@dataclass(frozen=True)
class Judged:
    """One file. name: its seed and patterns."""

    seed: str
    patterns: tuple[str, ...]
    score: Score


@dataclass
class Quality:
    """Counts over all files, and over the files in which each pattern takes part."""

    total: Score = field(default_factory=Score)
    by_pattern: dict[str, Score] = field(default_factory=dict)

    def add(self, judged: Judged) -> None:
        """Count one file."""
        self.total.add(judged.score)
        for pattern in judged.patterns:
            self.by_pattern.setdefault(pattern, Score()).add(judged.score)

    @property
    def is_within_bounds(self) -> bool:
        """Whether nothing was wrong in silence, and cells and rows were read rightly enough."""
        return (
            self.total.silent <= MOST_SILENT
            and share(self.total.cells_right, self.total.cells) >= LEAST_CELLS_RIGHT
            and share(self.total.kept_out, self.total.rows) <= MOST_KEPT_OUT
        )


def share(part: int, whole: int) -> float:
    """A share of a whole; of nothing, all."""
    return part / whole if whole else 1.0


@cache
def _intake() -> ReadCase:
    """The intake of this process, made once."""
    return open_intake()


def judge_seed(seed: str, keep: Path | None) -> Judged:
    """Make the file of a seed, read it and compare; a file read otherwise than true is kept where asked."""
    case = random_case(seed)
    truth = json.loads(truth_text(as_json(case)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"input.{case.file_name.rsplit('.', 1)[-1]}"
        path.write_bytes(case.data)
        score = judge(truth, _intake()(path, case.file_name, case.modified))
    if keep is not None and score.differences:
        place = keep / seed
        place.mkdir(parents=True, exist_ok=True)
        (place / case.file_name).write_bytes(case.data)
        (place / "expected.json").write_text(truth_text(truth), encoding="utf-8")
        told = [f"{one.kind} {one.where}: {one.expected} → {one.found}" for one in score.differences]
        (place / "differences.txt").write_text(
            "\n".join([" ".join(case.patterns), *told, ""]), encoding="utf-8"
        )
    return Judged(seed, case.patterns, score)


def _judge_chunk(chunk: tuple[tuple[str, ...], Path | None]) -> list[Judged]:
    seeds, keep = chunk
    return [judge_seed(seed, keep) for seed in seeds]


def judge_all(seed: int, files: int, jobs: int, keep: Path | None) -> Iterator[Judged]:
    """Judge so many files in so many processes, in the order of their seeds."""
    seeds = [f"{seed}.{number}" for number in range(files)]
    chunks = [(tuple(seeds[first : first + _CHUNK]), keep) for first in range(0, files, _CHUNK)]
    if jobs == 1:
        yield from chain.from_iterable(map(_judge_chunk, chunks))
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from chain.from_iterable(pool.imap(_judge_chunk, chunks))


def markdown(quality: Quality, seed: int) -> str:
    """The table of the documents."""
    total = quality.total
    lines = [
        f"Seed {seed}, {total.files} files with 1–{MOST_PATTERNS} patterns each.",
        "",
        "| measure | value | bound |",
        "|---|---|---|",
        f"| files read exactly right | {total.files_right} of {total.files} |  |",
        f"| cells read exactly right | {share(total.cells_right, total.cells):.3%} of {total.cells} "
        "| ≥ 99.5% |",
        f"| rows read exactly right | {share(total.rows_right, total.rows):.3%} of {total.rows} |  |",
        f"| wrong values accepted in silence | {total.silent} | 0 |",
        f"| clean rows kept out | {total.kept_out} ({share(total.kept_out, total.rows):.3%}) | ≤ 0.5% |",
        f"| injected faults found, with code and cell | {share(total.faults_found, total.faults):.2%} of "
        f"{total.faults} |  |",
        f"| warnings without a cause | {1000 * share(total.warnings, total.cells):.2f} per 1,000 cells |  |",
        "",
        "| pattern | files | files right | cells right | silent | kept out | faults found |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, score in sorted(quality.by_pattern.items()):
        lines.append(
            f"| {name} | {score.files} | {score.files_right} | {share(score.cells_right, score.cells):.2%} "
            f"| {score.silent} | {score.kept_out} | {score.faults_found} of {score.faults} |"
        )
    return "\n".join(lines)


def _shown(judged: Iterable[Judged], quality: Quality) -> None:
    for one in judged:
        quality.add(one)
        for difference in one.score.differences[:3]:
            sys.stderr.write(
                f"{one.seed} {'+'.join(one.patterns)}: {difference.kind} {difference.where} "
                f"{difference.expected} → {difference.found}\n"
            )


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading_quality", description=__doc__)
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for the files that were read otherwise than true")
    chosen = parser.parse_args(arguments)
    quality = Quality()
    _shown(judge_all(chosen.seed, chosen.files, chosen.jobs, chosen.keep), quality)
    sys.stdout.write(markdown(quality, chosen.seed) + "\n")
    return 0 if quality.is_within_bounds else 1


if __name__ == "__main__":
    raise SystemExit(main())
