"""执法监督: are files passed, are faults mended in time, what are they, how does reconsideration go."""

from __future__ import annotations

import streamlit as st

from dashboard.data.enforcement import enforcement
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import subjects as texts
from dashboard.widgets import enforcement as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets.head import begin_page
from warehouse.watchlists.names import unit_names


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.ENFORCEMENT_TITLE)
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, read(unit_names, snapshot))
    filters.show_notices()
    found = read(enforcement, snapshot, moment, period, unit)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, middle, right = st.columns([1, 1, 1.25])
    with left:
        parts.grades_panel(snapshot, moment, found)
    with middle:
        parts.problems_panel(snapshot, moment, found)
    with right:
        parts.overdue_panel(snapshot, moment, found)
    left, middle, right = st.columns(3)
    with left:
        parts.rates_panel(snapshot, moment, found)
    with middle:
        parts.cases_panel(snapshot, moment, found)
    with right:
        parts.outcomes_panel(snapshot, moment, found)
    parts.units_panel(snapshot, found)
