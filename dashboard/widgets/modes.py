"""The look of a session: light, dark or on the wall (大屏), and the view for printing."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.appearance import Appearance, BadPalette, Mode, chosen_colours
from dashboard.markup import Markup, link, span
from dashboard.texts import common
from warehouse.home import Home

MODE = "mode"
PRINT = "print"
_LOOK = "appearance"
_CHOSEN = "chosen_mode"
_WIDGET = "choose_mode"

_LINK = re.compile(r'href="([a-z][a-z-]*\?[^"]*)(?<!mode=light)"')

_log = logging.getLogger("fazhi.dashboard")


def appearance() -> Appearance:
    """Return the look of this run; the light one where none has been put on."""
    found = st.session_state.get(_LOOK)
    return found if isinstance(found, Appearance) else Appearance()


def carrying_mode(parts: Markup) -> Markup:
    """Return markup whose links keep the look: a link begins a session of its own."""
    mode = appearance().mode
    if mode is Mode.LIGHT:
        return parts
    # Quotes of texts are escaped, so that only `markup.link` can have written this.
    return Markup(_LINK.sub(rf'href="\1&amp;{MODE}={mode.value}"', parts))


def is_on_wall() -> bool:
    """Whether the page hangs on a wall: selectors are hidden there."""
    return appearance().mode is Mode.WALL


def leave_link() -> Markup | None:
    """Return the way back from the wall, where nothing else can be clicked."""
    if not is_on_wall():
        return None
    return span("fz-pill", link("weekly", {MODE: [Mode.LIGHT.value]}, common.LEAVE_WALL, class_="fz-link"))


def dress() -> None:
    """Put on the look that the link asks for, else the one this session chose."""
    mode = _mode()
    try:
        chosen = chosen_colours(Home.find(), mode)
    except BadPalette as fault:
        _log.warning("%s", fault)
        chosen = ()
    look = Appearance(mode, PRINT in st.query_params, chosen)
    st.session_state[_LOOK] = look
    st.html(f"<style>{look.css}</style><script>{_framework_script()}</script>", unsafe_allow_javascript=True)


@cache
def _framework_script() -> str:
    return (Path(__file__).parent.parent / "scripts" / "framework.js").read_text(encoding="utf-8")


def _mode() -> Mode:
    asked = st.query_params.get(MODE) or st.session_state.get(_CHOSEN) or Mode.LIGHT.value
    known = {mode.value: mode for mode in Mode}
    mode = known.get(asked, Mode.LIGHT)
    st.session_state[_CHOSEN] = mode.value
    return mode


def _take_over() -> None:
    chosen = st.session_state[_WIDGET] or Mode.LIGHT.value
    st.session_state[_CHOSEN] = chosen
    if chosen == Mode.LIGHT.value:
        st.query_params.pop(MODE, None)
    else:
        st.query_params[MODE] = chosen


def choose_mode() -> None:
    """Show the choice of looks below the navigation."""
    st.session_state[_WIDGET] = appearance().mode.value
    with st.sidebar:
        st.segmented_control(
            common.MODE_LABEL,
            [mode.value for mode in Mode],
            key=_WIDGET,
            format_func=lambda value: Mode(value).label,
            on_change=_take_over,
            label_visibility="collapsed",
        )
