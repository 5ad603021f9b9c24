"""Verifying: is everything that is kept still what it was when it was published?

For each snapshot: the manifest's own digest, the file's digest, that it opens and knows itself, its content
digests. For the home: the pointer, every frozen label with its answers asked again, every original against
the digest it is named by, and raw texts of some rows read again from the originals.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.contracts.registry import DATASETS
from warehouse.digests import content_digests
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.answers import changed_answers
from warehouse.keeping.briefings import FOLDER_NAME, damaged_files
from warehouse.keeping.freezing import ANSWERS_NAME
from warehouse.keeping.manifest import (
    DamagedManifest,
    manifest_path,
    read_manifest,
    read_sealed,
    sha256_of,
)
from warehouse.lineage.cells import traced_rows
from warehouse.lineage.contributions import Contribution
from warehouse.snapshots import (
    FrozenRecord,
    Snapshot,
    current_id,
    labels,
    open_snapshot,
    read_frozen,
    snapshot_file,
)

_SHOWN = 5
_RESTORE = "请用 python -m warehouse restore 从备份恢复"
_ROLL_BACK = "请用 python -m warehouse rollback 退回别的快照，或从备份恢复"


@dataclass(frozen=True)
class CitedCell:
    """A cell of an archived original, and the raw text that a snapshot stores for it."""

    sha256: str
    sheet: str
    cell: str
    raw: str


# Reads cells again from their originals: the texts in the order asked, None where one cannot be read.
# The warehouse cannot read workbooks; who calls fills this in.
ReReader = Callable[[Sequence[CitedCell]], Sequence[str | None]]


@dataclass
class Verification:
    """What was verified, and what is wrong: one Chinese line each, naming the file and what to do."""

    done: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    home: Home,
    snapshot_ids_asked: Sequence[str] | None = None,
    *,
    reread: ReReader | None = None,
    samples: int = 30,
    seed: int = 0,
) -> Verification:
    """Verify a home.

    snapshot_ids_asked: which snapshots; None for the current one. Frozen labels, the pointer and the
    originals are always verified. reread: reads cells again, for `samples` rows of each snapshot drawn by
    `seed`. Nothing is written, and nothing is raised for what is damaged.
    """
    result = Verification()
    current = _verify_pointer(home, result)
    asked = (
        [current] if snapshot_ids_asked is None and current is not None else list(snapshot_ids_asked or ())
    )
    frozen = _verify_labels(home, result)
    every = list(dict.fromkeys((*asked, *frozen)))
    # A damaged file is not opened again: its digest has told enough.
    readable = [snapshot_id for snapshot_id in every if _verify_snapshot(home, snapshot_id, result)]
    named = {sha256 for snapshot_id in readable for sha256 in _file_digests(home, snapshot_id)}
    _verify_originals(home, named, result)
    if reread is not None:
        for snapshot_id in readable:
            if snapshot_id in asked:
                _verify_lineage(home, snapshot_id, reread, samples, seed, result)
    return result


def _verify_pointer(home: Home, result: Verification) -> str | None:
    try:
        current = current_id(home)
    except FazhiError as error:
        result.faults.append(str(error))
        return None
    if current is None:
        result.done.append("还没有已发布的快照")
    elif not (home.snapshots / f"{current}.duckdb").is_file():
        result.faults.append(f"指针指向的快照 {current} 不在 snapshots 文件夹里，{_ROLL_BACK}")
        return None
    else:
        result.done.append(f"指针：当前快照 {current}")
    return current


def _verify_snapshot(home: Home, snapshot_id: str, result: Verification) -> bool:
    path = snapshot_file(home, snapshot_id)
    if path is None:
        result.faults.append(f"快照 {snapshot_id} 的文件不见了，{_RESTORE}")
        return False
    faults = list(_faults_of(path))
    result.faults.extend(faults)
    if not faults:
        result.done.append(f"快照 {snapshot_id}：文件、清单和内容一致")
    return not faults


def _faults_of(path: Path) -> Iterator[str]:
    try:
        manifest = read_manifest(manifest_path(path))
    except DamagedManifest as error:
        yield str(error)
        return
    if manifest is None:
        yield (
            f"快照文件 {path.name} 没有清单（由较早版本的程序生成），无法核对。"
            "它仍可读；下一次装载生成的快照会有清单，之后可用 python -m warehouse prune --keep 1 清理它"
        )
        return
    if manifest.snapshot != path.stem:
        yield f"清单 {manifest_path(path).name} 是快照 {manifest.snapshot} 的，{_RESTORE}"
        return
    digest = sha256_of(path)
    if digest != manifest.sha256:
        yield f"快照文件 {path.name} 与清单的 sha256 不符，已损坏或被改动，{_ROLL_BACK}"
        return
    try:
        with Snapshot(path, is_current=False) as snapshot:
            _ = snapshot.info
            content = content_digests(snapshot.database)
    except FazhiError as error:
        yield f"{error}{_ROLL_BACK}"
        return
    changed = sorted(
        name for name in {*content, *manifest.content} if content.get(name) != manifest.content.get(name)
    )
    if changed:
        yield f"快照文件 {path.name} 的内容与清单不符：{_some(changed)}，{_ROLL_BACK}"


def _verify_labels(home: Home, result: Verification) -> list[str]:
    """Verify every frozen label, and return the ids of the snapshots frozen."""
    frozen = []
    for label in labels(home):
        try:
            record = read_frozen(home, label)
        except DamagedManifest as error:
            result.faults.append(str(error))
            continue
        if record is not None:
            frozen.append(record.snapshot)
            faults = list(_label_faults(home, record))
            result.faults.extend(faults)
            if not faults:
                result.done.append(f"标签 {label}：冻结的文件完好，回答与冻结时相同")
    return frozen


def _label_faults(home: Home, record: FrozenRecord) -> Iterator[str]:
    folder = home.frozen / record.label
    expected = {f"{record.snapshot}.duckdb": record.sha256, **record.files}
    damaged = [name for name, digest in expected.items() if not _is_intact(folder / name, digest)]
    for name in damaged:
        yield f"frozen/{record.label}/{name} 缺失或已改动，{_RESTORE}"
    for name in damaged_files(home, record.label):
        yield f"frozen/{record.label}/{FOLDER_NAME}/{name} 缺失或已改动，{_RESTORE}"
    if damaged:
        return
    frozen = read_sealed(folder / ANSWERS_NAME) or {}
    with Snapshot(folder / f"{record.snapshot}.duckdb", is_current=False) as snapshot:
        changed = changed_answers(snapshot, record.label, frozen["answers"])
    if changed:
        yield (
            f"标签 {record.label} 有 {len(changed)} 个数与冻结时不同：{_some(changed, '；')}。"
            "请核对指标口径是否改动而没有留下旧版"
        )


def _is_intact(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest


def _file_digests(home: Home, snapshot_id: str) -> set[str]:
    """Return the files that a snapshot's ledger names."""
    with open_snapshot(home, snapshot_id) as snapshot:
        return set(snapshot.database.query("SELECT file_sha256 FROM ledger.files")["file_sha256"])


def _verify_originals(home: Home, named: set[str], result: Verification) -> None:
    kept = (
        {path.name: path for path in home.originals.iterdir() if not path.name.startswith(".")}
        if home.originals.is_dir()
        else {}
    )
    missing = sorted(named - kept.keys())
    altered = sorted(name for name, path in kept.items() if sha256_of(path) != name)
    for name in missing:
        result.faults.append(f"原件 originals/{name} 不见了，{_RESTORE}")
    for name in altered:
        result.faults.append(f"原件 originals/{name} 的内容已改动，与文件名的 sha256 不符，{_RESTORE}")
    if not missing and not altered:
        result.done.append(f"原件：{len(kept)} 个，全部与 sha256 相符")


def _verify_lineage(
    home: Home, snapshot_id: str, reread: ReReader, samples: int, seed: int, result: Verification
) -> None:
    try:
        with open_snapshot(home, snapshot_id) as snapshot:
            cells = cited_cells(snapshot, samples, seed)
        texts = reread(cells)
    except FazhiError as error:
        result.faults.append(f"溯源抽查没有完成：{error}")
        return
    wrong = [cell for cell, text in zip(cells, texts, strict=True) if text != cell.raw]
    for cell in wrong[:_SHOWN]:
        place = f"{cell.sheet}!{cell.cell}" if cell.sheet else cell.cell
        result.faults.append(
            f"快照 {snapshot_id} 所记原文与原件 originals/{cell.sha256} 的 {place} 不符，请核对该原件"
        )
    if len(wrong) > _SHOWN:
        result.faults.append(f"快照 {snapshot_id} 另有 {len(wrong) - _SHOWN} 个单元格的原文与原件不符")
    if not wrong:
        result.done.append(f"溯源抽查：快照 {snapshot_id} 的 {len(cells)} 个单元格，原文与原件一致")


def cited_cells(snapshot: Snapshot, samples: int, seed: int) -> list[CitedCell]:
    """Return the cells behind some rows of a snapshot, drawn by seed, evenly over the datasets."""
    draw = random.Random(seed)
    drawn = []
    filled = [name for name in DATASETS if _row_count(snapshot, name)]
    for position, name in enumerate(filled):
        wanted = (samples * (position + 1)) // len(filled) - (samples * position) // len(filled)
        places = draw.sample(range(_row_count(snapshot, name)), min(wanted, _row_count(snapshot, name)))
        rows = snapshot.database.query(
            f"SELECT row_id FROM (SELECT row_id, row_number() OVER (ORDER BY row_id) - 1 AS place"
            f" FROM base.{name}) WHERE list_contains($1, place)",
            [places],
        )
        drawn += [Contribution(name, row_id, 0, None) for row_id in rows["row_id"]]
    return [
        CitedCell(cell.sha256, cell.sheet or "", cell.cell, cell.raw)
        for row in traced_rows(snapshot.database, drawn)
        for cell in row.cells.values()
        if cell.sha256 is not None and cell.cell is not None and cell.raw is not None
    ]


def _row_count(snapshot: Snapshot, dataset: str) -> int:
    return int(snapshot.database.query(f"SELECT count(*) AS rows FROM base.{dataset}").item())


def _some(texts: Sequence[str], between: str = "、") -> str:
    more = f"等 {len(texts)} 项" if len(texts) > _SHOWN else ""
    return between.join(texts[:_SHOWN]) + more
