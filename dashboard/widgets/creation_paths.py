"""Panels of 法治创建 about the way to an honour: the funnel, its conversion, each subject's history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.timeline import EventKind, Mark, timeline
from dashboard.data.creation import YEARS_SHOWN, Creation, History, whole
from dashboard.formatting import MISSING, day, full_day, number, percent
from dashboard.palette import BAD, BLUE, BLUES, GOOD, WARN
from dashboard.periods import Moment
from dashboard.texts import creation as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.lineage_links import split_into
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty, show
from warehouse.snapshots import Snapshot
from warehouse.watchlists.creation import Funnel, Reexamination, SubjectEvent

# Steps towards an honour are open shapes that darken; the honour is a full star.
EVENT_KINDS = (
    EventKind("申报", "circle-open", BLUES[1]),
    EventKind("推荐", "diamond-open", BLUES[2]),
    EventKind("公示", "square-open", BLUE),
    EventKind("命名", "star", BLUE, 12),
    EventKind("复核", "triangle-up", GOOD, 10),
    EventKind("限期整改", "hourglass", WARN),
    EventKind("撤销", "x", BAD),
    EventKind("注销", "x-open", BAD),
    EventKind(texts.TIMELINE_DUE, "triangle-down-open", WARN, 10),
    EventKind(texts.TIMELINE_OVERDUE, "square", BAD, 8),
)
_FULL = 100.0
# Beside C08, what the later stages count.
_STAGES_BEHIND = ("C03", "C05")
_CONVERSION_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.CONVERSION_COLUMNS, ("middle", "nowrap", *("number",) * len(texts.STAGES)), strict=True
    )
)


def funnel_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show how many applications have come how far, each stage with its share of the one before."""
    total = whole(found.funnels)
    title = texts.FUNNEL_TITLE
    if total.applied:
        title = texts.FUNNEL_TITLE_FOUND.format(
            applied=number(total.applied),
            named=number(total.named),
            share=percent(_FULL * total.named / total.applied),
        )
    with card("funnel", title):
        drawn = None
        if total.applied:
            counts = _counts(total)
            shares = [
                percent(_FULL * after / before, 0) if before else ""
                for before, after in pairwise(counts[:-1])
            ]
            last = texts.REEXAMINED.format(done=total.reexamined, due=total.reexamination_due)
            drawing = horizontal_bars(
                texts.STAGES,
                counts,
                texts.FUNNEL_UNIT,
                axis_title=texts.FUNNEL_AXIS,
                notes=["", *shares, last],
            )
            drawn = chart("funnel", drawing, title)
            show(caption(texts.FUNNEL_EXPLAINED))
        else:
            show(caption(texts.FUNNEL_NONE))
        metric_actions(
            snapshot,
            "C08",
            found.stock,
            key="funnel",
            note=source_note(["C08"], moment),
            also=("C03", "C05"),
            drawn=drawn,
        )


def _counts(one: Funnel) -> tuple[int, ...]:
    return (one.applied, one.recommended, one.published, one.named, one.reexamined)


def conversion_panel(found: Creation) -> None:
    """Show the same stages for each category and level."""
    with card("conversion", texts.CONVERSION_TITLE, texts.CONVERSION_ASIDE):
        if found.funnels:
            show(table(_CONVERSION_COLUMNS, [_conversion(one) for one in found.funnels]))
        else:
            show(caption(texts.FUNNEL_NONE))


def _conversion(one: Funnel) -> tuple[str, ...]:
    counts = _counts(one)[:-1]
    cells = [number(counts[0])]
    for before, after in pairwise(counts):
        share = f"（{percent(_FULL * after / before, 0)}）" if before else ""
        cells.append(f"{number(after)}{share}")
    done = texts.REEXAMINED.format(done=one.reexamined, due=one.reexamination_due)
    return (
        one.category,
        texts.LEVEL_NAMES.get(one.level, one.level),
        *cells,
        done if one.reexamination_due else MISSING,
    )


def histories_panel(snapshot: Snapshot, moment: Moment, found: Creation) -> None:
    """Show the events of each subject in view as marks by date."""
    shown = found.histories
    words = texts.TIMELINE_ASIDE if len(shown) < found.subjects else texts.TIMELINE_ASIDE_ALL
    drawing = None
    if shown:
        drawing = history_chart(shown, moment.as_of)
    chart_panel(
        snapshot,
        "histories",
        texts.TIMELINE_TITLE,
        drawing,
        metric_id="C01",
        also=("C08", "C06"),
        selection=split_into(found.stock, ("level",)),
        note=source_note(["C01", "C08", "C06"], moment),
        nothing=empty(),
        aside=words.format(total=found.subjects, shown=len(shown)),
    )


def history_chart(histories: Sequence[History], as_of: date) -> go.Figure:
    """Return the timeline of subjects over the last years, with what is due up to a year ahead."""
    marks = [
        mark
        for row, history in enumerate(histories)
        for mark in (
            *(event_mark(row, event) for event in history.events),
            *(due_mark(row, one) for one in history.due),
        )
    ]
    earliest = min(mark.day for mark in marks)
    start = date(max(earliest.year, as_of.year - YEARS_SHOWN + 1), 1, 1)
    latest = max([as_of, *(mark.day for mark in marks)])
    return timeline(
        [history.subject for history in histories],
        marks,
        EVENT_KINDS,
        start=start,
        end=date(latest.year + 1, 1, 1),
        today=as_of,
        today_words=texts.TIMELINE_TODAY.format(day=day(as_of)),
        earlier_words=texts.TIMELINE_EARLIER,
    )


def event_mark(row: int, event: SubjectEvent) -> Mark:
    """Return an event of a subject as a mark in a row of a timeline."""
    result = texts.REVIEW_RESULT.format(result=event.review_result) if event.review_result else ""
    text = texts.TIMELINE_EVENT.format(
        subject=event.subject,
        day=written_day(event.happened_on, event.precision),
        level=texts.LEVEL_NAMES.get(event.level, event.level),
        event=event.event,
        result=result,
        category=event.category,
    )
    return Mark(row, event.happened_on, event.event, text)


def due_mark(row: int, one: Reexamination) -> Mark:
    """Return a re-examination that is due as a mark in a row of a timeline."""
    kind = texts.TIMELINE_OVERDUE if one.days_left < 0 else texts.TIMELINE_DUE
    text = texts.TIMELINE_DUE_EVENT.format(
        subject=one.subject,
        day=full_day(one.due_on),
        level=texts.LEVEL_NAMES.get(one.level, one.level),
        category=one.category,
    )
    return Mark(row, one.due_on, kind, text)


def written_day(day_of: date, precision: str) -> str:
    """Return a date as precisely as it was written: 2016年, 2016年5月, 2016年5月3日."""
    if precision == "year":
        return f"{day_of.year}年"
    if precision == "month":
        return f"{day_of.year}年{day_of.month}月"
    return full_day(day_of)
