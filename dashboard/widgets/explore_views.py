"""Saved views of 趋势探索: save what is shown under a name, open it again, rename, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.access.rights import rights
from dashboard.data.explore_address import Address, read_address, read_text
from dashboard.formatting import clock
from dashboard.markup import Markup, div, element
from dashboard.texts import common
from dashboard.texts import explore as texts
from dashboard.widgets.explore_links import address_link
from dashboard.widgets.explore_state import as_label
from dashboard.widgets.panels import card
from dashboard.widgets.safe import show
from warehouse.home import Home
from warehouse.saved_views import (
    LONGEST_NAME,
    BadView,
    SavedView,
    delete_view,
    rename_view,
    save_view,
    saved_views,
)

_SAID, _NAME, _SAVED_BY = "explore_view_said", "explore_view_name", "explore_saved_by"


def views_button(address: Address) -> None:
    """Show the button that opens the saved views."""
    with st.popover(texts.VIEWS, key="explore_views", icon=":material/bookmark:"):
        _views(address)


def views_list(views: Sequence[SavedView]) -> Markup | None:
    """Return links to the saved views; None without any."""
    if not views:
        return None
    return element("ul", *(_line(view) for view in views), class_="fz-views")


def _line(view: SavedView) -> Markup:
    address, _ = read_text(view.address)
    by = f"{view.created_by} · " if view.created_by else ""
    about = texts.VIEW_ABOUT.format(by=by, day=clock(view.created_at)[:10])
    return element("li", address_link(address, view.name), element("small", about))


@st.fragment
def _views(address: Address) -> None:
    home = Home.find()
    allowed = rights(home)
    said = st.session_state.pop(_SAID, None)
    if said:
        show(div("fz-notice", said, role="status"))
    if not allowed.may_enter:
        show(div("fz-caption", texts.VIEWS_NOT_ALLOWED))
    elif not address.metrics:
        show(div("fz-caption", texts.NOTHING_TO_SAVE))
    else:
        _save(home, address, allowed.name)
    views = saved_views(home)
    listed = views_list(views)
    show(div("fz-kpi-name", texts.START_VIEWS), listed if listed else div("fz-caption", texts.NO_VIEWS))
    if views and allowed.may_enter:
        _manage(home, views)


def _save(home: Home, address: Address, reader: str | None) -> None:
    with st.form("explore_save", clear_on_submit=False, border=False):
        st.text_input(
            texts.VIEW_NAME,
            max_chars=LONGEST_NAME,
            placeholder=texts.VIEW_NAME_PLACEHOLDER,
            key=_NAME,
        )
        if reader is None:
            st.text_input(
                texts.VIEW_BY, max_chars=LONGEST_NAME, placeholder=texts.VIEW_BY_PLACEHOLDER, key=_SAVED_BY
            )

        def take() -> None:
            name = st.session_state[_NAME] or ""
            by = reader if reader is not None else st.session_state[_SAVED_BY] or ""
            _do(lambda: save_view(home, name, address.text(), created_by=by), texts.SAVED, name)

        st.form_submit_button(texts.SAVE_TITLE, type="primary", on_click=take)


def _manage(home: Home, views: Sequence[SavedView]) -> None:
    by_id = {view.id: view for view in views}
    with st.expander(texts.MANAGE_TITLE, key="explore_manage"):
        chosen = st.selectbox(
            texts.CHOOSE_VIEW,
            list(by_id),
            format_func=lambda view_id: by_id[view_id].name if view_id in by_id else "",
            placeholder=common.CHOOSE_PLACEHOLDER,
            key="explore_view_chosen",
        )
        view = by_id.get(chosen)
        if view is None:
            return
        box = f"explore_rename_{view.id}"
        st.text_input(texts.RENAME_PLACEHOLDER, max_chars=LONGEST_NAME, placeholder=view.name, key=box)

        def rename() -> None:
            name = st.session_state[box] or ""
            _do(lambda: rename_view(home, view.id, name), texts.RENAMED, name)

        def delete() -> None:
            _do(lambda: delete_view(home, view.id), texts.DELETED, view.name)

        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(texts.RENAME, key="explore_rename", on_click=rename)
            label = as_label(texts.DELETE_SURE.format(name=view.name))
            is_sure = st.checkbox(label, key=f"explore_sure_{view.id}")
            st.button(texts.DELETE, key="explore_delete", disabled=not is_sure, on_click=delete)


def _do(change: Callable[[], object], done: str, name: str) -> None:
    """Do what was asked, and remember to say how it went once the list is drawn anew."""
    try:
        change()
    except BadView as refused:
        st.session_state[_SAID] = str(refused)
    else:
        st.session_state[_SAID] = done.format(name=" ".join(name.split()))


def start_panel() -> None:
    """Show what to do where nothing is asked yet: questions to begin with, and the saved views."""
    with card("explore_start", texts.START_TITLE):
        show(div("fz-text", texts.START_TEXT))
        show(
            element(
                "ul",
                *(_starter(words, parameters) for words, parameters in texts.STARTERS),
                class_="fz-starters",
            )
        )
        listed = views_list(saved_views(Home.find()))
        if listed is not None:
            show(div("fz-kpi-name", texts.START_VIEWS), listed)


def _starter(words: str, parameters: Mapping[str, str]) -> Markup:
    address, _ = read_address({name: [value] for name, value in parameters.items()})
    return element("li", address_link(address, words))
