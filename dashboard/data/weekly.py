"""本周概览: headline cards, matters for decision, what falls due, summary, state of reporting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, series, totals
from dashboard.data.cards import Card, Progress
from dashboard.data.changes import change_text
from dashboard.data.decisions import (
    DAYS_BEFORE_LIMIT,
    Decision,
    TargetPace,
    decisions,
    expected_reports,
    reporting_period_name,
    reporting_start,
    status_of_gap,
    target_paces,
)
from dashboard.data.summary import summary
from dashboard.formatting import day, figure, number, percent
from dashboard.periods import Moment, Period, months_before, quarter_start
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.ledger_reading import findings_by_unit, runs
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import elapsed_share_of_year, same_elapsed_period_last_year
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.deadlines import cases_near_limit
from warehouse.watchlists.enforcement import rectifications_due

POINTS = 12
# Below this, a percentage rests on so few cases that the card says so.
SMALL_SAMPLE = 10
# A rate whose target is 100: 预警 below it, 滞后 below this.
FULL_RATE = 100.0
LAGGING_RATE = 90.0
_DUE_SHOWN = 5
_UNITS_NAMED = 3


@dataclass(frozen=True)
class CardSpec:
    """Which metric a card shows, over which period, and with which series.

    is_full_rate: the law or the plan asks for 100 %.
    """

    metric_id: str
    period: Period
    grain: Grain
    is_full_rate: bool = False


CARDS = (
    CardSpec("P01", Period.YEAR, Grain.WEEK),
    CardSpec("P02", Period.YEAR, Grain.WEEK),
    CardSpec("P05", Period.QUARTER, Grain.QUARTER, is_full_rate=True),
    CardSpec("P13", Period.YEAR, Grain.QUARTER),
    CardSpec("F05", Period.YEAR, Grain.QUARTER, is_full_rate=True),
    CardSpec("F07", Period.YEAR, Grain.QUARTER),
    CardSpec("E11", Period.YEAR, Grain.QUARTER),
    CardSpec("E14", Period.YEAR, Grain.QUARTER, is_full_rate=True),
)


@dataclass(frozen=True)
class Due:
    """Something whose time limit ends soon."""

    status: Status
    title: str
    detail: str
    left: str
    row_id: str


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
    due: tuple[Due, ...]
    due_total: int
    summary: str
    cards: tuple[Card, ...]
    reporting: ReportingSummary


def weekly_review(snapshot: Snapshot, moment: Moment) -> WeeklyReview:
    """Return the page for a moment."""
    paces = target_paces(snapshot, moment.as_of)
    numbers = _Numbers.read(snapshot, moment, paces)
    due = _due(snapshot, moment.as_of)
    return WeeklyReview(
        tuple(decisions(snapshot, moment, paces)),
        tuple(due[:_DUE_SHOWN]),
        len(due),
        summary(numbers.now, numbers.before, numbers.week, numbers.targets, numbers.overdue, moment),
        tuple(_card(spec, numbers, moment) for spec in CARDS),
        _reporting(snapshot, moment.as_of),
    )


@dataclass(frozen=True)
class _Numbers:
    """Every number of the cards, in as few queries as there are selections."""

    now: Mapping[str, Answer]
    before: Mapping[str, Answer]
    week: Mapping[str, Answer]
    runs: Mapping[str, list[Answer]]
    targets: Mapping[str, TargetPace]
    overdue: Answer

    @classmethod
    def read(cls, snapshot: Snapshot, moment: Moment, paces: list[TargetPace]) -> _Numbers:
        as_of = moment.as_of
        now: dict[str, Answer] = {}
        before: dict[str, Answer] = {}
        for period in {spec.period for spec in CARDS}:
            ids = [spec.metric_id for spec in CARDS if spec.period is period]
            start = period.start(moment)
            now |= totals(snapshot, ids, start, as_of)
            earlier = same_elapsed_period_last_year(start, as_of)
            before |= totals(snapshot, ids, earlier.start, earlier.end)
        histories: dict[str, list[Answer]] = {}
        for grain in {spec.grain for spec in CARDS}:
            ids = [spec.metric_id for spec in CARDS if spec.grain is grain]
            histories |= series(snapshot, ids, _series_start(moment, grain), as_of, grain)
        flows = [spec.metric_id for spec in CARDS if METRICS[spec.metric_id].unit != "%"]
        return cls(
            now,
            before,
            totals(snapshot, flows, moment.week.monday, as_of),
            histories,
            {pace.metric_id: pace for pace in paces if pace.scope == DISTRICT_SCOPE},
            totals(snapshot, ["E16"], None, as_of)["E16"],
        )


def _series_start(moment: Moment, grain: Grain) -> date:
    if grain is Grain.WEEK:
        return moment.week.earlier(POINTS - 1).monday
    if grain is Grain.QUARTER:
        # Twice as many: quarters in which there was nothing to judge are left out of a rate's line.
        return months_before(quarter_start(moment.as_of), 3 * (2 * POINTS - 1))
    return months_before(moment.as_of, POINTS - 1)


def _card(spec: CardSpec, numbers: _Numbers, moment: Moment) -> Card:
    metric = METRICS[spec.metric_id]
    now = numbers.now[spec.metric_id]
    history = _line(numbers.runs[spec.metric_id])
    status, progress = _judged(spec, now, numbers, moment)
    if now.is_unreported:
        status = Status.UNREPORTED
    changes = [texts.YEAR_ON_YEAR.format(change=change_text(now, numbers.before[spec.metric_id], metric))]
    if len(history) > 1:
        words = texts.QUARTER_ON_QUARTER if spec.grain is Grain.QUARTER else texts.WEEK_ON_WEEK
        changes.append(words.format(change=change_text(history[-1], history[-2], metric)))
    return Card(
        spec.metric_id,
        metric.name,
        status,
        figure(now.value, metric.unit, now.qualifier),
        tuple(answer.value for answer in history),
        texts.SERIES_TEXT.format(
            series=texts.SERIES_WORDS[spec.grain.value],
            last=figure(history[-1].value if history else None, metric.unit),
        ),
        tuple(changes),
        progress,
        _note(spec, now, numbers),
        Selection(spec.period.start(moment), moment.as_of),
    )


def _line(answers: list[Answer]) -> list[Answer]:
    """Return the last twelve points; a period in which a rate had nothing to judge is not a point."""
    return [answer for answer in answers if not answer.is_idle][-POINTS:]


def _judged(
    spec: CardSpec, now: Answer, numbers: _Numbers, moment: Moment
) -> tuple[Status | None, Progress | None]:
    """Return status and progress, by the year's target if there is one, else by the full rate."""
    metric = METRICS[spec.metric_id]
    if spec.metric_id in numbers.targets and spec.period is Period.YEAR and metric.unit != "%":
        pace = numbers.targets[spec.metric_id]
        progress = Progress(
            pace.share / FULL_RATE,
            elapsed_share_of_year(moment.as_of),
            texts.DONE.format(share=percent(pace.share, 0)),
            texts.TARGET.format(target=figure(pace.target, metric.unit)),
        )
        return pace.status, progress
    if not spec.is_full_rate or now.value is None:
        return None, None
    progress_texts = (
        texts.DONE.format(share=percent(now.value, 0)),
        texts.TARGET.format(target=percent(FULL_RATE, 0)),
    )
    if spec.period is Period.QUARTER:
        start = quarter_start(moment.as_of)
        following = months_before(start, -3)
        elapsed = ((moment.as_of - start).days + 1) / (following - start).days
        status = Status.NORMAL if now.value >= FULL_RATE else status_of_gap(now.value - FULL_RATE * elapsed)
        return status, Progress(now.value / FULL_RATE, elapsed, *progress_texts)
    return _status_of_rate(now.value), Progress(now.value / FULL_RATE, None, *progress_texts)


def _status_of_rate(value: float) -> Status:
    if value >= FULL_RATE:
        return Status.NORMAL
    return Status.WARNING if value >= LAGGING_RATE else Status.LAGGING


def _note(spec: CardSpec, now: Answer, numbers: _Numbers) -> str:
    metric = METRICS[spec.metric_id]
    if metric.unit != "%":
        this_week = numbers.week[spec.metric_id]
        if this_week.value is None:
            return texts.WEEK_NOT_REPORTED
        return texts.THIS_WEEK.format(value=figure(this_week.value, metric.unit, this_week.qualifier))
    if now.is_unreported:
        return texts.NOT_REPORTED
    sample = texts.SMALL_SAMPLE if (now.n or 0) < SMALL_SAMPLE else texts.SAMPLE
    return texts.FRACTION.format(
        numerator=number(now.numerator),
        denominator=number(now.denominator),
        sample=sample.format(n=now.n or 0),
    )


def _due(snapshot: Snapshot, as_of: date) -> list[Due]:
    """Return the limits that end within ten days, the nearest first."""
    dated = [
        (
            case.deadline_on,
            texts.DUE_CASE.format(name=case.case_no),
            case.respondent or "",
            case.days_left,
            case.row_id,
        )
        for case in cases_near_limit(snapshot, as_of, DAYS_BEFORE_LIMIT)
        if case.days_left >= 0
    ]
    dated += [
        (row.due_on, texts.DUE_FILE.format(name=row.file_no), row.unit, -row.days_overdue, row.row_id)
        for row in rectifications_due(snapshot, as_of, DAYS_BEFORE_LIMIT)
    ]
    return [
        Due(
            Status.WARNING,
            title,
            f"{whom} {day(limit)}".strip(),
            texts.DUE_LEFT.format(days=left) if left else texts.DUE_TODAY,
            row_id,
        )
        for limit, title, whom, left, row_id in sorted(dated)
    ]


def _reporting(snapshot: Snapshot, as_of: date) -> ReportingSummary:
    start = reporting_start(as_of)
    states = expected_reports(snapshot, as_of)
    by_unit = findings_by_unit(snapshot)
    loads = runs(snapshot, limit=1)
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
