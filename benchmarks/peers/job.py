"""What every measured program shares: its files, what the columns must be, and how it tells its time.

Nothing here imports a library that is measured, nor anything of the project.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

HEADER_ROW = 3
"""1-based: a title and the filing date stand above the header."""
TEXTS = ("活动名称", "地点", "村（社区）", "主办单位", "联合单位", "七进类别", "活动形式", "普法主题", "备注")
REQUIRED = ("活动名称", "开展时间", "主办单位")
DAY = "开展时间"
COUNTS = ("序号", "受众人数", "场次", "发放资料", "解答咨询")
HEADERS = (
    "序号", "活动名称", "开展时间", "地点", "村（社区）", "主办单位", "联合单位", "七进类别",
    "活动形式", "普法主题", "受众人数", "场次", "发放资料", "解答咨询", "备注",
)  # fmt: skip


class WrongAnswer(Exception):
    """A program found a fault in data that has none, so its time says nothing."""


def ensure(is_right: bool) -> None:
    """Raise WrongAnswer where a check that holds for the data does not hold."""
    if not is_right:
        raise WrongAnswer("a check fails on data without faults")


def tell(job: Callable[[list[Path]], int]) -> None:
    """Do a job over the files of the folder that the command names; print rows and seconds as JSON."""
    files = sorted(Path(sys.argv[1]).iterdir())
    started = time.perf_counter()
    rows = job(files)
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"rows": rows, "seconds": seconds}))
