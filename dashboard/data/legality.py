"""合法性审查: turnaround against the limits, what is in hand, what was late, how it ended, who sends what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.cards import Card
from dashboard.data.subject_cards import SMALL_SAMPLE, series_start, subject_cards
from dashboard.periods import Moment, Period
from dashboard.texts import legality as texts
from warehouse.contracts.legality import LEGALITY_REVIEWS
from warehouse.marts.deadlines import FILING, REVIEW
from warehouse.metrics.selection import Grain, Selection, periods
from warehouse.snapshots import Snapshot
from warehouse.watchlists.legality import (
    LateReview,
    ReviewDays,
    ReviewInHand,
    late_reviews,
    review_days,
    reviews_in_hand,
)

CARD_METRICS = ("L01", "L02", "L03", "L04", "L05", "L06", "L07")
UNIT_METRICS = ("L01", "L02", "L03", "L04", "L05", "L06")
OVERDUE = "T03"
CLOCKS = (REVIEW, FILING)
# A chart holds six colours: the types that follow are drawn together.
TYPES_SHOWN = 5
_NONE = Answer(0, None, None, 0, None)


@dataclass(frozen=True)
class Turnaround:
    """How one type's closed reviews stood against its limit. days: (working days, is late, reviews)."""

    kind: str
    days: tuple[ReviewDays, ...]
    limit: int | None

    @property
    def closed(self) -> int:
        """How many were closed."""
        return sum(one.reviews for one in self.days)

    @property
    def late(self) -> int:
        """How many were closed after their limit."""
        return sum(one.reviews for one in self.days if one.is_late)


@dataclass(frozen=True)
class UnitReviews:
    """What one unit submitted and how it went; answers by metric."""

    unit: str
    answers: Mapping[str, Answer]

    @property
    def is_small(self) -> bool:
        """Whether its rate of adopted opinions rests on few opinions."""
        return (self.answers["L05"].denominator or 0) < SMALL_SAMPLE


@dataclass(frozen=True)
class Legality:
    """All of the page. conclusions: type → count per conclusion of texts.CONCLUSIONS, blanks last."""

    cards: tuple[Card, ...]
    turnaround: tuple[Turnaround, ...]
    in_hand: tuple[ReviewInHand, ...]
    late: tuple[LateReview, ...]
    conclusions: dict[str, tuple[float, ...]]
    quarters: tuple[str, ...]
    by_quarter: dict[str, tuple[float | None, ...]]
    units: tuple[UnitReviews, ...]
    now: Selection
    history: Selection
    clocks: Selection


def type_names() -> list[str]:
    """Return the types of reviews in the order of the form."""
    column = next(column for column in LEGALITY_REVIEWS.columns if column.name == "kind")
    return list(column.choices.values) if column.choices is not None else []


def legality(
    snapshot: Snapshot, moment: Moment, period: Period, kind: str | None, unit: str | None
) -> Legality:
    """Return the page for a moment, under its filters."""
    start, end = period.start(moment), moment.as_of
    where: dict[str, Sequence[str]] = {}
    if kind:
        where["type"] = [kind]
    if unit:
        where["unit"] = [unit]
    first = series_start(end, Grain.QUARTER)
    ended = split(snapshot, ["L01"], ("type", "conclusion"), start, end, where)["L01"]
    by_type = split(snapshot, ["L01"], ("type",), first, end, where, Grain.QUARTER)["L01"]
    quarters = tuple(one.label or "" for one in periods(first, end, Grain.QUARTER))
    of_unit: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    return Legality(
        (
            *subject_cards(snapshot, CARD_METRICS, start, end, where, Grain.QUARTER),
            _overdue_card(snapshot, moment, kind, of_unit),
        ),
        turnarounds(review_days(snapshot, start, end, kind=kind, unit=unit)),
        tuple(reviews_in_hand(snapshot, end, kind=kind, unit=unit)),
        tuple(late_reviews(snapshot, start, end, kind=kind, unit=unit)),
        _conclusions(ended),
        quarters,
        _by_quarter(by_type, quarters),
        _units(snapshot, Selection(start, end, where=where)),
        Selection(start, end, where=where),
        Selection(first, end, where=where),
        Selection(start, end, where={"clock": CLOCKS, **of_unit}),
    )


def _overdue_card(
    snapshot: Snapshot, moment: Moment, kind: str | None, of_unit: Mapping[str, Sequence[str]]
) -> Card:
    """Return the card of what is past its limit; clocks are not told apart by type."""
    where: dict[str, Sequence[str]] = {"clock": CLOCKS, **of_unit}
    if kind:
        where["type"] = [kind]
    year_start = Period.YEAR.start(moment)
    (card,) = subject_cards(snapshot, (OVERDUE,), year_start, moment.as_of, where, Grain.QUARTER)
    return replace(card, name=texts.OVERDUE_NAME, note=texts.NOT_BY_TYPE if kind else card.note)


def turnarounds(days: Sequence[ReviewDays]) -> tuple[Turnaround, ...]:
    """Return the types with what was closed in them, in the order of the form."""
    by_kind: dict[str, list[ReviewDays]] = {}
    for one in days:
        by_kind.setdefault(one.kind, []).append(one)
    order = {name: place for place, name in enumerate(type_names())}
    return tuple(
        Turnaround(kind, tuple(found), found[0].limit)
        for kind, found in sorted(by_kind.items(), key=lambda pair: order.get(pair[0], len(order)))
    )


def _conclusions(answers: Sequence[Answer]) -> dict[str, tuple[float, ...]]:
    """Return the counts per conclusion of the types that know one; the last count is of the blanks."""
    found: dict[str, dict[str | None, float]] = {}
    for answer in answers:
        kind, conclusion = answer.group
        if kind is not None:
            found.setdefault(kind, {})[conclusion] = answer.value or 0
    order = {name: place for place, name in enumerate(type_names())}
    return {
        kind: tuple(counts.get(name, 0) for name in (*texts.CONCLUSIONS, None))
        for kind, counts in sorted(found.items(), key=lambda pair: order.get(pair[0], len(order)))
        if any(counts.get(name) for name in texts.CONCLUSIONS)
    }


def _by_quarter(answers: Sequence[Answer], quarters: Sequence[str]) -> dict[str, tuple[float | None, ...]]:
    """Return the matters received by type and quarter, the most frequent types first, the rest together."""
    sizes: dict[str, float] = {}
    values: dict[tuple[str, str], float] = {}
    for answer in answers:
        kind = answer.group[0]
        if kind is None or answer.value is None:
            continue
        sizes[kind] = sizes.get(kind, 0) + answer.value
        values[kind, answer.period or ""] = answer.value
    ranked = sorted((name for name, size in sizes.items() if size), key=lambda name: (-sizes[name], name))
    rows: dict[str, tuple[float | None, ...]] = {
        name: tuple(values.get((name, quarter)) for quarter in quarters) for name in ranked[:TYPES_SHOWN]
    }
    rest = ranked[TYPES_SHOWN:]
    if rest:
        rows[texts.OTHER_TYPES] = tuple(
            sum(values.get((name, quarter), 0) for name in rest) for quarter in quarters
        )
    return rows


def _units(snapshot: Snapshot, now: Selection) -> tuple[UnitReviews, ...]:
    found = split(snapshot, UNIT_METRICS, ("unit",), now.start, now.end, now.where)
    by_unit: dict[str, dict[str, Answer]] = {}
    for metric_id, answers in found.items():
        for answer in answers:
            name = answer.group[0]
            if name and answer.n:
                by_unit.setdefault(name, {})[metric_id] = answer
    rows = [
        UnitReviews(
            name,
            # A unit without a matter found unlawful has no row of its own: its number is 0.
            {
                metric_id: of.get(metric_id, _NONE if metric_id == "L06" else NO_ANSWER)
                for metric_id in UNIT_METRICS
            },
        )
        for name, of in by_unit.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.answers["L01"].value or 0), row.unit)))
