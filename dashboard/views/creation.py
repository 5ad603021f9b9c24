"""法治创建: what is held at which level, what is on its way, what is due for re-examination."""

from __future__ import annotations

import streamlit as st

from dashboard.data.creation import category_names, creation
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import creation as texts
from dashboard.widgets import creation as parts
from dashboard.widgets import creation_paths as paths
from dashboard.widgets import filters, kpi
from dashboard.widgets.head import begin_page
from warehouse.watchlists.creation import application_years
from warehouse.watchlists.names import township_names

LEVEL = "level"
YEAR = "year"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE, own_parameters=frozenset((LEVEL, YEAR)))
    with st.container(key="filters", horizontal=True):
        category = filters.choose_name(
            filters.CATEGORY, common.CATEGORY_LABEL, read(category_names, snapshot, moment.as_of)
        )
        township = filters.choose_name(
            filters.TOWNSHIP, common.TOWNSHIP_LABEL, read(township_names, snapshot)
        )
        level = filters.choose_named(LEVEL, texts.LEVEL_LABEL, texts.LEVEL_NAMES)
        years = read(application_years, snapshot, moment.as_of)
        year = filters.choose_named(
            YEAR, texts.YEAR_LABEL, {one: texts.YEAR.format(year=one) for one in years}
        )
    filters.show_notices()
    found = read(creation, snapshot, moment, category, township, level, int(year) if year else None)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, middle, right = st.columns([1, 1, 1.3])
    with left:
        parts.pyramid_panel(snapshot, moment, found)
    with middle:
        paths.funnel_panel(snapshot, moment, found)
        parts.progress_panel(snapshot, moment, found)
    with right:
        parts.due_panel(snapshot, moment, found)
    left, right = st.columns([2.3, 1])
    with left:
        paths.histories_panel(snapshot, moment, found)
    with right:
        parts.new_panel(snapshot, moment, found)
    paths.conversion_panel(found)
    conditions = (category, township, texts.LEVEL_NAMES[level] if level else None)
    parts.honours_panel(snapshot, found, [name for name in conditions if name])
