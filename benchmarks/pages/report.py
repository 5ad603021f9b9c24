"""What the two pages took, as a section of docs/performance.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.pages.driven import Views, percentile


@dataclass(frozen=True)
class Measured:
    """Both pages over one size."""

    rows: int
    review: Views
    bare: Views
    load_average: float


_LINES = (
    ("browser cold, first number", "first_cold"),
    ("browser cold, whole", "whole_cold"),
    ("warm, first number", "first_warm"),
    ("warm, whole", "whole_warm"),
    ("filter, a week nobody asked for", "filter_new"),
    ("filter, seen before", "filter_seen"),
    ("server CPU, warm view", "cpu_view"),
    ("server CPU, new week", "cpu_filter"),
)


def table(measured: Sequence[Measured]) -> str:
    """Return the figures as a Markdown table: medians, and p95 after the stroke."""
    lines = [
        "| stored rows | what (seconds, median / p95) | weekly review | bare page | × |",
        "| ---: | --- | ---: | ---: | ---: |",
    ]
    for one in measured:
        for words, name in _LINES:
            ours, theirs = getattr(one.review, name), getattr(one.bare, name)
            lines.append(
                f"| {one.rows:,} | {words} | {median(ours):.2f} / {percentile(ours, 0.95):.2f} "
                f"| {median(theirs):.2f} / {percentile(theirs, 0.95):.2f} "
                f"| {median(ours) / max(median(theirs), 0.001):.2f} |"
            )
    return "\n".join(lines)


_REPORT = """\
# How fast the weekly review is on the screen

本周概览 with all its parts, beside a bare, careful Streamlit page of as many charts
(`benchmarks/pages/bare_page.py`: figures from dicts, cached aggregates, the filter in a fragment; no
definitions, no lineage, no verdict), both over the same snapshot and in the same run, in Chromium on {cores}
cores. Written by `python -m benchmarks.page_speed --rows 1000000 10000000 --to docs/performance.md`:
{colds} views with nothing cached, {warm} warm ones, {choices} weeks that nobody had asked for. Load average:
{load}.

{table}

{held}

## How it is kept small

- **Numbers before charts.** The weekly review draws its lines as small pictures, so that it never waits for
  the charting library; other pages show their cards before it is there. Streamlit's scripts come compressed
  and stay with the browser.
- **One statement for a page.** All that a page asks is put into one statement (`ask.together`), because each
  costs the engine several milliseconds however little it reads.
- **Totals by day.** Sums and counts of the whole district are read once for a snapshot and kept by day
  (`warehouse/metrics/daily.py`): another week, last year's same days or twelve weeks cost no query.
- **Marts lie by day on the disk**, and queries name the days before they read (`Window` in
  `warehouse/metrics/asked.py`): a year of twenty is a twentieth of the work.
- **No collection of garbage after every run.** Streamlit's takes longer than the run. What imports have made
  is set apart as the server starts; the first page's queries are compiled then, too.
"""


def report(measured: Sequence[Measured], *, colds: int, warm: int, choices: int) -> str:
    """Return the section of the document: the table, and what was to hold."""
    return _REPORT.format(
        cores=os.cpu_count() or 1,
        colds=colds,
        warm=warm,
        choices=choices,
        load=f"{median(one.load_average for one in measured):.1f}",
        table=table(measured),
        held="\n".join(f"- {line}" for line in held(measured)),
    )


def held(measured: Sequence[Measured]) -> list[str]:
    """Return each aim with what was measured."""
    first, last = measured[0], measured[-1]
    ours = {name: median(getattr(first.review, name)) for _, name in _LINES}
    theirs = {name: median(getattr(first.bare, name)) for _, name in _LINES}
    aims = [
        (f"{words} at most 1.25 × that of the bare page", ours[name] / theirs[name], 1.25, "×")
        for words, name in (
            ("a warm view", "whole_warm"),
            ("a week chosen again", "filter_seen"),
            ("a week nobody asked for", "filter_new"),
        )
    ]
    aims += [
        ("a week nobody asked for, at p95, in 0.55 s", percentile(first.review.filter_new, 0.95), 0.55, "s"),
        ("a warm view in 0.2 s of server CPU", ours["cpu_view"], 0.2, "s"),
    ]
    if last is not first:
        for words, name in (("a warm view", "whole_warm"), ("a week nobody asked for", "filter_new")):
            ratio = median(getattr(last.review, name)) / ours[name]
            aims.append((f"{words} over {last.rows:,} rows at most 1.3 × that above", ratio, 1.3, "×"))
    return [
        f"{'holds' if value <= most else 'does not hold'}: {words} ({value:.2f} {unit})"
        for words, value, most, unit in aims
    ]
