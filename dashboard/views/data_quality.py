"""数据质量: may the numbers be trusted, what has to be mended, and by whom; the rest in sections below."""

from __future__ import annotations

import streamlit as st

from dashboard.data import data_quality as data
from dashboard.data.file_search import known_file, search
from dashboard.data.returned_files import returned_files
from dashboard.data.verdict import verdict_history
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import quality as texts
from dashboard.widgets import data_quality as parts
from dashboard.widgets import filters, kpi
from dashboard.widgets import quality_ledger as ledger
from dashboard.widgets.file_search import FILE, FIND, TAB, found_panels, search_box
from dashboard.widgets.head import begin_page
from dashboard.widgets.returned_files import returns_panel
from dashboard.widgets.sections import Section, check_section, show_sections
from warehouse.home import Home
from warehouse.snapshots import Snapshot


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE, with_week=False, own_parameters=frozenset({TAB, FIND, FILE}))
    found = read(data.data_quality, snapshot, moment)
    with st.container(key="filters", horizontal=True):
        unit = filters.choose_name(filters.UNIT, common.UNIT_LABEL, found.units)
        code = filters.choose_named(filters.CAUSE, texts.CAUSE_LABEL, found.cause_titles)
    sections = _sections(snapshot, moment, found, unit, code)
    check_section(TAB, texts.SECTION_LABEL, sections)
    _check_file(snapshot)
    filters.show_notices()
    left, middle, right = st.columns([1.25, 1, 1])
    with left:
        parts.trust_panel(found)
    with middle:
        parts.units_panel(found)
    with right:
        parts.causes_panel(found)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards), per_row=len(found.cards))
    st.fragment(show_sections)(TAB, sections)


def _sections(
    snapshot: Snapshot, moment: Moment, found: data.DataQuality, unit: str | None, code: str | None
) -> tuple[Section, ...]:
    home = Home.find()

    def mend() -> None:
        cause = found.cause_titles.get(code) if code else None
        parts.findings_panel(read(data.findings_shown, snapshot, unit, code), unit, cause)
        parts.quarantined_panel(snapshot, read(data.quarantined_shown, snapshot, unit), unit)
        parts.remedies_panel(found)

    def returns() -> None:
        returns_panel(home, returned_files(snapshot, home, unit), unit)

    def trace() -> None:
        sha256 = st.query_params.get(FILE)
        text = search_box(read(known_file, snapshot, sha256))
        found_panels(snapshot, read(search, snapshot, text, sha256))

    def trend() -> None:
        ledger.trend_panels(snapshot, moment, read(data.quality_trends, snapshot, moment))

    def checks() -> None:
        ledger.history_panel(snapshot, verdict_history(snapshot, home))
        ledger.checks_panel(read(data.all_checks, snapshot))

    def loads() -> None:
        every = read(data.loads, snapshot)
        left, right = st.columns([1, 1.4])
        with left:
            ledger.conservation_panel(every)
        with right:
            ledger.refused_panel(every)
        ledger.accounts_panel(snapshot, every)
        ledger.runs_panel(every)

    def sheets() -> None:
        ledger.sheets_panel(read(data.sheets_shown, snapshot, unit))

    drawn = (mend, returns, trace, trend, checks, loads, sheets)
    return tuple(
        Section(name, label, draw) for (name, label), draw in zip(texts.SECTIONS.items(), drawn, strict=True)
    )


def _check_file(snapshot: Snapshot) -> None:
    """Give notice where the link names a file that is not in the snapshot."""
    asked = st.query_params.get(FILE)
    if asked is not None and read(known_file, snapshot, asked) is None:
        filters.notice(texts.UNKNOWN_FILE)
        st.query_params.pop(FILE, None)
