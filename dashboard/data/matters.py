"""What needs a decision on a day, found by rules over metrics and lists.

The rules and their thresholds stand here, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from dashboard.data.paces import TargetPace
from dashboard.formatting import PERCENTAGE_POINT, figure, number, percent
from dashboard.periods import quarter_start
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.marts.deadlines import TRIAL
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.deadlines import ClockState, Deadline, clock_states, deadlines
from warehouse.watchlists.reporting import ReportingState, reporting_states
from warehouse.watchlists.villages import VillageActivity, last_activity_on

# A limit is named once it is this near.
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
class ClockRule:
    """What it means that a time limit (时限) has passed.

    status: how serious. measure: of the matters, 件 or 项. metric_id: the number that the matter opens; T03
    counts all that is overdue at a day. is_of_year: a yearly plan's items count in their own year alone, and
    the metric is asked for that year.
    """

    status: Status
    measure: str = "件"
    metric_id: str = "T03"
    is_of_year: bool = False


# The limits of the law and what was promised are 滞后 once passed; a term that ran out is a warning.
# The trial of reconsideration cases (复议审理) has rules of its own below.
CLOCK_RULES: Mapping[str, ClockRule] = MappingProxyType(
    {
        "受理审查": ClockRule(Status.LAGGING),
        "补正通知": ClockRule(Status.LAGGING),
        "答辩": ClockRule(Status.LAGGING),
        "合法性审查": ClockRule(Status.LAGGING),
        "规范性文件备案": ClockRule(Status.LAGGING),
        "执法决定公示": ClockRule(Status.LAGGING),
        "处罚办理期限": ClockRule(Status.LAGGING),
        "案卷整改": ClockRule(Status.LAGGING, metric_id="E16"),
        "清单完成": ClockRule(Status.LAGGING, "项", "P15", is_of_year=True),
        "跟踪反馈": ClockRule(Status.WARNING, "件", "P17", is_of_year=True),
        "议定事项": ClockRule(Status.LAGGING, "项"),
        "执法证有效期": ClockRule(Status.WARNING, "人"),
        "副校长聘期": ClockRule(Status.WARNING, "个"),
        "创建复核": ClockRule(Status.WARNING, "个", "C06"),
    }
)


@dataclass(frozen=True)
class Facts:
    """What the rules look at, on one day. cases: the first on trial that are over or near their limit."""

    as_of: date
    paces: Sequence[TargetPace]
    clocks: Sequence[ClockState]
    villages: Sequence[VillageActivity]
    reports: Sequence[ReportingState]
    cases: Sequence[Deadline] = ()


def facts(
    snapshot: Snapshot, paces: Mapping[date, Sequence[TargetPace]], *, named: date
) -> Mapping[date, Facts]:
    """Return the facts of several days. paces: of each day. named: the one whose cases are named."""
    days = tuple(paces)
    clocks = clock_states(snapshot, days, DAYS_BEFORE_LIMIT)
    villages = last_activity_on(snapshot, days)
    return {
        day: Facts(
            day,
            paces[day],
            [state for state in clocks if state.day == day],
            villages[day],
            expected_reports(snapshot, day),
            _cases_near(snapshot, day) if day == named else (),
        )
        for day in days
    }


def _cases_near(snapshot: Snapshot, day: date) -> list[Deadline]:
    return [
        one
        for is_passed in (True, False)
        for one in deadlines(
            snapshot, day, DAYS_BEFORE_LIMIT, clock=TRIAL, is_passed=is_passed, limit=_NAMED_CASES
        )
    ]


def matters(known: Facts) -> Iterator[Matter]:
    """Return what needs a decision on a day."""
    yield from _targets_behind(known.paces, known.as_of)
    yield from _overdue(known.clocks, known.as_of)
    yield from _cases(known)
    yield from _silent_villages(known.villages, known.as_of)
    yield from _unreported(known.reports, known.as_of)


def _targets_behind(paces: Sequence[TargetPace], as_of: date) -> Iterator[Matter]:
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


def _overdue(clocks: Sequence[ClockState], as_of: date) -> Iterator[Matter]:
    for clock, rule in CLOCK_RULES.items():
        states = [state for state in clocks if state.clock == clock]
        counts = {
            state.unit or texts.NO_UNIT: state.of_year if rule.is_of_year else state.overdue
            for state in states
        }
        total = sum(counts.values())
        if not total:
            continue
        longest = max(state.longest_of_year if rule.is_of_year else state.longest for state in states)
        if rule.is_of_year:
            selection = Selection(date(as_of.year, 1, 1), as_of)
        else:
            where = {"clock": (clock,)} if rule.metric_id == "T03" else {}
            selection = Selection(None, as_of, where=where)
        yield Matter(
            f"clock:{clock}",
            f"clock:{clock}",
            rule.status,
            texts.CLOCK_TITLES[clock].format(count=number(total)),
            texts.OVERDUE_DETAIL.format(days=number(longest), units=_counted(counts, rule.measure)),
            subject=clock,
            metric_id=rule.metric_id,
            selection=selection,
        )


def _cases(known: Facts) -> Iterator[Matter]:
    on_trial = [state for state in known.clocks if state.clock == TRIAL]
    over, due = sum(state.overdue for state in on_trial), sum(state.soon for state in on_trial)
    selection = Selection(None, known.as_of, where={"clock": (TRIAL,)})
    if over:
        named = (one for one in known.cases if one.days_left < 0)
        yield Matter(
            "cases_over",
            "cases_over",
            Status.LAGGING,
            texts.CASES_OVER.format(count=number(over)),
            _listed((texts.CASE_OVER.format(case=one.what, days=-one.days_left) for one in named), over),
            metric_id="T03",
            selection=selection,
        )
    if due:
        named = (one for one in known.cases if one.days_left >= 0)
        yield Matter(
            "cases_due",
            "cases_due",
            Status.WARNING,
            texts.CASES_DUE.format(count=number(due), days=DAYS_BEFORE_LIMIT),
            _listed((texts.CASE_LEFT.format(case=one.what, days=one.days_left) for one in named), due),
            metric_id="T02",
            selection=selection,
        )


def _silent_villages(villages: Sequence[VillageActivity], as_of: date) -> Iterator[Matter]:
    silent = [row for row in villages if row.days_since is None or row.days_since > SILENT_DAYS]
    if silent:
        shown = "、".join(row.village for row in silent[:_NAMED_VILLAGES])
        yield Matter(
            "villages",
            "villages",
            Status.WARNING,
            texts.SILENT_VILLAGES.format(count=len(silent), days=SILENT_DAYS),
            texts.SILENT_VILLAGES_DETAIL.format(
                townships=_counted(Counter(row.township for row in silent), "个"),
                villages=f"{shown}……" if len(silent) > _NAMED_VILLAGES else shown,
            ),
            # The villages that are not silent: those that P05 counts over the same days.
            metric_id="P05",
            selection=Selection(as_of - timedelta(days=SILENT_DAYS), as_of),
        )


def _unreported(reports: Sequence[ReportingState], as_of: date) -> Iterator[Matter]:
    missing = [state.unit for state in reports if not state.is_reported]
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


def _counted(counts: Mapping[str, int], measure_word: str) -> str:
    """Return 公安局 3 件、城管局 2 件, the most first."""
    ranked = [(name, count) for name, count in Counter(counts).most_common() if count]
    shown = "、".join(f"{name} {count} {measure_word}" for name, count in ranked[:_NAMED_UNITS])
    return shown if len(ranked) <= _NAMED_UNITS else f"{shown}等 {len(ranked)} 家"


def _listed(parts: Iterable[str], total: int) -> str:
    shown = "；".join(parts)
    return shown if total <= _NAMED_CASES else f"{shown}……"


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED_VILLAGES])
    return shown if len(names) <= _NAMED_VILLAGES else f"{shown}等 {len(names)} 家"
