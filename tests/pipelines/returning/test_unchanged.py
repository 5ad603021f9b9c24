"""A return that nobody mended says what the original said: every row, every finding, at the same cells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.landing import LandedFile
from pipelines.report import FileReport
from pipelines.returning.causes import Examples, causes_of, tally_of
from pipelines.returning.model import Marked, Return
from pipelines.returning.task import write_return
from tests.support.inbox import SECRET
from warehouse.reference.tables import load_reference

EVERY = 9


def read(intake: Intake, path: Path, original: Path) -> FileReport:
    """Read a file as if it had been sent under the name and at the time of the original."""
    modified = datetime.fromtimestamp(original.stat().st_mtime, UTC)
    return intake.read(LandedFile(path, original.name, "0", 1, modified, path), path)


def told_by(report: FileReport) -> list[dict[str, Any]]:
    return [
        {
            "dataset": table.dataset.name,
            "rows": (table.rows_in, table.loaded_rows, table.skipped_by_reason),
            "quarantined": [(row.source_row, row.codes, dict(row.raw)) for row in table.quarantined],
            "findings": [(one.code, one.cells, one.message) for one in table.findings],
            "contents": table.accepted.drop("row_id", strict=False).to_dicts(),
        }
        for table in report.tables
    ]


def test_an_unmended_return_reads_as_the_original_did(demo_inbox: Path, tmp_path: Path) -> None:
    reference = load_reference()
    intake = Intake(IntakeSettings(reference, SECRET))
    files = sorted(path for path in demo_inbox.rglob("*") if path.suffix in (".xlsx", ".xls", ".csv"))
    compared: dict[str, bool] = {}
    for path in files[::EVERY]:
        before = read(intake, path, path)
        causes = causes_of(before.tables, Examples(reference))
        if not causes:
            continue
        told = Return(
            file_name=path.name,
            unit=None,
            made_on=date(2026, 7, 1),
            datasets=(),
            tally=tally_of(before.tables),
            causes=causes,
            refusal=None,
            is_published=True,
            days=3,
        )
        marked = write_return(path, told, intake.settings.limits)
        assert isinstance(marked, Marked), path.name
        back = tmp_path / "back"
        back.write_bytes(marked.content)
        compared[path.name] = told_by(read(intake, back, path)) == told_by(before)
    assert [name for name, is_same in compared.items() if not is_same] == []
    assert len(compared) >= 5
