"""Backup (备份): everything a bureau needs to go on elsewhere, in one folder or one .tar.

A backup has the layout of a home, and `backup.json`, which names every file with its sha256. Snapshots are in
it once; what was frozen names its snapshot, and is linked to it again when restored. The snapshots are pinned
under the writer's lock and copied without it, so loads go on meanwhile: what the pointer named at that moment
is what the backup says. It is written out of sight, read again against its digests, and only then named.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol

from filelock import FileLock, Timeout

from warehouse.app_database import app_database_path
from warehouse.errors import FazhiError, WarehouseBusy
from warehouse.home import Home
from warehouse.keeping.briefings import briefing_folder
from warehouse.keeping.durable import PRIVATE_FILE, PRIVATE_FOLDER, flush_file, flush_folder, flush_tree
from warehouse.keeping.manifest import DamagedManifest, manifest_path, sealed, unsealed
from warehouse.keeping.publishing import sequence_of, writing
from warehouse.keeping.space import require_space
from warehouse.snapshots import (
    NO_SNAPSHOT,
    labels,
    open_snapshot,
    read_pointer,
    resolve,
    snapshot_file,
    snapshot_ids,
)

INDEX_NAME = "backup.json"
APP_NAME = "app.sqlite"
KEY_NAME = "secret.key"
_FORMAT = 1
_CHUNK_BYTES = 1 << 20
_PLAIN_FOLDERS = ("originals", "reference", "corrections", "runs")
_RETURNS = "returns"


class BackupRefused(FazhiError):
    """A backup that cannot be made where it was asked for."""


class DamagedBackup(FazhiError):
    """A backup that is not what was written; the message names the file."""


@dataclass(frozen=True)
class BackupMade:
    """What was backed up: where, the current snapshot in it, how many files and bytes."""

    path: Path
    snapshot: str
    snapshots: int
    files: int
    size: int


class Readable(Protocol):
    """What gives bytes until there are none."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most so many bytes."""


class Target(Protocol):
    """Takes the files of a backup, one after another."""

    def add(self, name: str, stream: Readable, size: int) -> None:
        """Write a file; name: its place in the backup, with /."""


def is_tar(path: Path) -> bool:
    """Tell whether a backup is one .tar rather than a folder."""
    return path.suffix == ".tar"


def back_up(
    home: Home, to: Path, which: str | None = None, *, every: bool = False, with_returns: bool = False
) -> BackupMade:
    """Back up a home; the backup is complete and verified before it gets its name.

    which: the snapshot that the backup's pointer names, by default the current one. every: all snapshots, not
    only that and the frozen ones. Raises BackupRefused where the target exists or lies in the home,
    NotEnoughSpace, DamagedBackup where it reads otherwise than it was written, and what open_snapshot raises.
    """
    to = to.absolute()
    if to.exists():
        raise BackupRefused(f"{to} 已存在，不会覆盖。请换一个名称，例如加上日期")
    if to.is_relative_to(home.root):
        raise BackupRefused("备份不能放在数据文件夹里面，请放到别的磁盘或文件夹")
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_name(f".{to.name}.unfinished")
    with _one_backup_at_a_time(home), ExitStack() as pinned:
        _remove(unfinished)
        chosen, streams, highest = _pin(home, which, every, pinned)
        plain = dict(_plain_files(home, with_returns=with_returns))
        needed = sum(os.fstat(stream.fileno()).st_size for stream in streams.values())
        needed += sum(path.stat().st_size for path in plain.values())
        require_space(to.parent, needed, "备份")
        try:
            with _target(unfinished) as target:
                index = _write(home, target, streams, plain, chosen, highest)
            made = verify_backup(unfinished)
            if made != index:
                raise DamagedBackup(f"{INDEX_NAME} 读回的与写入的不同，备份没有完成。请检查目标磁盘")
            _flush(unfinished)
            unfinished.rename(to)
            flush_folder(to.parent)
        except BaseException:
            _remove(unfinished)
            raise
    files = index["files"]
    size = sum(entry["bytes"] for entry in files.values())
    return BackupMade(to, chosen, len(streams), len(files), size)


@contextmanager
def _one_backup_at_a_time(home: Home) -> Iterator[None]:
    home.root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home.root / "backup.lock", timeout=0):
            yield
    except Timeout as error:
        raise WarehouseBusy("另一次备份还在进行，请稍后再试") from error


def _pin(
    home: Home, which: str | None, every: bool, pinned: ExitStack
) -> tuple[str, dict[str, IO[bytes]], int]:
    """Return the chosen id, the opened snapshots with their manifests, and the highest sequence number.

    An open file outlives a prune.
    """
    open_snapshot(home, which).close()
    with writing(home):
        pointer = read_pointer(home)
        if pointer is None or pointer.snapshot is None:
            raise BackupRefused(NO_SNAPSHOT)
        chosen = pointer.snapshot if which is None else resolve(home, which)
        frozen = {path.stem for path in home.frozen.glob("*/*.duckdb")}
        wanted = {chosen, *frozen, *(snapshot_ids(home) if every else ())}
        streams: dict[str, IO[bytes]] = {}
        for snapshot_id in sorted(wanted):
            path = snapshot_file(home, snapshot_id)
            if path is not None:
                for part in (path, manifest_path(path)):
                    if part.is_file():
                        streams[f"snapshots/{part.name}"] = pinned.enter_context(part.open("rb"))
        highest = max(pointer.highest or 0, *(sequence_of(snapshot_id) for snapshot_id in wanted))
    return chosen, streams, highest


def _plain_files(home: Home, *, with_returns: bool) -> Iterator[tuple[str, Path]]:
    """Yield the files that never change once they are there, and those that people keep by hand."""
    for folder in (*_PLAIN_FOLDERS, *((_RETURNS,) if with_returns else ())):
        for path in sorted((home.root / folder).rglob("*")):
            inside = path.relative_to(home.root)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield inside.as_posix(), path
    for label in labels(home):
        for path in sorted((home.frozen / label).glob("*.json")):
            yield path.relative_to(home.root).as_posix(), path
        for path in sorted(briefing_folder(home, label).rglob("*")):
            if path.is_file():
                yield path.relative_to(home.root).as_posix(), path


def _write(
    home: Home,
    target: Target,
    streams: dict[str, IO[bytes]],
    plain: dict[str, Path],
    chosen: str,
    highest: int,
) -> dict[str, Any]:
    """Write every file and the index, and return the index."""
    files: dict[str, dict[str, Any]] = {}

    def add(name: str, stream: IO[bytes]) -> None:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        reader = _Digesting(stream)
        target.add(name, reader, size)
        files[name] = {"sha256": reader.digest.hexdigest(), "bytes": size}

    for name, stream in streams.items():
        add(name, stream)
    for name, path in plain.items():
        with path.open("rb") as stream:
            add(name, stream)
    with TemporaryDirectory() as folder:
        copied = _copied_app_database(home, Path(folder))
        if copied is not None:
            with copied.open("rb") as stream:
                add(APP_NAME, stream)
    if (home.root / KEY_NAME).is_file():
        with (home.root / KEY_NAME).open("rb") as stream:
            add(KEY_NAME, stream)
    pointer = json.dumps({"snapshot": chosen, "highest": highest}).encode()
    add(home.pointer.name, io.BytesIO(pointer))
    index = {
        "format": _FORMAT,
        "made_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
        "snapshot": chosen,
        "files": files,
    }
    content = sealed(index)
    target.add(INDEX_NAME, io.BytesIO(content), len(content))
    return index


class _Digesting:
    """Reads through to another stream and keeps the digest of what it read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        return chunk


def _copied_app_database(home: Home, folder: Path) -> Path | None:
    """Return a copy of what people have entered, consistent while they go on; None where there is none."""
    source = app_database_path(home)
    if not source.exists():
        return None
    copied = folder / APP_NAME
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copied)) as copy:
        live.backup(copy)
        # One file, with no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    return copied


@contextmanager
def _target(path: Path) -> Iterator[Target]:
    if is_tar(path.with_name(path.name.removesuffix(".unfinished"))):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
            yield _TarTarget(archive)
    else:
        path.mkdir(mode=PRIVATE_FOLDER)
        yield _FolderTarget(path)


class _FolderTarget:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, stream: Readable, size: int) -> None:
        path = self._folder / name
        for parent in reversed(path.relative_to(self._folder).parents[:-1]):
            (self._folder / parent).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as target:
            shutil.copyfileobj(stream, target, _CHUNK_BYTES)


class _TarTarget:
    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, name: str, stream: Readable, size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, PRIVATE_FILE, int(datetime.now(UTC).timestamp())
        self._archive.addfile(entry, stream)


@contextmanager
def backup_files(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Give the files of a backup with their streams, one after another.

    Raises DamagedBackup where it cannot be read, also in the midst of a file.
    """
    try:
        if path.is_dir():
            yield _folder_files(path)
        else:
            with tarfile.open(path, mode="r:") as archive:
                yield _tar_files(path, archive)
    except (tarfile.TarError, EOFError) as error:
        raise DamagedBackup(f"备份 {path.name} 打不开或不完整，可能已损坏。请换一份备份") from error


def _folder_files(folder: Path) -> Iterator[tuple[str, IO[bytes]]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                yield path.relative_to(folder).as_posix(), stream


def _tar_files(path: Path, archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for entry in archive:
        content = archive.extractfile(entry) if entry.isreg() else None
        if content is None:
            raise DamagedBackup(f"备份 {path.name} 中的 {entry.name} 不是普通文件，不能恢复")
        with content:
            yield entry.name, content


def verify_backup(path: Path) -> dict[str, Any]:
    """Read a whole backup against its index, and return the index; raises DamagedBackup naming the file."""
    found: dict[str, str] = {}
    index: dict[str, Any] | None = None
    with backup_files(path) as files:
        for name, stream in files:
            if name == INDEX_NAME:
                index = read_index(stream, path)
            else:
                reader = _Digesting(stream)
                while reader.read(_CHUNK_BYTES):
                    pass
                found[name] = reader.digest.hexdigest()
    return checked_index(path, index, found)


def read_index(stream: IO[bytes], path: Path) -> dict[str, Any]:
    """Return the index of a backup; raises DamagedBackup."""
    try:
        index = unsealed(stream.read(), INDEX_NAME)
    except DamagedManifest as error:
        raise DamagedBackup(f"备份 {path.name} 的 {INDEX_NAME} 已损坏，不能恢复。请换一份备份") from error
    if index.get("format") != _FORMAT:
        raise DamagedBackup(f"备份 {path.name} 由更新版本的程序生成，请升级程序后再恢复")
    return index


def checked_index(path: Path, index: dict[str, Any] | None, found: dict[str, str]) -> dict[str, Any]:
    """Return the index; raises DamagedBackup where files (name → sha256) are not exactly those it names."""
    if index is None:
        raise DamagedBackup(f"{path.name} 中没有 {INDEX_NAME}，不是完整的备份。请换一份备份")
    expected = {name: entry["sha256"] for name, entry in index["files"].items()}
    for name in sorted({*expected, *found}):
        if name not in found:
            raise DamagedBackup(f"备份 {path.name} 缺少 {name}，不能恢复。请换一份备份")
        if name not in expected:
            raise DamagedBackup(f"备份 {path.name} 多出 {name}，可能被改动过，不能恢复。请换一份备份")
        if found[name] != expected[name]:
            raise DamagedBackup(f"备份 {path.name} 中的 {name} 已损坏，不能恢复。请换一份备份")
    return index


def _flush(path: Path) -> None:
    if path.is_dir():
        flush_tree(path)
    else:
        flush_file(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
