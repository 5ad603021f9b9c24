"""A small file system of one's own: a tmpfs of a given size, seen by this process alone, and made to grow."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

# From <sched.h> and <sys/mount.h>.
_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_REMOUNT, _MS_REC, _MS_PRIVATE = 32, 0x4000, 1 << 18


class CannotMount(Exception):
    """The machine gives neither root nor namespaces of users."""


def own_mounts() -> None:
    """Let what this process mounts be seen by itself and its children alone; raises CannotMount.

    The process must have one thread only, as one has that was just forked.
    """
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    spaces = _CLONE_NEWNS if user == 0 else _CLONE_NEWNS | _CLONE_NEWUSER
    if library.unshare(spaces) != 0:
        raise CannotMount(os.strerror(ctypes.get_errno()))
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    _mount(library, "none", Path("/"), _MS_REC | _MS_PRIVATE, None)


def mount_tmpfs(folder: Path, size: int) -> None:
    """Mount a tmpfs of so many bytes; raises CannotMount."""
    _mount(ctypes.CDLL(None, use_errno=True), "tmpfs", folder, 0, f"size={size}")


def resize_tmpfs(folder: Path, size: int) -> None:
    """Give a mounted tmpfs another size; raises CannotMount where more is in it."""
    _mount(ctypes.CDLL(None, use_errno=True), "tmpfs", folder, _MS_REMOUNT, f"size={size}")


def _mount(library: ctypes.CDLL, kind: str, folder: Path, flags: int, options: str | None) -> None:
    told = None if options is None else options.encode()
    answer = library.mount(b"none", os.fsencode(folder), kind.encode(), ctypes.c_ulong(flags), told)
    if answer != 0:
        raise CannotMount(os.strerror(ctypes.get_errno()))
