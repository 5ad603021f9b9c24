"""A small inbox in which order matters where it should: corrections, joint events, repeats, faults.

Eight activities in seven files. `BEFORE` are loaded first where a snapshot has to be there already.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from tests.support.inbox import write_csv

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]
BEFORE = ("公安局_一月.csv", "司法局_一月.csv")
# After every file, in whatever order they came.
TOTAL_AUDIENCE = 1860
LATEST = {"宪法宣传一": 150, "禁毒宣传一": 70}


def write_inbox(folder: Path) -> list[Path]:
    """Write the files; the same bytes and times at each call. Return their paths, sorted."""
    police = [[f"宪法宣传{mark}", f"2024-01-0{day}", "中心广场", "公安局", 100 * day] for mark, day in _DAYS]
    justice = [
        ["反诈宣传", "2024-01-05", "文化广场", "司法局", 200],
        ["禁毒宣传一", "2024-01-06", "文化广场", "司法局", 60],
    ]
    latest = [[*police[0][:4], LATEST["宪法宣传一"]], [*justice[1][:4], LATEST["禁毒宣传一"]]]
    write_csv(folder / BEFORE[0], _sheet(police, "2024-02-01"), modified="2024-02-01")
    write_csv(folder / BEFORE[1], _sheet(justice, "2024-02-02"), modified="2024-02-02")
    # Corrections; the later one was written before the earlier had been filed.
    write_csv(folder / "更正_二月.csv", _sheet([[*police[0][:4], 120]], "2024-03-01"), modified="2024-03-03")
    write_csv(folder / "更正_三月.csv", _sheet(latest, "2024-04-01"), modified="2024-03-02")
    # The event of the justice bureau as its guest filed it, a row that cannot be read, and a total.
    school = [
        ["反诈宣传", "2024-01-05", "文化广场", "教育局", 200],
        ["校园讲座", "2024-01-09", "第一中学", "教育局", 340],
        ["校园参观", "2024.2.30", "第一中学", "教育局", 50],
        ["合计", None, None, None, 590],
    ]
    workbook = folder / "教育局_一月.xlsx"
    workbook.write_bytes(_workbook(_sheet(school, "2024-02-03")))
    moment = datetime(2024, 2, 3, tzinfo=UTC).timestamp()
    os.utime(workbook, (moment, moment))
    # The same bytes under another name.
    shutil.copy2(folder / BEFORE[0], folder / "公安局_一月（重发）.csv")
    write_csv(folder / "认不出.csv", [["品名", "单价"], ["纸", 12]], modified="2024-02-04")
    return sorted(folder.iterdir())


_DAYS = tuple(zip("一二三四", range(1, 5), strict=True))


def _sheet(rows: Sequence[Sequence[object]], filed: str) -> list[Sequence[object]]:
    return [["普法活动台账"], [f"填报时间：{filed}"], HEADER, *rows]


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    # Equal bytes at each call.
    book.set_properties({"created": datetime(2024, 2, 3)})
    sheet = book.add_worksheet("台账")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()
