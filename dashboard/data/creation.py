"""法治创建: honours by level, how far applications came, histories, re-examinations due, the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, split
from dashboard.data.cards import Card
from dashboard.data.subject_cards import subject_cards
from dashboard.periods import Moment
from warehouse.contracts.creation import LEVELS, PIPELINE_EVENTS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.creation import (
    Funnel,
    Honour,
    Reexamination,
    SubjectEvent,
    funnels,
    honours,
    reexamination_intervals,
    reexaminations_due,
    subject_events,
)

CARD_METRICS = ("C01", "C03", "C08", "C06")
YEARS_SHOWN = 8
# One chart holds six colours: the categories that follow are drawn together.
CATEGORIES_SHOWN = 5
SUBJECTS_SHOWN = 18
# 复核 that fall due within so many days are listed beside those overdue.
DUE_WITHIN_DAYS = 365


@dataclass(frozen=True)
class History:
    """A subject's events in the order of time, and the re-examinations of its honours that are due."""

    subject: str
    is_village: bool
    events: tuple[SubjectEvent, ...]
    due: tuple[Reexamination, ...]


@dataclass(frozen=True)
class Creation:
    """All of the page. by_level: category → count per level, highest level first.

    histories: the subjects shown; subjects: how many there are.
    """

    cards: tuple[Card, ...]
    levels: tuple[str, ...]
    by_level: dict[str, list[float | None]]
    top_levels: list[float | None]
    stages: tuple[str, ...]
    in_progress: list[float | None]
    funnels: tuple[Funnel, ...]
    due: tuple[Reexamination, ...]
    intervals: dict[str, str]
    histories: tuple[History, ...]
    subjects: int
    years: list[str]
    new_by_level: dict[str, list[float | None]]
    honours: tuple[Honour, ...]
    stock: Selection
    year_flow: Selection
    new_flow: Selection


def creation(
    snapshot: Snapshot,
    moment: Moment,
    category: str | None,
    township: str | None,
    level: str | None = None,
    year: int | None = None,
) -> Creation:
    """Return the page for a moment, under its filters. year: of the applications counted in the funnel."""
    end = moment.as_of
    where: dict[str, Sequence[str]] = {}
    if category:
        where["category"] = [category]
    if township:
        where["township"] = [township]
    if level:
        where["level"] = [level]
    year_start = date(end.year, 1, 1)
    first_year = end.year - YEARS_SHOWN + 1
    held = split(snapshot, ["C01"], ("category", "level"), None, end, where)["C01"]
    top = split(snapshot, ["C02"], ("level",), None, end, where)["C02"]
    stages = split(snapshot, ["C08"], ("event",), None, end, where)["C08"]
    new = split(snapshot, ["C03"], ("level",), date(first_year, 1, 1), end, where, Grain.YEAR)["C03"]
    due = reexaminations_due(
        snapshot, end, DUE_WITHIN_DAYS, category=category, level=level, township=township
    )
    histories = _histories(
        subject_events(snapshot, end, category=category, level=level, township=township), due
    )
    return Creation(
        subject_cards(snapshot, CARD_METRICS, year_start, end, where, Grain.QUARTER),
        LEVELS,
        _by_category(held),
        [_of(top, name) for name in LEVELS],
        PIPELINE_EVENTS,
        [_of(stages, stage) for stage in PIPELINE_EVENTS],
        tuple(funnels(snapshot, end, category=category, level=level, township=township, year=year)),
        tuple(due),
        reexamination_intervals(snapshot),
        tuple(histories[:SUBJECTS_SHOWN]),
        len(histories),
        [str(one) for one in range(first_year, end.year + 1)],
        _by_year(new, first_year, end.year),
        tuple(honours(snapshot, end, category=category, level=level, township=township)),
        Selection(None, end, where=where),
        Selection(year_start, end, where=where),
        Selection(date(first_year, 1, 1), end, where=where),
    )


def category_names(snapshot: Snapshot, end: date) -> list[str]:
    """Return the categories that have honours or applications, the most frequent first."""
    held = split(snapshot, ["C01"], ("category",), None, end)["C01"]
    return [
        str(answer.group[0]) for answer in sorted(held, key=lambda one: -(one.value or 0)) if answer.group[0]
    ]


def whole(parts: Sequence[Funnel]) -> Funnel:
    """Return the funnel of all categories and levels together."""
    return Funnel(
        "",
        "",
        sum(one.applied for one in parts),
        sum(one.recommended for one in parts),
        sum(one.published for one in parts),
        sum(one.named for one in parts),
        sum(one.reexamined for one in parts),
        sum(one.reexamination_due for one in parts),
    )


def _histories(events: Sequence[SubjectEvent], due: Sequence[Reexamination]) -> list[History]:
    by_subject: dict[str, list[SubjectEvent]] = {}
    for event in events:
        by_subject.setdefault(event.subject_key, []).append(event)
    waiting: dict[str, list[Reexamination]] = {}
    for one in due:
        waiting.setdefault(one.row_id, []).append(one)
    return [
        History(
            own[0].subject,
            own[0].is_village,
            tuple(own),
            tuple(one for event in own for one in waiting.get(event.row_id, ())),
        )
        for own in by_subject.values()
    ]


def _of(answers: list[Answer], name: str) -> float | None:
    return next((answer.value for answer in answers if answer.group[0] == name), None)


def _by_category(answers: list[Answer]) -> dict[str, list[float | None]]:
    sizes: dict[str, float] = {}
    for answer in answers:
        sizes[str(answer.group[0])] = sizes.get(str(answer.group[0]), 0) + (answer.value or 0)
    found = {(answer.group[0], answer.group[1]): answer.value for answer in answers}
    ordered = sorted((name for name, size in sizes.items() if size), key=lambda name: (-sizes[name], name))
    return {name: [found.get((name, level)) for level in LEVELS] for name in ordered[:CATEGORIES_SHOWN]}


def _by_year(answers: list[Answer], first: int, last: int) -> dict[str, list[float | None]]:
    found = {(answer.group[0], answer.period): answer.value for answer in answers}
    rows = {
        level: [found.get((level, str(year))) for year in range(first, last + 1)]
        for level in reversed(LEVELS)
    }
    return {level: values for level, values in rows.items() if any(values)}
