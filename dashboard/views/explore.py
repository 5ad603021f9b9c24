"""趋势探索: any metrics, split, period and filters, compared and drawn as fits, the whole in the address."""

from __future__ import annotations

import streamlit as st

from dashboard.data.explore import Explored, explore, usable
from dashboard.data.explore_address import PARAMETERS, Address, Shape
from dashboard.data.explore_table import pivot
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.texts import explore as texts
from dashboard.widgets import explore_controls as controls
from dashboard.widgets import explore_panels as panels
from dashboard.widgets import filters
from dashboard.widgets.explore_downloads import downloads_button
from dashboard.widgets.explore_state import current, put, take_said
from dashboard.widgets.explore_views import start_panel, views_button
from dashboard.widgets.head import begin_page
from warehouse.snapshots import Snapshot

COLUMNS_BESIDE = 4
WIDTHS = (1.9, 1)


def show() -> None:
    """Draw the page."""
    asked, notices = current()
    snapshot, moment = begin_page(texts.TITLE, own_parameters=PARAMETERS)
    address, unknown = read(usable, snapshot, asked)
    found = read(explore, snapshot, address, moment.as_of) if address.metrics else None
    for text in (*notices, *unknown, *(found.notices if found else ()), take_said()):
        if text:
            filters.notice(text)
    # What was not usable does not stay in the link.
    if notices or address != asked:
        put(address)
    _ask(snapshot, address, moment, found)
    filters.show_notices()
    if found is None:
        start_panel()
    elif not found.facts.has_values:
        panels.nothing_panel(found)
    else:
        _answer(snapshot, moment, found)


def _ask(snapshot: Snapshot, address: Address, moment: Moment, found: Explored | None) -> None:
    with st.container(key="card_explore_ask"):
        with st.container(horizontal=True, key="explore_what", vertical_alignment="center"):
            with st.container(width=400, key="explore_find"):
                controls.search(address)
            controls.chosen_metrics(address)
            views_button(address)
            if found is not None:
                downloads_button(snapshot, found)
        if address.metrics:
            controls.selectors(snapshot, address, moment.as_of)
        if address.where:
            with st.container(horizontal=True, key="explore_conditions"):
                controls.conditions(address)


def _answer(snapshot: Snapshot, moment: Moment, found: Explored) -> None:
    shape = panels.choose_shape(found)
    table = pivot(found)
    if shape is Shape.TABLE:
        panels.table_panel(snapshot, moment, found, table, is_alone=True)
        return
    # A table of few columns has room beside the chart.
    is_beside = len(table.headers) <= COLUMNS_BESIDE
    left, right = st.columns(WIDTHS) if is_beside else (st.container(), st.container())
    with left:
        panels.shape_panel(snapshot, moment, found, shape)
    with right:
        panels.table_panel(snapshot, moment, found, table, is_alone=False)
