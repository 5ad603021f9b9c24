"""The report is kept beside the run's JSON, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.report.model import QualityReport
from expectations.report.writing import write_quality_report


def test_it_stands_beside_the_json_of_its_run(tmp_path: Path, blocked: QualityReport) -> None:
    path = write_quality_report(tmp_path / "runs", blocked)
    assert path == tmp_path / "runs" / f"{blocked.run}.html"
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_written_again_it_replaces_itself_and_leaves_nothing_else(
    tmp_path: Path, blocked: QualityReport, published: QualityReport
) -> None:
    write_quality_report(tmp_path, blocked)
    path = write_quality_report(tmp_path, published)
    assert "准予发布" in path.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(
    tmp_path: Path, blocked: QualityReport
) -> None:
    (tmp_path / "runs").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError, match="runs"):
        write_quality_report(tmp_path / "runs", blocked)
