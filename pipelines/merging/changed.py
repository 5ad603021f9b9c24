"""Which stored tables a run may have changed, so that only the marts that lean on them are built again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipelines.checking.checked import CheckedTable
from warehouse.ledger import LEDGER_TABLES

# record_joint_events itself tells whether these have changed.
_TOLD_ELSEWHERE = ("joint_members", "joint_pairs", "joint_basis")


def changed_tables(tables: Sequence[CheckedTable], outdated: Collection[str]) -> frozenset[str]:
    """Return the base, history and ledger tables, as schema.name, that a run may have changed.

    tables: those that were merged. outdated: the datasets that were filled anew. A table whose rows were all
    known counts too: what is named in vain costs time, what is left out would leave a mart behind.
    """
    datasets = {table.dataset.name for table in tables} | set(outdated)
    stored = {f"{schema}.{dataset}" for schema in ("base", "history") for dataset in datasets}
    return frozenset(stored | {f"ledger.{name}" for name in LEDGER_TABLES if name not in _TOLD_ELSEWHERE})
