"""The head of a page says how fresh, how checked, which snapshot, real or synthetic."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dashboard.texts import common
from dashboard.widgets.head import pills
from warehouse.ledger_reading import Verdict
from warehouse.snapshots import SnapshotInfo


def _info(*, is_demo: bool = False) -> SnapshotInfo:
    return SnapshotInfo(
        "000218-x", 218, "x", datetime(2026, 11, 22), date(2026, 11, 22), is_demo=is_demo, is_current=True
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(True, 0, 0, 58), "● 数据截至 11月22日 · 核验 58/58 通过"),
        (Verdict(True, 0, 2, 58), "▲ 数据截至 11月22日 · 核验 56/58 通过，2 项提示"),
        (Verdict(False, 1, 2, 58), "■ 数据截至 11月22日 · 核验 55/58 通过，1 项未通过"),
        (None, "○ 数据截至 11月22日 · 未核验"),
    ],
)
def test_the_verdict_is_told_by_shape_and_words(verdict: Verdict | None, words: str) -> None:
    assert words in pills(_info(), verdict, is_latest=True, as_of=date(2026, 11, 22))


def test_synthetic_data_carry_their_badge_and_real_data_do_not() -> None:
    shown = {
        is_demo: pills(_info(is_demo=is_demo), None, is_latest=True, as_of=date(2026, 11, 22))
        for is_demo in (True, False)
    }
    assert common.DEMO_BADGE in shown[True]
    assert common.DEMO_BADGE not in shown[False]
    assert "快照 #218" in shown[False]


def test_a_week_gone_by_says_so() -> None:
    shown = pills(_info(), None, is_latest=False, as_of=date(2026, 10, 4))
    assert "回看：按 2026年10月4日 计算" in shown
