"""Totals by day say what a pass over the rows would, and spare it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.daily import DailyTotals
from warehouse.metrics.query import query, query_together
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import open_snapshot

SELECTIONS = (
    Selection(),
    Selection(date(2026, 1, 1), date(2026, 11, 22)),
    Selection(date(2025, 12, 29), date(2026, 1, 4), Grain.WEEK),
    Selection(None, date(2023, 6, 15), Grain.QUARTER),
    Selection(date(2024, 2, 10), date(2026, 5, 3), Grain.MONTH),
    Selection(date(2021, 3, 3), date(2026, 11, 22), Grain.YEAR),
    Selection(date(2024, 2, 10), date(2026, 5, 3), Grain.HALF),
    Selection(date(2030, 1, 1), date(2030, 2, 1)),
)


def test_every_metric_is_answered_as_by_passes_over_the_rows(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [(list(METRICS), selection) for selection in SELECTIONS]
    with open_snapshot(demo_home) as snapshot:
        by_day = query_together(snapshot, asked)
    monkeypatch.setattr(DailyTotals, "adds_up", lambda *_: False)
    with open_snapshot(demo_home) as snapshot:
        by_rows = query_together(snapshot, asked)
    for selection, one, other in zip(SELECTIONS, by_day, by_rows, strict=True):
        assert one.equals(other), selection


def test_a_second_period_costs_no_query(small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    small.add(
        "activities", activity("公安局", date(2022, 1, 5)), activity("公安局", date(2022, 2, 5), "二月")
    )
    with small.pin() as snapshot:
        assert query(snapshot, ["P01", "P02"], Selection())["value"].to_list()[0] == 2
        statements: list[str] = []
        plain = snapshot.database.query

        def counted(sql: str, parameters: Any = ()) -> pl.DataFrame:
            statements.append(sql)
            return plain(sql, parameters)

        monkeypatch.setattr(snapshot.database, "query", counted)
        january = query(snapshot, ["P01"], Selection(date(2022, 1, 1), date(2022, 1, 31)))
    assert january["value"].item() == 1
    assert statements == []
