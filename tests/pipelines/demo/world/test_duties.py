"""The duty lists (普法责任清单) of the demo, and the reminders about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipelines.demo import SEED
from pipelines.demo.directory import read_directory
from pipelines.demo.world.duties import (
    DONE,
    IDLE,
    OVERDUE,
    REMINDER,
    REPLY,
    RUNNING,
    SUPERVISION,
    duty_events_of,
    duty_items_of,
    duty_known_on,
    duty_of,
)
from pipelines.demo.world.facts import Fact

ITEM = Fact(
    "duty_items",
    {
        "unit": "公安局",
        "year": 2024,
        "item_no": "1",
        "due_on": date(2024, 6, 30),
        "done_on": date(2024, 7, 9),
    },
)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2024, 2, 20), IDLE),
        (date(2024, 6, 30), RUNNING),
        (date(2024, 7, 8), OVERDUE),
        (date(2024, 7, 9), DONE),
    ],
)
def test_an_item_is_reported_as_it_stood_on_the_day(day: date, status: str) -> None:
    known = duty_known_on(ITEM, day)
    assert known.values["status"] == status
    assert known.values["done_on"] == (date(2024, 7, 9) if status == DONE else None)


def test_every_unit_has_five_or_six_items_of_its_duty() -> None:
    directory = read_directory()
    items = duty_items_of(SEED, 2022, directory)
    units = [item.values["unit"] for item in items]
    assert {units.count(unit) for unit in set(units)} == {5, 6}
    assert (duty_of("政府部门"), duty_of("事业单位"), duty_of("镇办")) == (
        "谁执法谁普法",
        "谁服务谁普法",
        "谁管理谁普法",
    )


def test_an_item_that_is_late_is_reminded_of_and_then_supervised() -> None:
    events = duty_events_of(SEED, [ITEM])
    due_on = ITEM.day("due_on")
    kinds = [event.values["kind"] for event in events]
    assert (kinds[0], kinds[-1]) == (REMINDER, SUPERVISION)
    assert events[0].day("happened_on") == due_on - timedelta(days=14)
    assert events[-1].values["closed_on"] == ITEM.values["done_on"]


def test_a_reply_of_its_own_follows_a_reminder_that_was_left_open() -> None:
    events = duty_events_of(SEED, duty_items_of(SEED, 2022, read_directory()))
    reminders = {
        (event.values["unit"], event.values["item_no"]): event
        for event in events
        if event.values["kind"] == REMINDER
    }
    replies = [event for event in events if event.values["kind"] == REPLY]
    assert replies
    for reply in replies:
        reminder = reminders[reply.values["unit"], reply.values["item_no"]]
        assert reminder.values["closed_on"] is None
        assert reminder.day("happened_on") <= reply.day("happened_on") <= reminder.day("reply_due_on")
