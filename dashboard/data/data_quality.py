"""数据质量: what the ledger says of this snapshot, and how reporting and reading have gone (Q01–Q05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, series
from dashboard.data.cards import Card
from dashboard.data.paces import target_paces
from dashboard.data.reporting import ReportingState, reporting_state
from dashboard.data.subject_cards import series_start, subject_cards
from dashboard.data.verdict import FailedCheck, failed_checks
from dashboard.formatting import PERCENT
from dashboard.periods import Moment
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.ledger_reading import (
    Check,
    Finding,
    FindingCause,
    FindingOfUnit,
    QuarantinedRow,
    RefusedFile,
    Run,
    TableAccount,
    Verdict,
    account_total,
    accounts,
    checks,
    findings,
    findings_by_cause,
    findings_by_unit,
    quarantined_rows,
    refused_files,
    runs,
    verdict,
)
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.source_files import SheetsRead, sheets_read

TREND_METRICS = ("Q01", "Q02", "Q03", "Q04", "Q05")
FINDINGS_SHOWN = 200
ROWS_SHOWN = 100
SHEETS_SHOWN = 100


@dataclass(frozen=True)
class DataQuality:
    """What the page answers at once: may the numbers be trusted, what has to be mended, and by whom."""

    verdict: Verdict | None
    failed: tuple[FailedCheck, ...]
    total: TableAccount
    causes: tuple[FindingCause, ...]
    by_unit: tuple[FindingOfUnit, ...]
    reporting: ReportingState
    cards: tuple[Card, ...]

    @property
    def units(self) -> list[str]:
        """Senders that have something to mend."""
        return [row.unit for row in self.by_unit]

    @property
    def cause_titles(self) -> dict[str, str]:
        """Code of each kind of finding → its title."""
        return {cause.code: cause.title for cause in self.causes}

    @property
    def missing_rows(self) -> int:
        """Rows received that were neither loaded nor kept out nor skipped: there must be none."""
        return self.total.rows_in - self.total.loaded - self.total.quarantined - self.total.skipped_total


@dataclass(frozen=True)
class QualityTrend:
    """A metric of quality by month. target: of the metric's own unit, None where there is none."""

    metric_id: str
    months: tuple[str, ...]
    answers: tuple[Answer, ...]
    target: float | None
    selection: Selection


@dataclass(frozen=True)
class Loads:
    """What was loaded and what was refused, table by table."""

    total: TableAccount
    accounts: tuple[TableAccount, ...]
    refused: tuple[RefusedFile, ...]
    runs: tuple[Run, ...]


def data_quality(snapshot: Snapshot, moment: Moment) -> DataQuality:
    """Return the page's unfiltered parts."""
    return DataQuality(
        verdict(snapshot),
        failed_checks(snapshot),
        account_total(snapshot),
        tuple(findings_by_cause(snapshot)),
        tuple(findings_by_unit(snapshot)),
        reporting_state(snapshot, moment.as_of),
        subject_cards(snapshot, TREND_METRICS, date(moment.as_of.year, 1, 1), moment.as_of),
    )


def quality_trends(snapshot: Snapshot, moment: Moment) -> tuple[QualityTrend, ...]:
    """Return Q01–Q05 by month, each with the year's target, else with the usual one of its definition."""
    first = series_start(moment.as_of, Grain.MONTH)
    found = series(snapshot, TREND_METRICS, first, moment.as_of, Grain.MONTH)
    set_targets = {
        pace.metric_id: pace.target
        for pace in target_paces(snapshot, moment.as_of)
        if pace.scope == DISTRICT_SCOPE
    }
    return tuple(
        QualityTrend(
            metric_id,
            tuple(answer.period or "" for answer in found[metric_id]),
            tuple(found[metric_id]),
            set_targets.get(metric_id, usual_target(metric_id)),
            Selection(first, moment.as_of),
        )
        for metric_id in TREND_METRICS
    )


def usual_target(metric_id: str) -> float | None:
    """Return the target of a definition where it is a plain percentage: 100%."""
    written = METRICS[metric_id].target
    digits = written.removesuffix(PERCENT)
    is_plain = written.endswith(PERCENT) and digits.isascii() and digits.replace(".", "", 1).isdigit()
    return float(digits) if is_plain else None


def loads(snapshot: Snapshot) -> Loads:
    """Return the loads and the row accounts of their tables."""
    return Loads(
        account_total(snapshot),
        tuple(accounts(snapshot)),
        tuple(refused_files(snapshot)),
        tuple(runs(snapshot)),
    )


def all_checks(snapshot: Snapshot) -> tuple[Check, ...]:
    """Return the checks of this snapshot, the failed first."""
    return tuple(checks(snapshot))


def findings_shown(snapshot: Snapshot, unit: str | None, code: str | None) -> list[Finding]:
    """Return findings of one sender or kind, where chosen."""
    return findings(snapshot, unit=unit, code=code, limit=FINDINGS_SHOWN)


def quarantined_shown(snapshot: Snapshot, unit: str | None) -> list[QuarantinedRow]:
    """Return rows kept out, of one sender where chosen."""
    return quarantined_rows(snapshot, unit=unit, limit=ROWS_SHOWN)


def sheets_shown(snapshot: Snapshot, unit: str | None) -> SheetsRead:
    """Return the sheets that were not read, or not read with certainty; of one sender where chosen."""
    return sheets_read(snapshot, unit=unit, limit=SHEETS_SHOWN)
