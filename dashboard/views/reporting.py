"""报送情况: who has not reported, who reports late, what came in, and what went back."""

from __future__ import annotations

import streamlit as st

from dashboard.data.reporting import COLUMNS, MAIN_DATASET, dataset_names, reporting, sender_names
from dashboard.session import read
from dashboard.texts import common, pages
from dashboard.texts import reporting as texts
from dashboard.widgets import filters, kpi
from dashboard.widgets import reporting as parts
from dashboard.widgets.head import begin_page
from dashboard.widgets.panels import text_panel
from dashboard.widgets.safe import empty
from warehouse.metrics.selection import Grain

DATASET = "dataset"
GRAIN = "grain"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(pages.REPORTING, own_parameters=frozenset({DATASET, GRAIN}))
    labels = read(dataset_names, snapshot)
    if not labels:
        filters.show_notices()
        text_panel("missing", pages.REPORTING, empty(texts.NOT_REPORTED_EMPTY))
        return
    with st.container(key="filters", horizontal=True):
        dataset = filters.choose(
            DATASET,
            texts.DATASET_LABEL,
            list(labels),
            MAIN_DATASET if MAIN_DATASET in labels else next(iter(labels)),
            written=lambda name: labels.get(name, name),
        )
        grain = filters.choose(
            GRAIN,
            texts.GRAIN_LABEL,
            [one.value for one in COLUMNS],
            Grain.MONTH.value,
            written=lambda name: texts.GRAINS[name],
        )
        period = filters.choose_period()
        unit = filters.choose_name(
            filters.UNIT, common.UNIT_LABEL, read(sender_names, snapshot, dataset, moment.as_of)
        )
    filters.show_notices()
    found = read(reporting, snapshot, moment, dataset, Grain(grain), period, unit)
    left, right = st.columns([1.15, 1])
    with left:
        parts.missing_panel(moment, found)
    with right:
        st.fragment(kpi.show_cards)(snapshot, list(found.cards), per_row=2)
    parts.calendar_panel(snapshot, moment, dataset, found)
    parts.received_panel(snapshot, moment, found, unit)
    left, right = st.columns(2)
    with left:
        parts.units_panel(snapshot, found)
    with right:
        parts.returns_panel(snapshot, moment, found)
