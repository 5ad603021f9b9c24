"""docs/performance.md: what publishing an increment costs at each size, and what dominates it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Figures = Mapping[str, float]
"""Stage → seconds, with `total`."""

_BEFORE = """\
# What publishing costs as the warehouse grows

An increment is {files} files of one district: the newest of a second demo, with {loaded:,} rows. It is
loaded onto the demo's warehouse with its events (activities, trainings, cases, reviews) multiplied to each
size; their copies lie in other years and places, so that they are as many events and not one. Written by
`python -m benchmarks.publish_cost --to docs/performance.md --svg docs/publish-cost.svg`; medians of {rounds}
{noun}, each onto the same snapshot, on {cores} cores.

![Processor seconds by stage](publish-cost.svg)

Seconds, and after the stroke processor seconds, which other work on the machine does not lengthen:

"""
_AFTER = """
## How it is kept small

- **Joint events**: a load compares its own rows and those on the days around them, as far as a change can be
  felt (`pipelines/joint/surroundings.py`); all other pairs stay as recorded. Other names, units or sources of
  the program have everything compared anew. Tests compare both ways over random loads and decisions.
- **Marts**: only those that lean on a table of this run are built again, and of the large ones only the rows
  that the run concerns (`ByRows` in `warehouse/marts/model.py`); a test replays weekly loads and compares
  every mart with one built anew. Their SQL is kept in the snapshot under a digest of all sources of
  `warehouse/`, and beside the bytecode, because compiling it takes longer than running it for a district.
  Windows run over the few rows that need them (累计 lines, events of several rows) and not over the whole
  ledger.
- **Audit**: Great Expectations is imported by a process that starts with the load and waits for the build.
- Reading, and writing the returns, depend on the increment alone.

What still grows with the stored rows: the marts that are written as whole tables; the audit, which looks at
every row of the tables that the increment touches; the copy of the file and the digests of what is published.
A district files some ten thousand rows in five years. A hundred or a thousand times as many in the same years
also means as many more events a day, with which the increment's own have to be compared.
"""


@dataclass(frozen=True)
class Size:
    """Medians of one size. rows: stored base rows; megabytes: of its snapshot."""

    rows: int
    megabytes: float
    seconds: Figures
    cpu: Figures

    @property
    def dominant(self) -> str:
        """The two stages that take most of the processor, with their shares."""
        stages = {stage: used for stage, used in self.cpu.items() if stage != "total"}
        first, second = sorted(stages, key=lambda stage: -stages[stage])[:2]
        return ", ".join(f"{stage} {stages[stage] / self.cpu['total']:.0%}" for stage in (first, second))


def table(sizes: Sequence[Size]) -> str:
    """Return sizes as rows and stages as columns, in Markdown."""
    columns = ("total", *(stage for stage in sizes[0].seconds if stage != "total"))
    lines = [
        f"| stored rows | snapshot, MiB | {' | '.join(columns)} | × smallest |",
        "| ---: | ---: |" + " ---: |" * (len(columns) + 1),
    ]
    for size in sizes:
        each = " | ".join(f"{size.seconds[column]:.1f} / {size.cpu[column]:.1f}" for column in columns)
        ratio = size.cpu["total"] / sizes[0].cpu["total"]
        lines.append(f"| {size.rows:,} | {size.megabytes:,.0f} | {each} | {ratio:.1f} |")
    return "\n".join(lines)


def report(
    sizes: Sequence[Size], *, files: int, loaded: int, rounds: int, cores: int, load_average: float
) -> str:
    """Return the document."""
    noun = "load" if rounds == 1 else "loads"
    before = _BEFORE.format(files=files, loaded=loaded, rounds=rounds, noun=noun, cores=cores)
    busy = (
        f"\nThe machine was busy with other work (load average {load_average:.0f} on {cores} cores), so only "
        "the processor seconds can be compared.\n"
        if load_average > cores + 1
        else ""
    )
    dominant = "\n".join(f"- {size.rows:,} rows: {size.dominant}" for size in sizes)
    targets = "\n".join(_target(*one) for one in _targets(sizes))
    most = f"What takes most of the processor:\n\n{dominant}"
    return f"{before}{table(sizes)}\n{busy}\n{targets}\n\n{most}\n{_AFTER}"


def _targets(sizes: Sequence[Size]) -> list[tuple[str, float, float]]:
    million = min(sizes, key=_distance_from_a_million)
    return [
        (f"an increment onto {million.rows:,} rows", million.seconds["total"], 15.0),
        (f"its expectations onto {million.rows:,} rows", million.seconds["audit"], 5.0),
    ]


def _distance_from_a_million(size: Size) -> int:
    return abs(size.rows - 1_000_000)


def _target(what: str, seconds: float, most: float) -> str:
    holds = "holds" if seconds < most else "**does not hold**"
    return f"- {holds}: {what} in less than {most:.0f} s ({seconds:.1f} s)"
