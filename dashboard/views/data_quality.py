"""数据质量: may the numbers be trusted, what has to be mended, and by whom."""

from __future__ import annotations

import streamlit as st

from dashboard.data.data_quality import data_quality, findings_shown, quarantined_shown
from dashboard.data.verdict import verdict_history
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import quality as texts
from dashboard.widgets import data_quality as parts
from dashboard.widgets import filters
from dashboard.widgets.head import begin_page
from warehouse.home import Home


def show() -> None:
    """Draw the page."""
    snapshot, _ = begin_page(texts.TITLE, with_week=False)
    found = read(data_quality, snapshot)
    with st.container(key="filters", horizontal=True):
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, found.units)
        code = filters.choose_named(filters.CAUSE, texts.CAUSE_LABEL, found.cause_titles)
    filters.show_notices()
    left, right = st.columns([1, 1])
    with left:
        parts.verdict_panel(found)
    with right:
        parts.conservation_panel(found)
        parts.history_panel(verdict_history(snapshot, Home.find()))
    left, right = st.columns([1.35, 1])
    with left:
        parts.causes_panel(found)
    with right:
        parts.units_panel(found)
    cause = found.cause_titles.get(code) if code else None
    parts.findings_panel(read(findings_shown, snapshot, unit, code), unit, cause)
    parts.quarantined_panel(snapshot, read(quarantined_shown, snapshot, unit), unit)
    parts.accounts_panel(snapshot, found)
    left, right = st.columns(2)
    with left:
        parts.refused_panel(found)
    with right:
        parts.runs_panel(found)
