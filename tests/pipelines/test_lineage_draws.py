"""From numbers of the demo to the cells of its files: a short version of `benchmarks.lineage_draws`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.lineage_draws import Archive, measure_draws, report
from warehouse.home import Home
from warehouse.lineage.contributions import contributions_to
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot, open_snapshot
from warehouse.source_rows import Fate, metrics_of_row, source_rows, source_tables, tables_behind

DRAWS = 30


@pytest.fixture(scope="module")
def snapshot(demo_home: Home) -> Iterator[Snapshot]:
    with open_snapshot(demo_home) as snapshot:
        yield snapshot


def test_numbers_add_up_from_their_cells_and_the_originals_say_what_is_stored(
    snapshot: Snapshot, demo_home: Home
) -> None:
    measured = measure_draws(snapshot, Archive(snapshot, demo_home), DRAWS, seed=7)
    assert measured.is_exact, report(measured)
    assert measured.stored_cells > 50_000
    assert measured.added_up > DRAWS / 6


def test_every_row_of_every_table_has_one_fate_and_they_add_up_to_its_account(snapshot: Snapshot) -> None:
    table_ids = snapshot.database.query("SELECT table_id FROM ledger.tables")["table_id"]
    for table in source_tables(snapshot, table_ids):
        rows = source_rows(snapshot, table.table_id)
        fates = [row.fate for row in rows]
        counted = (
            len(rows),
            fates.count(Fate.LOADED) + fates.count(Fate.REPLACED),
            fates.count(Fate.QUARANTINED),
            fates.count(Fate.SKIPPED),
        )
        account = (table.rows_in, table.loaded, table.quarantined, sum(table.skipped.values()))
        assert counted == account, (table.file, table.sheet)
        for row in rows:
            has_a_reason = {
                Fate.LOADED: bool(row.current),
                Fate.REPLACED: row.stands is not None,
                Fate.QUARANTINED: bool(row.codes and row.findings),
                Fate.SKIPPED: row.reason is not None,
            }
            assert has_a_reason[row.fate], (table.file, row)
            assert row.stands is not None or row.skipped_as not in ("duplicate", "superseded"), row


def test_the_tables_behind_a_number_hold_all_of_it(snapshot: Snapshot) -> None:
    for metric_id in ("P02", "E09", "T01"):
        behind = tables_behind(snapshot, metric_id, Selection())
        shown = query(snapshot, [metric_id], Selection())["numerator"].item()
        assert sum(one.contribution for one in behind) == shown
        assert all(0 < one.counted <= one.table.rows_in for one in behind)


def test_a_row_names_the_numbers_it_counts_in(snapshot: Snapshot) -> None:
    counted = contributions_to(snapshot, "P02", Selection())
    for one in (counted[0], counted[-1]):
        entered = {metric.metric_id: metric for metric in metrics_of_row(snapshot, one.row_id)}
        assert entered["P02"].contribution == one.amount
        assert "F01" not in entered
