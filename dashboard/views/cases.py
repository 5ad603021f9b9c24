"""复议应诉: what comes in, how it ends, and whether the clocks are kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data.cases import Cases, cases
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.texts import cases as texts
from dashboard.texts import pages
from dashboard.widgets import cases as parts
from dashboard.widgets import filters, kpi, lawsuits
from dashboard.widgets.controls import controls_row
from dashboard.widgets.head import begin_page
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot
from warehouse.watchlists.cases import case_body_names, case_field_names

FIELD = "field"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(pages.CASES, own_parameters=frozenset({FIELD}))
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        field = filters.choose_name(FIELD, texts.FIELD_LABEL, read(case_field_names, snapshot))
        unit = filters.choose_name(filters.UNIT, texts.BODY_LABEL, read(case_body_names, snapshot))
    filters.show_notices()
    found = read(cases, snapshot, moment, period, field, unit)
    chosen = [name for name in (field, unit) if name]
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    st.fragment(_way)(snapshot, moment, found, chosen)
    st.fragment(_corrections)(snapshot, moment, found, chosen)
    st.fragment(controls_row)(snapshot, moment, ("F06", "F07"), Grain.QUARTER, found.reconsiderations.where)
    st.fragment(_lawsuits)(snapshot, moment, found, chosen)
    st.fragment(lawsuits.units_panel)(snapshot, found, chosen)


def _way(snapshot: Snapshot, moment: Moment, found: Cases, chosen: Sequence[str]) -> None:
    left, right = st.columns([1.35, 1])
    with left:
        parts.flow_panel(snapshot, moment, found, chosen)
    with right:
        parts.clocks_panel(snapshot, moment, found)


def _corrections(snapshot: Snapshot, moment: Moment, found: Cases, chosen: Sequence[str]) -> None:
    left, right = st.columns(2)
    with left:
        parts.correction_panel(snapshot, moment, found, chosen, by_field=True)
    with right:
        parts.correction_panel(snapshot, moment, found, chosen, by_field=False)
    left, right = st.columns(2)
    with left:
        parts.received_panel(snapshot, moment, found, chosen)
    with right:
        parts.outcomes_panel(snapshot, moment, found, chosen)


def _lawsuits(snapshot: Snapshot, moment: Moment, found: Cases, chosen: Sequence[str]) -> None:
    left, middle, right = st.columns([1.2, 1, 1])
    with left:
        lawsuits.attendance_panel(snapshot, moment, found, chosen)
    with middle:
        lawsuits.judgments_panel(snapshot, moment, found, chosen)
    with right:
        lawsuits.lawsuit_years_panel(snapshot, moment, found, chosen)
