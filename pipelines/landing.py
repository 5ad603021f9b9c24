"""Landing: the bytes of a file are kept under their SHA-256 before anything reads them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_CHUNK_BYTES = 1 << 20
_ATTEMPTS = 3


@dataclass(frozen=True)
class LandedFile:
    """A file as it came.

    path: where it lay. name: its file name without control characters, for display only.
    sha256, size, original: its content, size in bytes and kept copy; "" , 0 and None while it is waiting.
    modified_at: time of the last change, UTC. is_waiting: it is still being written or cannot be opened.
    """

    path: Path
    name: str
    sha256: str
    size: int
    modified_at: datetime
    original: Path | None
    is_waiting: bool = False


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files of the given files and folders, sorted, each once.

    Folders are searched to the bottom. Lock files of open documents (~$), hidden files and folders,
    and what Windows leaves behind are left out. Links to folders are not followed.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _walk(path) if path.is_dir() else (path,):
            if _is_wanted(file.name):
                found[file] = None
    return sorted(found)


def land(path: Path, originals_dir: Path) -> LandedFile:
    """Copy a file to originals_dir/<sha256>, all or nothing, and describe it.

    A copy that is already there is left alone. A file that changes while it is copied is tried again;
    when it keeps changing, it is waiting and nothing is kept.
    Raises OSError when originals_dir cannot be written (a full disk, for example).
    """
    originals_dir.mkdir(parents=True, exist_ok=True)
    for _ in range(_ATTEMPTS):
        try:
            before = path.stat()
            source = open_regular(path)
        except OSError:
            return _waiting(path)
        with source:
            handle, temporary_name = tempfile.mkstemp(prefix=".landing-", dir=originals_dir)
            temporary = Path(temporary_name)
            try:
                with os.fdopen(handle, "wb") as target:
                    sha256, size = _copy(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                if _is_unchanged(path, before, sha256):
                    original = _keep(temporary, originals_dir / sha256)
                    modified_at = datetime.fromtimestamp(before.st_mtime, UTC)
                    return LandedFile(path, display_name(path.name), sha256, size, modified_at, original)
            finally:
                temporary.unlink(missing_ok=True)
    return _waiting(path)


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading; raises OSError also for a pipe or device, which may never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return path.open("rb")


def display_name(name: str) -> str:
    """Return a file name as it may be shown: no control characters, no undecodable bytes, no folders."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character for character in text if character.isprintable()).replace("/", "_").strip()


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            yield Path(parent) / name


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _SYSTEM_FILES


def _copy(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK_BYTES):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _is_unchanged(path: Path, before: os.stat_result, sha256: str) -> bool:
    try:
        with path.open("rb") as source:
            again = hashlib.file_digest(source, "sha256").hexdigest()
        after = path.stat()
    except OSError:
        return False
    return again == sha256 and (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _keep(temporary: Path, original: Path) -> Path:
    if not original.exists():
        temporary.chmod(0o444)
        temporary.replace(original)
        _sync_folder(original.parent)
    return original


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _waiting(path: Path) -> LandedFile:
    try:
        modified_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        modified_at = datetime.fromtimestamp(0, UTC)
    return LandedFile(path, display_name(path.name), "", 0, modified_at, None, is_waiting=True)
