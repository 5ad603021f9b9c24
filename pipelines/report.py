"""What a load or a check tells: one record per file and table, in the shape of the command's JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.checking.checked import CheckedTable
from pipelines.sheets import SheetReport

if TYPE_CHECKING:
    # Child processes use this module, and the warehouse's engine takes longer to import than they to start.
    from pipelines.corrections.outcome import CorrectionOutcome


class FileStatus(StrEnum):
    """What became of a file."""

    LOADED = "loaded"  # at least one table was recognised
    DUPLICATE = "duplicate"  # these bytes are known
    REJECTED = "rejected"  # unreadable, hostile, or nothing recognised
    WAITING = "waiting"  # still being written


@dataclass(frozen=True)
class FileReport:
    """One file of a run; reason says in Chinese why it was not loaded and what to do.

    fault: where a fault of the program kept it out, the traceback; kept in the home, never shown.
    returned: the folder of its return, where it has one. return_fault: why its return is incomplete.
    sheets: what each sheet was taken for, also those without a table; empty where the file was not read.
    """

    name: str
    sha256: str
    status: FileStatus
    reason: str | None = None
    tables: tuple[CheckedTable, ...] = ()
    fault: str | None = None
    returned: Path | None = None
    return_fault: str | None = None
    sheets: tuple[SheetReport, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the record of the load command."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "status": self.status.value,
            "reason": self.reason,
            "tables": [_table_json(table) for table in self.tables],
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "returns": None if self.returned is None else str(self.returned),
            "returns_fault": self.return_fault,
        }


@dataclass(frozen=True)
class VerdictCount:
    """The verdict in numbers: failed critical and warning checks of all checks."""

    success: bool
    critical: int
    warning: int
    checks: int


@dataclass(frozen=True)
class LoadReport:
    """One run. `snapshot` is the current one after it, or None where there is none."""

    run: str
    published: bool
    snapshot: str | None
    seconds: float
    files: tuple[FileReport, ...]
    verdict: VerdictCount | None
    blocked_by: tuple[str, ...] = ()
    corrections: tuple[CorrectionOutcome, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 0 where all that was accepted is current and every correction does something, else 1."""
        if any(outcome.problem is not None for outcome in self.corrections):
            return 1
        if self.published:
            return 0
        statuses = {file.status for file in self.files}
        return 0 if FileStatus.DUPLICATE in statuses and FileStatus.LOADED not in statuses else 1

    def as_json(self) -> dict[str, Any]:
        """Return the object of `load --json`; `corrections` only where the deployment has some."""
        verdict = self.verdict
        told = {"corrections": [one.as_json() for one in self.corrections]} if self.corrections else {}
        return {
            "run": self.run,
            "published": self.published,
            "snapshot": self.snapshot,
            "seconds": round(self.seconds, 3),
            "files": [file.as_json() for file in self.files],
            "verdict": None
            if verdict is None
            else {
                "success": verdict.success,
                "critical": verdict.critical,
                "warning": verdict.warning,
                "checks": verdict.checks,
            },
            **told,
        }

    def write(self, folder: Path) -> None:
        """Keep the report in the home, published or not."""
        folder.mkdir(parents=True, exist_ok=True)
        faults = {file.name: file.fault for file in self.files if file.fault is not None}
        kept = self.as_json()
        if self.blocked_by:
            kept["blocked_by"] = list(self.blocked_by)
        if faults:
            kept["faults"] = faults
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (folder / f"{self.run}.json").write_text(text, encoding="utf-8")


def _table_json(table: CheckedTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "dataset": table.dataset.name,
        "header_rows": list(table.header_rows),
        "rows_in": table.rows_in,
        "loaded": table.loaded_rows,
        "quarantined": len(table.quarantined),
        "skipped": table.skipped_by_reason,
        "warnings": table.warnings,
    }


def checked_json(files: Sequence[FileReport]) -> dict[str, Any]:
    """Return the object of `check --json`: what each sheet is, and every finding."""
    return {
        "files": [
            {**file.as_json(), "tables": [_checked_table_json(table) for table in file.tables]}
            for file in files
        ]
    }


def _checked_table_json(table: CheckedTable) -> dict[str, Any]:
    return {
        **_table_json(table),
        "label": table.dataset.label,
        "layout": table.layout.label if table.layout is not None else None,
        "vintage": table.vintage.name if table.vintage is not None else None,
        "unknown_headers": list(table.unknown_headers),
        "findings": [finding.as_json() for finding in table.findings],
    }
