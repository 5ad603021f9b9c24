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
_README = """# A sample of briefings (周报材料样例)

Made from the synthetic demo data (合成演示数据) by `python -m tools.briefing_sample`; every file was checked
against its snapshot, number by number. How they are made: [../briefings.md](../briefings.md).

| file | what it is |
| --- | --- |
| `法治工作周报-{week}.pptx` | slides with native charts, notes with definitions and origins |
| `法治工作周报-{week}.docx` | the official form (GB/T 9704) |
| `法治工作周报-{week}.pdf` | the same words, paged |
| `法治工作周报-{week}.html` | the review without a server: open it in a browser |
| `图表/` | each chart as PNG (3840 × 2160) and SVG |
| `template-{week}.docx` | the annual report for 2022, filled from its template, each figure with its origin |
"""
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
        (made / "README.md").write_text(_README.format(week=week), encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(made, TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
