"""`python -m warehouse`: ask for numbers, trace them, read definitions, keep snapshots."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence

import duckdb

from warehouse.commands import definitions, differences, keeping, query, safekeeping, tracing
from warehouse.commands.options import HOME_HELP
from warehouse.console import ChineseParser, guarded
from warehouse.errors import DamagedSnapshot
from warehouse.home import Home
from warehouse.snapshots import told_unreadable

_SUBJECTS = (query, tracing, definitions, differences, keeping, safekeeping)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = ChineseParser(
        prog="python -m warehouse",
        description="查询数据仓库：取数、追溯到单元格、查看口径、保管快照。",
        epilog="例：\n  python -m warehouse query P01,P02 --grain month --from 2026-01-01\n"
        "  python -m warehouse metrics\n  python -m warehouse verify\n"
        "各命令另有说明：python -m warehouse query --help",
    )
    parser.add_argument("--home", metavar="文件夹", help=HOME_HELP)
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for subject in _SUBJECTS:
        subject.add_parsers(commands)
    for command in commands.choices.values():
        # After the command too; left out there, it does not undo what stands before the command.
        command.add_argument("--home", metavar="文件夹", default=argparse.SUPPRESS, help=HOME_HELP)
    return parser


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; a FazhiError is told, not raised."""
    parsed = build_parser().parse_args(arguments)
    runners = {name: run for subject in _SUBJECTS for name, run in subject.COMMANDS.items()}
    try:
        result = runners[parsed.command](parsed)
    except duckdb.Error as error:
        # Damage that shows only when the rows are read.
        home, which = Home.find(parsed.home), getattr(parsed, "snapshot", None)
        raise DamagedSnapshot(told_unreadable(home, which)) from error
    text, code = (result, 0) if isinstance(result, str) else result
    print(text, flush=True)
    return code


if __name__ == "__main__":
    # One answer and out: looking for garbage costs a tenth of the time and frees nothing in it.
    gc.disable()
    raise SystemExit(main())
