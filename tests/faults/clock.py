"""A clock set back a year, set forward, standing still or set back in the midst of a load.

The order of the loads is kept, numbers and names are unique, and the latest correction wins by filing time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.faults.at_once import light_load_published
from tests.faults.outcome import Outcome, scratch
from tests.support.faults_clock import set_clock
from tests.support.faults_forks import forked
from tests.support.faults_inbox import LATEST, write_inbox
from tests.support.faults_state import complaints_about, content_of, leftovers
from warehouse.home import Home
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

_YEAR = timedelta(days=365)
_NOW = timedelta(0)
# What the clock says at each load; of several, the last one lasts.
CLOCKS: tuple[tuple[timedelta, ...], ...] = (
    (_NOW,), (-_YEAR,), (_YEAR,), (-2 * _YEAR,), (_NOW, -_YEAR), (_YEAR, _NOW),
)  # fmt: skip


def run(workspace: Path) -> Outcome:
    """Load the small inbox file by file, each under another clock."""
    with scratch(workspace) as folder:
        files = write_inbox(folder / "in")
        home, whole = Home(folder / "home"), Home(folder / "whole")
        forked(partial(light_load_published, files, whole))
        after = forked(partial(content_of, whole))
        # The corrections come first, so that filing time and order of loading disagree.
        ordered = sorted(files, key=lambda path: ("更正" not in path.name, path.name))
        published: list[str] = []
        failures: list[str] = []
        for path, clock in zip(ordered, (*CLOCKS, *CLOCKS), strict=False):
            code, current = forked(partial(_load_under, clock, path, home))
            if path.name != "认不出.csv" and code != 0:
                failures.append(f"{path.name} under {clock}: exit code {code}")
            if current is not None and current not in published:
                published.append(current)
        failures += forked(partial(_order, home, published))
        failures += forked(partial(complaints_about, home, (after,)))
        failures += [f"left behind: {path}" for path in leftovers(home)]
    told = f"{len(ordered)} loads under {len(CLOCKS)} clocks, {len(published)} snapshots"
    return Outcome("clock set back and forward", len(ordered), told, tuple(failures))


def _load_under(clock: Sequence[timedelta], path: Path, home: Home) -> tuple[int, str | None]:
    set_clock(*clock)
    return light_load_published([path], home), current_id(home)


def _order(home: Home, published: Sequence[str]) -> list[str]:
    wrong = []
    if snapshot_ids(home) != list(published):
        wrong.append(f"snapshots {snapshot_ids(home)} were published as {published}")
    if current_id(home) != published[-1]:
        wrong.append(f"{current_id(home)} is current, not {published[-1]}")
    with open_snapshot(home) as snapshot:
        query = snapshot.database.query
        sequences = query("SELECT sequence FROM ledger.runs ORDER BY sequence")["sequence"].to_list()
        latest = query("SELECT title, audience FROM base.activities").rows()
    years = {int(name.split("-")[1][:4]) for name in published}
    if len(years) < 3:
        wrong.append(f"the clock was not believed: all loads of {sorted(years)}")
    if sequences != list(range(1, len(published) + 1)):
        wrong.append(f"runs are numbered {sequences}")
    return wrong + [f"{title} has {value}" for title, value in latest if LATEST.get(title, value) != value]
