"""What is plausible after the previous snapshot: volumes, estimated shares, columns that fall silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from expectations.model import Check, CheckSeverity, Owner
from expectations.sql import literal, name
from warehouse.contracts.model import Column, Dataset
from warehouse.engines.duckdb import Database, open_reader

# Rows vanish only by a fault: a correction replaces a row, it does not remove one.
LARGEST_LOSS = 0.20
# A share of estimates that moves further than this between two loads means another way of filling in.
LARGEST_SHARE_CHANGE = 0.20
# Fewer rows than this tell nothing about a share.
FEWEST_ROWS = 20
# A column filled in at least so often is one that senders do fill in.
USUALLY_FILLED = 0.50

# dataset, column: the estimates (估数) that reach the headline figures.
WATCHED_ESTIMATES = (("activities", "audience"), ("trainings", "attended"))


@dataclass(frozen=True)
class ColumnProfile:
    """One counted column of a snapshot: rows with a value, with one other than 0, with an estimate."""

    filled: int
    non_zero: int
    estimated: int


@dataclass(frozen=True)
class DatasetProfile:
    """One base table of a snapshot; columns by name."""

    rows: int
    columns: Mapping[str, ColumnProfile]


def profile(path: Path, datasets: Iterable[Dataset]) -> dict[str, DatasetProfile]:
    """Return the profile of each dataset that the snapshot has; DamagedSnapshot if it cannot be opened."""
    with open_reader(path) as database:
        catalogue = database.query(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'base'"
        )
        present = set(catalogue.iter_rows())
        tables = {table for table, _ in present}
        return {
            dataset.name: _profile(database, dataset, present)
            for dataset in datasets
            if dataset.name in tables
        }


def _profile(database: Database, dataset: Dataset, present: set[tuple[str, str]]) -> DatasetProfile:
    # A column that an older snapshot lacks has nothing to be compared with.
    columns = [column for column in _counted(dataset) if (dataset.name, column.name) in present]
    counts = ["count(*)"]
    for column in columns:
        value, mark = name(column.name), name(f"{column.name}_qualifier")
        counts += [f"count({value})", f"count(*) FILTER ({value} <> 0)", f"count({mark})"]
    row = database.query(f"SELECT {_numbered(counts)} FROM base.{dataset.name}").row(0)
    profiles = {
        column.name: ColumnProfile(*row[1 + 3 * position : 4 + 3 * position])
        for position, column in enumerate(columns)
    }
    return DatasetProfile(row[0], profiles)


def _numbered(expressions: Iterable[str]) -> str:
    return ", ".join(f"{expression} AS c{position}" for position, expression in enumerate(expressions))


def _counted(dataset: Dataset) -> list[Column]:
    return [
        column
        for column in dataset.columns
        if column.is_countable and column.kind.is_estimable and not column.personal
    ]


def plausibility_checks(
    datasets: Iterable[Dataset], previous: Mapping[str, DatasetProfile], run_id: str
) -> Iterator[Check]:
    """Yield the checks against the previous snapshot; run_id names the load that is being audited."""
    for dataset in datasets:
        before = previous.get(dataset.name)
        if before is None or before.rows == 0:
            continue
        yield from _volume(dataset, before.rows)
        for column in _counted(dataset):
            known = before.columns.get(column.name)
            if known is None:
                continue
            if (dataset.name, column.name) in WATCHED_ESTIMATES and known.filled >= FEWEST_ROWS:
                yield _estimates(dataset, column, known)
            if known.non_zero >= USUALLY_FILLED * before.rows:
                yield _silence(dataset, column, run_id)


def _volume(dataset: Dataset, rows: int) -> Iterator[Check]:
    least = rows * (1 - LARGEST_LOSS)
    counted = f"SELECT '由 {rows} 行减为 ' || n || ' 行' FROM (SELECT count(*) AS n FROM batch)"
    yield Check(
        suite=dataset.name,
        table=f"base.{dataset.name}",
        name="rows_not_lost",
        sentence=f"{dataset.label}：行数比上一快照减少不超过 {LARGEST_LOSS:.0%}",
        unexpected=f"{counted} WHERE n < {least}",
    )
    yield Check(
        suite=dataset.name,
        table=f"base.{dataset.name}",
        name="rows_not_fewer",
        sentence=f"{dataset.label}：行数不少于上一快照",
        unexpected=f"{counted} WHERE n < {rows} AND n >= {least}",
        severity=CheckSeverity.WARNING,
    )


def _estimates(dataset: Dataset, column: Column, before: ColumnProfile) -> Check:
    share = before.estimated / before.filled
    value, mark = name(column.name), name(f"{column.name}_qualifier")
    return Check(
        suite=dataset.name,
        table=f"base.{dataset.name}",
        name=f"{column.name}_estimates_steady",
        sentence=f"{dataset.label}：{column.label}的估数占比与上一快照相差不超过 "
        f"{LARGEST_SHARE_CHANGE * 100:.0f} 个百分点",
        unexpected=(
            f"SELECT '由 {share:.0%} 变为 ' || CAST(round(100 * share) AS INTEGER) || '%' FROM "
            f"(SELECT count({value}) AS filled, count({mark}) / count({value}) AS share FROM batch) "
            f"WHERE filled >= {FEWEST_ROWS} AND abs(share - {share}) > {LARGEST_SHARE_CHANGE}"
        ),
        severity=CheckSeverity.WARNING,
        owner=Owner.BUSINESS,
        column=column.name,
    )


def _silence(dataset: Dataset, column: Column, run_id: str) -> Check:
    value = name(column.name)
    return Check(
        suite=dataset.name,
        table=f"base.{dataset.name}",
        name=f"{column.name}_not_silent",
        sentence=f"{dataset.label}：本次装入的{column.label}没有突然全部为空或 0",
        unexpected=(
            "SELECT '本次 ' || n || ' 行' FROM (SELECT count(*) AS n, "
            f"count(*) FILTER ({value} <> 0) AS non_zero FROM batch WHERE loaded_in = {literal(run_id)}) "
            f"WHERE n >= {FEWEST_ROWS} AND non_zero = 0"
        ),
        severity=CheckSeverity.WARNING,
        owner=Owner.BUSINESS,
        column=column.name,
    )
