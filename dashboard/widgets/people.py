"""Panels of 队伍阵地."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.lines import Series, trend
from dashboard.data.people import People
from dashboard.formatting import day, iso_day, listed, number, percent
from dashboard.markup import Child, Markup, div, element, span
from dashboard.periods import Moment, Period, quarter_label, quarter_tick
from dashboard.texts import common
from dashboard.texts import people as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty, show
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.people import Post, SchoolWithout, VillageStrength

TILES_SHOWN = 120
GAPS_SHOWN = 12
SCHOOLS_SHOWN = 40
BARS_SHOWN = 12
# A term that ends within a year is to be seen to before the next school year begins.
ENDING_DAYS = 365
_FULL = 100.0


def _columns(headers: Sequence[str], *kinds: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(header, kind) for header, kind in zip(headers, kinds, strict=True))


_GAP_COLUMNS = _columns(texts.GAPS_COLUMNS, "nowrap", "nowrap", "number", "number", "nowrap")
_SCHOOL_COLUMNS = _columns(texts.SCHOOLS_COLUMNS, "text", "nowrap", "nowrap", "text", "nowrap")


def villages_panel(snapshot: Snapshot, moment: Moment, found: People, conditions: Sequence[str]) -> None:
    """Show each village as a tile with its stewards and venues, by township. conditions: the filters set."""
    rows = [row for group in found.townships.values() for row in group]
    with card("strength", tiles_title(found), texts.TILES_ASIDE.format(count=len(rows))):
        if rows and not any(row.stewards or row.venues for row in rows):
            show(empty(texts.NOT_FILED))
        elif rows:
            show(
                caption(texts.TILES_LEGEND.format(norm=found.norm)),
                *(
                    _township(snapshot, found.selection, name, group)
                    for name, group in found.townships.items()
                ),
            )
        else:
            show(empty(common.FILTERED_EMPTY.format(conditions="、".join(conditions))))
        metric_actions(
            snapshot,
            "R03",
            split_into(found.selection, ("village",)),
            key="strength",
            note=source_note(["R03", "R09"], moment),
            also=("R09",),
        )


def tiles_title(found: People) -> str:
    """Return how many villages lack people, and how many a place."""
    rows = [row for group in found.townships.values() for row in group]
    if not any(row.stewards or row.venues for row in rows):
        return texts.TILES_QUESTION
    short = sum(row.missing > 0 for row in rows)
    without = sum(row.venues == 0 for row in rows)
    words = {
        (True, True): texts.TILES_BOTH,
        (True, False): texts.TILES_STEWARDS,
        (False, True): texts.TILES_VENUES,
        (False, False): texts.TILES_NONE,
    }[short > 0, without > 0]
    return words.format(stewards=short, venues=without, norm=found.norm)


def _township(snapshot: Snapshot, selection: Selection, name: str, rows: Sequence[VillageStrength]) -> Markup:
    ordered = sorted(rows, key=lambda row: (-row.missing, row.venues > 0))
    shown = ordered[:TILES_SHOWN]
    told = texts.TILES_GROUP.format(
        met=sum(row.missing == 0 for row in rows),
        placed=sum(row.venues > 0 for row in rows),
        every=len(rows),
    )
    return div(
        "fz-tiles-group",
        element("h3", name, element("small", told)),
        div("fz-tiles", *(_tile(snapshot, selection, row) for row in shown)),
        caption(texts.TILES_SHOWN.format(total=len(rows), shown=len(shown)))
        if len(shown) < len(rows)
        else None,
    )


def _tile(snapshot: Snapshot, selection: Selection, row: VillageStrength) -> Markup:
    look, words = "met", texts.TILE_MET
    if row.missing:
        look, words = ("short", texts.TILE_SHORT) if row.stewards else ("none", texts.TILE_NONE)
    people: Child = words.format(count=row.stewards, missing=row.missing)
    if row.stewards:
        people = number_link(snapshot, "R01", selection, str(people), village=row.village)
    venues: Child = texts.TILE_NO_VENUE
    if row.venues:
        counted = texts.TILE_VENUES.format(count=row.venues)
        venues = number_link(snapshot, "R08", selection, counted, village=row.village)
    placed = "" if row.venues else " fz-strength-unplaced"
    return div(
        f"fz-tile fz-strength-{look}{placed}",
        element("span", row.village),
        element("span", people),
        element("span", venues),
    )


def gaps_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show the villages short of people or of a venue, the widest gap first."""
    total, shown = len(found.gaps), found.gaps[:GAPS_SHOWN]
    title = texts.GAPS_TITLE.format(count=total) if total else texts.GAPS_TITLE_NONE
    aside = texts.GAPS_SHOWN.format(total=total, shown=len(shown)) if total > len(shown) else None
    with card("gaps", title, aside):
        if shown:
            rows = [
                (
                    row.village,
                    row.township,
                    number_link(
                        snapshot,
                        "R01",
                        found.selection,
                        texts.PEOPLE.format(count=row.stewards),
                        village=row.village,
                    ),
                    texts.TILE_SHORT.split(" ")[0] + " " + texts.PEOPLE.format(count=row.missing)
                    if row.missing
                    else texts.NO_GAP,
                    texts.TILE_VENUES.format(count=row.venues) if row.venues else texts.TILE_NO_VENUE,
                )
                for row in shown
            ]
            show(table(_GAP_COLUMNS, rows, tall=True))
        else:
            show(empty(texts.GAPS_NONE if found.townships else common.EMPTY))
        metric_actions(
            snapshot,
            "R09",
            found.selection,
            key="gaps",
            note=source_note(["R03", "R09"], moment),
            also=("R03",),
        )


def schools_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show schools without a vice-principal, posts that teach too little, and terms that end soon."""
    short = [post for post in found.posts if not post.is_norm_met]
    ending = [post for post in found.posts if post.days_left <= ENDING_DAYS and post.is_norm_met]
    rows = [
        *(_school_row(school) for school in found.schools),
        *(_post_row(snapshot, found.school_selection, post) for post in short),
        *(_post_row(snapshot, found.school_selection, post) for post in ending),
    ]
    shown = rows[:SCHOOLS_SHOWN]
    asides = []
    soon = sum(post.days_left <= ENDING_DAYS for post in found.posts)
    if soon:
        asides.append(texts.SCHOOLS_ASIDE.format(ending=soon))
    if len(rows) > len(shown):
        asides.append(texts.SCHOOLS_SHOWN.format(total=len(rows), shown=len(shown)))
    with card("schools", _schools_title(found, len(short)), "；".join(asides) or None):
        if shown:
            show(table(_SCHOOL_COLUMNS, shown, tall=True))
        else:
            show(empty(texts.SCHOOLS_NOTHING if found.posts else common.EMPTY))
        metric_actions(
            snapshot,
            "R07",
            found.school_selection,
            key="schools",
            note=source_note(["R06", "R07"], moment),
            also=() if "unit" in found.school_selection.where else ("R06",),
        )


def _schools_title(found: People, short: int) -> str:
    if not found.posts and not found.schools:
        return texts.SCHOOLS_QUESTION
    if found.schools:
        return texts.SCHOOLS_TITLE.format(without=len(found.schools), short=short)
    if short:
        norm = max(post.norm for post in found.posts)
        return texts.SCHOOLS_TITLE_POSTS.format(short=short, norm=norm)
    return texts.SCHOOLS_TITLE_NONE


def _school_row(school: SchoolWithout) -> tuple[Child, ...]:
    told = texts.ENDED.format(day=iso_day(school.ended_on)) if school.ended_on else texts.NEVER
    return (
        school.school,
        school.township or texts.NOT_PLACED,
        span("fz-status fz-status-lagging", texts.WITHOUT),
        told,
        "—",
    )


def _post_row(snapshot: Snapshot, selection: Selection, post: Post) -> tuple[Child, ...]:
    ends = texts.ENDS.format(day=iso_day(post.ends_on), days=post.days_left)
    if post.is_norm_met:
        badge, told = span("fz-status fz-status-unreported", texts.ENDING), ends
    else:
        badge = span("fz-status fz-status-warning", texts.SHORT)
        hours = texts.HOURS_UNKNOWN if post.hours is None else texts.HOURS
        told = hours.format(hours=number(post.hours), norm=post.norm)
        if post.days_left <= ENDING_DAYS:
            told = f"{told}；{ends}"
    return (
        trace_link(snapshot, "R07", selection, post.school, row=post.row_id),
        post.township or texts.NOT_PLACED,
        badge,
        told,
        post.unit or "—",
    )


def trend_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show the number of stewards in post at the end of each quarter."""
    values = [answer.value for answer in found.trend]
    known = [value for value in values if value is not None]
    title, drawing = texts.TREND_QUESTION, None
    if known:
        if len(known) > 1:
            title = texts.TREND_TITLE.format(first=number(known[0]), last=number(known[-1]))
        quarters = [answer.period or "" for answer in found.trend]
        drawing = trend(
            [quarter_label(quarter) for quarter in quarters],
            [Series(METRICS["R01"].name, values, [answer.n for answer in found.trend])],
            METRICS["R01"].unit,
            axis_title=texts.TREND_AXIS,
            ticks=[quarter_tick(quarter, is_first=place == 0) for place, quarter in enumerate(quarters)],
        )
    chart_panel(
        snapshot,
        "trend_R01",
        title,
        drawing,
        metric_id="R01",
        selection=split_into(found.history, grain=Grain.QUARTER),
        note=source_note(["R01"], moment),
        nothing=empty(),
    )


def roles_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show the stewards in post by what they are (身份类别)."""
    shown = found.roles[:BARS_SHOWN]
    names = [str(one.group[0] or texts.NOT_FILLED) for one in shown]
    title, drawing = texts.ROLES_QUESTION, None
    if shown:
        if shown[0].value != shown[-1].value:
            most = [name for name, one in zip(names, shown, strict=True) if one.value == shown[0].value]
            title = texts.ROLES_TITLE.format(most=listed(most), least=names[-1])
        drawing = horizontal_bars(
            names, [one.value for one in shown], METRICS["R01"].unit, axis_title=texts.ROLES_AXIS
        )
    chart_panel(
        snapshot,
        "roles",
        title,
        drawing,
        metric_id="R01",
        selection=split_into(found.selection, ("role",)),
        note=source_note(["R01"], moment),
        nothing=empty(),
    )


def education_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show the stewards in post by education (学历); those who did not say are told apart."""
    known = [part for part in found.education if part.name is not None][:BARS_SHOWN]
    missing = sum(part.people for part in found.education if part.name is None)
    title, drawing = texts.EDUCATION_QUESTION, None
    if known:
        every = sum(part.people for part in found.education)
        title = texts.EDUCATION_TITLE.format(
            name=known[0].name, share=percent(_FULL * known[0].people / every, 0)
        )
        drawing = horizontal_bars(
            [str(part.name) for part in known],
            [float(part.people) for part in known],
            METRICS["R01"].unit,
            axis_title=texts.EDUCATION_AXIS,
        )
    chart_panel(
        snapshot,
        "education",
        title,
        drawing,
        metric_id="R01",
        selection=found.selection,
        note=texts.EDUCATION_NOTE.format(
            missing=texts.EDUCATION_MISSING.format(count=missing) if missing else "",
            source=DATASETS["legal_stewards"].label,
            day=day(moment.as_of),
        ),
        nothing=empty(),
    )


def venues_panel(snapshot: Snapshot, moment: Moment, found: People) -> None:
    """Show how many venues of each type are in use in each township."""
    venues = found.venues
    with card("venues", _venues_title(found)):
        if venues.types:
            headers = (
                TableColumn(texts.VENUES_TOWNSHIP, "nowrap"),
                *(TableColumn(name or texts.NOT_FILLED, "number") for name in venues.types),
                TableColumn(texts.VENUES_TOTAL, "number"),
            )
            rows: list[tuple[Child, ...]] = [
                (
                    place or texts.NOT_PLACED,
                    *(_venues(snapshot, found, place, name) for name in venues.types),
                    number(venues.in_township(place)),
                )
                for place in venues.townships
            ]
            rows.append(
                (
                    element("strong", texts.VENUES_TOTAL),
                    *(element("strong", number(venues.of_type(name))) for name in venues.types),
                    element("strong", number(sum(venues.of_type(name) for name in venues.types))),
                )
            )
            show(table(headers, rows))
        else:
            show(empty())
        metric_actions(
            snapshot,
            "R08",
            split_into(found.venue_selection, ("township", "type")),
            key="venues",
            note=source_note(["R08"], moment),
        )


def _venues_title(found: People) -> str:
    venues = found.venues
    if not venues.types:
        return texts.VENUES_QUESTION
    counts = {name: venues.of_type(name) for name in venues.types}
    total = number(sum(counts.values()))
    rare = sum(count == 1 for count in counts.values())
    if rare and venues.types[0]:
        return texts.VENUES_TITLE.format(count=total, most=venues.types[0], rare=rare)
    return texts.VENUES_TITLE_PLAIN.format(count=total)


def _venues(snapshot: Snapshot, found: People, place: str | None, name: str | None) -> Child:
    answer = found.venues.numbers.get((place, name))
    if answer is None:
        return span("fz-none", "0")
    text = number(answer.value)
    if place is None or name is None:
        return text
    return number_link(snapshot, "R08", found.venue_selection, text, township=place, type=name)


def training_panel(snapshot: Snapshot, moment: Moment, period: Period, found: People) -> None:
    """Show who trained how many stewards this year, and how many units trained their own staff."""
    title, drawing = texts.TRAINING_QUESTION, None
    if found.organisers:
        title = texts.TRAINING_TITLE.format(share=percent(found.training.value))
        drawing = horizontal_bars(
            [str(one.group[0] or texts.NOT_FILLED) for one in found.organisers],
            [one.numerator for one in found.organisers],
            "人",
            axis_title=texts.TRAINING_AXIS,
        )
    units = texts.TRAINING_UNITS.format(period=period.label, count=number(found.trained_units.value))
    chart_panel(
        snapshot,
        "training",
        title,
        drawing,
        metric_id="R04",
        also=("R10",),
        selection=split_into(found.training_selection, ("unit",)),
        note=f"{units}{source_note(['R04', 'R10'], moment)}",
        nothing=empty(),
    )
