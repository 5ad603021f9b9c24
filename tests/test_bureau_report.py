"""The bureau's annual report: every figure that these datasets cover comes out of the demo warehouse.

Each row is a phrase of the report, the metric that answers it, the selection, the value and its
qualifier. 「余」 in a phrase is either the metric's own qualifier or the round number below an exact value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from warehouse.home import Home
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import open_snapshot

YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))


@dataclass(frozen=True)
class Figure:
    """One figure: at least `lowest`, at most `highest` (the same where the report is exact)."""

    phrase: str
    metric: str
    lowest: int
    highest: int
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    qualifier: str | None = None


def exact(phrase: str, metric: str, value: int, **where: str) -> Figure:
    return Figure(phrase, metric, value, value, {name: (text,) for name, text in where.items()})


VILLAGES = "民主法治示范村（社区）"
FIGURES = (
    exact("区政府常务会议集中学法4次", "P13", 4),
    Figure("开展校园普法活动30余场次", "P08", 31, 39),
    Figure("受众1万余人次", "P09", 10_001, 10_999, qualifier="at_least"),
    Figure("“百场万人”计划：百场", "P01", 100, 150),
    Figure("“百场万人”计划：万人", "P02", 10_000, 20_000, qualifier="about"),
    exact("推荐国家级“民主法治示范村（社区）”1个", "C08", 1, level="国家", category=VILLAGES),
    exact("推荐不是命名", "C01", 0, level="国家"),
    exact("创建省级“法治乡镇（街道）”1个", "C01", 1, level="省", category="法治乡镇（街道）"),
    exact("省级“民主法治示范村（社区）”8个", "C01", 8, level="省", category=VILLAGES),
    exact("创建市级“法治乡镇（街道）”4个", "C01", 4, level="市", category="法治乡镇（街道）"),
    exact("市级“民主法治示范村（社区）”23个", "C01", 23, level="市", category=VILLAGES),
    exact("市级“优秀法治宣传教育基地”1个", "C01", 1, level="市", category="优秀法治宣传教育基地"),
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.phrase)
def test_the_report_says(figure: Figure, demo_home: Home) -> None:
    selection = Selection(start=YEAR_2022[0], end=YEAR_2022[1], where=figure.where)
    with open_snapshot(demo_home) as snapshot:
        (row,) = query(snapshot, [figure.metric], selection).to_dicts()
    assert figure.lowest <= row["value"] <= figure.highest
    assert row["qualifier"] == figure.qualifier


@pytest.mark.parametrize(("metric", "target"), [("P01", 100), ("P02", 10_000), ("P13", 4)])
def test_the_plan_of_a_hundred_events_and_ten_thousand_people_is_the_target(
    demo_home: Home, metric: str, target: int
) -> None:
    selection = Selection(start=YEAR_2022[0], end=YEAR_2022[1], where={"metric": (metric,)})
    with open_snapshot(demo_home) as snapshot:
        (row,) = query(snapshot, ["A04"], selection).to_dicts()
    assert row["denominator"] == target
    assert row["value"] >= 100


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 6, 30), date(2026, 11, 22)])
def test_the_honours_of_the_report_are_still_held_later(demo_home: Home, day: date) -> None:
    selection = Selection(end=day, by=("level",), where={"category": (VILLAGES,), "level": ("省", "市")})
    with open_snapshot(demo_home) as snapshot:
        rows = query(snapshot, ["C01"], selection).to_dicts()
    assert {row["level"]: row["value"] for row in rows} == {"省": 8, "市": 23}
