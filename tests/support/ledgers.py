"""Ledgers of activities as a department sends them, loaded by the real pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.inbox import write_csv
from tests.support.loads import load
from warehouse.home import Home
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import open_snapshot

Line = Sequence[object]
Found = list[tuple[str, str, str]]
"""Findings: code, cells, message."""


def ledger(
    folder: Path, title: str, filed: str, header: Line, *lines: Line, unit: str = "公安局", name: str = ""
) -> Path:
    """Write a ledger filed by a unit on a day (YYYY-MM-DD), named after its title unless it has a name."""
    above = [[title], [f"填报单位：{unit}", f"填报时间：{filed}"]]
    return write_csv(folder / f"{name or title}.csv", [*above, header, *lines], modified=filed)


def loaded(home: Home, *files: Path) -> Found:
    """Load files and return what was found in them."""
    return [one for found in found_by_file(home, *files).values() for one in found]


def found_by_file(home: Home, *files: Path) -> dict[str, Found]:
    """Load files and return what was found in each, by its name."""
    report = load(files, home)
    assert report.published
    return {
        file.name: [
            (finding.code, finding.cells, finding.message)
            for table in file.tables
            for finding in table.findings
        ]
        for file in report.files
    }


def by_month(home: Home, metric: str, **where: Sequence[str]) -> Mapping[str, float | None]:
    """Return the values of a metric that are not 0, by month. where: dimensions → values."""
    with open_snapshot(home) as snapshot:
        rows = query(snapshot, [metric], Selection(grain=Grain.MONTH, where=where)).to_dicts()
    return {row["period"]: row["value"] for row in rows if row["value"] != 0}
