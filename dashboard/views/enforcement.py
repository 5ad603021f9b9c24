"""执法监督: are faults mended in time, is every unit doing the three systems, what do files show."""

from __future__ import annotations

import streamlit as st

from dashboard.data.enforcement import Enforcement, enforcement
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.texts import common, pages
from dashboard.widgets import enforcement as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets.controls import controls_row
from dashboard.widgets.head import begin_page
from dashboard.widgets.three_systems import systems_panel
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot
from warehouse.watchlists.enforcement import enforcement_unit_names


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(pages.ENFORCEMENT)
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, read(enforcement_unit_names, snapshot))
    filters.show_notices()
    found = read(enforcement, snapshot, moment, period, unit)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    st.fragment(_rectification)(snapshot, moment, found)
    st.fragment(systems_panel)(snapshot, moment, found)
    st.fragment(_reviews)(snapshot, moment, found)
    st.fragment(controls_row)(snapshot, moment, ("E11", "E13"), Grain.HALF, found.reviews.where)
    st.fragment(_units)(snapshot, moment, found)


def _rectification(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    left, right = st.columns([1.35, 1])
    with left:
        parts.course_panel(snapshot, moment, found)
    with right:
        parts.overdue_panel(snapshot, moment, found)


def _reviews(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    left, middle, right = st.columns(3)
    with left:
        parts.grades_panel(snapshot, moment, found)
    with middle:
        parts.problems_panel(snapshot, moment, found)
    with right:
        parts.rates_panel(snapshot, moment, found)


def _units(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    left, right = st.columns([1.5, 1])
    with left:
        parts.units_panel(snapshot, found)
    with right:
        parts.years_panel(snapshot, moment, found)
