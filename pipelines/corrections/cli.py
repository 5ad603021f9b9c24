"""`python -m pipelines corrections`: list the corrections with what they do, put changes into effect."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from pipelines.corrections.model import Correction
from pipelines.corrections.outcome import CorrectionOutcome, current_outcomes
from pipelines.corrections.reading import read_corrections
from pipelines.intake.reading import name_index
from pipelines.load import rebuild
from warehouse.console import FAILED, ChineseParser
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home
from warehouse.reference.tables import load_reference

EXAMPLES = """示例：
  python -m pipelines corrections list          列出 corrections/*.yaml 中的更正和各自匹配的行数
  python -m pipelines corrections list --json   同上，输出 JSON
  python -m pipelines corrections apply         使新写、改动或停用的更正生效，生成并发布新快照"""


class Commands(Protocol):
    """What add_subparsers() returns: a place for another command."""

    def add_parser(self, name: str, **options: Any) -> ChineseParser: ...


def add_corrections_command(commands: Commands) -> None:
    """Add `corrections` and its actions to the parser of the pipelines."""
    corrections = commands.add_parser("corrections", help="更正：查看、生效", epilog=EXAMPLES)
    actions = corrections.add_subparsers(dest="action", required=True, metavar="操作", title="操作")
    for name, words in (("list", "检查更正文件，列出各条"), ("apply", "使改动生效，生成并发布新快照")):
        action = actions.add_parser(name, help=words, epilog=EXAMPLES)
        action.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
        action.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")


def run_corrections(options: argparse.Namespace) -> int:
    """Run one action and return the exit code of the command."""
    home = Home.find(options.home)
    return _list(home, options) if options.action == "list" else _apply(home, options)


def tell_corrections(outcomes: Sequence[CorrectionOutcome]) -> None:
    """Print what a load did with the corrections; those without effect under a heading of their own."""
    if not outcomes:
        return
    idle = [one for one in outcomes if one.problem is not None and not one.is_refused]
    print(f"更正 {len(outcomes)} 条，起作用 {sum(one.problem is None for one in outcomes)} 条")
    if idle:
        print("未起作用的更正：")
    for one in idle:
        print(f"    {one.place}：{one.problem}")


def _list(home: Home, options: argparse.Namespace) -> int:
    corrections = read_corrections(home.corrections, name_index(load_reference(home.reference)))
    outcome_of = {one.id: one for one in current_outcomes(home, corrections)}
    if options.json:
        told = [_told(entry, outcome_of.get(entry.id)) for entry in corrections.entries]
        print(json.dumps({"corrections": told}, ensure_ascii=False))
        return 0
    for entry in corrections.entries:
        outcome = outcome_of.get(entry.id) if entry.is_active else None
        state = "停用" if not entry.is_active else f"匹配 {outcome.matched} 行" if outcome else "尚未装载"
        change = "整行不计" if entry.is_drop else _pairs(entry.change_text)
        print(f"{entry.place}  {DATASETS[entry.dataset].label}  {state}")
        print(f"    {_pairs(entry.match_text)} → {change}。{entry.reason}（{entry.who} {entry.date}）")
        if outcome is not None and outcome.problem is not None:
            print(f"    {outcome.problem}")
    if not corrections.entries:
        print(f"没有更正。更正写在 {home.corrections} 的 *.yaml 文件中，样式见 docs/corrections.md")
    return 0


def _pairs(texts: Any) -> str:
    return "，".join(f"{name}：{'（空）' if text is None else text}" for name, text in texts.items())


def _told(entry: Correction, outcome: CorrectionOutcome | None) -> dict[str, Any]:
    is_known = outcome is not None and entry.is_active
    return {
        "id": entry.id,
        "file": entry.file,
        "entry": entry.entry,
        "dataset": entry.dataset,
        "match": dict(entry.match_text),
        "change": None if entry.is_drop else dict(entry.change_text),
        "reason": entry.reason,
        "who": entry.who,
        "date": entry.date or None,
        "status": "active" if entry.is_active else "retired",
        "matched": outcome.matched if outcome is not None and is_known else None,
        "problem": outcome.problem if outcome is not None and is_known else None,
    }


def _apply(home: Home, options: argparse.Namespace) -> int:
    report = rebuild(home)
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return report.exit_code
    tell_corrections(report.corrections)
    for reason in report.blocked_by:
        print(f"阻止发布：{reason}")
    if not report.published:
        print(f"没有新的发布，当前快照仍为 {report.snapshot}")
        return FAILED
    print(f"已发布快照 {report.snapshot}，用时 {report.seconds:.1f} 秒")
    return report.exit_code
