"""Showing markup, and the boundary that turns faults into messages."""

from __future__ import annotations

import html
import logging
import secrets
from collections.abc import Callable, Sequence
from functools import wraps

import streamlit as st

from dashboard.markup import Markup, div, element, join
from dashboard.session import damage_of_pinned, good_snapshot_beside_damage, look_at
from dashboard.texts import common, verdict
from dashboard.widgets.modes import carrying_mode
from warehouse.errors import DamagedSnapshot, FazhiError, NoSnapshot

_log = logging.getLogger("fazhi.dashboard")


def show(*parts: Markup | None) -> None:
    """Put markup on the page. Only `dashboard.markup` can make it, so every text in it is escaped."""
    st.html(carrying_mode(join(*parts)))


def show_copy_button(words: str, done: str) -> None:
    """Show a button that copies the text of `.fz-copied` in the same card (scripts/framework.js does).

    words, done: what it says before and after, of this program.
    """
    st.html(
        f'<button class="fz-copy" type="button" data-done="{html.escape(done)}">{html.escape(words)}</button>'
    )


def state(title: str, text: str) -> Markup:
    """Return an empty, missing or failed state: what is so, and what to do."""
    return div("fz-empty", element("strong", title), text, role="status")


def empty(text: str = common.EMPTY) -> Markup:
    """Return the state of a part without data."""
    return state(common.EMPTY_TITLE, text)


def empty_under(conditions: Sequence[str]) -> Markup:
    """Return the state of a part without data, naming the filters that left nothing."""
    if not conditions:
        return empty()
    return empty(common.FILTERED_EMPTY.format(conditions="、".join(conditions)))


def incident_number() -> str:
    """Return a number that ties a message on the page to a line in the log."""
    return secrets.token_hex(4).upper()


def offer_good_snapshot() -> None:
    """Offer the last snapshot that can be read, where one is damaged; a click pins it for this session."""
    good = good_snapshot_beside_damage()
    if good is None:
        return
    name = f"#{int(good.partition('-')[0])}"
    st.button(verdict.LOOK_AT_GOOD.format(snapshot=name), on_click=look_at, args=(good,), key="look_at_good")
    show(div("fz-caption", verdict.GOOD_OFFERED.format(snapshot=name)))


def guarded(page: Callable[[], None]) -> Callable[[], None]:
    """Return the page with faults shown as messages: a known one by its own words, another by its number."""

    @wraps(page)
    def run() -> None:
        try:
            page()
        except NoSnapshot:
            show(state(common.NO_SNAPSHOT_TITLE, common.NO_SNAPSHOT))
        except DamagedSnapshot as fault:
            _log.warning("%s", fault)
            show(state(common.DAMAGED_TITLE, str(fault)))
            offer_good_snapshot()
        except FazhiError as fault:
            _log.warning("%s", fault)
            show(state(common.DAMAGED_TITLE, str(fault)))
        except Exception:
            incident = incident_number()
            _log.exception("incident %s", incident)
            damage = damage_of_pinned()
            if damage is None:
                show(state(common.FAILURE_TITLE, common.FAILURE.format(incident=incident)))
            else:
                show(state(common.DAMAGED_TITLE, damage))
                offer_good_snapshot()

    return run
