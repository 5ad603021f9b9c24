"""The duty lists as they stood on a day, and the reminders that were open then."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.duties import (
    DutyState,
    awaited_answers,
    duty_event_counts,
    duty_items,
    duty_kinds,
    duty_progress,
    duty_units,
    duty_years,
    units_without_list,
)

AS_OF = date(2022, 7, 1)
NEW_YEAR = date(2022, 1, 1)


def test_an_item_stands_as_its_dates_tell_and_the_latest_follow_up_is_known(small: SmallWarehouse) -> None:
    small.add(
        "duty_items",
        {"item_no": "10", "due_on": date(2022, 6, 30), "status": "进行中"},
        {"item_no": "2", "due_on": date(2022, 6, 30), "done_on": date(2022, 7, 1), "status": "已完成"},
        {"item_no": "3", "due_on": date(2022, 6, 30), "done_on": date(2022, 6, 30), "status": "已完成"},
        # Due on the day itself is not overdue; done later is not done yet.
        {"item_no": "4", "due_on": date(2022, 7, 1), "status": "未启动"},
        {"item_no": "5", "due_on": date(2022, 12, 1), "done_on": date(2022, 9, 1), "status": "已完成"},
        {"item_no": "6", "due_on": date(2022, 6, 1), "status": "逾期", "year": 2021},
        {"item_no": "1", "due_on": date(2022, 12, 1), "unit": "教育局", "duty": "谁管理谁普法"},
        **{
            "unit": "公安局",
            "year": 2022,
            "duty": "谁执法谁普法",
            "content": "宪法",
            "due_on_precision": "day",
        },
    )
    small.add(
        "duty_events",
        {"kind": "提示", "happened_on": date(2022, 6, 20)},
        {"kind": "督办", "happened_on": date(2022, 6, 30)},
        {"kind": "反馈", "happened_on": date(2022, 7, 2)},
        {"kind": "提示", "happened_on": date(2021, 6, 20)},
        unit="公安局",
        item_no="10",
    )
    snapshot = small.publish()
    items = duty_items(snapshot, 2022, AS_OF)
    assert [(one.unit, one.item_no, one.state) for one in items] == [
        ("公安局", "2", DutyState.LATE),
        ("公安局", "3", DutyState.ON_TIME),
        ("公安局", "4", DutyState.WAITING),
        ("公安局", "5", DutyState.RUNNING),
        ("公安局", "10", DutyState.OVERDUE),
        ("教育局", "1", DutyState.RUNNING),
    ]
    overdue = items[4]
    assert (overdue.days_overdue, overdue.followed_up, overdue.followed_up_on) == (
        1,
        "督办",
        date(2022, 6, 30),
    )
    assert items[3].done_day is None
    assert [one.unit for one in duty_items(snapshot, 2022, AS_OF, duty="谁管理谁普法")] == ["教育局"]
    months = {one.month: (one.due, one.done) for one in duty_progress(items, 2022, AS_OF)}
    assert (months[6], months[7], months[8], months[12]) == ((3, 1), (4, 2), (4, None), (6, None))
    assert (duty_years(snapshot), duty_kinds(snapshot)) == ([2022, 2021], ["谁执法谁普法", "谁管理谁普法"])
    assert duty_units(snapshot) == ["公安局", "教育局"]
    # 粮食局 went into 发改委 and has no list of its own to file.
    assert set(units_without_list(snapshot, 2022, AS_OF)) == {"司法局", "发改委", "峡窝镇", "济源路街道"}


def test_a_reminder_waits_for_an_answer_and_a_supervision_for_its_close(small: SmallWarehouse) -> None:
    day = date(2022, 6, 1)
    small.add(
        "duty_events",
        {"kind": "提示", "unit": "公安局", "item_no": "1", "reply_due_on": date(2022, 6, 11)},
        {"kind": "提示", "unit": "教育局", "item_no": "1", "reply_due_on": date(2022, 6, 11)},
        {"kind": "督办", "unit": "教育局", "item_no": "1", "reply_due_on": date(2022, 7, 10)},
        {"kind": "督办", "unit": "司法局", "item_no": "1", "closed_on": date(2022, 7, 1)},
        {"kind": "督办", "unit": "司法局", "item_no": "2", "closed_on": date(2022, 7, 2)},
        {"kind": "评议", "unit": "司法局", "item_no": "2"},
        {"kind": "反馈", "unit": "教育局", "item_no": "1", "happened_on": date(2022, 6, 5)},
        happened_on=day,
    )
    snapshot = small.publish()
    found = awaited_answers(snapshot, NEW_YEAR, AS_OF)
    assert [(one.unit, one.kind, one.item_no, one.days_overdue) for one in found] == [
        ("司法局", "督办", "2", 30),
        ("公安局", "提示", "1", 20),
        ("教育局", "督办", "1", -9),
    ]
    assert found[2].fed_back_on == date(2022, 6, 5)
    assert awaited_answers(snapshot, NEW_YEAR, AS_OF, unit="公安局") == [found[1]]
    assert duty_event_counts(snapshot, NEW_YEAR, AS_OF) == {"督办": 3, "提示": 2, "反馈": 1, "评议": 1}
    assert duty_event_counts(snapshot, NEW_YEAR, date(2022, 5, 31)) == {}
