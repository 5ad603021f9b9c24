"""依法行政考核: how does each unit score, and what evidence stands behind it."""

from __future__ import annotations

import streamlit as st

from dashboard.data.assessment import BY_SCORE, assessment
from dashboard.session import read
from dashboard.texts import assessment as texts
from dashboard.texts import common
from dashboard.widgets import assessment as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets.head import begin_page
from warehouse.watchlists.assessment import assessed_years, unit_kinds
from warehouse.watchlists.unit_file import active_unit_names

YEAR, KIND, ORDER = "year", "kind", "order"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE, own_parameters=frozenset((YEAR, KIND, ORDER)))
    this_year = moment.as_of.year
    years = [this_year, *(year for year in read(assessed_years, snapshot) if year < this_year)]
    units = read(active_unit_names, snapshot, moment.as_of)
    with st.container(key="filters", horizontal=True):
        year = filters.choose(
            YEAR,
            texts.YEAR_LABEL,
            [str(one) for one in years],
            str(this_year),
            written=lambda one: texts.YEAR.format(year=one),
        )
        kind = filters.choose_name(KIND, texts.KIND_LABEL, read(unit_kinds, snapshot))
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, units)
        order = filters.choose(
            ORDER, texts.ORDER_LABEL, list(texts.ORDERS), BY_SCORE, written=lambda one: texts.ORDERS[one]
        )
    filters.show_notices()
    found = read(assessment, snapshot, moment, int(year), kind, unit, order)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
    left, right = st.columns([2.15, 1])
    with left:
        parts.scorecard_panel(snapshot, moment, found, [name for name in (kind, unit) if name])
    with right:
        parts.targets_panel(snapshot, moment, found)
    left, right = st.columns([1, 1.3])
    with left:
        parts.stages_panel(snapshot, moment, found)
        parts.duty_reports_panel(snapshot, moment, found)
    with right:
        parts.governance_panel(snapshot, moment, found)
