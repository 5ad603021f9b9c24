"""普法责任制: what each unit promised, what is overdue, and who was reminded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.cards import Card
from dashboard.data.control import ControlPanel, control_panel
from dashboard.data.subject_cards import fitting_cards
from dashboard.periods import Moment
from warehouse.metrics.comparison import elapsed_share_of_year
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.duties import (
    AwaitedAnswer,
    DutyItem,
    DutyProgress,
    DutyState,
    awaited_answers,
    duty_event_counts,
    duty_items,
    duty_progress,
    units_without_list,
)

CARD_METRICS = ("P14", "P15", "P16", "P17", "P18", "P06")
_WHOLE = 100.0


@dataclass(frozen=True)
class UnitDuties:
    """A unit's list: its items by number, and its rate of completion (P15)."""

    unit: str
    items: dict[str, DutyItem]
    done: Answer

    @property
    def overdue(self) -> int:
        """How many items are past their limit and not done."""
        return sum(item.state is DutyState.OVERDUE for item in self.items.values())


@dataclass(frozen=True)
class KindOfDuty:
    """How the items of one kind of responsibility fared."""

    name: str | None
    done: Answer
    on_time: Answer


@dataclass(frozen=True)
class Duties:
    """All of the page, as of `end`. numbers: the item numbers that stand in any list, in order.

    elapsed: the share of the year that is over, 0–1 (序时进度).
    """

    year: int
    end: date
    elapsed: float
    cards: tuple[Card, ...]
    units: tuple[UnitDuties, ...]
    numbers: tuple[str, ...]
    overdue: tuple[DutyItem, ...]
    without_list: tuple[str, ...]
    awaited: tuple[AwaitedAnswer, ...]
    events: dict[str, int]
    progress: tuple[DutyProgress, ...]
    kinds: tuple[KindOfDuty, ...]
    reminders: ControlPanel
    lists: Selection
    items: Selection
    follow_up: Selection

    @property
    def total(self) -> int:
        """How many items there are in the year's lists."""
        return sum(len(unit.items) for unit in self.units)

    def of_state(self, *states: DutyState) -> int:
        """Return how many items are in one of these states."""
        return sum(item.state in states for unit in self.units for item in unit.items.values())


def duties(snapshot: Snapshot, moment: Moment, year: int, unit: str | None, duty: str | None) -> Duties:
    """Return the page for a year as of the moment, or as of its end where it is over by then."""
    start, end = date(year, 1, 1), min(moment.as_of, date(year, 12, 31))
    where: dict[str, Sequence[str]] = {name: [one] for name, one in (("unit", unit), ("duty", duty)) if one}
    of_unit: dict[str, Sequence[str]] = {"unit": [unit]} if unit else {}
    rows = duty_items(snapshot, year, end, unit=unit, duty=duty)
    by_unit = split(snapshot, ["P15"], ("unit",), start, end, where)["P15"]
    units = _units(rows, {answer.group[0]: answer for answer in by_unit})
    overdue = [row for row in rows if row.state is DutyState.OVERDUE]
    return Duties(
        year,
        end,
        elapsed_share_of_year(end),
        fitting_cards(snapshot, CARD_METRICS, start, end, where),
        units,
        tuple(sorted({number for one in units for number in one.items}, key=_order)),
        tuple(sorted(overdue, key=lambda row: (-row.days_overdue, row.unit, _order(row.item_no)))),
        () if unit else tuple(units_without_list(snapshot, year, end)),
        tuple(awaited_answers(snapshot, start, end, unit=unit)),
        duty_event_counts(snapshot, start, end, unit=unit),
        tuple(duty_progress(rows, year, end)),
        _kinds(snapshot, start, end, where),
        control_panel(snapshot, "P17", end, Grain.MONTH, where=of_unit, target=_WHOLE),
        Selection(start, end, where=of_unit),
        Selection(start, end, where=where),
        Selection(start, end, where=of_unit),
    )


def _units(rows: Sequence[DutyItem], done: dict[str | None, Answer]) -> tuple[UnitDuties, ...]:
    """Return each unit's list, those with most overdue first."""
    found: dict[str, dict[str, DutyItem]] = defaultdict(dict)
    for row in rows:
        found[row.unit][row.item_no] = row
    units = [UnitDuties(name, items, done.get(name, NO_ANSWER)) for name, items in found.items()]
    # The watchlist comes in the order of pinyin, which sorting keeps among equals.
    return tuple(
        sorted(units, key=lambda one: (-one.overdue, one.done.value if one.done.value is not None else 101.0))
    )


def _order(number: str) -> tuple[float, str]:
    """Return a key that puts 2 before 10, and words last."""
    try:
        return float(number), number
    except ValueError:
        return float("inf"), number


def _kinds(
    snapshot: Snapshot, start: date, end: date, where: dict[str, Sequence[str]]
) -> tuple[KindOfDuty, ...]:
    found = split(snapshot, ["P15", "P16"], ("duty",), start, end, where)
    on_time = {answer.group[0]: answer for answer in found["P16"]}
    kinds = [
        KindOfDuty(answer.group[0], answer, on_time.get(answer.group[0], NO_ANSWER))
        for answer in found["P15"]
        if answer.value is not None
    ]
    return tuple(sorted(kinds, key=lambda one: (one.done.value or 0, str(one.name))))
