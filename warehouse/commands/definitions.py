"""`metrics` and `describe`: what the numbers and the datasets mean."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from warehouse.commands.options import Command, Commands, add_format
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.versions import Definitions, published_record
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
from warehouse.render.metrics_doc import BASIS_LABELS, BETTER_LABELS, metrics_markdown, records_markdown
from warehouse.render.text import table, to_json
from warehouse.snapshots import open_snapshot


def add_parsers(commands: Commands) -> None:
    """Register `metrics` and `describe`."""
    definitions = commands.add_parser(
        "metrics",
        help="指标口径",
        description="列出全部指标的定义，现行的，或某个快照生成时的。",
        epilog="例：\n  python -m warehouse metrics --format markdown > docs/metrics.md\n"
        "  python -m warehouse metrics --snapshot 2026-W47",
    )
    definitions.add_argument("--snapshot", metavar="编号或标签", help="该快照生成时的定义，默认现行的")
    add_format(definitions, "table", "json", "markdown")

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
    add_format(described, "table", "json", "markdown")


def _metrics(arguments: argparse.Namespace) -> str:
    if arguments.snapshot is not None:
        return _metrics_then(arguments)
    match arguments.format:
        case "json":
            return to_json([published_record(metric) for metric in METRICS.values()])
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


def _metrics_then(arguments: argparse.Namespace) -> str:
    """Return the definitions as a snapshot keeps them."""
    with open_snapshot(Home.find(arguments.home), arguments.snapshot) as snapshot:
        records = Definitions(snapshot.database, snapshot.id).records()
    match arguments.format:
        case "json":
            return to_json(records)
        case "markdown":
            return records_markdown(snapshot.id, records).rstrip("\n")
        case _:
            return table(
                ("编号", "指标", "单位", "口径", "方向", "定义"),
                [
                    (
                        r["id"],
                        r["name"],
                        r["unit"],
                        BASIS_LABELS[r["basis"]],
                        BETTER_LABELS[r["better"]],
                        r["definition"],
                    )
                    for r in records
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


COMMANDS: Mapping[str, Command] = {"metrics": _metrics, "describe": _describe}
