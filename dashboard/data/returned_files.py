"""退回件: the workbooks marked for their senders, as they lie in the home's folder of returns.

Nothing outside that folder is ever read: its lists are written by the program, but lie on a disk where others
may write, so every path is resolved and looked at again when a file is handed out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.texts import quality as texts
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.snapshots import Snapshot
from warehouse.watchlists.source_files import last_loads

FILES_SHOWN = 20
_RUN = re.compile(r"(\d{8}T\d{6})-[0-9a-f]+")
_TIME = "%Y%m%dT%H%M%S"
_INDEX = "清单.csv"
_UNIT, _FILE, _HANDLING, _MUST, _CHECK, _LOADED, _KEPT, _FOLDER = (
    "单位",
    "文件",
    "处理",
    "必须修改项数",
    "请核对项数",
    "装入行数",
    "退回行数",
    "退回件",
)
_MESSAGE = ".txt"
# More loads, longer lists and larger files than anybody looks through on a page.
_RUNS_LOOKED_AT = 30
_LARGEST_INDEX = 4 << 20
_LARGEST_FILE = 128 << 20


class ReturnGone(FazhiError):
    """A returned file is not there, is no plain file, or lies outside the folder of returns."""


@dataclass(frozen=True)
class ReturnedFile:
    """A file that goes back to its sender.

    must, check: causes that must be mended, and that should be looked at. workbook, message: places below the
    folder of returns, None where there is none. is_mended: a file of that name was loaded later. started_at:
    of the load, UTC.
    """

    run_id: str
    started_at: datetime
    unit: str
    file: str
    handling: str
    must: int
    check: int
    loaded: int
    kept_out: int
    workbook: str | None
    message: str | None
    is_mended: bool


@dataclass(frozen=True)
class ReturnedFiles:
    """Files that go back, those still to be mended first; total may be more than are listed."""

    files: tuple[ReturnedFile, ...]
    total: int
    open: int


def returned_files(
    snapshot: Snapshot, home: Home, unit: str | None, limit: int = FILES_SHOWN
) -> ReturnedFiles:
    """Return the latest return of each file, of one sender where given.

    Not to be remembered by snapshot: the folder changes without it.
    """
    later = last_loads(snapshot)
    newest: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
    for run_id, line in _lines(home):
        if unit in (None, line[_UNIT]):
            newest.setdefault((line[_UNIT], line[_FILE]), (run_id, line))
    found = [(run_id, line, later.get(line[_FILE], "") > run_id) for run_id, line in newest.values()]
    # Newest loads first, within them what must be mended.
    found.sort(key=lambda one: (one[1][_UNIT], one[1][_FILE]))
    found.sort(key=lambda one: (one[0], _count(one[1], _MUST)), reverse=True)
    found.sort(key=lambda one: one[2])
    return ReturnedFiles(
        tuple(_returned(home, run_id, line, is_mended) for run_id, line, is_mended in found[:limit]),
        len(found),
        sum(not is_mended for *_, is_mended in found),
    )


def returned_bytes(home: Home, place: str) -> bytes:
    """Return a returned file by its place below the folder of returns. Raises ReturnGone."""
    path = _inside(home, place)
    try:
        if path is None or not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            raise ReturnGone(texts.RETURN_GONE)
        return path.read_bytes()
    except OSError as error:
        raise ReturnGone(texts.RETURN_GONE) from error


def _inside(home: Home, place: str) -> Path | None:
    """Return the path of a place in the folder of returns; None where it leads elsewhere or over a link."""
    root = home.returns.resolve()
    path = root / place
    try:
        return path if path.resolve() == path and path.is_relative_to(root) else None
    except (OSError, ValueError):
        return None


def _lines(home: Home) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the lines of the lists, the latest load first; a list that cannot be read is passed over."""
    if not home.returns.is_dir():
        return
    runs = sorted((path.name for path in home.returns.iterdir() if _RUN.fullmatch(path.name)), reverse=True)
    for run_id in runs[:_RUNS_LOOKED_AT]:
        index = _inside(home, f"{run_id}/{_INDEX}")
        try:
            if index is None or index.stat().st_size > _LARGEST_INDEX:
                continue
            written = index.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        for line in csv.DictReader(io.StringIO(written)):
            if all(line.get(name) is not None for name in (_UNIT, _FILE, _FOLDER)):
                yield run_id, line


def _returned(home: Home, run_id: str, line: dict[str, str], is_mended: bool) -> ReturnedFile:
    workbook = message = None
    for name in _held(home, f"{run_id}/{line[_FOLDER]}"):
        if name.endswith(_MESSAGE):
            message = name
        else:
            workbook = name
    return ReturnedFile(
        run_id,
        datetime.strptime(run_id.partition("-")[0], _TIME),
        line[_UNIT],
        line[_FILE],
        line.get(_HANDLING) or "",
        _count(line, _MUST),
        _count(line, _CHECK),
        _count(line, _LOADED),
        _count(line, _KEPT),
        workbook,
        message,
        is_mended,
    )


def _held(home: Home, folder: str) -> list[str]:
    """Return the places of the plain files of a folder."""
    path = _inside(home, folder)
    try:
        if path is None or not path.is_dir():
            return []
        return sorted(
            f"{folder}/{one.name}" for one in path.iterdir() if one.is_file() and not one.is_symlink()
        )
    except OSError:
        return []


def _count(line: dict[str, str], name: str) -> int:
    written = line.get(name) or ""
    return int(written) if written.isascii() and written.isdigit() else 0
