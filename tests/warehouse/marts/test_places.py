"""Units that exist at a date, the population of a year, and the schools of the district."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse


def _rows(small: SmallWarehouse, sql: str) -> list[dict[str, Any]]:
    with small.pin() as snapshot:
        return snapshot.database.query(sql).to_dicts()


def test_a_unit_exists_from_its_earliest_predecessor_to_its_last_day(small: SmallWarehouse) -> None:
    units = (
        ("wenhua", "文化局", date(2010, 1, 1), date(2019, 3, 31), "wenlv"),
        ("lvyou", "旅游局", date(2005, 1, 1), date(2019, 3, 31), "wenlv"),
        ("wenlv", "文旅局", date(2019, 4, 1), date(2024, 6, 30), None),
    )
    for code, name, first, last, successor in units:
        small.record(
            "reference.units",
            code=code,
            name=name,
            kind="政府部门",
            valid_from=first,
            valid_to=last,
            successor=successor,
        )
    rows = _rows(
        small,
        "SELECT unit, valid_from, valid_to FROM mart.active_units"
        " WHERE unit IN ('文化局', '旅游局', '文旅局', '粮食局')",
    )
    assert rows == [{"unit": "文旅局", "valid_from": date(2005, 1, 1), "valid_to": date(2024, 7, 1)}]


def test_a_unit_without_limits_exists_from_of_old_and_for_ever(small: SmallWarehouse) -> None:
    (row,) = _rows(small, "SELECT valid_from, valid_to FROM mart.active_units WHERE unit = '公安局'")
    assert row["valid_from"] < date(1949, 10, 1)
    assert row["valid_to"] > date(2900, 1, 1)


def test_a_population_holds_until_the_next_year_that_is_known(small: SmallWarehouse) -> None:
    small.record("reference.population", year=2022, population=210_000)
    small.record("reference.population", year=2019, population=163_000)
    assert _rows(small, "SELECT valid_from, valid_to FROM mart.population ORDER BY year") == [
        {"valid_from": date(2019, 1, 1), "valid_to": date(2022, 1, 1)},
        {"valid_from": date(2022, 1, 1), "valid_to": None},
    ]


@pytest.mark.parametrize(
    "written", ["上街区实验小学", "实验小学", " 实验 小学", "郑州市上街区实验小学", "上街区“实验小学”"]
)
def test_one_school_is_known_by_several_ways_of_writing(small: SmallWarehouse, written: str) -> None:
    small.record("reference.district", prefix="郑州市上街区")
    small.record("reference.district", prefix="区")
    small.record("reference.schools", name="上街区实验小学", township_code="100", level="小学")
    small.add("vice_principals", {"school": written, "person_id": "甲", "appointed_on": date(2021, 9, 1)})
    assert _rows(small, "SELECT school, township, stage, is_school_listed FROM mart.vice_principals") == [
        {"school": "上街区实验小学", "township": "峡窝镇", "stage": "小学", "is_school_listed": True}
    ]


def test_a_school_outside_the_list_keeps_its_name(small: SmallWarehouse) -> None:
    small.add("vice_principals", {"school": "区外小学", "person_id": "甲", "appointed_on": date(2021, 9, 1)})
    assert _rows(small, "SELECT school, is_school_listed FROM mart.vice_principals") == [
        {"school": "区外小学", "is_school_listed": False}
    ]


def test_the_township_of_a_venue_is_its_village_s(small: SmallWarehouse) -> None:
    small.add(
        "venues",
        {"name": "一", "kind": "宣传栏", "village": "方顶村", "township": "济源路街道"},
        {"name": "二", "kind": "宣传栏", "township": "济源路街道"},
        status="在用",
        version_at=datetime(2022, 1, 1),
    )
    rows = _rows(small, "SELECT township, is_village_counted FROM mart.venues ORDER BY name")
    assert [(row["township"], row["is_village_counted"]) for row in rows] == [
        ("峡窝镇", True),
        ("济源路街道", False),
    ]
