"""案卷评查 metrics: grades, problems and the clock of rectification; and the annual penalties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Measure, Metric, MetricError
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
DUE = date(2022, 6, 30)


def _file(number: int, grade: str | None = "合格", **more: Any) -> dict[str, Any]:
    return {
        "file_no": f"案{number}",
        "unit": "公安局",
        "reviewed_on": date(2022, 5, 1),
        "grade": grade,
        **more,
    }


def test_passed_means_excellent_or_passed_and_a_veto_fails(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "file_reviews",
        _file(1, "优秀"),
        _file(2, "合格"),
        _file(3, "不合格"),
        _file(4, "合格", vetoed=True),
        _file(5, None),
    )
    (row,) = ask("E11")
    assert (row["numerator"], row["denominator"], row["value"], row["n"]) == (2, 5, 40, 5)
    assert ask("E10")[0]["value"] == 5


def test_rectified_on_the_last_day_is_on_time_and_what_is_not_due_is_left_out(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "file_reviews",
        _file(1, rectify_due_on=DUE, rectified_on=DUE),
        _file(2, rectify_due_on=DUE, rectified_on=date(2022, 7, 1)),
        _file(3, rectify_due_on=DUE),
        _file(4, rectify_due_on=date(2023, 1, 15)),
        _file(5),
    )
    (row,) = ask("E14")
    assert (row["numerator"], row["denominator"]) == (1, 3)


def test_overdue_from_the_day_after_the_limit_until_the_day_of_rectification(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "file_reviews",
        _file(1, rectify_due_on=DUE, rectified_on=date(2022, 8, 1)),
        _file(2, rectify_due_on=DUE),
    )
    assert value("E16", end=DUE) == 0
    assert value("E16", end=date(2022, 7, 1)) == 2
    assert value("E16", end=date(2022, 7, 31)) == 2
    assert value("E16", end=date(2022, 8, 1)) == 1


def test_a_stock_is_taken_at_the_end_of_each_period_and_never_after_the_cut_off(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("file_reviews", _file(1, rectify_due_on=DUE, rectified_on=date(2022, 8, 15)))
    rows = ask("E16", date(2022, 6, 1), date(2023, 2, 28), grain=Grain.MONTH)
    assert {row["period"]: row["value"] for row in rows} == {
        "2022-06": 0,
        "2022-07": 1,
        **{f"2022-{month:02d}": 0 for month in range(8, 13)},
        "2023-01": None,
        "2023-02": None,
    }


def test_excellent_is_a_share_of_all_reviewed_and_a_veto_takes_it_away(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "file_reviews",
        _file(1, "优秀"),
        _file(2, "优秀", vetoed=True),
        _file(3, "合格"),
        _file(4, None),
    )
    (row,) = ask("E12")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 4, 25)


def test_nothing_reviewed_gives_no_rate(small: SmallWarehouse, value: Value) -> None:
    small.add("file_reviews", _file(1))
    april = (date(2022, 4, 1), date(2022, 4, 30))
    assert [value(metric, *april) for metric in ("E10", "E12", "E13", "E15", "E17")] == [
        0,
        None,
        None,
        None,
        0,
    ]


def test_problems_per_file_are_the_listed_ones_where_there_is_a_list(small: SmallWarehouse, ask: Ask) -> None:
    small.add("file_reviews", _file(1, problems=5), _file(2, problems=3), _file(3, problems=0), _file(4))
    small.add(
        "file_problems",
        *({"file_no": "案1", "category": "程序", "description": text} for text in ("送达", "告知")),
    )
    (row,) = ask("E13")
    assert (row["numerator"], row["denominator"], row["value"]) == (
        5,
        4,
        1.25,
    )  # (2 + 3 + 0 + none) in 4 files


def test_an_estimated_number_of_problems_stays_an_estimate_unless_they_are_listed(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("file_reviews", _file(1, problems=10, problems_qualifier="at_least"), _file(2, problems=1))
    small.add("file_reviews", _file(3, problems=9, problems_qualifier="about", unit="教育局"))
    small.add("file_problems", {"file_no": "案3", "category": "程序", "description": "送达"})
    rows = {row["unit"]: (row["value"], row["qualifier"]) for row in ask("E13", by=["unit"])}
    assert rows == {"公安局": (5.5, "at_least"), "教育局": (1, None)}


def test_rectified_late_is_rectified_and_what_is_not_due_is_left_out(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "file_reviews",
        _file(1, rectify_due_on=DUE, rectified_on=DUE),
        _file(2, rectify_due_on=DUE, rectified_on=date(2022, 8, 1)),
        _file(3, rectify_due_on=DUE),
        _file(4, rectify_due_on=date(2023, 1, 15), rectified_on=date(2022, 7, 1)),
        _file(5, rectified_on=date(2022, 7, 1)),
    )
    (row,) = ask("E15")
    assert (row["numerator"], row["denominator"]) == (2, 3)


def test_accountability_is_counted_by_file_and_none_is_no_accountability(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "file_reviews",
        _file(1, accountability="约谈"),
        _file(2, accountability="通报"),
        _file(3, accountability="通报"),
        _file(4, accountability="无"),
        _file(5),
    )
    assert ask("E17")[0]["value"] == 3
    rows = ask("E17", by=["accountability"], where={"accountability": ["通报批评", "约谈"]})
    assert {row["accountability"]: row["value"] for row in rows} == {"约谈": 1, "通报": 2}


def _year(unit: str, year: int, total: int, fined_yuan: float | None = None, **kinds: Any) -> dict[str, Any]:
    return {"unit": unit, "year": year, "total": total, "fined_yuan": fined_yuan, **kinds}


def test_annual_penalties_and_money_belong_to_their_year(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "enforcement_stats",
        _year("公安局", 2021, 10, 1000.5, fines=10),
        _year("公安局", 2022, 12, 2000.25, fines=12),
        _year("粮食局", 2018, 1, None, warnings=1),
    )
    assert {row["period"]: row["value"] for row in ask("E08", date(2021, 1, 1), grain=Grain.YEAR)} == {
        "2021": 10,
        "2022": 12,
    }
    assert {row["year"]: row["value"] for row in ask("E09", by=["year"]) if row["value"]} == {
        "2021": 1000.5,
        "2022": 2000.25,
    }
    assert {row["unit"]: row["value"] for row in ask("E08", by=["unit"])} == {"公安局": 22, "发改委": 1}


def test_a_zero_report_of_penalties_is_zero_and_a_year_without_a_form_unknown(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("enforcement_stats", _year("公安局", 2022, 0, 0))
    assert (value("E08"), value("E09")) == (0, 0)
    assert value("E08", date(2020, 1, 1), date(2020, 12, 31)) is None


def test_money_is_traced_to_the_cell_as_it_was_written(small: SmallWarehouse) -> None:
    table = small.table("enforcement_stats", letters={"fined_yuan": "H"})
    row = _year("公安局", 2022, 1, 12_000, fines=1, raw={"fined_yuan": "1.2万元"})
    small.add("enforcement_stats", row, table=table)
    with small.pin() as snapshot:
        (found,) = trace(snapshot, "E09", Selection())
    cell = found.cells["fined_yuan"]
    assert (found.contribution, cell.cell, cell.raw, cell.value) == (12_000, "H5", "1.2万元", 12_000)


@pytest.mark.parametrize("metric", ["E08", "E09"])
def test_penalties_and_fines_are_never_a_target(metric: str) -> None:
    record = METRICS[metric].record()
    assert (record["may_be_target"], record["target"]) == (False, "")
    assert "不得作为任务指标" in METRICS[metric].note
    assert [one.id for one in METRICS.values() if not one.may_be_target] == ["E08", "E09"]


def test_a_record_that_names_a_target_for_what_may_have_none_is_refused() -> None:
    plain = {name: getattr(METRICS["E08"], name) for name in ("better", "basis", "source", "owner", "unit")}
    with pytest.raises(MetricError, match="metric Z01: it may never be a target"):
        Metric(
            id="Z01",
            name="名",
            english_name="Name",
            definition="口径。",
            dimensions=(),
            numerator=Measure("enforcement_years", date="year_on"),
            target="100",
            may_be_target=False,
            **plain,
        )


def test_a_yearly_form_says_nothing_about_parts_of_its_year(small: SmallWarehouse, ask: Ask) -> None:
    small.add("enforcement_stats", {"unit": "公安局", "year": 2022, "warnings": 3, "total": 3})
    rows = ask("E08", grain=Grain.QUARTER, start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert [row["value"] for row in rows] == [None, None, None, 3]
    assert ask("E08", start=date(2022, 1, 1), end=date(2022, 6, 30))[0]["value"] is None


def test_a_unit_that_reports_no_penalty_is_a_group_of_zero(small: SmallWarehouse, ask: Ask) -> None:
    small.add("enforcement_stats", {"unit": "公安局", "year": 2022, "warnings": 3, "total": 3})
    small.table("enforcement_stats", unit="司法局", is_zero_report=True)
    found = {row["unit"]: row["value"] for row in ask("E08", by=("unit",))}
    assert found == {"公安局": 3, "司法局": 0}
