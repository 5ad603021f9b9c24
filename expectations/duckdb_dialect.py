"""Great Expectations made to work on DuckDB, and to come and go quietly.

As shipped, Great Expectations closes DuckDB's connection before it fetches a result. The one change
made here lists DuckDB among the dialects whose connection is kept. What still fails is counted in
tests/expectations/test_duckdb_dialect.py, so that an upgrade is noticed.
"""

from __future__ import annotations

import atexit
import os
import sys
import warnings
from enum import StrEnum

# Read at import time: without it a notice of use would leave the machine.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

with warnings.catch_warnings():
    # What it imports warns of its own deprecated parts, which nobody here can mend.
    warnings.simplefilter("ignore")
    import great_expectations.expectations  # noqa: F401 - all of it, once
    from great_expectations.execution_engine import sqlalchemy_execution_engine


class DuckDBDialect(StrEnum):
    """A dialect that Great Expectations has no name for; compared by its value."""

    DUCKDB = "duckdb"


def keep_duckdb_connections() -> None:
    """Let Great Expectations keep DuckDB's connection open; harmless when called again."""
    known = sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS
    if DuckDBDialect.DUCKDB not in known:
        setattr(  # noqa: B010 - the tuple's type names only the dialects that are shipped
            sqlalchemy_execution_engine, "_PERSISTED_CONNECTION_DIALECTS", (*known, DuckDBDialect.DUCKDB)
        )


@atexit.register
def _let_go_of_duckdb() -> None:
    """Drop the driver's hold on DuckDB, which otherwise prints pages about leaks when Python ends."""
    driver = sys.modules.get("duckdb_engine")
    if driver is not None:
        vars(driver).clear()
