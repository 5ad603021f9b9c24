"""What was checked before a snapshot was published: its verdict, failed checks, and what they touch.

Read from the snapshot itself, without the engine that checked. A snapshot made by an older program lacks some
of the columns, and what it does not say is None or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from warehouse.contracts.registry import DATASETS
from warehouse.marts.build import MARTS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Measure
from warehouse.snapshots import Snapshot

WARNING = "warning"

_VERDICT = "run_id, success, critical, warning, checks, audited_at, seconds, previous, engine"
_CHECK = (
    'suite, "check", dataset, "column", columns, severity, success, sentence, checked, unexpected, owner, '
    "examples, error"
)
_FAILURE = (
    'suite, "check", dataset, position, text, row_id, table_id, unit, file_sha256, file, sheet, cell, '
    '"column", value'
)
# What a mart adds to the columns of a dataset without taking a figure for it.
_OF_EVENTS = frozenset({"is_counted", "is_planned", "is_village_counted"})
_COUNTED = "counted_"
_ATTRIBUTE = re.compile(r"\b_\.(\w+)")


@dataclass(frozen=True)
class StoredVerdict:
    """The verdict that let a snapshot be published.

    critical, warning: failed checks. audited_at: UTC. previous: the id of the snapshot it was compared with.
    engine: name and version of what checked.
    """

    run_id: str
    success: bool
    critical: int
    warning: int
    checks: int
    audited_at: datetime | None = None
    seconds: float | None = None
    previous: str | None = None
    engine: str | None = None


@dataclass(frozen=True)
class StoredCheck:
    """One check and its outcome.

    dataset: None where it belongs to none. columns: the stored columns whose numbers a fault puts in doubt;
    none: those of the whole dataset. checked: rows. unexpected: faults, of which examples names a few.
    error: why the check could not run.
    """

    suite: str
    check: str
    dataset: str | None
    column: str | None
    columns: tuple[str, ...]
    severity: str
    success: bool
    sentence: str
    checked: int | None
    unexpected: int | None
    owner: str | None
    examples: tuple[str, ...]
    error: str | None


@dataclass(frozen=True)
class StoredFailure:
    """One fault of a check and where it stands, as far as it is known. position: from 1, within its check.

    column: a stored column. value: what was written in the cell, else what is stored.
    """

    suite: str
    check: str
    dataset: str | None
    position: int
    text: str
    row_id: str | None
    table_id: str | None
    unit: str | None
    file_sha256: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    column: str | None
    value: str | None


class Touching(Protocol):
    """Anything that says which dataset and columns it puts in doubt: a stored check, or one just made."""

    @property
    def dataset(self) -> str | None: ...

    @property
    def columns(self) -> Sequence[str]: ...


_Check = TypeVar("_Check", bound=Touching)


def verdict_of(snapshot: Snapshot) -> StoredVerdict | None:
    """Return the verdict on the load that made a snapshot; None where it has none."""
    rows = _rows(snapshot, "verdict", _VERDICT, "run_id = $run", {"run": snapshot.info.run_id})
    return StoredVerdict(**rows[0]) if rows else None


def failed_checks(snapshot: Snapshot, dataset: str | None = None) -> list[StoredCheck]:
    """Return the failed checks of a snapshot, critical ones first; those of one dataset where it is named."""
    condition = "run_id = $run AND NOT success"
    parameters = {"run": snapshot.info.run_id}
    if dataset is not None:
        # An older snapshot names the dataset in the suite alone.
        condition += " AND coalesce(dataset, suite) = $dataset"
        parameters["dataset"] = dataset
    rows = _rows(snapshot, "checks", _CHECK, f'{condition} ORDER BY severity, suite, "check"', parameters)
    return [_stored(row) for row in rows]


def passed_checks(snapshot: Snapshot) -> list[StoredCheck]:
    """Return the checks that a snapshot passed, critical ones first."""
    condition = "run_id = $run AND success ORDER BY severity, suite, sentence"
    return [
        _stored(row) for row in _rows(snapshot, "checks", _CHECK, condition, {"run": snapshot.info.run_id})
    ]


def failures_of(snapshot: Snapshot, suite: str, check: str, limit: int = 100) -> list[StoredFailure]:
    """Return the first faults of one check, with their cells; their true number is in its `unexpected`."""
    rows = _rows(
        snapshot,
        "check_failures",
        _FAILURE,
        'run_id = $run AND suite = $suite AND "check" = $check ORDER BY position LIMIT $limit',
        {"run": snapshot.info.run_id, "suite": suite, "check": check, "limit": limit},
    )
    return [StoredFailure(**row) for row in rows]


def warnings_touching(snapshot: Snapshot, metric_id: str) -> list[StoredCheck]:
    """Return the failed checks that put a metric's numbers in doubt; KeyError for an unknown metric.

    For several metrics, ask `failed_checks` once and `touching` for each.
    """
    return touching(failed_checks(snapshot), metric_id)


def touching(checks: Iterable[_Check], metric_id: str) -> list[_Check]:
    """Return those of some checks that put a metric's numbers in doubt; KeyError for an unknown metric.

    A check touches the metrics over the marts of its dataset. One about figures alone (受众人数, 得分)
    touches only those that use one of them, wherever that is derivable: where a metric uses nothing but
    columns of the form, and what marts carry over from them. A check of no dataset (台账) touches the
    metrics about the tables themselves (数据质量) alone.
    """
    measures = METRICS[metric_id].measures
    return [check for check in checks if any(_touches(check, measure) for measure in measures)]


def _touches(check: Touching, measure: Measure) -> bool:
    mart = MARTS[measure.over]
    if check.dataset is None:
        return mart.is_of_tables
    if check.dataset not in mart.datasets:
        return False
    dataset = DATASETS[check.dataset]
    figures = {column.name for column in dataset.columns if column.is_countable}
    if not check.columns or not figures.issuperset(check.columns):
        return True
    used = _used(measure)
    plain = {column.name for column in dataset.stored_columns()} | _OF_EVENTS
    if not used <= plain:
        return True
    return not used.isdisjoint(check.columns)


def _used(measure: Measure) -> set[str]:
    """Return the columns by which a measure picks and counts rows, a counted figure by its own name."""
    condition = () if measure.where is None else _ATTRIBUTE.findall(repr(measure.where))
    named = (measure.value, measure.date, measure.valid_from, measure.valid_to, *condition)
    return {name.removeprefix(_COUNTED) for name in named if name is not None}


def _rows(
    snapshot: Snapshot, table: str, columns: str, condition: str, parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return rows of a table of the ledger; columns that the snapshot lacks are None."""
    known = snapshot.database.query(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'ledger' AND table_name = $table",
        {"table": table},
    )
    present = set(known["column_name"])
    if not present:
        return []
    wanted = [column.strip().strip('"') for column in columns.split(",")]
    missing = "".join(f', NULL AS "{column}"' for column in wanted if column not in present)
    found = snapshot.database.query(
        f"SELECT {columns} FROM (SELECT *{missing} FROM ledger.{table}) WHERE {condition}", parameters
    )
    return found.to_dicts()


def _stored(row: Mapping[str, Any]) -> StoredCheck:
    dataset = row["dataset"] or (row["suite"] if row["suite"] in DATASETS else None)
    columns = row["columns"] or ([row["column"]] if row["column"] else [])
    lists = {"columns": tuple(columns), "examples": tuple(row["examples"] or ())}
    return StoredCheck(**{**row, **lists, "dataset": dataset})
