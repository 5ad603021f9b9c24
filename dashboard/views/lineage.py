"""溯源: by which rows and cells a number has come about, and what their original looks like."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.data import lineage as data
from dashboard.data import lineage_tables as tables
from dashboard.data.lineage_address import PARAMETERS, Address, read_address
from dashboard.data.lineage_before import snapshot_before, week_before
from dashboard.data.verdict import Hint, hints_by_metric
from dashboard.session import read
from dashboard.texts import lineage as texts
from dashboard.widgets import filters
from dashboard.widgets import lineage as panels
from dashboard.widgets import lineage_tables as whole
from dashboard.widgets.head import begin_page
from dashboard.widgets.lineage_picture import picture_panel, place_panel
from warehouse.home import Home
from warehouse.ledger_reading import verdict
from warehouse.snapshots import Snapshot
from warehouse.source_rows import metrics_of_row


def show() -> None:
    """Draw the page."""
    asked, notices = read_address({name: st.query_params.get_all(name) for name in st.query_params})
    snapshot, _ = begin_page(texts.TITLE, with_week=False, own_parameters=PARAMETERS)
    address, reasons = read(data.usable, snapshot, replace(asked, snapshot=snapshot.id))
    panels.choose_metric(address)
    for text in (*notices, *reasons):
        filters.notice(text)
    filters.show_notices()
    if address.metric_id is not None:
        _show_number(snapshot, address, address.metric_id)
    elif address.table is not None:
        _show_table(snapshot, address, address.table)
    else:
        panels.no_metric_panel()


def _show_number(snapshot: Snapshot, address: Address, metric_id: str) -> None:
    """Show the number and its rows at once; what takes longer, the past and the original, comes after."""
    selection = address.selection
    row = read(data.chosen_row, snapshot, metric_id, selection, address.row) if address.row else None
    left, right = st.columns([1, 1.3])
    with left:
        past = panels.number_panel(
            read(data.shown_number, snapshot, metric_id, selection), _hints(snapshot, metric_id)
        )
        if row is not None:
            panels.entered_panel(address, row.row_id, read(metrics_of_row, snapshot, row.row_id))
    with right:
        if row is None:
            whole.tables_panel(address, read(tables.tables_of, snapshot, metric_id, selection))
        else:
            cell = row.cell(address.cell) or row.cell(row.counted)
            panels.row_panel(address, row, cell)
    original = st.empty()
    if address.table is not None:
        _show_table(snapshot, address, address.table)
    split = read(data.parts, snapshot, metric_id, selection)
    if split:
        panels.parts_panel(address, split)
    panels.rows_panel(address, read(data.behind, snapshot, metric_id, selection, address.leaf))
    if row is not None:
        _show_beside(snapshot, address, metric_id, row)
    home = Home.find()
    week = read(week_before, snapshot, metric_id, selection)
    panels.show_past(past, week, read(snapshot_before, snapshot, home, metric_id, selection))
    if row is not None and cell is not None:
        with original.container():
            picture_panel(home, cell)


def _hints(snapshot: Snapshot, metric_id: str) -> tuple[Hint, ...] | None:
    """Return the failed checks that touch a number; None where its snapshot was never checked."""
    if read(verdict, snapshot) is None:
        return None
    return read(hints_by_metric, snapshot).get(metric_id, ())


def _show_beside(snapshot: Snapshot, address: Address, metric_id: str, row: data.ChosenRow) -> None:
    """Show the other rows of the chosen row's table, and the other tables behind the number."""
    table = read(tables.table_of_row, snapshot, metric_id, address.selection, row)
    if table is not None:
        whole.table_panel(
            address, read(tables.table_view, snapshot, table, address.fate, metric_id, address.selection)
        )
    whole.tables_panel(address, read(tables.tables_of, snapshot, metric_id, address.selection))


def _show_table(snapshot: Snapshot, address: Address, table: str) -> None:
    """Show every row of a table, and the original of the one that is looked at."""
    fate = tables.known_fate(address.fate)
    found = read(tables.table_view, snapshot, table, fate, address.metric_id, address.selection)
    whole.table_panel(replace(address, fate=fate), found)
    if address.at is not None:
        place_panel(Home.find(), found.table, address.at)
