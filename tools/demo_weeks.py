"""A home with the demo data as of two weekly meetings, for pictures and samples.

The data come in two goes with a freeze between, so that corrections since the last meeting are to be seen.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from tools.served_pages import ROOT

LAST_MEETING = ("2026-W46", date(2026, 11, 15))
THIS_MEETING = ("2026-W47", date(2026, 11, 22))


def two_weeks(folder: Path) -> Path:
    """Return a home made below a folder: the week of the last meeting frozen, this week's data loaded."""
    home = folder / "home"
    label, held_on = LAST_MEETING
    _load(folder / "before", home, held_on)
    run("warehouse", "freeze", label, "--no-briefing", "--home", str(home))
    _load(folder / "since", home, THIS_MEETING[1])
    return home


def run(module: str, *arguments: str) -> None:
    """Run a command of the product; CalledProcessError where it fails."""
    subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def _load(inbox: Path, home: Path, until: date) -> None:
    run("pipelines", "demo", "--to", str(inbox), "--until", until.isoformat())
    run("pipelines", "load", str(inbox), "--home", str(home))
