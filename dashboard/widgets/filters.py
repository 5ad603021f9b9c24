"""Selections kept in the URL. The URL is the truth: an unknown value becomes the default, with a notice."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

import streamlit as st

from dashboard.markup import div
from dashboard.periods import Period, Week
from dashboard.session import PARAMETER
from dashboard.texts import common
from dashboard.widgets.modes import MODE, PRINT
from dashboard.widgets.safe import show

WEEK = "week"
TOWNSHIP = "township"
UNIT = "unit"
PERIOD = "period"
CATEGORY = "category"
CAUSE = "cause"
_KNOWN = frozenset((WEEK, TOWNSHIP, UNIT, PERIOD, CATEGORY, CAUSE, PARAMETER, MODE, PRINT))
_NOTICES = "notices"
_CARRIED_WEEK = "carried_week"
_WIDGET_PREFIX = "choose_"


def begin(own: frozenset[str] = frozenset()) -> None:
    """Forget the notices of the last run, and note parameters that no page knows. own: of this page."""
    st.session_state[_NOTICES] = []
    if any(name not in _KNOWN | own for name in st.query_params):
        notice(common.UNKNOWN_PARAMETERS_IGNORED)


def notice(text: str) -> None:
    """Remember that a part of the link is not usable; `show_notices` says so."""
    st.session_state.setdefault(_NOTICES, []).append(text)


def show_notices() -> None:
    """Say which parameters of the link were not usable."""
    for text in st.session_state.get(_NOTICES, ()):
        show(div("fz-notice", text, role="status"))


def _take_over(name: str, default: str) -> None:
    chosen = st.session_state[_WIDGET_PREFIX + name]
    if chosen == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen
    if name == WEEK:
        st.session_state[_CARRIED_WEEK] = None if chosen == default else chosen


def choose(
    name: str,
    label: str,
    options: Sequence[str],
    default: str,
    *,
    written: Callable[[str], str] = str,
    show_label: bool = True,
    width: int = 220,
) -> str:
    """Show a selector bound to the URL parameter `name` and return the chosen option."""
    asked = st.query_params.get(name)
    chosen = asked if asked is not None and asked in options else default
    if asked is not None and asked not in options:
        notice(common.UNKNOWN_PARAMETER.format(name=label, fallback=written(default)))
        st.query_params.pop(name, None)
    key = _WIDGET_PREFIX + name
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=written,
        on_change=_take_over,
        args=(name, default),
        label_visibility="visible" if show_label else "collapsed",
        placeholder=common.CHOOSE_PLACEHOLDER,
        width=width,
    )
    return chosen


def choose_week(weeks: Sequence[Week], frozen: Container[str] = ()) -> Week:
    """Show the week selector; the week chosen on one page goes along to the next.

    frozen: ids of the weeks that have been frozen, which are marked.
    """
    by_id: Mapping[str, Week] = {week.id: week for week in weeks}
    carried: str | None = st.session_state.get(_CARRIED_WEEK)
    if WEEK not in st.query_params and carried is not None and carried in by_id:
        st.query_params[WEEK] = carried
    chosen = choose(
        WEEK,
        common.WEEK_LABEL,
        list(by_id),
        weeks[0].id,
        written=lambda week_id: by_id[week_id].label + (common.FROZEN_MARK if week_id in frozen else ""),
        show_label=False,
        width=300,
    )
    st.session_state[_CARRIED_WEEK] = None if chosen == weeks[0].id else chosen
    return by_id[chosen]


def choose_period() -> Period:
    """Show the selector of the period that ends at the chosen week."""
    by_id = {period.id: period for period in Period}
    chosen = choose(
        PERIOD, common.PERIOD_LABEL, list(by_id), Period.YEAR.id, written=lambda one: by_id[one].label
    )
    return by_id[chosen]


def choose_name(name: str, label: str, names: Sequence[str]) -> str | None:
    """Show a selector of names with 全部 first; None means all."""
    chosen = choose(name, label, [common.ALL, *names], common.ALL)
    return None if chosen == common.ALL else chosen


def choose_named(name: str, label: str, names: Mapping[str, str]) -> str | None:
    """Show a selector of named codes with 全部 first; None means all."""
    chosen = choose(
        name, label, [common.ALL, *names], common.ALL, written=lambda code: names.get(code, common.ALL)
    )
    return None if chosen == common.ALL else chosen
