"""What became of every row of a table, and which numbers a row counts in."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.selection import Selection
from warehouse.source_rows import (
    Fate,
    UnknownTable,
    metrics_of_row,
    rows_at,
    source_rows,
    source_tables,
    tables_behind,
)

MAY = date(2022, 5, 4)


def mixed_table(small: SmallWarehouse) -> str:
    """A table of rows 5 to 10: loaded, replaced, quarantined, a total, a duplicate, a note."""
    small.record("ledger.runs", run_id="r1", sequence=1, started_at=datetime(2022, 6, 1, 8))
    table = small.table(
        "activities",
        rows_in=6,
        loaded=2,
        quarantined=1,
        skipped='{"duplicate": 1, "note": 1, "total": 1}',
        title="普法台账",
        header_rows=[4],
        letters={"audience": "F"},
        run_id="r1",
        filed_on=MAY,
    )
    first, _ = small.add(
        "activities",
        activity("公安局", MAY, audience=100, raw={"audience": "100"}),
        activity("公安局", MAY, "旧", superseded_by="r0003", raw={"audience": "90"}),
        table=table,
    )
    small.add("activities", activity("公安局", MAY, "旧", audience=95, raw={"audience": "95"}))
    small.record(
        "ledger.quarantined",
        table_id=table,
        source_row=7,
        dataset="activities",
        codes=["date_impossible"],
        raw='{"start_on": "2月30日"}',
    )
    for row, reason, same_as in ((8, "total", None), (9, "duplicate", first), (10, "note", None)):
        small.record("ledger.skipped", table_id=table, source_row=row, reason=reason, same_as=same_as)
    small.record(
        "ledger.findings",
        table_id=table,
        code="date_impossible",
        title="日期不存在",
        severity="error",
        cells="C7:D7、C99",
        message="没有这一天",
        remedy="请核对",
    )
    return table


def test_every_row_has_one_fate_and_they_add_up_to_the_account(small: SmallWarehouse) -> None:
    table_id = mixed_table(small)
    with small.pin() as snapshot:
        (table,) = source_tables(snapshot, [table_id, "none"])
        rows = {row.row: row for row in source_rows(snapshot, table_id)}
    assert {row: one.fate for row, one in rows.items()} == {
        5: Fate.LOADED,
        6: Fate.REPLACED,
        7: Fate.QUARANTINED,
        8: Fate.SKIPPED,
        9: Fate.SKIPPED,
        10: Fate.SKIPPED,
    }
    assert table.rows_in == len(rows) == table.loaded + table.quarantined + sum(table.skipped.values())
    assert (table.title, table.header_rows, table.columns) == ("普法台账", (4,), {"audience": "F"})
    assert (table.loaded_at, table.filed_on) == (datetime(2022, 6, 1, 8), MAY)


def test_a_quarantined_row_says_what_is_wrong_where_and_what_to_do(small: SmallWarehouse) -> None:
    table_id = mixed_table(small)
    with small.pin() as snapshot:
        row = next(row for row in source_rows(snapshot, table_id) if row.fate is Fate.QUARANTINED)
    (finding,) = row.findings
    assert (finding.cells, finding.message, finding.remedy) == (("C7",), "没有这一天", "请核对")
    assert (row.codes, row.texts) == (("date_impossible",), {"start_on": "2月30日"})


def test_a_row_that_another_stands_for_names_it(small: SmallWarehouse) -> None:
    table_id = mixed_table(small)
    with small.pin() as snapshot:
        rows = {row.row: row for row in source_rows(snapshot, table_id)}
    replaced, duplicate = rows[6].stands, rows[9].stands
    assert replaced is not None
    assert (replaced.file, replaced.row) == ("activities2.xlsx", 7)
    assert duplicate is not None
    assert (duplicate.file, duplicate.row) == ("activities1.xlsx", 5)
    assert [rows[row].reason for row in (8, 9, 10)] == ["合计行", "重复行", "备注、签字"]


def test_a_row_is_found_by_its_place(small: SmallWarehouse) -> None:
    mixed_table(small)
    with small.pin() as snapshot:
        (row,) = rows_at(snapshot, f"{1:064x}", "Sheet1", 5)
        assert (row.fate, row.texts) == (Fate.LOADED, {"audience": "100"})
        assert rows_at(snapshot, f"{1:064x}", "Sheet1", 4) == []


def test_a_row_tells_which_numbers_it_counts_in(small: SmallWarehouse) -> None:
    joint = {"place": "广场"}
    first, second = small.add(
        "activities",
        activity("公安局", MAY, audience=100, partners=["司法局"], settings=["学校"], **joint),
        activity("司法局", MAY, audience=300, settings=["学校"], **joint),
    )
    with small.pin() as snapshot:
        counted = {one.metric_id: one for one in metrics_of_row(snapshot, first)}
        cited = {one.metric_id: one for one in metrics_of_row(snapshot, second)}
    assert (counted["P01"].contribution, counted["P02"].contribution) == (1, 300)
    assert (cited["P02"].contribution, cited["P02"].is_cited) == (300, True)
    assert "P01" not in cited


def test_the_tables_behind_a_number_say_how_many_of_their_rows_count(small: SmallWarehouse) -> None:
    mixed_table(small)
    with small.pin() as snapshot:
        behind = tables_behind(snapshot, "P02", Selection())
    assert [(one.table.file, one.counted, one.contribution) for one in behind] == [
        ("activities1.xlsx", 1, 100),
        ("activities2.xlsx", 1, 95),
    ]


def test_a_table_that_is_not_there_is_said_to_be_so(small: SmallWarehouse) -> None:
    with small.pin() as snapshot, pytest.raises(UnknownTable, match="t999"):
        source_rows(snapshot, "t999")
