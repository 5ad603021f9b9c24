"""The address of 趋势探索 in the browser: read at every run, written by every choice."""

from __future__ import annotations

import re

import streamlit as st

from dashboard.data.explore_address import PARAMETERS, Address, read_address
from dashboard.data.explore_moves import dropped
from dashboard.texts import explore as texts
from warehouse.metrics.dimensions import DIMENSIONS

_SAID = "explore_said"
# Labels of buttons are Markdown; a value from a spreadsheet is a text.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@/])")


def current() -> tuple[Address, tuple[str, ...]]:
    """Return what the address asks for, and its notices."""
    return read_address({name: st.query_params.get_all(name) for name in st.query_params})


def put(address: Address) -> None:
    """Write an address; parameters of others stay."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in PARAMETERS}
    st.query_params.from_dict({**others, **address.query()})


def go(address: Address) -> None:
    """Show another address: the whole page is drawn again. Not for callbacks, which only `put`."""
    put(address)
    st.rerun()


def say_dropped(before: Address, after: Address) -> None:
    """Remember to say which splits and filters went with a move."""
    names = [DIMENSIONS[name].label for name in dropped(before, after)]
    if names and after.metrics:
        st.session_state[_SAID] = texts.DROPPED.format(names="、".join(names))


def take_said() -> str | None:
    """Return what is to be said once."""
    said: str | None = st.session_state.pop(_SAID, None)
    return said


def as_label(text: str) -> str:
    """Return a text that Streamlit shows as written where it takes Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)
