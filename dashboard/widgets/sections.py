"""Sections of a long page as tabs: one is drawn at a time, and which one stands in the URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.texts import common
from dashboard.widgets import filters
from dashboard.widgets.safe import guarded

_KEY = "sections_"


@dataclass(frozen=True)
class Section:
    """A part of a page. id: its name in the URL. draw: what puts it on the page."""

    id: str
    label: str
    draw: Callable[[], None]


def check_section(parameter: str, label: str, sections: Sequence[Section]) -> None:
    """Give notice where the link names none of the sections; the first is shown then. Before show_notices."""
    asked = st.query_params.get(parameter)
    if asked is not None and asked not in {one.id for one in sections}:
        filters.notice(common.UNKNOWN_PARAMETER.format(name=label, fallback=sections[0].label))
        st.query_params.pop(parameter, None)


def show_sections(parameter: str, sections: Sequence[Section]) -> None:
    """Show the tabs and draw the chosen one; a fault in it is told there."""
    by_id = {one.id: one for one in sections}
    chosen = by_id.get(st.query_params.get(parameter, ""), sections[0])
    key = _KEY + parameter
    if st.session_state.get(key) != chosen.label:
        st.session_state[key] = chosen.label

    def take_over() -> None:
        label = st.session_state[key]
        named = next((one.id for one in sections if one.label == label), sections[0].id)
        if named == sections[0].id:
            st.query_params.pop(parameter, None)
        else:
            st.query_params[parameter] = named

    labels = [one.label for one in sections]
    for section, tab in zip(sections, st.tabs(labels, key=key, on_change=take_over), strict=True):
        if tab.open:
            with tab:
                guarded(section.draw)()
