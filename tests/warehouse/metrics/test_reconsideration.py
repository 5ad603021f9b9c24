"""行政复议 metrics, among them the published figures of 通州 2023 and 上海 2014."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
ACCEPTED = date(2022, 3, 1)


def _case(number: int, **more: Any) -> dict[str, Any]:
    return {
        "case_no": f"上政复〔2022〕{number}号",
        "received_on": date(2022, 2, 25),
        "handling": "受理",
        "accepted_on": ACCEPTED,
        **more,
    }


def _closed(outcomes: dict[str, int]) -> list[dict[str, Any]]:
    listed = [outcome for outcome, count in outcomes.items() for _ in range(count)]
    return [
        _case(number, outcome=outcome, closed_on=date(2022, 4, 1)) for number, outcome in enumerate(listed)
    ]


def test_tongzhou_2023_direct_correction_is_236_of_977(small: SmallWarehouse, ask: Ask) -> None:
    corrected = {"撤销": 48, "变更": 10, "确认违法": 28, "责令履行": 150}
    small.add("reconsiderations", *_closed(corrected | {"调解书": 170, "维持": 571}))
    (row,) = ask("F07")
    assert (row["numerator"], row["denominator"], row["n"]) == (236, 977, 977)
    assert row["value"] == pytest.approx(24.155578, abs=1e-6)
    (settled,) = ask("F09")
    assert settled["value"] == pytest.approx(17.40, abs=0.005)


def test_shanghai_2014_corrected_by_decision_or_by_the_body_itself_is_191_of_4696(
    small: SmallWarehouse, ask: Ask
) -> None:
    outcomes = {"撤销": 63, "确认违法": 43, "责令履行": 8, "改正后终止": 77, "维持": 4505}
    small.add("reconsiderations", *_closed(outcomes))
    (row,) = ask("F08")
    assert (row["numerator"], row["denominator"]) == (191, 4696)
    assert row["value"] == pytest.approx(4.07, abs=0.005)
    (direct,) = ask("F07")
    assert (direct["numerator"], direct["denominator"]) == (114, 4696)


def test_a_ratio_is_of_sums_and_not_a_mean_of_ratios(small: SmallWarehouse, ask: Ask, value: Value) -> None:
    one = [_case(0, outcome="撤销", closed_on=date(2022, 4, 1), respondent="公安局")]
    many = [_case(n, outcome="维持", closed_on=date(2022, 4, 1), respondent="司法局") for n in range(1, 10)]
    small.add("reconsiderations", *one, *many)
    assert {row["respondent"]: row["value"] for row in ask("F07", by=["respondent"])} == {
        "公安局": 100,
        "司法局": 0,
    }
    assert value("F07") == 10


def test_receipt_acceptance_and_closing_are_each_counted_in_their_own_month(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("reconsiderations", _case(1, outcome="撤销", closed_on=date(2022, 4, 20)))
    months = {
        metric: {
            row["period"] for row in ask(metric, date(2022, 1, 1), grain=Grain.MONTH) if row["numerator"]
        }
        for metric in ("F01", "F02", "F07")
    }
    assert months == {"F01": {"2022-02"}, "F02": {"2022-03"}, "F07": {"2022-04"}}


@pytest.mark.parametrize(
    ("case", "period"),
    [
        ({"accepted_on": None, "handled_on": date(2022, 5, 2)}, "2022-05"),
        ({"accepted_on": None}, "2022-02"),
        ({"handling": None}, "2022-03"),
        ({"handling": "不予受理", "handled_on": date(2022, 5, 2), "accepted_on": None}, None),
        ({"handling": None, "accepted_on": None}, None),
    ],
)
def test_when_a_case_is_accepted(
    small: SmallWarehouse, ask: Ask, case: dict[str, Any], period: str | None
) -> None:
    small.add("reconsiderations", _case(1, **case))
    found = [row["period"] for row in ask("F02", date(2022, 1, 1), grain=Grain.MONTH) if row["value"]]
    assert found == ([] if period is None else [period])


@pytest.mark.parametrize(
    ("case", "days"),
    [
        ({}, 60),
        ({"procedure": "简易"}, 30),
        ({"extension_days": 30}, 90),
        ({"suspended_from": date(2022, 3, 10), "suspended_to": date(2022, 3, 25)}, 75),
        ({"extension_days": 10, "suspended_from": date(2022, 3, 10), "suspended_to": date(2022, 3, 15)}, 75),
    ],
)
def test_the_last_day_of_the_limit_is_on_time_and_the_next_is_late(
    small: SmallWarehouse, ask: Ask, case: dict[str, Any], days: int
) -> None:
    last = ACCEPTED + timedelta(days=days)
    small.add(
        "reconsiderations",
        _case(1, outcome="维持", closed_on=last, **case),
        _case(2, outcome="维持", closed_on=last + timedelta(days=1), **case),
        _case(3, outcome="维持", closed_on=last, **(case | {"accepted_on": None, "handling": None})),
    )
    (row,) = ask("F05")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 50)


def test_the_limit_is_configuration(small: SmallWarehouse, ask: Ask) -> None:
    small.set_limit("reconsideration_decision", "普通", 45)
    last = ACCEPTED + timedelta(days=45)
    small.add(
        "reconsiderations",
        _case(1, outcome="维持", closed_on=last),
        _case(2, outcome="维持", closed_on=last + timedelta(days=1)),
    )
    (row,) = ask("F05")
    assert (row["numerator"], row["denominator"]) == (1, 2)


def test_nothing_closed_gives_no_rate_and_not_zero_or_one_hundred(small: SmallWarehouse, ask: Ask) -> None:
    small.add("reconsiderations", _case(1))
    for metric in ("F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13"):
        (row,) = ask(metric, date(2022, 1, 1), date(2022, 12, 31))
        assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (None, 0, 0, 0), metric


def test_a_settled_case_counts_once_however_it_says_so(small: SmallWarehouse, value: Value) -> None:
    closed = {"closed_on": date(2022, 4, 1)}
    small.add(
        "reconsiderations",
        _case(1, outcome="调解书", mediated=True, **closed),
        _case(2, outcome="和解撤回", **closed),
        _case(3, outcome="终止", mediated=True, **closed),
        _case(4, outcome="终止", mediated=False, **closed),
    )
    assert value("F09") == 75


def _parts(rows: list[dict[str, Any]]) -> dict[str | None, tuple[float, float]]:
    return {row["period"]: (row["numerator"], row["denominator"]) for row in rows}


def test_accepted_of_handled_and_accepted_of_those_that_had_to_be(small: SmallWarehouse, ask: Ask) -> None:
    friday = date(2022, 3, 4)
    silent: dict[str, Any] = {"received_on": friday, "handling": None, "accepted_on": None}
    refused: dict[str, Any] = {"accepted_on": None}
    small.add(
        "reconsiderations",
        _case(1),
        _case(2, handling="不予受理", handled_on=date(2022, 3, 2), **refused),
        _case(3, handling="告知", **refused),
        _case(4, handling="转送", **refused),
        # Accepted late is accepted.
        _case(5, accepted_on=date(2022, 4, 1)),
        # Nothing decided by Friday 11 March, the fifth working day: accepted by law and not by the body.
        _case(6, **silent),
        # The time for deciding starts again with the correction on 14 March and ends on the 21st.
        _case(7, supplement_asked_on=date(2022, 3, 7), supplemented_on=date(2022, 3, 14), **silent),
        # A correction is awaited; and a receipt of 28 December has until 5 January.
        _case(8, supplement_asked_on=date(2022, 3, 7), **silent),
        _case(9, **(silent | {"received_on": date(2022, 12, 28)})),
    )
    assert _parts(ask("F03")) == {None: (2, 5)}
    assert _parts(ask("F03b")) == {None: (2, 4)}
    year = date(2022, 1, 1)
    # 受理 by its day, 不予受理 by the day of handling, 告知 and 转送 without one by that of receipt.
    handled = _parts(ask("F03", year, date(2022, 4, 30), grain=Grain.MONTH))
    assert handled == {"2022-01": (0, 0), "2022-02": (0, 2), "2022-03": (1, 2), "2022-04": (1, 1)}
    due = _parts(ask("F03b", year, date(2022, 4, 30), grain=Grain.MONTH))
    assert due == {"2022-01": (0, 0), "2022-02": (0, 0), "2022-03": (1, 3), "2022-04": (1, 1)}


def test_closed_of_those_carried_in_and_accepted_each_period_with_its_own(
    small: SmallWarehouse, ask: Ask
) -> None:
    def lasting(number: int, first: date, last: date | None, **more: Any) -> dict[str, Any]:
        return _case(
            number, received_on=first, accepted_on=first, closed_on=last, outcome=last and "维持", **more
        )

    small.add(
        "reconsiderations",
        lasting(1, date(2022, 1, 10), date(2022, 2, 20), respondent="公安局"),
        # Closed on the first day of a period: it was carried in.
        lasting(2, date(2022, 2, 5), date(2022, 3, 1), respondent="公安局"),
        lasting(3, date(2022, 2, 10), None, respondent="司法局"),
        lasting(4, date(2022, 3, 1), date(2022, 3, 31), respondent="司法局"),
        _case(5, handling="不予受理", accepted_on=None, closed_on=date(2022, 3, 2), outcome="驳回复议申请"),
        table=small.table("reconsiderations"),
    )
    january, march, april = date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 30)
    months = _parts(ask("F04", january, april, grain=Grain.MONTH))
    assert months == {"2022-01": (0, 1), "2022-02": (1, 3), "2022-03": (2, 3), "2022-04": (0, 1)}
    assert _parts(ask("F04", date(2022, 2, 1), march)) == {None: (3, 4)}
    assert _parts(ask("F04", date(2022, 2, 15), date(2022, 2, 28), grain=Grain.MONTH)) == {"2022-02": (1, 3)}
    halves = _parts(ask("F04", january, date(2022, 12, 31), grain=Grain.HALF))
    assert halves == {"2022-H1": (3, 4), "2022-H2": (0, 1)}
    assert {row["respondent"]: row["value"] for row in ask("F04", january, march, by=["respondent"])} == {
        "公安局": 100,
        "司法局": 50,
    }
    assert _parts(ask("F04")) == {None: (3, 4)}


def test_a_case_closed_without_a_word_on_its_handling_is_in_hand_from_receipt(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "reconsiderations",
        _case(1, handling=None, accepted_on=None, closed_on=date(2022, 4, 1), outcome="维持"),
    )
    assert _parts(ask("F04", date(2022, 2, 1), date(2022, 4, 30), grain=Grain.MONTH)) == {
        "2022-02": (0, 1),
        "2022-03": (0, 1),
        "2022-04": (1, 1),
    }


def test_days_of_trial_are_summed_without_suspension_and_divided_once(
    small: SmallWarehouse, ask: Ask
) -> None:
    suspended = {"suspended_from": date(2022, 3, 10), "suspended_to": date(2022, 3, 20)}
    small.add(
        "reconsiderations",
        _case(1, closed_on=date(2022, 4, 1), outcome="维持", **suspended),
        _case(2, closed_on=date(2022, 3, 31), outcome="维持"),
        _case(3, closed_on=date(2022, 4, 1), outcome="维持", accepted_on=None, handling=None),
        _case(4),
    )
    (row,) = ask("F06")
    assert (row["numerator"], row["denominator"], row["value"]) == (21 + 30, 2, 25.5)


def test_what_became_of_the_closed_cases(small: SmallWarehouse, ask: Ask) -> None:
    outcomes: tuple[dict[str, Any], ...] = (
        {"outcome": "维持", "procedure": "简易", "sued_later": True},
        {"outcome": "维持", "procedure": "普通", "sued_later": False},
        {"outcome": "撤销", "performance": "已履行"},
        {"outcome": "确认违法"},
        {"outcome": "责令履行", "performance": "部分履行"},
        {"outcome": "调解书"},
        {"outcome": "变更", "performance": "无需履行"},
        {"outcome": "责令履行协议", "performance": "已履行"},
    )
    small.add(
        "reconsiderations",
        *(_case(number, closed_on=date(2022, 4, 1), **more) for number, more in enumerate(outcomes)),
        _case(9, sued_later=True, procedure="简易"),
    )
    found = {name: _parts(ask(name))[None] for name in ("F10", "F11", "F12", "F13")}
    # With something to perform: 撤销 (the form says so), 责令履行, 调解书, 责令履行协议.
    assert found == {"F10": (1, 8), "F11": (2, 8), "F12": (1, 8), "F13": (2, 4)}


def test_the_cases_in_hand_are_traced(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        _case(1, closed_on=date(2022, 3, 31), outcome="维持"),
        _case(2),
        _case(3, accepted_on=date(2022, 6, 1)),
        _case(4, closed_on=date(2022, 3, 2), outcome="维持"),
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "F04", Selection(date(2022, 3, 10), date(2022, 5, 31)))
    assert [(row.key["case_no"], row.contribution, row.in_denominator) for row in rows] == [
        ("上政复〔2022〕1号", 1, True),
        ("上政复〔2022〕2号", 0, True),
    ]
