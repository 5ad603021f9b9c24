"""`trace`: the rows and cells behind a number."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from warehouse.commands.options import (
    Command,
    Commands,
    add_format,
    add_selection,
    add_snapshot,
    read_selection,
)
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import YEAR
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.lineage import TracedRow, trace
from warehouse.render.text import shown, table, to_json
from warehouse.snapshots import open_snapshot


def add_parsers(commands: Commands) -> None:
    """Register `trace`."""
    traced = commands.add_parser(
        "trace",
        help="追溯到原表的单元格",
        description="列出一个数背后的各行，以及每行取自哪个文件、哪张表、哪个单元格。",
        epilog="例：\n  python -m warehouse trace P02 --from 2022-01-01 --to 2022-12-31 --limit 20\n"
        "  python -m warehouse trace F07 --where respondent=公安局 --format json",
    )
    traced.add_argument("metric", metavar="指标", help="一个指标编号，例如 P02")
    add_selection(traced)
    add_snapshot(traced)
    traced.add_argument("--limit", type=int, metavar="行数", help="最多列出几行，默认全部")
    add_format(traced, "table", "json")


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


COMMANDS: Mapping[str, Command] = {"trace": _trace}
