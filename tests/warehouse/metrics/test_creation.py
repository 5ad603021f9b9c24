"""法治创建 metrics: what is held, at which level, and what is still on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

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


def test_the_rate_counts_a_subject_once_from_city_level_up_over_all_villages_and_townships(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 1, 1)),
        _event("方顶村", "省", "命名", date(2018, 1, 1)),
        _event("石嘴村", "区", "命名", date(2015, 1, 1)),
        _event("产业园区", "省", "命名", date(2015, 1, 1)),
        _event("峡窝镇", "市", "命名", date(2020, 1, 1), TOWN),
        _event("公安局", "市", "命名", date(2015, 1, 1), "服务型行政执法示范点"),
    )
    (row,) = ask("C04")  # 4 counted villages and 2 townships
    assert (row["numerator"], row["denominator"]) == (2, 6)
    rows = {row["category"]: (row["numerator"], row["denominator"]) for row in ask("C04", by=["category"])}
    assert rows == {VILLAGE: (1, 4), TOWN: (1, 2)}
    (village,) = ask("C04", end=date(2016, 1, 1), where={"category": [VILLAGE]})
    assert (village["numerator"], village["denominator"], village["value"]) == (1, 4, 25)


def test_the_rate_of_a_category_without_a_list_of_subjects_is_unknown(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("creation_events", _event("公安局", "市", "命名", date(2015, 1, 1), "服务型行政执法示范点"))
    assert value("C04", where={"category": ["服务型行政执法示范点"]}) is None
    assert value("C04") == 0


def test_a_withdrawn_honour_leaves_the_rate(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 1, 1)),
        _event("方顶村", "市", "撤销", date(2020, 1, 1)),
    )
    assert value("C04", end=date(2019, 12, 31), where={"category": [VILLAGE]}) == 25
    assert value("C04", where={"category": [VILLAGE]}) == 0


def test_a_place_is_known_to_be_a_village_or_a_township_without_being_told(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 1, 1)),
        _event("峡窝镇", "市", "命名", date(2015, 1, 1), TOWN),
    )
    assert {row["subject_type"]: row["value"] for row in ask("C01", by=["subject_type"])} == {
        "村社区": 1,
        "镇办": 1,
    }
    rows = {row["subject_type"]: row["value"] for row in ask("C04", by=["subject_type"])}
    assert rows == {"村社区": 25, "镇办": 50}


def _review(subject: str, on: date, result: str | None, level: str = "市") -> dict[str, Any]:
    return _event(subject, level, "复核", on, review_result=result)


def test_re_examinations_are_kept_over_concluded_by_the_day_of_the_conclusion(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    named = [_event(name, "市", "命名", date(2015, 1, 1)) for name in ("方顶村", "石嘴村", "中安街社区")]
    small.add("creation_events", *named)
    small.add(
        "creation_events",
        _review("方顶村", date(2018, 3, 1), "保留"),
        _review("石嘴村", date(2018, 4, 1), "撤销"),
        _review("中安街社区", date(2018, 5, 1), None),
    )
    (row,) = ask("C05")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 50)
    assert value("C05", date(2018, 3, 1), date(2018, 3, 31)) == 100
    assert value("C05", date(2018, 5, 1), date(2018, 5, 31)) is None


def test_a_re_examination_is_overdue_three_years_after_the_last_one_until_it_is_held(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2012, 5, 1)),
        _review("方顶村", date(2015, 4, 1), "保留"),
        _review("方顶村", date(2018, 6, 1), None),
    )
    days = (date(2015, 5, 2), date(2018, 4, 1), date(2018, 4, 2), date(2018, 5, 31), date(2018, 6, 1))
    assert [value("C06", end=day) for day in days] == [0, 0, 1, 1, 0]
    assert [value("C06", end=day) for day in (date(2021, 6, 1), date(2021, 6, 2))] == [0, 1]


def test_an_honour_that_ended_is_no_longer_overdue(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2012, 5, 1)),
        _event("方顶村", "市", "注销", date(2016, 1, 1)),
        _event("石嘴村", "市", "申报", date(2012, 5, 1)),
    )
    assert [value("C06", end=day) for day in (date(2015, 12, 31), date(2016, 1, 1))] == [1, 0]


def test_a_year_alone_is_overdue_only_when_its_last_day_would_be(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "creation_events", _event("方顶村", "市", "命名", date(2015, 1, 1), happened_on_precision="year")
    )
    small.add(
        "creation_events", _event("石嘴村", "市", "命名", date(2015, 4, 1), happened_on_precision="month")
    )
    days = (date(2018, 4, 30), date(2018, 5, 1), date(2018, 12, 31), date(2019, 1, 1))
    assert [value("C06", end=day) for day in days] == [0, 1, 1, 2]


def test_nothing_reported_is_not_nothing_overdue(small: SmallWarehouse, value: Value) -> None:
    small.add("creation_events", _event("方顶村", "市", "命名", date(2015, 1, 1)))
    assert value("C06", end=date(2014, 12, 31)) is None
    assert value("C06", where={"level": ["省"]}) == 0


def test_an_honour_lost_by_conclusion_and_by_decree_is_lost_once(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 1, 1)),
        _review("方顶村", date(2018, 3, 1), "撤销"),
        _event("方顶村", "市", "撤销", date(2018, 5, 1)),
        _event("石嘴村", "省", "命名", date(2015, 1, 1)),
        _event("石嘴村", "省", "注销", date(2019, 5, 1)),
    )
    assert value("C07") == 2
    years = ask("C07", date(2017, 1, 1), date(2019, 12, 31), grain=Grain.YEAR)
    assert {row["period"]: row["value"] for row in years if row["value"]} == {"2018": 1, "2019": 1}
    assert value("C07", date(2022, 1, 1)) == 0


def test_a_lost_honour_is_traced_to_its_award_with_the_cells_of_its_end(small: SmallWarehouse) -> None:
    award = small.table("creation_events", letters={"event": "C"})
    end = small.table("creation_events", letters={"event": "D"})
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2015, 1, 1), raw={"event": "命名"}),
        table=award,
    )
    small.add(
        "creation_events", _event("方顶村", "市", "撤销", date(2018, 1, 1), raw={"event": "摘牌"}), table=end
    )
    with small.pin() as snapshot:
        (lost,) = trace(snapshot, "C07", Selection())
        (held,) = trace(snapshot, "C04", Selection(end=date(2017, 1, 1)))
    assert (lost.key["happened_on"], lost.contribution) == ("2015-01-01", 1)
    assert (lost.cells["event"].cell, lost.cells["event"].raw) == ("D6", "摘牌")
    assert (held.cells["event"].cell, held.cells["event"].raw) == ("C5", "命名")


def test_an_overdue_honour_is_traced_to_its_last_re_examination(small: SmallWarehouse) -> None:
    small.add(
        "creation_events",
        _event("方顶村", "市", "命名", date(2012, 5, 1)),
        _review("方顶村", date(2015, 4, 1), "保留"),
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "C06", Selection())
    assert (row.key["event"], row.key["happened_on"], row.contribution) == ("复核", "2015-04-01", 1)
