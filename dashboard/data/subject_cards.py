"""Number cards of the subject pages: value, same days of last year, series, under the page's filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.data.ask import NO_ANSWER, NO_FILTER, Answer, Where, together
from dashboard.data.cards import Card
from dashboard.data.changes import change_text
from dashboard.formatting import figure, number
from dashboard.periods import months_before, quarter_start
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import subjects as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import same_elapsed_period_last_year
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Metric
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

POINTS = 12
# Below this, a percentage rests on so few rows that the card says so.
SMALL_SAMPLE = 10


def usable(metric_id: str, where: Where) -> bool:
    """Whether a metric can be asked under these filters."""
    return all(name in METRICS[metric_id].dimensions for name in where)


def subject_cards(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    start: date,
    end: date,
    where: Where = NO_FILTER,
    grain: Grain = Grain.MONTH,
) -> tuple[Card, ...]:
    """Return one card per metric; a metric that the filters do not fit says so instead of a number."""
    asked = [metric_id for metric_id in metric_ids if usable(metric_id, where)]
    now: dict[str, Answer] = {}
    before: dict[str, Answer] = {}
    history: dict[str, list[Answer]] = {}
    if asked:
        earlier = same_elapsed_period_last_year(start, end)
        current, past, history = together(
            snapshot,
            [
                (asked, Selection(start, end, where=where)),
                (asked, Selection(earlier.start, earlier.end, where=where)),
                (asked, Selection(series_start(end, grain), end, grain, where=where)),
            ],
        )
        now = {metric_id: rows[0] for metric_id, rows in current.items() if rows}
        before = {metric_id: rows[0] for metric_id, rows in past.items() if rows}
    return tuple(
        _card(
            METRICS[metric_id],
            now.get(metric_id, NO_ANSWER),
            before.get(metric_id, NO_ANSWER),
            history.get(metric_id, []),
            Selection(start, end, where=where),
            grain,
            is_asked=metric_id in asked,
        )
        for metric_id in metric_ids
    )


def fitting_cards(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    start: date,
    end: date,
    where: Where,
    grain: Grain = Grain.MONTH,
) -> tuple[Card, ...]:
    """Return one card per metric, each under those of the filters that fit it; its note names the others."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for metric_id in metric_ids:
        fitting = tuple(name for name in where if usable(metric_id, {name: ()}))
        groups.setdefault(fitting, []).append(metric_id)
    cards: dict[str, Card] = {}
    for fitting, members in groups.items():
        narrowed = {name: where[name] for name in fitting}
        unfit = "、".join(DIMENSIONS[name].label for name in where if name not in fitting)
        for card in subject_cards(snapshot, members, start, end, narrowed, grain):
            note = f"{card.note} · {common.NOT_NARROWED.format(filters=unfit)}" if unfit else card.note
            cards[card.metric_id] = replace(card, note=note)
    return tuple(cards[metric_id] for metric_id in metric_ids)


def series_start(end: date, grain: Grain) -> date:
    """Return the first day of the twelve periods that end with a day."""
    if grain is Grain.QUARTER:
        return months_before(quarter_start(end), 3 * (POINTS - 1))
    if grain is Grain.YEAR:
        return date(end.year - POINTS + 1, 1, 1)
    return months_before(end, POINTS - 1)


def _card(
    metric: Metric,
    now: Answer,
    before: Answer,
    history: list[Answer],
    selection: Selection,
    grain: Grain,
    *,
    is_asked: bool,
) -> Card:
    status = Status.UNREPORTED if is_asked and now.is_unreported else None
    # A period in which a rate had nothing to judge is not a point of its line.
    history = [answer for answer in history if not answer.is_idle]
    last = history[-1].value if history else None
    return Card(
        metric.id,
        metric.name,
        status,
        figure(now.value, metric.unit, now.qualifier),
        tuple(answer.value for answer in history),
        texts.SERIES_TEXT.format(series=texts.SERIES_WORDS[grain.value], last=figure(last, metric.unit)),
        (texts.YEAR_ON_YEAR.format(change=change_text(now, before, metric)),),
        None,
        _note(metric, now) if is_asked else texts.FILTER_UNFIT,
        selection if is_asked else Selection(selection.start, selection.end),
    )


def _note(metric: Metric, now: Answer) -> str:
    if now.is_unreported:
        return texts.NOT_REPORTED
    if metric.unit == "%":
        small = now.n is not None and now.n < SMALL_SAMPLE
        return (texts.SMALL_FRACTION if small else texts.FRACTION).format(
            numerator=number(now.numerator), denominator=number(now.denominator), n=number(now.n)
        )
    basis = texts.AT_DATE if metric.basis is Basis.STOCK else texts.ROWS
    return basis.format(n=number(now.n))
