"""The command `picture`: the archived original's own picture of a region.

`python -m pipelines picture` and, without the rest of the pipelines and therefore sooner,
`python -m pipelines.picture`.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import signal
import sys
from pathlib import Path

from pipelines.intake.memory import bounded_memory
from pipelines.picture.archived import original_path
from pipelines.picture.read import AROUND, KnownFile, KnownTable, picture
from pipelines.reading.model import Limits
from warehouse.console import USAGE
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.pictures import Picture
from warehouse.render.text import table
from warehouse.snapshots import Snapshot, open_snapshot

EXAMPLES = """示例：
  python -m pipelines picture 9f2c… --sheet 台账 --cells C7         看原件中 C7 一带
  python -m pipelines picture 9f2c… --sheet 台账 --cells C7,D7 --around 10 --json"""
_SECONDS = 30.0


def add_picture_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command is told."""
    parser.add_argument("sha256", metavar="SHA256", help="原件的 sha256，追溯结果中有")
    parser.add_argument(
        "--sheet", metavar="NAME", help="工作表名；CSV 和网页为空，Word 为 表1、表2；只有一张时可不写"
    )
    parser.add_argument("--cells", required=True, metavar="C7[,D7…]", help="要标出的单元格")
    parser.add_argument("--around", type=int, default=AROUND, metavar="N", help=f"上下各几行，缺省 {AROUND}")
    parser.add_argument("--personal", action="store_true", help="不遮盖个人信息")
    parser.add_argument("--home", type=Path, help="数据目录，缺省为 FAZHI_HOME 或 var/")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")


def run_picture(options: argparse.Namespace) -> int:
    """Show the region of an original around cells."""
    cells = [cell.strip() for cell in options.cells.split(",") if cell.strip()]
    if not cells or options.around < 0:
        sys.stderr.write("用法不对：--cells 应如 C7,D7，--around 应为不小于 0 的整数\n")
        return USAGE
    home = Home.find(options.home)
    size = original_path(home.originals, options.sha256).stat().st_size
    known = known_file(home, options.sha256)
    # The bytes are opened in this very process: it may take no more than a reader's child.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(math.ceil(_SECONDS))
    with bounded_memory(size):
        found = picture(
            home.originals, options.sha256, known, options.sheet, cells,
            around=options.around, shows_personal=options.personal, limits=Limits(),
        )  # fmt: skip
    signal.alarm(0)
    told = json.dumps(found.to_dict(), ensure_ascii=False) if options.json else _drawn(found)
    sys.stdout.write(f"{told}\n")
    return 0


def known_file(home: Home, sha256: str) -> KnownFile:
    """Return what the current snapshot knows of a file; an original is shown even where it knows nothing."""
    try:
        snapshot = open_snapshot(home)
    except FazhiError:
        return KnownFile("")
    with snapshot:
        return _known_in(snapshot, sha256)


def _known_in(snapshot: Snapshot, sha256: str) -> KnownFile:
    names = snapshot.database.query(
        "SELECT name FROM ledger.arrivals WHERE file_sha256 = $sha256 AND status = 'loaded'"
        " UNION ALL SELECT name FROM ledger.files WHERE file_sha256 = $sha256 LIMIT 1",
        {"sha256": sha256},
    )["name"]
    tables = snapshot.database.query(
        "SELECT dataset, layout, sheet, header_rows, columns FROM ledger.tables WHERE file_sha256 = $sha256",
        {"sha256": sha256},
    )
    return KnownFile(
        names[0] if len(names) else "",
        tuple(
            KnownTable(
                row["dataset"],
                row["layout"],
                row["sheet"] or "",
                tuple(row["header_rows"] or ()),
                json.loads(row["columns"] or "{}"),
            )
            for row in tables.iter_rows(named=True)
        ),
    )


def _drawn(found: Picture) -> str:
    """Return the picture for a terminal; marked texts stand in 【】."""
    lines = []
    for row in found.rows:
        texts = {cell.column: f"【{cell.text}】" if cell.is_marked else cell.text for cell in row.cells}
        number = f"{row.row}（隐藏）" if row.is_hidden else str(row.row)
        lines.append([number, *(" ".join(texts.get(column, "").split()) for column in found.columns)])
    headers = ["", *(f"{name}（隐藏）" if name in found.hidden_columns else name for name in found.columns)]
    told = f"{found.file or found.sha256}  {found.sheet}".rstrip()
    altered = [] if found.is_intact else ["注意：原件与登记的摘要不符，可能已被改动，请从备份恢复"]
    return "\n".join([told, *altered, table(headers, lines)])
