"""Files that cannot or need not be loaded: rejected ones, and one sent twice."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import Fate, Filing
from pipelines.demo.forms import MARK, Sheet
from pipelines.demo.mess import Written

EMPTY_ON, PHOTO_ON, OTHER_ON = date(2025, 4, 8), date(2026, 11, 17), date(2026, 11, 18)


def rejected_filings() -> Iterator[Filing]:
    """Yield an empty file, a picture named as a workbook, and a table of another subject."""
    yield Filing("演示_统计局_2025年第一季度普法活动台账.xlsx", EMPTY_ON, lambda: b"", fate=Fate.REJECTED)
    yield Filing("演示_残联_助残日活动.xlsx", PHOTO_ON, _picture, fate=Fate.REJECTED)
    rows: list[list[Written]] = [
        ["办公用品领用登记"],
        [f"（{MARK}）"],
        ["物品", "规格", "领取数量", "领用签名"],
        ["打印纸", "A4", 5, "演示甲"],
        ["签字笔", "黑色", 12, "演示乙"],
    ]
    yield Filing(
        "演示_机关事务中心_办公用品领用登记.xlsx",
        OTHER_ON,
        lambda: writers.write_book(writers.XLSX, [Sheet("Sheet1", rows)], OTHER_ON),
        fate=Fate.REJECTED,
    )


def sent_twice(filings: list[Filing]) -> Iterator[Filing]:
    """Yield copies of two ledgers, sent again under another name some days later."""
    for word, name in (("峡窝镇政府_2023年度普法活动", "最终版2(1)"), ("2026年第46周普法活动周报", "副本")):
        for filing in filings:
            if word in filing.name:
                stem, suffix = filing.name.rsplit(".", 1)
                yield replace(
                    filing,
                    name=f"{stem}（{name}）.{suffix}",
                    filed_on=filing.filed_on + timedelta(days=4),
                    placed=(),
                    fate=Fate.DUPLICATE,
                )


def _picture() -> bytes:
    """Return a one-pixel PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
