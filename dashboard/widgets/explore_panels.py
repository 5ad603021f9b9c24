"""What 趋势探索 shows: the shapes to choose from, the chart with its marks, the pivot table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.briefing.basket.items import Form
from dashboard.charts.layout import CONFIG
from dashboard.charts.multiples import small_line
from dashboard.data.control import control_panel
from dashboard.data.explore import Explored, is_stock
from dashboard.data.explore_address import Address, Shape
from dashboard.data.explore_export import capped
from dashboard.data.explore_moves import Key, drill_target, drilled, only
from dashboard.data.explore_shapes import default_shape, reasons
from dashboard.data.explore_table import PivotTable, TableCell, series_name
from dashboard.data.explore_titles import conditions_text, span_text, title
from dashboard.data.lineage_address import Address as TraceAddress
from dashboard.formatting import day, full_day, number
from dashboard.markup import Child, Markup, div, element, join, picture, span
from dashboard.periods import Moment, period_name
from dashboard.session import read
from dashboard.texts import explore as texts
from dashboard.widgets.actions import metric_actions, open_detail
from dashboard.widgets.basket_button import collect_button
from dashboard.widgets.control import control_panel_card
from dashboard.widgets.explore_drawings import Drawing, answer_text, draw, key_of, mark_name, scales
from dashboard.widgets.explore_links import address_link
from dashboard.widgets.explore_multiples import multiples_figure, parts_of
from dashboard.widgets.explore_state import go, put
from dashboard.widgets.lineage_links import address_link as trace_address_link
from dashboard.widgets.modes import appearance
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.picture_button import Drawn
from dashboard.widgets.safe import show, state
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

MOST_PANELS = 36
MOST_LINES = 12
_NUMBER_LINK = "fz-number-link"


def choose_shape(found: Explored) -> Shape:
    """Show the shapes, those that do not fit in grey with the reason, and return the one to draw."""
    unfit = reasons(found.facts)
    usual = default_shape(found.facts)
    wished = found.address.shape
    used = wished if wished is not None and not unfit[wished] else usual
    with st.container(horizontal=True, key="explore_shapes"):
        for shape in Shape:
            name = texts.SHAPES[shape.value]
            is_usual = shape is usual
            st.button(
                texts.SHAPE_DEFAULT.format(shape=name) if is_usual else name,
                key=f"explore_shape{'_off' if unfit[shape] else ''}_{shape.value}",
                type="primary" if shape is used else "secondary",
                help=unfit[shape] or None,
                on_click=put,
                args=(replace(found.address, shape=None if is_usual else shape),),
            )
    if wished is not None and unfit[wished]:
        told = texts.SHAPE_UNFIT.format(
            shape=texts.SHAPES[wished.value], reason=unfit[wished], used=texts.SHAPES[used.value]
        )
        show(div("fz-notice", told, role="status"))
    return used


def nothing_panel(found: Explored) -> None:
    """Say why there is nothing to show, and what to do."""
    told = {"start": full_day(found.start), "end": full_day(found.end)}
    filtered = conditions_text(found)
    what = (
        texts.NOTHING_FILTERED.format(conditions=filtered, **told)
        if filtered
        else texts.NOTHING_PERIOD.format(**told)
    )
    with card("explore_nothing", title(found)):
        show(state(texts.NOTHING_TITLE, texts.NOTHING.format(what=what)))


def shape_panel(snapshot: Snapshot, moment: Moment, found: Explored, shape: Shape) -> None:
    """Show the chosen shape, one that is drawn."""
    if shape is Shape.CONTROL:
        _control(snapshot, moment, found)
        return
    notes = [span_text(found), *([conditions_text(found)] if found.address.where else [])]
    with card("explore_chart", title(found), " · ".join(notes)):
        drawn = None
        if shape is Shape.MULTIPLES:
            multiples(found)
            drawn = Drawn(title(found), partial(multiples_figure, found, MOST_PANELS, MOST_LINES))
        elif (drawing := draw(found, shape)) is not None:
            _chart(snapshot, found, shape, drawing)
            drawn = Drawn(title(found), lambda: drawing.figure)
        _below(snapshot, moment, found, "chart", drawn)


def _below(snapshot: Snapshot, moment: Moment, found: Explored, key: str, drawn: Drawn | None = None) -> None:
    notes = [source_note(found.address.metrics, moment)]
    if found.is_partial:
        notes.append(texts.PARTIAL.format(day=day(found.end)))
    first, *others = found.address.metrics
    metric_actions(
        snapshot,
        first,
        found.selection(),
        key=f"explore_{key}",
        note=" · ".join(notes),
        also=others,
        drawn=drawn,
    )


def _control(snapshot: Snapshot, moment: Moment, found: Explored) -> None:
    address = found.address
    panel = read(
        control_panel, snapshot, address.metrics[0], found.end, address.grain, where=address.conditions
    )
    control_panel_card(snapshot, moment, panel, key="explore", height=360)


@st.fragment
def _chart(snapshot: Snapshot, found: Explored, shape: Shape, drawing: Drawing) -> None:
    name = f"{found.address.text()}{shape.value}{found.end}{snapshot.id}"
    event = st.plotly_chart(
        appearance().figure(drawing.figure),
        key=f"chart_explore_{abs(hash(name))}",
        theme=None,
        config=dict(CONFIG),
        alt=title(found),
        on_select="rerun",
        selection_mode="points",
    )
    for note in drawing.notes:
        show(caption(note))
    key = key_of(event, drawing.keys)
    if key is None:
        show(caption(texts.MARK_HINT))
    else:
        _mark(snapshot, found, key)


def _mark(snapshot: Snapshot, found: Explored, key: Key) -> None:
    """Show what can be done with the mark that was clicked."""
    value = answer_text(key.metric_id, found.number(key))
    with st.container(horizontal=True, key="explore_mark", vertical_alignment="center"):
        with st.container(width="content"):
            show(span("fz-mark", texts.MARK.format(mark=mark_name(found, key), value=value), role="status"))
        alone = only(found.address, key)
        if st.button(texts.ONLY_THIS, key="explore_only", disabled=alone is None) and alone is not None:
            go(alone)
        deeper = drilled(found.address, key)
        label = texts.DRILL_NONE if deeper is None else texts.DRILL.format(what=_target(found.address, key))
        if st.button(label, key="explore_drill", disabled=deeper is None) and deeper is not None:
            go(deeper)
        if st.button(texts.ROWS, key="explore_rows"):
            open_detail(snapshot, key.metric_id, found.selection(key))


def _target(address: Address, key: Key) -> str:
    target = drill_target(address, key)
    if isinstance(target, Grain):
        return texts.GRAINS[target.value]
    return DIMENSIONS[target].label if target is not None else ""


def multiples(found: Explored) -> None:
    """Show a small chart for each series, or small bars for each metric or row; each leads to it alone."""
    if found.address.grain is Grain.TOTAL:
        look, (panels, total) = "fz-multiples fz-multiples-wide", _small_bars(found)
    else:
        look, (panels, total) = "fz-multiples", _small_lines(found)
    show(div(look, *panels))
    if total > len(panels):
        show(caption(texts.CAPPED_CHART.format(total=number(total), shown=len(panels))))
    notes = [texts.MULTIPLES_NOTE]
    if found.base.answers:
        notes.append(texts.MULTIPLES_BASE.format(base=found.base.name))
    show(caption("；".join(notes)))


def _small_lines(found: Explored) -> tuple[list[Markup], int]:
    ends = scales(found)
    panels = []
    labels = [period_name(period) for period in found.periods if period is not None]
    look = appearance()
    for metric_id, group in found.series[:MOST_PANELS]:
        keys = found.keys(metric_id, group)
        values = [found.number(key).value for key in keys]
        bases = [found.base.of(key) for key in keys]
        low, high = ends.get(METRICS[metric_id].unit, (0.0, 1.0))
        drawing = small_line(
            values,
            low,
            high,
            base=[None if one is None else one.value for one in bases] if found.base.answers else (),
            is_partial=found.is_partial,
        )
        name = series_name(found, metric_id, group)
        last = next((key for key in reversed(keys) if found.number(key).value is not None), None)
        told = texts.UNREPORTED if last is None else answer_text(metric_id, found.number(last))
        alt = texts.MULTIPLE_ALT.format(name=name, last=told)
        alone = only(found.address, Key(metric_id, None, group))
        head = address_link(alone, name) if alone is not None else span("", name)
        panels.append(
            div(
                "fz-multiple",
                element("div", head, element("small", told), class_="fz-multiple-head"),
                picture(look.text(drawing), alt, "fz-multiple-line"),
                element(
                    "div",
                    element("small", labels[0] if labels else ""),
                    element("small", labels[-1] if labels else ""),
                    class_="fz-multiple-ends",
                ),
            )
        )
    return panels, len(found.series)


def _small_bars(found: Explored) -> tuple[list[Markup], int]:
    parts = parts_of(found)
    ends = scales(found)
    panels = []
    for name, keys in parts[:MOST_PANELS]:
        high = ends.get(METRICS[keys[0].metric_id].unit, (0.0, 1.0))[1] or 1.0
        lines = [_small_bar(found, key, high) for key in keys[:MOST_LINES]]
        more = (
            texts.CAPPED_CHART.format(total=len(keys), shown=MOST_LINES) if len(keys) > MOST_LINES else None
        )
        panels.append(
            div(
                "fz-multiple",
                element("div", span("fz-multiple-name", name), class_="fz-multiple-head"),
                *lines,
                more,
            )
        )
    return panels, len(parts)


def _small_bar(found: Explored, key: Key, high: float) -> Markup:
    answer = found.number(key)
    width = max(0.0, min(100.0, 100 * (answer.value or 0) / high))
    value = key.group[-1]
    return div(
        "fz-mini-bar",
        element("span", value if value is not None else texts.UNSTATED),
        div("fz-mini-track", div("fz-mini-fill", style=f"width:{width:.1f}%")),
        element("span", answer_text(key.metric_id, answer)),
    )


def table_panel(
    snapshot: Snapshot, moment: Moment, found: Explored, found_table: PivotTable, *, is_alone: bool
) -> None:
    """Show the pivot table; each number leads to its 溯源. is_alone: no chart stands above it."""
    heading = title(found) if is_alone else texts.TABLE_TITLE
    with card("explore_table", heading, texts.TABLE_ASIDE):
        show(_table(snapshot, found_table))
        for note in _table_notes(found, found_table):
            show(caption(note))
        if is_alone:
            _below(snapshot, moment, found, "table")
        else:
            _others(snapshot, found)


def _others(snapshot: Snapshot, found: Explored) -> None:
    """Show 口径 and 明细 of the other metrics: the chart's line has those of the first; and 加入简报."""
    with st.container(horizontal=True, key="actions_explore_pivot", horizontal_alignment="right"):
        collect_button(
            snapshot, found.address.metrics, found.selection(), key="explore_pivot", form=Form.TABLE
        )
    for metric_id in found.address.metrics[1:]:
        metric_actions(
            snapshot,
            metric_id,
            found.selection(),
            key=f"explore_{metric_id}",
            note=f"{metric_id} {METRICS[metric_id].name}",
        )


def _table(snapshot: Snapshot, found: PivotTable) -> Markup:
    columns = [
        TableColumn(header, "nowrap" if place < found.labels else "number")
        for place, header in enumerate(found.headers)
    ]
    rows: list[list[Child]] = []
    if found.total is not None:
        label, *cells = found.total
        blanks = [""] * (found.labels - 1)
        rows.append([element("strong", label.text), *blanks, *(_cell(snapshot, cell) for cell in cells)])
    rows += [[*labels, *(_cell(snapshot, cell) for cell in cells)] for labels, cells in found.rows]
    return table(columns, rows, tall=True, chosen=0 if found.total is not None else None)


def _cell(snapshot: Snapshot, cell: TableCell) -> Child:
    if cell.selection is None:
        text: Child = cell.text
    else:
        address = TraceAddress(cell.metric_id, cell.selection, snapshot.id)
        text = trace_address_link(address, cell.text, css_class=_NUMBER_LINK)
    return join(text, *(span("fz-beneath", line) for line in cell.beneath)) if cell.beneath else text


def _table_notes(found: Explored, shown: PivotTable) -> Sequence[str]:
    notes = list(capped(found))
    if shown.all_rows > len(shown.rows):
        notes.append(texts.CAPPED_ROWS.format(total=number(shown.all_rows), shown=len(shown.rows)))
    columns = len(shown.headers) - shown.labels
    if shown.all_columns > columns:
        notes.append(texts.CAPPED_COLUMNS.format(total=number(shown.all_columns), shown=columns))
    if found.address.grain is not Grain.TOTAL and is_stock(found.address.metrics):
        notes.append(texts.STOCK_TOTAL)
    if any(DIMENSIONS[name].is_many for name in found.address.by):
        notes.append(texts.MANY_TOTAL)
    return notes
