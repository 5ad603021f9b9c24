"""What the ledger says: verdict and checks, runs, files, findings by cause and by unit, reporting by unit.

Every function reads one pinned snapshot and returns records; lists that may be long take a limit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Verdict:
    """The outcome of the expectations that let this snapshot be published."""

    success: bool
    critical: int
    warning: int
    checks: int

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return self.checks - self.critical - self.warning


@dataclass(frozen=True)
class PastVerdict:
    """The verdict on one of the loads that this snapshot was made of. started_at is UTC."""

    run_id: str
    sequence: int
    started_at: datetime
    critical: int
    warning: int
    checks: int


@dataclass(frozen=True)
class Check:
    """One expectation and its outcome; checked and unexpected count rows."""

    suite: str
    check: str
    column: str | None
    severity: str
    success: bool
    sentence: str
    checked: int | None
    unexpected: int | None


@dataclass(frozen=True)
class Run:
    """One load and what became of it, over all its tables. started_at is UTC."""

    run_id: str
    sequence: int
    started_at: datetime
    files: int
    loaded_files: int
    duplicate_files: int
    rejected_files: int
    rows_in: int
    loaded: int
    quarantined: int
    skipped: int


@dataclass(frozen=True)
class TableAccount:
    """The conservation of one table: rows_in = loaded + quarantined + skipped."""

    file: str
    sheet: str
    dataset: str
    unit: str | None
    filed_on: date | None
    rows_in: int
    loaded: int
    quarantined: int
    skipped: dict[str, int]
    warnings: int
    table_id: str = ""

    @property
    def skipped_total(self) -> int:
        """Rows left out with a reason."""
        return sum(self.skipped.values())

    @property
    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows_in == self.loaded + self.quarantined + self.skipped_total


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not loaded, and what to do."""

    name: str
    reason: str
    started_at: datetime


@dataclass(frozen=True)
class FindingCause:
    """All findings of one kind; remedy is empty where each needs its own."""

    code: str
    severity: str
    title: str
    remedy: str
    findings: int
    rows: int
    files: int


@dataclass(frozen=True)
class FindingOfUnit:
    """How much one sender has to mend."""

    unit: str
    errors: int
    warnings: int
    rows: int
    files: int


@dataclass(frozen=True)
class Finding:
    """One finding with its cells."""

    unit: str
    file: str
    sheet: str
    dataset: str
    code: str
    severity: str
    cells: str
    rows: int
    message: str
    remedy: str


@dataclass(frozen=True)
class QuarantinedRow:
    """A row kept out, with its texts as written (personal columns left out)."""

    unit: str
    file: str
    sheet: str
    source_row: int
    dataset: str
    titles: tuple[str, ...]
    raw: dict[str, str]
    table_id: str


@dataclass(frozen=True)
class Reporting:
    """One sender's reporting: its last filing and the last day its reports speak of."""

    unit: str
    tables: int
    last_filed_on: date | None
    covered_until: date | None


_UNKNOWN_UNIT = "未注明单位"


def verdict(snapshot: Snapshot) -> Verdict | None:
    """Return the verdict on this snapshot; None where it was never checked."""
    rows = snapshot.database.query(
        "SELECT success, critical, warning, checks FROM ledger.verdict "
        "WHERE run_id = (SELECT run_id FROM ledger.snapshot) LIMIT 1"
    ).to_dicts()
    return Verdict(**rows[0]) if rows else None


def past_verdicts(snapshot: Snapshot, limit: int = 20) -> list[PastVerdict]:
    """Return the verdicts under which this snapshot and those before it were published, the last first."""
    rows = snapshot.database.query(
        "SELECT run_id, runs.sequence, runs.started_at, critical, warning, checks "
        "FROM ledger.verdict JOIN ledger.runs AS runs USING (run_id) WHERE success "
        "ORDER BY runs.sequence DESC LIMIT $limit",
        {"limit": limit},
    ).to_dicts()
    return [PastVerdict(**row) for row in rows]


def checks(snapshot: Snapshot) -> list[Check]:
    """Return the checks of this snapshot, the failed first."""
    rows = snapshot.database.query(
        'SELECT suite, "check", "column", severity, success, sentence, checked, unexpected '
        "FROM ledger.checks WHERE run_id = (SELECT run_id FROM ledger.snapshot) "
        "ORDER BY success, severity, suite, sentence"
    ).to_dicts()
    return [Check(**row) for row in rows]


def runs(snapshot: Snapshot, limit: int = 20) -> list[Run]:
    """Return the loads this snapshot was made of, the last first."""
    rows = snapshot.database.query(
        """
        WITH arrived AS (
            SELECT run_id, count(*) FILTER (status = 'loaded') AS loaded_files,
                   count(*) FILTER (status = 'duplicate') AS duplicate_files,
                   count(*) FILTER (status = 'rejected') AS rejected_files
            FROM ledger.arrivals GROUP BY run_id),
        counted AS (
            SELECT run_id, sum(rows_in) AS rows_in, sum(loaded) AS loaded, sum(quarantined) AS quarantined
            FROM ledger.tables GROUP BY run_id)
        SELECT runs.run_id, runs.sequence, runs.started_at, runs.files,
               coalesce(loaded_files, 0) AS loaded_files, coalesce(duplicate_files, 0) AS duplicate_files,
               coalesce(rejected_files, 0) AS rejected_files,
               coalesce(rows_in, 0)::BIGINT AS rows_in, coalesce(loaded, 0)::BIGINT AS loaded,
               coalesce(quarantined, 0)::BIGINT AS quarantined,
               (coalesce(rows_in, 0) - coalesce(loaded, 0) - coalesce(quarantined, 0))::BIGINT AS skipped
        FROM ledger.runs AS runs LEFT JOIN arrived USING (run_id) LEFT JOIN counted USING (run_id)
        ORDER BY runs.sequence DESC LIMIT $limit
        """,
        {"limit": limit},
    ).to_dicts()
    return [Run(**row) for row in rows]


def accounts(snapshot: Snapshot, limit: int = 500) -> list[TableAccount]:
    """Return the row account of each table, the ones with quarantined rows first."""
    rows = snapshot.database.query(
        """
        SELECT files.name AS file, tables.sheet, tables.dataset, tables.unit, files.filed_on, tables.rows_in,
               tables.loaded, tables.quarantined, tables.skipped, coalesce(tables.warnings, 0) AS warnings,
               tables.table_id
        FROM ledger.tables AS tables LEFT JOIN ledger.files AS files USING (file_sha256)
        ORDER BY tables.quarantined DESC, tables.warnings DESC, files.name, tables.sheet LIMIT $limit
        """,
        {"limit": limit},
    ).to_dicts()
    return [TableAccount(**{**row, "skipped": json.loads(row["skipped"] or "{}")}) for row in rows]


def account_total(snapshot: Snapshot) -> TableAccount:
    """Return the row account of all tables together."""
    rows = snapshot.database.query(
        "SELECT coalesce(sum(rows_in), 0)::BIGINT AS rows_in, coalesce(sum(loaded), 0)::BIGINT AS loaded, "
        "coalesce(sum(quarantined), 0)::BIGINT AS quarantined, "
        "coalesce(sum(warnings), 0)::BIGINT AS warnings FROM ledger.tables"
    ).to_dicts()
    skipped = snapshot.database.query(
        """
        WITH reasons AS (
            SELECT skipped, unnest(json_keys(skipped)) AS reason FROM ledger.tables WHERE skipped IS NOT NULL)
        SELECT reason, sum((skipped ->> ('$."' || reason || '"'))::BIGINT)::BIGINT AS rows
        FROM reasons GROUP BY reason ORDER BY reason
        """
    ).to_dicts()
    return TableAccount(
        file="",
        sheet="",
        dataset="",
        unit=None,
        filed_on=None,
        skipped={row["reason"]: row["rows"] for row in skipped},
        **rows[0],
    )


def refused_files(snapshot: Snapshot, limit: int = 200) -> list[RefusedFile]:
    """Return the files that could not be loaded, the last first."""
    rows = snapshot.database.query(
        "SELECT arrivals.name, coalesce(arrivals.reason, '') AS reason, runs.started_at FROM ledger.arrivals "
        "JOIN ledger.runs USING (run_id) WHERE arrivals.status = 'rejected' "
        "ORDER BY runs.sequence DESC, arrivals.name LIMIT $limit",
        {"limit": limit},
    ).to_dicts()
    return [RefusedFile(**row) for row in rows]


_FINDINGS = f"""
    SELECT findings.*, coalesce(tables.unit, files.unit, '{_UNKNOWN_UNIT}') AS unit, files.name AS file,
           coalesce(files.filed_on, DATE '1900-01-01') AS filed_on
    FROM ledger.findings AS findings
    LEFT JOIN ledger.tables AS tables USING (table_id)
    LEFT JOIN ledger.files AS files ON files.file_sha256 = findings.file_sha256
"""


def findings_by_cause(snapshot: Snapshot) -> list[FindingCause]:
    """Return how often each kind of finding occurs, the ones that keep most rows out first."""
    rows = snapshot.database.query(
        f"""
        SELECT code, severity, coalesce(any_value(title), code) AS title,
               CASE WHEN count(DISTINCT remedy) = 1 THEN any_value(remedy) ELSE '' END AS remedy,
               count(*) AS findings, coalesce(sum(rows), 0)::BIGINT AS rows,
               count(DISTINCT file_sha256) AS files
        FROM ({_FINDINGS}) GROUP BY code, severity ORDER BY severity, rows DESC, code
        """
    ).to_dicts()
    return [FindingCause(**row) for row in rows]


def findings_by_unit(snapshot: Snapshot) -> list[FindingOfUnit]:
    """Return what each sender has to mend, the most errors first."""
    rows = snapshot.database.query(
        f"""
        SELECT unit, count(*) FILTER (severity = 'error') AS errors,
               count(*) FILTER (severity = 'warning') AS warnings,
               coalesce(sum(rows), 0)::BIGINT AS rows, count(DISTINCT file_sha256) AS files
        FROM ({_FINDINGS}) GROUP BY unit ORDER BY errors DESC, warnings DESC, unit
        """
    ).to_dicts()
    return [FindingOfUnit(**row) for row in rows]


def findings(
    snapshot: Snapshot, *, unit: str | None = None, code: str | None = None, limit: int = 200
) -> list[Finding]:
    """Return findings with their cells, errors and latest files first, of one unit or kind where given."""
    rows = snapshot.database.query(
        f"""
        SELECT unit, coalesce(file, '') AS file, coalesce(sheet, '') AS sheet,
               coalesce(dataset, '') AS dataset, code, severity, coalesce(cells, '') AS cells,
               coalesce(rows, 0) AS rows, message,
               coalesce(remedy, '') AS remedy
        FROM ({_FINDINGS})
        WHERE ($unit IS NULL OR unit = $unit) AND ($code IS NULL OR code = $code)
        ORDER BY severity, filed_on DESC, file, sheet, cells LIMIT $limit
        """,
        {"unit": unit, "code": code, "limit": limit},
    ).to_dicts()
    return [Finding(**row) for row in rows]


def quarantined_rows(
    snapshot: Snapshot, *, unit: str | None = None, limit: int = 200
) -> list[QuarantinedRow]:
    """Return rows kept out, of one unit where given."""
    rows = snapshot.database.query(
        f"""
        SELECT coalesce(kept.unit, files.unit, '{_UNKNOWN_UNIT}') AS unit, coalesce(files.name, '') AS file,
               coalesce(tables.sheet, '') AS sheet, kept.source_row, kept.dataset, kept.codes, kept.raw,
               kept.table_id
        FROM ledger.quarantined AS kept
        LEFT JOIN ledger.tables AS tables USING (table_id)
        LEFT JOIN ledger.files AS files USING (file_sha256)
        WHERE $unit IS NULL OR coalesce(kept.unit, files.unit, '{_UNKNOWN_UNIT}') = $unit
        ORDER BY files.filed_on DESC NULLS LAST, file, sheet, kept.source_row LIMIT $limit
        """,
        {"unit": unit, "limit": limit},
    ).to_dicts()
    titles = dict(
        snapshot.database.query(
            "SELECT code, coalesce(any_value(title), code) AS title FROM ledger.findings GROUP BY code"
        ).iter_rows()
    )
    return [
        QuarantinedRow(
            unit=row["unit"],
            file=row["file"],
            sheet=row["sheet"],
            source_row=row["source_row"],
            dataset=row["dataset"],
            titles=tuple(titles.get(code, code) for code in row["codes"] or ()),
            raw=json.loads(row["raw"] or "{}"),
            table_id=row["table_id"],
        )
        for row in rows
    ]


def reporting_by_unit(snapshot: Snapshot) -> list[Reporting]:
    """Return each sender's last filing, whoever has been silent for longest first."""
    rows = snapshot.database.query(
        """
        SELECT tables.unit, count(*) AS tables, max(files.filed_on) AS last_filed_on,
               max(tables.coverage_end) AS covered_until
        FROM ledger.tables AS tables LEFT JOIN ledger.files AS files USING (file_sha256)
        WHERE tables.unit IS NOT NULL
        GROUP BY tables.unit ORDER BY last_filed_on NULLS FIRST, tables.unit
        """
    ).to_dicts()
    return [Reporting(**row) for row in rows]
