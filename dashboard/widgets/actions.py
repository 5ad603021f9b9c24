"""口径, 明细 and 图片: what a number means, the rows of files it is made of, its chart to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.data.definition import Definition, definition
from dashboard.data.detail import Detail, DetailRow, detail
from dashboard.data.lineage_address import Address
from dashboard.markup import Markup, div, element, join, span
from dashboard.session import read
from dashboard.texts import common
from dashboard.widgets.basket_button import collect_button
from dashboard.widgets.lineage_links import address_link, trace_links
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.picture_button import Drawn, picture_button
from dashboard.widgets.safe import empty, guarded, show
from dashboard.widgets.verdict import show_hints
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

_CELLS = (
    TableColumn(common.CELL_HEADERS[0], "nowrap"),
    TableColumn(common.CELL_HEADERS[1], "nowrap"),
    TableColumn(common.CELL_HEADERS[2]),
    TableColumn(common.CELL_HEADERS[3]),
)


def metric_actions(
    snapshot: Snapshot,
    metric_id: str,
    selection: Selection,
    *,
    key: str,
    note: str = "",
    also: Sequence[str] = (),
    drawn: Drawn | None = None,
    is_short: bool = False,
) -> None:
    """Show a note on the left; on the right what warns of it, 溯源, 口径, 明细, a chart's 图片, and 加入简报.

    also: other metrics shown beside. drawn: the chart that it is about. is_short: 加入简报 stands in 明细,
    for a page with many numbers.
    """
    collect = partial(collect_button, snapshot, (metric_id, *also), selection, key=key, drawn=drawn)
    links = trace_links(snapshot, (metric_id, *also), selection)
    with st.container(horizontal=True, key=f"actions_{key}", vertical_alignment="center"):
        with st.container():
            show(div("fz-note-line", span("fz-kpi-note", note), element("span", *links)))
        show_hints(snapshot, (metric_id, *also), key=key)
        with st.popover(common.DEFINITION, type="tertiary", key=f"definition_{key}"):
            show(definition_markup(read(definition, snapshot, metric_id)))
        if st.button(common.DETAIL, key=f"detail_{key}", type="tertiary"):
            open_detail(snapshot, metric_id, selection, collect if is_short else None)
        if drawn is not None:
            picture_button(snapshot, drawn, (metric_id, *also), selection, key=key)
        if not is_short:
            collect()


def definition_markup(record: Definition) -> Markup:
    """Return a metric's definition as a short list."""
    return div(
        "fz-definition",
        element("strong", record.title),
        *(div("", element("span", label), element("span", text)) for label, text in record.lines),
    )


def open_detail(
    snapshot: Snapshot, metric_id: str, selection: Selection, collect: Callable[[], None] | None = None
) -> None:
    """Open the drawer with the rows behind a number. collect: draws the button 加入简报 above them."""

    def body() -> None:
        if collect is not None:
            with st.container(key="actions_drawer", horizontal=True, horizontal_alignment="right"):
                collect()
        address = Address(metric_id, selection, snapshot.id)
        show(detail_markup(read(detail, snapshot, metric_id, selection), address))

    # Guarded on its own: a click redraws a fragment, outside the boundary of the page.
    name = read(definition, snapshot, metric_id).title
    st.dialog(f"{common.DETAIL} · {name}", width="large")(guarded(body))()


def detail_markup(found: Detail, address: Address) -> Markup:
    """Return the rows behind a number; each opens to its cells, and a cell leads to the original."""
    if not found.rows:
        return empty(common.NO_ROWS)
    if found.shown < found.total:
        counted = common.ROWS_SHOWN.format(total=f"{found.total:,}", shown=f"{found.shown:,}")
    else:
        counted = common.ROWS_ALL.format(total=f"{found.total:,}")
    return join(
        caption(f"{found.summary}　{counted}{common.OPEN_ROW_HINT}"),
        div(
            "fz-rows-head",
            element("span", common.ROWS_HEAD_CONTRIBUTION),
            element("span", common.ROWS_HEAD_ROW),
            element("span", common.ROWS_HEAD_SOURCE),
        ),
        div("fz-rows", *(_row(row, address, is_open=index == 0) for index, row in enumerate(found.rows))),
    )


def _row(row: DetailRow, address: Address, *, is_open: bool) -> Markup:
    cells = [
        (label, address_link(address.at_row(row.row_id, column), place), raw, value)
        for column, (label, place, raw, value) in zip(row.columns, row.cells, strict=True)
    ]
    return element(
        "details",
        element(
            "summary",
            span("fz-contribution", row.contribution),
            span("fz-row-title", row.title),
            span("fz-source", row.source),
        ),
        table(_CELLS, cells),
        class_="fz-row",
        open="open" if is_open else None,
    )
