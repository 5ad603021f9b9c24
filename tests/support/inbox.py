"""Small department files, written as CSV, read by the real reader."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pipelines.checking.checked import CheckedTable
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.landing import LandedFile
from warehouse.reference.tables import load_reference

SECRET = b"a key for tests only, 32 bytes.."


def write_csv(
    path: Path, rows: Sequence[Sequence[object]], *, modified: str = "2024-01-10", encoding: str = "utf-8"
) -> Path:
    """Write rows as a CSV whose modification time is the given day (UTC)."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    moment = datetime.fromisoformat(modified).replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def read_tables(*paths: Path) -> list[CheckedTable]:
    """Read, locate and check files as a load would, in the given order and in this process."""
    tables: list[CheckedTable] = []
    intake = _intake()
    for path in paths:
        content = path.read_bytes()
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        sha256 = hashlib.sha256(content).hexdigest()
        landed = LandedFile(path, path.name, sha256, len(content), modified, path)
        tables.extend(intake.read(landed, path).tables)
    return tables


@cache
def _intake() -> Intake:
    return Intake(IntakeSettings(load_reference(), SECRET))
