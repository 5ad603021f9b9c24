"""What must hold in a home after any fault, asked of the home as it lies on the disk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.faults_light import LIGHT_DATASETS
from warehouse.digests import content_digests
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.manifest import manifest_path, read_manifest
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

_SHA256 = re.compile(r"[0-9a-f]{64}")
# What a killed load may leave until the next one has swept.
_TEMPORARY = re.compile(r"^\.|\.(new|tmp|wal|part)$")
_KEY_BYTES = 32


@dataclass(frozen=True)
class Content:
    """What a home answers. snapshot: None where nothing has been published. files: SHA-256 of the loaded.

    faults: what the snapshot says of itself that cannot be.
    """

    snapshot: str | None
    digests: Mapping[str, str]
    files: frozenset[str]
    faults: tuple[str, ...] = ()

    def says_the_same(self, other: Content) -> bool:
        """Tell whether both hold the same rows of the same files, whatever the snapshots are called."""
        return (self.digests, self.files) == (other.digests, other.files)


NOTHING = Content(None, {}, frozenset())


def content_of(home: Home, which: str | None = None) -> Content:
    """Return the content of a snapshot, the current one by default."""
    if which is None and current_id(home) is None:
        return NOTHING
    with open_snapshot(home, which) as snapshot:
        query = snapshot.database.query
        faults = []
        verdicts = query("SELECT success FROM ledger.verdict")["success"].to_list()
        if not verdicts or not all(verdicts):
            faults.append(f"{snapshot.id} was published without a good verdict")
        if snapshot.info.run_id not in set(query("SELECT run_id FROM ledger.runs")["run_id"]):
            faults.append(f"{snapshot.id} does not know the run that made it")
        if snapshot.info.id != snapshot.id:
            faults.append(f"{snapshot.id} calls itself {snapshot.info.id}")
        files = frozenset(query("SELECT file_sha256 FROM ledger.files")["file_sha256"])
        digests = content_digests(snapshot.database, LIGHT_DATASETS.values())
        return Content(snapshot.id, digests, files, tuple(faults))


def complaints_about(home: Home, allowed: Sequence[Content]) -> list[str]:
    """Return what is wrong with a home right after a fault.

    The pointer names a complete snapshot with one of the allowed contents, and is as its manifest says;
    every snapshot under its final name is complete, and every loaded file is kept as it came.
    """
    try:
        found = content_of(home)
    except FazhiError as error:
        return [f"the current snapshot cannot be read: {error}"]
    complaints = list(found.faults)
    if not any(found.says_the_same(content) for content in allowed):
        complaints.append(f"the current snapshot {found.snapshot} answers neither as before nor as after")
    complaints += _about_originals(home, found.files)
    key = home.root / "secret.key"
    if key.exists() and key.stat().st_size != _KEY_BYTES:
        complaints.append(f"the key of the personal digests has {key.stat().st_size} bytes")
    for name in snapshot_ids(home):
        complaints += _about_snapshot(home, name)
    return complaints


def leftovers(home: Home) -> list[str]:
    """Return the temporary files and folders that lie in a home between two loads."""
    return sorted(
        path.relative_to(home.root).as_posix()
        for path in home.root.rglob("*")
        if _TEMPORARY.search(path.name)
    )


def _about_snapshot(home: Home, name: str) -> list[str]:
    path = home.snapshots / f"{name}.duckdb"
    try:
        manifest = read_manifest(manifest_path(path))
    except FazhiError as error:
        return [f"the manifest of {name} cannot be read: {error}"]
    if manifest is None:
        return [f"{name} stands under its final name without a manifest"]
    return [] if digest_of(path) == manifest.sha256 else [f"{name} is not what its manifest says"]


def _about_originals(home: Home, files: frozenset[str]) -> list[str]:
    kept = {path.name: path for path in home.originals.glob("*") if _SHA256.fullmatch(path.name)}
    complaints = [f"original {sha256} of a loaded file is lost" for sha256 in sorted(files - kept.keys())]
    for sha256, path in kept.items():
        if digest_of(path) != sha256:
            complaints.append(f"original {sha256} is not what was sent")
    return complaints


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
