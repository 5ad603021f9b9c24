"""「加入简报」: what a page shows is collected for a briefing, with its selection and snapshot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.access.rights import rights
from dashboard.briefing.basket.items import Form, Item, form_of, title_of, written
from dashboard.briefing.basket.sections import section_of
from dashboard.data.basket import collected, collected_of_week, is_as_drawn
from dashboard.periods import Moment
from dashboard.session import PAGE_TITLE, read
from dashboard.texts import basket as texts
from dashboard.widgets.explore_state import as_label
from dashboard.widgets.picture_button import Drawn
from warehouse.baskets import add
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

_log = logging.getLogger("fazhi.dashboard")


def owner(home: Home) -> str:
    """Return whose basket it is: the reader's as the gateway names him, else the one of this machine."""
    return rights(home).name or ""


def collect_button(
    snapshot: Snapshot,
    metric_ids: Sequence[str],
    selection: Selection,
    *,
    key: str,
    drawn: Drawn | None = None,
    form: Form | None = None,
) -> None:
    """Show the button that collects metrics under a selection. drawn: the chart of the page.

    form: how it is to be shown, where the page knows it.
    """

    def collect() -> None:
        item = collected(
            snapshot.id,
            _page(),
            metric_ids,
            selection,
            seen=drawn.title if drawn is not None else "",
            figure=drawn.figure if drawn is not None else None,
            form=form,
        )
        said = _put(item)
        if said is not None and drawn is not None and not _is_as_drawn(snapshot, item, drawn):
            said = f"{said}。{texts.NOT_AS_DRAWN}"
        _say(said)

    _button(key, collect)


def collect_week_button(
    snapshot: Snapshot, moment: Moment, *, key: str, matter: str = "", seen: str = ""
) -> None:
    """Show the button that collects 本周小结, or a matter by its key."""
    _button(
        key,
        lambda: _say(_put(collected_of_week(snapshot.id, _page(), moment.as_of, key=matter, seen=seen))),
    )


def _button(key: str, collect: Callable[[], None]) -> None:
    st.button(texts.COLLECT, key=f"collect_{key}", type="tertiary", on_click=collect)


def _page() -> str:
    return str(st.session_state.get(PAGE_TITLE, ""))


def _put(item: Item) -> str | None:
    """Put an item into the basket and return what is to be said of it; None where it was refused."""
    home = Home.find()
    try:
        added = add(home, owner(home), written(item))
    except FazhiError as refused:
        _say(str(refused))
        return None
    if not added.is_new:
        return texts.COLLECTED_BEFORE.format(place=added.place)
    return texts.COLLECTED.format(place=added.place, title=title_of(item), form=form_of(item).words)


def _is_as_drawn(snapshot: Snapshot, item: Item, drawn: Drawn) -> bool:
    try:
        return is_as_drawn(read(section_of, snapshot, item), drawn.figure)
    except FazhiError as fault:
        _log.warning("%s", fault)
        return False


def _say(words: str | None) -> None:
    if words is not None:
        # A toast is Markdown, and names come from spreadsheets.
        st.toast(as_label(words))
