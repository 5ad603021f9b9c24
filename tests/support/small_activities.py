"""A small warehouse for 溯源: two activities, a row kept out and a row left out, all of one table."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.support.small_warehouse import SmallWarehouse, activity

LETTERS = {"title": "B", "start_on": "C", "unit": "D", "audience": "G"}


def small_activities(folder: Path) -> SmallWarehouse:
    """Return the warehouse before it is published. Rows 5 and 6 are loaded, 9 quarantined, 10 skipped."""
    small = SmallWarehouse(folder)
    small.record("ledger.runs", run_id="早", sequence=1, started_at=datetime(2022, 12, 31, 20, 0), files=1)
    table = small.table(
        "activities",
        letters=LETTERS,
        filed_on=date(2022, 12, 31),
        run_id="早",
        rows_in=4,
        loaded=2,
        quarantined=1,
        skipped='{"total": 1}',
    )
    small.add(
        "activities",
        activity(
            "公安局",
            date(2022, 3, 5),
            "反诈宣传",
            audience=1200,
            audience_qualifier="at_least",
            raw={"audience": "1200余", "title": "反诈宣传"},
        ),
        activity("司法局", date(2022, 12, 30), "宪法宣传", audience=80, raw={"audience": "80"}),
        table=table,
    )
    small.record(
        "ledger.quarantined",
        table_id=table,
        source_row=9,
        dataset="activities",
        codes=["not_a_number"],
        raw='{"title": "坏行", "audience": "若干"}',
    )
    small.record(
        "ledger.findings",
        table_id=table,
        code="not_a_number",
        severity="error",
        title="不是数字",
        cells="G9",
        rows=1,
        message="受众人数「若干」不是数字",
        remedy="请只填数字",
    )
    small.record("ledger.skipped", table_id=table, source_row=10, reason="total")
    return small
