"""执法监督: review grades, rectification, problems, and reconsideration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, series, split
from dashboard.data.cards import Card
from dashboard.data.subject_cards import series_start, subject_cards
from dashboard.periods import Moment, Period
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.enforcement import (
    BatchResult,
    OverdueRectification,
    ProblemCount,
    batch_results,
    overdue_rectifications,
    problem_counts,
)

CARD_METRICS = ("E10", "E11", "E14", "E16")
CASE_COUNTS = ("F01", "F02")
CASE_RATES = ("F05", "F07", "F09")
UNITS_SHOWN = 12


@dataclass(frozen=True)
class UnitReview:
    """How one unit's files fared."""

    unit: str
    reviewed: Answer
    passed: Answer
    on_time: Answer
    overdue: Answer


@dataclass(frozen=True)
class Enforcement:
    """All of the page. quarters label the points of every series."""

    cards: tuple[Card, ...]
    batches: tuple[BatchResult, ...]
    problems: tuple[ProblemCount, ...]
    overdue: tuple[OverdueRectification, ...]
    units: tuple[UnitReview, ...]
    quarters: list[str]
    rates: dict[str, list[Answer]]
    cases: dict[str, list[Answer]]
    reviews: Selection
    history: Selection
    case_history: Selection


def enforcement(snapshot: Snapshot, moment: Moment, period: Period, unit: str | None) -> Enforcement:
    """Return the page for a moment; reconsideration is filtered by the unit complained of."""
    start, end = period.start(moment), moment.as_of
    where: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    against: dict[str, Sequence[str]] = {"respondent": [unit]} if unit else {}
    first = series_start(end, Grain.QUARTER)
    rates = series(snapshot, ["E11", "E14"], first, end, Grain.QUARTER, where)
    cases = series(snapshot, [*CASE_COUNTS, *CASE_RATES], first, end, Grain.QUARTER, against)
    return Enforcement(
        subject_cards(snapshot, CARD_METRICS, start, end, where, Grain.QUARTER),
        tuple(batch_results(snapshot, end, unit=unit)),
        tuple(problem_counts(snapshot, start, end, unit=unit)),
        tuple(overdue_rectifications(snapshot, end, unit=unit)),
        _units(snapshot, start, end, where),
        [answer.period or "" for answer in rates["E11"]],
        rates,
        cases,
        Selection(start, end, where=where),
        Selection(first, end, where=where),
        Selection(first, end, where=against),
    )


def _units(
    snapshot: Snapshot, start: date, end: date, where: dict[str, Sequence[str]]
) -> tuple[UnitReview, ...]:
    found = split(snapshot, ["E10", "E11", "E14", "E16"], ("unit",), start, end, where)
    by_unit = {
        metric_id: {answer.group[0]: answer for answer in answers} for metric_id, answers in found.items()
    }
    none = Answer(None, None, None, None, None)
    names = sorted(
        {
            name
            for answers in by_unit.values()
            for name, answer in answers.items()
            if name and answer.value is not None
        },
        key=lambda name: (
            -(by_unit["E16"].get(name, none).value or 0),
            -(by_unit["E10"].get(name, none).value or 0),
            name,
        ),
    )
    return tuple(
        UnitReview(
            name,
            by_unit["E10"].get(name, none),
            by_unit["E11"].get(name, none),
            by_unit["E14"].get(name, none),
            # A unit without overdue files has no row: its number is 0.
            by_unit["E16"].get(name, Answer(0, None, None, 0, None)),
        )
        for name in names
        if by_unit["E10"].get(name, none).value or by_unit["E16"].get(name, none).value
    )
