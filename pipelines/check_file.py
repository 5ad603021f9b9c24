"""Checking files without keeping anything: the same reading as a load."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.corrections.reading import read_corrections
from pipelines.intake.files import check_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings, name_index
from pipelines.landing import find_files, land
from pipelines.report import FileReport
from pipelines.returning.write import Run, write_returns
from warehouse.home import Home
from warehouse.reference.tables import load_reference


def check_paths(paths: Sequence[Path], home: Home, returns: Path | None = None) -> list[FileReport]:
    """Read and check files and folders; the home is only read, for reference data and corrections.

    returns: the folder to write the returns to, as a load would; without it nothing is written.
    """
    # Digests of a check are compared with nothing, so any key serves.
    reference = load_reference(home.reference)
    corrections = read_corrections(home.corrections, name_index(reference))
    settings = IntakeSettings(reference, secrets.token_bytes(32), corrections=corrections)
    # A copy is read, as in a load, so that a file which changes meanwhile is never read half old, half new.
    with ReaderPool(settings) as pool, TemporaryDirectory(prefix="fazhi-check-") as copies:
        files = check_files(pool, [land(path, Path(copies)) for path in find_files(paths)])
        if returns is None:
            return files
        run = Run(returns, Path(copies), settings, is_published=False, on=date.today())
        return write_returns(files, run, pool)
