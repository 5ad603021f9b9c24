"""What units usually file, by hand-made periods: what differs tenfold, or does not come, is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from expectations.usual import Filed, filed, usual_checks
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import open_writer

ACTIVITIES = DATASETS["activities"]
CHECKS = {
    check.name: check
    for check in usual_checks([ACTIVITIES], Filed(frozenset({"activities"}), frozenset({"activities"})), "r2")
}
MONDAY = date(2024, 1, 1)


def week(number: int) -> tuple[date, date]:
    """The number-th week since 1 January 2024, a Monday."""
    start = MONDAY + timedelta(weeks=number)
    return start, start + timedelta(days=6)


def file(warehouse: Any, periods: list[tuple[tuple[date, date], int, str]], filed_on: date) -> None:
    """Record a table of 公安局 for each period, with its rows and its run; all come on filed_on."""
    tables = [
        {
            "table_id": f"t{number}", "file_sha256": "f", "dataset": "activities", "unit": "公安局",
            "unit_code": "gongan", "coverage_start": start, "coverage_end": end, "is_period_stated": True,
            "loaded": rows, "quarantined": 0, "run_id": run,
        }
        for number, ((start, end), rows, run) in enumerate(periods)
    ]  # fmt: skip
    with open_writer(warehouse.path) as database:
        database.execute("DELETE FROM ledger.tables")
        database.insert("ledger.tables", pl.DataFrame(tables))
        database.insert("ledger.files", pl.DataFrame([{"file_sha256": "f", "filed_on": filed_on}]))


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (50, []),
        (501, ["公安局 2024-01-29 至 2024-02-04 报 501 行，往期一般 50 行"]),
        (4, ["公安局 2024-01-29 至 2024-02-04 报 4 行，往期一般 50 行"]),
        (5, []),
    ],
)
def test_ten_times_or_a_tenth_of_the_usual_rows_is_shown(
    warehouse: Any, rows: int, faults: list[str]
) -> None:
    usual = [(week(number), count, "r1") for number, count in enumerate((40, 50, 50, 60))]
    file(warehouse, [*usual, (week(4), rows, "r2")], date(2024, 2, 5))
    assert warehouse.faults(CHECKS["unit_rows_as_usual"]) == faults


def test_three_periods_do_not_make_a_habit(warehouse: Any) -> None:
    usual = [(week(number), 50, "r1") for number in range(3)]
    file(warehouse, [*usual, (week(4), 5000, "r2")], date(2024, 2, 5))
    assert warehouse.faults(CHECKS["unit_rows_as_usual"]) == []


def test_a_month_is_not_compared_with_weeks(warehouse: Any) -> None:
    usual = [(week(number), 2, "r1") for number in range(4)]
    month = (date(2024, 3, 1), date(2024, 3, 31))
    file(warehouse, [*usual, (month, 5000, "r2")], date(2024, 4, 1))
    assert warehouse.faults(CHECKS["unit_rows_as_usual"]) == []


@pytest.mark.parametrize(
    ("filed_on", "faults"),
    [(date(2024, 2, 7), []), (date(2024, 2, 8), ["公安局按周报送，2024-01-28 之后没有再报"])],
)
def test_a_weekly_report_is_missed_half_a_week_after_it_was_due(
    warehouse: Any, filed_on: date, faults: list[str]
) -> None:
    file(warehouse, [(week(number), 3, "r1") for number in range(4)], filed_on)
    assert warehouse.faults(CHECKS["units_report_on"]) == faults


def test_a_unit_that_reports_now_and_then_is_not_missed(warehouse: Any) -> None:
    file(warehouse, [(week(number), 3, "r1") for number in (0, 1, 2, 5)], date(2024, 12, 31))
    assert warehouse.faults(CHECKS["units_report_on"]) == []


def test_a_unit_that_went_over_to_other_periods_is_not_missed(warehouse: Any) -> None:
    weeks = [(week(number), 3, "r1") for number in range(4)]
    file(warehouse, [*weeks, ((date(2024, 1, 1), date(2024, 12, 31)), 9, "r1")], date(2025, 1, 31))
    assert warehouse.faults(CHECKS["units_report_on"]) == []


def in_week(warehouse: Any, counts: dict[date, int]) -> None:
    """Give 公安局 so many activities on each day; those of the latest day stand in the table of this run."""
    latest = max(counts)
    warehouse.change(
        *(
            "INSERT INTO base.activities BY NAME SELECT a.* REPLACE "
            f"('{day}-' || n AS row_id, DATE '{day}' AS start_on, "
            f"'{'t0' if day == latest else 'old'}' AS table_id) "
            f"FROM base.activities a, range({count}) r(n) WHERE a.row_id = 'row-activities-1'"
            for day, count in counts.items()
        )
    )


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (40, []),
        (41, ["2024-11-18 至 2024-11-24 41 行，往年同期一般 10 行"]),
        (2, ["2024-11-18 至 2024-11-24 2 行，往年同期一般 10 行"]),
        (3, []),
    ],
)
def test_the_same_iso_week_of_other_years_is_the_measure(
    warehouse: Any, rows: int, faults: list[str]
) -> None:
    # ISO week 47: 20–26 November 2023, 21–27 November 2022.
    in_week(warehouse, {date(2022, 11, 27): 10, date(2023, 11, 20): 10, date(2024, 11, 20): rows})
    file(warehouse, [((date(2024, 11, 18), date(2024, 11, 24)), rows, "r2")], date(2024, 11, 25))
    assert warehouse.faults(CHECKS["season_as_usual"]) == faults


def test_one_other_year_is_no_measure(warehouse: Any) -> None:
    warehouse.change("UPDATE base.activities SET start_on = '2024-01-01'")
    in_week(warehouse, {date(2023, 11, 20): 10, date(2024, 11, 20): 400})
    file(warehouse, [((date(2024, 11, 18), date(2024, 11, 24)), 400, "r2")], date(2024, 11, 25))
    assert warehouse.faults(CHECKS["season_as_usual"]) == []


@pytest.mark.parametrize(("wrong", "faults"), [(1, []), (2, ["5 张有合计的表中 2 张不符"])])
def test_more_than_a_fifth_of_wrong_totals_is_shown(warehouse: Any, wrong: int, faults: list[str]) -> None:
    file(warehouse, [(week(number), 3, "r2") for number in range(5)], date(2024, 2, 5))
    warehouse.change(
        "INSERT INTO ledger.skipped BY NAME SELECT 't' || n AS table_id, 9 AS source_row, 'total' AS reason "
        "FROM range(5) r(n)",
        "INSERT INTO ledger.findings BY NAME SELECT 't' || n AS table_id, 'control_total_differs' AS code "
        f"FROM range({wrong}) r(n)",
    )
    assert warehouse.faults(CHECKS["control_totals_hold"]) == faults


@pytest.mark.parametrize(("total", "faults"), [(250, []), (251, ["公安局 2022 年累计 251，逐项合计 200"])])
def test_a_running_total_far_from_the_single_events_is_shown(
    warehouse: Any, total: int, faults: list[str]
) -> None:
    warehouse.change(
        "INSERT INTO base.activities BY NAME SELECT * REPLACE ('total' AS row_id, '累计' AS figures, "
        f"DATE '2022-03-31' AS start_on, {total} AS audience) FROM base.activities"
    )
    assert warehouse.faults(CHECKS["year_totals_agree"]) == faults


def test_only_what_was_filed_is_asked_about(warehouse: Any) -> None:
    file(warehouse, [(week(0), 3, "r1")], date(2024, 2, 5))
    assert filed(warehouse.path, "r2") == Filed(frozenset(), frozenset({"activities"}))
    names = {check.name for check in usual_checks([ACTIVITIES], filed(warehouse.path, "r2"), "r2")}
    assert names == {"units_report_on", "year_totals_agree", "control_totals_hold"}
