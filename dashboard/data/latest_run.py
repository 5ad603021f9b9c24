"""The loads that came after what is shown and were not published, as their own reports tell."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.home import Home

# A run is named by the UTC time of its start; reports of nothing but duplicates follow one another.
_RUN = re.compile(r"(\d{8}T\d{6})-[0-9a-f]+")
_TIME = "%Y%m%dT%H%M%S"
_RUNS_LOOKED_AT = 50


@dataclass(frozen=True)
class BlockedRun:
    """A load whose data were not published. started_at is UTC.

    critical, warning: failed checks; no critical one where something else stood in the way. checks: None
    where it was not checked. reasons: in sentences, none where an older version of the program wrote.
    """

    run_id: str
    started_at: datetime
    critical: int
    warning: int
    checks: int | None
    reasons: tuple[str, ...]


def blocked_since(home: Home, run_id: str) -> BlockedRun | None:
    """Return the latest load after a run if its data were not published, else None.

    A load that brought nothing new says nothing about the data, and the one before it is looked at. Reports
    that cannot be read are passed over.
    """
    for path in _reports_after(home, run_id):
        record = _record(path)
        if record is None or not _had_something(record):
            continue
        return None if record.get("published") else _blocked(path.stem, record)
    return None


def blocked_runs(home: Home, published: Collection[str], since: str, limit: int) -> list[BlockedRun]:
    """Return the latest loads from a run on whose data were not published, the last first.

    published: runs that are known to have been. limit: how many at most.
    """
    found: list[BlockedRun] = []
    for path in _reports_after(home, since):
        if path.stem not in published and len(found) < limit:
            record = _record(path)
            if record is not None and _had_something(record) and not record.get("published"):
                found.append(_blocked(path.stem, record))
    return found


def _reports_after(home: Home, run_id: str) -> list[Path]:
    if not home.runs.is_dir():
        return []
    later = [path for path in home.runs.glob("*.json") if path.stem > run_id and _RUN.fullmatch(path.stem)]
    return sorted(later, reverse=True)[:_RUNS_LOOKED_AT]


def _record(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _had_something(record: dict[str, Any]) -> bool:
    """Whether the load built something: it has a verdict, or was stopped before one."""
    files = record.get("files")
    if isinstance(record.get("verdict"), dict) or record.get("blocked_by"):
        return True
    return isinstance(files, list) and any(
        isinstance(file, dict) and file.get("status") == "loaded" for file in files
    )


def _blocked(run_id: str, record: dict[str, Any]) -> BlockedRun:
    verdict = record.get("verdict")
    counts = verdict if isinstance(verdict, dict) else {}
    reasons = record.get("blocked_by")
    return BlockedRun(
        run_id,
        datetime.strptime(run_id.partition("-")[0], _TIME),
        _count(counts, "critical") or 0,
        _count(counts, "warning") or 0,
        _count(counts, "checks"),
        tuple(reason for reason in reasons if isinstance(reason, str)) if isinstance(reasons, list) else (),
    )


def _count(counts: dict[str, Any], name: str) -> int | None:
    value = counts.get(name)
    return value if isinstance(value, int) else None
