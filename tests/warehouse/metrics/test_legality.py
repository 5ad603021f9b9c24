"""合法性审查 metrics: working days over National Day 2022, what counts as reviewed, and 备案."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
# A Monday. 27 to 30 September are four working days; 1 to 7 October are off, 8 and 9 October are worked.
RECEIVED = date(2022, 9, 26)
NORM = "行政规范性文件"


def _review(number: int, kind: str = "政府合同", **more: Any) -> dict[str, Any]:
    return {
        "review_no": f"审〔2022〕{number}号",
        "title": f"事项{number}",
        "kind": kind,
        "received_on": RECEIVED,
        **more,
    }


def _figures(rows: list[dict[str, Any]]) -> tuple[float, float, float]:
    (row,) = rows
    return row["numerator"], row["denominator"], row["value"]


def test_matters_are_counted_by_receipt_and_split_by_type_and_by_the_unit_that_submitted_them(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "legality_reviews",
        _review(1, submitted_by="粮食局", closed_on=date(2022, 11, 1), conclusion="合法"),
        _review(2, submitted_by="公安局"),
        _review(3, "法律咨询", submitted_by="公安局"),
    )
    assert {row["type"]: row["value"] for row in ask("L01", by=["type"])} == {"政府合同": 2, "法律咨询": 1}
    assert {row["unit"]: row["value"] for row in ask("L01", by=["unit"])} == {"公安局": 2, "发改委": 1}
    assert value("L01", where={"type": ["合同"]}) == 2
    assert value("L01", date(2022, 11, 1), date(2022, 11, 30)) == 0


def test_reviewed_is_what_has_a_conclusion_other_than_not_taken_up(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "legality_reviews",
        _review(1, "重大行政决策", closed_on=date(2022, 10, 10), conclusion="修改后合法"),
        _review(2, NORM, closed_on=date(2022, 10, 10), conclusion="不予审查"),
        _review(3),
        _review(4, "法律咨询", closed_on=date(2022, 10, 10), conclusion="合法"),
    )
    numerator, denominator, _value = _figures(ask("L02"))
    assert (numerator, denominator) == (1, 3)


def test_working_days_follow_the_swapped_weekends_and_each_type_has_its_own_limit(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "legality_reviews",
        _review(1, closed_on=date(2022, 10, 13)),  # the tenth working day
        _review(2, closed_on=date(2022, 10, 14)),  # the eleventh
        _review(3, NORM, closed_on=date(2022, 10, 20)),  # the fifteenth, of fifteen
        _review(4, "法律咨询", closed_on=RECEIVED),
        _review(5),
    )
    assert _figures(ask("L03")) == (3, 4, 75)
    assert _figures(ask("L04")) == (10 + 11 + 15 + 0, 4, 9)
    by_type = {row["type"]: (row["numerator"], row["denominator"]) for row in ask("L03", by=["type"])}
    assert by_type == {"政府合同": (1, 2), NORM: (1, 1), "法律咨询": (1, 1)}


def test_adopted_opinions_are_divided_by_opinions_where_both_are_known(
    small: SmallWarehouse, ask: Ask
) -> None:
    closed: dict[str, Any] = {"closed_on": date(2022, 10, 10)}
    small.add(
        "legality_reviews",
        _review(1, opinions=10, adopted=8, **closed),
        _review(2, opinions=5, adopted=5, **closed),
        _review(3, opinions=3, **closed),
        _review(4, opinions=0, adopted=0, **closed),
    )
    numerator, denominator, _value = _figures(ask("L05"))
    assert (numerator, denominator) == (13, 15)


def test_an_unlawful_finding_counts_though_its_closing_day_is_missing(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "legality_reviews",
        _review(1, conclusion="不合法", closed_on=date(2022, 10, 10)),
        _review(2, conclusion="不合法"),
        _review(3, conclusion="修改后合法", closed_on=date(2022, 10, 10)),
    )
    rows = ask("L06", date(2022, 9, 1), date(2022, 10, 31), grain=Grain.MONTH)
    assert {row["period"]: row["value"] for row in rows} == {"2022-09": 1, "2022-10": 1}


def test_filing_within_fifteen_days_is_judged_once_filed_or_once_the_days_are_over(
    small: SmallWarehouse, ask: Ask
) -> None:
    issued: dict[str, Any] = {"issued_on": date(2022, 3, 1)}
    late: dict[str, Any] = {"issued_on": date(2022, 12, 20)}
    small.add(
        "legality_reviews",
        _review(1, NORM, filed_on=date(2022, 3, 16), **issued),
        _review(2, NORM, filed_on=date(2022, 3, 17), **issued),
        _review(3, NORM, **issued),
        _review(4, NORM, filed_on=date(2022, 12, 25), **late),
        _review(5, NORM, **late),  # has until 4 January
        _review(6, "政府文件", **issued),
        _review(7, NORM),
    )
    assert _figures(ask("L07")) == (2, 4, 50)
    assert _figures(ask("L07", date(2022, 12, 1), date(2022, 12, 31))) == (1, 1, 100)


def test_where_nothing_was_closed_there_is_no_rate_and_where_nothing_was_filed_no_number(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("legality_reviews", _review(1, "法律咨询"), table=small.table("legality_reviews"))
    for metric in ("L02", "L03", "L04", "L05", "L07"):
        (row,) = ask(metric)
        assert (row["value"], row["denominator"]) == (None, 0), metric
    assert value("L06", date(2022, 1, 1), date(2022, 12, 31)) == 0
    assert value("L06", date(2021, 1, 1), date(2021, 12, 31)) is None


def test_a_rate_of_opinions_is_traced_to_its_matters(small: SmallWarehouse) -> None:
    small.add(
        "legality_reviews",
        _review(1, opinions=10, adopted=8, closed_on=date(2022, 10, 10), raw={"adopted": "8条"}),
        _review(2, opinions=2, adopted=0, closed_on=date(2022, 10, 10)),
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "L05", Selection())
    assert [(row.key["review_no"], row.contribution) for row in rows] == [
        ("审〔2022〕1号", 8),
        ("审〔2022〕2号", 0),
    ]
    assert rows[0].cells["adopted"].raw == "8条"
