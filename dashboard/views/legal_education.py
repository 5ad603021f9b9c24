"""普法覆盖: is the plan on course, which settings and villages are left out, who does how much."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.data.legal_education import control_panels, joint_events, legal_education
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import legal_education as words
from dashboard.texts import subjects as texts
from dashboard.widgets import filters, kpi
from dashboard.widgets import legal_education as parts
from dashboard.widgets.head import begin_page
from warehouse.metrics.selection import Grain
from warehouse.watchlists.names import township_names, unit_names

_GRAIN = "grain"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.LEGAL_EDUCATION_TITLE, own_parameters=frozenset({_GRAIN}))
    with st.container(key="filters", horizontal=True):
        period = filters.choose_period()
        township = filters.choose_name(
            filters.TOWNSHIP, common.TOWNSHIP_LABEL, read(township_names, snapshot)
        )
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, read(unit_names, snapshot))
        grain = filters.choose(
            _GRAIN, words.GRAIN_LABEL, list(words.GRAINS), "week", written=lambda one: words.GRAINS[one]
        )
    filters.show_notices()
    found = read(legal_education, snapshot, moment, period, township, unit)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, right = st.columns(2)
    for column, progress in zip((left, right), found.progress, strict=False):
        with column:
            parts.progress_panel(snapshot, moment, progress)
    left, right = st.columns([1.35, 1])
    with left:
        parts.village_panel(snapshot, moment, found, township, unit)
    with right:
        parts.settings_panel(snapshot, moment, found)
        parts.ranking_panel(snapshot, moment, found)
    panels = read(control_panels, snapshot, moment, Grain(grain), township, unit)
    parts.control_panels_row(snapshot, moment, panels)
    until_now = replace(found.settings_selection, start=None)
    parts.joint_panel(snapshot, moment, read(joint_events, snapshot, unit), until_now)
