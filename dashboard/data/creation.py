"""法治创建: honours by level and category, applications in progress, new honours by year, the list."""

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
from warehouse.watchlists.creation import Honour, honours

CARD_METRICS = ("C01", "C02", "C03", "C08")
YEARS_SHOWN = 10
# One chart holds six colours: the categories that follow are drawn together.
CATEGORIES_SHOWN = 5


@dataclass(frozen=True)
class Creation:
    """All of the page. by_level: category → count per level, highest level first."""

    cards: tuple[Card, ...]
    levels: tuple[str, ...]
    by_level: dict[str, list[float | None]]
    top_levels: list[float | None]
    stages: tuple[str, ...]
    in_progress: list[float | None]
    years: list[str]
    new_by_level: dict[str, list[float | None]]
    honours: tuple[Honour, ...]
    stock: Selection
    year_flow: Selection
    new_flow: Selection


def creation(snapshot: Snapshot, moment: Moment, category: str | None, township: str | None) -> Creation:
    """Return the page for a moment, under its filters."""
    end = moment.as_of
    where: dict[str, Sequence[str]] = {}
    if category:
        where["category"] = [category]
    if township:
        where["township"] = [township]
    year_start = date(end.year, 1, 1)
    first_year = end.year - YEARS_SHOWN + 1
    held = split(snapshot, ["C01"], ("category", "level"), None, end, where)["C01"]
    top = split(snapshot, ["C02"], ("level",), None, end, where)["C02"]
    stages = split(snapshot, ["C08"], ("event",), None, end, where)["C08"]
    new = split(snapshot, ["C03"], ("level",), date(first_year, 1, 1), end, where, Grain.YEAR)["C03"]
    return Creation(
        subject_cards(snapshot, CARD_METRICS, year_start, end, where, Grain.QUARTER),
        LEVELS,
        _by_category(held),
        [_of(top, level) for level in LEVELS],
        PIPELINE_EVENTS,
        [_of(stages, stage) for stage in PIPELINE_EVENTS],
        [str(year) for year in range(first_year, end.year + 1)],
        _by_year(new, first_year, end.year),
        tuple(honours(snapshot, end, category=category, township=township)),
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
