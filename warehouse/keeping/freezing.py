"""Freezing: a label under which a snapshot, the decisions of the day and its answers are kept for ever.

    frozen/<label>/<id>.duckdb     the same file as in snapshots/ (a hard link; elsewhere a copy)
                   <id>.json       its manifest
                   decisions.json  what people had entered
                   answers.json    every number as it was answered
                   record.json     label, snapshot, time, note, and the sha256 of each of these

The folder is filled out of sight and gets its name when everything in it is flushed.
"""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.errors import DamagedSnapshot, FazhiError
from warehouse.home import Home
from warehouse.keeping.answers import answers
from warehouse.keeping.durable import (
    flush_tree,
    link_or_copy,
    make_folder,
    replace_durably,
    write_durably,
)
from warehouse.keeping.entries import entries
from warehouse.keeping.labels import check_label
from warehouse.keeping.manifest import manifest_path, read_manifest, sealed, sha256_of
from warehouse.keeping.publishing import FREEZING, describe_snapshot, writing
from warehouse.snapshots import (
    RECORD_NAME,
    FrozenRecord,
    open_snapshot,
    read_frozen,
    snapshot_ids,
)

DECISIONS_NAME = "decisions.json"
ANSWERS_NAME = "answers.json"


class LabelTaken(FazhiError):
    """Another snapshot has been frozen under the label."""


def freeze(home: Home, label: str, which: str | None = None, note: str = "") -> FrozenRecord:
    """Freeze a snapshot, by default the one that is current now, under a label.

    Done again to the same snapshot, it changes nothing. Raises BadLabel, LabelTaken, NoSnapshot,
    UnknownSnapshot or DamagedSnapshot.
    """
    check_label(label)
    with open_snapshot(home, which) as snapshot:
        # Before the turn is waited for: what is frozen is what its reader sees now.
        wanted = snapshot.id
    with writing(home):
        known = read_frozen(home, label)
        if known is not None and known.snapshot == wanted:
            return known
        if known is not None:
            raise LabelTaken(
                f"标签 {label} 已冻结在快照 {known.snapshot} 上，不能改到 {wanted}。"
                "冻结后不再变动，请换一个标签，例如在后面加 -更正"
            )
        if label in snapshot_ids(home):
            raise LabelTaken(f"标签 {label} 与快照编号相同，请换一个")
        return _freeze(home, label, wanted, note)


def _freeze(home: Home, label: str, snapshot_id: str, note: str) -> FrozenRecord:
    make_folder(home.frozen)
    folder = home.frozen / f"{FREEZING}{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        with open_snapshot(home, snapshot_id) as snapshot:
            given = answers(snapshot, label)
            info, path = snapshot.info, snapshot.path
        link_or_copy(path, folder / path.name)
        digest = _checked_digest(path)
        files: dict[str, dict[str, Any]] = {
            DECISIONS_NAME: {"label": label, "tables": entries(home)},
            ANSWERS_NAME: {"label": label, "snapshot": info.id, "answers": given},
        }
        for name, content in files.items():
            write_durably(folder / name, sealed(content))
        manifest = manifest_path(path)
        if manifest.is_file():
            shutil.copyfile(manifest, folder / manifest.name)
        else:
            described = describe_snapshot(path, info.id)
            write_durably(folder / manifest.name, described.to_bytes())
        record = FrozenRecord(
            label=label,
            snapshot=info.id,
            frozen_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            note=note.strip(),
            data_cutoff=info.data_cutoff,
            sha256=digest,
            files={name: sha256_of(folder / name) for name in (*files, manifest.name)},
        )
        write_durably(folder / RECORD_NAME, sealed(vars(record)))
        flush_tree(folder)
        replace_durably(folder, home.frozen / label)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return record


def _checked_digest(path: Path) -> str:
    """Return the sha256 of a snapshot that is to be frozen; a damaged one is not frozen."""
    digest = sha256_of(path)
    manifest = read_manifest(manifest_path(path))
    if manifest is not None and manifest.sha256 != digest:
        raise DamagedSnapshot(
            f"快照文件 {path.name} 与清单不符，已损坏，不能冻结。请先从备份恢复，"
            "或用 python -m warehouse rollback 退回别的快照"
        )
    return digest
