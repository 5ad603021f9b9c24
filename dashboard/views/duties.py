"""普法责任制: which unit has not done what it promised?"""

from __future__ import annotations

import streamlit as st

from dashboard.data.duties import duties
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import duties as texts
from dashboard.widgets import duties as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets.head import begin_page
from warehouse.watchlists.duties import duty_kinds, duty_units, duty_years

_YEAR = "year"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE, own_parameters=frozenset({_YEAR}))
    current = moment.as_of.year
    years = sorted({current, *(year for year in read(duty_years, snapshot) if year <= current)}, reverse=True)
    with st.container(key="filters", horizontal=True):
        year = filters.choose(
            _YEAR,
            texts.YEAR_LABEL,
            [str(one) for one in years],
            str(current),
            written=lambda one: texts.YEAR.format(year=one),
        )
        duty = filters.choose_name(filters.CATEGORY, texts.DUTY_LABEL, read(duty_kinds, snapshot))
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, read(duty_units, snapshot))
    filters.show_notices()
    found = read(duties, snapshot, moment, int(year), unit, duty)
    with st.container(key="duty_cards"):
        st.fragment(kpi.show_cards)(snapshot, list(found.cards), per_row=6)
    left, right = st.columns([1.45, 1])
    with left:
        parts.matrix_panel(snapshot, moment, found, [name for name in (duty, unit) if name])
    with right:
        parts.overdue_panel(snapshot, moment, found)
        parts.awaited_panel(snapshot, moment, found)
    for column, panel in zip(
        st.columns(3), (parts.curve_panel, parts.kinds_panel, parts.reminders_panel), strict=True
    ):
        with column:
            panel(snapshot, moment, found)
