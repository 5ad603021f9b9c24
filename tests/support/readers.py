"""Reading bytes as one file, in this process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipelines.reading.formats import read_path
from pipelines.reading.model import Limits, Sheet, Unreadable, Workbook


def read_bytes(data: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> Workbook | Unreadable:
    """Read a file of these bytes, sent under a name."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return read_path(Path(file.name), name, limits if limits is not None else Limits())


def sheets_in(data: bytes, name: str = "a.xlsx") -> tuple[Sheet, ...]:
    """The sheets of a file that can be read."""
    answer = read_bytes(data, name)
    assert isinstance(answer, Workbook), answer
    return answer.sheets


def refusal_of(data: bytes, name: str = "a.xlsx") -> Unreadable:
    """Why a file cannot be read."""
    answer = read_bytes(data, name)
    assert isinstance(answer, Unreadable), answer
    return answer
