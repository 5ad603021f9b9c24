"""Keeping the report of a run beside its JSON."""

from __future__ import annotations

from pathlib import Path

from expectations.report.model import QualityReport
from expectations.report.page import quality_report_html
from warehouse.keeping.durable import write_durably


def write_quality_report(folder: Path, report: QualityReport) -> Path:
    """Write `<run>.html` into the folder, whole or not at all, and return its path; OSError if it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.run}.html"
    write_durably(path, quality_report_html(report).encode())
    return path
