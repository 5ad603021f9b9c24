"""普法覆盖: progress of the plan, settings, villages, and who does how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.lines import Series
from dashboard.data.ask import Answer, Where, series, split
from dashboard.data.cards import Card
from dashboard.data.decisions import TargetPace, target_paces
from dashboard.data.subject_cards import subject_cards, usable
from dashboard.periods import Moment, Period
from dashboard.texts import subjects as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.villages import VillageActivity, village_activity

CARD_METRICS = ("P01", "P02", "P05", "P08")
RANKED_UNITS = 12
MONTHS = tuple(f"{month}月" for month in range(1, 13))


@dataclass(frozen=True)
class TargetProgress:
    """A metric's cumulative line this year and last, and its yearly target."""

    metric_id: str
    this_year: Series
    last_year: Series
    pace: TargetPace | None
    selection: Selection


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
    where: dict[str, Sequence[str]] = {}
    if township:
        where["township"] = [township]
    if unit:
        where["unit"] = [unit]
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
    ids = [metric_id for metric_id in ("P01", "P02") if usable(metric_id, where)]
    this_start = date(end.year, 1, 1)
    current = series(snapshot, ids, this_start, end, Grain.MONTH, where)
    earlier = series(snapshot, ids, date(end.year - 1, 1, 1), date(end.year - 1, 12, 31), Grain.MONTH, where)
    paces = [] if where else target_paces(snapshot, end)
    targets = {pace.metric_id: pace for pace in paces if pace.scope == DISTRICT_SCOPE}
    result = []
    for metric_id in ids:
        result.append(
            TargetProgress(
                metric_id,
                Series(texts.THIS_YEAR.format(year=end.year), _running(current[metric_id])),
                Series(texts.THIS_YEAR.format(year=end.year - 1), _running(earlier[metric_id])),
                targets.get(metric_id),
                Selection(this_start, end, where=where),
            )
        )
    return tuple(result)


def _running(answers: list[Answer]) -> list[float | None]:
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
