"""队伍阵地: stewards and venues of each village, vice-principals of schools, and how the numbers move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, series, split, totals
from dashboard.data.cards import Card
from dashboard.data.subject_cards import fitting_cards, series_start
from dashboard.periods import Moment, Period
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.people import (
    Part,
    Post,
    SchoolWithout,
    VillageStrength,
    posts_in_term,
    schools_without,
    steward_education,
    village_strength,
)

CARD_METRICS = ("R01", "R03", "R04", "R09", "R05", "R06", "R07", "R08")
TRAININGS_SHOWN = 8


@dataclass(frozen=True)
class VenueTable:
    """Venues in use by township (rows) and type (columns), both in order; no number: none there."""

    townships: tuple[str | None, ...]
    types: tuple[str | None, ...]
    numbers: dict[tuple[str | None, str | None], Answer]

    def of_type(self, name: str | None) -> float:
        """Return how many of a type there are."""
        return sum(answer.value or 0 for (_, kind), answer in self.numbers.items() if kind == name)

    def in_township(self, name: str | None) -> float:
        """Return how many there are in a township."""
        return sum(answer.value or 0 for (place, _), answer in self.numbers.items() if place == name)


@dataclass(frozen=True)
class People:
    """All of the page. gaps: villages short of people or of a venue, the widest gap first.

    selection: of the numbers that a place filter fits; none of them looks at the unit.
    """

    cards: tuple[Card, ...]
    townships: dict[str, list[VillageStrength]]
    gaps: tuple[VillageStrength, ...]
    posts: tuple[Post, ...]
    schools: tuple[SchoolWithout, ...]
    roles: tuple[Answer, ...]
    education: tuple[Part, ...]
    trend: tuple[Answer, ...]
    venues: VenueTable
    training: Answer
    organisers: tuple[Answer, ...]
    trained_units: Answer
    selection: Selection
    history: Selection
    school_selection: Selection
    venue_selection: Selection
    training_selection: Selection

    @property
    def norm(self) -> int:
        """How many stewards a village should have; 0 where there are no villages."""
        return max((row.norm for rows in self.townships.values() for row in rows), default=0)


def people(
    snapshot: Snapshot,
    moment: Moment,
    period: Period,
    township: str | None,
    kind: str | None,
    unit: str | None,
) -> People:
    """Return the page for a moment. kind: of the village, 村 or 社区; unit: that sends or keeps."""
    start, end = date(moment.as_of.year, 1, 1), moment.as_of
    where = _where(township=township, village_kind=kind, unit=unit)
    places = _where(township=township, village_kind=kind)
    schools = _where(township=township, unit=unit)
    venues = _where(township=township, village_kind=kind, unit=unit)
    villages = village_strength(snapshot, end, township=township, kind=kind)
    townships: dict[str, list[VillageStrength]] = defaultdict(list)
    for row in villages:
        townships[row.township].append(row)
    first = series_start(end, Grain.QUARTER)
    trained = _where(unit=unit)
    organisers = split(snapshot, ["R04"], ("unit",), start, end, trained)["R04"]
    return People(
        fitting_cards(snapshot, CARD_METRICS, start, end, where, Grain.QUARTER),
        dict(townships),
        tuple(
            sorted(
                (row for row in villages if row.missing or not row.venues),
                key=lambda row: (-row.missing, row.venues > 0, row.township, row.village),
            )
        ),
        tuple(posts_in_term(snapshot, end, township=township, unit=unit)),
        # A school without a post has no unit that sends to it.
        () if unit else tuple(schools_without(snapshot, end, township=township)),
        tuple(
            sorted(
                (one for one in split(snapshot, ["R01"], ("role",), start, end, places)["R01"] if one.value),
                key=lambda one: (-(one.value or 0), str(one.group[0])),
            )
        ),
        tuple(steward_education(snapshot, end, township=township, kind=kind)),
        tuple(series(snapshot, ["R01"], first, end, Grain.QUARTER, places)["R01"]),
        _venue_table(split(snapshot, ["R08"], ("township", "type"), start, end, venues)["R08"]),
        totals(snapshot, ["R04"], start, end, trained)["R04"],
        tuple(
            sorted((one for one in organisers if one.numerator), key=lambda one: -(one.numerator or 0))[
                :TRAININGS_SHOWN
            ]
        ),
        totals(snapshot, ["R10"], period.start(moment), end, trained).get("R10", NO_ANSWER),
        Selection(start, end, where=places),
        Selection(first, end, where=places),
        Selection(start, end, where=schools),
        Selection(start, end, where=venues),
        Selection(start, end, where=trained),
    )


def _where(**named: str | None) -> dict[str, Sequence[str]]:
    return {name: [value] for name, value in named.items() if value}


def _venue_table(answers: Sequence[Answer]) -> VenueTable:
    numbers = {(one.group[0], one.group[1]): one for one in answers if one.value}
    found = VenueTable((), (), numbers)
    return VenueTable(
        tuple(
            sorted(
                {place for place, _ in numbers},
                key=lambda name: (name is None, -found.in_township(name), str(name)),
            )
        ),
        tuple(
            sorted(
                {kind for _, kind in numbers},
                key=lambda name: (name is None, -found.of_type(name), str(name)),
            )
        ),
        numbers,
    )
