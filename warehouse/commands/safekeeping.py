"""`verify`, `backup`, `restore`: that what is kept is whole, and that it survives the machine."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from warehouse.commands.options import Command, Commands, Result
from warehouse.commands.rereading import reread
from warehouse.console import FAILED
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.keeping.backup import back_up
from warehouse.keeping.restoring import restore
from warehouse.keeping.space import told_of_full_disk
from warehouse.keeping.verifying import verify
from warehouse.snapshots import resolve, snapshot_ids

_MIB = 1 << 20


def add_parsers(commands: Commands) -> None:
    """Register `verify`, `backup` and `restore`."""
    verifying = commands.add_parser(
        "verify",
        help="核对所存的是否完好",
        description="核对快照文件、清单和内容，指针，冻结的各标签及其回答，全部原件；"
        "并从原件重读若干单元格，与所记原文比对。完好为 0，有问题为 1，每个问题一行。",
        epilog="例：\n  python -m warehouse verify\n  python -m warehouse verify --all --samples 200\n"
        "  python -m warehouse verify 2026-W47",
    )
    verifying.add_argument("snapshot", metavar="编号", nargs="?", help="快照编号、序号或标签，默认当前快照")
    verifying.add_argument("--all", action="store_true", help="核对全部快照")
    verifying.add_argument(
        "--samples", type=int, default=30, metavar="行数", help="每个快照抽查几行的原文，默认 30，0 为不抽查"
    )
    verifying.add_argument("--seed", type=int, default=0, metavar="数", help="抽查的随机种子，默认 0")

    backing = commands.add_parser(
        "backup",
        help="备份",
        description="把快照、冻结的标签、原件、基础数据、更正、批次记录、人工录入和密钥备份到一个文件夹，"
        "或一个 .tar 文件。备份中有个人信息和密钥，请妥善保管。",
        epilog="例：\n  python -m warehouse backup /mnt/usb/fazhi-20261123\n"
        "  python -m warehouse backup /mnt/usb/fazhi-20261123.tar --all",
    )
    backing.add_argument("to", metavar="去处", type=Path, help="新文件夹，或以 .tar 结尾的新文件")
    backing.add_argument("--snapshot", metavar="编号或标签", help="备份中以哪个快照为当前，默认当前快照")
    backing.add_argument("--all", action="store_true", help="全部快照；不写则只有当前的和冻结的")
    backing.add_argument("--returns", action="store_true", help="连同退回各单位的工作簿")

    restoring = commands.add_parser(
        "restore",
        help="从备份恢复",
        description="从备份恢复到空的数据文件夹。先核对备份，损坏的不恢复。",
        epilog="例：\n  python -m warehouse restore /mnt/usb/fazhi-20261123 --home /srv/fazhi\n"
        "  python -m warehouse restore /mnt/usb/fazhi-20261123.tar --home /srv/fazhi --replace",
    )
    restoring.add_argument("source", metavar="备份", type=Path, help="备份的文件夹或 .tar 文件")
    restoring.add_argument(
        "--replace", action="store_true", help="数据文件夹里已有数据时替换它；原有数据移到旁边，不删除"
    )


def _verify(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    if arguments.all and arguments.snapshot is not None:
        raise BadSelection("verify 写明一个快照，或写 --all，不能同时写")
    if arguments.samples < 0:
        raise BadSelection(f"--samples 不能是负数：{arguments.samples}")
    asked = None
    if arguments.all:
        asked = snapshot_ids(home)
    elif arguments.snapshot is not None:
        asked = [resolve(home, arguments.snapshot)]
    reader = partial(reread, home) if arguments.samples else None
    found = verify(home, asked, reread=reader, samples=arguments.samples, seed=arguments.seed)
    lines = [*(f"✓ {line}" for line in found.done), *(f"✗ {line}" for line in found.faults)]
    conclusion = "核对完毕，全部完好" if found.is_well else f"核对完毕，有 {len(found.faults)} 处问题"
    return "\n".join([*lines, conclusion]), 0 if found.is_well else FAILED


def _backup(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    with told_of_full_disk(home):
        made = back_up(
            home, arguments.to, arguments.snapshot, every=arguments.all, with_returns=arguments.returns
        )
    return (
        f"已备份到 {made.path}：{made.files} 个文件，{made.size / _MIB:,.1f} MiB，"
        f"当前快照 {made.snapshot}，已核对。\n"
        "备份中有个人信息和密钥 secret.key，只有本用户可读，请妥善保管。\n"
        f"恢复：python -m warehouse restore {made.path} --home <空文件夹>"
    )


def _restore(arguments: argparse.Namespace) -> Result:
    home = Home.find(arguments.home)
    with told_of_full_disk(home):
        restored = restore(arguments.source, home, replace=arguments.replace)
    lines = [f"已恢复到 {home.root}：{restored.files} 个文件，当前快照 {restored.snapshot}"]
    if restored.replaced is not None:
        lines.append(f"原有数据移到 {restored.replaced}，确认无误后可自行删除")
    return "\n".join(lines)


COMMANDS: Mapping[str, Command] = {"verify": _verify, "backup": _backup, "restore": _restore}
