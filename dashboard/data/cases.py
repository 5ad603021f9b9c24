"""复议应诉: from receipt to outcome, the clocks of open cases, corrections, attendance, judgments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, series, split, totals
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
    by_quarter = series(snapshot, [*COUNTS, *RATES], first, end, Grain.QUARTER, against)
    by_year: dict[str, list[Answer]] = {}
    if lawsuits is not None:
        by_year = series(snapshot, LAWSUIT_RATES, first_year, end, Grain.YEAR, sued)
    # Lawsuits have no field, and a field knows of no answer (答辩).
    running = tuple(clock for clock in CASE_CLOCKS if not field or clock != ANSWER)
    of_unit: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    return Cases(
        (
            *subject_cards(snapshot, RECONSIDERATION_CARDS, start, end, against, Grain.QUARTER),
            *_lawsuit_cards(snapshot, start, end, sued, is_by_field=bool(field)),
        ),
        case_flow(split(snapshot, ["F01"], ("handling", "outcome"), start, end, against)["F01"]),
        tuple(case_clocks(snapshot, end, field=field, unit=unit)),
        _corrected(snapshot, "field", now, history),
        _corrected(snapshot, "respondent", now, history),
        totals(snapshot, [CORRECTION], first, end, against)[CORRECTION],
        tuple(answer.period or "" for answer in by_quarter[COUNTS[0]]),
        by_quarter,
        tuple(answer.period or "" for answer in by_year.get(LAWSUIT_RATES[0], [])),
        by_year,
        _judgments(snapshot, lawsuits),
        _units(snapshot, now, lawsuits),
        now,
        history,
        lawsuits,
        Selection(first_year, end, where=sued if lawsuits is not None else {}),
        Selection(start, end, where={"clock": running, **of_unit}),
    )


def _lawsuit_cards(
    snapshot: Snapshot, start: date, end: date, where: Mapping[str, Sequence[str]], *, is_by_field: bool
) -> tuple[Card, ...]:
    cards = subject_cards(snapshot, LAWSUIT_CARDS, start, end, where, Grain.QUARTER)
    return tuple(replace(card, note=texts.NOT_BY_FIELD) for card in cards) if is_by_field else cards


def _corrected(snapshot: Snapshot, by: str, now: Selection, history: Selection) -> tuple[Corrected, ...]:
    """Return what had cases closed within twelve quarters, the highest rate first, small numbers last."""
    found = []
    for selection in (now, history):
        answers = split(snapshot, [CORRECTION], (by,), selection.start, selection.end, selection.where)
        found.append({answer.group[0]: answer for answer in answers[CORRECTION]})
    current, long = found
    rows = [
        Corrected(name, current.get(name, NO_ANSWER), answer)
        for name, answer in long.items()
        if name and answer.value is not None
    ]
    rows.sort(key=lambda row: (row.is_small_long, -(row.long.value or 0), row.name))
    return tuple(rows)


def _judgments(snapshot: Snapshot, lawsuits: Selection | None) -> dict[str | None, float]:
    """Return the lawsuits received in the period by outcome; None is one that is not decided yet."""
    if lawsuits is None:
        return {}
    answers = split(snapshot, ["S01"], ("outcome",), lawsuits.start, lawsuits.end, lawsuits.where)["S01"]
    counted = {answer.group[0]: answer.value for answer in answers if answer.value}
    return dict(sorted(counted.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or "")))


def _units(snapshot: Snapshot, now: Selection, lawsuits: Selection | None) -> tuple[UnitCases, ...]:
    by_unit: dict[str, dict[str, Answer]] = {}
    asked: list[tuple[Selection, Sequence[str], str]] = [(now, RECONSIDERATION_BY_UNIT, "respondent")]
    if lawsuits is not None:
        asked.append((lawsuits, LAWSUIT_BY_UNIT, "defendant"))
    for selection, metric_ids, by in asked:
        found = split(snapshot, metric_ids, (by,), selection.start, selection.end, selection.where)
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
                for _, metric_ids, _ in asked
                for metric_id in metric_ids
            },
        )
        for name, of in by_unit.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-_size(row), row.unit)))


def _size(row: UnitCases) -> float:
    return sum(row.answers[metric_id].value or 0 for metric_id in _COUNTED if metric_id in row.answers)
