"""时限 metrics: what is in hand, near its limit and past it, on any day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]


def _case(number: int, **more: Any) -> dict[str, Any]:
    return {
        "case_no": f"{number}号",
        "respondent": "公安局",
        "received_on": date(2022, 3, 1),
        "handling": "受理",
        "accepted_on": date(2022, 3, 1),
        **more,
    }


def _on(value: Value, day: date) -> tuple[float | None, ...]:
    return tuple(value(metric, end=day) for metric in ("T01", "T02", "T03"))


def test_a_matter_is_in_hand_then_near_then_past_until_it_is_done(
    small: SmallWarehouse, value: Value
) -> None:
    # Sixty natural days from 1 March end on 30 April.
    small.add("reconsiderations", _case(1, closed_on=date(2022, 5, 3), outcome="维持"))
    assert _on(value, date(2022, 2, 28)) == (0, 0, 0)
    assert _on(value, date(2022, 3, 1)) == (1, 0, 0)
    assert _on(value, date(2022, 4, 19)) == (1, 0, 0)
    assert _on(value, date(2022, 4, 20)) == (1, 1, 0)
    assert _on(value, date(2022, 4, 30)) == (1, 1, 0)
    assert _on(value, date(2022, 5, 1)) == (1, 0, 1)
    assert _on(value, date(2022, 5, 2)) == (1, 0, 1)
    assert _on(value, date(2022, 5, 3)) == (0, 0, 0)


def test_a_suspension_stops_the_clock_and_moves_the_limit(small: SmallWarehouse, value: Value) -> None:
    # Near since 20 April; suspended from the 25th to 15 May, twenty days: the limit moves to 20 May.
    small.add("reconsiderations", _case(1, suspended_from=date(2022, 4, 25), suspended_to=date(2022, 5, 15)))
    assert _on(value, date(2022, 4, 24)) == (1, 1, 0)
    assert _on(value, date(2022, 4, 25)) == (1, 0, 0)
    assert _on(value, date(2022, 5, 14)) == (1, 0, 0)
    assert _on(value, date(2022, 5, 15)) == (1, 1, 0)
    assert _on(value, date(2022, 5, 21)) == (1, 0, 1)


def test_the_past_is_a_series_and_is_split_by_clock_and_by_unit(small: SmallWarehouse, ask: Ask) -> None:
    small.add("reconsiderations", _case(1))
    small.add(
        "file_reviews",
        {
            "file_no": "卷1",
            "unit": "粮食局",
            "reviewed_on": date(2022, 3, 1),
            "rectify_due_on": date(2022, 4, 10),
            "rectified_on": date(2022, 5, 20),
        },
    )
    months = ask("T03", date(2022, 3, 1), date(2022, 6, 30), grain=Grain.MONTH)
    assert [row["value"] for row in months] == [0, 1, 1, 1]
    by_clock = ask("T03", end=date(2022, 5, 10), by=["clock"])
    assert {row["clock"]: row["value"] for row in by_clock} == {"复议审理": 1, "案卷整改": 1}
    by_unit = ask("T03", end=date(2022, 5, 10), by=["unit"])
    assert {row["unit"]: row["value"] for row in by_unit} == {"公安局": 1, "发改委": 1}
    (one,) = ask("T03", end=date(2022, 5, 10), where={"clock": ["案卷整改"], "unit": ["发改委"]})
    assert one["value"] == 1


def test_a_number_over_several_datasets_is_traced_to_each_of_them(small: SmallWarehouse) -> None:
    case = _case(1, raw={"case_no": "1号", "accepted_on": "2022.3.1"})
    small.add(
        "reconsiderations", case | {"suspended_from": date(2022, 3, 10), "suspended_to": date(2022, 3, 12)}
    )
    small.add(
        "commitments",
        {
            "raised_on": date(2022, 3, 1),
            "item": "补报台账",
            "unit": "公安局",
            "due_on": date(2022, 3, 10),
            "status": "进行中",
        },
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "T03", Selection(end=date(2022, 6, 1)))
        assert trace(snapshot, "T03", Selection(end=date(2022, 3, 10))) == []
    assert [(row.dataset, row.contribution) for row in rows] == [("reconsiderations", 1), ("commitments", 1)]
    assert rows[0].cells["accepted_on"].raw == "2022.3.1"
    assert rows[1].key["item"] == "补报台账"
