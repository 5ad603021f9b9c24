"""What a run may have changed: the tables of the datasets it merged or read again, and the ledger."""

from __future__ import annotations

from pipelines.merging.changed import changed_tables
from warehouse.marts.build import built_marts


def test_a_dataset_read_again_has_changed_and_others_have_not() -> None:
    changed = changed_tables((), {"trainings"})
    assert {"base.trainings", "history.trainings"} <= changed
    assert not any(name.startswith(("base.", "history.")) for name in changed if "trainings" not in name)


def test_every_ledger_table_that_a_mart_reads_counts_as_changed_but_those_of_joint_events() -> None:
    read = {table for mart in built_marts() for table in mart.reads if table.startswith("ledger.")}
    assert read - changed_tables((), ()) == {"ledger.joint_members"}
