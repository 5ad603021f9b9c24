"""依法行政考核: how each unit scores, what stands behind it, and how far the year's targets are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, Where, series, split, totals
from dashboard.data.cards import Card
from dashboard.data.judged import Judged, judge, rate_targets
from dashboard.data.paces import TargetPace, target_paces
from dashboard.data.subject_cards import subject_cards
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import assessment as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.assessment import InstitutionEvent, Topic, institution_events, topics
from warehouse.watchlists.unit_file import unit_kind_of

CARD_METRICS = ("A02", "A03", "A01", "G03")
# The evidence in the scorecard, from left to right.
EVIDENCE = ("A01", "P14", "P15", "E11", "E14", "E16", "S02", "Q01", "T03")
# Of these a unit without is 未报 as soon as any unit has it.
_DECLARED = ("A01", "P14")
# T03 is shown and not judged: what is overdue in duties and rectifications is judged by P15 and E16 already.
_JUDGED = tuple(name for name in EVIDENCE if name not in (*_DECLARED, "T03"))
GOVERNANCE = ("G01", "G02", "G03", "G04")
BY_SCORE, BY_ATTENTION = "score", "attention"
YEARS_SHOWN = 5


@dataclass(frozen=True)
class UnitScore:
    """One unit: its place among all, its score in all and by stage, the evidence by metric."""

    unit: str
    rank: int | None
    score: Answer
    stages: tuple[Answer | None, ...]
    evidence: dict[str, Judged]
    lagging: int
    warning: int
    unreported: int

    @property
    def status(self) -> Status:
        """The most serious status of its evidence."""
        if self.lagging:
            return Status.LAGGING
        if self.warning:
            return Status.WARNING
        return Status.UNREPORTED if self.unreported else Status.NORMAL


@dataclass(frozen=True)
class LowerTarget:
    """A target that less is better of: it is compared, not attained."""

    metric_id: str
    actual: Answer
    target: float

    @property
    def status(self) -> Status:
        """Above the target is 滞后."""
        return Status.NORMAL if (self.actual.value or 0) <= self.target else Status.LAGGING


@dataclass(frozen=True)
class Assessment:
    """All of the page. begun: which stages any unit has reached; stages: units and score of each stage.

    own: of the unit chosen; district: of the whole district.
    """

    year: int
    cards: tuple[Card, ...]
    units: tuple[UnitScore, ...]
    begun: tuple[bool, ...]
    is_declared: dict[str, bool]
    stages: tuple[tuple[int, Answer], ...]
    listed_units: int
    paces: tuple[TargetPace, ...]
    lower: tuple[LowerTarget, ...]
    duty_reports: tuple[Answer, ...]
    governance: dict[str, Answer]
    topics: tuple[Topic, ...]
    institutions: tuple[InstitutionEvent, ...]
    own: Selection
    district: Selection


def year_end(year: int, moment: Moment) -> date:
    """Return the last day of a year that is looked at: the moment's own in its year."""
    return moment.as_of if year == moment.as_of.year else date(year, 12, 31)


def assessment(
    snapshot: Snapshot, moment: Moment, year: int, kind: str | None, unit: str | None, order: str
) -> Assessment:
    """Return the page of a year, under its filters.

    kind narrows the scorecard and the stages: ranks are among all units of the kind.
    """
    start, end = date(year, 1, 1), year_end(year, moment)
    where: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    paces = target_paces(snapshot, end)
    every = _units(snapshot, start, end, kind, rate_targets(_JUDGED, paces))
    shown = [row for row in every if unit is None or row.unit == unit]
    if order == BY_ATTENTION:
        shown.sort(key=lambda row: (-row.lagging, -row.warning, -row.unreported, row.rank or len(every)))
    return Assessment(
        year,
        subject_cards(snapshot, CARD_METRICS, start, end, where, Grain.QUARTER),
        tuple(shown),
        tuple(any(row.stages[place] is not None for row in every) for place in range(len(texts.STAGES))),
        {name: any(row.evidence[name].answer.value for row in every) for name in _DECLARED},
        _stages(snapshot, start, end, every, kind),
        len(every),
        tuple(sorted(paces, key=lambda pace: (pace.status.rank, pace.gap))),
        _lower(snapshot, start, end),
        tuple(_duty_reports(snapshot, end, where)),
        totals(snapshot, GOVERNANCE, start, end),
        tuple(topics(snapshot, start, end)),
        tuple(institution_events(snapshot, start, end)),
        Selection(start, end, where=where),
        Selection(start, end),
    )


def _units(
    snapshot: Snapshot, start: date, end: date, kind: str | None, targets: dict[str, float]
) -> list[UnitScore]:
    """Return every unit (of a kind), the highest score first; one without a score stands last."""
    by_stage: dict[str, dict[str, Answer]] = {}
    for answer in split(snapshot, ["A02"], ("unit", "stage"), start, end)["A02"]:
        if answer.group[0] and answer.group[1]:
            by_stage.setdefault(answer.group[0], {})[answer.group[1]] = answer
    found = split(snapshot, ["A02", *EVIDENCE], ("unit",), start, end)
    by_metric = {
        metric_id: {str(answer.group[0]): answer for answer in answers if answer.group[0]}
        for metric_id, answers in found.items()
    }
    listed = set(by_metric["P14"]) | set(by_metric["A02"])
    if kind is not None:
        kinds = unit_kind_of(snapshot)
        listed = {name for name in listed if kinds.get(name) == kind}
    scores = {name: by_metric["A02"].get(name, NO_ANSWER) for name in listed}
    ordered = sorted(
        listed,
        key=lambda name: (scores[name].value is None, -(scores[name].value or 0), name),
    )
    begun = {name for name in _DECLARED if any(one.value for one in by_metric[name].values())}
    known = [scores[name].value for name in ordered]
    return [
        _unit(
            name,
            None if scores[name].value is None else known.index(scores[name].value) + 1,
            scores[name],
            by_stage.get(name, {}),
            {metric_id: _evidence(metric_id, by_metric, name, targets, begun) for metric_id in EVIDENCE},
        )
        for name in ordered
    ]


def _evidence(
    metric_id: str,
    by_metric: dict[str, dict[str, Answer]],
    unit: str,
    targets: dict[str, float],
    begun: set[str],
) -> Judged:
    # Of a count, a unit without rows has none.
    nothing = NO_ANSWER if METRICS[metric_id].denominator else Answer(0, None, None, 0, None)
    answer = by_metric[metric_id].get(unit, nothing)
    if metric_id in _DECLARED:
        is_missing = not answer.value and metric_id in begun
        return Judged(answer, Status.UNREPORTED if is_missing else Status.NORMAL if answer.value else None)
    return judge(metric_id, answer, targets)


def _unit(
    unit: str, rank: int | None, score: Answer, stages: dict[str, Answer], evidence: dict[str, Judged]
) -> UnitScore:
    statuses = [judged.status for judged in evidence.values()]
    return UnitScore(
        unit,
        rank,
        score,
        tuple(stages.get(stage) for stage in texts.STAGES),
        evidence,
        statuses.count(Status.LAGGING),
        statuses.count(Status.WARNING),
        statuses.count(Status.UNREPORTED),
    )


def _stages(
    snapshot: Snapshot, start: date, end: date, units: Sequence[UnitScore], kind: str | None
) -> tuple[tuple[int, Answer], ...]:
    """Return how many of the units have reached each stage, and its score."""
    by = ("stage",) if kind is None else ("stage", "unit_kind")
    scores = {
        answer.group[0]: answer
        for answer in split(snapshot, ["A02"], by, start, end)["A02"]
        if kind is None or answer.group[1] == kind
    }
    return tuple(
        (sum(row.stages[place] is not None for row in units), scores.get(stage, NO_ANSWER))
        for place, stage in enumerate(texts.STAGES)
    )


def _lower(snapshot: Snapshot, start: date, end: date) -> tuple[LowerTarget, ...]:
    """Return the targets that less is better of: A04 gives them no value, but actual and target."""
    found = split(snapshot, ["A04"], ("metric_id", "scope"), start, end)["A04"]
    result = []
    for answer in found:
        metric_id, scope = str(answer.group[0]), answer.group[1]
        if metric_id not in METRICS or scope not in (None, DISTRICT_SCOPE):
            continue
        is_lower = METRICS[metric_id].better is Better.DOWN
        if is_lower and answer.numerator is not None and answer.denominator is not None:
            actual = Answer(answer.numerator, None, None, None, None)
            result.append(LowerTarget(metric_id, actual, answer.denominator))
    return tuple(result)


def _duty_reports(snapshot: Snapshot, end: date, where: Where) -> list[Answer]:
    """Return 述法覆盖率 of the last years, each at its end."""
    first = date(end.year - YEARS_SHOWN + 1, 1, 1)
    return series(snapshot, ["A01"], first, end, Grain.YEAR, where)["A01"]
