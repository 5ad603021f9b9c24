"""本周概览: matters for decision, commitments, headline cards, summary, what falls due, reporting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.cards import Card
from dashboard.data.commitment_log import CommitmentLog, commitment_log
from dashboard.data.decisions import Decision, decisions, facts_of_week
from dashboard.data.due import Due, due_soon
from dashboard.data.matters import reporting_period_name, reporting_start
from dashboard.data.paces import target_paces
from dashboard.data.summary import summary
from dashboard.data.weekly_cards import CARDS, Numbers, card
from dashboard.periods import Moment
from warehouse.commitments import Commitment
from warehouse.ledger_reading import Run, findings_by_unit, runs
from warehouse.snapshots import Snapshot
from warehouse.watchlists.reporting import ReportingState

_UNITS_NAMED = 3


@dataclass(frozen=True)
class ReportingSummary:
    """How reporting stands: units, files, rows kept out, findings."""

    period: str
    reported: int
    expected: int
    missing: tuple[str, ...]
    files: int
    loaded_files: int
    refused_files: int
    quarantined: int
    errors: int
    warnings: int
    worst_units: tuple[str, ...]


@dataclass(frozen=True)
class WeeklyReview:
    """All of the page."""

    decisions: tuple[Decision, ...]
    log: CommitmentLog
    due: tuple[Due, ...]
    summary: str
    cards: tuple[Card, ...]
    reporting: ReportingSummary


def weekly_review(snapshot: Snapshot, moment: Moment, entered: Sequence[Commitment] = ()) -> WeeklyReview:
    """Return the page for a moment. entered: the commitments that have been entered."""
    paces = target_paces(snapshot, moment.as_of)
    numbers = Numbers.read(snapshot, moment, paces)
    log = commitment_log(snapshot, entered, moment.as_of)
    known, earlier = facts_of_week(snapshot, moment, paces)
    return WeeklyReview(
        tuple(decisions(known, earlier)),
        log,
        tuple(due_soon(snapshot, moment.as_of, known.villages)),
        summary(numbers.now, numbers.before, numbers.week, numbers.targets, numbers.overdue, log, moment),
        tuple(card(spec, numbers, moment) for spec in CARDS),
        _reporting(snapshot, moment.as_of, known.reports),
    )


def _latest_run(snapshot: Snapshot) -> list[Run]:
    return runs(snapshot, limit=1)


def _reporting(snapshot: Snapshot, as_of: date, states: Sequence[ReportingState]) -> ReportingSummary:
    start = reporting_start(as_of)
    # These two do not depend on the day.
    by_unit = snapshot.once(findings_by_unit)
    loads = snapshot.once(_latest_run)
    return ReportingSummary(
        reporting_period_name(start),
        sum(state.is_reported for state in states),
        len(states),
        tuple(state.unit for state in states if not state.is_reported),
        sum(run.files for run in loads),
        sum(run.loaded_files for run in loads),
        sum(run.rejected_files for run in loads),
        sum(run.quarantined for run in loads),
        sum(row.errors for row in by_unit),
        sum(row.warnings for row in by_unit),
        tuple(f"{row.unit} {row.errors} 处" for row in by_unit[:_UNITS_NAMED] if row.errors),
    )
