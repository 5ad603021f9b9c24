"""行政复议 metrics, among them the published figures of 通州 2023 and 上海 2014."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.selection import Grain

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


def test_shanghai_2014_direct_correction_leaves_out_corrected_before_the_decision(
    small: SmallWarehouse, ask: Ask
) -> None:
    outcomes = {"撤销": 63, "确认违法": 43, "责令履行": 8, "改正后终止": 77, "维持": 600}
    small.add("reconsiderations", *_closed(outcomes))
    (row,) = ask("F07")
    assert (row["numerator"], row["denominator"]) == (114, 791)


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


def test_nothing_closed_gives_no_rate_and_not_zero_or_one_hundred(small: SmallWarehouse, ask: Ask) -> None:
    small.add("reconsiderations", _case(1))
    (row,) = ask("F07", date(2022, 1, 1), date(2022, 12, 31))
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (None, 0, 0, 0)


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
