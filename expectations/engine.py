"""Running checks by Great Expectations on a snapshot file, read-only, without leaving a trace.

Importing this module imports Great Expectations, which takes some seconds.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.duckdb_dialect import keep_duckdb_connections  # before Great Expectations itself
from expectations.model import EXAMPLES_SHOWN, Check, CheckSeverity, Outcome
from expectations.sql import counted, literal

# isort: split
import great_expectations as gx
from great_expectations.core import ExpectationSuite, ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.core.expect_table_row_count_to_equal import ExpectTableRowCountToEqual
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.metadata_types import FailureSeverity
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

_CATALOGUE = "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()"
_READ_ONLY = {"read_only": True, "config": {"enable_external_access": "false"}}
_COUNTS = "counts"  # a temporary table: one row per check


class IncompleteResult(Exception):
    """The engine has answered fewer checks than it was asked."""


def run_checks(path: Path, checks: Sequence[Check]) -> dict[Check, Outcome]:
    """Run the checks on the DuckDB file and return each one's outcome.

    The faults of each check are counted, the checks of one table in one statement, into a temporary table
    on the engine's connection; Great Expectations expects of it that every check has its count and that no
    count is above 0, suite by suite and severity by severity. (An expectation costs about 10 ms even where
    the table is empty, and reads its rows twice: one for each check would take five times as long.)

    A check that cannot run has its reason in the outcome. Whatever keeps the engine itself from running (no
    such file, not a database, an answer with less than was asked) is raised.
    """
    with warnings.catch_warnings():
        # Great Expectations and its drivers warn about their own inner workings.
        warnings.simplefilter("ignore")
        with _source(path) as source:
            failed = _count(source, checks)
            ran = {place: check for place, check in enumerate(checks) if check not in failed}
            return failed | _validate(source, ran) if ran else failed


def _count(source: SQLDatasource, checks: Sequence[Check]) -> dict[Check, Outcome]:
    """Fill the temporary table; return the outcomes of the checks that could not run."""
    engine = source.get_execution_engine()
    engine.execute_query_in_transaction(
        text(
            f"CREATE TEMPORARY TABLE {_COUNTS} "
            "(position INTEGER, suite VARCHAR, severity VARCHAR, found BIGINT, examples VARCHAR)"
        )
    )
    failed: dict[Check, Outcome] = {}
    numbered = sorted(enumerate(checks), key=lambda pair: _table_name(pair[1]))
    for _, group in groupby(numbered, key=lambda pair: _table_name(pair[1])):
        together = list(group)
        try:
            _insert_counts(engine, together)
        except SQLAlchemyError:
            for each in together:
                try:
                    _insert_counts(engine, [each])
                except SQLAlchemyError as error:
                    failed[each[1]] = Outcome(0, (), error=_reason(error))
    return failed


def _insert_counts(engine: SqlAlchemyExecutionEngine, numbered: Sequence[tuple[int, Check]]) -> None:
    """Count the checks of one table: all of them or none."""
    table = _table_name(numbered[0][1])
    rows = f"SELECT * FROM {table}" if table else _CATALOGUE
    parts = [(at, check.suite, check.severity.value, check.unexpected) for at, check in numbered]
    statement = f"INSERT INTO {_COUNTS} {counted(parts, rows, is_kept=not table)}"
    # SQLAlchemy reads colons as parameters.
    engine.execute_query_in_transaction(text(statement.replace(":", r"\:")))


def _table_name(check: Check) -> str:
    return check.table or ""


@contextmanager
def _source(path: Path) -> Iterator[SQLDatasource]:
    keep_duckdb_connections()
    # Its own choice for a context in memory makes a folder for documents each time, and leaves it there.
    in_memory = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    )
    context = gx.get_context(mode="ephemeral", project_config=in_memory)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        SQLDatasource(
            name="snapshot",
            connection_string="duckdb:///snapshot",  # not the path: a URL would not carry its % and $
            kwargs={"connect_args": {"database": str(path), **_READ_ONLY}},
        )
    )
    try:
        yield source
    finally:
        _release(source)


def _release(source: SQLDatasource) -> None:
    """Close every connection, so that the file can be opened for writing again."""
    execution_engine = source.get_execution_engine()
    if execution_engine._connection is not None:
        execution_engine._connection.close()
    engine = source.get_engine()
    if isinstance(engine, Engine):
        engine.dispose()
    execution_engine.close()


def _validate(source: SQLDatasource, checks: Mapping[int, Check]) -> dict[Check, Outcome]:
    """Return the outcomes of the counted checks, as Great Expectations finds them."""
    groups = sorted({(check.suite, check.severity) for check in checks.values()})
    suite = ExpectationSuite(
        name="snapshot",
        expectations=[
            ExpectTableRowCountToEqual(value=len(checks), severity=FailureSeverity.CRITICAL),
            *(_no_faults(name, severity) for name, severity in groups),
        ],
    )
    asset = source.add_query_asset(_COUNTS, query=f"SELECT * FROM {_COUNTS}")
    batch = asset.add_batch_definition("all").get_batch()
    report = batch.validate(suite, result_format="COMPLETE")
    complete, *found = report.results
    if len(found) != len(groups) or not complete.success:
        raise IncompleteResult(f"有核验项没有结果{_told(report.results)}")
    outcomes = dict.fromkeys(checks.values(), Outcome(0, ()))
    for result in found:
        for row in _unexpected_rows(result):
            examples = json.loads(row["examples"]) if row["examples"] else ()
            outcomes[checks[row["position"]]] = Outcome(int(row["found"]), tuple(examples[:EXAMPLES_SHOWN]))
    return outcomes


def _no_faults(suite: str, severity: CheckSeverity) -> UnexpectedRowsExpectation:
    """Expect that no check of a suite and a severity has found a fault."""
    return UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "SELECT position, found, examples FROM {batch} "
            f"WHERE suite = {literal(suite)} AND severity = {literal(severity.value)} AND found > 0"
        ),
        severity=FailureSeverity(severity.value),
        notes=suite,
    )


def _unexpected_rows(result: ExpectationValidationResult) -> Sequence[Mapping[str, Any]]:
    """Return the counts above 0; raises where they are not all there, since a gap would be taken for 0."""
    content: Mapping[str, Any] = result.result or {}
    rows = content.get("details", {}).get("unexpected_rows", [])
    if content.get("observed_value") != len(rows):
        raise IncompleteResult(f"核验结果不完整{_told([result])}")
    return list(rows)


def _told(results: Sequence[ExpectationValidationResult]) -> str:
    """Return what the engine says of its own exceptions, as the end of a sentence."""
    for result in results:
        information: Mapping[str, Any] = result.exception_info or {}
        for each in (information, *information.values()):
            if isinstance(each, Mapping) and each.get("exception_message"):
                return f"：{_one_line(str(each['exception_message']))}"
    return ""


def _reason(error: Exception) -> str:
    return f"核验语句无法运行：{_one_line(str(error))}"


def _one_line(message: str) -> str:
    return " ".join(message.split("[SQL", maxsplit=1)[0].split())
