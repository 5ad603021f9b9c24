"""普法责任制 metrics on data small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
MARCH_END, JUNE_END = date(2022, 3, 31), date(2022, 6, 30)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def _item(number: str, due_on: date, done_on: date | None = None, **more: Any) -> dict[str, Any]:
    return {
        "unit": "公安局",
        "year": 2022,
        "item_no": number,
        "due_on": due_on,
        "due_on_precision": "day",
        "done_on": done_on,
        "status": "已完成" if done_on else "进行中",
        "version_at": datetime(2022, 8, 15),
        **more,
    }


def _event(kind: str, happened_on: date, **more: Any) -> dict[str, Any]:
    return {"unit": "公安局", "kind": kind, "happened_on": happened_on, "item_no": "1", **more}


def test_units_with_a_list_of_the_year_over_the_units_there_are(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "duty_items",
        _item("1", MARCH_END),
        _item("2", MARCH_END),
        _item("1", MARCH_END, unit="粮食局"),
        _item("1", date(2021, 3, 31), unit="司法局", year=2021),
    )
    (row,) = ask("P14")
    assert (row["numerator"], row["denominator"]) == (2, 6)
    (before,) = ask("P14", end=date(2021, 12, 31))
    assert (before["numerator"], before["denominator"]) == (1, 6)
    by_unit = {row["unit"]: row["value"] for row in ask("P14", by=["unit"])}
    assert (by_unit["公安局"], by_unit["发改委"]) == (100, 100)
    assert "粮食局" not in by_unit


def test_items_due_in_the_year_so_far_and_those_of_them_done(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "duty_items",
        _item("1", MARCH_END, date(2022, 2, 1)),
        _item("2", MARCH_END, date(2022, 5, 1)),
        _item("3", MARCH_END),
        _item("4", JUNE_END, date(2022, 3, 1)),
        _item("5", date(2021, 6, 30), date(2021, 6, 1), year=2021),
    )
    done = ask("P15", *YEAR, grain=Grain.QUARTER)
    assert [(row["numerator"], row["denominator"]) for row in done] == [(1, 3), (3, 4), (3, 4), (3, 4)]
    on_time = ask("P16", *YEAR, grain=Grain.QUARTER)
    assert [(row["numerator"], row["denominator"]) for row in on_time] == [(1, 3), (2, 4), (2, 4), (2, 4)]
    assert ask("P15", end=date(2022, 3, 30))[0]["value"] is None


@pytest.mark.parametrize(
    ("precision", "due_on", "last_day"),
    [
        ("month", date(2022, 2, 1), date(2022, 2, 28)),
        ("year", date(2022, 1, 1), date(2022, 12, 31)),
        ("day", date(2022, 2, 2), date(2022, 2, 2)),
    ],
)
def test_a_month_or_a_year_is_due_on_its_last_day(
    small: SmallWarehouse, ask: Ask, precision: str, due_on: date, last_day: date
) -> None:
    small.add("duty_items", _item("1", due_on, last_day, due_on_precision=precision))
    (row,) = ask("P16", end=last_day)
    assert (row["numerator"], row["denominator"]) == (1, 1)
    assert ask("P16", end=last_day - timedelta(days=1))[0]["value"] is None


def test_an_item_done_without_a_date_is_done_when_that_was_first_filed(
    small: SmallWarehouse, ask: Ask
) -> None:
    versions: tuple[tuple[datetime, dict[str, Any]], ...] = (
        (datetime(2022, 4, 2), {"status": "进行中", "superseded_by": "r0003"}),
        (datetime(2022, 5, 2), {"status": "已完成", "superseded_by": "r0003"}),
        (datetime(2022, 11, 2), {"status": "已完成", "remark": "补充材料"}),
    )
    for filed, more in versions:
        small.add("duty_items", _item("1", MARCH_END, business_key="公安局1", version_at=filed, **more))
    done = ask("P15", *YEAR, grain=Grain.QUARTER)
    assert [row["value"] for row in done] == [0, 100, 100, 100]
    assert ask("P16")[0]["value"] == 0


def test_duty_items_are_split_by_kind_of_duty_and_scope(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "duty_items",
        _item("1", MARCH_END, MARCH_END, duty="谁执法谁普法", scope="共性"),
        _item("2", MARCH_END, duty="谁管理谁普法", scope="共性"),
    )
    assert {row["duty"]: row["value"] for row in ask("P15", by=["duty"])} == {
        "谁执法谁普法": 100,
        "谁管理谁普法": 0,
    }
    assert ask("P16", where={"duty_scope": ["共性清单"]})[0]["value"] == 50


def test_done_items_are_traced_among_those_due(small: SmallWarehouse) -> None:
    small.add("duty_items", _item("1", MARCH_END, MARCH_END), _item("2", MARCH_END), _item("3", YEAR[1]))
    with small.pin() as snapshot:
        rows = trace(snapshot, "P15", Selection(end=JUNE_END))
    assert [(row.key["item_no"], row.contribution, row.in_denominator) for row in rows] == [
        ("1", 1, True),
        ("2", 0, True),
    ]


def test_a_reminder_is_answered_when_closed_or_followed_by_feedback_on_its_item(
    small: SmallWarehouse, ask: Ask
) -> None:
    day = date(2022, 4, 11)
    small.add(
        "duty_events",
        _event("反馈", date(2022, 4, 1)),
        _event("提示", day, closed_on=day),
        _event("提示", day, item_no="2"),
        _event("反馈", date(2022, 4, 20), item_no="2"),
        _event("提示", day, item_no="3"),
        _event("提示", day, unit="司法局"),
        _event("提示", day, unit="教育局", item_no=None),
        _event("反馈", day, unit="教育局", item_no=None),
        _event("督办", day, item_no="4"),
    )
    (row,) = ask("P17")
    assert (row["numerator"], row["denominator"], row["value"]) == (3, 5, 60)
    assert {row["unit"]: row["value"] for row in ask("P17", by=["unit"])} == {
        "公安局": pytest.approx(200 / 3),
        "司法局": 0,
        "教育局": 100,
    }


def test_a_reminder_counts_when_its_reply_is_due_and_otherwise_on_its_day(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "duty_events",
        _event("提示", date(2022, 3, 28), reply_due_on=date(2022, 4, 8), closed_on=date(2022, 4, 20)),
        _event("提示", date(2022, 3, 29), item_no="2"),
        _event("提示", date(2022, 12, 20), item_no="3", reply_due_on=date(2023, 1, 10)),
    )
    quarters = ask("P17", *YEAR, grain=Grain.QUARTER)
    assert [(row["numerator"], row["denominator"]) for row in quarters[:2]] == [(0, 1), (1, 1)]
    assert ask("P17")[0]["denominator"] == 2


def test_a_supervision_is_settled_by_its_closing_and_not_by_feedback(small: SmallWarehouse, ask: Ask) -> None:
    day = date(2022, 4, 11)
    small.add(
        "duty_events",
        _event("督办", day, closed_on=date(2022, 5, 1)),
        _event("督办", day, item_no="2"),
        _event("反馈", date(2022, 4, 20), item_no="2"),
    )
    (row,) = ask("P18")
    assert (row["numerator"], row["denominator"]) == (1, 2)
    assert ask("P18", date(2022, 6, 1))[0]["value"] is None


def test_without_lists_and_reminders_there_is_no_rate(small: SmallWarehouse, value: Value) -> None:
    assert [value(name) for name in ("P14", "P15", "P16", "P17", "P18")] == [None] * 5
