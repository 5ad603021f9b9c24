"""阵地 metrics on data small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
BUILT = date(2018, 5, 1)


def _venue(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": "法治公园",
        "status": "在用",
        "built_on": BUILT,
        "version_at": datetime(2022, 7, 10),
        **more,
    }


def test_venues_in_use_are_split_by_type_level_and_township(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "venues",
        _venue("一", level="区", village="方顶村"),
        _venue("二", level="市", township="济源路街道"),
        _venue("三", kind="宣传栏", level="村社区", village="方顶村"),
    )
    assert value("R08") == 3
    assert value("R08", where={"type": ["法治文化公园"]}) == 2
    assert {row["level"]: row["value"] for row in ask("R08", by=["level"])} == {"区": 1, "市": 1, "村社区": 1}
    assert {row["township"]: row["value"] for row in ask("R08", by=["township"])} == {
        "峡窝镇": 2,
        "济源路街道": 1,
    }


def test_a_venue_is_in_use_from_building_to_closing_or_to_the_filing_that_says_so(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "venues",
        _venue("建成", built_on=date(2022, 5, 1)),
        _venue("改造", status="改造"),
        _venue("撤销", status="撤销", closed_on=date(2022, 2, 1)),
        _venue("无日期", built_on=None),
    )
    rows = ask("R08", date(2022, 1, 1), date(2022, 12, 31), grain=Grain.QUARTER)
    assert [row["value"] for row in rows] == [1, 2, 2, 2]


def test_villages_with_a_venue_in_use_over_all_villages(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "venues",
        _venue("一", village="方顶村"),
        _venue("二", village="方顶村", kind="宣传栏"),
        _venue("三", village="石嘴村", status="改造"),
        _venue("四", village="产业园区"),
        _venue("五"),
    )
    (row,) = ask("R09")
    assert (row["value"], row["numerator"], row["denominator"]) == (25, 1, 4)
    assert ask("R09", end=date(2022, 7, 9))[0]["value"] == 50
    (filtered,) = ask("R09", where={"type": ["宣传栏"]})
    assert (filtered["numerator"], filtered["denominator"]) == (1, 4)


def test_coverage_by_venues_is_traced_to_the_venues(small: SmallWarehouse) -> None:
    small.add("venues", _venue("一", village="方顶村"), _venue("二", village="方顶村"), _venue("三"))
    with small.pin() as snapshot:
        rows = trace(snapshot, "R09", Selection())
    assert [(row.key["name"], row.contribution) for row in rows] == [("一", 1), ("二", 0)]


def test_nothing_filed_is_unknown_and_everything_closed_is_zero(small: SmallWarehouse, value: Value) -> None:
    small.add("venues", _venue("一", built_on=date(2021, 1, 1), closed_on=date(2021, 6, 1), status="撤销"))
    assert value("R08", end=date(2020, 12, 31)) is None
    assert (value("R08"), value("R09")) == (0, 0)
