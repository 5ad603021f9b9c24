"""Where people and places are missing, as of a day: villages, posts, schools; nobody is named."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.people import (
    posts_in_term,
    schools_without,
    sending_units,
    steward_education,
    village_kinds,
    village_strength,
)

AS_OF = date(2022, 10, 1)
LONG_AGO = date(2019, 1, 1)


def test_a_village_is_held_against_the_norm_and_its_venues_are_those_in_use(small: SmallWarehouse) -> None:
    small.add(
        "legal_stewards",
        {"village": "方顶村", "person_id": "甲", "education": "大专"},
        {"village": "方顶村", "person_id": "乙", "education": "大专"},
        {"village": "方顶村", "person_id": "丙", "education": "初中", "left_on": date(2022, 9, 30)},
        {"village": "中安街社区", "person_id": "丁"},
        {"village": "产业园区", "person_id": "戊", "education": "高中"},
        certified_on=LONG_AGO,
        status="在岗",
    )
    small.add(
        "venues",
        {"village": "方顶村", "status": "在用"},
        {"village": "方顶村", "status": "撤销", "closed_on": date(2022, 9, 1)},
        {"village": "石嘴村", "status": "在用", "built_on": date(2022, 10, 2), "managed_by": "峡窝镇"},
        name="宣传栏",
        kind="宣传栏",
        built_on=LONG_AGO,
    )
    snapshot = small.publish()
    found = {row.village: row for row in village_strength(snapshot, AS_OF)}
    assert set(found) == {"方顶村", "石嘴村", "中安街社区", "新华街社区"}
    assert {name: (row.stewards, row.missing, row.venues) for name, row in found.items()} == {
        "方顶村": (2, 1, 1),
        "石嘴村": (0, 3, 0),
        "中安街社区": (1, 2, 0),
        "新华街社区": (0, 3, 0),
    }
    (before,) = (row for row in village_strength(snapshot, date(2022, 9, 29)) if row.village == "方顶村")
    assert (before.stewards, before.missing) == (3, 0)
    assert [row.village for row in village_strength(snapshot, AS_OF, township="峡窝镇")] == [
        "方顶村",
        "石嘴村",
    ]
    assert village_strength(snapshot, AS_OF, township="峡窝镇", kind="社区") == []
    assert [(part.name, part.people) for part in steward_education(snapshot, AS_OF, township="峡窝镇")] == [
        ("大专", 2),
        ("高中", 1),
    ]
    assert [part.name for part in steward_education(snapshot, AS_OF, kind="社区")] == [None]
    assert (village_kinds(snapshot), sending_units(snapshot)) == (["村", "社区"], ["峡窝镇"])


def test_posts_are_listed_once_and_schools_without_one_by_when_they_lost_it(small: SmallWarehouse) -> None:
    small.add(
        "schools",
        {"name": "第一小学", "township": "峡窝镇", "stage": "小学"},
        {"name": "第二中学", "township": "济源路街道", "stage": "初中"},
        {"name": "第三中学", "township": "济源路街道", "stage": "初中"},
    )
    small.add(
        "vice_principals",
        {"school": "第一小学", "person_id": "甲", "appointed_on": date(2019, 12, 1), "hours": 6},
        # The same post, renewed before its first term ended.
        {"school": "第一小学", "person_id": "甲", "appointed_on": date(2022, 9, 1), "hours": 2},
        {"school": "第一小学", "person_id": "乙", "appointed_on": date(2021, 9, 1)},
        {
            "school": "第二中学",
            "person_id": "丙",
            "appointed_on": LONG_AGO,
            "term_ends_on": date(2022, 9, 30),
            "hours": 4,
        },
        sent_by="公安局",
    )
    snapshot = small.publish()
    second, first = posts_in_term(snapshot, AS_OF)
    assert (second.school, second.ends_on, second.days_left, second.hours) == (
        "第一小学",
        date(2024, 8, 31),
        700,
        None,
    )
    assert (first.ends_on, first.hours, first.norm, first.is_norm_met) == (date(2025, 8, 31), 2, 4, False)
    assert first.unit == "公安局"
    assert [(one.school, one.ended_on) for one in schools_without(snapshot, AS_OF)] == [
        ("第二中学", date(2022, 9, 30)),
        ("第三中学", None),
    ]
    # The last day of a term still counts.
    assert [one.school for one in schools_without(snapshot, date(2022, 9, 30))] == ["第三中学"]
    assert len(posts_in_term(snapshot, date(2022, 9, 30))) == 3
    assert posts_in_term(snapshot, AS_OF, unit="司法局") == []
    assert schools_without(snapshot, AS_OF, township="峡窝镇") == []
