"""What is plausible by what units usually file: volumes, the same weeks of other years, missing reports.

Compared are the periods that tables state (统计时段), among themselves and by the data's own dates: the clock
is the data cut-off, so that an audit gives the same answer whenever it is run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from expectations.ledger import LEDGER
from expectations.model import Check, CheckSeverity, Owner
from expectations.sql import literal, name
from expectations.thresholds import (
    CONSECUTIVE_WITHIN,
    FEWEST_EXPECTED,
    FEWEST_PERIODS,
    FEWEST_ROWS,
    FEWEST_TABLES,
    FEWEST_YEARS,
    LARGEST_WRONG_TOTALS,
    LARGEST_YEAR_DIFFERENCE,
    MISSED_AFTER,
    MOST_YEARS,
    SEASON_FACTOR,
    USUAL_FACTOR,
)
from warehouse.contracts.figures import CUMULATIVE, PLANNED
from warehouse.contracts.model import Dataset
from warehouse.engines.duckdb import open_reader

_TABLES = "ledger.tables"
_WRONG_TOTAL = "control_total_differs"
# Days of a period at most → its name and its length.
_KINDS = ((8, "周", 7), (31, "月", 30), (92, "季度", 91), (184, "半年", 182), (366, "年", 365))
_LONGEST = _KINDS[-1][0]
_DAYS = "date_diff('day', coverage_start, coverage_end) + 1"


@dataclass(frozen=True)
class Filed:
    """The datasets that have tables with a stated period: with this load, and ever."""

    now: frozenset[str]
    ever: frozenset[str]


def filed(path: Path, run_id: str) -> Filed:
    """Return what has been filed; DamagedSnapshot if the file cannot be opened."""
    with open_reader(path) as database:
        rows = database.query(
            "SELECT DISTINCT dataset, run_id IS NOT DISTINCT FROM $run AS is_new FROM ledger.tables "
            "WHERE is_period_stated AND dataset IS NOT NULL",
            {"run": run_id},
        )
    pairs = set(rows.iter_rows())
    return Filed(
        frozenset(dataset for dataset, is_new in pairs if is_new), frozenset(dataset for dataset, _ in pairs)
    )


def usual_checks(datasets: Collection[Dataset], known: Filed, run_id: str) -> Iterator[Check]:
    """Yield the checks of what was filed against what usually is; run_id names the audited load."""
    for dataset in datasets:
        if dataset.name in known.now:
            yield _volume(dataset, run_id)
            if dataset.date is not None and "unit_code" in {one.name for one in dataset.stored_columns()}:
                yield _season(dataset, run_id)
        if dataset.name in known.ever:
            yield _freshness(dataset)
        if any(column.name == "figures" for column in dataset.columns) and dataset.name == "activities":
            yield _year_totals(dataset)
    yield _control_totals(run_id)


def _check(dataset: Dataset, check: str, sentence: str, unexpected: str, table: str = _TABLES) -> Check:
    return Check(
        suite=dataset.name,
        table=table,
        name=check,
        sentence=f"{dataset.label}：{sentence}",
        unexpected=unexpected,
        severity=CheckSeverity.WARNING,
        owner=Owner.BUSINESS,
        dataset=dataset.name,
    )


def _by_kind(results: Iterator[tuple[int, str]]) -> str:
    cases = " ".join(f"WHEN days <= {most} THEN {result}" for most, result in results)
    return f"CASE {cases} END"


def _periods(dataset: Dataset, run_id: str | None) -> str:
    """Return a SELECT of one row per unit and stated period of a dataset, with its rows and its kind."""
    is_new = "true" if run_id is None else f"bool_or(run_id IS NOT DISTINCT FROM {literal(run_id)})"
    kind = _by_kind((most, literal(kind)) for most, kind, _ in _KINDS)
    return (
        f"SELECT *, {kind} AS kind FROM (SELECT unit, coverage_start, coverage_end, {_DAYS} AS days, "
        f"sum(loaded + quarantined) AS n, {is_new} AS is_new, max(table_id) AS table_id FROM batch "
        f"WHERE dataset = {literal(dataset.name)} AND is_period_stated AND unit IS NOT NULL "
        f"AND coverage_start <= coverage_end GROUP BY unit, coverage_start, coverage_end) "
        f"WHERE days <= {_LONGEST}"
    )


def _volume(dataset: Dataset, run_id: str) -> Check:
    """Compare a unit's rows of a period with the median of its earlier periods of the same length."""
    return _check(
        dataset,
        "unit_rows_as_usual",
        f"各单位本次报送的行数不超过往期的 {USUAL_FACTOR} 倍，也不少于 {USUAL_FACTOR} 分之一",
        f"WITH period AS ({_periods(dataset, run_id)}), "
        "compared AS (SELECT p.unit, p.coverage_start AS since, p.coverage_end AS until, p.n, p.table_id, "
        "median(q.n) AS usual, count(*) AS periods FROM period p JOIN period q ON q.unit = p.unit "
        "AND q.kind = p.kind AND q.coverage_end < p.coverage_start WHERE p.is_new GROUP BY ALL) "
        "SELECT unit || ' ' || since || ' 至 ' || until || ' 报 ' || n || ' 行，往期一般 ' "
        "|| CAST(round(usual) AS INTEGER) || ' 行', unit, table_id FROM compared "
        f"WHERE periods >= {FEWEST_PERIODS} AND ((n > {USUAL_FACTOR} * usual AND n >= {FEWEST_ROWS}) "
        f"OR ({USUAL_FACTOR} * n < usual AND usual >= {FEWEST_ROWS}))",
    )


def _season(dataset: Dataset, run_id: str) -> Check:
    """Compare a period with the same weeks (longer ones: the same dates) of earlier years, unit by unit.

    Counted on both sides are the rows of the units in the tables of this load, dated in the period; a year
    without any row of theirs was not filed and is left out.
    """
    day = name(str(dataset.date))
    of_run = f"run_id IS NOT DISTINCT FROM {literal(run_id)} AND dataset = {literal(dataset.name)}"
    stated = f"{of_run} AND is_period_stated AND coverage_start <= coverage_end AND days <= {_LONGEST}"
    monday = (
        "date_trunc('week', make_date(isoyear(since) - back, 1, 4)) + to_days(CAST(7 * (week(since) - 1) "
        "+ isodow(since) - 1 AS INTEGER))"
    )
    begins = f"CAST(CASE WHEN days <= 8 THEN {monday} ELSE since - to_years(back) END AS DATE)"
    return _check(
        dataset,
        "season_as_usual",
        f"本次报送期间的行数与往年同期相差不超过 {SEASON_FACTOR} 倍",
        f"WITH tables AS (SELECT *, {_DAYS} AS days FROM batch), "
        f"stated AS (SELECT table_id, coverage_start AS since, coverage_end AS until, days FROM tables "
        f"WHERE {stated}), "
        "members AS (SELECT DISTINCT s.since, s.until, s.days, b.unit_code "
        f"FROM base.{dataset.name} b JOIN stated s USING (table_id) WHERE b.unit_code IS NOT NULL), "
        f"filed AS (SELECT unit_code, CAST({day} AS DATE) AS day, count(*) AS n FROM base.{dataset.name} "
        f"WHERE {day} IS NOT NULL GROUP BY ALL), "
        f"spans AS (SELECT since, until, days, unit_code, back, {begins} AS begins FROM members, "
        f"(SELECT CAST(unnest(range({MOST_YEARS + 1})) AS INTEGER) AS back)), "
        "counted AS (SELECT since, until, back, coalesce(sum(n) FILTER (day >= begins "
        "AND day < begins + to_days(CAST(days AS INTEGER))), 0) AS n, "
        "coalesce(sum(n) FILTER (year(day) = year(begins)), 0) AS of_year "
        "FROM spans LEFT JOIN filed USING (unit_code) GROUP BY since, until, back), "
        "compared AS (SELECT since, until, any_value(n) FILTER (back = 0) AS n, "
        "median(n) FILTER (back > 0 AND of_year > 0) AS usual, "
        "count(*) FILTER (back > 0 AND of_year > 0) AS years FROM counted GROUP BY since, until) "
        "SELECT since || ' 至 ' || until || ' ' || n || ' 行，往年同期一般 ' "
        "|| CAST(round(usual) AS INTEGER) || ' 行' FROM compared "
        f"WHERE years >= {FEWEST_YEARS} AND usual >= {FEWEST_EXPECTED} "
        f"AND (n > {SEASON_FACTOR} * usual OR {SEASON_FACTOR} * n < usual)",
    )


def _freshness(dataset: Dataset) -> Check:
    """Look for units whose last periods followed each other, and whose next one has not come."""
    length = _by_kind((most, str(length)) for most, _, length in _KINDS)
    return _check(
        dataset,
        "units_report_on",
        "按期报送的单位没有中断",
        f"WITH period AS ({_periods(dataset, None)}), "
        f"recent AS (SELECT *, {length} AS length, row_number() OVER latest AS place, "
        "date_diff('day', lead(coverage_end) OVER latest, coverage_end) AS gap FROM period "
        "WINDOW latest AS (PARTITION BY unit ORDER BY coverage_end DESC, coverage_start DESC)), "
        "regular AS (SELECT unit, max(coverage_end) AS until, any_value(kind) AS kind, "
        "any_value(length) AS length, arg_max(table_id, coverage_end) AS table_id FROM recent "
        f"WHERE place <= {FEWEST_PERIODS} GROUP BY unit HAVING count(*) = {FEWEST_PERIODS} "
        "AND count(DISTINCT kind) = 1 AND max(gap) FILTER (place < "
        f"{FEWEST_PERIODS}) <= {CONSECUTIVE_WITHIN} * any_value(length)) "
        "SELECT unit || '按' || kind || '报送，' || until || ' 之后没有再报', unit, table_id FROM regular "
        "WHERE date_diff('day', until, (SELECT max(filed_on) FROM ledger.files)) "
        f"> {MISSED_AFTER} * length",
    )


def _year_totals(dataset: Dataset) -> Check:
    """Compare a unit's running total (累计) with its single events of the same months of the year."""
    is_total = f"coalesce(figures, '') = {literal(CUMULATIVE)}"
    return _check(
        dataset,
        "year_totals_agree",
        f"同一单位同一年度的累计台账与逐项台账，受众人数相差不超过 {LARGEST_YEAR_DIFFERENCE:.0%}",
        "WITH totals AS (SELECT unit_code, year(start_on) AS y, max(start_on) AS until "
        f"FROM batch WHERE {is_total} AND unit_code IS NOT NULL GROUP BY ALL), "
        f"summed AS (SELECT any_value(b.unit) AS unit, t.y, sum(b.audience) FILTER ({is_total}) AS total, "
        f"sum(b.audience) FILTER (NOT {is_total} AND coalesce(figures, '') <> {literal(PLANNED)}) AS single "
        "FROM batch b JOIN totals t ON b.unit_code = t.unit_code AND year(b.start_on) = t.y "
        "AND b.start_on <= t.until GROUP BY t.unit_code, t.y) "
        "SELECT unit || ' ' || y || ' 年累计 ' || total || '，逐项合计 ' || single, unit, "
        "'audience' AS \"column\" FROM summed WHERE total > 0 AND single > 0 "
        f"AND abs(total - single) > {LARGEST_YEAR_DIFFERENCE} * greatest(total, single)",
        table="mart.activities",
    )


def _control_totals(run_id: str) -> Check:
    return Check(
        suite=LEDGER,
        table=_TABLES,
        name="control_totals_hold",
        sentence=f"台账：本次各表的合计与各行相加不符的不超过 {LARGEST_WRONG_TOTALS:.0%}",
        unexpected=(
            "WITH totalled AS (SELECT table_id, table_id IN (SELECT table_id FROM ledger.findings "
            f"WHERE code = {literal(_WRONG_TOTAL)}) AS is_wrong FROM batch "
            f"WHERE run_id IS NOT DISTINCT FROM {literal(run_id)} "
            "AND table_id IN (SELECT table_id FROM ledger.skipped WHERE reason = 'total')) "
            "SELECT n || ' 张有合计的表中 ' || wrong || ' 张不符' "
            "FROM (SELECT count(*) AS n, count(*) FILTER (is_wrong) AS wrong FROM totalled) "
            f"WHERE n >= {FEWEST_TABLES} AND wrong > {LARGEST_WRONG_TOTALS} * n"
        ),
        severity=CheckSeverity.WARNING,
        owner=Owner.BUSINESS,
    )
