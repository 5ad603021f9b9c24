"""一单位一档: everything about one unit, its numbers against those of all units, and the list of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from dashboard.data.ask import NO_ANSWER, Answer, split, totals
from dashboard.data.judged import Judged, judge, rate_targets
from dashboard.data.paces import target_paces
from dashboard.formatting import PERCENT
from dashboard.periods import Moment
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists import unit_file as lists
from warehouse.watchlists.creation import Honour, Reexamination, honours, reexaminations_due
from warehouse.watchlists.deadlines import Deadline, deadlines
from warehouse.watchlists.unit_filing import FiledTable, KeptOut, filed_tables, kept_out

# The numbers at the head, held against those of all units.
COMPARED = ("A02", "P01", "P02", "P15", "P17", "E11", "E14", "L03", "S02", "F05", "Q01", "T03")
THREE_SYSTEMS = ("E01", "E02", "E03", "E04", "E05", "E06", "E07")
# Further numbers that the titles of the blocks say.
_TITLES = ("P16", "L01", "F01", "F07", "S01", "E10", "E16", "Q02", "T02", "G03")
LISTED = ("A02", "P01", "P15", "E14", "E16", "Q01", "T03")
# People and places that the unit answers for.
PEOPLE = ("R05", "R05b", "R07", "R08", "R10")
# T03 counts over again what P15 and E16 judge.
_NOT_JUDGED = ("T03",)
DUE_WITHIN_DAYS = 30
REEXAMINED_WITHIN_DAYS = 365


@dataclass(frozen=True)
class Compared:
    """A unit's number among those of all units that have one (units).

    district: of a rate that of the whole district, of a count the mean of those units. place: 1 is the best,
    or the highest where neither is better; None where the unit has no number.
    """

    metric_id: str
    own: Judged
    district: float | None
    median: float | None
    units: int
    place: int | None
    lowest: float
    highest: float


@dataclass(frozen=True)
class UnitFile:
    """All of the page of one unit. numbers: by metric, the unit's own."""

    unit: str
    kind: str | None
    compared: tuple[Compared, ...]
    numbers: Mapping[str, Judged]
    duties: tuple[lists.Duty, ...]
    activities: tuple[lists.Activity, ...]
    trainings: tuple[lists.Training, ...]
    reviews: tuple[lists.LegalityReview, ...]
    cases: tuple[lists.Case, ...]
    lawsuits: tuple[lists.Lawsuit, ...]
    files: tuple[lists.ReviewedFile, ...]
    indicators: tuple[lists.Indicator, ...]
    duty_reports: tuple[lists.DutyReport, ...]
    tables: tuple[FiledTable, ...]
    kept_out: tuple[KeptOut, ...]
    deadlines: tuple[Deadline, ...]
    honours: tuple[Honour, ...]
    due: tuple[Reexamination, ...]
    selection: Selection
    district: Selection


@dataclass(frozen=True)
class ListedUnit:
    """A unit to choose, with a few numbers."""

    unit: str
    kind: str
    numbers: Mapping[str, Judged]


def unit_file(snapshot: Snapshot, moment: Moment, unit: str) -> UnitFile:
    """Return the page of a unit, for the year up to the moment."""
    start, end = date(moment.as_of.year, 1, 1), moment.as_of
    asked = tuple(dict.fromkeys((*COMPARED, *THREE_SYSTEMS, *PEOPLE, *_TITLES)))
    by_unit = _by_unit(snapshot, asked, start, end)
    whole = totals(snapshot, COMPARED, start, end)
    targets = _targets(snapshot, asked, end)
    code = lists.unit_code_of(snapshot, unit)
    own = {name: judge(name, by_unit[name].get(unit, NO_ANSWER), targets) for name in asked}
    return UnitFile(
        unit,
        lists.unit_kind_of(snapshot).get(unit),
        tuple(_compared(name, own[name], by_unit[name], whole[name]) for name in COMPARED),
        own,
        tuple(lists.duties(snapshot, unit, end)),
        tuple(lists.activities(snapshot, unit, start, end)),
        tuple(lists.trainings(snapshot, unit, start, end)),
        tuple(lists.legality_reviews(snapshot, unit, start, end)),
        tuple(lists.cases(snapshot, unit, start, end)),
        tuple(lists.lawsuits(snapshot, unit, start, end)),
        tuple(lists.reviewed_files(snapshot, unit, start, end)),
        tuple(lists.indicators(snapshot, unit, end)),
        tuple(lists.duty_reports(snapshot, unit, end)),
        tuple(filed_tables(snapshot, unit, start, end)),
        tuple(kept_out(snapshot, unit, end)),
        tuple(deadlines(snapshot, end, DUE_WITHIN_DAYS, unit=unit)),
        tuple(honours(snapshot, end, subject_key=code)) if code else (),
        tuple(reexaminations_due(snapshot, end, REEXAMINED_WITHIN_DAYS, subject_key=code)) if code else (),
        Selection(start, end, where={"unit": (unit,)}),
        of_the_year(moment),
    )


def unit_list(snapshot: Snapshot, moment: Moment) -> dict[str, list[ListedUnit]]:
    """Return the units that exist at the moment by kind, the most numerous kind first."""
    start, end = date(moment.as_of.year, 1, 1), moment.as_of
    by_unit = _by_unit(snapshot, LISTED, start, end)
    targets = _targets(snapshot, LISTED, end)
    kinds = lists.unit_kind_of(snapshot)
    found: dict[str, list[ListedUnit]] = {}
    for unit in lists.active_unit_names(snapshot, end):
        numbers = {name: judge(name, by_unit[name].get(unit, NO_ANSWER), targets) for name in LISTED}
        found.setdefault(kinds.get(unit, ""), []).append(ListedUnit(unit, kinds.get(unit, ""), numbers))
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _by_unit(
    snapshot: Snapshot, metric_ids: Sequence[str], start: date, end: date
) -> dict[str, dict[str, Answer]]:
    found = split(snapshot, metric_ids, ("unit",), start, end)
    return {
        metric_id: {str(answer.group[0]): answer for answer in answers if answer.group[0]}
        for metric_id, answers in found.items()
    }


def _targets(snapshot: Snapshot, metric_ids: Sequence[str], end: date) -> dict[str, float]:
    judged = [name for name in metric_ids if name not in _NOT_JUDGED]
    return rate_targets(judged, target_paces(snapshot, end))


def _compared(metric_id: str, own: Judged, by_unit: Mapping[str, Answer], whole: Answer) -> Compared:
    metric = METRICS[metric_id]
    values = [answer.value for answer in by_unit.values() if answer.value is not None]
    is_rate = metric.denominator is not None
    district = whole.value if is_rate else sum(values) / len(values) if values else None
    value = own.answer.value
    place = None
    if value is not None:
        is_ahead = [other < value if metric.better is Better.DOWN else other > value for other in values]
        place = 1 + sum(is_ahead)
    is_percent = metric.unit == PERCENT
    return Compared(
        metric_id,
        own,
        district,
        median(values) if values else None,
        len(values),
        place,
        0.0 if is_percent else min([0.0, *values]),
        100.0 if is_percent else max([1.0, *values]),
    )


def of_the_year(moment: Moment) -> Selection:
    """Return the whole district's year up to the moment."""
    return Selection(date(moment.as_of.year, 1, 1), moment.as_of)
