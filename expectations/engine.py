"""Running checks by Great Expectations on a snapshot file, read-only, without leaving a trace.

Importing this module imports Great Expectations, which takes some seconds.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.duckdb_dialect import keep_duckdb_connections  # before Great Expectations itself
from expectations.model import EXAMPLES_SHOWN, Check, Outcome

# isort: split
import great_expectations as gx
from great_expectations.core import ExpectationSuite, ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.metadata_types import FailureSeverity
from sqlalchemy import Engine

_CATALOGUE = "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()"
_READ_ONLY = {"read_only": True, "config": {"enable_external_access": "false"}}
_ABORTED = "Current transaction is aborted"


def run_checks(path: Path, checks: Sequence[Check]) -> dict[Check, Outcome]:
    """Run the checks on the DuckDB file and return each one's outcome.

    A check that cannot run has its reason in the outcome. Whatever keeps the engine itself from
    running (no such file, not a database) is raised as Great Expectations or SQLAlchemy raise it.
    """
    outcomes: dict[Check, Outcome] = {}
    with warnings.catch_warnings():
        # Great Expectations and its drivers warn about their own inner workings.
        warnings.simplefilter("ignore")
        with _source(path) as source:
            for table, group in groupby(sorted(checks, key=_table_name), key=_table_name):
                suite = list(group)
                outcomes.update(zip(suite, _validate(_batch(source, table), suite), strict=True))
    return outcomes


def _table_name(check: Check) -> str:
    return check.table or ""


@contextmanager
def _source(path: Path) -> Iterator[SQLDatasource]:
    keep_duckdb_connections()
    context = gx.get_context(mode="ephemeral")
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


def _batch(source: SQLDatasource, table: str) -> Batch:
    query = f"SELECT * FROM {table}" if table else _CATALOGUE
    return source.add_query_asset(table or "catalogue", query=query).add_batch_definition("all").get_batch()


def _validate(batch: Batch, checks: Sequence[Check]) -> list[Outcome]:
    suite = ExpectationSuite(
        name=checks[0].table or "catalogue",
        expectations=[_expectation(check, position) for position, check in enumerate(checks)],
    )
    report = batch.validate(suite, result_format="COMPLETE")
    found: dict[int, Outcome] = {}
    for result in report.results:
        configuration = result.expectation_config
        if configuration is not None:
            found[configuration.meta["position"]] = _outcome(result)
    return [found[position] for position in range(len(checks))]


def _expectation(check: Check, position: int) -> UnexpectedRowsExpectation:
    # Great Expectations reads braces as its own placeholders, SQLAlchemy reads colons as parameters.
    sql = check.unexpected.replace("{", "{{").replace("}", "}}").replace(":", r"\:")
    return UnexpectedRowsExpectation(
        unexpected_rows_query=f"WITH batch AS (SELECT * FROM {{batch}}) {sql}",
        severity=FailureSeverity(check.severity.value),
        notes=check.sentence,
        meta={"position": position, "name": check.name, "owner": check.owner.value},
    )


def _outcome(result: ExpectationValidationResult) -> Outcome:
    content: Mapping[str, Any] = result.result or {}
    if "observed_value" not in content:
        return Outcome(0, (), error=_reason(result.exception_info or {}))
    rows = content["details"]["unexpected_rows"] if content["observed_value"] else []
    examples = tuple(str(next(iter(row.values()))) for row in rows[:EXAMPLES_SHOWN])
    return Outcome(int(content["observed_value"]), examples)


def _reason(information: Mapping[str, Any]) -> str:
    """Return the first message of what Great Expectations tells about an exception, on one line."""
    if "exception_message" in information:
        message = str(information["exception_message"])
    else:
        nested = [str(each["exception_message"]) for each in information.values() if each]
        message = nested[0] if nested else ""
    if _ABORTED in message:
        return "同组前一项核验出错，此项未能运行"
    return f"核验语句无法运行：{' '.join(message.split('[SQL')[0].split())}"
