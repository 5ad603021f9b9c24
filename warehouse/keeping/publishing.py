"""Publishing: build beside, then the manifest, the name and the pointer, each durable before the next.

    flush the build → write and flush its manifest → rename the build, flush the folder
    → write, flush and rename the pointer, flush the folder

A crash before the pointer moves leaves the old pointer and orphans, which the next writer sweeps: builds,
manifests without a snapshot, and snapshots numbered above the highest that a pointer has ever named. A crash
after it leaves the new pointer, the complete snapshot and its manifest. One writer at a time holds the lock.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.digests import content_digests
from warehouse.engines.duckdb import open_reader
from warehouse.errors import DamagedSnapshot, WarehouseBusy
from warehouse.home import UNFINISHED_KEY, Home
from warehouse.keeping.durable import (
    UNFINISHED,
    flush_file,
    make_folder,
    replace_durably,
    write_durably,
)
from warehouse.keeping.manifest import Manifest, manifest_path, sha256_of
from warehouse.keeping.space import build_needs, require_space
from warehouse.snapshots import current_id, open_snapshot, read_pointer, snapshot_file, snapshot_ids

BUILDING = ".building-"
FREEZING = ".freezing-"
_LOCK_WAIT_SECONDS = 600


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the writer's lock; a second writer waits its turn. Leftovers of a killed one are swept.

    Raises WarehouseBusy where the turn does not come.
    """
    make_folder(home.snapshots)
    try:
        with FileLock(home.writer_lock, timeout=_LOCK_WAIT_SECONDS):
            sweep(home)
            yield
    except Timeout as error:
        raise WarehouseBusy("另一次装载还在进行，请稍后再试") from error


def sweep(home: Home) -> None:
    """Remove what a killed writer left; only under the writer's lock.

    Snapshots above the highest published number are removed only where the pointer can be read and tells it:
    nobody has ever been shown them.
    """
    for leftover in home.snapshots.glob(f"{BUILDING}*"):
        _remove(leftover)
    for leftover in home.snapshots.glob(f"*{UNFINISHED}"):
        _remove(leftover)
    _remove(home.pointer.with_name(home.pointer.name + UNFINISHED))
    for leftover in home.frozen.glob(f"{FREEZING}*"):
        _remove(leftover)
    for leftover in home.root.glob(f"{UNFINISHED_KEY}*"):
        _remove(leftover)
    # Copies of incoming files that were never finished.
    for leftover in home.originals.glob(".*"):
        _remove(leftover)
    highest = _highest(home)
    for snapshot_id in snapshot_ids(home):
        if highest is not None and sequence_of(snapshot_id) > highest:
            _remove(home.snapshots / f"{snapshot_id}.duckdb")
    for manifest in home.snapshots.glob("*.json"):
        if not manifest.with_suffix(".duckdb").exists():
            _remove(manifest)


def sequence_of(snapshot_id: str) -> int:
    """Return the number a snapshot's id begins with; 0 where it begins with none."""
    number = snapshot_id.split("-", 1)[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def begin_build(home: Home, run_id: str) -> tuple[Path, int]:
    """Return a new file to build in, a copy of the current snapshot if there is one, and its sequence.

    Sequence numbers go on from the highest ever published, also after a rollback. Raises NotEnoughSpace.
    """
    current = current_id(home)
    require_space(home.root, build_needs(home, current), "装载")
    path = home.snapshots / f"{BUILDING}{run_id}.duckdb"
    if current is not None:
        source = snapshot_file(home, current)
        if source is None:
            open_snapshot(home)  # says what to do
        else:
            try:
                shutil.copyfile(source, path)
            except BaseException:
                discard_build(path)
                raise
    return path, _highest_known(home) + 1


def discard_build(path: Path) -> None:
    """Remove an unpublished build with its log and its temporary files."""
    for leftover in (path, path.with_name(path.name + ".wal"), path.with_name(path.name + ".tmp")):
        _remove(leftover)


def publish(home: Home, built: Path, snapshot_id: str) -> None:
    """Give a finished build its manifest and its name, and move the pointer to it.

    Raises DamagedSnapshot where the build is not finished or its record of itself is another's.
    """
    if built.with_name(built.name + ".wal").exists():
        raise DamagedSnapshot(f"{built.name} 还有未写完的日志，不能发布。请重新装载")
    flush_file(built)
    final = home.snapshots / f"{snapshot_id}.duckdb"
    manifest = describe_snapshot(built, snapshot_id)
    write_durably(manifest_path(final), manifest.to_bytes())
    if read_pointer(home) is None:
        # So that a crash before the very first pointer leaves an orphan that can be told from a lost pointer.
        _write_pointer(home, None, 0)
    replace_durably(built, final)
    point_to(home, snapshot_id)


def describe_snapshot(path: Path, snapshot_id: str) -> Manifest:
    """Return the manifest of a closed snapshot file, computed from it.

    Raises DamagedSnapshot where its ledger has no record of that id.
    """
    with open_reader(path) as database:
        try:
            (row,) = database.query("SELECT * FROM ledger.snapshot WHERE id = $1", [snapshot_id]).to_dicts()
        except Exception as error:
            raise DamagedSnapshot(f"{path.name} 中没有快照 {snapshot_id} 的记录，不能发布") from error
        content = content_digests(database)
    return Manifest(
        snapshot=snapshot_id,
        sequence=row["sequence"],
        run=row["run_id"],
        created_at=row["created_at"],
        data_cutoff=row["data_cutoff"],
        size=path.stat().st_size,
        sha256=sha256_of(path),
        content=content,
    )


def point_to(home: Home, snapshot_id: str) -> None:
    """Durably make a published snapshot the current one."""
    _write_pointer(home, snapshot_id, max(_highest_known(home), sequence_of(snapshot_id)))


def _write_pointer(home: Home, snapshot_id: str | None, highest: int) -> None:
    write_durably(home.pointer, json.dumps({"snapshot": snapshot_id, "highest": highest}).encode())


def _highest(home: Home) -> int | None:
    """Return the highest number ever published as the pointer tells it; None where it cannot."""
    try:
        pointer = read_pointer(home)
    except DamagedSnapshot:
        return None
    return None if pointer is None else pointer.highest


def _highest_known(home: Home) -> int:
    """Return the highest number ever published; where no pointer tells it, the highest that is there."""
    told = _highest(home)
    return told if told is not None else max(map(sequence_of, snapshot_ids(home)), default=0)


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover)
    else:
        leftover.unlink(missing_ok=True)
