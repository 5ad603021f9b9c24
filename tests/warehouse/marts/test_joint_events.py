"""联合活动 in the mart: one event by rule or by decision is counted on one of its rows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.marts.joint_events import VAGUE_PLACE

MAY = date(2022, 5, 4)


def _activities(small: SmallWarehouse) -> list[dict[str, Any]]:
    with small.pin() as snapshot:
        return snapshot.database.query(
            "SELECT row_id, unit, is_counted, joint_size, joint_row_id, counted_audience, audience_row_id, "
            "participants FROM mart.activities ORDER BY row_id"
        ).to_dicts()


def _counted(small: SmallWarehouse) -> list[bool]:
    return [row["is_counted"] for row in _activities(small)]


@pytest.mark.parametrize(
    "place",
    [
        "会议室",
        "三楼会议室",
        "局机关二楼会议室",
        "各村（社区）",
        "辖区",
        "线上",
        "微信公众号",
    ],
)
def test_a_place_that_every_unit_has_makes_no_one_event_of_equal_titles(
    small: SmallWarehouse, place: str
) -> None:
    small.add("activities", activity("公安局", MAY, place=place), activity("司法局", MAY, place=place))
    assert _counted(small) == [True, True]


def test_a_place_that_every_village_has_is_one_place_within_a_village_only(small: SmallWarehouse) -> None:
    spot = {"place": "党群服务中心"}
    small.add(
        "activities",
        activity("公安局", MAY, village="方顶村", **spot),
        activity("司法局", MAY, village="方顶村", **spot),
        activity("教育局", MAY, village="中安街社区", **spot),
    )
    assert _counted(small) == [True, False, True]


def test_at_such_a_place_rows_that_name_the_same_participants_are_one_event(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, place="三楼会议室", audience=50, partners=["司法局", "教育局"]),
        activity("司法局", MAY, place="三楼会议室", audience=40, partners=["教育局", "公安局"]),
        activity("教育局", MAY, place="三楼会议室", audience=30, partners=["公安局"]),
    )
    assert _counted(small) == [True, False, True]


@pytest.mark.parametrize(
    "place",
    ["广场", "法治公园", "政务服务大厅", "区委党校报告厅", "方顶村文化广场", "演示第一小学", "人民法院"],
)
def test_a_place_with_a_name_is_not_vague(place: str) -> None:
    assert re.search(VAGUE_PLACE, place) is None


def test_rows_that_a_person_joined_are_one_event_with_the_larger_audience_and_all_participants(
    small: SmallWarehouse,
) -> None:
    rows = small.add(
        "activities",
        activity("公安局", MAY, "宪法宣传", place="广场", audience=300, partners=["司法局"]),
        activity("司法局", MAY, "国家宪法日宣传", place="中心广场", audience=400),
        activity("教育局", MAY, "国家宪法日宣传", place="中心广场", audience=None),
        activity("教育局", MAY, "反诈宣传", place="中心广场", audience=1),
    )
    for row_id in rows[:3]:
        small.record("ledger.joint_members", row_id=row_id, event_id="决定｜一")
    joined = {
        "joint_size": 3,
        "joint_row_id": rows[0],
        "counted_audience": 400,
        "audience_row_id": rows[1],
        "participants": ["公安局", "司法局", "教育局"],
    }
    found = _activities(small)
    assert [row["is_counted"] for row in found] == [True, False, False, True]
    assert [{name: row[name] for name in joined} for row in found[:3]] == [joined] * 3
    assert (found[3]["joint_size"], found[3]["counted_audience"]) == (1, 1)


def test_rows_that_a_person_told_apart_are_two_events_though_the_rule_joins_them(
    small: SmallWarehouse,
) -> None:
    rows = small.add(
        "activities", activity("公安局", MAY, place="广场"), activity("司法局", MAY, place="广场")
    )
    for number, row_id in enumerate(rows):
        small.record("ledger.joint_members", row_id=row_id, event_id=f"决定｜{number}")
    assert _counted(small) == [True, True]
