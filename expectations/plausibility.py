"""What is plausible after the previous snapshot: volumes, distributions, estimates, silent columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expectations.model import Check, CheckSeverity, Owner
from expectations.sql import literal, name
from expectations.thresholds import (
    DISTANCE_AT_ONE_PERCENT,
    FEWEST_ROWS,
    FEWEST_ROWS_OF_UNIT,
    FEWEST_SAMPLE,
    LARGEST_DISTANCE,
    LARGEST_LOSS,
    LARGEST_SHARE_CHANGE,
    USUALLY_FILLED,
)
from warehouse.contracts.model import Column, Dataset
from warehouse.engines.duckdb import Database, open_reader

# dataset, column: the estimates (估数) that reach the headline figures.
WATCHED_ESTIMATES = (("activities", "audience"), ("trainings", "attended"))
# dataset, column: figures whose distribution tells another way of counting (人次 for 人数, 万 for 个).
WATCHED_DISTRIBUTIONS = (
    ("activities", "audience"),
    ("activities", "online_reads"),
    ("activities", "materials"),
    ("trainings", "attended"),
    ("file_reviews", "score"),
    ("major_decisions", "amount_yuan"),
)
_UNIT = "unit"


@dataclass(frozen=True)
class ColumnProfile:
    """One counted column of a snapshot: rows with a value, with one other than 0, with an estimate."""

    filled: int
    non_zero: int
    estimated: int


@dataclass(frozen=True)
class DatasetProfile:
    """One base table of a snapshot; columns by name. units: rows of each unit that has some."""

    rows: int
    columns: Mapping[str, ColumnProfile]
    units: Mapping[str, int] = field(default_factory=dict)


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
    units: dict[str, int] = {}
    if (dataset.name, _UNIT) in present:
        of_units = database.query(
            f"SELECT unit, count(*) AS n FROM base.{dataset.name} WHERE unit IS NOT NULL GROUP BY unit"
        )
        units = {str(unit): int(n) for unit, n in of_units.sort(_UNIT).iter_rows()}
    return DatasetProfile(row[0], profiles, units)


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
        yield from _volume(dataset, before)
        usual = []
        for column in _counted(dataset):
            known = before.columns.get(column.name)
            if known is None:
                continue
            pair = (dataset.name, column.name)
            if pair in WATCHED_ESTIMATES and known.filled >= FEWEST_ROWS:
                yield _estimates(dataset, column, known)
            if pair in WATCHED_DISTRIBUTIONS and known.filled >= FEWEST_SAMPLE:
                yield _distribution(dataset, column, run_id)
            if known.non_zero >= USUALLY_FILLED * before.rows:
                usual.append(column)
                yield _silence(dataset, column, run_id)
        if usual and before.units:
            yield _silence_of_units(dataset, usual, run_id)


def _check(
    dataset: Dataset,
    check: str,
    sentence: str,
    unexpected: str,
    *,
    severity: CheckSeverity = CheckSeverity.WARNING,
    owner: Owner = Owner.BUSINESS,
    column: str | None = None,
    columns: tuple[str, ...] = (),
) -> Check:
    return Check(
        suite=dataset.name,
        table=f"base.{dataset.name}",
        name=check,
        sentence=f"{dataset.label}：{sentence}",
        unexpected=unexpected,
        severity=severity,
        owner=owner,
        column=column,
        dataset=dataset.name,
        columns=columns,
    )


def _volume(dataset: Dataset, before: DatasetProfile) -> Iterator[Check]:
    least = before.rows * (1 - LARGEST_LOSS)
    counted = f"SELECT '由 {before.rows} 行减为 ' || n || ' 行' FROM (SELECT count(*) AS n FROM batch)"
    yield _check(
        dataset,
        "rows_not_lost",
        f"行数比上一快照减少不超过 {LARGEST_LOSS:.0%}",
        f"{counted} WHERE n < {least}",
        severity=CheckSeverity.CRITICAL,
        owner=Owner.DATA,
    )
    yield _check(
        dataset,
        "rows_not_fewer",
        "行数不少于上一快照",
        f"{counted} WHERE n < {before.rows} AND n >= {least}",
        owner=Owner.DATA,
    )
    known = {unit: rows for unit, rows in before.units.items() if rows >= FEWEST_ROWS}
    if known:
        values = ", ".join(f"({literal(unit)}, {rows})" for unit, rows in known.items())
        yield _check(
            dataset,
            "unit_rows_not_fewer",
            f"各单位的行数比上一快照减少不超过 {LARGEST_LOSS:.0%}",
            f"SELECT u || '由 ' || before || ' 行减为 ' || coalesce(n, 0) || ' 行', u AS unit "
            f"FROM (VALUES {values}) AS known(u, before) "
            "LEFT JOIN (SELECT unit, count(*) AS n FROM batch GROUP BY unit) ON unit = u "
            f"WHERE coalesce(n, 0) < before * {1 - LARGEST_LOSS}",
            owner=Owner.DATA,
        )


def _estimates(dataset: Dataset, column: Column, before: ColumnProfile) -> Check:
    share = before.estimated / before.filled
    value, mark = name(column.name), name(f"{column.name}_qualifier")
    return _check(
        dataset,
        f"{column.name}_estimates_steady",
        f"{column.label}的估数占比与上一快照相差不超过 {LARGEST_SHARE_CHANGE * 100:.0f} 个百分点",
        f"SELECT '由 {share:.0%} 变为 ' || CAST(round(100 * share) AS INTEGER) || '%' FROM "
        f"(SELECT count({value}) AS filled, count({mark}) / count({value}) AS share FROM batch) "
        f"WHERE filled >= {FEWEST_ROWS} AND abs(share - {share}) > {LARGEST_SHARE_CHANGE}",
        column=column.name,
    )


def _distribution(dataset: Dataset, column: Column, run_id: str) -> Check:
    """Compare the values of this load with all others by the two-sample test of Smirnov.

    Its statistic does not change with the scale, so that 人次 need no logarithm.
    """
    value = name(column.name)
    critical = f"{DISTANCE_AT_ONE_PERCENT} * sqrt((n + m) / (n * m))"
    return _check(
        dataset,
        f"{column.name}_distributed_as_usual",
        f"本次装入的{column.label}的分布与以往相近",
        f"WITH valued AS (SELECT {value} AS v, count(*) FILTER (loaded_in = {literal(run_id)}) AS a, "
        f"count(*) FILTER (loaded_in <> {literal(run_id)}) AS b FROM batch WHERE {value} IS NOT NULL "
        "GROUP BY v), "
        "below AS (SELECT v, sum(a) OVER upto AS a, sum(b) OVER upto AS b, sum(a) OVER () AS n, "
        "sum(b) OVER () AS m FROM valued WINDOW upto AS (ORDER BY v)), "
        "compared AS (SELECT max(abs(a / n - b / m)) AS distance, any_value(n) AS n, any_value(m) AS m, "
        "min(v) FILTER (2 * a >= n) AS now, min(v) FILTER (2 * b >= m) AS before FROM below) "
        "SELECT '中位数由 ' || before || ' 变为 ' || now || '，分布相差 ' || round(distance, 2) "
        "|| '（本次 ' || n || ' 行，以往 ' || m || ' 行）' FROM compared "
        f"WHERE n >= {FEWEST_SAMPLE} AND m >= {FEWEST_SAMPLE} "
        f"AND distance > greatest({LARGEST_DISTANCE}, {critical})",
        column=column.name,
    )


def _silence(dataset: Dataset, column: Column, run_id: str) -> Check:
    value = name(column.name)
    return _check(
        dataset,
        f"{column.name}_not_silent",
        f"本次装入的{column.label}没有突然全部为空或 0",
        "SELECT '本次 ' || n || ' 行' FROM (SELECT count(*) AS n, "
        f"count(*) FILTER ({value} <> 0) AS non_zero FROM batch WHERE loaded_in = {literal(run_id)}) "
        f"WHERE n >= {FEWEST_ROWS} AND non_zero = 0",
        column=column.name,
    )


def _silence_of_units(dataset: Dataset, columns: Iterable[Column], run_id: str) -> Check:
    """Look for units whose figures of this load are all blank or 0, though theirs usually are not."""
    usual = tuple(columns)
    is_new = f"loaded_in = {literal(run_id)}"
    told = ", ".join(
        f"CASE WHEN count(*) FILTER ({name(one.name)} <> 0 AND {is_new}) = 0 "
        f"AND count(*) FILTER ({name(one.name)} <> 0 AND NOT {is_new}) "
        f">= {USUALLY_FILLED} * count(*) FILTER (NOT {is_new}) "
        f"THEN struct_pack(label := {literal(one.label)}, at := {literal(one.name)}) END"
        for one in usual
    )
    return _check(
        dataset,
        "unit_figures_not_silent",
        "各单位本次报送的数字没有突然全部为空或 0",
        f"SELECT u || '的' || silent.label || '（本次 ' || n || ' 行）', u AS unit, silent.at AS \"column\" "
        f"FROM (SELECT unit AS u, count(*) FILTER ({is_new}) AS n, unnest([{told}]) AS silent FROM batch "
        f"WHERE unit IS NOT NULL GROUP BY unit HAVING count(*) FILTER ({is_new}) >= {FEWEST_ROWS_OF_UNIT} "
        f"AND count(*) FILTER (NOT {is_new}) >= {FEWEST_ROWS}) WHERE silent IS NOT NULL",
        columns=tuple(one.name for one in usual),
    )
