"""The manifest says what a snapshot must be, and tells when it has been altered itself."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.keeping.manifest import (
    DamagedManifest,
    Manifest,
    manifest_path,
    read_manifest,
    sha256_of,
    unsealed,
)
from warehouse.snapshots import current_id

MANIFEST = Manifest(
    snapshot="000007-run",
    sequence=7,
    run="run",
    created_at=datetime(2026, 11, 23, 8, 30, 1, 5),
    data_cutoff=date(2026, 11, 22),
    size=1024,
    sha256="ab" * 32,
    content={"base.activities": "cd" * 32},
)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "000007-run.json"
    path.write_bytes(MANIFEST.to_bytes())
    assert read_manifest(path) == MANIFEST
    assert read_manifest(tmp_path / "none.json") is None


def test_every_flipped_byte_of_a_manifest_is_noticed() -> None:
    content = MANIFEST.to_bytes()
    for position in range(len(content)):
        altered = content[:position] + bytes([content[position] ^ 0x01]) + content[position + 1 :]
        with pytest.raises(DamagedManifest, match=r"000007-run\.json"):
            unsealed(altered, "000007-run.json")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"manifest_sha256": ""}'])
def test_what_is_no_manifest_is_told(content: bytes) -> None:
    with pytest.raises(DamagedManifest, match="从备份恢复"):
        unsealed(content, "000007-run.json")


def test_a_published_snapshot_has_the_manifest_of_its_file(home: Home) -> None:
    snapshot_id = current_id(home)
    path = home.snapshots / f"{snapshot_id}.duckdb"
    manifest = read_manifest(manifest_path(path))
    assert manifest is not None
    assert (manifest.snapshot, manifest.sequence, manifest.run) == (snapshot_id, 2, "first")
    assert (manifest.size, manifest.sha256) == (path.stat().st_size, sha256_of(path))
    assert {"base.activities", "history.activities"} <= manifest.content.keys()
    told = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    assert {"snapshot", "sequence", "run", "created_at", "data_cutoff", "bytes", "sha256"} < told.keys()
