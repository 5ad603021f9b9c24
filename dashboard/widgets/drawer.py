"""The drawer: more of a part, over the page."""

from __future__ import annotations

import streamlit as st

from dashboard.markup import Markup
from dashboard.widgets.safe import guarded, show


def open_drawer(title: str, body: Markup) -> None:
    """Open a drawer with markup in it."""
    # Guarded on its own: a click redraws a fragment, outside the boundary of the page.
    st.dialog(title, width="large")(guarded(lambda: show(body)))()
