"""Panels of 法治创建."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.bars import horizontal_bars, stacked_bars, stacked_horizontal
from dashboard.data.creation import Creation
from dashboard.formatting import MISSING, iso_day, number
from dashboard.markup import Child, Markup
from dashboard.palette import BLUES
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import creation as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.creation_paths import written_day
from dashboard.widgets.file_links import village_link
from dashboard.widgets.lineage_links import split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel, text_panel
from dashboard.widgets.parts import TableColumn, caption, status_badge, table
from dashboard.widgets.safe import empty, show
from warehouse.contracts.creation import LEVELS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot
from warehouse.watchlists.creation import Honour, Reexamination

# The higher the level, the deeper the blue.
_LEVEL_COLOURS = dict(zip(reversed(LEVELS), BLUES, strict=True))
_DUE_SHOWN = 12
_DUE_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.DUE_COLUMNS, ("nowrap", "text", "nowrap", "nowrap", "nowrap"), strict=True)
)
_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.HONOURS_COLUMNS,
        ("nowrap", "middle", "nowrap", "nowrap", "nowrap", "nowrap", "nowrap"),
        strict=True,
    )
)


def pyramid_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show the honours held by level, split by category."""
    total = sum(value or 0 for values in found.by_level.values() for value in values)
    top = sum(value or 0 for value in found.top_levels)
    drawing = None
    if total:
        drawing = stacked_horizontal(
            [texts.LEVEL_NAMES[level] for level in found.levels],
            found.by_level,
            METRICS["C01"].unit,
            axis_title=texts.PYRAMID_AXIS,
        )
    chart_panel(
        snapshot,
        "pyramid",
        texts.PYRAMID_TITLE.format(count=number(total)),
        drawing,
        metric_id="C01",
        also=("C02",),
        selection=split_into(found.stock, ("level", "category")),
        note=source_note(["C01"], moment),
        nothing=empty(),
        aside=texts.TOP_LEVEL_TITLE.format(count=number(top)),
    )


def progress_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show applications by the stage they have reached."""
    total = sum(value or 0 for value in found.in_progress)
    drawing = None
    if total:
        drawing = horizontal_bars(
            found.stages, found.in_progress, METRICS["C08"].unit, axis_title=texts.PROGRESS_AXIS
        )
    chart_panel(
        snapshot,
        "in_progress",
        texts.PROGRESS_TITLE.format(count=number(total)),
        drawing,
        metric_id="C08",
        selection=split_into(found.stock, ("event",)),
        note=source_note(["C08"], moment),
        nothing=empty(texts.NOTHING_IN_PROGRESS),
    )


def new_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show new honours year by year."""
    drawing = None
    if found.new_by_level:
        drawing = stacked_bars(
            found.years,
            {texts.LEVEL_NAMES[level]: values for level, values in found.new_by_level.items()},
            METRICS["C03"].unit,
            axis_title=texts.NEW_AXIS,
            colours=[_LEVEL_COLOURS[level] for level in found.new_by_level],
        )
    chart_panel(
        snapshot,
        "new",
        texts.NEW_TITLE,
        drawing,
        metric_id="C03",
        selection=split_into(found.new_flow, ("level",), Grain.YEAR),
        note=source_note(["C03"], moment),
        nothing=empty(),
    )


def due_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show the re-examinations that are overdue or due within a year, the most urgent first."""
    overdue = sum(one.days_left < 0 for one in found.due)
    soon = len(found.due) - overdue
    words = texts.DUE_TITLE if overdue else texts.DUE_TITLE_SOON if soon else texts.DUE_TITLE_NONE
    shown = found.due[:_DUE_SHOWN]
    aside = texts.DUE_SHOWN.format(total=len(found.due), shown=len(shown)) if found.due else None
    with card("due", words.format(overdue=overdue, soon=soon), aside):
        if shown:
            show(table(_DUE_COLUMNS, [_due(snapshot, found, one) for one in shown], tall=True))
        else:
            show(caption(texts.DUE_ALL_DONE))
        intervals = "、".join(
            texts.DUE_INTERVAL.format(level=texts.LEVEL_NAMES[level], span=found.intervals[level])
            for level in LEVELS
            if level in found.intervals
        )
        note = texts.DUE_NOTE.format(intervals=intervals or MISSING, note=source_note(["C06"], moment))
        metric_actions(snapshot, "C06", found.stock, key="due", note=note)


def _due(snapshot: Snapshot, found: Creation, one: Reexamination) -> tuple[Child, ...]:
    is_overdue = one.days_left < 0
    words = texts.DAYS_OVER if is_overdue else texts.DAYS_LEFT
    days = words.format(days=number(abs(one.days_left)))
    return (
        status_badge(Status.LAGGING, texts.OVERDUE)
        if is_overdue
        else status_badge(Status.WARNING, texts.SOON),
        village_link(one.subject) if one.is_village else one.subject,
        texts.LEVEL_NAMES.get(one.level, one.level),
        iso_day(one.due_on),
        trace_link(snapshot, "C06", found.stock, days, row=one.row_id) if is_overdue else days,
    )


def honours_panel(snapshot: Snapshot, found: Creation, conditions: Sequence[str]) -> None:
    """Show the list of honours with their dates."""
    held = sum(honour.is_held for honour in found.honours)
    if found.honours:
        body = table(_COLUMNS, [_honour(snapshot, found, honour) for honour in found.honours], tall=True)
    else:
        body = empty(
            common.FILTERED_EMPTY.format(conditions="、".join(conditions)) if conditions else common.EMPTY
        )
    text_panel(
        "honours",
        texts.HONOURS_TITLE,
        body,
        aside=texts.HONOURS_ASIDE.format(count=len(found.honours), held=held),
        numbers=(snapshot, ("C01", "C03")),
    )


def _honour(snapshot: Snapshot, found: Creation, honour: Honour) -> tuple[str | Markup, ...]:
    if honour.is_held:
        state = texts.HONOUR_HELD
    else:
        state = texts.HONOUR_ENDED.format(day=iso_day(honour.ended_on), event=honour.ended_by or "")
    # One that has ended is none of those held: it is found among those that were awarded.
    asked = ("C01", found.stock) if honour.is_held else ("C03", replace(found.stock, start=honour.named_on))
    return (
        trace_link(snapshot, *asked, honour.subject, row=honour.row_id),
        honour.category,
        texts.LEVEL_NAMES.get(honour.level, honour.level),
        written_day(honour.named_on, honour.named_on_precision),
        honour.document_no or MISSING,
        honour.township or MISSING,
        state,
    )
