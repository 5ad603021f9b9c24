"""队伍阵地: are there enough people and places for legal education, and where are they missing?"""

from __future__ import annotations

import streamlit as st

from dashboard.data.people import people
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import people as texts
from dashboard.widgets import filters, kpi
from dashboard.widgets import people as parts
from dashboard.widgets.head import begin_page
from warehouse.watchlists.names import township_names
from warehouse.watchlists.people import sending_units, village_kinds


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE)
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        township = filters.choose_name(
            filters.TOWNSHIP, common.TOWNSHIP_LABEL, read(township_names, snapshot)
        )
        kind = filters.choose_name(filters.CATEGORY, texts.KIND_LABEL, read(village_kinds, snapshot))
        unit = filters.choose_name(filters.UNIT, texts.SENDING_UNIT_LABEL, read(sending_units, snapshot))
    filters.show_notices()
    found = read(people, snapshot, moment, period, township, kind, unit)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, right = st.columns([1.35, 1])
    with left:
        parts.villages_panel(snapshot, moment, found, [name for name in (township, kind) if name])
    with right:
        parts.schools_panel(snapshot, moment, found)
        parts.gaps_panel(snapshot, moment, found)
    parts.venues_panel(snapshot, moment, found)
    for column, panel in zip(
        st.columns(2) + st.columns(2),
        (parts.trend_panel, parts.roles_panel, None, parts.education_panel),
        strict=True,
    ):
        with column:
            if panel is None:
                parts.training_panel(snapshot, moment, period, found)
            else:
                panel(snapshot, moment, found)
