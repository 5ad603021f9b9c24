"""A disk without room is noticed before, and told in plain words when it fills up meanwhile."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import duckdb
import pytest

from warehouse.errors import NotEnoughSpace, StorageFailed
from warehouse.home import Home
from warehouse.keeping.space import MIB, build_needs, require_space, told_of_full_disk


class WrappedByALibrary(Exception):
    """As some libraries wrap what the system says."""


def test_too_little_room_is_told_with_both_amounts(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughSpace, match=r"约需 1,073,741,824 MiB.*只剩 [\d,]+ MiB"):
        require_space(tmp_path / "not" / "yet", MIB << 30, "装载")
    require_space(tmp_path, 1, "装载")


def test_a_build_needs_room_for_snapshot_and_files(home: Home) -> None:
    stored = (home.snapshots / "000002-first.duckdb").stat().st_size
    assert build_needs(home, "000002-first") > 2 * stored
    assert build_needs(home, None, 10 * MIB) >= build_needs(home, None) + 20 * MIB


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), NotEnoughSpace),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), NotEnoughSpace),
        (OSError(errno.EFBIG, "File too large"), NotEnoughSpace),
        (duckdb.IOException('Could not write file "x": No space left on device'), NotEnoughSpace),
        (duckdb.FatalException("database has been invalidated: No space left on device"), NotEnoughSpace),
        (sqlite3.OperationalError("database or disk is full"), NotEnoughSpace),
        (WrappedByALibrary(OSError(errno.ENOSPC, "No space left on device")), NotEnoughSpace),
        (OSError(errno.EIO, "Input/output error"), StorageFailed),
        (duckdb.IOException("Could not read from file: Input/output error"), StorageFailed),
        (sqlite3.OperationalError("disk I/O error"), StorageFailed),
    ],
)
def test_a_full_or_failing_disk_is_told_however_it_is_worded(
    tmp_path: Path, error: Exception, told: type[Exception]
) -> None:
    with pytest.raises(told, match="原有数据不变"), told_of_full_disk(Home(tmp_path)):
        raise error


def test_the_systems_own_full_device_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(NotEnoughSpace, match="磁盘空间不足"),
        told_of_full_disk(Home(tmp_path)),
        Path("/dev/full").open("wb", buffering=0) as stream,
    ):
        stream.write(b"x")


def test_the_cause_behind_another_error_is_found(tmp_path: Path) -> None:
    behind = RuntimeError("while writing")
    behind.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(NotEnoughSpace), told_of_full_disk(Home(tmp_path)):
        raise behind


@pytest.mark.parametrize(
    "error", [OSError(errno.EACCES, "denied"), ValueError("x"), duckdb.CatalogException("no such table")]
)
def test_anything_else_passes_as_it_is(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as caught, told_of_full_disk(Home(tmp_path)):
        raise error
    assert caught.value is error
