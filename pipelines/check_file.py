"""Checking files without writing anything: the same reading as a load, and nothing kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.intake import Intake, name_index
from pipelines.landing import LandedFile, display_name, find_files, open_regular
from pipelines.report import FileReport, FileStatus
from pipelines.workbook import WorkbookReader
from warehouse.home import Home
from warehouse.reference.tables import load_reference


def check_paths(paths: Sequence[Path], home: Home) -> list[FileReport]:
    """Read and check files and folders; the home is only read, for its reference data."""
    names = name_index(load_reference(home.reference))
    reports: list[FileReport] = []
    with WorkbookReader() as reader:
        # Content hashes of a check are compared with nothing, so any key serves.
        intake = Intake(reader, names, secrets.token_bytes(32))
        for path in find_files(paths):
            try:
                with open_regular(path) as stream:
                    content = stream.read()
                modified = path.stat().st_mtime
            except OSError:
                reports.append(
                    FileReport(
                        display_name(path.name),
                        "",
                        FileStatus.WAITING,
                        "文件打不开，请检查权限或关闭正在使用它的程序",
                    )
                )
                continue
            landed = LandedFile(
                path=path,
                name=display_name(path.name),
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                modified_at=datetime.fromtimestamp(modified, UTC),
                original=None,
            )
            reports.append(intake.read(landed, path))
    return reports
