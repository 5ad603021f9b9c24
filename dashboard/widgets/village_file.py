"""一村一档: the head, the history and the neighbours of a village, and the tiles of all villages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.timeline import EventKind, Mark, timeline
from dashboard.data.ask import Answer
from dashboard.data.matters import SILENT_DAYS
from dashboard.data.village_file import NUMBERS, Neighbour, VillageFile
from dashboard.formatting import MISSING, day, figure, full_day, number
from dashboard.markup import Child, Markup, div, element, span
from dashboard.palette import SERIES
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import creation as creation_texts
from dashboard.texts import village_file as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.creation_paths import EVENT_KINDS, due_mark, event_mark
from dashboard.widgets.file_links import village_link
from dashboard.widgets.judged import mark
from dashboard.widgets.lineage_links import number_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel
from dashboard.widgets.parts import TableColumn, caption, status_badge, table
from dashboard.widgets.safe import empty, show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

_YEARS_SHOWN = 7
_KINDS = (
    EventKind(texts.KIND_ACTIVITY, "circle", SERIES[2], 8),
    *EVENT_KINDS,
    EventKind(texts.KIND_VENUE, "pentagon", SERIES[4], 10),
)
_NEIGHBOUR_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.NEIGHBOURS_COLUMNS,
        ("nowrap", "number", "number", "number", "number", "number", "nowrap"),
        strict=True,
    )
)
# The shade of a tile by how long the village has been silent; the shape says the same.
_SHADES = {Status.NORMAL: 0, Status.WARNING: 2, Status.LAGGING: 3}


def head_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show the village's numbers, each a link to its 溯源."""
    own, village = found.own, found.village
    title = texts.HEAD_TITLE_NEVER if own.days_since is None else texts.HEAD_TITLE
    aside = texts.HEAD_ASIDE.format(township=village.township, kind=village.kind)
    if village.population:
        aside += texts.HEAD_POPULATION.format(population=number(village.population))
    with card("village_head", title.format(village=village.village, days=number(own.days_since)), aside):
        show(div("fz-facts fz-facts-wide", *_facts(snapshot, found)))
        metric_actions(
            snapshot,
            "P01",
            found.year,
            key="village_head",
            note=texts.HEAD_NOTE.format(day=day(moment.as_of)),
            also=("P02", "R01", "R08"),
        )


def _facts(snapshot: Snapshot, found: VillageFile) -> list[Markup]:
    own = found.own
    stewards = own.numbers["R01"]
    audience = own.numbers["P02"]
    sessions = own.numbers["P01"]
    honour: Child = texts.NO_HONOUR
    if own.level is not None and found.honours:
        words = creation_texts.LEVEL_NAMES.get(own.level, own.level)
        asked = replace(found.until_now, where={"subject": (found.honours[0].subject,)})
        honour = number_link(snapshot, "C01", asked, words)
    return [
        _fact(texts.FACT_DAYS, _days(snapshot, found.until_now, own), status_badge(own.silence)),
        _fact(
            texts.FACT_SESSIONS,
            _number(snapshot, "P01", found.year, _times(sessions)),
            None if sessions.value is None else texts.SESSIONS.format(count=number(sessions.value)),
        ),
        _fact(
            texts.FACT_AUDIENCE,
            _number(
                snapshot,
                "P02",
                found.year,
                str(figure(audience.value, METRICS["P02"].unit, audience.qualifier)),
            ),
        ),
        _fact(
            texts.FACT_STEWARDS,
            _number(snapshot, "R01", found.until_now, str(figure(stewards.value, METRICS["R01"].unit))),
            None if found.norm is None else status_badge(*_of_norm(stewards, found.norm)),
        ),
        _fact(
            texts.FACT_VENUES,
            _number(
                snapshot,
                "R08",
                found.until_now,
                str(figure(own.numbers["R08"].value, METRICS["R08"].unit)),
            ),
        ),
        _fact(texts.FACT_HONOUR, honour),
    ]


def _fact(name: str, value: Child, aside: Child = None) -> Markup:
    small = element("small", aside) if aside is not None else None
    return div("fz-fact", span("fz-fact-name", name), span("fz-fact-value", value, small))


def _of_norm(stewards: Answer, norm: int) -> tuple[Status, str]:
    is_met = (stewards.value or 0) >= norm
    return Status.NORMAL if is_met else Status.LAGGING, texts.NORM.format(norm=norm)


def _times(answer: Answer) -> str:
    return MISSING if answer.value is None else texts.TIMES.format(count=number(answer.n))


def _number(snapshot: Snapshot, metric_id: str, selection: Selection, text: str) -> Child:
    return MISSING if text.startswith(MISSING) else number_link(snapshot, metric_id, selection, text)


def _days(snapshot: Snapshot, until_now: Selection, one: Neighbour) -> Child:
    if one.days_since is None:
        return MISSING
    text = texts.DAYS.format(days=number(one.days_since))
    return number_link(snapshot, "P01", until_now, text, village=one.village)


def history_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show what happened in the village on one line for each kind of matter."""
    drawing = village_timeline(found, moment.as_of)
    chart_panel(
        snapshot,
        "village_history",
        texts.TIMELINE_TITLE,
        drawing,
        metric_id="P01",
        also=("R08",),
        selection=found.until_now,
        note=source_note(["P01", "C01", "R08"], moment),
        nothing=empty(texts.NOTHING_YET),
        aside=texts.TIMELINE_ASIDE.format(years=_YEARS_SHOWN),
    )


def village_timeline(found: VillageFile, as_of: date) -> go.Figure | None:
    """Return the timeline of a village over the last years; None where nothing is on record."""
    marks = [
        *(
            Mark(
                0,
                one.start_on,
                texts.KIND_ACTIVITY,
                texts.ACTIVITY_TEXT.format(
                    day=full_day(one.start_on), title=one.title, audience=_audience(one.audience)
                ),
            )
            for one in found.events
        ),
        *(event_mark(1, one) for one in found.history),
        *(due_mark(1, one) for one in found.due),
        *(
            Mark(
                2,
                one.built_on,
                texts.KIND_VENUE,
                texts.VENUE_TEXT.format(day=full_day(one.built_on), name=one.name),
            )
            for one in found.venues
            if one.built_on is not None
        ),
    ]
    if not marks:
        return None
    latest = max([as_of, *(one.day for one in marks)])
    return timeline(
        texts.ROWS,
        marks,
        _KINDS,
        start=date(as_of.year - _YEARS_SHOWN + 1, 1, 1),
        end=date(latest.year + 1, 1, 1),
        today=as_of,
        today_words=creation_texts.TIMELINE_TODAY.format(day=day(as_of)),
        earlier_words=creation_texts.TIMELINE_EARLIER,
    )


def _audience(count: int | None) -> str:
    return texts.NO_AUDIENCE if count is None else texts.AUDIENCE.format(count=number(count))


def neighbours_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show the village among those of its township."""
    names = [one.village for one in found.neighbours]
    place = names.index(found.village.village)
    title = texts.NEIGHBOURS_TITLE.format(
        township=found.village.township, village=found.village.village, place=place + 1, count=len(names)
    )
    with card("village_neighbours", title, texts.NEIGHBOURS_ASIDE):
        rows = [_neighbour(snapshot, found, one) for one in found.neighbours]
        show(table(_NEIGHBOUR_COLUMNS, rows, tall=True, chosen=place))
        metric_actions(
            snapshot,
            "P01",
            replace(found.of_township, by=("village",)),
            key="village_neighbours",
            note=source_note(NUMBERS, moment),
            also=("P02",),
        )


def _neighbour(snapshot: Snapshot, found: VillageFile, one: Neighbour) -> tuple[Child, ...]:
    year = replace(found.year, where={})
    until_now = replace(found.until_now, where={})

    def link(metric_id: str, text: str) -> Child:
        if text == MISSING:
            return text
        asked = until_now if metric_id in ("R01", "R08") else year
        return number_link(snapshot, metric_id, asked, text, village=one.village)

    stewards = one.numbers["R01"]
    is_short = found.norm is not None and (stewards.value or 0) < found.norm
    return (
        village_link(one.village),
        span("fz-judged", mark(one.silence), _days(snapshot, until_now, one)),
        link("P01", _times(one.numbers["P01"])),
        link("P02", number(one.numbers["P02"].value)),
        span("fz-judged", mark(Status.LAGGING) if is_short else None, link("R01", number(stewards.value))),
        link("R08", number(one.numbers["R08"].value)),
        creation_texts.LEVEL_NAMES.get(one.level, one.level) if one.level else MISSING,
    )


def list_panel(
    snapshot: Snapshot, moment: Moment, groups: dict[str, list[Neighbour]], norm: int | None
) -> None:
    """Show every village as a tile to choose from, by township. norm: how many stewards each should have."""
    every = [one for group in groups.values() for one in group]
    silent = [one for one in every if one.silence is Status.LAGGING]
    words = texts.LIST_TITLE if silent else texts.LIST_TITLE_FINE
    title = words.format(count=len(every), silent=len(silent), days=SILENT_DAYS)
    with card("village_list", title):
        if every:
            show(*(_group(name, group, norm) for name, group in groups.items()))
        else:
            show(caption(texts.NOTHING_YET))
        metric_actions(
            snapshot,
            "P05",
            Selection(date(moment.as_of.year, 1, 1), moment.as_of),
            key="village_list",
            note=texts.LIST_NOTE.format(
                days=SILENT_DAYS,
                norm=MISSING if norm is None else norm,
                metrics="P05、R01、C01",
                day=day(moment.as_of),
            ),
            also=("R01",),
        )


def _group(township: str, group: Sequence[Neighbour], norm: int | None) -> Markup:
    silent = sum(one.silence is Status.LAGGING for one in group)
    aside = texts.LIST_GROUP_ASIDE.format(count=len(group), silent=silent, days=SILENT_DAYS)
    return div(
        "fz-tiles-group",
        element("h3", township, element("small", aside)),
        div("fz-tiles fz-village-tiles", *(_tile(one, norm) for one in group)),
    )


def _tile(one: Neighbour, norm: int | None) -> Markup:
    if one.days_since is None:
        days = texts.TILE_NEVER
    else:
        shape = "" if one.silence is Status.NORMAL else f"{one.silence.shape} "
        days = texts.TILE_DAYS.format(shape=shape, days=number(one.days_since))
    stewards = one.numbers["R01"].value
    is_short = norm is not None and (stewards or 0) < norm
    shape = f"{Status.LAGGING.shape} " if is_short else ""
    facts = [f"{shape}{texts.TILE_STEWARDS.format(count=number(stewards))}"]
    if one.level:
        facts.append(creation_texts.LEVEL_NAMES.get(one.level, one.level))
    shade = 4 if one.days_since is None else _SHADES[one.silence]
    return div(
        f"fz-tile fz-tile-{shade}",
        village_link(one.village, css_class="fz-tile-link"),
        element("span", days),
        element("small", " · ".join(facts)),
    )
