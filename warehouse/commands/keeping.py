"""`snapshots`, `freeze`, `rollback`, `prune`: which snapshots there are, and which are kept."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.commands.options import Command, Commands, Result, add_format
from warehouse.errors import DamagedSnapshot
from warehouse.home import Home
from warehouse.keeping.briefings import briefing_folder, kept_files, make
from warehouse.keeping.choosing import prune, rollback
from warehouse.keeping.freezing import freeze
from warehouse.keeping.manifest import manifest_path
from warehouse.keeping.space import told_of_full_disk
from warehouse.render.text import table, to_json
from warehouse.snapshots import (
    SnapshotInfo,
    frozen_records,
    open_snapshot,
    snapshot_file,
    snapshot_ids,
)

_MIB = 1 << 20


def add_parsers(commands: Commands) -> None:
    """Register `snapshots`, `freeze`, `rollback` and `prune`."""
    listing = commands.add_parser(
        "snapshots",
        help="快照清单",
        description="列出已发布的快照：当前的、冻结的、核验结论和大小。",
        epilog="例：\n  python -m warehouse snapshots\n  python -m warehouse snapshots --format json",
    )
    add_format(listing, "table", "json")

    freezing = commands.add_parser(
        "freeze",
        help="冻结一周、一月的数",
        description="把快照冻结在标签下：永不清理，以后用 --snapshot 标签 随时得到同样的数。"
        "同时留存当时的各项决定和各指标的数。",
        epilog="例：\n  python -m warehouse freeze 2026-W47 --note 第47周例会\n"
        "  python -m warehouse freeze 2026-Q3 --snapshot 12\n"
        "  python -m warehouse query P01 --snapshot 2026-W47\n"
        "标签：2026-W47、2026-11、2026-Q4、2026，或 40 字以内的汉字、字母、数字、- 和 _",
    )
    freezing.add_argument("label", metavar="标签", help="例如 2026-W47")
    freezing.add_argument("--snapshot", metavar="编号或标签", help="冻结哪个快照，默认当前快照")
    freezing.add_argument(
        "--no-briefing", action="store_true", help="不随周一起生成周报材料（图表、pptx、docx、pdf、html）"
    )
    freezing.add_argument("--note", metavar="说明", default="", help="例如 第47周例会所用")

    returning = commands.add_parser(
        "rollback",
        help="退回到以前的快照",
        description="把以前的快照重新作为当前快照。下一次装载在它之上进行；它之后装载的文件须重新装载。",
        epilog="例：\n  python -m warehouse rollback 12\n  python -m warehouse rollback 2026-W46",
    )
    returning.add_argument("snapshot", metavar="编号", help="快照编号、序号或标签")

    pruning = commands.add_parser(
        "prune",
        help="清理旧快照",
        description="删除旧快照。当前的、冻结的和最新的若干个不会删除。",
        epilog="例：\n  python -m warehouse prune --keep 10 --dry-run\n"
        "  python -m warehouse prune --keep 10 --older-than 30",
    )
    pruning.add_argument("--keep", type=int, metavar="个数", required=True, help="至少保留最新的几个")
    pruning.add_argument("--older-than", type=int, metavar="天数", help="只删除早于几天前生成的")
    pruning.add_argument("--dry-run", action="store_true", help="只列出将删除的，不删除")


@dataclass(frozen=True)
class _Listed:
    """A snapshot in the list. info: None where it is damaged; verdict: None where there is no record."""

    id: str
    info: SnapshotInfo | None
    verdict: Mapping[str, Any] | None
    size: int
    labels: tuple[str, ...]
    has_manifest: bool

    def record(self) -> dict[str, Any]:
        info = self.info
        sequence = self.id.split("-", 1)[0]
        return {
            "id": self.id,
            "sequence": info.sequence if info else int(sequence) if sequence.isdecimal() else None,
            "run": info.run_id if info else None,
            "created_at": info.created_at.isoformat() if info else None,
            "data_cutoff": info.data_cutoff.isoformat() if info and info.data_cutoff else None,
            "is_demo": info.is_demo if info else None,
            "is_current": info.is_current if info else False,
            "is_damaged": info is None,
            "labels": list(self.labels),
            "verdict": self.verdict,
            "bytes": self.size,
            "has_manifest": self.has_manifest,
        }

    def row(self) -> tuple[Any, ...]:
        info = self.info
        return (
            self.id,
            f"{info.created_at:%Y-%m-%d %H:%M}" if info else None,
            info.data_cutoff if info else None,
            "已损坏" if info is None else _verdict_in_words(self.verdict),
            f"{self.size / _MIB:,.1f}",
            "、".join(self.labels) or None,
            info.is_demo if info else None,
            "当前" if info and info.is_current else "",
        )


def _snapshots(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    frozen: dict[str, list[str]] = {}
    for record in frozen_records(home):
        frozen.setdefault(record.snapshot, []).append(record.label)
    found = [
        _listed(home, name, tuple(frozen.get(name, ()))) for name in sorted({*snapshot_ids(home), *frozen})
    ]
    if arguments.format == "json":
        return to_json([one.record() for one in found])
    if not found:
        return "还没有已发布的快照。请先运行 python -m pipelines load <文件或文件夹>"
    headers = ("编号", "生成时间（UTC）", "数据截至", "核验", "大小（MiB）", "冻结标签", "演示数据", "")
    return table(headers, [one.row() for one in found], right=(4,))


def _listed(home: Home, snapshot_id: str, labels: tuple[str, ...]) -> _Listed:
    path = snapshot_file(home, snapshot_id)
    size = path.stat().st_size if path is not None else 0
    has_manifest = path is not None and manifest_path(path).is_file()
    try:
        with open_snapshot(home, snapshot_id) as snapshot:
            verdicts = snapshot.database.query(
                "SELECT success, critical, warning, checks FROM ledger.verdict WHERE run_id = $1",
                [snapshot.info.run_id],
            ).to_dicts()
            verdict = verdicts[0] if verdicts else None
            return _Listed(snapshot_id, snapshot.info, verdict, size, labels, has_manifest)
    except DamagedSnapshot:
        return _Listed(snapshot_id, None, None, size, labels, has_manifest)


def _verdict_in_words(verdict: Mapping[str, Any] | None) -> str | None:
    if verdict is None:
        return None
    if not verdict["success"]:
        return "未通过"
    return f"通过，提示 {verdict['warning']} 项" if verdict["warning"] else "通过"


def _freeze(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    with told_of_full_disk(home):
        record = freeze(home, arguments.label, arguments.snapshot, arguments.note)
    told = (
        f"标签 {record.label} 已冻结快照 {record.snapshot}（数据截至 {record.data_cutoff or '—'}）。"
        f"以后可用 --snapshot {record.label} 得到同样的数"
    )
    # The week is frozen whether or not its documents can be made: what went wrong is said beside.
    problem = None if arguments.no_briefing else make(home, record.label)
    if problem is not None:
        return f"{told}\n周报材料没有生成完整：{problem}"
    if kept_files(home, record.label):
        return f"{told}\n周报材料在 {briefing_folder(home, record.label)}"
    return told


def _rollback(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    with told_of_full_disk(home):
        snapshot_id = rollback(home, arguments.snapshot)
    return (
        f"当前快照已改为 {snapshot_id}。下一次装载在它之上进行；"
        "它之后装载过的文件如仍需要，请重新装载（原件都在 originals 文件夹）"
    )


def _prune(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    pruned = prune(home, arguments.keep, arguments.older_than, dry_run=arguments.dry_run)
    if not pruned:
        return "没有可清理的快照：当前的、冻结的和要保留的都不删除"
    doing = "将删除" if arguments.dry_run else "已删除"
    freed = sum(one.size for one in pruned) / _MIB
    lines = [f"{doing} {one.snapshot}（{one.size / _MIB:,.1f} MiB）" for one in pruned]
    return "\n".join([*lines, f"共 {len(pruned)} 个快照，{freed:,.1f} MiB"])


COMMANDS: Mapping[str, Command] = {
    "snapshots": _snapshots,
    "freeze": _freeze,
    "rollback": _rollback,
    "prune": _prune,
}
