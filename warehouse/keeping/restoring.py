"""Restore (恢复): a home made anew from a backup, beside, verified, and only then in its place."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.backup import (
    INDEX_NAME,
    DamagedBackup,
    backup_files,
    checked_index,
    read_index,
)
from warehouse.keeping.durable import PRIVATE_FILE, flush_folder, flush_tree, link_or_copy
from warehouse.keeping.publishing import writing
from warehouse.keeping.space import require_space
from warehouse.snapshots import frozen_records, open_snapshot

_CHUNK_BYTES = 1 << 20
_ORIGINAL_MODE = 0o444
# What a home may hold and still be empty: locks that a command left.
_NOTHING = {"writer.lock", "backup.lock"}


class RestoreRefused(FazhiError):
    """A restore that would overwrite something, or cannot be done there."""


@dataclass(frozen=True)
class Restored:
    """What was restored. replaced: where the former home has been put, None where there was none."""

    snapshot: str
    files: int
    replaced: Path | None


def restore(source: Path, home: Home, *, replace: bool = False) -> Restored:
    """Make a home from a backup. A home that is not empty is refused unless replace; it is then put aside.

    The backup is read against its digests while it is written beside the home; one that is damaged changes
    nothing. Raises RestoreRefused, DamagedBackup or NotEnoughSpace.
    """
    if not source.exists():
        raise RestoreRefused(f"没有找到备份 {source}。请核对路径")
    if not _is_empty(home) and not replace:
        raise RestoreRefused(
            f"{home.root} 里已有数据，没有恢复。"
            "请用 --home 指定空文件夹，或加 --replace 替换（原有数据移到旁边）"
        )
    home.root.parent.mkdir(parents=True, exist_ok=True)
    require_space(home.root.parent, _size(source), "恢复")
    beside = Home(home.root.with_name(f".{home.root.name}.restoring-{secrets.token_hex(4)}"))
    beside.root.mkdir(mode=0o755)
    try:
        index = _unpack(source, beside)
        _link_frozen(beside)
        open_snapshot(beside).close()
        flush_tree(beside.root)
        replaced = _switch(beside, home)
    except BaseException:
        shutil.rmtree(beside.root, ignore_errors=True)
        raise
    return Restored(index["snapshot"], len(index["files"]), replaced)


def _is_empty(home: Home) -> bool:
    if not home.root.exists():
        return True
    return home.root.is_dir() and {path.name for path in home.root.iterdir()} <= _NOTHING


def _size(source: Path) -> int:
    files = (path for path in source.rglob("*") if path.is_file()) if source.is_dir() else (source,)
    return sum(path.stat().st_size for path in files)


def _unpack(source: Path, beside: Home) -> dict[str, Any]:
    found: dict[str, str] = {}
    index: dict[str, Any] | None = None
    with backup_files(source) as files:
        for name, stream in files:
            if name == INDEX_NAME:
                index = read_index(stream, source)
            else:
                found[name] = _write(stream, beside.root / _safe(name, source))
    return checked_index(source, index, found)


def _safe(name: str, source: Path) -> PurePosixPath:
    """Return a file's place, refused where it would lie outside the home."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise DamagedBackup(f"备份 {source.name} 中的「{name}」不是可用的文件名，不能恢复")
    return path


def _write(stream: IO[bytes], path: Path) -> str:
    """Write a file and return its sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as target:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            target.write(chunk)
    if path.parent.name == "originals":
        path.chmod(_ORIGINAL_MODE)
    return digest.hexdigest()


def _link_frozen(beside: Home) -> None:
    """Give every frozen label its snapshot again, the same file as the published one."""
    for record in frozen_records(beside):
        name = f"{record.snapshot}.duckdb"
        if (beside.snapshots / name).is_file():
            link_or_copy(beside.snapshots / name, beside.frozen / record.label / name)


def _switch(beside: Home, home: Home) -> Path | None:
    """Put the restored home in its place, and the former one aside; return where to."""
    replaced: Path | None = None
    with ExitStack() as locked:
        if home.root.exists():
            # No load may be running in the home that goes.
            locked.enter_context(writing(home))
            if not _is_empty_but_for_folders(home):
                replaced = home.root.with_name(f"{home.root.name}.replaced-{datetime.now():%Y%m%dT%H%M%S}")
        try:
            if replaced is not None:
                home.root.rename(replaced)
            elif home.root.exists():
                shutil.rmtree(home.root)
            beside.root.rename(home.root)
        except OSError as error:
            if replaced is not None and replaced.exists() and not home.root.exists():
                replaced.rename(home.root)
            raise RestoreRefused(
                f"{home.root} 不能整体替换（可能是挂载点）。请用 --home 恢复到它里面的一个空文件夹"
            ) from error
        flush_folder(home.root.parent)
    return replaced


def _is_empty_but_for_folders(home: Home) -> bool:
    """Tell whether a home holds nothing but what taking its lock has made."""
    return all(
        path.name in _NOTHING or (path.is_dir() and not any(path.iterdir())) for path in home.root.iterdir()
    )
