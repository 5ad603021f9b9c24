"""系列活动 on data small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]


def _event(title: str, day: date, **more: Any) -> dict[str, Any]:
    return {"title": title, "start_on": day, "unit": "司法局", "place": "文化馆", "sessions": 1, **more}


def test_a_series_has_as_many_editions_as_its_highest_number_says(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "activities",
        _event("第三届法治书法展", date(2021, 12, 2)),
        _event("上街区第四届法治书法展", date(2022, 12, 1)),
        _event("第四届法治书法展", date(2022, 12, 3), unit="教育局"),
        _event("法治书法展览", date(2022, 5, 1)),
    )
    assert value("P19", end=date(2022, 12, 31)) == 4
    assert value("P19", end=date(2022, 11, 30)) == 3


def test_series_are_told_apart_by_the_name_behind_the_number(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "activities",
        _event("第十二届法治文化节", date(2022, 6, 1)),
        _event("第2届法治书法展", date(2022, 12, 1)),
    )
    assert {row["series"]: row["value"] for row in ask("P19", by=["series"])} == {
        "法治文化节": 12,
        "法治书法展": 2,
    }


@pytest.mark.parametrize("title", ["第四次法治书法展", "第四届", "法治书法展"])
def test_a_title_without_a_numbered_name_is_no_edition(
    small: SmallWarehouse, value: Value, title: str
) -> None:
    small.add("activities", _event(title, date(2022, 12, 1)))
    assert value("P19") == 0


def test_the_editions_are_traced_to_the_events_that_raised_the_number(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        _event("第三届法治书法展", date(2021, 12, 2)),
        _event("第四届法治书法展", date(2022, 12, 1)),
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "P19", Selection(end=date(2022, 12, 31)))
    assert sorted(row.contribution for row in rows) == [1, 3]
