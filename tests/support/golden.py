"""Golden cases: a file as it came, and as plain text what becomes of every row of it.

After a change that is meant to alter the outcome, rewrite the expected texts with
`python -m tests.support.golden` and read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
FILED_AT = datetime(2026, 6, 30, tzinfo=UTC).timestamp()
_IDENTITIES = ("row_id", "content_hash", "part")


def cases() -> list[Path]:
    """Return the folder of every golden case, `golden/<dataset>/<case>`; `golden/mess` is generated."""
    return sorted(path.parent for path in GOLDEN.glob("*/*/input.*") if path.parent.parent.name != "mess")


def outcome(case: Path) -> str:
    """Read the case's input and return what became of it, as text."""
    (source,) = case.glob("input.*")
    with TemporaryDirectory() as folder:
        # A checkout sets modification times, which are when a file was filed unless it says so itself.
        copy = Path(folder) / source.name
        shutil.copyfile(source, copy)
        os.utime(copy, (FILED_AT, FILED_AT))
        tables = read_tables(copy)
    return json.dumps([_told(table) for table in tables], ensure_ascii=False, indent=1, default=str) + "\n"


def _told(table: CheckedTable) -> dict[str, Any]:
    return {
        "dataset": table.dataset.name,
        "layout": table.layout.name if table.layout is not None else None,
        **({"vintage": table.vintage.name} if table.vintage is not None else {}),
        "header_rows": list(table.header_rows),
        "unit": table.unit,
        "coverage": table.coverage,
        "rows_in": table.rows_in,
        "loaded": [
            {
                name: value
                for name, value in row.items()
                if value not in (None, []) and name not in _IDENTITIES
            }
            for row in table.accepted.iter_rows(named=True)
        ],
        "quarantined": [
            {"row": row.source_row, "codes": list(row.codes), "raw": dict(row.raw)}
            for row in table.quarantined
        ],
        "skipped": {str(row): reason.value for row, reason in table.skipped.items()},
        "findings": [
            f"{finding.severity.value} {finding.code} {finding.cells} {finding.message}。{finding.remedy}"
            for finding in table.findings
        ],
    }


if __name__ == "__main__":
    for case in cases():
        (case / "expected.json").write_text(outcome(case), encoding="utf-8")
