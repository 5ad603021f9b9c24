"""Panels of 合法性审查."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.bars import stacked_bars, stacked_horizontal
from dashboard.charts.dots import Dots, ranked_dots
from dashboard.charts.turnaround import Kind, Taken, Words, turnaround
from dashboard.data.ask import Answer
from dashboard.data.legality import UNIT_METRICS, Legality
from dashboard.data.subject_cards import SMALL_SAMPLE
from dashboard.formatting import MISSING, PERCENT, iso_day, listed, number, percent, ratio
from dashboard.palette import BLUE, BLUES, MUTED, SERIES, TRACK
from dashboard.periods import Moment, period_name, quarter_tick
from dashboard.texts import legality as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.clocks import clock_note, days_left, longest_of, nothing_open
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel, text_panel
from dashboard.widgets.parts import TableColumn, table
from dashboard.widgets.safe import empty_under, show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

ROWS_SHOWN = 50
UNITS_SHOWN = 40
DOTS_SHOWN = 12
_NO_CONCLUSION_COLOUR = TRACK
_CONCLUSION_COLOURS = (BLUE, BLUES[0], SERIES[1], MUTED, _NO_CONCLUSION_COLOUR)
_IN_HAND = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.IN_HAND_COLUMNS, ("matter", "text", "nowrap", "nowrap", "nowrap"), strict=True
    )
)
_LATE = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.LATE_COLUMNS, ("matter", "nowrap", "nowrap", "nowrap", "number", "number"), strict=True
    )
)
_UNITS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.UNIT_COLUMNS, ("nowrap", *["number"] * 6), strict=True)
)


def turnaround_panel(snapshot: Snapshot, moment: Moment, found: Legality, conditions: Sequence[str]) -> None:
    """Show the working days of closed reviews by type, each against its limit."""
    kinds = [
        Kind(
            row.kind,
            [Taken(one.working_days, one.reviews, one.is_late) for one in row.days],
            row.limit,
            (
                texts.KIND_NOTE_UNLIMITED if all(one.is_late is None for one in row.days) else texts.KIND_NOTE
            ).format(closed=number(row.closed), late=number(row.late), limit=number(row.limit)),
        )
        for row in found.turnaround
    ]
    drawing = None
    if kinds:
        drawing = turnaround(
            kinds,
            texts.DAYS_UNIT,
            METRICS["L01"].unit,
            Words(texts.IN_TIME, texts.LATE, texts.UNLIMITED, texts.LIMIT),
            axis_title=texts.TURNAROUND_AXIS,
        )
    chart_panel(
        snapshot,
        "turnaround",
        _turnaround_title(found),
        drawing,
        metric_id="L03",
        also=("L04",),
        selection=split_into(found.now, ("type",)),
        note=f"{texts.LIMIT_NOTE} · {source_note(['L03', 'L04'], moment)}",
        nothing=empty_under(conditions),
    )


def _turnaround_title(found: Legality) -> str:
    closed = sum(row.closed for row in found.turnaround)
    late = sum(row.late for row in found.turnaround)
    if not closed:
        return texts.TURNAROUND_TITLE
    if not late:
        return texts.TURNAROUND_TITLE_NONE.format(closed=number(closed))
    worst = max(found.turnaround, key=lambda row: row.late)
    return texts.TURNAROUND_TITLE_LATE.format(
        closed=number(closed), late=number(late), kind=worst.kind, most=number(worst.late)
    )


def in_hand_panel(snapshot: Snapshot, moment: Moment, found: Legality) -> None:
    """Show what is in hand, the nearest limit first, with the days left."""
    total = len(found.in_hand)
    shown = found.in_hand[:ROWS_SHOWN]
    overdue = sum(row.days_left < 0 for row in found.in_hand)
    title = (
        texts.IN_HAND_TITLE.format(count=number(total), overdue=number(overdue))
        if total
        else texts.IN_HAND_TITLE_NONE
    )
    aside = texts.IN_HAND_SHOWN.format(shown=len(shown), total=number(total)) if total > len(shown) else None
    with card("in_hand", title, aside):
        if shown:
            longest = longest_of([row.days_left for row in shown])
            rows = [
                (
                    trace_link(snapshot, "T01", found.clocks, row.title, row=row.row_id),
                    days_left(row.days_left, is_near=row.is_near, longest=longest),
                    iso_day(row.due_on),
                    unit_link(row.unit) if row.unit else MISSING,
                    row.clock,
                )
                for row in shown
            ]
            show(table(_IN_HAND, rows, tall=True))
        else:
            show(nothing_open(texts.IN_HAND_NONE))
        metric_actions(
            snapshot,
            "T01",
            found.clocks,
            key="in_hand",
            note=clock_note(["legality_reviews"], moment),
            also=("T03",),
        )


def late_panel(snapshot: Snapshot, moment: Moment, found: Legality) -> None:
    """Show the reviews closed after their limit, the longest first."""
    total = len(found.late)
    shown = found.late[:ROWS_SHOWN]
    title = texts.LATE_TITLE.format(count=number(total)) if total else texts.LATE_TITLE_NONE
    aside = texts.LATE_SHOWN.format(shown=len(shown), total=number(total)) if total > len(shown) else None
    with card("late", title, aside):
        if shown:
            rows = [
                (
                    trace_link(snapshot, "L03", found.now, row.title, row=row.row_id),
                    row.kind,
                    unit_link(row.unit) if row.unit else MISSING,
                    iso_day(row.closed_on),
                    texts.LATE_TAKEN.format(days=number(row.working_days)),
                    texts.LATE_DAYS.format(days=number(row.days_late)),
                )
                for row in shown
            ]
            show(table(_LATE, rows, tall=True))
        else:
            show(nothing_open(texts.LATE_NONE))
        metric_actions(snapshot, "L03", found.now, key="late", note=source_note(["L03"], moment))


def conclusions_panel(snapshot: Snapshot, moment: Moment, found: Legality, conditions: Sequence[str]) -> None:
    """Show how the matters received in the period ended, by type."""
    names = (*texts.CONCLUSIONS, texts.NO_CONCLUSION)
    drawing = None
    if found.conclusions:
        parts = {
            name: [counts[place] for counts in found.conclusions.values()] for place, name in enumerate(names)
        }
        drawing = stacked_horizontal(
            list(found.conclusions),
            parts,
            METRICS["L01"].unit,
            axis_title=texts.CONCLUSIONS_AXIS,
            colours=_CONCLUSION_COLOURS,
        )
    chart_panel(
        snapshot,
        "conclusions",
        _conclusions_title(found),
        drawing,
        metric_id="L01",
        also=("L06",),
        selection=split_into(found.now, ("type", "conclusion")),
        note=f"{texts.CONCLUSIONS_NOTE} · {source_note(['L01'], moment)}",
        nothing=empty_under(conditions),
    )


def _conclusions_title(found: Legality) -> str:
    sums = [
        sum(counts[place] for counts in found.conclusions.values()) for place in range(len(texts.CONCLUSIONS))
    ]
    concluded = sum(sums)
    if not concluded:
        return texts.CONCLUSIONS_TITLE
    return texts.CONCLUSIONS_TITLE_FOUND.format(
        all=number(concluded), changed=percent(100 * sums[1] / concluded, 0), unlawful=number(sums[2])
    )


def quarters_panel(snapshot: Snapshot, moment: Moment, found: Legality, conditions: Sequence[str]) -> None:
    """Show what came in by quarter and type."""
    drawing, title = None, texts.QUARTERS_TITLE
    if found.by_quarter:
        drawing = stacked_bars(
            [period_name(quarter) for quarter in found.quarters],
            found.by_quarter,
            METRICS["L01"].unit,
            axis_title=texts.QUARTERS_AXIS,
            height=340,
            ticks=[
                quarter_tick(quarter, is_first=place == 0) for place, quarter in enumerate(found.quarters)
            ],
        )
        sizes = {name: sum(value or 0 for value in values) for name, values in found.by_quarter.items()}
        first = next(iter(sizes))
        title = texts.QUARTERS_TITLE_MOST.format(
            kind=first, share=percent(100 * sizes[first] / sum(sizes.values()), 0)
        )
    chart_panel(
        snapshot,
        "received",
        title,
        drawing,
        metric_id="L01",
        selection=split_into(found.history, ("type",), Grain.QUARTER),
        note=source_note(["L01"], moment),
        nothing=empty_under(conditions),
    )


def adopted_panel(snapshot: Snapshot, moment: Moment, found: Legality, conditions: Sequence[str]) -> None:
    """Show the rate of adopted opinions by unit, lowest first; one that rests on few is hollow."""
    rows = sorted(
        (row for row in found.units if row.answers["L05"].value is not None),
        key=lambda row: (row.is_small, row.answers["L05"].value or 0, row.unit),
    )[:DOTS_SHOWN]
    drawing, title = None, texts.ADOPTED_TITLE
    if rows:
        answers = [row.answers["L05"] for row in rows]
        drawing = ranked_dots(
            [row.unit for row in rows],
            Dots(
                texts.ADOPTED_NAME,
                [answer.value for answer in answers],
                [ratio(answer.numerator, answer.denominator) for answer in answers],
                [row.is_small for row in rows],
            ),
            PERCENT,
            axis_title=texts.ADOPTED_AXIS,
            whole=_whole(found) if len(rows) > 1 else None,
            small_word=texts.SMALL.format(count=SMALL_SAMPLE),
        )
        if not rows[0].is_small and len(rows) > 1:
            title = texts.ADOPTED_TITLE_FOUND.format(unit=rows[0].unit, rate=percent(answers[0].value))
    chart_panel(
        snapshot,
        "adopted",
        title,
        drawing,
        metric_id="L05",
        selection=split_into(found.now, ("unit",)),
        note=source_note(["L05"], moment),
        nothing=empty_under(conditions),
    )


def _whole(found: Legality) -> tuple[str, float] | None:
    """Return the rate of all units: the ratio of the sums."""
    answers = [row.answers["L05"] for row in found.units]
    opinions = sum(answer.denominator or 0 for answer in answers)
    adopted = sum(answer.numerator or 0 for answer in answers)
    return (texts.WHOLE, 100 * adopted / opinions) if opinions else None


def units_panel(snapshot: Snapshot, found: Legality, conditions: Sequence[str]) -> None:
    """Show every unit that submitted anything, those with most first."""
    shown = found.units[:UNITS_SHOWN]
    if not shown:
        text_panel("units", texts.UNITS_TITLE, empty_under(conditions))
        return
    title = texts.UNITS_TITLE_MOST.format(units=listed([row.unit for row in shown[:3]]))
    words = texts.UNITS_SHOWN if len(found.units) > len(shown) else texts.UNITS_ASIDE
    rows = [
        (
            unit_link(row.unit),
            *(
                number_link(
                    snapshot, metric_id, found.now, _written(metric_id, row.answers[metric_id]), unit=row.unit
                )
                for metric_id in UNIT_METRICS
            ),
        )
        for row in shown
    ]
    text_panel(
        "units",
        title if len(shown) > 1 else texts.UNITS_TITLE,
        table(_UNITS, rows, tall=True),
        aside=words.format(count=number(len(found.units)), shown=len(shown)),
        numbers=(snapshot, UNIT_METRICS),
    )


def _written(metric_id: str, answer: Answer) -> str:
    if METRICS[metric_id].unit != PERCENT or answer.value is None:
        return number(answer.value)
    return f"{percent(answer.value)}（{ratio(answer.numerator, answer.denominator)}）"
