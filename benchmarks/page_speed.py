"""`python -m benchmarks.page_speed`: the weekly review in Chromium beside a bare page of eight charts.

Both are served over the same snapshot, one after the other, and driven the same way: opened by browsers with
nothing cached, opened again, and set to weeks nobody has asked for. Printed are medians, p95 and ratios.
`--to` writes them into the document.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.document import replace_section
from benchmarks.growth.large_warehouse import grow
from benchmarks.pages.driven import Application, measure
from benchmarks.pages.report import Measured, report, table
from dashboard.formatting import full_day
from dashboard.periods import Week
from pipelines.demo import generate
from pipelines.load import load
from tools.ensure_browser import complaint, find_browser
from tools.served_pages import ROOT, chromium
from warehouse.home import Home
from warehouse.snapshots import current_id

LAST_SUNDAY = date(2026, 11, 22)
SIZES = (1_000_000,)
_CHOICES = 20
_CARDS = 8


def weekly_review(home: Home) -> Application:
    """Return the weekly review over a home."""
    weeks = [Week.containing(LAST_SUNDAY).earlier(5 + number) for number in range(_CHOICES)]
    return Application(
        "weekly review",
        ("-m", "dashboard", "--port", "{port}", "--home", str(home.root)),
        {},
        f"document.querySelectorAll('.fz-kpi-value').length === {_CARDS}",
        "!!document.querySelector('.st-key-card_reporting .fz-lines')"
        f" && document.querySelectorAll('.fz-kpi-value').length === {_CARDS}",
        # The head tells the week; the last part of the page has been drawn anew after it.
        "document.querySelector('.fz-pills')?.innerText.includes('{word}')"
        " && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state')"
        " === 'notRunning'",
        tuple((week.label, full_day(week.sunday)) for week in weeks),
    )


def bare_page(home: Home) -> Application:
    """Return the yardstick over the same home."""
    sundays = [LAST_SUNDAY - timedelta(weeks=5 + number) for number in range(_CHOICES)]
    drawn = "[...document.querySelectorAll('.js-plotly-plot')].filter(plot => plot.querySelector('.main-svg')"
    return Application(
        "bare page",
        ("-m", "streamlit", "run", "benchmarks/pages/bare_page.py", "--server.port={port}",
         "--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none",
         "--browser.gatherUsageStats=false"),
        {"BARE_SNAPSHOT": str(home.snapshots / f"{current_id(home)}.duckdb"), "PYTHONPATH": str(ROOT)},
        f"{drawn}).length >= 1",
        f"{drawn}).length === {_CARDS}",
        f"{drawn} && plot.layout.meta?.day === '{{word}}').length === {_CARDS}"
        " && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state')"
        " === 'notRunning'",
        tuple((f"截至 {sunday.isoformat()}", sunday.isoformat()) for sunday in sundays),
    )  # fmt: skip


def compare(home: Home, rows: int, *, colds: int, warm: int) -> Measured:
    """Measure both pages over a home."""
    program = find_browser()
    if program is None:
        raise RuntimeError(complaint(["chromium"]))
    found = []
    for application in (bare_page(home), weekly_review(home)):
        with ExitStack() as stack:
            # Only one Playwright may run in a process: each browser is closed before the next begins.
            browser = stack.enter_context(chromium(program))
            found.append(measure(application, [browser] * colds, ROOT, warm=warm, seen=_CHOICES // 2))
    return Measured(rows, found[1], found[0], os.getloadavg()[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="stored rows")
    parser.add_argument("--home", type=Path, nargs="+", help="homes of those sizes that are there already")
    parser.add_argument("--colds", type=int, default=5, help="how often with nothing cached")
    parser.add_argument("--warm", type=int, default=15, help="how often again")
    parser.add_argument("--to", type=Path, help="the document to write")
    options = parser.parse_args(arguments)
    measured: list[Measured] = []
    with TemporaryDirectory() as name:
        for place, rows in enumerate(options.rows):
            if options.home:
                home = Home(options.home[place])
            else:
                home = Home(Path(name, str(rows)))
                generate(Path(name, f"inbox-{rows}"))
                load([Path(name, f"inbox-{rows}")], home)
                grow(home, rows)
            measured.append(compare(home, rows, colds=options.colds, warm=options.warm))
            sys.stdout.write(f"{table(measured)}\nload average {measured[-1].load_average:.1f}\n\n")
            sys.stdout.flush()
    if options.to:
        replace_section(
            options.to, "pages", report(measured, colds=options.colds, warm=options.warm, choices=_CHOICES)
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
