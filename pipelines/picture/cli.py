"""`python -m pipelines picture` and `reread`: what the archived originals show."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pipelines.intake.reading import IntakeSettings
from pipelines.picture.command import EXAMPLES, add_picture_arguments
from pipelines.picture.reread import CellAddress, reread
from warehouse.console import FAILED, USAGE
from warehouse.home import Home
from warehouse.reference.tables import load_reference

_REREAD_EXAMPLES = """示例：
  echo '[{"sha256":"9f2c…","sheet":"台账","cell":"C7"}]' | python -m pipelines reread --json"""


def add_picture_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Register the commands `picture` and `reread`."""
    add_picture_arguments(commands.add_parser("picture", help="看原件中单元格一带的原貌", epilog=EXAMPLES))
    again = commands.add_parser("reread", help="重读原件的单元格，供核对", epilog=_REREAD_EXAMPLES)
    again.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
    again.add_argument("--json", action="store_true", help="只输出一个 JSON 数组（总是如此）")


def run_reread(options: argparse.Namespace) -> int:
    """Read cells of originals anew: a JSON list on standard input, a JSON list of texts as the answer."""
    try:
        wanted = [
            CellAddress(str(one["sha256"]), str(one["sheet"] or ""), str(one["cell"]))
            for one in json.load(sys.stdin)
        ]
    except (ValueError, KeyError, TypeError):
        sys.stderr.write("标准输入应为 JSON 数组，每项有 sha256、sheet、cell\n")
        return USAGE
    home = Home.find(options.home)
    # Nothing is digested here, so any key serves.
    answer = reread(home.originals, wanted, IntakeSettings(load_reference(home.reference), b""))
    for fault in answer.faults:
        sys.stderr.write(f"{fault}\n")
    print(json.dumps(answer.texts, ensure_ascii=False))
    return FAILED if answer.faults else 0
