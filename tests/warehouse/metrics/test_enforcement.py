"""案卷评查 metrics: grades and the clock of rectification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.selection import Grain

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
DUE = date(2022, 6, 30)


def _file(number: int, grade: str | None = "合格", **more: Any) -> dict[str, Any]:
    return {
        "file_no": f"案{number}",
        "unit": "公安局",
        "reviewed_on": date(2022, 5, 1),
        "grade": grade,
        **more,
    }


def test_passed_means_excellent_or_passed_and_a_veto_fails(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "file_reviews",
        _file(1, "优秀"),
        _file(2, "合格"),
        _file(3, "不合格"),
        _file(4, "合格", vetoed=True),
        _file(5, None),
    )
    (row,) = ask("E11")
    assert (row["numerator"], row["denominator"], row["value"], row["n"]) == (2, 5, 40, 5)
    assert ask("E10")[0]["value"] == 5


def test_rectified_on_the_last_day_is_on_time_and_what_is_not_due_is_left_out(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "file_reviews",
        _file(1, rectify_due_on=DUE, rectified_on=DUE),
        _file(2, rectify_due_on=DUE, rectified_on=date(2022, 7, 1)),
        _file(3, rectify_due_on=DUE),
        _file(4, rectify_due_on=date(2023, 1, 15)),
        _file(5),
    )
    (row,) = ask("E14")
    assert (row["numerator"], row["denominator"]) == (1, 3)


def test_overdue_from_the_day_after_the_limit_until_the_day_of_rectification(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "file_reviews",
        _file(1, rectify_due_on=DUE, rectified_on=date(2022, 8, 1)),
        _file(2, rectify_due_on=DUE),
    )
    assert value("E16", end=DUE) == 0
    assert value("E16", end=date(2022, 7, 1)) == 2
    assert value("E16", end=date(2022, 7, 31)) == 2
    assert value("E16", end=date(2022, 8, 1)) == 1


def test_a_stock_is_taken_at_the_end_of_each_period_and_never_after_the_cut_off(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("file_reviews", _file(1, rectify_due_on=DUE, rectified_on=date(2022, 8, 15)))
    rows = ask("E16", date(2022, 6, 1), date(2023, 2, 28), grain=Grain.MONTH)
    assert {row["period"]: row["value"] for row in rows} == {
        "2022-06": 0,
        "2022-07": 1,
        **{f"2022-{month:02d}": 0 for month in range(8, 13)},
        "2023-01": None,
        "2023-02": None,
    }
