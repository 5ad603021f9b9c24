"""队伍 metrics on data small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
LONG_AGO, MARCH, JUNE = date(2015, 1, 1), date(2022, 3, 10), date(2022, 6, 1)
FILED = datetime(2022, 9, 1, 10, 0)


def _steward(village: str, person: str, since: date | None = LONG_AGO, **more: Any) -> dict[str, Any]:
    return {
        "village": village,
        "person_id": person,
        "certified_on": since,
        "status": "在岗",
        "version_at": FILED,
        **more,
    }


def _vice_principal(
    school: str, person: str, appointed_on: date = date(2021, 9, 1), **more: Any
) -> dict[str, Any]:
    return {"school": school, "person_id": person, "appointed_on": appointed_on, **more}


def _training(unit: str, start_on: date, attended: int | None, **more: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "category": "法律明白人",
        "title": "培训",
        "start_on": start_on,
        "attended": attended,
        **more,
    }


def _series(rows: list[dict[str, Any]]) -> list[float | None]:
    return [row["value"] for row in rows]


def test_a_person_who_serves_two_villages_is_one_legal_steward(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("legal_stewards", _steward("方顶村", "甲"), _steward("石嘴村", "甲"), _steward("石嘴村", "乙"))
    assert value("R01") == 2
    assert {row["village"]: row["value"] for row in ask("R01", by=["village"])} == {"方顶村": 1, "石嘴村": 2}


def test_stewards_are_counted_from_certification_until_the_day_they_leave(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "legal_stewards",
        _steward("方顶村", "甲"),
        _steward("方顶村", "乙", date(2022, 2, 1)),
        _steward("方顶村", "丙", left_on=date(2022, 6, 30)),
    )
    rows = ask("R01", date(2022, 1, 1), date(2022, 12, 31), grain=Grain.QUARTER)
    assert _series(rows) == [3, 2, 2, 2]


def test_without_dates_the_days_of_filing_count(small: SmallWarehouse, ask: Ask) -> None:
    first, then = datetime(2022, 4, 20), datetime(2022, 8, 20)
    small.add(
        "legal_stewards",
        _steward("方顶村", "甲", None, version_at=first),
        _steward("方顶村", "乙", status="退出", version_at=then),
        _steward("方顶村", "丙", status="调整", version_at=then),
    )
    rows = ask("R01", date(2022, 1, 1), date(2022, 12, 31), grain=Grain.QUARTER)
    assert _series(rows) == [2, 3, 1, 1]


def test_a_roster_filed_again_does_not_move_what_its_first_filing_dated(
    small: SmallWarehouse, ask: Ask
) -> None:
    versions = [
        ({"superseded_by": "r0004", "status": "在岗"}, datetime(2022, 1, 5)),
        ({"superseded_by": "r0004", "status": "退出"}, datetime(2022, 4, 5)),
        ({"superseded_by": "r0004", "status": "退出", "role": "党员"}, datetime(2022, 7, 5)),
        ({"status": "退出", "role": "网格员"}, datetime(2022, 10, 5)),
    ]
    for more, filed in versions:
        row = _steward("方顶村", "甲", None, version_at=filed, business_key="方顶村甲", **more)
        small.add("legal_stewards", row)
    rows = ask("R01", date(2022, 1, 1), date(2022, 12, 31), grain=Grain.QUARTER)
    assert _series(rows) == [1, 0, 0, 0]


def test_villages_without_a_steward_stay_in_the_average_and_the_park_does_not(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "legal_stewards",
        *(_steward("方顶村", person) for person in "甲乙丙"),
        _steward("产业园区", "丁"),
    )
    (row,) = ask("R02")
    assert (row["value"], row["numerator"], row["denominator"]) == (0.75, 3, 4)
    by_township = {row["township"]: row["value"] for row in ask("R02", by=["township"])}
    assert by_township == {"峡窝镇": 1.5, "济源路街道": 0}


def test_a_village_is_at_the_norm_while_three_are_in_post(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "legal_stewards",
        _steward("方顶村", "甲"),
        _steward("方顶村", "乙"),
        _steward("方顶村", "丙", date(2022, 2, 1)),
        _steward("方顶村", "丁", date(2022, 5, 1), left_on=date(2022, 8, 1)),
        _steward("石嘴村", "甲"),
        _steward("石嘴村", "戊"),
        *(_steward("产业园区", person) for person in "己庚辛"),
    )
    small.add("legal_stewards", _steward("方顶村", "壬", left_on=date(2022, 11, 1)))
    rows = ask("R03", date(2022, 1, 1), date(2022, 12, 31), grain=Grain.YEAR)
    assert [(row["numerator"], row["denominator"], row["value"]) for row in rows] == [(1, 4, 25)]
    assert _series(ask("R03", end=date(2021, 12, 31))) == [25]
    assert {row["township"]: row["value"] for row in ask("R03", by=["township"])} == {
        "峡窝镇": 50,
        "济源路街道": 0,
    }


def test_a_village_that_loses_its_third_steward_is_below_the_norm_from_that_day(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "legal_stewards",
        _steward("方顶村", "甲"),
        _steward("方顶村", "乙"),
        _steward("方顶村", "丙", left_on=JUNE),
    )
    assert value("R03", end=date(2022, 5, 31)) == 25
    assert value("R03", end=JUNE) == 0


def test_the_norm_is_traced_to_the_stewards_of_the_villages_that_meet_it(small: SmallWarehouse) -> None:
    small.add(
        "legal_stewards",
        *(_steward("方顶村", person) for person in "甲乙丙"),
        _steward("石嘴村", "丁"),
        _steward("方顶村", "戊", left_on=MARCH),
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "R03", Selection())
    assert [(row.key["village"], row.contribution) for row in rows] == [
        ("方顶村", 1),
        ("方顶村", 0),
        ("方顶村", 0),
    ]
    assert {row.key["person_id"] for row in rows} == set("甲乙丙")


def test_the_largest_training_of_each_organiser_and_year_covers(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("legal_stewards", *(_steward("方顶村", str(number)) for number in range(10)))
    small.add(
        "trainings",
        _training("峡窝镇", date(2021, 12, 1), 9),
        _training("峡窝镇", MARCH, 3),
        _training("峡窝镇", JUNE, 5),
        _training("峡窝镇", date(2022, 9, 1), 4),
        _training("济源路街道", date(2022, 9, 2), 2),
        _training("济源路街道", date(2022, 9, 3), None),
        {**_training("司法局", date(2022, 9, 2), 50), "category": "普法骨干"},
    )
    assert value("R04") == 70
    rows = ask("R04", date(2021, 10, 1), date(2022, 12, 31), grain=Grain.QUARTER)
    assert _series(rows) == [90, 30, 50, 70, 70]
    assert {row["unit"]: row["value"] for row in ask("R04", by=["unit"])} == {"峡窝镇": 50, "济源路街道": 20}


def test_training_coverage_is_traced_to_what_each_training_adds(small: SmallWarehouse) -> None:
    small.add("legal_stewards", _steward("方顶村", "甲"))
    small.add("trainings", _training("峡窝镇", MARCH, 3), _training("峡窝镇", JUNE, 5))
    with small.pin() as snapshot:
        rows = trace(snapshot, "R04", Selection())
    trainings = [row for row in rows if row.dataset == "trainings"]
    assert [(row.key["start_on"], row.contribution) for row in trainings] == [
        ("2022-03-10", 3),
        ("2022-06-01", 2),
    ]


def test_training_coverage_without_a_steward_has_no_value(small: SmallWarehouse, value: Value) -> None:
    small.add("trainings", _training("峡窝镇", MARCH, 3))
    assert value("R04") is None


def test_a_vice_principal_of_two_schools_is_one_person_in_two_posts(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "vice_principals",
        _vice_principal("一小", "甲", sent_by="公安局"),
        _vice_principal("二小", "甲", sent_by="公安局"),
        _vice_principal("二小", "乙", sent_by="司法局"),
    )
    assert (value("R05"), value("R05b")) == (2, 3)
    assert {row["unit"]: row["value"] for row in ask("R05", by=["unit"])} == {"公安局": 1, "司法局": 1}


def test_a_target_finds_a_metric_whose_id_ends_in_a_letter(small: SmallWarehouse, value: Value) -> None:
    small.add("vice_principals", _vice_principal("一小", "甲"))
    small.add("targets", {"metric_id": "R05B", "scope": "全区", "year": 2022, "target": 2})
    assert value("r05b") == 1
    assert value("A04") == 50


def test_a_renewed_post_is_one_post(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "vice_principals",
        _vice_principal("一小", "甲", date(2020, 9, 1)),
        _vice_principal("一 小", "甲", date(2022, 9, 1)),
    )
    assert (value("R05"), value("R05b")) == (1, 1)


@pytest.mark.parametrize(
    ("term", "last_day", "next_day"),
    [
        ({"term_ends_on": date(2022, 8, 31)}, date(2022, 8, 31), date(2022, 9, 1)),
        ({"appointed_on": date(2019, 9, 1)}, date(2022, 8, 31), date(2022, 9, 1)),
    ],
)
def test_a_term_runs_to_its_last_day_and_without_one_for_three_years(
    small: SmallWarehouse, value: Value, term: dict[str, Any], last_day: date, next_day: date
) -> None:
    small.add("vice_principals", {**_vice_principal("一小", "甲"), **term})
    assert value("R05", end=last_day) == 1
    assert value("R05", end=next_day) == 0


def test_schools_are_matched_by_normalised_names_over_the_schools_filed(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.record("reference.schools", name="参考小学", township_code="100", level="小学")
    small.add(
        "schools",
        {"name": "上街区第一小学", "township": "峡窝镇", "stage": "小学"},
        {"name": "第二中学", "township": "济源路街道", "stage": "初中"},
        {"name": "第三中学", "township": "济源路街道", "stage": "初中"},
        {"name": "第 三 中学", "township": "济源路街道", "stage": "初中"},
    )
    small.add(
        "vice_principals",
        _vice_principal("第一小学", "甲"),
        _vice_principal("第二 中学", "乙", term_ends_on=date(2022, 7, 31)),
        _vice_principal("外地小学", "丙"),
    )
    (now,) = ask("R06")
    assert (now["numerator"], now["denominator"]) == (1, 3)
    assert ask("R06", end=date(2022, 7, 31))[0]["numerator"] == 2
    assert {row["school_stage"]: row["value"] for row in ask("R06", by=["school_stage"])} == {
        "初中": 0,
        "小学": 100,
    }


def test_without_filed_schools_the_reference_list_counts_and_without_any_there_is_no_rate(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("vice_principals", _vice_principal("第一小学", "甲"))
    small.record("reference.schools", name="第一小学", township_code="100", level="小学")
    small.record("reference.schools", name="第二小学", township_code="", level="小学")
    assert value("R06") == 50


def test_without_any_list_of_schools_there_is_no_rate(small: SmallWarehouse, value: Value) -> None:
    small.add("vice_principals", _vice_principal("第一小学", "甲"))
    assert value("R06") is None


def test_posts_with_four_lessons_over_all_posts_in_term(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "vice_principals",
        _vice_principal("一小", "甲", hours=4),
        _vice_principal("二小", "甲", hours=3.5),
        _vice_principal("三小", "乙"),
        _vice_principal("四小", "丙", hours=9, term_ends_on=date(2022, 1, 31)),
    )
    (row,) = ask("R07")
    assert (row["numerator"], row["denominator"]) == (1, 3)
    assert ask("R07", end=date(2020, 1, 1))[0]["value"] is None


def test_units_that_trained_their_legal_education_staff_count_once(
    small: SmallWarehouse, value: Value
) -> None:
    backbone = {"category": "普法骨干", "attended": 30}
    small.add(
        "trainings",
        {**_training("公安局", MARCH, 30), **backbone},
        {**_training("公安局", JUNE, 40), **backbone},
        {**_training("粮食局", JUNE, 40), **backbone},
        {**_training("发改委", JUNE, 40), **backbone},
        _training("司法局", JUNE, 40),
    )
    assert value("R10") == 2
    assert value("R10", date(2022, 1, 1), date(2022, 3, 31)) == 1
    assert value("R10", date(2022, 7, 1)) == 0


def test_nothing_filed_is_unknown_and_not_zero(small: SmallWarehouse, value: Value) -> None:
    names = ("R01", "R02", "R03", "R04", "R05", "R05b", "R06", "R07", "R10")
    assert [value(name) for name in names] == [None] * len(names)
