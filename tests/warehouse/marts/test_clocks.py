"""Time limits worked out by hand: working days over festivals, natural days and years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import polars as pl
import pytest

from warehouse.engines.duckdb import Database, open_writer
from warehouse.marts.clocks import with_due_day, with_limit, with_working_days
from warehouse.marts.model import Source, table
from warehouse.reference.calendar import calendar_days
from warehouse.reference.tables import Holiday, Limit
from warehouse.render.ddl import create_tables

LIMITS = (
    Limit("review", "合同", 10, "工作日", "内部规程"),
    Limit("review", "", 5, "工作日", "内部规程"),
    Limit("decision", "普通", 60, "日", "行政复议法"),
    Limit("term", "", 3, "年", "内部规程"),
)
COLUMNS = (("started", "DATE"), ("ended", "DATE"), ("kind", "VARCHAR"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with the calendar of 2022 to 2027, in which 2026-12-04 is off by local rule."""
    with open_writer(tmp_path / "clocks.duckdb") as opened:
        create_tables(opened, ())
        own = (Holiday(date(2026, 12, 4), False),)
        opened.insert("reference.calendar", pl.DataFrame(list(calendar_days(own, 2022, 2027))))
        opened.insert("reference.limits", pl.DataFrame(list(LIMITS)))
        opened.execute("CREATE TABLE main.rows (started DATE, ended DATE, kind VARCHAR)")
        yield opened


def _rows(
    database: Database,
    started: date | None,
    *,
    ended: date | None = None,
    kind: str | None = None,
) -> ir.Table:
    row = {"started": [started], "ended": [ended], "kind": [kind]}
    types = {"started": pl.Date, "ended": pl.Date, "kind": pl.String}
    database.insert("main.rows", pl.DataFrame(row, schema=types))
    return table("main", "rows", COLUMNS)


def _due(database: Database, rows: ir.Table, clock: str) -> Any:
    limited = with_limit(rows, Source(), clock, "kind", "limit")
    due = with_due_day(limited, Source(), "started", "due_on", amount="limit_amount", unit="limit_unit")
    return database.run(due)["due_on"].to_list()


@pytest.mark.parametrize(
    ("started", "due"),
    [
        # Monday to Friday of an ordinary week; the day of the start is not counted.
        (date(2026, 11, 16), date(2026, 11, 23)),
        # Before the Spring Festival: Saturday 14 February is worked, 15 to 23 February are off.
        (date(2026, 2, 13), date(2026, 2, 27)),
        # On the worked Saturday, and on a day of the festival: 24 to 27 February and Saturday the 28th.
        (date(2026, 2, 14), date(2026, 2, 28)),
        (date(2026, 2, 17), date(2026, 2, 28)),
        # Before National Day 2026: 8, 9, Saturday the 10th, 12, 13 October.
        (date(2026, 9, 30), date(2026, 10, 13)),
        # The deployment's own day off, Friday 4 December 2026.
        (date(2026, 11, 30), date(2026, 12, 8)),
    ],
)
def test_five_working_days_end_on_the_fifth_after_the_start(
    database: Database, started: date, due: date
) -> None:
    assert _due(database, _rows(database, started), "review") == [due]


def test_a_kind_with_a_limit_of_its_own_has_that_one(database: Database) -> None:
    # 26 September 2022: 27 to 30 September, Saturday 8 and Sunday 9 October (worked), 10 to 13 October.
    assert _due(database, _rows(database, date(2022, 9, 26), kind="合同"), "review") == [date(2022, 10, 13)]


def test_natural_days_run_over_holidays_and_may_end_on_one(database: Database) -> None:
    # Saturday 30 April 2022, the first day of the May holidays.
    assert _due(database, _rows(database, date(2022, 3, 1), kind="普通"), "decision") == [date(2022, 4, 30)]


@pytest.mark.parametrize(
    ("started", "due"),
    [(date(2023, 9, 1), date(2026, 9, 1)), (date(2024, 2, 29), date(2027, 2, 28))],
)
def test_years_end_on_the_same_day_of_the_year(database: Database, started: date, due: date) -> None:
    assert _due(database, _rows(database, started), "term") == [due]


@pytest.mark.parametrize(
    ("started", "kind", "clock"),
    [
        (None, None, "review"),
        (date(2022, 3, 1), "简易", "decision"),
        (date(2022, 3, 1), None, "decision"),
        (date(2022, 3, 1), None, "no such clock"),
    ],
)
def test_without_a_start_or_a_limit_there_is_no_due_day_and_no_row_is_lost(
    database: Database, started: date | None, kind: str | None, clock: str
) -> None:
    assert _due(database, _rows(database, started, kind=kind), clock) == [None]


@pytest.mark.parametrize(
    ("started", "ended", "days"),
    [
        (date(2026, 2, 13), date(2026, 2, 13), 0),
        (date(2026, 2, 13), date(2026, 2, 14), 1),
        (date(2026, 2, 13), date(2026, 2, 23), 1),
        (date(2026, 2, 13), date(2026, 2, 27), 5),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 2, 13), None, None),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_start(
    database: Database, started: date, ended: date | None, days: int | None
) -> None:
    rows = _rows(database, started, ended=ended)
    found = database.run(with_working_days(rows, Source(), "started", "ended", "days"))
    assert found["days"].to_list() == [days]
