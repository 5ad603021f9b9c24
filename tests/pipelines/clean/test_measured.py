"""Numbers, years and dates become stored values, in the unit of their column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from pipelines.clean.values import CleanCell
from tests.pipelines.clean.columns import (
    CONTEXT,
    COUNT,
    DAY,
    HOURS,
    MONEY,
    PARTIAL,
    RATE,
    SPAN,
    YEAR,
    clean,
    fault,
)
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity


@pytest.mark.parametrize(
    ("raw", "value", "qualifier"),
    [
        (120, 120, None),
        ("1.2万", 12000, None),
        ("1万余人次", 10000, "at_least"),
        ("近千", 1000, "almost"),
        ("约300人", 300, "about"),
        (0, 0, None),
        ("无", 0, None),
        ("—", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_count_is_stored_with_its_qualifier(raw: object, value: int | None, qualifier: str | None) -> None:
    assert clean(COUNT, raw) == CleanCell({"audience": value, "audience_qualifier": qualifier})


def test_a_blank_count_takes_the_default_of_its_contract() -> None:
    sessions = replace(COUNT, default=1)
    assert clean(sessions, None).values["audience"] == 1
    assert clean(sessions, "—").values["audience"] == 1
    assert clean(sessions, 3).values["audience"] == 3


def test_none_is_unknown_where_the_contract_does_not_say_zero() -> None:
    assert clean(replace(COUNT, none_is_zero=False), "无").values["audience"] is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("很多", "not_a_number"),
        ("100-200", "number_is_range"),
        ("500余份、12人次", "two_facts_in_cell"),
        (-3, "negative_number"),
        (12.5, "not_whole"),
        ("#REF!", "error_cell"),
        ("#公式没有计算结果", "error_cell"),
        ("1.38E+10", "number_shortened"),
        (13800000000, "out_of_bounds"),
        ("1O0", "number_mistyped"),
        ("12场", "other_measure"),
        ("200户", "other_measure"),
        ("1200元", "other_measure"),
        ("74%", "not_a_number"),
        (date(2022, 3, 5), "not_a_number"),
    ],
)
def test_a_faulty_count_keeps_its_row_out(raw: object, code: str) -> None:
    cell = clean(COUNT, raw)
    assert fault(cell) == (code, Severity.ERROR)
    assert cell.values == {"audience": None, "audience_qualifier": None}


@pytest.mark.parametrize("raw", ["不详", "4-6", "#N/A"])
def test_a_faulty_number_that_no_figure_needs_is_null_with_a_warning(raw: str) -> None:
    cell = clean(HOURS, raw)
    assert cell.problem is not None
    assert cell.problem.severity is Severity.WARNING
    assert cell.values["hours"] is None


def test_a_correction_may_be_negative() -> None:
    cell = clean(COUNT, "-30", replace(CONTEXT, is_correction=True))
    assert (cell.values["audience"], cell.problem) == (-30, None)


def test_a_value_over_a_warning_bound_is_kept_and_shown() -> None:
    column = replace(COUNT, maximum=5000, bounds_severity=Severity.WARNING)
    cell = clean(column, 8000)
    assert fault(cell) == ("out_of_bounds", Severity.WARNING)
    assert cell.values["audience"] == 8000
    assert clean(column, 5000).problem is None


def test_a_value_over_a_hard_bound_is_not_kept() -> None:
    cell = clean(replace(HOURS, maximum=100), 101)
    assert fault(cell) == ("out_of_bounds", Severity.ERROR)
    assert cell.values["hours"] is None


@pytest.mark.parametrize(
    ("raw", "header_unit", "yuan"),
    [
        (29563.83, "万元", "295638300"),
        (1200, "元", "1200"),
        (1200, None, "1200"),
        ("1.2万元", None, "12000"),
        ("1.2万元", "万元", "12000"),
        ("1200元", "万元", "1200"),
        ("3亿元", "万元", "300000000"),
        (2, "亿元", "200000000"),
        ("1.005", None, "1.00"),
    ],
)
def test_money_is_stored_in_yuan_and_a_ten_thousand_counts_once(
    raw: object, header_unit: str | None, yuan: str
) -> None:
    cell = clean(MONEY, raw, replace(CONTEXT, header_unit=header_unit))
    assert cell.values["fined"] == Decimal(yuan)
    assert cell.problem is None


def test_a_count_under_a_header_in_ten_thousands_is_multiplied() -> None:
    assert clean(COUNT, 1.2, replace(CONTEXT, header_unit="万人次")).values["audience"] == 12000


@pytest.mark.parametrize("raw", [0.747, "74.7%", "74.7", 74.7])
def test_a_percentage_is_stored_in_percent(raw: object) -> None:
    assert clean(RATE, raw).values["rate"] == Decimal("74.7")


@pytest.mark.parametrize(
    ("column", "limit"), [(HOURS, "小于 100000000000000"), (MONEY, "小于 10000000000000000")]
)
def test_a_number_larger_than_its_storage_is_out_of_bounds(column: Column, limit: str) -> None:
    cell = clean(column, 10**17)
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.params["limit"]) == ("out_of_bounds", limit)


def test_a_day_in_a_span_column_is_its_own_end() -> None:
    assert clean(SPAN, "3月5日").values == {"start_on": date(2022, 3, 5), "end_on": date(2022, 3, 5)}


def test_a_span_is_stored_with_both_ends() -> None:
    assert clean(SPAN, "2022-03-05 至 03-07").values == {
        "start_on": date(2022, 3, 5),
        "end_on": date(2022, 3, 7),
    }


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2022.2.30", "impossible_date"),
        ("2022/3", "date_too_vague"),
        ("3月上旬", "date_too_vague"),
        ("全年", "date_too_vague"),
        ("不详", "not_a_date"),
        ("2023-01-01", "future_date"),
        ("2022.3.5-3.7", "not_a_date"),
    ],
)
def test_a_date_that_names_no_one_past_day_keeps_its_row_out(raw: str, code: str) -> None:
    cell = clean(DAY, raw)
    assert fault(cell) == (code, Severity.ERROR)
    assert cell.values == {"closed_on": None}


def test_a_date_without_a_year_needs_the_year_of_the_form() -> None:
    assert fault(clean(DAY, "3月5日", replace(CONTEXT, default_year=None))) == (
        "date_without_year",
        Severity.ERROR,
    )


def test_the_day_of_filing_itself_is_not_the_future() -> None:
    assert clean(DAY, "2022-12-31").problem is None


def test_a_date_may_lie_ahead_in_a_plan_in_a_deadline_and_where_the_filing_day_is_unknown() -> None:
    assert clean(DAY, "2023-06-01", replace(CONTEXT, is_plan=True)).problem is None
    assert clean(replace(DAY, may_be_future=True), "2023-06-01").problem is None


@pytest.mark.parametrize(
    ("raw", "day", "precision"),
    [
        ("2022年6月30日前", date(2022, 6, 30), "day"),
        ("2022年3月底前", date(2022, 3, 1), "month"),
        ("2022年底", date(2022, 1, 1), "year"),
        ("9月底之前", date(2022, 9, 1), "month"),
        ("2022年12月以前", date(2022, 12, 1), "month"),
    ],
)
def test_a_limit_says_by_when(raw: str, day: date, precision: str) -> None:
    found = clean(replace(PARTIAL, may_be_future=True), raw)
    assert found.values == {"happened_on": day, "happened_on_precision": precision}


def test_what_happened_before_a_day_did_not_happen_on_it() -> None:
    assert clean(DAY, "2022年6月30日前").problem is not None
    assert clean(PARTIAL, "2016年底").values["happened_on"] == date(2016, 1, 1)
    assert clean(DAY, "2023-06-01", replace(CONTEXT, filed_on=None)).problem is None


@pytest.mark.parametrize(
    ("raw", "start", "precision"),
    [
        ("2016", date(2016, 1, 1), "year"),
        ("2016年5月", date(2016, 5, 1), "month"),
        ("2016.5.4", date(2016, 5, 4), "day"),
    ],
)
def test_a_partial_date_is_stored_with_its_precision(raw: str, start: date, precision: str) -> None:
    assert clean(PARTIAL, raw).values == {"happened_on": start, "happened_on_precision": precision}


def test_serial_days_use_the_base_of_the_workbook() -> None:
    assert clean(DAY, 43163, replace(CONTEXT, date_1904=True)).values["closed_on"] == date(2022, 3, 5)
    assert clean(DAY, datetime(2022, 3, 5, 8, 0)).values["closed_on"] == date(2022, 3, 5)


def test_a_year_is_an_integer_within_its_bounds() -> None:
    assert clean(YEAR, "2022年度").values == {"year": 2022}
    assert fault(clean(YEAR, "某年")) == ("not_a_year", Severity.ERROR)
    assert fault(clean(YEAR, 1950)) == ("out_of_bounds", Severity.ERROR)
