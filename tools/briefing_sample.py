"""`python -m tools.briefing_sample`: write docs/briefing-sample/ from the demo data.

The set of the demo's last week, frozen, and the bureau's annual report filled from its template. Each file is
checked against its snapshot before it gets its place.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.briefing.annual_report import TEMPLATE
from tools.demo_weeks import THIS_MEETING, run, two_weeks
from tools.served_pages import ROOT

TARGET = ROOT / "docs" / "briefing-sample"
_CHECKED = frozenset((".docx", ".pptx", ".pdf", ".html", ".png", ".svg"))


def main() -> int:
    """Make the sample anew."""
    week, _ = THIS_MEETING
    with TemporaryDirectory() as folder:
        home = two_weeks(Path(folder))
        run("warehouse", "freeze", week, "--no-briefing", "--home", str(home))
        made = Path(folder) / "made"
        run("dashboard", "brief", "--week", week, "--to", str(made), "--home", str(home))
        filled = ("--template", str(TEMPLATE), "--snapshot", week)
        run("dashboard", "brief", *filled, "--to", str(made), "--home", str(home))
        for path in sorted(made.rglob("*")):
            if path.suffix in _CHECKED:
                run("dashboard", "brief", "--check", str(path), "--home", str(home))
                sys.stdout.write(f"docs/briefing-sample/{path.relative_to(made)}\n")
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(made, TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
