"""Which periods each sender's tables speak for, and which files came when (报送)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.reference.tables import WORKING_DAYS, YEARS
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class ReportedDataset:
    """A dataset that somebody reported, and how many units its tables speak for."""

    dataset: str
    units: int


@dataclass(frozen=True)
class Filing:
    """What speaks for a unit in one period: place is the period's, from 0.

    files: distinct ones. is_late: every table was filed after its limit (Q01 of its own period). is_zero:
    zero reports (零报告) alone. is_own: the unit filed one of them itself. is_short: one is not longer than
    the period; is_own_short: one that the unit filed itself. table_id: of the table that came first.
    """

    unit: str
    place: int
    files: int
    is_late: bool
    is_zero: bool
    is_own: bool
    is_short: bool
    is_own_short: bool
    table_id: str


@dataclass(frozen=True)
class Sender:
    """A unit that tables of a dataset speak for by a day, and its kind.

    last_filed_on: of its own tables, None where it filed none. covered_to: the last day they speak of.
    """

    unit: str
    kind: str
    last_filed_on: date | None
    covered_to: date


@dataclass(frozen=True)
class ReceivedFile:
    """A file that arrived, and what became of it.

    received_on: the file's 填报日, where it has none the day of its load in Beijing. status: loaded,
    duplicate, rejected or waiting. table_id: of its first table, None where it has none.
    """

    name: str
    unit: str | None
    received_on: date
    started_at: datetime
    status: str
    reason: str
    tables: int
    datasets: tuple[str, ...]
    loaded: int
    quarantined: int
    table_id: str | None


@dataclass(frozen=True)
class ReceivedFiles:
    """Files in the order of arrival, the last first; total may be more than are listed."""

    files: tuple[ReceivedFile, ...]
    total: int


def reported_datasets(snapshot: Snapshot) -> list[ReportedDataset]:
    """Return the datasets that were reported, those that most units report first."""
    rows = snapshot.database.query(
        "SELECT dataset, count(DISTINCT unit) AS units FROM mart.coverage WHERE unit IS NOT NULL "
        "GROUP BY dataset ORDER BY units DESC, dataset"
    ).to_dicts()
    return [ReportedDataset(**row) for row in rows]


def senders(snapshot: Snapshot, dataset: str, as_of: date) -> list[Sender]:
    """Return the units that tables of a dataset speak for by a day, by kind and in the order of pinyin."""
    rows = snapshot.database.query(
        """
        WITH kinds AS (SELECT unit, any_value(unit_kind) AS kind FROM mart.units GROUP BY unit),
        own AS (
            SELECT unit, max(filed_on) AS last_filed_on FROM mart.filed_tables
            WHERE dataset = $dataset AND filed_on <= $as_of GROUP BY unit)
        SELECT unit, coalesce(any_value(kind), '') AS kind, any_value(last_filed_on) AS last_filed_on,
               max(least(covered_to, $as_of::DATE)) AS covered_to
        FROM mart.coverage LEFT JOIN kinds USING (unit) LEFT JOIN own USING (unit)
        WHERE dataset = $dataset AND unit IS NOT NULL AND covered_from <= $as_of
        GROUP BY unit ORDER BY kind COLLATE zh, unit COLLATE zh
        """,
        {"dataset": dataset, "as_of": as_of},
    ).to_dicts()
    return [Sender(**row) for row in rows]


def filings(snapshot: Snapshot, dataset: str, periods: Sequence[tuple[date, date]]) -> list[Filing]:
    """Return what speaks for each unit in each of the periods (first and last day); silence has no entry."""
    rows = snapshot.database.query(
        """
        WITH asked AS (
            SELECT unnest($firsts) AS first, unnest($lasts) AS last, unnest($places) AS place),
        spoken AS (
            SELECT c.unit, c.table_id, c.covered_from, c.covered_to, c.is_zero_report, f.file_sha256,
                   f.filed_on, coalesce(f.filed_on > f.due_on, false) AS is_late,
                   coalesce(f.unit = c.unit, false) AS is_own
            FROM mart.coverage AS c JOIN mart.filed_tables AS f ON f.row_id = c.table_id
            WHERE c.dataset = $dataset AND c.unit IS NOT NULL)
        SELECT unit, place::INTEGER AS place, count(DISTINCT file_sha256) AS files,
               bool_and(is_late) AS is_late, bool_and(is_zero_report) AS is_zero, bool_or(is_own) AS is_own,
               bool_or(covered_to - covered_from <= last - first) AS is_short,
               bool_or(is_own AND covered_to - covered_from <= last - first) AS is_own_short,
               arg_min(table_id, coalesce(filed_on, DATE '9999-12-31')) AS table_id
        FROM spoken JOIN asked ON covered_from <= last AND covered_to >= first
        GROUP BY unit, place ORDER BY unit, place
        """,
        {
            "dataset": dataset,
            "firsts": [first for first, _ in periods],
            "lasts": [last for _, last in periods],
            "places": list(range(len(periods))),
        },
    ).to_dicts()
    return [Filing(**row) for row in rows]


def filing_due_days(snapshot: Snapshot, dataset: str, ends: Sequence[date]) -> list[date]:
    """Return for each last day of a period the day until which its report is in time (期限, as Q01 has it).

    The rule stands in reference.limits (report_filing); without one a report is due on the last day itself.
    """
    rows = snapshot.database.query(
        f"""
        WITH rule AS (
            SELECT amount, unit FROM reference.limits
            WHERE clock = 'report_filing' AND subject IN ($dataset, '') ORDER BY subject DESC LIMIT 1),
        asked AS (SELECT unnest($ends) AS last_day, unnest($places) AS place)
        SELECT coalesce(CASE rule.unit
                   WHEN '{WORKING_DAYS}' THEN due.date
                   WHEN '{YEARS}' THEN (last_day + to_years(rule.amount))::DATE
                   ELSE last_day + rule.amount END, last_day) AS due_on
        FROM asked LEFT JOIN rule ON true
        LEFT JOIN reference.calendar AS ended ON ended.date = last_day
        LEFT JOIN reference.calendar AS due
               ON due.is_workday AND due.workday_number = ended.workday_number + rule.amount
        ORDER BY place
        """,
        {"dataset": dataset, "ends": list(ends), "places": list(range(len(ends)))},
    )
    return list(rows["due_on"])


def received_files(
    snapshot: Snapshot, first: date, last: date, *, unit: str | None = None, limit: int = 100
) -> ReceivedFiles:
    """Return the files received between two days, of one unit where given."""
    rows = snapshot.database.query(
        """
        WITH held AS (
            SELECT file_sha256, count(*) AS tables, list(DISTINCT dataset ORDER BY dataset) AS datasets,
                   sum(loaded)::BIGINT AS loaded, sum(quarantined)::BIGINT AS quarantined,
                   min(table_id) AS table_id, any_value(unit) AS unit
            FROM ledger.tables GROUP BY file_sha256),
        arrived AS (
            SELECT a.name, coalesce(f.unit, held.unit) AS unit, a.status, coalesce(a.reason, '') AS reason,
                   coalesce(f.filed_on, (r.started_at + INTERVAL 8 HOUR)::DATE) AS received_on, r.started_at,
                   coalesce(held.tables, 0) AS tables, coalesce(held.datasets, []) AS datasets,
                   coalesce(held.loaded, 0) AS loaded, coalesce(held.quarantined, 0) AS quarantined,
                   held.table_id
            FROM ledger.arrivals AS a JOIN ledger.runs AS r USING (run_id)
            LEFT JOIN ledger.files AS f USING (file_sha256) LEFT JOIN held USING (file_sha256))
        SELECT *, count(*) OVER () AS total FROM arrived
        WHERE received_on BETWEEN $first AND $last AND ($unit IS NULL OR unit = $unit)
        ORDER BY received_on DESC, started_at DESC, name LIMIT $limit
        """,
        {"first": first, "last": last, "unit": unit, "limit": limit},
    ).to_dicts()
    total = rows[0]["total"] if rows else 0
    for row in rows:
        row["datasets"] = tuple(row["datasets"])
        del row["total"]
    return ReceivedFiles(tuple(ReceivedFile(**row) for row in rows), total)
