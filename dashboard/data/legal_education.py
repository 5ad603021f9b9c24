"""普法覆盖: progress of the plan, settings, villages, and who does how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.lines import Series
from dashboard.data.ask import Answer, Where, split
from dashboard.data.cards import Card
from dashboard.data.control import ControlPanel, control_panel
from dashboard.data.paces import TargetPace, target_paces
from dashboard.data.projection import YearEnd, years_with_projection
from dashboard.data.subject_cards import subject_cards, usable
from dashboard.periods import Moment, Period
from dashboard.texts import subjects as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.joint_pairs import JointPair, PairStatus, joint_pairs
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.villages import VillageActivity, village_activity

CARD_METRICS = ("P01", "P02", "P05", "P08")
PROGRESS_METRICS = ("P01", "P02")
# A yearly target held against one period; an even share, as a control chart has no season.
PERIODS_A_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12}
RANKED_UNITS = 12
MONTHS = tuple(f"{month}月" for month in range(1, 13))


@dataclass(frozen=True)
class TargetProgress:
    """A metric's cumulative line this year and last, where it leads by December, and its yearly target."""

    metric_id: str
    this_year: Series
    last_year: Series
    pace: TargetPace | None
    selection: Selection
    year_end: YearEnd | None


@dataclass(frozen=True)
class JointEvents:
    """Suspected joint events: those that wait for a decision, and how many have one, by how it came."""

    pending: tuple[JointPair, ...]
    decided: dict[PairStatus, int]


@dataclass(frozen=True)
class RankedName:
    """One bar of a ranking: sessions, and the audience in words' reach."""

    name: str
    sessions: float | None
    audience: Answer


@dataclass(frozen=True)
class LegalEducation:
    """All of the page."""

    cards: tuple[Card, ...]
    progress: tuple[TargetProgress, ...]
    settings: tuple[tuple[str, Answer], ...]
    settings_selection: Selection
    townships: dict[str, list[VillageActivity]]
    ranking: tuple[RankedName, ...]
    ranking_selection: Selection
    is_by_unit: bool


def legal_education(
    snapshot: Snapshot, moment: Moment, period: Period, township: str | None, unit: str | None
) -> LegalEducation:
    """Return the page for a moment, under its filters."""
    start, end = period.start(moment), moment.as_of
    where = _where(township, unit)
    villages: dict[str, list[VillageActivity]] = defaultdict(list)
    for row in village_activity(snapshot, end, township=township, unit=unit):
        villages[row.township].append(row)
    settings = split(snapshot, ["P07"], ("setting",), start, end, where)["P07"]
    # Ranking by township leaves the townships out once one is chosen.
    dimension = "unit" if township or not unit else "township"
    return LegalEducation(
        subject_cards(snapshot, CARD_METRICS, start, end, where),
        _progress(snapshot, end, where),
        tuple(
            (str(answer.group[0]), answer)
            for answer in sorted(settings, key=lambda answer: -(answer.value or 0))
            if answer.group[0] is not None and answer.value is not None
        ),
        Selection(start, end, where=where),
        dict(villages),
        _ranking(snapshot, dimension, start, end, where),
        Selection(start, end, where=where),
        dimension == "unit",
    )


def _progress(snapshot: Snapshot, end: date, where: Where) -> tuple[TargetProgress, ...]:
    ids = [metric_id for metric_id in PROGRESS_METRICS if usable(metric_id, where)]
    years = years_with_projection(snapshot, ids, end, where)
    paces = [] if where else target_paces(snapshot, end)
    targets = {pace.metric_id: pace for pace in paces if pace.scope == DISTRICT_SCOPE}
    result = []
    for metric_id, found in years.items():
        result.append(
            TargetProgress(
                metric_id,
                Series(texts.THIS_YEAR.format(year=end.year), _running(found.this_year)),
                Series(texts.THIS_YEAR.format(year=end.year - 1), _running(found.last_year)),
                targets.get(metric_id),
                Selection(date(end.year, 1, 1), end, where=where),
                found.year_end,
            )
        )
    return tuple(result)


def _running(answers: Sequence[Answer]) -> list[float | None]:
    """Return running totals; before the first reported month there is no line."""
    total: float | None = None
    result = []
    for answer in answers:
        if answer.value is not None:
            total = (total or 0) + answer.value
        result.append(total)
    return result


def _ranking(
    snapshot: Snapshot, dimension: str, start: date, end: date, where: Where
) -> tuple[RankedName, ...]:
    found = split(snapshot, ["P01", "P02"], (dimension,), start, end, where)
    audience = {answer.group[0]: answer for answer in found["P02"]}
    ranked = sorted(
        (answer for answer in found["P01"] if answer.value),
        key=lambda answer: (-(answer.value or 0), str(answer.group[0])),
    )
    return tuple(
        RankedName(
            answer.group[0] or texts.OTHER_TOWNSHIP,
            answer.value,
            audience.get(answer.group[0], Answer(None, None, None, None, None)),
        )
        for answer in ranked[:RANKED_UNITS]
    )


def control_panels(
    snapshot: Snapshot, moment: Moment, grain: Grain, township: str | None, unit: str | None
) -> tuple[ControlPanel, ...]:
    """Return the control charts of sessions and audience; the district's against the target's share."""
    where = _where(township, unit)
    paces = [] if where else target_paces(snapshot, moment.as_of)
    targets = {pace.metric_id: pace.target for pace in paces if pace.scope == DISTRICT_SCOPE}
    return tuple(
        control_panel(
            snapshot,
            metric_id,
            moment.as_of,
            grain,
            where=where,
            target=targets[metric_id] / PERIODS_A_YEAR[grain] if metric_id in targets else None,
        )
        for metric_id in PROGRESS_METRICS
    )


def joint_events(snapshot: Snapshot, unit: str | None) -> JointEvents:
    """Return the suspected joint events of the snapshot; those of a unit are those that it filed a row of."""
    pairs = [pair for pair in joint_pairs(snapshot) if not unit or unit in (pair.left.unit, pair.right.unit)]
    counted = Counter(pair.status for pair in pairs)
    return JointEvents(
        tuple(pair for pair in pairs if pair.status is PairStatus.PENDING),
        {status: counted[status] for status in PairStatus if status is not PairStatus.PENDING},
    )


def _where(township: str | None, unit: str | None) -> dict[str, Sequence[str]]:
    named = {"township": township, "unit": unit}
    return {name: [value] for name, value in named.items() if value}
