"""一单位一档: everything about one unit with its evidence, or the list of units to choose from."""

from __future__ import annotations

import streamlit as st

from dashboard.data.unit_file import unit_file, unit_list
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import unit_file as texts
from dashboard.widgets import filters
from dashboard.widgets import unit_file as parts
from dashboard.widgets.head import begin_page
from warehouse.watchlists.unit_file import active_unit_names


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE)
    with st.container(key="filters", horizontal=True):
        units = read(active_unit_names, snapshot, moment.as_of)
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, units)
    filters.show_notices()
    if unit is None:
        parts.list_panel(snapshot, moment, read(unit_list, snapshot, moment))
        return
    found = read(unit_file, snapshot, moment, unit)
    parts.head_panel(snapshot, moment, found)
    parts.blocks(snapshot, moment, found)
