"""一村一档: everything about one village, its neighbours in the township, and the tiles of all villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, split
from dashboard.data.matters import SILENT_DAYS
from dashboard.periods import Moment
from dashboard.status import Status
from warehouse.contracts.creation import LEVELS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.creation import (
    Honour,
    Reexamination,
    SubjectEvent,
    honours,
    reexaminations_due,
    subject_events,
)
from warehouse.watchlists.village_file import (
    StewardRole,
    Village,
    VillageEvent,
    VillageVenue,
    steward_norm,
    steward_roles,
    village_events,
    village_venues,
    villages,
)
from warehouse.watchlists.villages import VillageActivity, village_activity

# Of the year; R01 and R08 are those of the day.
NUMBERS = ("P01", "P02", "R01", "R08")
# A village that will soon have been silent for too long.
_SILENT_SOON_DAYS = 60
DUE_WITHIN_DAYS = 365


@dataclass(frozen=True)
class Neighbour:
    """A village among those of its township. level: the highest honour it holds."""

    village: str
    kind: str
    last_on: date | None
    days_since: int | None
    numbers: Mapping[str, Answer]
    level: str | None

    @property
    def silence(self) -> Status:
        """How long it has been without an activity: over 90 days is 滞后, over 60 is 预警."""
        if self.days_since is None or self.days_since > SILENT_DAYS:
            return Status.LAGGING
        return Status.WARNING if self.days_since > _SILENT_SOON_DAYS else Status.NORMAL


@dataclass(frozen=True)
class VillageFile:
    """All of the page of one village. neighbours: all of the township, itself among them."""

    village: Village
    own: Neighbour
    neighbours: tuple[Neighbour, ...]
    norm: int | None
    events: tuple[VillageEvent, ...]
    roles: tuple[StewardRole, ...]
    venues: tuple[VillageVenue, ...]
    honours: tuple[Honour, ...]
    history: tuple[SubjectEvent, ...]
    due: tuple[Reexamination, ...]
    year: Selection
    until_now: Selection
    of_township: Selection


def village_list(snapshot: Snapshot, moment: Moment, township: str | None) -> dict[str, list[Neighbour]]:
    """Return the villages by township, the one longest without an activity first."""
    found: dict[str, list[Neighbour]] = {}
    rows = village_activity(snapshot, moment.as_of, township=township)
    for row, one in zip(rows, _neighbours(snapshot, moment, rows, township), strict=True):
        found.setdefault(row.township, []).append(one)
    for group in found.values():
        group.sort(key=lambda one: (one.days_since is not None, -(one.days_since or 0)))
    return found


def village_file(snapshot: Snapshot, moment: Moment, name: str) -> VillageFile | None:
    """Return the page of a village, for the year up to the moment; None where there is no such village."""
    village = next((one for one in villages(snapshot) if one.village == name), None)
    if village is None:
        return None
    end = moment.as_of
    rows = village_activity(snapshot, end, township=village.township)
    neighbours = _neighbours(snapshot, moment, rows, village.township)
    start = date(end.year, 1, 1)
    where: Mapping[str, Sequence[str]] = {"village": (village.village,)}
    key = village.code
    return VillageFile(
        village,
        next(one for one in neighbours if one.village == village.village),
        tuple(sorted(neighbours, key=lambda one: (one.days_since is not None, -(one.days_since or 0)))),
        steward_norm(snapshot),
        tuple(village_events(snapshot, key, end)),
        tuple(steward_roles(snapshot, key, end)),
        tuple(village_venues(snapshot, key, end)),
        tuple(honours(snapshot, end, subject_key=key)),
        tuple(subject_events(snapshot, end, subject_key=key)),
        tuple(reexaminations_due(snapshot, end, DUE_WITHIN_DAYS, subject_key=key)),
        Selection(start, end, where=where),
        Selection(None, end, where=where),
        Selection(start, end, where={"township": (village.township,)}),
    )


def _neighbours(
    snapshot: Snapshot, moment: Moment, rows: Sequence[VillageActivity], township: str | None
) -> list[Neighbour]:
    start, end = date(moment.as_of.year, 1, 1), moment.as_of
    where: Mapping[str, Sequence[str]] = {"township": (township,)} if township else {}
    numbers: dict[str, dict[str, Answer]] = {}
    for metric_id, answers in split(snapshot, NUMBERS, ("village",), start, end, where).items():
        for answer in answers:
            numbers.setdefault(str(answer.group[0]), {})[metric_id] = answer
    levels: dict[str, set[str]] = {}
    held = split(snapshot, ["C01"], ("subject", "level"), None, end, where)["C01"]
    for answer in held:
        if answer.value and answer.group[0] and answer.group[1]:
            levels.setdefault(answer.group[0], set()).add(answer.group[1])
    return [
        Neighbour(
            row.village,
            row.kind,
            row.last_on,
            row.days_since,
            {name: numbers.get(row.village, {}).get(name, NO_ANSWER) for name in NUMBERS},
            next((level for level in LEVELS if level in levels.get(row.village, ())), None),
        )
        for row in rows
    ]
