"""数据质量: what became of the tables that units filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.inbox import write_csv
from tests.support.loads import load
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.__main__ import main
from warehouse.home import Home
from warehouse.lineage import trace
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import open_snapshot

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
NOVEMBER = (date(2022, 11, 1), date(2022, 11, 30))
DECEMBER_10 = date(2022, 12, 10)


def _filed(
    small: SmallWarehouse,
    dataset: str = "activities",
    *,
    unit: str = "公安局",
    filed_on: date = DECEMBER_10,
    covered: tuple[date, date] = NOVEMBER,
    skipped: Sequence[str] = (),
    unknown_units: int = 0,
    **more: Any,
) -> str:
    columns = {"is_period_stated": True, "loaded": 0, **more}
    table_id = small.table(dataset, unit=unit, filed_on=filed_on, covered=covered, **columns)
    for row, reason in enumerate(skipped, start=5):
        small.record("ledger.skipped", table_id=table_id, source_row=row, reason=reason)
    if unknown_units:
        small.record("ledger.findings", table_id=table_id, code="unknown_unit", rows=unknown_units)
    return table_id


def test_a_table_is_in_time_up_to_the_tenth_day_after_its_period(small: SmallWarehouse, ask: Ask) -> None:
    _filed(small, filed_on=DECEMBER_10)
    _filed(small, filed_on=date(2022, 12, 11), unit="教育局")
    _filed(small, filed_on=date(2022, 11, 28), unit="司法局", covered=(date(2022, 11, 1), date(2022, 11, 28)))
    (row,) = ask("Q01")
    assert (row["numerator"], row["denominator"], row["n"]) == (2, 3, 3)
    assert {row["unit"]: row["value"] for row in ask("Q01", by=["unit"])} == {
        "公安局": 100,
        "司法局": 100,
        "教育局": 0,
    }


def test_only_the_first_filing_for_a_period_says_whether_it_was_in_time(
    small: SmallWarehouse, ask: Ask
) -> None:
    _filed(small, filed_on=date(2022, 12, 5))
    _filed(small, filed_on=date(2022, 12, 20))
    _filed(
        small, filed_on=date(2022, 12, 30), covered=(date(2022, 1, 1), NOVEMBER[1]), is_period_stated=False
    )
    (row,) = ask("Q01")
    assert (row["numerator"], row["denominator"]) == (1, 1)


def test_the_yearly_penalty_statistics_have_until_the_end_of_january(
    small: SmallWarehouse, value: Value
) -> None:
    year = (date(2021, 1, 1), date(2021, 12, 31))
    _filed(small, "enforcement_stats", filed_on=date(2022, 1, 31), covered=year)
    _filed(small, "enforcement_stats", filed_on=date(2022, 2, 1), covered=year, unit="教育局")
    assert value("Q01") == 50


def test_rows_returned_and_repeated_are_shares_of_the_rows_of_content(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    _filed(small, loaded=5, quarantined=2, skipped=["duplicate", "duplicate", "superseded", "total", "note"])
    _filed(small, "trainings", loaded=10)
    assert (value("Q02"), value("Q04")) == (10, 10)
    assert {row["dataset"]: (row["value"], row["numerator"]) for row in ask("Q02", by=["dataset"])} == {
        "普法活动": (20, 2),
        "培训学法": (0, 0),
    }
    assert value("Q02", where={"dataset": ["activities"]}) == 20
    assert value("Q02", end=date(2022, 12, 9)) is None


def test_a_unit_name_matches_where_its_row_was_loaded_and_not_where_nobody_knows_it(
    small: SmallWarehouse, ask: Ask
) -> None:
    table = _filed(small, unknown_units=1)
    small.add(
        "activities",
        activity("公安局", date(2022, 11, 5)),
        activity("司法局", date(2022, 11, 6)),
        table=table,
    )
    small.add("activities", activity("公安局", date(2022, 11, 5), superseded_by="r0001"), table=table)
    (row,) = ask("Q03")
    assert (row["numerator"], row["denominator"], row["value"]) == (3, 4, 75)


def test_estimates_are_told_among_the_figures_that_are_counted(small: SmallWarehouse, ask: Ask) -> None:
    table = _filed(small)
    small.add(
        "activities",
        activity("公安局", date(2022, 11, 5), audience=200, audience_qualifier="at_least", online_reads=5000),
        activity("公安局", date(2022, 11, 6), audience=None),
        table=table,
    )
    (row,) = ask("Q05")
    # One audience and one online reach; the sessions are 1 where nobody wrote any.
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 50)


def test_a_merged_unit_s_tables_are_its_successor_s(small: SmallWarehouse, ask: Ask) -> None:
    _filed(small, loaded=3, quarantined=1, unit="粮食局")
    assert [(row["unit"], row["value"]) for row in ask("Q02", by=["unit"])] == [("发改委", 25)]


@pytest.mark.parametrize("metric", ["Q01", "Q02", "Q03", "Q04", "Q05"])
def test_where_nothing_was_read_there_is_no_rate(metric: str, value: Value) -> None:
    assert value(metric) is None


def test_a_rate_of_what_was_read_is_traced_to_files_and_sheets(small: SmallWarehouse) -> None:
    _filed(small, loaded=5, quarantined=2)
    _filed(small, "trainings", loaded=4)
    with small.pin() as snapshot:
        rows = trace(snapshot, "Q02", Selection())
    assert [(row.dataset, row.key["file"], row.key["sheet"], row.contribution) for row in rows] == [
        ("activities", "activities1.xlsx", "Sheet1", 2),
        ("trainings", "trainings2.xlsx", "Sheet1", 0),
    ]
    assert all(row.in_denominator and row.to_dict()["cells"] == {} for row in rows)


def test_a_load_records_what_the_rates_of_quality_are_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    envelope = [
        ("填报单位：公安局", "报告期：2022年11月", "填报时间：2022年12月15日"),
        ("活动名称", "开展时间", "主办单位", "受众人数"),
    ]
    held = ("宪法宣传", "2022-11-05", "公安局", "200余")
    rows = [
        *envelope,
        held,
        held,
        ("讲座", "2022-11-06", "月球局", "50"),
        ("讲座", "2022-11-07", "教育局", "60"),
    ]
    path = write_csv(tmp_path / "活动台账.csv", rows, modified="2022-12-15")
    home = Home(tmp_path / "home")
    assert load([path], home).published
    assert main(["--home", str(home.root), "trace", "Q02"]) == 0
    assert "活动台账.csv" in capsys.readouterr().out
    with open_snapshot(home) as snapshot:
        frame = query(snapshot, ["Q01", "Q02", "Q03", "Q04", "Q05"], Selection())
    # Four rows: two loaded, one returned for its unit, one equal to another. Two audiences, one of them 余.
    assert {row["metric"]: (row["numerator"], row["denominator"]) for row in frame.iter_rows(named=True)} == {
        "Q01": (0, 1),
        "Q02": (1, 4),
        "Q03": (2, 3),
        "Q04": (1, 4),
        "Q05": (1, 2),
    }
