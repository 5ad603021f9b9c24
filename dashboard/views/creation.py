"""法治创建: what is held at which level, what is on its way, what is new."""

from __future__ import annotations

import streamlit as st

from dashboard.data.creation import category_names, creation
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import subjects as texts
from dashboard.widgets import creation as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets.head import begin_page
from warehouse.watchlists.names import township_names


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.CREATION_TITLE)
    with st.container(key="filters", horizontal=True):
        category = filters.choose_name(
            filters.CATEGORY, common.CATEGORY_LABEL, read(category_names, snapshot, moment.as_of)
        )
        township = filters.choose_name(
            filters.TOWNSHIP, common.TOWNSHIP_LABEL, read(township_names, snapshot)
        )
    filters.show_notices()
    found = read(creation, snapshot, moment, category, township)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, middle, right = st.columns(3)
    with left:
        parts.pyramid_panel(snapshot, moment, found)
    with middle:
        parts.progress_panel(snapshot, moment, found)
    with right:
        parts.new_panel(snapshot, moment, found)
    parts.honours_panel(snapshot, found, [name for name in (category, township) if name])
