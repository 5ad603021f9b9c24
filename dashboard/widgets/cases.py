"""Panels of 复议应诉: the way of cases, open clocks, corrections, and the series of reconsiderations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from dashboard.charts.dots import Dots, ranked_dots
from dashboard.charts.flow import Node, Stream, flow
from dashboard.charts.lines import Series, trend
from dashboard.data.case_flow import ACCEPTED, CaseFlow, Part
from dashboard.data.cases import COUNTS, RATES, Cases, Corrected
from dashboard.data.subject_cards import SMALL_SAMPLE
from dashboard.formatting import MISSING, PERCENT, iso_day, number, percent, ratio
from dashboard.markup import Markup, element, join
from dashboard.palette import BLUE, BLUES, IDLE, MUTED, SERIES
from dashboard.periods import Moment, quarter_label, quarter_tick
from dashboard.texts import cases as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.clocks import clock_note, days_left, longest_of, nothing_open
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.rates import rate_lines
from dashboard.widgets.safe import empty_under, show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

CLOCKS_SHOWN = 30
NAMES_SHOWN = 12
_FULL = 100.0
_COLOURS = {
    texts.UPHELD: BLUE,
    texts.CORRECTED: SERIES[1],
    texts.SETTLED: SERIES[2],
    texts.DISMISSED: BLUES[1],
    texts.ENDED: MUTED,
    texts.OPEN: IDLE,
}
_FLOW = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.FLOW_COLUMNS, ("nowrap", "text", "number", "number"), strict=True)
)
_CLOCKS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.CLOCKS_COLUMNS, ("nowrap", "text", "nowrap", "nowrap", "nowrap"), strict=True
    )
)


def flow_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show the way of the cases received in the period, as a picture and as a table."""
    way = found.flow
    title = texts.FLOW_TITLE
    if way.received:
        title = texts.FLOW_TITLE_FOUND.format(
            received=number(way.received),
            accepted=number(way.count(ACCEPTED)),
            corrected=number(way.count(texts.CORRECTED)),
            settled=number(way.count(texts.SETTLED)),
        )
    with card("flow", title, texts.FLOW_ASIDE):
        drawn = None
        if way.received:
            drawn = chart("flow", _flow(way), title)
            show(
                element(
                    "details",
                    element("summary", texts.FLOW_TABLE),
                    table(_FLOW, _flow_rows(snapshot, found)),
                    class_="fz-twin",
                )
            )
        else:
            show(empty_under(conditions))
        metric_actions(
            snapshot,
            "F01",
            split_into(found.reconsiderations, ("handling", "outcome")),
            key="flow",
            note=source_note(["F01"], moment),
            drawn=drawn,
        )


def _flow(way: CaseFlow) -> go.Figure:
    nodes = [Node(texts.RECEIVED, way.received, BLUE)]
    streams = []
    accepted = None
    for part in way.handlings:
        if part.name == ACCEPTED:
            accepted = len(nodes)
        streams.append(Stream(0, len(nodes), part.count))
        nodes.append(Node(part.name, part.count, BLUES[2] if part.name == ACCEPTED else MUTED))
    if accepted is not None:
        for part in way.outcomes:
            streams.append(Stream(accepted, len(nodes), part.count))
            nodes.append(Node(part.name, part.count, _COLOURS.get(part.name, MUTED)))
    return flow(nodes, streams, METRICS["F01"].unit)


def _flow_rows(snapshot: Snapshot, found: Cases) -> list[tuple[str | Markup, ...]]:
    def row(stage: str, part: Part, dimension: str) -> tuple[str | Markup, ...]:
        share = percent(_FULL * part.count / found.flow.received)
        name: str | Markup = part.name
        if part.name == texts.CORRECTED:
            name = join(part.name, element("small", f"（{texts.CORRECTED_NOTE}）"))
        return (stage, name, _counted(snapshot, found, part, dimension), share)

    return [
        *(row(texts.STAGE_HANDLING, part, "handling") for part in found.flow.handlings),
        *(row(texts.STAGE_OUTCOME, part, "outcome") for part in found.flow.outcomes),
    ]


def _counted(snapshot: Snapshot, found: Cases, part: Part, dimension: str) -> str | Markup:
    """Return a count as a link to its rows; a blank of a form is no value that could be asked for."""
    if not part.values:
        return number(part.count)
    asked = found.reconsiderations
    where = {**asked.where, dimension: part.values}
    return trace_link(snapshot, "F01", replace(asked, where=where), number(part.count))


def clocks_panel(snapshot: Snapshot, moment: Moment, found: Cases) -> None:
    """Show the open cases with the days that are left to them."""
    total, shown = len(found.clocks), found.clocks[:CLOCKS_SHOWN]
    overdue = sum(one.days_left is not None and one.days_left < 0 for one in found.clocks)
    near = sum(one.is_near and (one.days_left or 0) >= 0 for one in found.clocks)
    if not total:
        title = texts.CLOCKS_TITLE_NONE
    elif overdue or near:
        title = texts.CLOCKS_TITLE.format(count=number(total), overdue=number(overdue), near=number(near))
    else:
        title = texts.CLOCKS_TITLE_FINE.format(count=number(total))
    aside = texts.CLOCKS_SHOWN.format(shown=len(shown), total=number(total)) if total > len(shown) else None
    with card("clocks", title, aside):
        if shown:
            longest = longest_of([one.days_left for one in shown])
            rows = [
                (
                    trace_link(snapshot, "T01", found.clock_selection, one.case_no, row=one.row_id),
                    days_left(one.days_left, is_near=one.is_near, longest=longest),
                    iso_day(one.due_on),
                    unit_link(one.unit) if one.unit else MISSING,
                    one.clock,
                )
                for one in shown
            ]
            show(table(_CLOCKS, rows, tall=True))
        else:
            show(nothing_open(texts.CLOCKS_NONE))
        metric_actions(
            snapshot,
            "T01",
            found.clock_selection,
            key="clocks",
            note=clock_note(["reconsiderations", "litigations"], moment),
            also=("T03",),
        )


def correction_panel(
    snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str], *, by_field: bool
) -> None:
    """Show the rate of corrections by field or by body: the period, beside twelve quarters."""
    rows = (found.by_field if by_field else found.by_body)[:NAMES_SHOWN]
    every = len(found.by_field if by_field else found.by_body)
    key, by = ("by_field", "field") if by_field else ("by_body", "respondent")
    title = texts.CORRECTION_BY_FIELD if by_field else texts.CORRECTION_BY_BODY
    if len(rows) > 1 and not rows[0].is_small_long:
        first = rows[0].long
        title = texts.CORRECTION_BY_FIELD_FOUND.format(
            name=rows[0].name, rate=percent(first.value), cases=ratio(first.numerator, first.denominator)
        )
    aside = texts.SHOWN_OF.format(count=number(every), shown=len(rows)) if every > len(rows) else None
    with card(key, title, aside):
        drawn = None
        if rows:
            drawn = chart(key, _correction(rows, found), title)
            show(
                caption(
                    texts.CORRECTION_DEFINITION.format(
                        corrected=texts.CORRECTED_NOTE,
                        n=texts.CORRECTION_CLOSED.format(closed=number(found.whole.denominator)),
                    )
                )
            )
        else:
            show(empty_under(conditions))
        metric_actions(
            snapshot,
            "F07",
            split_into(found.history, (by,)),
            key=key,
            note=source_note(["F07"], moment),
            drawn=drawn,
        )


def _correction(rows: Sequence[Corrected], found: Cases) -> go.Figure:
    long = Dots(
        texts.CORRECTION_LONG,
        [row.long.value for row in rows],
        [ratio(row.long.numerator, row.long.denominator) for row in rows],
        [row.is_small_long for row in rows],
    )
    now = Dots(
        texts.CORRECTION_NOW,
        [row.now.value for row in rows],
        [ratio(row.now.numerator, row.now.denominator) for row in rows],
        [row.is_small for row in rows],
    )
    return ranked_dots(
        [row.name for row in rows],
        long,
        PERCENT,
        axis_title=texts.CORRECTION_AXIS,
        second=now,
        whole=None if found.whole.value is None else (texts.WHOLE, found.whole.value),
        small_word=texts.SMALL.format(count=SMALL_SAMPLE),
    )


def received_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show cases received and accepted by quarter."""
    lines = [
        Series(METRICS[name].name, [answer.value for answer in found.by_quarter[name]]) for name in COUNTS
    ]
    drawing, title = None, texts.RECEIVED_TITLE
    if any(value is not None for line in lines for value in line.values):
        drawing = trend(
            [quarter_label(quarter) for quarter in found.quarters],
            lines,
            METRICS["F01"].unit,
            axis_title=texts.RECEIVED_AXIS,
            ticks=_ticks(found.quarters),
        )
        last = len(found.quarters) - 1
        title = texts.RECEIVED_TITLE_FOUND.format(
            period=quarter_label(found.quarters[last]),
            received=number(lines[0].values[last]),
            accepted=number(lines[1].values[last]),
        )
    chart_panel(
        snapshot,
        "received",
        title,
        drawing,
        metric_id="F01",
        also=("F02",),
        selection=split_into(found.history, grain=Grain.QUARTER),
        note=source_note(COUNTS, moment),
        nothing=empty_under(conditions),
    )


def outcomes_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show how cases ended, by quarter, with the number of closed cases behind each point."""
    chart_panel(
        snapshot,
        "outcomes",
        texts.OUTCOMES_TITLE,
        rate_lines(
            [quarter_label(quarter) for quarter in found.quarters],
            _ticks(found.quarters),
            {name: found.by_quarter[name] for name in RATES},
            texts.OUTCOMES_AXIS,
        ),
        metric_id="F07",
        also=("F05", "F09"),
        selection=split_into(found.history, grain=Grain.QUARTER),
        note=source_note(RATES, moment),
        nothing=empty_under(conditions),
    )


def _ticks(quarters: Sequence[str]) -> list[str]:
    return [quarter_tick(quarter, is_first=place == 0) for place, quarter in enumerate(quarters)]
