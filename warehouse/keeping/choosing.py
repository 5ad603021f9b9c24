"""Which snapshot is current, and which are kept: roll back, prune."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.errors import BadSelection, DamagedSnapshot
from warehouse.home import Home
from warehouse.keeping.durable import UNFINISHED, flush_file, flush_folder, replace_durably, write_durably
from warehouse.keeping.manifest import DamagedManifest, manifest_path, read_manifest, sha256_of
from warehouse.keeping.publishing import point_to, writing
from warehouse.snapshots import current_id, open_snapshot, resolve, snapshot_ids


@dataclass(frozen=True)
class Pruned:
    """A snapshot that is removed, and how many bytes its file held that nothing else needs."""

    snapshot: str
    size: int


def rollback(home: Home, which: str) -> str:
    """Make an older snapshot the current one, and return its id.

    The next load builds on it; its sequence number goes on from the highest ever published. Files that only
    later snapshots had read stay in originals/ and are read again when they are loaded again. Raises
    UnknownSnapshot, or DamagedSnapshot where the snapshot is not what its manifest says.
    """
    with writing(home):
        wanted = resolve(home, which)
        with open_snapshot(home, wanted) as snapshot:
            path = snapshot.path
        manifest = read_manifest(manifest_path(path))
        if manifest is not None and manifest.sha256 != sha256_of(path):
            raise DamagedSnapshot(
                f"快照文件 {path.name} 与清单不符，已损坏，不能退回到它。"
                "请用 python -m warehouse verify --all 查看哪些快照完好"
            )
        if path.parent != home.snapshots:
            _bring_back(path, home.snapshots / path.name)
        point_to(home, wanted)
    return wanted


def _bring_back(kept: Path, final: Path) -> None:
    """Put a label's copy of a snapshot, and its manifest, back among the published ones."""
    if manifest_path(kept).is_file():
        write_durably(manifest_path(final), manifest_path(kept).read_bytes())
    temporary = final.with_name(final.name + UNFINISHED)
    shutil.copyfile(kept, temporary)
    flush_file(temporary)
    replace_durably(temporary, final)


def prune(
    home: Home, keep: int, older_than_days: int | None = None, *, dry_run: bool = False
) -> list[Pruned]:
    """Remove old snapshots and return them: never the current one, a frozen one, or the newest `keep`.

    older_than_days: only those made longer ago. dry_run: remove nothing. Readers that have one open keep it.
    The file goes before its manifest, so a crash leaves nothing that looks like a snapshot and is none.
    Raises BadSelection where fewer than one is to be kept.
    """
    if keep < 1:
        raise BadSelection(f"--keep 至少为 1，而不是 {keep}")
    with writing(home):
        chosen = _prunable(home, keep, older_than_days)
        pruned = [Pruned(path.stem, path.stat().st_size) for path in chosen]
        if not dry_run and chosen:
            for path in chosen:
                path.unlink()
            flush_folder(home.snapshots)
            for path in chosen:
                manifest_path(path).unlink(missing_ok=True)
            flush_folder(home.snapshots)
    return pruned


def _prunable(home: Home, keep: int, older_than_days: int | None) -> list[Path]:
    known = snapshot_ids(home)
    # By their files, not their records: a damaged record must not cost a frozen week its snapshot.
    frozen = {path.stem for path in home.frozen.glob("*/*.duckdb")}
    kept = {current_id(home), *known[-keep:], *frozen}
    paths = [home.snapshots / f"{name}.duckdb" for name in known if name not in kept]
    if older_than_days is None:
        return paths
    limit = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=older_than_days)
    return [path for path in paths if _made_at(path) < limit]


def _made_at(path: Path) -> datetime:
    """Return when a snapshot was made, by its manifest, else by its file."""
    try:
        manifest = read_manifest(manifest_path(path))
    except DamagedManifest:
        manifest = None
    if manifest is not None:
        return manifest.created_at
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
