"""法治创建 metrics: what is held, at which level, and what is still on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.selection import Grain

VILLAGE = "民主法治示范村（社区）"
TOWN = "法治乡镇（街道）"
Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]


def _event(
    subject: str, level: str, event: str, on: date, category: str = VILLAGE, **more: Any
) -> dict[str, Any]:
    return {
        "subject": subject,
        "level": level,
        "event": event,
        "happened_on": on,
        "happened_on_precision": "day",
        "category": category,
        **more,
    }


def _levels(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {row["level"]: row["value"] for row in rows if row["value"]}


def test_a_village_promoted_from_city_to_province_is_held_at_both_and_topped_once(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 5, 1)),
        _event("方顶村", "省", "命名", date(2020, 5, 1)),
        _event("石嘴村", "市", "命名", date(2016, 5, 1)),
    )
    assert _levels(ask("C01", by=["level"])) == {"市": 2, "省": 1}
    assert _levels(ask("C02", by=["level"])) == {"市": 1, "省": 1}
    assert _levels(ask("C02", by=["level"], end=date(2019, 12, 31))) == {"市": 2}


def test_a_recommendation_is_not_an_award(small: SmallWarehouse, value: Value) -> None:
    small.add("creation_events", _event("方顶村", "国家", "推荐", date(2022, 5, 1)))
    assert value("C01") == 0
    assert value("C03") == 0
    assert value("C08") == 1


@pytest.mark.parametrize(
    ("ending", "held"),
    [
        ({"event": "撤销"}, 0),
        ({"event": "注销"}, 0),
        ({"event": "复核", "review_result": "撤销"}, 0),
        ({"event": "复核", "review_result": "保留"}, 1),
        ({"event": "复核"}, 1),
        ({"event": "限期整改"}, 1),
    ],
)
def test_what_ends_an_honour(small: SmallWarehouse, value: Value, ending: dict[str, str], held: int) -> None:
    small.add("creation_events", _event("方顶村", "市", "命名", date(2015, 5, 1)))
    small.add("creation_events", _event("方顶村", "市", on=date(2020, 5, 1), **ending))
    assert value("C01") == held
    assert value("C01", end=date(2020, 4, 30)) == 1


def test_an_honour_is_gone_on_the_day_it_ends_and_there_on_the_day_it_begins(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 5, 1)),
        _event("方顶村", "市", "撤销", date(2020, 5, 1)),
    )
    assert value("C01", end=date(2015, 5, 1)) == 1
    assert value("C01", end=date(2020, 5, 1)) == 0


def test_losing_the_higher_level_falls_back_on_the_lower_one(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 5, 1)),
        _event("方顶村", "省", "命名", date(2018, 5, 1)),
        _event("方顶村", "省", "撤销", date(2020, 5, 1)),
    )
    rows = ask("C02", date(2015, 1, 1), by=["level"], grain=Grain.YEAR)
    held = {row["period"]: row["level"] for row in rows if row["value"]}
    assert (held["2017"], held["2019"], held["2021"]) == ("市", "省", "市")


def test_a_repeated_award_adds_nothing_and_one_after_the_end_is_new(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2010, 1, 1)),
        _event("方顶村", "市", "命名", date(2012, 1, 1)),
        _event("方顶村", "市", "撤销", date(2015, 1, 1)),
        _event("方顶村", "市", "命名", date(2018, 1, 1)),
    )
    new = ask("C03", date(2010, 1, 1), grain=Grain.YEAR)
    assert {row["period"] for row in new if row["value"]} == {"2010", "2018"}
    held = ask("C01", date(2010, 1, 1), grain=Grain.YEAR)
    assert {row["period"] for row in held if row["value"]} == {
        *map(str, range(2010, 2015)),
        *map(str, range(2018, 2023)),
    }


def test_categories_are_counted_apart(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "creation_events",
        _event("峡窝镇", "市", "命名", date(2015, 1, 1), TOWN),
        _event("方顶村", "市", "命名", date(2015, 1, 1)),
    )
    rows = ask("C01", by=["category"], where={"level": ["市级"]})
    assert {row["category"]: row["value"] for row in rows} == {VILLAGE: 1, TOWN: 1}
    rows = ask("C01", by=["township"])
    assert {row["township"]: row["value"] for row in rows} == {"峡窝镇": 2}


def test_an_application_stands_in_its_present_stage_until_it_is_named(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "省", "申报", date(2022, 1, 10)),
        _event("方顶村", "省", "推荐", date(2022, 2, 10)),
        _event("方顶村", "省", "公示", date(2022, 3, 10)),
        _event("方顶村", "省", "命名", date(2022, 4, 10)),
    )
    rows = ask("C08", date(2022, 1, 1), date(2022, 5, 31), by=["event"], grain=Grain.MONTH)
    assert {row["period"]: row["event"] for row in rows if row["value"]} == {
        "2022-01": "申报",
        "2022-02": "推荐",
        "2022-03": "公示",
    }


def test_a_stock_before_anything_was_reported_is_unknown(small: SmallWarehouse, value: Value) -> None:
    covered = small.table("creation_events", covered=(date(2010, 1, 1), date(2022, 12, 31)))
    small.add("creation_events", _event("方顶村", "市", "命名", date(2015, 5, 1)), table=covered)
    assert value("C01", end=date(2009, 12, 31)) is None
    assert value("C01", end=date(2014, 12, 31)) == 0
