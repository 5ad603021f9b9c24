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
from warehouse.watchlists.deadlines import Deadline, deadlines
from warehouse.watchlists.reporting import ReportingState, reporting_states
from warehouse.watchlists.villages import village_activity

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


def matters(snapshot: Snapshot, as_of: date, paces: Sequence[TargetPace]) -> Iterator[Matter]:
    """Return what needs a decision on a day. paces: the year's targets on that day."""
    near = deadlines(snapshot, as_of, DAYS_BEFORE_LIMIT)
    yield from _targets_behind(paces, as_of)
    yield from _overdue(near, as_of)
    yield from _cases([one for one in near if one.clock == TRIAL], as_of)
    yield from _silent_villages(snapshot, as_of)
    yield from _unreported(snapshot, as_of)


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


def _overdue(near: Sequence[Deadline], as_of: date) -> Iterator[Matter]:
    year_start = date(as_of.year, 1, 1)
    for clock, rule in CLOCK_RULES.items():
        over = [
            one
            for one in near
            if one.clock == clock and one.days_left < 0 and not (rule.is_of_year and one.due_on < year_start)
        ]
        if not over:
            continue
        if rule.is_of_year:
            selection = Selection(year_start, as_of)
        else:
            where = {"clock": (clock,)} if rule.metric_id == "T03" else {}
            selection = Selection(None, as_of, where=where)
        yield Matter(
            f"clock:{clock}",
            f"clock:{clock}",
            rule.status,
            texts.CLOCK_TITLES[clock].format(count=number(len(over))),
            texts.OVERDUE_DETAIL.format(
                days=number(-over[0].days_left),
                units=_counted((one.unit or texts.NO_UNIT for one in over), rule.measure),
            ),
            subject=clock,
            metric_id=rule.metric_id,
            selection=selection,
        )


def _cases(near: Sequence[Deadline], as_of: date) -> Iterator[Matter]:
    over = [case for case in near if case.days_left < 0]
    due = [case for case in near if case.days_left >= 0]
    selection = Selection(None, as_of, where={"clock": (TRIAL,)})
    if over:
        yield Matter(
            "cases_over",
            "cases_over",
            Status.LAGGING,
            texts.CASES_OVER.format(count=len(over)),
            _listed(texts.CASE_OVER.format(case=case.what, days=-case.days_left) for case in over),
            metric_id="T03",
            selection=selection,
        )
    if due:
        yield Matter(
            "cases_due",
            "cases_due",
            Status.WARNING,
            texts.CASES_DUE.format(count=len(due), days=DAYS_BEFORE_LIMIT),
            _listed(texts.CASE_LEFT.format(case=case.what, days=case.days_left) for case in due),
            metric_id="T02",
            selection=selection,
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
