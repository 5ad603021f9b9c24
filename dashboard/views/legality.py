"""合法性审查: is everything reviewed that must be, and in time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data.legality import Legality, legality, type_names
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.texts import common, pages
from dashboard.texts import legality as texts
from dashboard.widgets import filters, kpi
from dashboard.widgets import legality as parts
from dashboard.widgets.controls import controls_row
from dashboard.widgets.head import begin_page
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot
from warehouse.watchlists.legality import review_unit_names

TYPE = "type"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(pages.LEGALITY, own_parameters=frozenset({TYPE}))
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        kind = filters.choose_name(TYPE, texts.TYPE_LABEL, type_names())
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, read(review_unit_names, snapshot))
    filters.show_notices()
    found = read(legality, snapshot, moment, period, kind, unit)
    chosen = [name for name in (kind, unit) if name]
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    st.fragment(_clocks)(snapshot, moment, found, chosen)
    st.fragment(_structure)(snapshot, moment, found, chosen)
    st.fragment(controls_row)(snapshot, moment, ("L03", "L04"), Grain.MONTH, found.now.where)
    st.fragment(_units)(snapshot, moment, found, chosen)


def _clocks(snapshot: Snapshot, moment: Moment, found: Legality, chosen: Sequence[str]) -> None:
    left, right = st.columns([1.35, 1])
    with left:
        parts.turnaround_panel(snapshot, moment, found, chosen)
    with right:
        parts.in_hand_panel(snapshot, moment, found)


def _structure(snapshot: Snapshot, moment: Moment, found: Legality, chosen: Sequence[str]) -> None:
    left, middle, right = st.columns([1, 1, 1.3])
    with left:
        parts.conclusions_panel(snapshot, moment, found, chosen)
    with middle:
        parts.quarters_panel(snapshot, moment, found, chosen)
    with right:
        parts.late_panel(snapshot, moment, found)


def _units(snapshot: Snapshot, moment: Moment, found: Legality, chosen: Sequence[str]) -> None:
    left, right = st.columns([1, 1.7])
    with left:
        parts.adopted_panel(snapshot, moment, found, chosen)
    with right:
        parts.units_panel(snapshot, found, chosen)
