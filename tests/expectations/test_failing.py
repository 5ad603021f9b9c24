"""A failed check shows its faults with the cells they stand in."""

from __future__ import annotations

from typing import Any

from expectations.failing import with_failures
from expectations.model import FAILURES_KEPT, Check, CheckFailure, CheckResult, Outcome
from expectations.suites import suites
from warehouse.contracts.registry import DATASETS

CHECKS = {(check.suite, check.name): check for check in suites(DATASETS.values())}


def failures(warehouse: Any, check: Check) -> tuple[CheckFailure, ...]:
    """Return the faults of a check that is known to have failed."""
    result = CheckResult.of(check, Outcome(1, ()), checked=1)
    return with_failures(warehouse.path, [check], [result])[0].failures


def doubtful(warehouse: Any, cells: str | None = None) -> CheckFailure:
    """Return the one doubtful audience of a row, whose raw text and address are known."""
    warehouse.add("activities", 2, audience=6000)
    warehouse.change(
        "UPDATE raw.activities SET audience = '6000余', cells = "
        f"{'NULL' if cells is None else repr(cells)} WHERE row_id = 'row-activities-2'",
        "UPDATE ledger.tables SET columns = '{\"audience\": \"H\"}' WHERE table_id = 'table-activities-2'",
    )
    (found,) = failures(warehouse, CHECKS["activities", "bounds_warning"])
    return found


def test_a_fault_is_shown_with_file_sheet_cell_and_what_is_written_there(warehouse: Any) -> None:
    assert doubtful(warehouse) == CheckFailure(
        position=1,
        text="受众人数 6000",
        row_id="row-activities-2",
        table_id="table-activities-2",
        unit="公安局",
        file_sha256="sha-activities-2",
        file="activities-2.xlsx",
        sheet="Sheet1",
        cell="H4",
        column="audience",
        value="6000余",
    )


def test_a_value_from_a_merged_cell_is_cited_there(warehouse: Any) -> None:
    assert doubtful(warehouse, '{"audience": "H2"}').cell == "H2"


def test_a_value_from_the_file_name_has_no_cell(warehouse: Any) -> None:
    found = doubtful(warehouse, '{"audience": "file name"}')
    assert (found.cell, found.value) == (None, "6000余")


def test_a_value_inherited_from_an_older_row_is_not_cited_in_the_newer_file(warehouse: Any) -> None:
    assert doubtful(warehouse, '{"audience": "row:row-activities-1"}').cell is None


def test_a_mark_is_cited_with_the_value_it_belongs_to(warehouse: Any) -> None:
    warehouse.add("activities", 2, audience_qualifier="maybe")
    (found,) = failures(warehouse, CHECKS["activities", "marks_valid"])
    assert (found.column, found.value) == ("audience", "200")


def test_a_fault_of_a_whole_table_names_its_file(warehouse: Any) -> None:
    warehouse.change("UPDATE ledger.tables SET rows_in = 5 WHERE table_id = 'table-activities-1'")
    (found,) = failures(warehouse, CHECKS["台账", "rows_conserved"])
    assert (found.file, found.sheet, found.row_id, found.cell) == ("activities-1.xlsx", "Sheet1", None, None)


def test_no_more_than_a_thousand_faults_are_kept(warehouse: Any) -> None:
    warehouse.change(
        "INSERT INTO base.activities BY NAME SELECT a.* REPLACE ('row-' || n AS row_id, 6000 AS audience) "
        f"FROM base.activities a, range({FAILURES_KEPT + 5}) r(n)"
    )
    found = failures(warehouse, CHECKS["activities", "bounds_warning"])
    assert [one.position for one in found] == list(range(1, FAILURES_KEPT + 1))


def test_a_check_that_passed_or_speaks_of_columns_has_no_faults_to_show(warehouse: Any) -> None:
    check = Check("结构", None, "any", "结构：任一", "SELECT 1")
    assert failures(warehouse, check) == ()
    passed = CheckResult.of(CHECKS["台账", "rows_conserved"], Outcome(0, ()), checked=1)
    assert with_failures(warehouse.path, [CHECKS["台账", "rows_conserved"]], [passed]) == [passed]


def test_no_check_reads_a_personal_column_into_its_faults() -> None:
    for (suite, _), check in CHECKS.items():
        if suite in DATASETS and check.table != f"personal.{suite}":
            for column in DATASETS[suite].personal_columns:
                assert f'"{column.name}"' not in check.unexpected
