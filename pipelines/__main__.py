"""`python -m pipelines`: load files, check them, write templates, make a demo inbox."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from expectations.auditor import Audit, BackgroundAuditor
from expectations.verdict import audit
from pipelines.check_file import check_paths
from pipelines.corrections.cli import add_corrections_command, run_corrections, tell_corrections
from pipelines.demo import SEED, UNTIL, generate
from pipelines.joint.cli import add_joint_command, run_joint
from pipelines.load import load
from pipelines.picture.cli import add_picture_commands, run_reread
from pipelines.picture.command import run_picture
from pipelines.report import FileReport, FileStatus, LoadReport, checked_json
from pipelines.returning.write import INDEX_NAME
from warehouse.console import USAGE, ChineseParser, guarded
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.home import Home
from warehouse.reference.tables import load_reference
from warehouse.render.describe import find_dataset
from warehouse.render.templates import template_bytes, template_file_name

Auditing = Callable[[], AbstractContextManager[Audit]]
"""Opens what reaches the verdict of a load."""

_STATUS_WORDS = {
    FileStatus.LOADED: "已装载",
    FileStatus.DUPLICATE: "重复",
    FileStatus.REJECTED: "退回",
    FileStatus.WAITING: "待读",
}
# A check loads nothing.
_CHECKED_WORDS = {**_STATUS_WORDS, FileStatus.LOADED: "可装载", FileStatus.REJECTED: "应退回"}
_EXAMPLES = """示例：
  python -m pipelines load 收件箱/                装载一个文件夹里的全部报表
  python -m pipelines load 普法台账.xlsx --json   装载一个文件，输出 JSON
  python -m pipelines check 普法台账.xlsx         只检查，不写入
  python -m pipelines check 普法台账.xlsx --returns 退回   检查，并把标注好的退回件写到文件夹
  python -m pipelines joint list                  列出待定的联合活动，另见 joint --help
  python -m pipelines corrections list            列出更正及其作用，另见 corrections --help
  python -m pipelines templates --to 模板         生成全部报送模板
  python -m pipelines demo --to 演示收件箱        生成合成演示数据"""


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in this process alone and return its exit code."""
    return _run(arguments, lambda: nullcontext(audit))


@guarded
def program(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; a load's audit makes itself ready beside it."""
    return _run(arguments, BackgroundAuditor)


def _run(arguments: Sequence[str] | None, auditing: Auditing) -> int:
    options = _parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "load": partial(_load, auditing=auditing),
        "check": _check,
        "joint": run_joint,
        "corrections": run_corrections,
        "picture": run_picture,
        "reread": run_reread,
        "templates": _templates,
        "demo": _demo,
    }
    return commands[options.command](options)


def _parser() -> ChineseParser:
    parser = ChineseParser(
        prog="python -m pipelines", description="把各单位报送的表格装入数据仓库", epilog=_EXAMPLES
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    loading = commands.add_parser("load", help="装载文件和文件夹", epilog=_EXAMPLES)
    loading.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹（含下级）")
    loading.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
    loading.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    checking = commands.add_parser("check", help="只检查，不写入", epilog=_EXAMPLES)
    checking.add_argument("path", type=Path, metavar="PATH", help="文件或文件夹（含下级）")
    checking.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
    checking.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    checking.add_argument("--returns", type=Path, metavar="DIR", help="把标注好的退回件写到哪个文件夹")

    add_joint_command(commands)
    add_corrections_command(commands)
    add_picture_commands(commands)

    writing = commands.add_parser("templates", help="生成报送模板", epilog=_EXAMPLES)
    writing.add_argument("--to", type=Path, required=True, metavar="DIR", help="写到哪个文件夹")
    writing.add_argument(
        "--dataset", action="append", default=[], metavar="NAME", help="只生成这一种，可以写几次，如 普法活动"
    )
    writing.add_argument("--home", type=Path, help="数据目录，其中的单位、镇办和村（社区）名单进入下拉列表")

    making = commands.add_parser("demo", help="生成合成演示数据", epilog=_EXAMPLES)
    making.add_argument("--to", type=Path, required=True, metavar="DIR", help="写到哪个文件夹")
    making.add_argument("--seed", type=int, default=SEED, help="随机种子")
    making.add_argument("--until", type=_day, default=UNTIL, help="截至哪一天，如 2026-11-22")
    making.add_argument("--scale", type=_positive, default=1, help="数据量倍数")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应如 2026-11-22") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"「{text}」应为不小于 1 的整数")
    return int(text)


def _missing(paths: Sequence[Path]) -> bool:
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        sys.stderr.write(f"找不到 {path}，请检查路径\n")
    return bool(missing)


def _load(options: argparse.Namespace, auditing: Auditing) -> int:
    if _missing(options.paths):
        return USAGE
    home = Home.find(options.home)
    if options.json:
        with auditing() as auditor:
            report = load(options.paths, home, auditor=auditor)
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return report.exit_code
    with auditing() as auditor, Progress(
        TextColumn("装载"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"),
        console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)
        report = load(
            options.paths,
            home,
            lambda number, total, name: bar.update(
                task, completed=number - 1, total=total, description=name.replace("[", "［")
            ),
            auditor,
        )
    _tell_load(report, home)
    return report.exit_code


def _tell_load(report: LoadReport, home: Home) -> None:
    for file in report.files:
        _tell_file(file)
    counts = {status: sum(f.status is status for f in report.files) for status in FileStatus}
    print("，".join(f"{_STATUS_WORDS[s]} {n} 个" for s, n in counts.items() if n) or "没有找到文件")
    _tell_returns(report.files, home.returns / report.run)
    if report.verdict is not None:
        passed = report.verdict.checks - report.verdict.critical - report.verdict.warning
        print(f"核验 {passed}/{report.verdict.checks} 通过")
    tell_corrections(report.corrections)
    for reason in report.blocked_by:
        print(f"阻止发布：{reason}")
    if report.published:
        print(f"已发布快照 {report.snapshot}，用时 {report.seconds:.1f} 秒")
    elif report.snapshot is not None:
        print(f"没有新的发布，当前快照仍为 {report.snapshot}")
    else:
        print("没有可以发布的内容")


def _tell_file(file: FileReport, words: Mapping[FileStatus, str] = _STATUS_WORDS) -> None:
    line = f"{words[file.status]}  {file.name}"
    if file.reason is not None:
        line += f"：{file.reason}"
    if file.tables:
        loaded = sum(table.loaded_rows for table in file.tables)
        kept_out = sum(len(table.quarantined) for table in file.tables)
        labels = "、".join(dict.fromkeys(table.dataset.label for table in file.tables))
        may = "可" if words is _CHECKED_WORDS else ""
        line += f"  {labels}  {may}装入 {loaded} 行" + (f"，隔离 {kept_out} 行" if kept_out else "")
        unread = [sheet.sheet for sheet in file.sheets if sheet.findings]
        line += f"，工作表{'、'.join(f'「{name}」' for name in unread)}没有读取" if unread else ""
    print(line)


def _tell_returns(files: Sequence[FileReport], folder: Path) -> None:
    written = sum(file.returned is not None for file in files)
    if written:
        print(f"退回件 {written} 份：{folder}（{INDEX_NAME} 为目录）")
    for file in files:
        if file.return_fault is not None:
            print(f"退回件未能生成：{file.name}：{file.return_fault}")


def _check(options: argparse.Namespace) -> int:
    if _missing([options.path]):
        return USAGE
    files = check_paths([options.path], Home.find(options.home), options.returns)
    if options.json:
        print(json.dumps(checked_json(files), ensure_ascii=False))
        return 0
    for file in files:
        _tell_file(file, _CHECKED_WORDS)
        # A lone sheet that was not read is what the file's own reason speaks of.
        told = file.sheets if file.tables or len(file.sheets) > 1 else ()
        for line in (line for sheet in told for line in sheet.lines()):
            print(f"    {line}")
        for table in file.tables:
            for finding in table.findings:
                sheet = f"{table.sheet} " if table.sheet else ""
                mark = "必须修改" if finding.severity is Severity.ERROR else "请核对"
                print(f"    【{mark}】{sheet}{finding.cells} {finding.message}。{finding.remedy}")
    _tell_returns(files, options.returns)
    return 0


def _templates(options: argparse.Namespace) -> int:
    datasets = [find_dataset(text) for text in options.dataset] or list(DATASETS.values())
    reference = load_reference(Home.find(options.home).reference)
    options.to.mkdir(parents=True, exist_ok=True)
    for dataset in datasets:
        content = template_bytes(dataset, reference, date.today())
        (options.to / template_file_name(dataset)).write_bytes(content)
    print(f"已生成 {len(datasets)} 个报送模板：{options.to}")
    return 0


def _demo(options: argparse.Namespace) -> int:
    written = generate(options.to, seed=options.seed, until=options.until, scale=options.scale)
    print(f"已生成 {len(written)} 个合成演示文件：{options.to}")
    return 0


if __name__ == "__main__":
    raise SystemExit(program())
