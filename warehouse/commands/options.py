"""What several commands share: output formats, a selection of dates and dimensions, result types."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from warehouse.errors import BadSelection
from warehouse.metrics.selection import Grain, Selection

# What a command gives: its output, and where that is not success, the exit code.
Result = str | tuple[str, int]
Command = Callable[[argparse.Namespace], Result]
# argparse has no public name for what add_subparsers returns.
Commands = Any

HOME_HELP = "数据所在文件夹，默认取环境变量 FAZHI_HOME，再默认 var/"
_GRAINS = tuple(grain.value for grain in Grain)


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Add --format; the first format is the default."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="格式",
        help=f"输出格式：{'、'.join(formats)}，默认 {formats[0]}",
    )


def add_snapshot(parser: argparse.ArgumentParser) -> None:
    """Add --snapshot."""
    parser.add_argument("--snapshot", metavar="编号或标签", help="用哪个快照，默认当前快照")


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that make a Selection: --by, --grain, --from, --to, --where."""
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


def read_selection(arguments: argparse.Namespace) -> Selection:
    """Return the selection that was typed; BadSelection says what is wrong with it."""
    where: dict[str, tuple[str, ...]] = {}
    for written in arguments.where:
        name, sign, values = written.partition("=")
        accepted = listed(values)
        if not sign or not accepted:
            raise BadSelection(f"--where 应写成 维度=值，例如 unit=公安局，而不是「{written}」")
        where[name.strip()] = (*where.get(name.strip(), ()), *accepted)
    return Selection(
        start=_date(arguments.start, "--from"),
        end=_date(arguments.end, "--to"),
        grain=Grain(arguments.grain),
        by=listed(arguments.by),
        where=where,
    )


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _date(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSelection(f"{option} 应为日期，例如 2026-01-31，而不是「{text}」") from error
