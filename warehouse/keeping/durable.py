"""The file-system steps that must survive a loss of power, all in one place.

A file is flushed before it gets its name, and the folder after: so a name never stands for half a file.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
# Marks what is not finished yet; whatever bears it may be removed by the next writer.
UNFINISHED = ".new"


def flush_file(path: Path) -> None:
    """Force a file's content to the disk."""
    _flush(path)


def flush_folder(path: Path) -> None:
    """Force a folder's names to the disk."""
    _flush(path)


def flush_tree(folder: Path) -> None:
    """Force everything beneath a folder, and the folder itself, to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _flush(path)
    _flush(folder)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where they are missing, so that their names survive too."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        # A folder above the home may be closed to reading; then the system flushes it in its own time.
        with suppress(PermissionError):
            flush_folder(folder.parent)


def replace_durably(temporary: Path, final: Path) -> None:
    """Give a flushed file or folder its final name, in the place of what bears it, and flush the folder."""
    temporary.replace(final)
    flush_folder(final.parent)


def write_durably(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file wholly or not at all: beside, flushed, then renamed. mode: its permissions."""
    temporary = path.with_name(path.name + UNFINISHED)
    try:
        with temporary.open("wb") as stream:
            if mode is not None:
                temporary.chmod(mode)
            stream.write(content)
        flush_file(temporary)
        replace_durably(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def link_or_copy(source: Path, target: Path) -> None:
    """Make target the same file as source, or where the file system cannot, a flushed copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    flush_file(target)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
