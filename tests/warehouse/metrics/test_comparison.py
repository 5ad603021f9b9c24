"""同比, 环比, 百分点, 滚动 12 个月 and 序时进度; and what adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import (
    ChangeKind,
    change,
    elapsed_share_of_year,
    previous_period,
    rolling_year,
    same_elapsed_period_last_year,
    total,
    year_to_date,
)
from warehouse.metrics.model import MetricError
from warehouse.metrics.selection import Grain


@pytest.mark.parametrize(
    ("current", "base", "unit", "kind", "value"),
    [
        (120, 100, "场", ChangeKind.PERCENT, 20),
        (3, 5, "场", ChangeKind.PERCENT, -40),
        (6, 4, "场", ChangeKind.COUNT, 2),
        (6, 0, "场", ChangeKind.COUNT, 6),
        (95.5, 90, "%", ChangeKind.POINTS, 5.5),
        (-3, 4, "百分点", ChangeKind.POINTS, -7),
        (None, 4, "场", ChangeKind.NONE, None),
        (4, None, "场", ChangeKind.NONE, None),
    ],
)
def test_how_a_change_is_told(
    current: float | None, base: float | None, unit: str, kind: ChangeKind, value: float | None
) -> None:
    told = change(current, base, unit)
    assert (told.kind, told.value) == (kind, value)


def test_the_year_before_is_compared_over_the_same_elapsed_part() -> None:
    year = year_to_date(date(2024, 2, 29))
    before = same_elapsed_period_last_year(year.start, year.end)
    assert (before.start, before.end) == (date(2023, 1, 1), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("start", "end", "grain", "expected"),
    [
        (
            date(2026, 11, 16),
            date(2026, 11, 22),
            Grain.WEEK,
            ("2025-W47", date(2025, 11, 17), date(2025, 11, 23)),
        ),
        (
            date(2026, 12, 28),
            date(2027, 1, 3),
            Grain.WEEK,
            ("2025-W52", date(2025, 12, 22), date(2025, 12, 28)),
        ),
        (date(2025, 2, 1), date(2025, 2, 28), Grain.MONTH, ("2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        (date(2026, 1, 1), date(2026, 6, 30), Grain.HALF, ("2025-H1", date(2025, 1, 1), date(2025, 6, 30))),
        (
            date(2026, 11, 1),
            date(2026, 11, 20),
            Grain.MONTH,
            ("2025-11", date(2025, 11, 1), date(2025, 11, 20)),
        ),
    ],
)
def test_the_same_period_of_the_year_before(
    start: date, end: date, grain: Grain, expected: tuple[str, date, date]
) -> None:
    before = same_elapsed_period_last_year(start, end, grain)
    assert (before.label, before.start, before.end) == expected


@pytest.mark.parametrize(
    ("start", "end", "grain", "expected"),
    [
        (date(2027, 1, 4), date(2027, 1, 10), Grain.WEEK, ("2026-W53", date(2026, 12, 28), date(2027, 1, 3))),
        (date(2026, 3, 1), date(2026, 3, 31), Grain.MONTH, ("2026-02", date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 3, 1), date(2026, 3, 10), Grain.MONTH, ("2026-02", date(2026, 2, 1), date(2026, 2, 10))),
        (date(2026, 3, 1), date(2026, 3, 30), Grain.MONTH, ("2026-02", date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 7, 1), date(2026, 12, 31), Grain.HALF, ("2026-H1", date(2026, 1, 1), date(2026, 6, 30))),
        (date(2026, 3, 11), date(2026, 3, 20), Grain.TOTAL, (None, date(2026, 3, 1), date(2026, 3, 10))),
    ],
)
def test_the_period_before(
    start: date, end: date, grain: Grain, expected: tuple[str | None, date, date]
) -> None:
    before = previous_period(start, end, grain)
    assert (before.label, before.start, before.end) == expected


@pytest.mark.parametrize(
    ("day", "share"),
    [(date(2026, 1, 1), 1 / 365), (date(2026, 12, 31), 1), (date(2024, 12, 30), 365 / 366)],
)
def test_the_elapsed_share_counts_the_day_itself(day: date, share: float) -> None:
    assert elapsed_share_of_year(day) == pytest.approx(share)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 22), date(2025, 11, 23)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
    ],
)
def test_twelve_months_end_with_the_day(day: date, first: date) -> None:
    assert (rolling_year(day).start, rolling_year(day).end) == (first, day)


def test_sums_add_up_over_units_and_months_and_what_is_unknown_is_left_out() -> None:
    assert total(METRICS["P01"], [3, None, 4], by=["unit"], is_over_time=True) == 7
    assert total(METRICS["P01"], [None]) is None
    assert total(METRICS["C01"], [1, 2], by=["level"]) == 3


@pytest.mark.parametrize(
    ("metric", "options", "why"),
    [
        ("F07", {}, "metric F07 .直接纠错率. does not add up; ask for the total itself"),
        ("P05", {"by": ["township"]}, "metric P05 .* does not add up; "),
        ("C01", {"is_over_time": True}, "metric C01 .* does not add up over time; "),
        ("P01", {"by": ["setting"]}, r"metric P01 .* does not add up over \['setting'\]; "),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_name(
    metric: str, options: dict[str, Any], why: str
) -> None:
    with pytest.raises(MetricError, match=why):
        total(METRICS[metric], [1, 2], **options)
