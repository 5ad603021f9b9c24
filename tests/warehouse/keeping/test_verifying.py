"""Verifying finds every kind of damage, and names the file and what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warehouse.keeping.support import (
    ORIGINAL_SHA256,
    RAW,
    audience,
    flip_byte,
    more_people,
    publish_next,
)
from warehouse.home import Home
from warehouse.keeping.freezing import freeze
from warehouse.keeping.manifest import manifest_path, read_manifest, sealed, sha256_of
from warehouse.keeping.verifying import CitedCell, verify
from warehouse.snapshots import open_snapshot

FIRST = "000002-first"


def snapshot_path(home: Home) -> Path:
    return home.snapshots / f"{FIRST}.duckdb"


def test_a_good_home_is_well_and_says_what_was_verified(home: Home) -> None:
    freeze(home, "2022-W18")
    found = verify(home)
    assert found.faults == []
    told = "\n".join(found.done)
    assert all(word in told for word in ("指针", FIRST, "标签 2022-W18", "原件：1 个"))


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.1, 0.3, 0.5, 0.77, 0.9999])
def test_one_flipped_byte_anywhere_in_a_snapshot_is_found(home: Home, part: float) -> None:
    path = snapshot_path(home)
    flip_byte(path, int(part * path.stat().st_size))
    (fault,) = verify(home).faults
    assert path.name in fault
    assert "rollback" in fault


def cut(home: Home) -> Path:
    path = snapshot_path(home)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def no_manifest(home: Home) -> Path:
    manifest_path(snapshot_path(home)).unlink()
    return snapshot_path(home)


def altered_manifest(home: Home) -> Path:
    path = manifest_path(snapshot_path(home))
    flip_byte(path, 100)
    return path


def another_snapshots_manifest(home: Home) -> Path:
    path = manifest_path(snapshot_path(home))
    manifest = read_manifest(path)
    assert manifest is not None
    path.write_bytes(replace(manifest, snapshot="000009-other").to_bytes())
    return path


def other_content(home: Home) -> Path:
    """The file is what the manifest says; its rows are not."""
    path = manifest_path(snapshot_path(home))
    manifest = read_manifest(path)
    assert manifest is not None
    content = {**manifest.content, "base.activities": "00" * 32}
    path.write_bytes(replace(manifest, content=content).to_bytes())
    return snapshot_path(home)


def no_file(home: Home) -> Path:
    snapshot_path(home).unlink()
    return Path(FIRST)


def no_pointer(home: Home) -> Path:
    home.pointer.unlink()
    return home.pointer


def altered_original(home: Home) -> Path:
    path = home.originals / ORIGINAL_SHA256
    flip_byte(path, 3)
    return path


def no_original(home: Home) -> Path:
    path = home.originals / ORIGINAL_SHA256
    path.unlink()
    return path


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        no_manifest,
        altered_manifest,
        another_snapshots_manifest,
        other_content,
        no_file,
        no_pointer,
        altered_original,
        no_original,
    ],
)
def test_each_damage_is_one_line_that_names_the_file(home: Home, damage: Callable[[Home], Path]) -> None:
    damaged = damage(home)
    (fault,) = verify(home).faults
    assert damaged.name in fault
    assert any(word in fault for word in ("恢复", "rollback", "prune"))


def test_damage_of_an_older_snapshot_is_found_where_it_is_asked_for(home: Home) -> None:
    publish_next(home, "second")
    flip_byte(snapshot_path(home), 5000)
    assert verify(home).is_well
    assert not verify(home, [FIRST]).is_well


@pytest.mark.parametrize("name", [f"{FIRST}.duckdb", f"{FIRST}.json", "decisions.json", "answers.json"])
def test_a_file_of_a_label_that_is_altered_or_lost_is_found(home: Home, name: str) -> None:
    freeze(home, "2022-W18")
    path = home.frozen / "2022-W18" / name
    whole = path.read_bytes()
    path.unlink()  # it may be the very file that is published
    for content in (whole[:-1], None):
        if content is not None:
            path.write_bytes(content)
        assert any(f"frozen/2022-W18/{name}" in fault for fault in verify(home).faults)
        path.unlink(missing_ok=True)


def test_a_label_that_answers_otherwise_than_when_it_was_frozen_is_found(home: Home) -> None:
    freeze(home, "2022-05")
    folder = home.frozen / "2022-05"
    told = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    told.pop("manifest_sha256")
    (answer,) = (one for one in told["answers"] if (one["span"], one["metric"]) == ("2022-05", "P02"))
    answer["value"] = 199.0
    (folder / "answers.json").write_bytes(sealed(told))
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    record.pop("manifest_sha256")
    record["files"]["answers.json"] = sha256_of(folder / "answers.json")
    (folder / "record.json").write_bytes(sealed(record))
    (fault,) = verify(home).faults
    assert "2022-05 有 1 个数与冻结时不同：P02（2022-05）冻结时为 199" in fault
    assert "现为 200" in fault


def test_a_frozen_snapshot_is_verified_though_another_is_current(home: Home) -> None:
    freeze(home, "2022-W18")
    frozen = home.frozen / "2022-W18" / f"{FIRST}.duckdb"
    copy = frozen.read_bytes()
    frozen.unlink()
    frozen.write_bytes(copy)  # as on a file system without hard links
    publish_next(home, "second", more_people(1))
    flip_byte(snapshot_path(home), 9000)
    (fault,) = verify(home).faults
    assert f"快照文件 {FIRST}.duckdb" in fault
    assert audience(home, "2022-W18") == 210


def test_raw_texts_are_compared_with_the_originals(home: Home) -> None:
    asked: list[CitedCell] = []

    def faithful(cells: Sequence[CitedCell]) -> list[str | None]:
        asked.extend(cells)
        return [cell.raw for cell in cells]

    assert verify(home, reread=faithful).is_well
    assert CitedCell(ORIGINAL_SHA256, "Sheet1", "C5", RAW) in asked
    found = verify(home, reread=lambda cells: [None if cell.raw == RAW else cell.raw for cell in cells])
    (fault,) = found.faults
    assert f"originals/{ORIGINAL_SHA256} 的 Sheet1!C5" in fault


def test_verifying_writes_nothing(home: Home, tmp_path: Path) -> None:
    freeze(home, "2022-W18")
    before = {path: path.stat().st_mtime_ns for path in sorted(home.root.rglob("*"))}
    verify(home)
    assert {path: path.stat().st_mtime_ns for path in sorted(home.root.rglob("*"))} == before


def test_an_empty_home_is_well(tmp_path: Path) -> None:
    assert verify(Home(tmp_path / "empty")).is_well


def test_a_copied_home_is_as_well_as_the_first(home: Home, tmp_path: Path) -> None:
    copied = Home(Path(shutil.copytree(home.root, tmp_path / "copy")))
    assert verify(copied).done == verify(home).done
    with open_snapshot(copied) as snapshot:
        assert snapshot.id == FIRST
