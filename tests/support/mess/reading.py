"""Reading cases by the real intake; one function is the seam to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.landing import LandedFile
from pipelines.report import FileReport
from tests.support.inbox import SECRET
from warehouse.reference.tables import load_reference

ReadCase = Callable[[Path, str, date], FileReport]


def open_intake() -> ReadCase:
    """Return what reads a file here: where its bytes are, its name as sent, the day it was saved."""
    intake = Intake(IntakeSettings(load_reference(), SECRET))

    def read(path: Path, name: str, modified: date) -> FileReport:
        content = path.read_bytes()
        saved = datetime.combine(modified, time(9), UTC)
        landed = LandedFile(path, name, hashlib.sha256(content).hexdigest(), len(content), saved, path)
        return intake.read(landed, path)

    return read


_OPEN_LEVELS = 4


def truth_text(truth: object) -> str:
    """The text of an expected.json: a row of a table a line."""
    return _text(truth, 0) + "\n"


def _text(value: object, level: int) -> str:
    if level < _OPEN_LEVELS and isinstance(value, dict | list) and value:
        inside, outside = "\n" + " " * (level + 1), "\n" + " " * level
        if isinstance(value, dict):
            parts = [f"{json.dumps(key)}: {_text(value[key], level + 1)}" for key in sorted(value)]
            return "{" + inside + f",{inside}".join(parts) + outside + "}"
        return "[" + inside + f",{inside}".join(_text(item, level + 1) for item in value) + outside + "]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
