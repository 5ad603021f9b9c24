"""复议应诉: from receipt to outcome, the clocks of open cases, corrections, attendance, judgments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, together
from dashboard.data.cards import Card
from dashboard.data.case_flow import CaseFlow, case_flow
from dashboard.data.subject_cards import SMALL_SAMPLE, series_start, subject_cards
from dashboard.periods import Moment, Period
from dashboard.texts import cases as texts
from warehouse.marts.deadlines import ANSWER, CASE_CLOCKS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.cases import CaseClock, case_clocks

RECONSIDERATION_CARDS = ("F01", "F05", "F06", "F07", "F09")
LAWSUIT_CARDS = ("S02", "S04", "S05")
COUNTS = ("F01", "F02")
RATES = ("F05", "F07", "F09")
LAWSUIT_RATES = ("S02", "S04", "S05")
RECONSIDERATION_BY_UNIT = ("F01", "F05", "F07", "F09")
LAWSUIT_BY_UNIT = ("S01", "S02", "S03", "S04", "S05")
CORRECTION = "F07"
YEARS_SHOWN = 6
_COUNTED = frozenset(("F01", "S01"))
Answers = dict[str, list[Answer]]
_NONE = Answer(0, None, None, 0, None)


@dataclass(frozen=True)
class Corrected:
    """The rate of corrections of one field or body: in the chosen period, and over twelve quarters."""

    name: str
    now: Answer
    long: Answer

    @property
    def is_small(self) -> bool:
        """Whether the rate of the period rests on few cases."""
        return (self.now.denominator or 0) < SMALL_SAMPLE

    @property
    def is_small_long(self) -> bool:
        """Whether the rate over twelve quarters rests on few cases."""
        return (self.long.denominator or 0) < SMALL_SAMPLE


@dataclass(frozen=True)
class UnitCases:
    """The cases of one unit, as the body complained of and as the one sued; answers by metric."""

    unit: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Cases:
    """All of the page. quarters and years label the points of the series.

    reconsiderations, lawsuits: what is asked of either in the chosen period; lawsuits is None where a field
    was chosen, which they do not have. history: of reconsiderations over twelve quarters.
    """

    cards: tuple[Card, ...]
    flow: CaseFlow
    clocks: tuple[CaseClock, ...]
    by_field: tuple[Corrected, ...]
    by_body: tuple[Corrected, ...]
    whole: Answer
    quarters: tuple[str, ...]
    by_quarter: dict[str, list[Answer]]
    years: tuple[str, ...]
    by_year: dict[str, list[Answer]]
    judgments: dict[str | None, float]
    units: tuple[UnitCases, ...]
    reconsiderations: Selection
    history: Selection
    lawsuits: Selection | None
    lawsuit_history: Selection
    clock_selection: Selection


def cases(snapshot: Snapshot, moment: Moment, period: Period, field: str | None, unit: str | None) -> Cases:
    """Return the page for a moment. unit: the body complained of or sued."""
    start, end = period.start(moment), moment.as_of
    about: dict[str, Sequence[str]] = {"field": [field]} if field else {}
    against = {**about, **({"respondent": [unit]} if unit else {})}
    sued = {**about, **({"defendant": [unit]} if unit else {})}
    first = series_start(end, Grain.QUARTER)
    now, history = Selection(start, end, where=against), Selection(first, end, where=against)
    lawsuits = None if field else Selection(start, end, where=sued)
    first_year = date(end.year - YEARS_SHOWN + 1, 1, 1)
    by_quarter, handled, field_now, field_long, body_now, body_long, whole = together(
        snapshot,
        [
            ([*COUNTS, *RATES], replace(history, grain=Grain.QUARTER)),
            (["F01"], replace(now, by=("handling", "outcome"))),
            ([CORRECTION], replace(now, by=("field",))),
            ([CORRECTION], replace(history, by=("field",))),
            (RECONSIDERATION_BY_UNIT, replace(now, by=("respondent",))),
            ([CORRECTION], replace(history, by=("respondent",))),
            ([CORRECTION], history),
        ],
    )
    by_year: Answers = {}
    judged: Answers = {}
    by_defendant: Answers = {}
    lawsuit_history = Selection(first_year, end)
    if lawsuits is not None:
        lawsuit_history = replace(lawsuits, start=first_year)
        by_year, judged, by_defendant = together(
            snapshot,
            [
                (LAWSUIT_RATES, replace(lawsuit_history, grain=Grain.YEAR)),
                (["S01"], replace(lawsuits, by=("outcome",))),
                (LAWSUIT_BY_UNIT, replace(lawsuits, by=("defendant",))),
            ],
        )
    # Lawsuits have no field, and a field knows of no answer (答辩).
    running = tuple(clock for clock in CASE_CLOCKS if not field or clock != ANSWER)
    of_unit: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    return Cases(
        (
            *subject_cards(snapshot, RECONSIDERATION_CARDS, start, end, against, Grain.QUARTER),
            *_lawsuit_cards(snapshot, start, end, sued, is_by_field=bool(field)),
        ),
        case_flow(handled["F01"]),
        tuple(case_clocks(snapshot, end, field=field, unit=unit)),
        _corrected(field_now[CORRECTION], field_long[CORRECTION]),
        _corrected(body_now[CORRECTION], body_long[CORRECTION]),
        next(iter(whole[CORRECTION]), NO_ANSWER),
        tuple(answer.period or "" for answer in by_quarter[COUNTS[0]]),
        by_quarter,
        tuple(answer.period or "" for answer in by_year.get(LAWSUIT_RATES[0], [])),
        by_year,
        _judgments(judged.get("S01", [])),
        _units(body_now | by_defendant),
        now,
        history,
        lawsuits,
        lawsuit_history,
        Selection(start, end, where={"clock": running, **of_unit}),
    )


def _lawsuit_cards(
    snapshot: Snapshot, start: date, end: date, where: Mapping[str, Sequence[str]], *, is_by_field: bool
) -> tuple[Card, ...]:
    cards = subject_cards(snapshot, LAWSUIT_CARDS, start, end, where, Grain.QUARTER)
    return tuple(replace(card, note=texts.NOT_BY_FIELD) for card in cards) if is_by_field else cards


def _corrected(now: Sequence[Answer], long: Sequence[Answer]) -> tuple[Corrected, ...]:
    """Return what had cases closed within twelve quarters, the highest rate first, small numbers last."""
    current = {answer.group[0]: answer for answer in now}
    rows = [
        Corrected(name, current.get(name, NO_ANSWER), answer)
        for answer in long
        if (name := answer.group[0]) and answer.value is not None
    ]
    rows.sort(key=lambda row: (row.is_small_long, -(row.long.value or 0), row.name))
    return tuple(rows)


def _judgments(answers: Sequence[Answer]) -> dict[str | None, float]:
    """Return the lawsuits received in the period by outcome; None is one that is not decided yet."""
    counted = {answer.group[0]: answer.value for answer in answers if answer.value}
    return dict(sorted(counted.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or "")))


def _units(found: Answers) -> tuple[UnitCases, ...]:
    """Return the units, those with most cases first. found: metric → answers by unit."""
    by_unit: dict[str, dict[str, Answer]] = {}
    for metric_id, answers in found.items():
        for answer in answers:
            name = answer.group[0]
            if name and answer.n:
                by_unit.setdefault(name, {})[metric_id] = answer
    rows = [
        UnitCases(
            name,
            {
                # A unit without cases has no row of its own: its number is 0.
                metric_id: of.get(metric_id, _NONE if metric_id in _COUNTED else NO_ANSWER)
                for metric_id in found
            },
        )
        for name, of in by_unit.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-_size(row), row.unit)))


def _size(row: UnitCases) -> float:
    return sum(row.answers[metric_id].value or 0 for metric_id in _COUNTED if metric_id in row.answers)
