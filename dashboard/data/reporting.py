"""报送情况: who has not reported, the calendar of unit × period, what came in this week, and how it fared.

Who is expected: a unit for which tables of a quarter or less spoke in each of the two quarters before is
expected in the quarter as a whole; a unit that filed a table of its own for each of the two periods before,
months or weeks, is expected in the period. A yearly ledger makes nobody report by quarters. Nobody is 未报
before the limit of filing (Q01) is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.cards import Card
from dashboard.data.matters import REGULAR_QUARTERS, reporting_period_name, reporting_start
from dashboard.data.subject_cards import subject_cards
from dashboard.periods import Moment, Period, quarter_start
from dashboard.texts import reporting as texts
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.selection import Grain, Selection, period_of
from warehouse.snapshots import Snapshot
from warehouse.watchlists.filings import (
    Filing,
    ReceivedFiles,
    Sender,
    filing_due_days,
    filings,
    received_files,
    reported_datasets,
    senders,
)

CARD_METRICS = ("Q01", "Q02")
# How many periods the calendar shows, by their length.
COLUMNS: Mapping[Grain, int] = {Grain.MONTH: 12, Grain.WEEK: 26, Grain.QUARTER: 8}
# What most units report.
MAIN_DATASET = "activities"
FILES_SHOWN = 60
UNITS_SHOWN = 12
_PERIODS_BEFORE = 2
_NO_DAY = date.min


class Reported(Enum):
    """What a cell of the calendar says; the value is its name in the style sheet."""

    REPORTED = "reported"
    LATE = "late"
    ZERO = "zero"
    MISSING = "missing"
    PENDING = "pending"
    NOT_DUE = "not-due"

    @property
    def shape(self) -> str:
        """The shape that stands in the cell."""
        return texts.SHAPES[self.value]

    @property
    def word(self) -> str:
        """The word for it."""
        return texts.STATES[self.value]


@dataclass(frozen=True)
class Cell:
    """One unit in one period. table_id: of the table that came first, where there is one."""

    state: Reported
    files: int = 0
    is_own: bool = False
    table_id: str | None = None


@dataclass(frozen=True)
class Line:
    """One unit with its cells, in the order of the periods."""

    unit: str
    kind: str
    cells: tuple[Cell, ...]

    def count(self, state: Reported) -> int:
        """Return how many of its cells are in that state."""
        return sum(cell.state is state for cell in self.cells)


@dataclass(frozen=True)
class Calendar:
    """Units by periods. lines: those with most 未报 first. silent: units with nothing to report at all."""

    grain: Grain
    periods: tuple[tuple[str, date, date], ...]
    lines: tuple[Line, ...]
    silent: int

    def count(self, state: Reported) -> int:
        """Return how many cells are in that state."""
        return sum(line.count(state) for line in self.lines)


@dataclass(frozen=True)
class Missing:
    """A unit that was expected to report and has not; days: since the last day its reports speak of."""

    unit: str
    kind: str
    covered_to: date
    days: int
    last_filed_on: date | None


@dataclass(frozen=True)
class UnitFiling:
    """How a sender's tables fared: in time (Q01), rows returned (Q02)."""

    unit: str
    in_time: Answer
    returned: Answer


@dataclass(frozen=True)
class Reporting:
    """All of the page. due_on: until when the quarter that is asked for is to be reported."""

    period: str
    expected: int
    missing: tuple[Missing, ...]
    due_on: date
    calendar: Calendar
    cards: tuple[Card, ...]
    units: tuple[UnitFiling, ...]
    received: ReceivedFiles
    received_from: date
    received_to: date
    selection: Selection


@dataclass(frozen=True)
class ReportingState:
    """How reporting stands in the quarter that is asked for: how many are expected, and who is missing."""

    period: str
    expected: int
    missing: tuple[str, ...]


def reporting_state(snapshot: Snapshot, as_of: date, dataset: str = MAIN_DATASET) -> ReportingState:
    """Return how reporting of a dataset stands on a day, by the same rule as the calendar."""
    spoken = _Spoken.read(snapshot, dataset, Grain.QUARTER, as_of)
    start = reporting_start(as_of)
    expected = [one.unit for one in senders(snapshot, dataset, as_of) if spoken.is_regular(one.unit, start)]
    missing = tuple(unit for unit in expected if not spoken.has(unit, start))
    return ReportingState(reporting_period_name(start), len(expected), missing)


def dataset_names(snapshot: Snapshot) -> dict[str, str]:
    """Return the datasets that were reported, name → label, those that most units report first."""
    return {one.dataset: DATASETS[one.dataset].label for one in reported_datasets(snapshot)}


def sender_names(snapshot: Snapshot, dataset: str, as_of: date) -> list[str]:
    """Return the units that tables of a dataset speak for by a day, in the order of pinyin within a kind."""
    return [one.unit for one in senders(snapshot, dataset, as_of)]


def reporting(
    snapshot: Snapshot, moment: Moment, dataset: str, grain: Grain, period: Period, unit: str | None
) -> Reporting:
    """Return the page for a moment. period: over which Q01 and Q02 are taken."""
    as_of = moment.as_of
    known = [one for one in senders(snapshot, dataset, as_of) if unit in (None, one.unit)]
    where: dict[str, Sequence[str]] = {"dataset": [DATASETS[dataset].label]}
    if unit:
        where["unit"] = [unit]
    selection = Selection(period.start(moment), as_of, where=where)
    cutoff = snapshot.info.data_cutoff or as_of
    # What was loaded after the last 填报日 belongs to the last week.
    received_to = date.max if moment.week.sunday >= cutoff else moment.week.sunday
    spoken = _Spoken.read(snapshot, dataset, grain, as_of)
    expected = [one for one in known if spoken.is_regular(one.unit, reporting_start(as_of))]
    silent = [one for one in expected if not spoken.has(one.unit, reporting_start(as_of))]
    return Reporting(
        reporting_period_name(reporting_start(as_of)),
        len(expected),
        # Units of equal silence stay in the order of their kind and pinyin.
        tuple(sorted((_missing(one, as_of) for one in silent), key=lambda one: -one.days)),
        spoken.quarter_due,
        _calendar(spoken, known),
        subject_cards(snapshot, CARD_METRICS, period.start(moment), as_of, where),
        _units(snapshot, selection),
        received_files(snapshot, moment.week.monday, received_to, unit=unit, limit=FILES_SHOWN),
        moment.week.monday,
        moment.week.sunday,
        selection,
    )


def _missing(one: Sender, as_of: date) -> Missing:
    return Missing(one.unit, one.kind, one.covered_to, (as_of - one.covered_to).days, one.last_filed_on)


_Dated = tuple[str, date, date]


@dataclass(frozen=True)
class _Spoken:
    """What was filed for the periods of a calendar and their quarters, and when each report was due.

    periods: those before the calendar tell whose rhythm it is to report. by_unit: unit → first day of a
    period or quarter → what speaks for it.
    """

    as_of: date
    grain: Grain
    periods: tuple[_Dated, ...]
    due: Sequence[date]
    quarter_due: date
    by_unit: Mapping[str, Mapping[date, Filing]]
    by_quarter: Mapping[str, Mapping[date, Filing]]

    @classmethod
    def read(cls, snapshot: Snapshot, dataset: str, grain: Grain, as_of: date) -> _Spoken:
        """Ask once for all periods and quarters."""
        periods = _last_periods(as_of, grain, COLUMNS[grain] + _PERIODS_BEFORE)
        quarters = _last_periods(
            as_of, Grain.QUARTER, _quarters_between(periods[0][1], as_of) + REGULAR_QUARTERS
        )
        asked = [*periods, *quarters]
        by_unit: dict[str, dict[date, Filing]] = {}
        by_quarter: dict[str, dict[date, Filing]] = {}
        for one in filings(snapshot, dataset, [(start, end) for _, start, end in asked]):
            found = by_unit if one.place < len(periods) else by_quarter
            found.setdefault(one.unit, {})[asked[one.place][1]] = one
        due = filing_due_days(snapshot, dataset, [end for _, _, end in asked])
        starts = [start for _, start, _ in quarters]
        asked_for = len(periods) + starts.index(reporting_start(as_of))
        return cls(as_of, grain, tuple(periods), due[: len(periods)], due[asked_for], by_unit, by_quarter)

    def has(self, unit: str, quarter: date) -> bool:
        """Tell whether anything speaks for a unit in the quarter that begins on a day."""
        return quarter in self.by_quarter.get(unit, {})

    def is_regular(self, unit: str, quarter: date) -> bool:
        """Tell whether a unit is expected in the quarter that begins on a day."""
        of_unit = self.by_quarter.get(unit, {})
        for _ in range(REGULAR_QUARTERS):
            quarter = quarter_start(quarter - timedelta(days=1))
            if quarter not in of_unit or not of_unit[quarter].is_short:
                return False
        return True

    def cell(self, unit: str, place: int) -> Cell:
        """Return the cell of a unit in the period at a place."""
        of_unit = self.by_unit.get(unit, {})
        start = self.periods[place][1]
        one = of_unit.get(start)
        if one is not None:
            state = Reported.LATE if one.is_late else Reported.ZERO if one.is_zero else Reported.REPORTED
            return Cell(state, one.files, one.is_own, one.table_id)
        before = [of_unit.get(self.periods[place - step][1]) for step in range(1, _PERIODS_BEFORE + 1)]
        is_rhythm = all(one is not None and one.is_own_short for one in before)
        quarter = quarter_start(start)
        is_silent = not self.has(unit, quarter) and quarter <= reporting_start(self.as_of)
        if not is_rhythm and not (is_silent and self.is_regular(unit, quarter)):
            return Cell(Reported.NOT_DUE)
        return Cell(Reported.MISSING if self.due[place] < self.as_of else Reported.PENDING)


def _calendar(spoken: _Spoken, known: Sequence[Sender]) -> Calendar:
    lines = [
        Line(
            one.unit,
            one.kind,
            tuple(spoken.cell(one.unit, place) for place in range(_PERIODS_BEFORE, len(spoken.periods))),
        )
        for one in known
    ]
    listed = [line for line in lines if any(cell.state is not Reported.NOT_DUE for cell in line.cells)]
    listed.sort(key=lambda line: -line.count(Reported.MISSING))
    return Calendar(spoken.grain, spoken.periods[_PERIODS_BEFORE:], tuple(listed), len(lines) - len(listed))


def _last_periods(end: date, grain: Grain, count: int) -> list[_Dated]:
    """Return the last periods up to that of a day, whole, in the order of time: label, first and last day."""
    found = []
    day = end
    for _ in range(count):
        period = period_of(day, grain)
        found.append((period.label or "", period.start, period.end))
        day = period.start - timedelta(days=1)
    return found[::-1]


def _quarters_between(first: date, last: date) -> int:
    """Return how many quarters there are from that of one day to that of another."""
    return (last.year - first.year) * 4 + (last.month - 1) // 3 - (first.month - 1) // 3 + 1


def _units(snapshot: Snapshot, selection: Selection) -> tuple[UnitFiling, ...]:
    """Return the senders of the period; those with most late tables first, then with most rows returned."""
    found = split(
        snapshot,
        CARD_METRICS,
        ("unit",),
        selection.start,
        selection.end or _NO_DAY,
        selection.where,
    )
    by_unit = {name: {answer.group[0]: answer for answer in answers} for name, answers in found.items()}
    names = sorted({str(one) for answers in by_unit.values() for one in answers if one})
    rows = [
        UnitFiling(name, by_unit["Q01"].get(name, NO_ANSWER), by_unit["Q02"].get(name, NO_ANSWER))
        for name in names
    ]
    return tuple(
        sorted(
            (row for row in rows if row.in_time.n or row.returned.n),
            key=lambda row: (-_late(row.in_time), -(row.returned.numerator or 0), row.unit),
        )
    )


def _late(answer: Answer) -> float:
    """Return how many tables came late."""
    return (answer.denominator or 0) - (answer.numerator or 0)
