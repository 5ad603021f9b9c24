"""Publishing, pinning and listing snapshots.

A snapshot is a complete DuckDB file under a name of its own. It is built under a temporary name
beside the others, closed without a write-ahead log, flushed, renamed, and only then named by the
pointer, each step flushed before the next (design: build → fsync → rename → fsync folder → pointer).
Readers open the file the pointer names and keep it; nobody ever writes to a published file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from warehouse.engines.duckdb import Database, open_reader
from warehouse.errors import DamagedSnapshot, NoSnapshot, UnknownSnapshot, WarehouseBusy
from warehouse.home import Home

_BUILDING = ".building-"
_LOCK_WAIT_SECONDS = 600


@dataclass(frozen=True)
class SnapshotInfo:
    """What is known about a snapshot without querying its data.

    created_at is UTC. data_cutoff is the latest filing date of the files in it.
    """

    id: str
    sequence: int
    run_id: str
    created_at: datetime
    data_cutoff: date | None
    is_demo: bool
    is_current: bool


class Snapshot:
    """A pinned snapshot: read-only, the same for as long as it is held."""

    def __init__(self, path: Path, *, is_current: bool) -> None:
        self.path = path
        self.id = path.stem
        self._is_current = is_current
        self.database: Database = open_reader(path)

    @cached_property
    def info(self) -> SnapshotInfo:
        """Return the snapshot's own record of itself; DamagedSnapshot if it has none."""
        try:
            rows = self.database.query("SELECT * FROM ledger.snapshot").to_dicts()
        except Exception as error:
            raise DamagedSnapshot(_damaged(self.path)) from error
        if len(rows) != 1:
            raise DamagedSnapshot(_damaged(self.path))
        return SnapshotInfo(**rows[0], is_current=self._is_current)

    def close(self) -> None:
        """Release the file."""
        self.database.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_snapshot(home: Home, which: str | None = None) -> Snapshot:
    """Pin the current snapshot, or the one named by id or sequence number.

    Raises NoSnapshot, UnknownSnapshot or DamagedSnapshot.
    """
    current = current_id(home)
    if which is None:
        if current is None:
            raise NoSnapshot("还没有已发布的数据。请先运行 python -m pipelines load <文件或文件夹>")
        wanted = current
    else:
        wanted = _resolve(home, which)
    path = home.snapshots / f"{wanted}.duckdb"
    if not path.is_file():
        raise DamagedSnapshot(
            f"快照 {wanted} 的文件不在 snapshots 文件夹里。"
            "请从备份恢复，或用 python -m warehouse rollback 退回别的快照"
        )
    return Snapshot(path, is_current=wanted == current)


def current_id(home: Home) -> str | None:
    """Return the id in the pointer, or None where nothing has been published."""
    try:
        record = json.loads(home.pointer.read_text(encoding="utf-8"))
        return str(record["snapshot"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise DamagedSnapshot(
            f"指针文件 {home.pointer.name} 已损坏。请用 python -m warehouse rollback <快照编号> 重新指定快照"
        ) from error


def snapshot_ids(home: Home) -> list[str]:
    """Return the ids of all published snapshots, oldest first."""
    if not home.snapshots.is_dir():
        return []
    return sorted(p.stem for p in home.snapshots.glob("*.duckdb") if not p.name.startswith("."))


def _resolve(home: Home, which: str) -> str:
    known = snapshot_ids(home)
    if which in known:
        return which
    if which.isdigit():
        matching = [name for name in known if int(name.split("-", 1)[0]) == int(which)]
        if len(matching) == 1:
            return matching[0]
    hint = f"现有：{'、'.join(known[-5:])}" if known else "还没有任何快照"
    raise UnknownSnapshot(f"没有编号或标签为「{which}」的快照。{hint}")


def _damaged(path: Path) -> str:
    return f"快照文件 {path.name} 内容不完整。请用 python -m warehouse rollback 退回上一个快照，或从备份恢复"


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the writer's lock; a second load waits its turn. Leftovers of a killed load are swept."""
    home.snapshots.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home.writer_lock, timeout=_LOCK_WAIT_SECONDS):
            for orphan in home.snapshots.glob(f"{_BUILDING}*"):
                orphan.unlink()
            yield
    except Timeout as error:
        raise WarehouseBusy("另一次装载还在进行，请稍后再试") from error


def begin_build(home: Home, run_id: str) -> tuple[Path, int]:
    """Return a new file to build in, a copy of the current snapshot if there is one, and its sequence."""
    current = current_id(home)
    path = home.snapshots / f"{_BUILDING}{run_id}.duckdb"
    if current is not None:
        shutil.copyfile(home.snapshots / f"{current}.duckdb", path)
    known = snapshot_ids(home)
    return path, int(known[-1].split("-", 1)[0]) + 1 if known else 1


def discard_build(path: Path) -> None:
    """Remove an unpublished build."""
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)


def publish(home: Home, built: Path, snapshot_id: str) -> None:
    """Give a finished build its name and move the pointer to it, each step durable before the next."""
    if built.with_name(built.name + ".wal").exists():
        raise DamagedSnapshot(f"{built.name} 还有未写完的日志，不能发布。请重新装载")
    _flush(built)
    final = home.snapshots / f"{snapshot_id}.duckdb"
    built.rename(final)
    _flush(home.snapshots)
    point_to(home, snapshot_id)


def point_to(home: Home, snapshot_id: str) -> None:
    """Atomically make a published snapshot the current one."""
    record: dict[str, Any] = {"snapshot": snapshot_id}
    temporary = home.pointer.with_name(home.pointer.name + ".new")
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump(record, stream)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(home.pointer)
    _flush(home.root)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
