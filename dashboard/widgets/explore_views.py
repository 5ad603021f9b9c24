"""Saved views of 趋势探索: save what is shown under a name, open it again, rename, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

_SAID, _SAVED_BY = "explore_view_said", "explore_saved_by"


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
        name = st.text_input(
            texts.VIEW_NAME,
            max_chars=LONGEST_NAME,
            placeholder=texts.VIEW_NAME_PLACEHOLDER,
            key="explore_view_name",
        )
        by = reader
        if reader is None:
            by = st.text_input(
                texts.VIEW_BY, max_chars=LONGEST_NAME, placeholder=texts.VIEW_BY_PLACEHOLDER, key=_SAVED_BY
            )
        if not st.form_submit_button(texts.SAVE_TITLE, type="primary"):
            return
    try:
        save_view(home, name or "", address.text(), created_by=by or "")
    except BadView as refused:
        _say(str(refused))
    else:
        _say(texts.SAVED.format(name=" ".join((name or "").split())))


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
        name = st.text_input(
            texts.RENAME_PLACEHOLDER,
            max_chars=LONGEST_NAME,
            placeholder=view.name,
            key=f"explore_rename_{view.id}",
        )
        with st.container(horizontal=True):
            if st.button(texts.RENAME, key="explore_rename"):
                try:
                    rename_view(home, view.id, name or "")
                except BadView as refused:
                    _say(str(refused))
                else:
                    _say(texts.RENAMED.format(name=" ".join((name or "").split())))
            is_sure = st.checkbox(
                as_label(texts.DELETE_SURE.format(name=view.name)), key=f"explore_sure_{view.id}"
            )
            if st.button(texts.DELETE, key="explore_delete", disabled=not is_sure):
                delete_view(home, view.id)
                _say(texts.DELETED.format(name=view.name))


def _say(words: str) -> None:
    """Say something once the list is drawn anew."""
    st.session_state[_SAID] = words
    st.rerun(scope="fragment")


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
