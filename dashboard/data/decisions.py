"""需要决策: what needs a decision, found by rules over metrics and lists, and what changed since last week.

The rules and their thresholds stand here, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.data.ask import Answer, split
from dashboard.formatting import PERCENT, PERCENTAGE_POINT, figure, number, percent
from dashboard.periods import Moment, quarter_start
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.marts.deadlines import TRIAL
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.deadlines import cases_near_limit
from warehouse.watchlists.enforcement import overdue_rectifications
from warehouse.watchlists.reporting import ReportingState, reporting_states
from warehouse.watchlists.villages import village_activity

# A target is 滞后 where it is this many 百分点 behind the elapsed share of the year (序时进度), and 预警
# where it is half as many behind.
# A rate does not grow with the year: it is held against the target itself, by the same distances.
LAGGING_GAP = -10.0
WARNING_GAP = -5.0
ATTAINED = 100.0
# A case is named once its limit is this near (行政复议 审理期限).
DAYS_BEFORE_LIMIT = 10
# A village is silent after so many days without an activity.
SILENT_DAYS = 90
# A unit is expected to report a quarter if it reported this many quarters before it, each of them.
REGULAR_QUARTERS = 2
# A quarter is asked for only once so many of its days have passed: in its first days nobody is 未报.
REPORTING_GRACE_DAYS = 30
_NAMED_UNITS = 3
_NAMED_VILLAGES = 4
_NAMED_CASES = 3
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Matter:
    """One matter: what kind it is (the same from week to week), how serious, and what it says."""

    key: str
    kind: str
    status: Status
    title: str
    detail: str
    subject: str = ""
    metric_id: str | None = None
    selection: Selection | None = None


@dataclass(frozen=True)
class Decision:
    """A matter and how it stood the week before."""

    matter: Matter
    change: str


def decisions(snapshot: Snapshot, moment: Moment, paces: list[TargetPace]) -> list[Decision]:
    """Return this week's matters, the most serious first, then what has recovered since last week.

    paces: the year's targets at the moment.
    """
    now = {matter.key: matter for matter in _matters(snapshot, moment.as_of, paces)}
    last_sunday = moment.week.earlier(1).sunday
    before = {
        matter.key: matter for matter in _matters(snapshot, last_sunday, target_paces(snapshot, last_sunday))
    }
    found = [Decision(matter, _change(matter, before.get(key))) for key, matter in now.items()]
    found.sort(key=lambda decision: decision.matter.status.rank)
    found.extend(_recovered(matter) for key, matter in before.items() if key not in now)
    return found


def _change(matter: Matter, before: Matter | None) -> str:
    if before is None:
        return texts.NEW
    if before.status is not matter.status:
        return texts.FROM_STATUS.format(word=before.status.word)
    return texts.CONTINUED


def _recovered(matter: Matter) -> Decision:
    title = texts.RECOVERED_TITLES[matter.kind].format(name=matter.subject, days=SILENT_DAYS)
    return Decision(
        Matter(
            matter.key,
            matter.kind,
            Status.NORMAL,
            title,
            texts.RECOVERED_DETAIL.format(word=matter.status.word),
            matter.subject,
        ),
        texts.RECOVERED.format(word=matter.status.word),
    )


def _matters(snapshot: Snapshot, as_of: date, paces: list[TargetPace]) -> Iterator[Matter]:
    yield from _targets_behind(paces, as_of)
    yield from _overdue_files(snapshot, as_of)
    yield from _cases(snapshot, as_of)
    yield from _silent_villages(snapshot, as_of)
    yield from _unreported(snapshot, as_of)


def status_of_gap(gap: float) -> Status:
    """Return the status of a target by its distance from 序时进度 in 百分点."""
    if gap <= LAGGING_GAP:
        return Status.LAGGING
    return Status.WARNING if gap <= WARNING_GAP else Status.NORMAL


@dataclass(frozen=True)
class TargetPace:
    """A yearly target on a day: attainment in percent, distance in 百分点, actual and target.

    is_rate: the target is a percentage, and the distance is that from the target; otherwise it is the
    distance from 序时进度.
    """

    metric_id: str
    scope: str
    share: float
    gap: float
    actual: Answer
    target: float
    is_rate: bool

    @property
    def status(self) -> Status:
        """A target that has been reached is 正常 whatever the calendar says."""
        if self.share >= ATTAINED:
            return Status.NORMAL
        return status_of_gap(self.gap)


def target_paces(snapshot: Snapshot, as_of: date) -> list[TargetPace]:
    """Return the year's targets that can be measured on a day."""
    start = date(as_of.year, 1, 1)
    found = split(snapshot, ["A05"], ("metric_id", "scope"), start, as_of)["A05"]
    return [
        pace
        for answer in found
        if answer.group[0] in METRICS and (pace := _pace(str(answer.group[0]), answer)) is not None
    ]


def _pace(metric_id: str, answer: Answer) -> TargetPace | None:
    actual, target = answer.numerator, answer.denominator
    if answer.value is None or actual is None or not target:
        return None
    is_rate = METRICS[metric_id].unit == PERCENT
    return TargetPace(
        metric_id,
        answer.group[1] or DISTRICT_SCOPE,
        100 * actual / target,
        actual - target if is_rate else answer.value,
        Answer(actual, None, None, None, answer.qualifier),
        target,
        is_rate,
    )


def _targets_behind(paces: list[TargetPace], as_of: date) -> Iterator[Matter]:
    for pace in paces:
        if pace.status is Status.NORMAL:
            continue
        metric = METRICS[pace.metric_id]
        is_district = pace.scope == DISTRICT_SCOPE
        title = texts.RATE_BELOW if pace.is_rate else texts.TARGET_BEHIND
        detail = texts.RATE_DETAIL if pace.is_rate else texts.TARGET_DETAIL
        yield Matter(
            f"target:{pace.metric_id}:{pace.scope}",
            "target",
            pace.status,
            title.format(
                name=metric.name if is_district else f"{pace.scope}{metric.name}",
                gap=f"{number(round(-pace.gap, 1))} {PERCENTAGE_POINT}",
            ),
            detail.format(
                actual=figure(pace.actual.value, metric.unit),
                target=figure(pace.target, metric.unit),
                share=percent(pace.share),
                elapsed=percent(pace.share - pace.gap),
            ),
            metric.name,
            pace.metric_id if is_district else None,
            Selection(date(as_of.year, 1, 1), as_of) if is_district else None,
        )


def _overdue_files(snapshot: Snapshot, as_of: date) -> Iterator[Matter]:
    overdue = overdue_rectifications(snapshot, as_of)
    if overdue:
        yield Matter(
            "rectification",
            "rectification",
            Status.LAGGING,
            texts.OVERDUE_FILES.format(count=len(overdue)),
            texts.OVERDUE_FILES_DETAIL.format(
                days=overdue[0].days_overdue, units=_counted((row.unit for row in overdue), "件")
            ),
            metric_id="E16",
            selection=Selection(None, as_of),
        )


def _cases(snapshot: Snapshot, as_of: date) -> Iterator[Matter]:
    near = cases_near_limit(snapshot, as_of, DAYS_BEFORE_LIMIT)
    over = [case for case in near if case.days_left < 0]
    due = [case for case in near if case.days_left >= 0]
    if over:
        yield Matter(
            "cases_over",
            "cases_over",
            Status.LAGGING,
            texts.CASES_OVER.format(count=len(over)),
            _listed(texts.CASE_OVER.format(case=case.case_no, days=-case.days_left) for case in over),
            metric_id="T03",
            selection=Selection(None, as_of, where={"clock": (TRIAL,)}),
        )
    if due:
        yield Matter(
            "cases_due",
            "cases_due",
            Status.WARNING,
            texts.CASES_DUE.format(count=len(due), days=DAYS_BEFORE_LIMIT),
            _listed(texts.CASE_LEFT.format(case=case.case_no, days=case.days_left) for case in due),
            metric_id="T02",
            selection=Selection(None, as_of, where={"clock": (TRIAL,)}),
        )


def _silent_villages(snapshot: Snapshot, as_of: date) -> Iterator[Matter]:
    silent = [
        row
        for row in village_activity(snapshot, as_of)
        if row.days_since is None or row.days_since > SILENT_DAYS
    ]
    if silent:
        shown = "、".join(row.village for row in silent[:_NAMED_VILLAGES])
        yield Matter(
            "villages",
            "villages",
            Status.WARNING,
            texts.SILENT_VILLAGES.format(count=len(silent), days=SILENT_DAYS),
            texts.SILENT_VILLAGES_DETAIL.format(
                townships=_counted((row.township for row in silent), "个"),
                villages=f"{shown}……" if len(silent) > _NAMED_VILLAGES else shown,
            ),
            # The villages that are not silent: those that P05 counts over the same days.
            metric_id="P05",
            selection=Selection(as_of - timedelta(days=SILENT_DAYS), as_of),
        )


def _unreported(snapshot: Snapshot, as_of: date) -> Iterator[Matter]:
    missing = [state.unit for state in expected_reports(snapshot, as_of) if not state.is_reported]
    if missing:
        yield Matter(
            "unreported",
            "unreported",
            Status.UNREPORTED,
            texts.UNREPORTED.format(period=reporting_period_name(reporting_start(as_of)), count=len(missing)),
            _names(missing),
        )


def expected_reports(snapshot: Snapshot, as_of: date) -> list[ReportingState]:
    """Return the units expected to have reported their activities of the quarter, and whether they have."""
    start = reporting_start(as_of)
    before = []
    following = start
    for _ in range(REGULAR_QUARTERS):
        last = following - timedelta(days=1)
        following = quarter_start(last)
        before.append((following, last))
    return reporting_states(snapshot, "activities", before=before, start=start, end=as_of)


def reporting_start(as_of: date) -> date:
    """Return the first day of the quarter that units are held to have reported by a day."""
    start = quarter_start(as_of)
    if (as_of - start).days >= REPORTING_GRACE_DAYS:
        return start
    return quarter_start(start - timedelta(days=1))


def reporting_period_name(start: date) -> str:
    """Return 第4季度."""
    return f"第{(start.month - 1) // 3 + 1}季度"


def _counted(names: Iterable[str], measure_word: str) -> str:
    """Return 公安局 3 件、城管局 2 件, the most first."""
    counts = Counter(names).most_common()
    shown = "、".join(f"{name} {count} {measure_word}" for name, count in counts[:_NAMED_UNITS])
    return shown if len(counts) <= _NAMED_UNITS else f"{shown}等 {len(counts)} 家"


def _listed(parts: Iterable[str]) -> str:
    every = list(parts)
    shown = "；".join(every[:_NAMED_CASES])
    return shown if len(every) <= _NAMED_CASES else f"{shown}……"


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED_VILLAGES])
    return shown if len(names) <= _NAMED_VILLAGES else f"{shown}等 {len(names)} 家"
