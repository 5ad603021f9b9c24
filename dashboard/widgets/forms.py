"""Forms over the page: who signs, what is refused."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.access.rights import Rights
from dashboard.markup import div
from dashboard.texts import common
from dashboard.widgets.safe import guarded, show

_LONGEST_NAME = 40


def open_form(title: str, form: Callable[[], None]) -> None:
    """Open a form over the page."""
    # Guarded on its own: a click redraws a fragment, outside the boundary of the page.
    st.dialog(title)(guarded(form))()


def name_field(rights: Rights) -> str:
    """Return who makes the entry: as the gateway says, else as typed."""
    if rights.name is not None:
        show(div("fz-caption", common.SIGNED.format(name=rights.name)))
        return rights.name
    typed = st.text_input(common.NAME_FIELD, max_chars=_LONGEST_NAME, placeholder=common.NAME_HINT)
    return typed or ""


def refuse(message: str) -> None:
    """Say why an entry was not made."""
    show(div("fz-notice fz-notice-bad", message, role="alert"))
