"""行政应诉 metrics: which lawsuits each of them counts, and by which date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
RECEIVED = date(2022, 3, 1)
HEARD = date(2022, 5, 10)
JUDGED = date(2022, 6, 20)


def _case(number: int, **more: Any) -> dict[str, Any]:
    return {
        "case_no": f"(2022)豫0106行初{number}号",
        "instance": "一审",
        "defendant": "公安局",
        "received_on": RECEIVED,
        **more,
    }


def _heard(number: int, attended: str | None, post: str | None = None) -> dict[str, Any]:
    return _case(number, heard_on=HEARD, head_attended=attended, attendee_post=post)


def _judged(number: int, outcome: str, **more: Any) -> dict[str, Any]:
    return _case(number, outcome=outcome, judged_on=JUDGED, effective=True, **more)


def _figures(rows: list[dict[str, Any]]) -> tuple[Any, Any, Any]:
    (row,) = rows
    return row["numerator"], row["denominator"], row["value"]


def test_a_dispute_at_two_instances_is_two_lawsuits_and_one_when_asked_for_the_first(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    first = _case(1)
    appeal = {
        **_case(1),
        "case_no": "(2022)豫01行终9号",
        "instance": "二审",
        "family_no": first["case_no"],
        "received_on": date(2022, 9, 1),
    }
    small.add("litigations", first, appeal, _case(2, defendant="教育局"))
    assert value("S01") == 3
    assert value("S01", where={"instance": ["一审"]}) == 2
    assert {row["defendant"]: row["value"] for row in ask("S01", by=["defendant"])} == {
        "公安局": 2,
        "教育局": 1,
    }
    months = ask("S01", date(2022, 1, 1), grain=Grain.MONTH)
    assert {row["period"]: row["value"] for row in months if row["value"]} == {"2022-03": 2, "2022-09": 1}


def test_nothing_received_is_zero_where_reported_and_unknown_where_not(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("litigations", _case(1))
    assert value("S01", date(2022, 4, 1), date(2022, 4, 30)) == 0
    assert value("S01", date(2021, 4, 1), date(2021, 4, 30)) is None


def test_a_case_that_was_not_heard_is_no_hearing_and_a_silent_form_is_no_attendance(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "litigations",
        _heard(1, "是", "正职"),
        _heard(2, "是", "副职"),
        _heard(3, "否"),
        _heard(4, None),
        _heard(5, "未开庭"),
        _case(6),
    )
    assert _figures(ask("S02")) == (2, 4, 50)


def test_the_chief_is_counted_among_those_heads_who_attended(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "litigations",
        _heard(1, "是", "正职"),
        _heard(2, "是", "副职"),
        _heard(3, "是", "其他"),
        _heard(4, "是"),
        _heard(5, "否", "正职"),
    )
    assert _figures(ask("S03")) == (1, 4, 25)


def test_hearings_are_counted_by_their_day_and_not_by_that_of_receipt(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("litigations", _heard(1, "是"))
    assert value("S02", date(2022, 5, 1), date(2022, 5, 31)) == 100
    (row,) = ask("S02", date(2022, 3, 1), date(2022, 3, 31))
    assert (row["value"], row["denominator"], row["n"]) == (None, 0, 0)


@pytest.mark.parametrize("outcome", ["撤销", "确认违法", "确认无效", "责令履行", "给付", "变更"])
def test_what_a_lost_judgment_is(small: SmallWarehouse, value: Value, outcome: str) -> None:
    small.add("litigations", _judged(1, outcome), _judged(2, "驳回诉讼请求"))
    assert value("S04") == 50


@pytest.mark.parametrize("outcome", ["驳回诉讼请求", "驳回起诉", "准予撤诉", "按撤诉", "调解"])
def test_what_is_not_lost(small: SmallWarehouse, value: Value, outcome: str) -> None:
    small.add("litigations", _judged(1, outcome))
    assert value("S04") == 0


def test_what_the_form_says_of_losing_stands_before_what_the_outcome_means(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "litigations",
        _judged(1, "撤销", lost=False),
        _judged(2, "调解", lost=True),
        _judged(3, "驳回起诉", lost=False),
    )
    assert _figures(ask("S04")) == (1, 3, pytest.approx(100 / 3))


def test_a_judgment_that_is_appealed_counts_once_where_it_became_effective(
    small: SmallWarehouse, ask: Ask
) -> None:
    lost = _judged(1, "撤销") | {"effective": False}
    upheld = {**_judged(1, "驳回诉讼请求"), "case_no": "(2022)豫01行终9号", "instance": "二审"}
    small.add("litigations", lost, upheld, _judged(3, "撤销") | {"effective": None})
    assert _figures(ask("S04")) == (0, 1, 0)


def test_no_effective_judgment_gives_no_rate(small: SmallWarehouse, value: Value) -> None:
    small.add("litigations", _case(1))
    assert value("S04") is None
    assert value("S06") is None


def test_an_answer_on_the_fifteenth_day_is_in_time_and_on_the_sixteenth_late(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "litigations",
        _case(1, answered_on=date(2022, 3, 16)),
        _case(2, answered_on=date(2022, 3, 17)),
        _case(3),
    )
    assert _figures(ask("S05")) == (1, 3, pytest.approx(100 / 3))


def test_an_answer_is_judged_on_the_day_it_was_due(small: SmallWarehouse, ask: Ask, value: Value) -> None:
    small.add(
        "litigations",
        _case(1, answered_on=date(2022, 3, 3)),
        _case(2, received_on=date(2022, 12, 20), answered_on=date(2022, 12, 22)),
    )
    assert value("S05", end=date(2022, 3, 15)) is None
    assert value("S05", end=date(2022, 3, 16)) == 100
    assert _figures(ask("S05"))[:2] == (1, 1)  # the second is due in the next year


def test_performance_is_asked_of_judgments_that_leave_something_to_do(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "litigations",
        _judged(1, "给付", performance="已履行"),
        _judged(2, "撤销", performance="部分履行"),
        _judged(3, "责令履行", performance="未履行"),
        _judged(4, "责令履行"),
        _judged(5, "驳回诉讼请求", performance="无需履行"),
        _judged(6, "确认违法"),
        _judged(7, "给付", performance="已履行") | {"effective": False},
    )
    assert _figures(ask("S06")) == (1, 4, 25)


def test_the_instances_of_a_dispute_share_a_family(small: SmallWarehouse) -> None:
    appeal = {"case_no": "终9", "instance": "二审", "family_no": "初1", "received_on": RECEIVED}
    retrial = {"case_no": "再3", "instance": "再审", "family_no": "终9", "received_on": RECEIVED}
    small.add(
        "litigations",
        {"case_no": "初1", "instance": "一审", "received_on": RECEIVED},
        appeal,
        retrial,
        {"case_no": "初2", "instance": "一审", "received_on": RECEIVED},
        {"case_no": "初2", "instance": "二审", "received_on": RECEIVED},
    )
    with small.pin() as snapshot:
        rows = snapshot.database.query(
            "SELECT family, count(*) AS n FROM mart.litigations GROUP BY 1 ORDER BY 1"
        )
    assert rows.to_dicts() == [{"family": "初1", "n": 3}, {"family": "初2", "n": 2}]


def test_a_lost_case_is_traced_to_its_row_and_no_party_is_shown(small: SmallWarehouse) -> None:
    small.add("litigations", _judged(1, "撤销", raw={"outcome": "撤销"}), _judged(2, "驳回起诉"))
    with small.pin() as snapshot:
        rows = trace(snapshot, "S04", Selection())
    assert [(row.key["case_no"], row.contribution, row.in_denominator) for row in rows] == [
        ("(2022)豫0106行初1号", 1, True),
        ("(2022)豫0106行初2号", 0, True),
    ]
    assert "plaintiff" not in rows[0].cells
