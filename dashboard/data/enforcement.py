"""执法监督: review grades, problems, rectification as it is worked off, the three systems, annual forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from dashboard.data.ask import NO_ANSWER, Answer, series, split, totals
from dashboard.data.cards import Card
from dashboard.data.subject_cards import series_start, subject_cards
from dashboard.data.three_systems import ThreeSystems, three_systems
from dashboard.periods import DAYS_IN_WEEK, Moment, Period, Week
from warehouse.marts.deadlines import RECTIFICATION
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.enforcement import (
    BatchResult,
    OverdueRectification,
    ProblemCount,
    batch_results,
    overdue_rectifications,
    problem_counts,
    rectified_by_week,
)

CARD_METRICS = ("E10", "E11", "E13", "E14", "E16", "E04", "E05", "E06")
RATE_METRICS = ("E11", "E14")
UNIT_METRICS = ("E10", "E11", "E13", "E14", "E16")
YEAR_METRICS = ("E08", "E09")
OPEN, OVERDUE = "T01", "T03"
WEEKS_SHOWN = 40
YEARS_SHOWN = 6


@dataclass(frozen=True)
class UnitReview:
    """How one unit's files fared."""

    unit: str
    reviewed: Answer
    passed: Answer
    problems: Answer
    on_time: Answer
    overdue: Answer


@dataclass(frozen=True)
class Course:
    """Rectification week by week: open within the limit, past it, and completed in the week."""

    weeks: tuple[str, ...]
    within: tuple[float | None, ...]
    overdue: tuple[float | None, ...]
    done: tuple[int, ...]
    selection: Selection


@dataclass(frozen=True)
class YearPenalties:
    """One annual form (年报): penalties and money, for information alone."""

    year: int
    penalties: Answer
    fined: Answer


@dataclass(frozen=True)
class Enforcement:
    """All of the page. quarters label the points of every series."""

    cards: tuple[Card, ...]
    batches: tuple[BatchResult, ...]
    problems: tuple[ProblemCount, ...]
    problems_per_file: Answer
    overdue: tuple[OverdueRectification, ...]
    course: Course
    systems: ThreeSystems
    units: tuple[UnitReview, ...]
    years: tuple[YearPenalties, ...]
    quarters: list[str]
    rates: dict[str, list[Answer]]
    reviews: Selection
    history: Selection


def enforcement(snapshot: Snapshot, moment: Moment, period: Period, unit: str | None) -> Enforcement:
    """Return the page for a moment, of one unit or of all."""
    start, end = period.start(moment), moment.as_of
    where: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    first = series_start(end, Grain.QUARTER)
    rates = series(snapshot, RATE_METRICS, first, end, Grain.QUARTER, where)
    return Enforcement(
        subject_cards(snapshot, CARD_METRICS, start, end, where, Grain.QUARTER),
        tuple(batch_results(snapshot, end, unit=unit)),
        tuple(problem_counts(snapshot, start, end, unit=unit)),
        totals(snapshot, ["E13"], start, end, where)["E13"],
        tuple(overdue_rectifications(snapshot, end, unit=unit)),
        _course(snapshot, end, unit, where),
        three_systems(snapshot, start, end, where),
        _units(snapshot, start, end, where),
        _years(snapshot, end, where),
        [answer.period or "" for answer in rates["E11"]],
        rates,
        Selection(start, end, where=where),
        Selection(first, end, where=where),
    )


def _course(snapshot: Snapshot, end: date, unit: str | None, where: dict[str, Sequence[str]]) -> Course:
    first = Week.containing(end).earlier(WEEKS_SHOWN - 1).monday
    asked = {"clock": [RECTIFICATION], **where}
    found = series(snapshot, [OPEN, OVERDUE], first, end, Grain.WEEK, asked)
    done = {row.monday: row.done for row in rectified_by_week(snapshot, first, end, unit=unit)}
    return Course(
        tuple(answer.period or "" for answer in found[OPEN]),
        tuple(
            None if every.value is None else every.value - (late.value or 0)
            for every, late in zip(found[OPEN], found[OVERDUE], strict=True)
        ),
        tuple(answer.value for answer in found[OVERDUE]),
        tuple(done.get(first + timedelta(days=DAYS_IN_WEEK * place), 0) for place in range(len(found[OPEN]))),
        Selection(first, end, where=asked),
    )


def _years(snapshot: Snapshot, end: date, where: dict[str, Sequence[str]]) -> tuple[YearPenalties, ...]:
    """Return the last annual forms from the first one on; the year that is not over has none yet."""
    last = end.year if end == date(end.year, 12, 31) else end.year - 1
    first = date(last - YEARS_SHOWN + 1, 1, 1)
    found = series(snapshot, YEAR_METRICS, first, date(last, 12, 31), Grain.YEAR, where)
    counts, money = (found[metric_id] for metric_id in YEAR_METRICS)
    years = [
        YearPenalties(int(penalties.period or 0), penalties, fined)
        for penalties, fined in zip(counts, money, strict=True)
    ]
    return tuple(dropwhile(lambda year: year.penalties.value is None, years))


def _units(
    snapshot: Snapshot, start: date, end: date, where: dict[str, Sequence[str]]
) -> tuple[UnitReview, ...]:
    found = split(snapshot, UNIT_METRICS, ("unit",), start, end, where)
    by_unit = {
        metric_id: {answer.group[0]: answer for answer in answers} for metric_id, answers in found.items()
    }
    names = sorted(
        {
            name
            for answers in by_unit.values()
            for name, answer in answers.items()
            if name and answer.value is not None
        },
        key=lambda name: (
            -(by_unit["E16"].get(name, NO_ANSWER).value or 0),
            -(by_unit["E10"].get(name, NO_ANSWER).value or 0),
            name,
        ),
    )
    return tuple(
        UnitReview(
            name,
            by_unit["E10"].get(name, NO_ANSWER),
            by_unit["E11"].get(name, NO_ANSWER),
            by_unit["E13"].get(name, NO_ANSWER),
            by_unit["E14"].get(name, NO_ANSWER),
            # A unit without overdue files has no row: its number is 0.
            by_unit["E16"].get(name, Answer(0, None, None, 0, None)),
        )
        for name in names
        if by_unit["E10"].get(name, NO_ANSWER).value or by_unit["E16"].get(name, NO_ANSWER).value
    )
