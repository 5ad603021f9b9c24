"""`python -m expectations`: audits a published snapshot, or writes its quality report."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from expectations.model import CheckResult, CheckSeverity, Verdict
from expectations.report.assembling import published_report
from expectations.report.page import quality_report_html
from expectations.verdict import audit
from warehouse.console import FAILED, ChineseParser, guarded
from warehouse.home import Home
from warehouse.keeping.durable import write_durably
from warehouse.snapshots import open_snapshot, snapshot_ids

PASSED = 0
FAILURES_SHOWN = 20  # of each check; --json has all that are kept

_EXAMPLES = """\
例：
  python -m expectations run                      核验当前快照
  python -m expectations run --snapshot 3         核验第 3 号快照
  python -m expectations run --json               输出 JSON，供程序读取
  python -m expectations run --home /srv/fazhi    指定数据目录
  python -m expectations report --to 报告.html    生成当前快照的数据质量报告

退出码：0 通过，1 未通过或没有可核验的快照，2 用法有误
"""
_STATUS = {CheckSeverity.CRITICAL: "✗ 未通过", CheckSeverity.WARNING: "! 提示"}


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "report":
        return _report(Home.find(options.home), options.snapshot, Path(options.to))
    verdict = _audit(Home.find(options.home), options.snapshot)
    if options.json:
        print(json.dumps(_as_json(verdict), ensure_ascii=False))
    else:
        _print(verdict)
    return PASSED if verdict.success else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = ChineseParser(
        prog="python -m expectations", description="核验快照是否可信，可信的才发布。", epilog=_EXAMPLES
    )
    commands = parser.add_subparsers(
        dest="command", metavar="run|report", required=True, parser_class=ChineseParser
    )
    audit_command = commands.add_parser(
        "run",
        help="核验一个已发布的快照，并与它的上一个快照比较",
        description="核验一个已发布的快照，并与它的上一个快照比较。",
        epilog=_EXAMPLES,
    )
    audit_command.add_argument("--snapshot", metavar="编号", help="快照编号或序号；不写则为当前快照")
    audit_command.add_argument("--json", action="store_true", help="输出 JSON")
    report_command = commands.add_parser(
        "report",
        help="生成一个已发布快照的数据质量报告（网页文件）",
        description="生成一个已发布快照的数据质量报告：一个网页文件，可用浏览器打开和打印。",
        epilog=_EXAMPLES,
    )
    report_command.add_argument("--snapshot", metavar="编号", help="快照编号或序号；不写则为当前快照")
    report_command.add_argument("--to", metavar="文件", required=True, help="写到哪个文件，如 报告.html")
    for each in (parser, audit_command, report_command):
        each.add_argument(
            "--home",
            metavar="目录",
            default=None if each is parser else argparse.SUPPRESS,
            help="数据目录；不写则取 FAZHI_HOME，再则 var/",
        )
    return parser


def _audit(home: Home, which: str | None) -> Verdict:
    # The audit opens the file in its own way, so the pinned snapshot is let go first.
    with open_snapshot(home, which) as snapshot:
        path, snapshot_id, run_id = snapshot.path, snapshot.id, snapshot.info.run_id
    return audit(path, _before(home, snapshot_id), run_id)


def _report(home: Home, which: str | None, target: Path) -> int:
    report = published_report(home, which)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_durably(target, quality_report_html(report).encode())
    print(f"已生成快照 {report.snapshot} 的数据质量报告：{target}")
    return PASSED


def _before(home: Home, snapshot_id: str) -> Path | None:
    # One that is kept under a label alone has no place among the others, but a number.
    older = [known for known in snapshot_ids(home) if known < snapshot_id]
    return home.snapshots / f"{older[-1]}.duckdb" if older else None


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "success": verdict.success,
        "critical": verdict.critical,
        "warning": verdict.warning,
        "checks": verdict.checks,
        "results": [asdict(result) for result in verdict.results],
    }


def _print(verdict: Verdict) -> None:
    console = Console(highlight=False, markup=False)
    table = Table("结果", "核验项", "核验数", "不符", "说明", box=None, pad_edge=False)
    failures = verdict.failures()
    for result in (*failures, *(result for result in verdict.results if result.success)):
        status = "通过" if result.success else _STATUS[CheckSeverity(result.severity)]
        table.add_row(
            status, result.sentence, str(result.checked), str(result.unexpected), _explained(result)
        )
    console.print(table)
    for result in failures:
        if result.failures:
            console.print(_cells(result))
    outcome = "核验通过" if verdict.success else "核验未通过，不予发布"
    console.print(
        f"{outcome}：共 {verdict.checks} 项，未通过 {verdict.critical} 项，提示 {verdict.warning} 项"
    )


def _cells(result: CheckResult) -> Table:
    """Return where the first faults of a check stand."""
    shown = result.failures[:FAILURES_SHOWN]
    title = f"{result.sentence}：共 {result.unexpected} 处，列出 {len(shown)} 处"
    table = Table(
        "文件", "工作表", "单元格", "单位", "填写内容", "不符之处", title=title, box=None, pad_edge=False
    )
    table.title_justify = "left"
    for one in shown:
        where = (one.file, one.sheet, one.cell, one.unit, one.value)
        table.add_row(*(text or "—" for text in where), one.text)
    return table


def _explained(result: CheckResult) -> str:
    if result.error is not None:
        return result.error
    if result.success:
        return ""
    return f"例如 {'、'.join(result.examples)}（{result.owner}）"


if __name__ == "__main__":
    raise SystemExit(main())
