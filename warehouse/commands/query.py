"""`query`: ask for numbers."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.commands.options import (
    Command,
    Commands,
    add_format,
    add_selection,
    add_snapshot,
    listed,
    read_selection,
)
from warehouse.home import Home
from warehouse.metrics.query import query, undefined_metrics
from warehouse.render.text import table, to_json
from warehouse.snapshots import open_snapshot


def add_parsers(commands: Commands) -> None:
    """Register `query`."""
    asked = commands.add_parser(
        "query",
        help="取数",
        description="按时段、维度取指标的数。日期含首尾两日；不写则从第一条记录到数据截至日。",
        epilog="例：\n  python -m warehouse query P01,P02 --grain week --from 2026-10-01\n"
        "  python -m warehouse query C01 --by level --to 2022-12-31 --format json\n"
        "  python -m warehouse query P02 --by township --where setting=学校,社区",
    )
    asked.add_argument("metrics", metavar="指标", help="指标编号，几个用逗号分开，例如 P01,P02")
    add_selection(asked)
    add_snapshot(asked)
    add_format(asked, "table", "json", "csv")


def _query(arguments: argparse.Namespace) -> str:
    selection = read_selection(arguments)
    with open_snapshot(Home.find(arguments.home), arguments.snapshot) as snapshot:
        asked = listed(arguments.metrics)
        frame = query(snapshot, asked, selection)
        for metric in undefined_metrics(snapshot, asked):
            sys.stderr.write(f"快照 {snapshot.id} 发布时还没有指标 {metric.id} {metric.name}，因此没有数\n")
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


COMMANDS: Mapping[str, Command] = {"query": _query}
