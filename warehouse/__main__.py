"""`python -m warehouse`: ask for numbers, trace them, read definitions, list snapshots."""

from __future__ import annotations

import argparse
import csv
import gc
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import duckdb

from warehouse.console import ChineseParser, guarded
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import YEAR
from warehouse.errors import BadSelection, DamagedSnapshot
from warehouse.home import Home
from warehouse.lineage import TracedRow, trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import Grain, Selection, query
from warehouse.render.describe import (
    checks_in_words,
    describe,
    describe_markdown,
    dictionary_markdown,
    find_dataset,
    key_in_words,
    meaning,
    vintages_in_words,
)
from warehouse.render.metrics_doc import BASIS_LABELS, BETTER_LABELS, metrics_markdown
from warehouse.render.text import shown, table, to_json
from warehouse.snapshots import open_snapshot, snapshot_ids

_HOME_HELP = "数据所在文件夹，默认取环境变量 FAZHI_HOME，再默认 var/"
_UNREADABLE = "快照内容不完整或不是本程序生成的。请用 python -m warehouse snapshots 查看别的快照，或重新装载"
_GRAINS = tuple(grain.value for grain in Grain)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = ChineseParser(
        prog="python -m warehouse",
        description="查询数据仓库：取数、追溯到单元格、查看口径和快照。",
        epilog="例：\n  python -m warehouse query P01,P02 --grain month --from 2026-01-01\n"
        "  python -m warehouse metrics\n各命令另有说明：python -m warehouse query --help",
    )
    parser.add_argument("--home", metavar="文件夹", help=_HOME_HELP)
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")

    asked = commands.add_parser(
        "query",
        help="取数",
        description="按时段、维度取指标的数。日期含首尾两日；不写则从第一条记录到数据截至日。",
        epilog="例：\n  python -m warehouse query P01,P02 --grain week --from 2026-10-01\n"
        "  python -m warehouse query C01 --by level --to 2022-12-31 --format json\n"
        "  python -m warehouse query P02 --by township --where setting=学校,社区",
    )
    asked.add_argument("metrics", metavar="指标", help="指标编号，几个用逗号分开，例如 P01,P02")
    _add_selection(asked)
    _add_format(asked, "table", "json", "csv")

    traced = commands.add_parser(
        "trace",
        help="追溯到原表的单元格",
        description="列出一个数背后的各行，以及每行取自哪个文件、哪张表、哪个单元格。",
        epilog="例：\n  python -m warehouse trace P02 --from 2022-01-01 --to 2022-12-31 --limit 20\n"
        "  python -m warehouse trace F07 --where respondent=公安局 --format json",
    )
    traced.add_argument("metric", metavar="指标", help="一个指标编号，例如 P02")
    _add_selection(traced)
    traced.add_argument("--limit", type=int, metavar="行数", help="最多列出几行，默认全部")
    _add_format(traced, "table", "json")

    definitions = commands.add_parser(
        "metrics",
        help="指标口径",
        description="列出全部指标的定义。",
        epilog="例：\n  python -m warehouse metrics --format markdown > docs/metrics.md",
    )
    _add_format(definitions, "table", "json", "markdown")

    described = commands.add_parser(
        "describe",
        help="数据集说明",
        description="说明一个数据集的列、可填的值和校验规则。",
        epilog="例：\n  python -m warehouse describe activities\n"
        "  python -m warehouse describe --all --format markdown > docs/data-dictionary.md\n"
        f"数据集：{'、'.join(DATASETS)}",
    )
    described.add_argument(
        "dataset", metavar="数据集", nargs="?", help="数据集的名称，例如 activities 或 普法活动"
    )
    described.add_argument("--all", action="store_true", help="全部数据集，即数据字典")
    _add_format(described, "table", "json", "markdown")

    listed = commands.add_parser(
        "snapshots",
        help="快照清单",
        description="列出已发布的快照，当前的标明。",
        epilog="例：\n  python -m warehouse snapshots --format json",
    )
    _add_format(listed, "table", "json")
    for command in commands.choices.values():
        # After the command too; left out there, it does not undo what stands before the command.
        command.add_argument("--home", metavar="文件夹", default=argparse.SUPPRESS, help=_HOME_HELP)
    return parser


def _add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="格式",
        help=f"输出格式：{'、'.join(formats)}，默认 {formats[0]}",
    )


def _add_selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="维度[,维度]", default="", help="按维度拆分，例如 township")
    parser.add_argument(
        "--grain",
        choices=_GRAINS,
        default=Grain.TOTAL.value,
        metavar="时段",
        help="时段：total 合计（默认）、week 周、month 月、quarter 季、half 半年、year 年",
    )
    parser.add_argument("--from", dest="start", metavar="日期", help="起始日，例如 2026-01-01")
    parser.add_argument("--to", dest="end", metavar="日期", help="截止日，含当日")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="维度=值[,值]",
        help="筛选，可以写几次，例如 --where unit=公安局",
    )
    parser.add_argument("--snapshot", metavar="编号或标签", help="用哪个快照，默认当前快照")


def read_selection(arguments: argparse.Namespace) -> Selection:
    """Return the selection that was typed; BadSelection says what is wrong with it."""
    where: dict[str, tuple[str, ...]] = {}
    for written in arguments.where:
        name, sign, values = written.partition("=")
        listed = _listed(values)
        if not sign or not listed:
            raise BadSelection(f"--where 应写成 维度=值，例如 unit=公安局，而不是「{written}」")
        where[name.strip()] = (*where.get(name.strip(), ()), *listed)
    return Selection(
        start=_date(arguments.start, "--from"),
        end=_date(arguments.end, "--to"),
        grain=Grain(arguments.grain),
        by=_listed(arguments.by),
        where=where,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _date(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSelection(f"{option} 应为日期，例如 2026-01-31，而不是「{text}」") from error


def _query(arguments: argparse.Namespace) -> str:
    selection = read_selection(arguments)
    with open_snapshot(Home.find(arguments.home), arguments.snapshot) as snapshot:
        frame = query(snapshot, _listed(arguments.metrics), selection)
    match arguments.format:
        case "json":
            return to_json(frame.to_dicts())
        case "csv":
            return _csv(frame.columns, frame.rows())
        case _:
            labels = {"metric": "指标", "period": "时段", "value": "值", "numerator": "分子"}
            labels |= {"denominator": "分母", "n": "n", "qualifier": "估数"}
            headers = [labels.get(name, name) for name in frame.columns]
            numbers = range(
                len(headers) - len(("value", "numerator", "denominator", "n", "qualifier")), len(headers) - 1
            )
            return table(headers, frame.rows(), right=numbers)


def _csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().rstrip("\n")


def _trace(arguments: argparse.Namespace) -> str:
    selection = read_selection(arguments)
    if arguments.limit is not None and arguments.limit < 1:
        raise BadSelection(f"--limit 应为正整数，而不是 {arguments.limit}")
    with open_snapshot(Home.find(arguments.home), arguments.snapshot) as snapshot:
        rows = trace(snapshot, arguments.metric, selection, arguments.limit)
    if arguments.format == "json":
        return to_json([row.to_dict() for row in rows])
    headers = ("数据集", "业务键", "计入", "文件", "工作表", "列", "单元格", "原文", "值")
    lines = [
        (
            row.dataset,
            " ".join(_in_column(row.dataset, column, value) for column, value in row.key.items()),
            row.contribution,
            *cell,
        )
        for row in rows
        for cell in _traced_cells(row)
    ]
    return table(headers, lines, right=(2,))


def _traced_cells(row: TracedRow) -> Iterator[tuple[Any, ...]]:
    """Yield file, sheet, column, address, text and value of each cell; a whole table has no cells."""
    for name, cell in row.cells.items():
        shown_value = _in_column(row.dataset, name, cell.value)
        yield cell.file, cell.sheet, name, cell.cell or cell.origin, cell.raw, shown_value
    if not row.cells:
        yield row.key.get("file"), row.key.get("sheet"), None, None, None, ""


def _in_column(dataset: str, name: str, value: Any) -> str:
    """Return a value for a reader; a year is no quantity, so it has no thousands separator."""
    years = {column.name for column in DATASETS[dataset].columns if column.kind == YEAR}
    is_year = value is not None and name in years
    return str(value) if is_year else shown(value)


def _metrics(arguments: argparse.Namespace) -> str:
    match arguments.format:
        case "json":
            return to_json([metric.record() for metric in METRICS.values()])
        case "markdown":
            return metrics_markdown(METRICS.values()).rstrip("\n")
        case _:
            return table(
                ("编号", "指标", "单位", "口径", "方向", "目标"),
                [
                    (m.id, m.name, m.unit, BASIS_LABELS[m.basis], BETTER_LABELS[m.better], m.target or None)
                    for m in METRICS.values()
                ],
            )


def _describe(arguments: argparse.Namespace) -> str:
    if arguments.all == (arguments.dataset is not None):
        raise BadSelection("describe 应写明一个数据集，或写 --all 说明全部数据集")
    if not arguments.all:
        dataset = find_dataset(arguments.dataset)
        match arguments.format:
            case "json":
                return to_json(describe(dataset))
            case "markdown":
                return describe_markdown(dataset).rstrip("\n")
            case _:
                return _described_table(dataset)
    match arguments.format:
        case "json":
            return to_json([describe(dataset) for dataset in DATASETS.values()])
        case "markdown":
            return dictionary_markdown(DATASETS.values()).rstrip("\n")
        case _:
            return "\n\n".join(_described_table(dataset) for dataset in DATASETS.values())


def _described_table(dataset: Dataset) -> str:
    columns = table(
        ("列名", "表头", "类型", "单位", "必填", "说明"),
        [
            (c.name, c.label, c.kind.label, c.unit or "", "是" if c.required else "", meaning(c))
            for c in dataset.columns
        ],
    )
    head = f"{dataset.label}（{dataset.name}）：业务键 {key_in_words(dataset)}"
    lists = (("校验：", checks_in_words(dataset)), ("旧版表式：", vintages_in_words(dataset)))
    shown_lists = [line for title, entries in lists if entries for line in ("", title, *_indented(entries))]
    return "\n".join([head, "", columns, *shown_lists])


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _snapshots(arguments: argparse.Namespace) -> str:
    home = Home.find(arguments.home)
    infos = []
    for name in snapshot_ids(home):
        with open_snapshot(home, name) as snapshot:
            infos.append(snapshot.info)
    if arguments.format == "json":
        return to_json(
            [
                {
                    "id": info.id,
                    "sequence": info.sequence,
                    "run": info.run_id,
                    "created_at": info.created_at.isoformat(),
                    "data_cutoff": info.data_cutoff.isoformat() if info.data_cutoff else None,
                    "is_demo": info.is_demo,
                    "is_current": info.is_current,
                }
                for info in infos
            ]
        )
    if not infos:
        return "还没有已发布的快照。请先运行 python -m pipelines load <文件或文件夹>"
    return table(
        ("编号", "序号", "生成时间（UTC）", "数据截至", "演示数据", "当前"),
        [
            (i.id, i.sequence, f"{i.created_at:%Y-%m-%d %H:%M}", i.data_cutoff, i.is_demo, i.is_current)
            for i in infos
        ],
    )


_COMMANDS = {
    "query": _query,
    "trace": _trace,
    "metrics": _metrics,
    "describe": _describe,
    "snapshots": _snapshots,
}


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; raises FazhiError where it cannot be answered."""
    parsed = build_parser().parse_args(arguments)
    try:
        print(_COMMANDS[parsed.command](parsed), flush=True)
    except duckdb.Error as error:
        raise DamagedSnapshot(_UNREADABLE) from error
    return 0


if __name__ == "__main__":
    # One answer and out: looking for garbage costs a tenth of the time and frees nothing in it.
    gc.disable()
    raise SystemExit(main())
