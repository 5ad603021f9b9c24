"""一村一档: everything about one village or community, or the tiles of all to choose from."""

from __future__ import annotations

import streamlit as st

from dashboard.data.village_file import village_file, village_list
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import village_file as texts
from dashboard.widgets import filters
from dashboard.widgets import village_file as parts
from dashboard.widgets import village_records as records
from dashboard.widgets.file_links import VILLAGE
from dashboard.widgets.head import begin_page
from warehouse.watchlists.names import township_names
from warehouse.watchlists.village_file import steward_norm, villages


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE, own_parameters=frozenset((VILLAGE,)))
    with st.container(key="filters", horizontal=True):
        township = filters.choose_name(
            filters.TOWNSHIP, common.TOWNSHIP_LABEL, read(township_names, snapshot)
        )
        every = read(villages, snapshot)
        names = [one.village for one in every if township in (None, one.township)]
        name = filters.choose_name(VILLAGE, texts.VILLAGE_LABEL, names)
    filters.show_notices()
    found = read(village_file, snapshot, moment, name) if name else None
    if found is None:
        groups = read(village_list, snapshot, moment, township)
        parts.list_panel(snapshot, moment, groups, read(steward_norm, snapshot))
        return
    parts.head_panel(snapshot, moment, found)
    left, right = st.columns([1.3, 1])
    with left:
        parts.history_panel(snapshot, moment, found)
        records.activities_panel(snapshot, moment, found)
        records.stewards_panel(snapshot, moment, found)
    with right:
        parts.neighbours_panel(snapshot, moment, found)
        records.honours_panel(snapshot, moment, found)
        records.venues_panel(snapshot, moment, found)
