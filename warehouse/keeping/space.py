"""Room on the disk: asked before a build, and a full or failing disk told in plain words."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import NotEnoughSpace, StorageFailed
from warehouse.home import Home

MIB = 1 << 20
# A build is a copy of the current snapshot in which the marts are written anew before the old ones are let
# go of, with a log beside it: 1.5 times the snapshot on the demo. The rest is for what the load adds.
_BUILD_TIMES_SNAPSHOT = 2.25
# An incoming file is kept as original, stored as rows with raw texts, and sent back marked.
_TIMES_INCOMING = 4
_EMPTY_WAREHOUSE_BYTES = 64 * MIB

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FAILING = {errno.EIO, errno.EROFS}
_SQLITE_FULL = "database or disk is full"
_SQLITE_FAILING = "disk I/O error"


def build_needs(home: Home, current: str | None, incoming_bytes: int = 0) -> int:
    """Return how many bytes a load may take: the build beside the current snapshot, originals and returns."""
    try:
        stored = 0 if current is None else (home.snapshots / f"{current}.duckdb").stat().st_size
    except FileNotFoundError:
        stored = 0
    return int(stored * _BUILD_TIMES_SNAPSHOT) + incoming_bytes * _TIMES_INCOMING + _EMPTY_WAREHOUSE_BYTES


def bytes_of(files: Iterable[Path]) -> int:
    """Return how many bytes files hold together; one that cannot be looked at counts as empty."""
    return sum(_size(path) for path in files)


def require_space(folder: Path, needed: int, doing: str) -> None:
    """Raise NotEnoughSpace where the folder's file system has fewer free bytes than needed.

    doing: what the room is for, in Chinese. The folder may not exist yet.
    """
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise NotEnoughSpace(
            f"磁盘空间不足，没有开始{doing}：约需 {_mib(needed)} MiB，"
            f"{existing} 所在磁盘只剩 {_mib(free)} MiB。"
            "请清理磁盘，或用 python -m warehouse prune --keep 5 清理旧快照后再试"
        )


@contextmanager
def told_of_full_disk(home: Home) -> Iterator[None]:
    """Turn a disk that is full or fails, however a library words it, into NotEnoughSpace or StorageFailed.

    Everything else passes through as it is.
    """
    try:
        yield
    except Exception as error:
        cause = disk_trouble(error)
        if cause is None:
            raise
        if cause in _FULL:
            raise NotEnoughSpace(
                f"磁盘空间不足，{home.root} 写不进去，本次没有完成，原有数据不变。"
                "请清理磁盘，或用 python -m warehouse prune --keep 5 清理旧快照后再试"
            ) from error
        raise StorageFailed(
            f"磁盘读写出错（{os.strerror(cause)}），{home.root} 写不进去，本次没有完成，原有数据不变。"
            "请检查磁盘，必要时从备份恢复"
        ) from error


def disk_trouble(error: BaseException) -> int | None:
    """Return the errno of a full or failing disk behind an error, or None where it is something else."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        found = _errno_of(link)
        if found is not None:
            return found
        link = link.__cause__ or link.__context__
    return None


def _errno_of(error: BaseException) -> int | None:
    if isinstance(error, OSError):
        return error.errno if error.errno in _FULL | _FAILING else None
    text = str(error)
    if isinstance(error, sqlite3.Error):
        return {_SQLITE_FULL: errno.ENOSPC, _SQLITE_FAILING: errno.EIO}.get(text)
    if isinstance(error, duckdb.Error):
        # The engine gives the system's words, not its number.
        return next((code for code in sorted(_FULL | _FAILING) if os.strerror(code) in text), None)
    # A library may wrap the system's error in one of its own.
    return next((_errno_of(part) for part in error.args if isinstance(part, OSError)), None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _mib(size: int) -> str:
    return f"{-(-size // MIB):,}"
