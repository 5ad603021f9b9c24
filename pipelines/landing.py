"""Landing: the bytes of a file are kept under their SHA-256 before anything reads them."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import signal
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from pipelines.reading.formats import MAX_FILE_BYTES
from warehouse.keeping.durable import make_folder

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
# What browsers, transfer programs and office programs call a file until it is complete.
_UNFINISHED_SUFFIXES = frozenset(
    {".crdownload", ".download", ".filepart", ".opdownload", ".part", ".partial", ".temp", ".tmp"}
)
_CHUNK_BYTES = 1 << 20
_ATTEMPTS = 3
_FRESH = timedelta(minutes=1)
_WATCHED_SECONDS = 1.0

BEING_WRITTEN = "文件正在写入或打不开，未读取，请稍后重新装载"
UNFINISHED = "这是临时文件或没有传完的文件，未读取，请等文件传完、名称恢复后重新装载"


@dataclass(frozen=True)
class LandedFile:
    """A file as it came.

    path: where it lay. name: its file name without control characters, for display only.
    sha256, size, original: its content, size in bytes and kept copy; original is None, and the others say
    nothing, where it was not kept: it is waiting, or above MAX_FILE_BYTES, which nothing could read.
    modified_at: time of the last change, UTC. waits: why it is left for the next run, in Chinese.
    landed_at: when that was seen, UTC.
    """

    path: Path
    name: str
    sha256: str
    size: int
    modified_at: datetime
    original: Path | None
    waits: str | None = None
    landed_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being written, or cannot be opened."""
        return self.waits is not None

    def is_still_growing(self) -> bool:
        """Tell whether the file has gone on changing since it was landed, as one that is copied slowly.

        A file that was changed in the minute before is watched for up to a second.
        """
        if self.landed_at is None or self.landed_at - self.modified_at > _FRESH:
            return False
        time.sleep(max(0.0, self.landed_at.timestamp() + _WATCHED_SECONDS - time.time()))
        try:
            with open_regular(self.path) as stream:
                status = os.stat(stream.fileno())  # noqa: PTH116
                return (status.st_size, _moment(status.st_mtime)) != (
                    self.size,
                    self.modified_at,
                ) or _is_open_for_writing(stream)
        except OSError:
            return True


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
    make_folder(originals_dir)
    if path.suffix.lower() in _UNFINISHED_SUFFIXES:
        return _waiting(path, UNFINISHED)
    for _ in range(_ATTEMPTS):
        try:
            before = path.stat()
            source = open_regular(path)
        except OSError:
            return _waiting(path)
        with source:
            if before.st_size > MAX_FILE_BYTES:
                return _described(path, before)
            if _is_open_for_writing(source):
                return _waiting(path)
            handle, temporary_name = tempfile.mkstemp(prefix=".landing-", dir=originals_dir)
            temporary = Path(temporary_name)
            try:
                with os.fdopen(handle, "wb") as target:
                    sha256, size = _copy(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                if _is_unchanged(path, before, sha256):
                    original = _keep(temporary, originals_dir / sha256)
                    return replace(_described(path, before), sha256=sha256, size=size, original=original)
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
    lowered = name.lower()
    is_scratch = lowered.startswith("~") and lowered.endswith(".tmp")
    return not name.startswith((".", "~$")) and lowered not in _SYSTEM_FILES and not is_scratch


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


def _is_open_for_writing(stream: BinaryIO) -> bool:
    """Tell whether any process of this machine still holds the file open for writing.

    The kernel grants a read lease only on a file that nobody writes, which also tells of a copy that has
    stalled. Where leases are not to be had (other file systems, other owners), it says no.
    """
    try:
        # Should a writer come at this very moment, its signal must not end us.
        fcntl.fcntl(stream, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


def _described(path: Path, status: os.stat_result | None) -> LandedFile:
    """Return a file as its status says, without its content."""
    return LandedFile(
        path=path,
        name=display_name(path.name),
        sha256="",
        size=0,
        modified_at=_moment(status.st_mtime if status is not None else 0.0),
        original=None,
        landed_at=datetime.now(UTC),
    )


def _moment(seconds: float) -> datetime:
    """Return a modification time, UTC; a file may carry one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _waiting(path: Path, reason: str = BEING_WRITTEN) -> LandedFile:
    try:
        status = path.stat()
    except OSError:
        status = None
    return replace(_described(path, status), waits=reason)
