"""Two snapshots of a small warehouse: rows as they were, and as they are after what happens to rows.

A row is known by its key; its versions have row ids of their own (`a1v0`, `a1v1`). What may happen between
the snapshots: a row is added, replaced by a newer version, mended in place (by the district), or withdrawn;
people decide that two rows are one event; reference data and the cut-off day change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.model import Metric
from warehouse.metrics.versions import digest
from warehouse.snapshots import Snapshot

CUTOFF = date(2022, 12, 31)


@dataclass(frozen=True)
class Row:
    """One version of a row. version: 0 for the first. is_new: it came in a file of the newer snapshot."""

    dataset: str
    key: str
    values: Mapping[str, Any]
    version: int = 0
    is_new: bool = False

    @property
    def row_id(self) -> str:
        """The id of this version."""
        return f"{self.key}v{self.version}"

    @property
    def source_row(self) -> int:
        """The line of its sheet."""
        return 5 + sum(map(ord, self.key))

    def corrected(self, **values: Any) -> Row:
        """Return the next version, with other values."""
        return replace(self, values={**self.values, **values}, version=self.version + 1, is_new=True)

    def mended(self, **values: Any) -> Row:
        """Return the same version with other values, as a correction of the district leaves it."""
        return replace(self, values={**self.values, **values})


@dataclass(frozen=True)
class State:
    """What one snapshot holds. joint: ids of rows that were decided to be one event, by event.

    merged: units that went into another. limits: clock, subject, amount. definitions: of metrics, where the
    snapshot keeps them.
    """

    rows: Sequence[Row] = ()
    replaced: Sequence[tuple[Row, str]] = ()
    joint: Mapping[str, Sequence[str]] = field(default_factory=dict)
    merged: Sequence[tuple[str, str]] = ()
    limits: Sequence[tuple[str, str, int]] = ()
    population: Mapping[int, int] = field(default_factory=dict)
    villages: Sequence[tuple[str, str, str]] = ()
    cutoff: date = CUTOFF
    definitions: Sequence[Metric] = ()
    zero_reports: Sequence[str] = ()


def both_published(folder: Path, before: State, after: State) -> tuple[Snapshot, Snapshot]:
    """Publish two states, each in a folder of its own; the tables of the older one are in both."""
    datasets = sorted(
        {row.dataset for state in (before, after) for row in state.rows}
        | {row.dataset for row, _ in after.replaced}
    )
    return (
        _published(folder / "before", before, datasets, is_newer=False),
        _published(folder / "after", after, datasets, is_newer=True),
    )


def _published(folder: Path, state: State, datasets: Sequence[str], *, is_newer: bool) -> Snapshot:
    folder.mkdir(parents=True)
    small = SmallWarehouse(folder, state.cutoff)
    old = {name: small.table(name, filed_on=date(2022, 6, 30)) for name in datasets}
    new = {name: small.table(name, filed_on=date(2022, 9, 30)) for name in datasets} if is_newer else {}
    for dataset in datasets:
        rows = [(row, {}) for row in state.rows if row.dataset == dataset]
        rows += [(row, {"superseded_by": after}) for row, after in state.replaced if row.dataset == dataset]
        told = [
            {**row.values, "row_id": row.row_id, "business_key": row.key, "source_row": row.source_row}
            | {"table_id": (new if row.is_new else old)[dataset]}
            | more
            for row, more in rows
        ]
        if told:
            small.add(dataset, *told, table=old[dataset])
    for event, row_ids in state.joint.items():
        for row_id in row_ids:
            small.record("ledger.joint_members", row_id=row_id, event_id=event)
    for code, successor in state.merged:
        small.merge_unit(code, successor, date(2022, 6, 30))
    for clock, subject, amount in state.limits:
        small.set_limit(clock, subject, amount)
    for year, population in state.population.items():
        small.record("reference.population", year=year, population=population)
    for code, name, township_code in state.villages:
        small.record(
            "reference.villages", code=code, name=name, township_code=township_code, kind="村", counted=True
        )
    for metric in state.definitions:
        small.record(
            "ledger.metric_definitions",
            metric=metric.id,
            definition=metric.to_json(),
            digest=digest(metric),
        )
    for dataset in state.zero_reports:
        small.table(dataset, is_zero_report=True, unit="公安局", filed_on=date(2022, 9, 30))
    return small.pin()
