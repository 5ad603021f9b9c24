"""Pinning and listing snapshots: the reading side; `warehouse/keeping/` writes.

A snapshot is a complete DuckDB file under a name of its own, with its manifest beside it. Readers open the
file the pointer names and keep it; nobody ever writes to a published file. A snapshot is named by its id, by
the label it was frozen under, or by its sequence number, tried in this order: where a year has been frozen,
`2026` is the year; sequence number 2026 is then written `002026`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from warehouse.engines.duckdb import Database, open_reader
from warehouse.errors import DamagedSnapshot, FazhiError, NewerSnapshot, NoSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.keeping.manifest import DamagedManifest, manifest_path, read_manifest, read_sealed
from warehouse.ledger import SNAPSHOT_FORMAT
from warehouse.nearest import nearest

RECORD_NAME = "record.json"
NO_SNAPSHOT = "还没有已发布的数据。请先运行 python -m pipelines load <文件或文件夹>"
_Made = TypeVar("_Made")
_INFO_COLUMNS = ("id", "sequence", "run_id", "created_at", "data_cutoff", "is_demo")
# A pointer may move, and the file it named be pruned, between the two looks of a reader.
_MOST_LOOKS = 20


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


@dataclass(frozen=True)
class FrozenRecord:
    """A label and the snapshot frozen under it. frozen_at is UTC; sha256: of the snapshot's file."""

    label: str
    snapshot: str
    frozen_at: datetime
    note: str
    data_cutoff: date | None
    sha256: str
    files: Mapping[str, str]


class Snapshot:
    """A pinned snapshot: read-only, the same for as long as it is held."""

    def __init__(self, path: Path, *, is_current: bool) -> None:
        self.path = path
        self.id = path.stem
        self._is_current = is_current
        self._made: dict[Callable[[Snapshot], Any], Any] = {}
        self.database: Database = open_reader(path)

    @cached_property
    def info(self) -> SnapshotInfo:
        """Return the snapshot's own record of itself.

        Raises DamagedSnapshot where it has none or is another's, NewerSnapshot where a later program made it.
        """
        try:
            rows = self.database.query("SELECT * FROM ledger.snapshot").to_dicts()
        except Exception as error:
            raise DamagedSnapshot(f"快照文件 {self.path.name} 内容不完整，或不是本程序生成的。") from error
        if len(rows) != 1:
            raise DamagedSnapshot(f"快照文件 {self.path.name} 内容不完整。")
        (row,) = rows
        if (row.get("format") or 0) > SNAPSHOT_FORMAT:
            raise NewerSnapshot(f"快照文件 {self.path.name} 由更新版本的程序生成，请升级程序后再用。")
        if row["id"] != self.id:
            raise DamagedSnapshot(f"快照文件 {self.path.name} 名不副实，其中记的编号是 {row['id']}。")
        return SnapshotInfo(**{name: row[name] for name in _INFO_COLUMNS}, is_current=self._is_current)

    def once(self, make: Callable[[Snapshot], _Made]) -> _Made:
        """Return what is made of the snapshot, made once: what it is made of never changes."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    def close(self) -> None:
        """Release the file."""
        self.database.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_snapshot(home: Home, which: str | None = None) -> Snapshot:
    """Pin the current snapshot, or the one named by id, label or sequence number.

    Raises NoSnapshot, UnknownSnapshot, or DamagedSnapshot, whose message names a good snapshot if any.
    """
    if which is not None:
        wanted = resolve(home, which)
        return _open(home, wanted, is_current=wanted == _pointed(home))
    for _ in range(_MOST_LOOKS):
        current = current_id(home)
        if current is None:
            raise NoSnapshot(NO_SNAPSHOT)
        try:
            return _open(home, current, is_current=True)
        except DamagedSnapshot:
            if current_id(home) == current:
                raise
    raise DamagedSnapshot("快照正在频繁更换，一时打不开，请稍后再试")


def _open(home: Home, snapshot_id: str, *, is_current: bool) -> Snapshot:
    try:
        return _opened(home, snapshot_id, is_current=is_current)
    except NewerSnapshot:
        raise
    except DamagedSnapshot as error:
        raise DamagedSnapshot(f"{error}{way_out(home, snapshot_id)}") from error


def _opened(home: Home, snapshot_id: str, *, is_current: bool = False) -> Snapshot:
    """Open a snapshot: the published file, or where that is damaged, the copy of a label."""
    files = snapshot_files(home, snapshot_id)
    if not files:
        raise DamagedSnapshot(f"快照 {snapshot_id} 的文件不在 snapshots 文件夹里。")
    for path in files[:-1]:
        try:
            return _opened_file(path, is_current=is_current)
        except DamagedSnapshot:
            continue
    return _opened_file(files[-1], is_current=is_current)


def _opened_file(path: Path, *, is_current: bool) -> Snapshot:
    """Open a snapshot's file after the checks that cost nothing: it is as long as it must be, and itself."""
    expected = _expected_bytes(path)
    if expected is not None and path.stat().st_size != expected:
        raise DamagedSnapshot(f"快照文件 {path.name} 大小不对：应为 {expected:,} 字节，可能已损坏。")
    try:
        snapshot = Snapshot(path, is_current=is_current)
    except DamagedSnapshot as error:
        raise DamagedSnapshot(f"快照文件 {path.name} 打不开，可能已损坏。") from error
    try:
        _ = snapshot.info
    except BaseException:
        snapshot.close()
        raise
    return snapshot


def _expected_bytes(path: Path) -> int | None:
    """Return the size its manifest gives a snapshot; None where no manifest can tell (verify says so)."""
    try:
        manifest = read_manifest(manifest_path(path))
    except DamagedManifest:
        return None
    return None if manifest is None else manifest.size


def told_unreadable(home: Home, which: str | None) -> str:
    """Return what to tell of a snapshot that opened and whose rows cannot be read."""
    try:
        wanted = _pointed(home) if which is None else resolve(home, which)
    except FazhiError:
        wanted = None
    return f"快照文件 {wanted}.duckdb 的内容读不出来，可能已损坏。{way_out(home, wanted)}"


def way_out(home: Home, damaged: str | None) -> str:
    """Return what to do about a damaged snapshot or pointer: the good snapshot to go back to, by its id."""
    good = last_good(home, damaged)
    if good is None:
        return "没有别的可用快照，请用 python -m warehouse restore 从备份恢复"
    if good == _pointed(home):
        return f"当前快照 {good} 可用；损坏的可从备份恢复"
    return f"可用 python -m warehouse rollback {good} 退回上一个可用的快照，或从备份恢复"


def last_good(home: Home, damaged: str | None = None) -> str | None:
    """Return the id of the best snapshot that opens and knows itself: the current one, else the newest.

    damaged: one that is known not to be. A cheap check; `verify` looks at every byte.
    """
    pointed = _pointed(home)
    candidates = [
        *([pointed] if pointed is not None else []),
        *reversed(snapshot_ids(home)),
        *_frozen_ids(home),
    ]
    for candidate in dict.fromkeys(candidates):
        if candidate != damaged:
            try:
                _opened(home, candidate).close()
            except (DamagedSnapshot, OSError):
                continue
            return candidate
    return None


def current_id(home: Home) -> str | None:
    """Return the id in the pointer, or None where nothing has been published."""
    pointer = read_pointer(home)
    return None if pointer is None else pointer.snapshot


@dataclass(frozen=True)
class Pointer:
    """What the pointer says: the current snapshot, and the highest sequence number ever published.

    snapshot: None while the very first one is being published. highest: None where an earlier version of the
    program wrote the pointer.
    """

    snapshot: str | None
    highest: int | None


def read_pointer(home: Home) -> Pointer | None:
    """Return the pointer, None where nothing has been published; raises DamagedSnapshot.

    A pointer that is gone from beside its snapshots is damage too: a load would begin from nothing.
    """
    told = f"指针文件 {home.pointer.name} 已损坏，不知道当前是哪个快照。"
    try:
        record = json.loads(home.pointer.read_text(encoding="utf-8"))
        snapshot, highest = record["snapshot"], record.get("highest")
        if not isinstance(snapshot, str | None) or not isinstance(highest, int | None):
            raise TypeError("not a pointer")
    except FileNotFoundError as error:
        if not snapshot_ids(home):
            return None
        told = f"指针文件 {home.pointer.name} 不见了，不知道当前是哪个快照。"
        raise DamagedSnapshot(f"{told}{_way_to_point(home)}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedSnapshot(f"{told}{_way_to_point(home)}") from error
    return Pointer(snapshot, highest)


def _way_to_point(home: Home) -> str:
    good = last_good(home)
    if good is None:
        return "没有可用的快照，请用 python -m warehouse restore 从备份恢复"
    return f"可用 python -m warehouse rollback {good} 重新指定最近可用的快照"


def _pointed(home: Home) -> str | None:
    """Return the id in the pointer, or None where there is none or it is damaged."""
    try:
        record: object = json.loads(home.pointer.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    named = record.get("snapshot") if isinstance(record, dict) else None
    return named if isinstance(named, str) else None


def snapshot_ids(home: Home) -> list[str]:
    """Return the ids of all published snapshots, oldest first."""
    if not home.snapshots.is_dir():
        return []
    return sorted(p.stem for p in home.snapshots.glob("*.duckdb") if not p.name.startswith("."))


def snapshot_files(home: Home, snapshot_id: str) -> list[Path]:
    """Return a snapshot's files: the published one, then the copies of its labels."""
    folders = (home.snapshots, *(home.frozen / label for label in labels(home)))
    paths = (folder / f"{snapshot_id}.duckdb" for folder in folders)
    return [path for path in paths if path.is_file()]


def snapshot_file(home: Home, snapshot_id: str) -> Path | None:
    """Return the file of a snapshot that is read first; None where there is none."""
    return next(iter(snapshot_files(home, snapshot_id)), None)


def frozen_records(home: Home) -> list[FrozenRecord]:
    """Return the frozen labels, in their order, with what was frozen; damaged records are left to verify."""
    return [record for label in labels(home) if (record := _readable_record(home, label)) is not None]


def read_frozen(home: Home, label: str) -> FrozenRecord | None:
    """Return what was frozen under a label, None if nothing was; raises DamagedManifest."""
    if label not in labels(home):
        return None
    record = read_sealed(home.frozen / label / RECORD_NAME)
    if record is None:
        raise DamagedManifest(f"标签 {label} 缺少 {RECORD_NAME}。请从备份恢复 frozen/{label}")
    try:
        return FrozenRecord(
            label=record["label"],
            snapshot=record["snapshot"],
            frozen_at=datetime.fromisoformat(record["frozen_at"]),
            note=record["note"],
            data_cutoff=None if record["data_cutoff"] is None else date.fromisoformat(record["data_cutoff"]),
            sha256=record["sha256"],
            files=dict(record["files"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedManifest(
            f"标签 {label} 的 {RECORD_NAME} 写法不对。请从备份恢复 frozen/{label}"
        ) from error


def _readable_record(home: Home, label: str) -> FrozenRecord | None:
    try:
        return read_frozen(home, label)
    except DamagedManifest:
        return None


def labels(home: Home) -> list[str]:
    """Return the labels that have been frozen, in their order."""
    if not home.frozen.is_dir():
        return []
    return sorted(
        folder.name for folder in home.frozen.iterdir() if folder.is_dir() and not folder.name.startswith(".")
    )


def _frozen_ids(home: Home) -> Iterator[str]:
    for record in sorted(frozen_records(home), key=lambda record: record.snapshot, reverse=True):
        yield record.snapshot


def resolve(home: Home, which: str) -> str:
    """Return the id that an id, a label or a sequence number stands for.

    Raises UnknownSnapshot naming the nearest ones, DamagedSnapshot where the label's record is damaged.
    """
    known = snapshot_ids(home)
    if which in known:
        return which
    try:
        record = read_frozen(home, which)
    except DamagedManifest as error:
        raise DamagedSnapshot(str(error)) from error
    if record is not None:
        return record.snapshot
    records = frozen_records(home)
    ids = [*known, *(one.snapshot for one in records)]
    if which in ids:
        return which
    if which.isascii() and which.isdigit():
        matching = {name for name in ids if int(name.split("-", 1)[0]) == int(which)}
        if len(matching) == 1:
            return matching.pop()
    names = [*(one.label for one in records), *reversed(known)]
    hint = (
        f"{nearest(which, names)}。全部可用 python -m warehouse snapshots 查看" if names else "还没有任何快照"
    )
    raise UnknownSnapshot(f"没有编号、序号或标签为「{which}」的快照，{hint}")
