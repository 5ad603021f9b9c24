"""`python -m pipelines joint`: show suspected joint events, decide about them, put decisions into effect."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from pipelines.load import rebuild
from warehouse.console import FAILED, ChineseParser
from warehouse.decisions import decide_joint, joint_decisions
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.joint_pairs import FiledRow, JointPair, PairStatus, filed_rows, joint_pairs, pending_decisions
from warehouse.snapshots import Snapshot, open_snapshot

EXAMPLES = """示例：
  python -m pipelines joint list                                列出待定的联合活动和疑似重复
  python -m pipelines joint list --status all --json            全部，输出 JSON
  python -m pipelines joint confirm 3f2a91c07b --by 普法科      编号为 3f2a91c07b 的一对是同一活动
  python -m pipelines joint reject 9d1c 77ab --by 普法科 --reason 不同场次
                                                                这两行（行编号或其开头）不是同一活动
  python -m pipelines joint confirm 3f2a91c07b --by 普法科 --later
                                                                只记下决定，稍后一并生效
  python -m pipelines joint apply                               使已记下的决定生效"""

_ALL = "all"
_STATUSES = {
    "pending": (PairStatus.PENDING,),
    "rule": (PairStatus.BY_RULE,),
    "confirmed": (PairStatus.CONFIRMED,),
    "rejected": (PairStatus.REJECTED,),
    _ALL: tuple(PairStatus),
}
_PART_LABELS = {"title": "名称", "place": "地点", "date": "日期", "partner": "联合单位", "audience": "受众"}
_SHORTEST_PREFIX = 4


class Commands(Protocol):
    """What add_subparsers() returns: a place for another command."""

    def add_parser(self, name: str, **options: Any) -> ChineseParser: ...


def add_joint_command(commands: Commands) -> None:
    """Add `joint` and its four actions to the parser of the pipelines."""
    joint = commands.add_parser("joint", help="联合活动：查看、决定、生效", epilog=EXAMPLES)
    actions = joint.add_subparsers(dest="action", required=True, metavar="操作", title="操作")
    listing = actions.add_parser("list", help="列出成对的活动", epilog=EXAMPLES)
    listing.add_argument(
        "--status", choices=tuple(_STATUSES), default="pending",
        help="pending 待定（缺省）、rule 规则合并、confirmed 人工合并、rejected 已否定、all 全部",
    )  # fmt: skip
    for name, words in (("confirm", "判定为同一活动，合并只计一次"), ("reject", "判定为不同活动，各自计数")):
        deciding = actions.add_parser(name, help=words, epilog=EXAMPLES)
        deciding.add_argument(
            "rows", nargs="+", metavar="编号", help="一对的编号，或两行的行编号（可只写开头不少于 4 位）"
        )
        deciding.add_argument("--by", required=True, metavar="NAME", help="由谁决定，如 普法科")
        deciding.add_argument("--reason", default="", metavar="TEXT", help="理由")
        deciding.add_argument("--later", action="store_true", help="只记下，不立即生效")
    applying = actions.add_parser("apply", help="使已记下的决定生效，生成并发布新快照", epilog=EXAMPLES)
    for action in (listing, *(actions.choices[name] for name in ("confirm", "reject")), applying):
        action.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
        action.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")


def run_joint(options: argparse.Namespace) -> int:
    """Run one action and return the exit code of the command."""
    home = Home.find(options.home)
    if options.action == "list":
        return _list(home, options)
    if options.action == "apply":
        return _apply(home, is_json=options.json)
    return _decide(home, options)


# ---- list ----


def _list(home: Home, options: argparse.Namespace) -> int:
    with open_snapshot(home) as snapshot:
        pairs = joint_pairs(snapshot, _STATUSES[options.status])
        waiting = pending_decisions(snapshot, joint_decisions(home))
    if options.json:
        told = {
            "snapshot": snapshot.id,
            "pairs": [_pair_json(pair) for pair in pairs],
            "to_apply": len(waiting),
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for pair in pairs:
        _tell_pair(pair)
    print(f"共 {len(pairs)} 对")
    if waiting:
        print(f"有 {len(waiting)} 项决定尚未生效，可运行 python -m pipelines joint apply")
    return 0


def _tell_pair(pair: JointPair) -> None:
    parts = "，".join(f"{label} {pair.parts[name]:.2f}" for name, label in _PART_LABELS.items())
    print(f"{pair.pair_id}  {pair.kind.value}  {pair.status.value}  相似度 {pair.score:.2f}（{parts}）")
    for row in (pair.left, pair.right):
        print(f"    {_row_text(row)}")
    if pair.decided_by:
        print(f"    由{pair.decided_by}决定" + (f"：{pair.reason}" if pair.reason else ""))


def _row_text(row: FiledRow) -> str:
    until = f" 至 {row.end_on}" if row.end_on is not None and row.end_on != row.start_on else ""
    crowd = "受众未填" if row.audience is None else f"{row.audience} 人次"
    where = " ".join(part for part in (row.file, row.sheet) if part)
    line = f"（{where} 第 {row.row} 行）" if where else ""
    place = row.place or "地点未填"
    return f"{row.row_id}  {row.start_on}{until}  {row.unit}  {row.title}  {place}  {crowd}{line}"


def _pair_json(pair: JointPair) -> dict[str, Any]:
    return {
        "pair": pair.pair_id,
        "kind": pair.kind.value,
        "status": pair.status.value,
        "score": round(pair.score, 4),
        "parts": {name: round(part, 4) for name, part in pair.parts.items()},
        "rows": [_row_json(pair.left), _row_json(pair.right)],
        "decided_by": pair.decided_by,
        "decided_at": None if pair.decided_at is None else pair.decided_at.isoformat(),
        "reason": pair.reason,
    }


def _row_json(row: FiledRow) -> dict[str, Any]:
    return {
        "row": row.row_id,
        "unit": row.unit,
        "title": row.title,
        "start_on": row.start_on.isoformat(),
        "end_on": None if row.end_on is None else row.end_on.isoformat(),
        "place": row.place,
        "audience": row.audience,
        "file": row.file,
        "sheet": row.sheet,
        "source_row": row.row,
    }


# ---- confirm, reject, apply ----


def _decide(home: Home, options: argparse.Namespace) -> int:
    is_same = options.action == "confirm"
    with open_snapshot(home) as snapshot:
        one, other = _find_rows(snapshot, options.rows)
    decide_joint(
        home, one.business_key, other.business_key,
        is_same=is_same, decided_by=options.by, reason=options.reason,
    )  # fmt: skip
    if not options.json:
        print("已记下：以下两行" + ("是同一活动" if is_same else "不是同一活动"))
        for row in (one, other):
            print(f"    {_row_text(row)}")
    if not options.later:
        return _apply(home, is_json=options.json)
    if options.json:
        print(json.dumps({"decided": True, "published": False}))
    else:
        print("尚未生效，下次装载新文件时生效，也可运行 python -m pipelines joint apply")
    return 0


def _apply(home: Home, *, is_json: bool) -> int:
    with open_snapshot(home) as snapshot:
        waiting = pending_decisions(snapshot, joint_decisions(home))
        current = snapshot.id
    if not waiting:
        if is_json:
            print(json.dumps({"applied": 0, "published": False, "snapshot": current}))
        else:
            print(f"没有要生效的决定，当前快照仍为 {current}")
        return 0
    report = rebuild(home)
    applied = len(waiting) if report.published else 0
    if is_json:
        print(json.dumps({"applied": applied, "published": report.published, "snapshot": report.snapshot}))
        return 0 if report.published else FAILED
    for reason in report.blocked_by:
        print(f"阻止发布：{reason}")
    if not report.published:
        print(f"决定已记下而未生效，当前快照仍为 {report.snapshot}")
        return FAILED
    print(f"{applied} 项决定已生效，已发布快照 {report.snapshot}，用时 {report.seconds:.1f} 秒")
    _tell_contradictions(home)
    return 0


def _tell_contradictions(home: Home) -> None:
    """Say which rejected pairs are one event all the same, by way of other rows."""
    with open_snapshot(home) as snapshot:
        rejected = joint_pairs(snapshot, (PairStatus.REJECTED,))
        found = snapshot.database.query("SELECT row_id, joint_row_id FROM mart.activities")
    event = dict(found.iter_rows())
    for pair in rejected:
        if event[pair.left.row_id] == event[pair.right.row_id]:
            print(f"注意：{pair.pair_id} 已否定，但两行经其他行仍合并为一件，请核对相关的决定")


def _find_rows(snapshot: Snapshot, names: Sequence[str]) -> tuple[FiledRow, FiledRow]:
    """Return the two rows that one pair id, or two row ids (or their beginnings), name.

    Raises BadSelection.
    """
    if len(names) == 1:
        pairs = [pair for pair in joint_pairs(snapshot) if pair.pair_id.startswith(names[0])]
        if len(pairs) != 1 or len(names[0]) < _SHORTEST_PREFIX:
            raise BadSelection(_unknown("一对活动", names[0], len(pairs)))
        return pairs[0].left, pairs[0].right
    if len(names) > 2:
        raise BadSelection("一次只能决定一对，请写一对的编号或两行的行编号")
    rows = [_find_row(snapshot, name) for name in names]
    if rows[0].row_id == rows[1].row_id:
        raise BadSelection("两个编号是同一行，无须决定")
    return rows[0], rows[1]


def _find_row(snapshot: Snapshot, name: str) -> FiledRow:
    found = snapshot.database.query(
        "SELECT row_id FROM base.activities WHERE starts_with(row_id, $1) OR business_key = $1 LIMIT 2",
        [name],
    )["row_id"]
    if len(found) != 1 or len(name) < _SHORTEST_PREFIX:
        raise BadSelection(_unknown("一行普法活动", name, len(found)))
    return filed_rows(snapshot.database, found)[found[0]]


def _unknown(what: str, name: str, found: int) -> str:
    if found > 1 or len(name) < _SHORTEST_PREFIX:
        return f"「{name}」太短，不能确定是哪{what}，请写全编号"
    return f"没有编号为「{name}」的{what}。可用 python -m pipelines joint list --status all 查看编号"
