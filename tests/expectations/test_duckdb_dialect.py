"""What Great Expectations can and cannot do on DuckDB, so that an upgrade that changes it is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import expectations.engine
from expectations.duckdb_dialect import DuckDBDialect, keep_duckdb_connections
from expectations.engine import IncompleteResult, _source, run_checks
from expectations.model import Check, Outcome

# isort: split
import great_expectations.expectations as gxe
from great_expectations.core import ExpectationSuite
from great_expectations.execution_engine import sqlalchemy_execution_engine

TRUE_OF_THE_GOOD_ROW = {
    "row count": gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=1),
    "column exists": gxe.ExpectColumnToExist(column="title"),
    "not null": gxe.ExpectColumnValuesToNotBeNull(column="title"),
    "unique": gxe.ExpectColumnValuesToBeUnique(column="business_key"),
    "in set": gxe.ExpectColumnValuesToBeInSet(column="form", value_set=["讲座", "展览"]),
    "between": gxe.ExpectColumnValuesToBeBetween(column="audience", min_value=0, max_value=5000),
    "lengths": gxe.ExpectColumnValueLengthsToBeBetween(column="title", min_value=1, max_value=99),
    "pair": gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="end_on", column_B="start_on", or_equal=True
    ),
    "compound unique": gxe.ExpectCompoundColumnsToBeUnique(column_list=["unit", "title"]),
    "mean": gxe.ExpectColumnMeanToBeBetween(column="audience", min_value=1, max_value=999),
    "sum": gxe.ExpectColumnSumToBeBetween(column="audience", min_value=1, max_value=999),
    "distinct in set": gxe.ExpectColumnDistinctValuesToBeInSet(column="form", value_set=["讲座"]),
    "most common": gxe.ExpectColumnMostCommonValueToBeInSet(column="form", value_set=["讲座"]),
    "median": gxe.ExpectColumnMedianToBeBetween(column="audience", min_value=1, max_value=999),
    "regex": gxe.ExpectColumnValuesToMatchRegex(column="title", regex="宪"),
    "not regex": gxe.ExpectColumnValuesToNotMatchRegex(column="title", regex="^x"),
    "rows by SQL": gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="SELECT row_id FROM {batch} WHERE audience IS NULL"
    ),
}
KNOWN_FAILURES = {"regex", "not regex"}


def failing(path: Path, names: Sequence[str]) -> set[str]:
    """Return the names of the expectations that do not succeed, each tried on a batch of its own."""
    failed = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _source(path) as source:
            for name in names:
                asset = source.add_query_asset(name, query="SELECT * FROM base.activities")
                suite = ExpectationSuite(name=name, expectations=[TRUE_OF_THE_GOOD_ROW[name]])
                if not asset.add_batch_definition("all").get_batch().validate(suite).success:
                    failed.add(name)
    return failed


def test_exactly_the_known_expectations_fail_on_duckdb(good_file: Path) -> None:
    assert failing(good_file, list(TRUE_OF_THE_GOOD_ROW)) == KNOWN_FAILURES


def test_without_the_patch_results_cannot_be_fetched(
    good_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # If this ever succeeds, Great Expectations has learnt DuckDB and the patch can go.
    shipped = tuple(
        dialect
        for dialect in sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS
        if dialect != DuckDBDialect.DUCKDB
    )
    monkeypatch.setattr(sqlalchemy_execution_engine, "_PERSISTED_CONNECTION_DIALECTS", shipped)
    monkeypatch.setattr("expectations.engine.keep_duckdb_connections", lambda: None)
    check = Check("activities", "base.activities", "any", "", "SELECT row_id FROM batch WHERE false")
    with pytest.raises(IncompleteResult):
        run_checks(good_file, [check])


def test_an_answer_with_less_than_was_asked_is_no_answer(
    good_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(engine: object, numbered: Sequence[tuple[int, Check]]) -> None:
        insert_counts(engine, numbered[:1])

    insert_counts: Callable[[object, Sequence[tuple[int, Check]]], None] = expectations.engine._insert_counts
    monkeypatch.setattr(expectations.engine, "_insert_counts", half)
    asked = [
        Check("activities", "base.activities", name, "", "SELECT 1 WHERE false") for name in ("one", "two")
    ]
    with pytest.raises(IncompleteResult):
        run_checks(good_file, asked)


def test_patching_twice_changes_nothing() -> None:
    keep_duckdb_connections()
    first = sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS
    keep_duckdb_connections()
    assert sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS is first


def test_great_expectations_sends_no_notice_of_use() -> None:
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


@pytest.mark.parametrize("name", ["宪 法.duckdb", "100%.duckdb", "$HOME.duckdb"])
def test_any_file_name_can_be_audited(good_file: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(good_file.read_bytes())
    check = Check("activities", "base.activities", "any", "", "SELECT row_id FROM batch")
    assert run_checks(path, [check])[check] == Outcome(1, ("row-activities-1",))


def test_a_process_that_ran_checks_ends_in_silence(good_file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from expectations.engine import run_checks; "
        "from expectations.model import Check; "
        "check = Check('s', 'base.activities', 'n', '', 'SELECT row_id FROM batch'); "
        "print(run_checks(Path(sys.argv[1]), [check])[check].unexpected)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(good_file)], capture_output=True, text=True, check=True
    )
    assert (ended.stdout, ended.stderr) == ("1\n", "")
