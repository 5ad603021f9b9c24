"""Sentences say what the numbers support, and no more."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.briefing.content.findings import extremes, last_period, year_against_last
from dashboard.data.ask import Answer

DAY = date(2026, 11, 22)


def count(value: float | None, qualifier: str | None = None, group: str | None = None) -> Answer:
    return Answer(value, value, None, 1, qualifier, None, (group,))


def rate(part: float, whole: float, period: str | None = None, group: str | None = None) -> Answer:
    value = 100 * part / whole if whole else None
    return Answer(value, part, whole, int(whole), None, period, (group,))


@pytest.mark.parametrize(
    ("metric_id", "now", "before", "said"),
    [
        ("P01", count(96), count(88), "截至11月22日，今年活动场次 96 场，上年同期 88 场，增长 9.1%"),
        ("P01", count(80), count(88), "截至11月22日，今年活动场次 80 场，上年同期 88 场，下降 9.1%"),
        ("P01", count(88), count(88), "截至11月22日，今年活动场次 88 场，上年同期 88 场，持平"),
        ("P01", count(7), count(2), "截至11月22日，今年活动场次 7 场，上年同期 2 场，增加 5 场"),
        ("P02", count(11_700, "about"), count(None), "截至11月22日，今年线下受众 约1.17 万人次"),
        ("P01", count(None), count(88), "截至11月22日，今年活动场次未报"),
        ("P01", count(0), count(4), "截至11月22日，今年活动场次 0 场，上年同期 4 场，减少 4 场"),
    ],
)
def test_a_year_is_held_against_the_same_days_of_last_year(
    metric_id: str, now: Answer, before: Answer, said: str
) -> None:
    assert year_against_last(metric_id, now, before, DAY) == said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            [rate(50, 50, "2026-Q2"), rate(0, 0, "2026-Q3"), rate(47, 50, "2026-Q4")],
            "2026年第4季度案卷合格率 94.0%（47/50），较2026年第2季度下降 6 个百分点",
        ),
        (
            [rate(1, 2, "2026-Q3"), rate(0, 0, "2026-Q4")],
            "2026年第4季度案卷合格率没有可计算的对象，2026年第3季度为 50.0%（1/2）",
        ),
        ([rate(1, 2, "2026-Q4")], "2026年第4季度案卷合格率 50.0%（1/2）"),
        (
            [rate(1, 2, "2026-Q3"), Answer(None, None, None, None, None, "2026-Q4")],
            "2026年第4季度案卷合格率未报，2026年第3季度为 50.0%（1/2）",
        ),
    ],
)
def test_a_rate_is_told_with_its_fraction_and_what_was_not_reported_is_not_zero(
    answers: list[Answer], said: str
) -> None:
    assert last_period("E11", answers) == said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            [count(5, group="矿山街道"), count(169, group="峡窝镇"), count(5, group="工业路街道")],
            "目前法律明白人数最多的是峡窝镇（169 名），最少的是工业路街道、矿山街道（5 名）",
        ),
        ([count(3, group="甲"), count(3, group="乙")], "目前法律明白人数各镇（街道）均为 3 名"),
        ([count(3, group="甲")], "目前法律明白人数：甲 3 名"),
        ([count(None, group="甲"), count(3)], "目前法律明白人数没有可列的数据"),
    ],
)
def test_groups_are_told_by_the_greatest_and_the_least(answers: list[Answer], said: str) -> None:
    assert extremes("R01", answers, "目前", "镇（街道）") == said
