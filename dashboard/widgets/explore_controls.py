"""What is asked on 趋势探索: metrics, split, grain, period, comparison and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.data.explore import dimension_values
from dashboard.data.explore_address import (
    MOST_METRICS,
    MOST_VALUES,
    Address,
    Against,
    Quick,
    common_dimensions,
)
from dashboard.data.explore_bases import why_not
from dashboard.data.explore_moves import resolved, with_condition, with_metrics
from dashboard.data.metric_search import LONGEST_TEXT, Match, search_metrics
from dashboard.formatting import listed
from dashboard.markup import div
from dashboard.session import read
from dashboard.texts import common
from dashboard.texts import explore as texts
from dashboard.widgets.explore_state import as_label, go, put, say_dropped
from dashboard.widgets.safe import show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

_BOX, _CLEAR = "explore_search", "explore_clear"
_MATCHES = 8
_NONE = ""
_MOST_NAMED = 2


@st.fragment
def search(address: Address) -> None:
    """Show the search box; while one types, the metrics that fit stand below it."""
    if st.session_state.pop(_CLEAR, False):
        st.session_state[_BOX] = ""
    text = st.text_input(
        texts.SEARCH_LABEL,
        key=_BOX,
        type="search",
        live=True,
        max_chars=LONGEST_TEXT,
        placeholder=texts.SEARCH_PLACEHOLDER,
        label_visibility="collapsed",
    )
    if not (text or "").strip():
        return
    matches = search_metrics(text or "", at_most=_MATCHES)
    if not matches:
        show(div("fz-caption", texts.SEARCH_NOTHING.format(text=(text or "").strip()), role="status"))
        return
    if len(address.metrics) >= MOST_METRICS:
        show(div("fz-caption", texts.METRICS_FULL.format(most=MOST_METRICS), role="status"))
        return
    with st.container(horizontal=True, key="explore_matches"):
        for match in matches:
            _offer(address, match)


def _offer(address: Address, match: Match) -> None:
    metric = METRICS[match.metric_id]
    name = metric.name
    if match.by not in (metric.id, metric.name, metric.english_name):
        name = texts.SEARCH_FORMER.format(name=name, by=match.by)
    is_chosen = metric.id in address.metrics
    if st.button(
        as_label(f"{metric.id} {name}"),
        key=f"explore_add_{metric.id}",
        disabled=is_chosen,
        icon=":material/check:" if is_chosen else None,
    ):
        after = with_metrics(address, (*address.metrics, metric.id))
        say_dropped(address, after)
        st.session_state[_CLEAR] = True
        go(after)


def chosen_metrics(address: Address) -> None:
    """Show the chosen metrics; a click removes one."""
    for metric_id in address.metrics:
        metric = METRICS[metric_id]
        label = f"{texts.AXIS.format(name=metric.name, unit=metric.unit)} ✕"
        remaining = with_metrics(address, [one for one in address.metrics if one != metric_id])
        st.button(
            as_label(label),
            key=f"explore_chip_{metric_id}",
            help=texts.REMOVE_METRIC.format(name=metric.name),
            on_click=put,
            args=(remaining,),
        )


def selectors(snapshot: Snapshot, address: Address, as_of: date) -> None:
    """Show how the metrics are asked: split, grain, period, comparison, filters."""
    with st.container(horizontal=True, key="explore_how", vertical_alignment="bottom"):
        _splits(address)
        _segments(
            texts.GRAIN_LABEL,
            "explore_grain",
            [grain.value for grain in _GRAINS],
            address.grain.value,
            lambda value: texts.GRAINS[value],
            lambda value: replace(address, grain=Grain(value)),
        )
        _period(address, as_of)
        _against(snapshot, address, as_of)
        _filters(snapshot, address)


_GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.TOTAL)


def _label_of(name: str) -> str:
    return DIMENSIONS[name].label if name else texts.BY_PLACEHOLDER


def _splits(address: Address) -> None:
    allowed = common_dimensions(address.metrics)
    first = address.by[0] if address.by else _NONE
    second = address.by[1] if len(address.by) > 1 else _NONE
    _select(
        texts.BY_LABEL,
        "explore_by_1",
        [_NONE, *(name for name in allowed if name != second)],
        first,
        _label_of,
        lambda name: replace(
            address, by=tuple(one for one in (name, second) if one) if name else (), shape=None
        ),
        width=132,
    )
    if first:
        _select(
            texts.BY_AGAIN_LABEL,
            "explore_by_2",
            [_NONE, *(name for name in allowed if name != first)],
            second,
            _label_of,
            lambda name: replace(address, by=tuple(one for one in (first, name) if one), shape=None),
            width=132,
        )


def _period(address: Address, as_of: date) -> None:
    options = [quick.value for quick in Quick] + [texts.CUSTOM_ID]

    def chosen(value: str) -> Address:
        if value == texts.CUSTOM_ID:
            start, end = resolved(address, as_of)
            return replace(address, start=start or date(as_of.year - 2, 1, 1), end=end)
        return replace(address, quick=Quick(value), start=None, end=None)

    _segments(
        texts.PERIOD_LABEL,
        "explore_period",
        options,
        texts.CUSTOM_ID if address.is_custom else address.quick.value,
        lambda value: texts.QUICKS.get(value, texts.CUSTOM),
        chosen,
    )
    if not address.is_custom:
        return
    start, end = resolved(address, as_of)
    earliest = date(1949, 10, 1)
    for label, key, value, low, high in (
        (texts.FROM_LABEL, "start", start, earliest, end),
        (texts.TO_LABEL, "end", end, max(start or earliest, earliest), as_of),
    ):
        name = f"explore_{key}"
        inside = None if value is None else min(max(value, low), high)
        if st.session_state.get(name) != inside:
            st.session_state[name] = inside

        def take(name: str = name, key: str = key) -> None:
            day = st.session_state[name]
            put(replace(address, start=day) if key == "start" else replace(address, end=day))

        st.date_input(
            label, key=name, min_value=low, max_value=high, format="YYYY-MM-DD", on_change=take, width=118
        )


def _against(snapshot: Snapshot, address: Address, as_of: date) -> None:
    unfit = why_not(address, as_of)

    def written(value: str) -> str:
        name = texts.AGAINSTS[value]
        return texts.UNFIT.format(name=name) if unfit[Against(value)] else name

    _select(
        texts.AGAINST_LABEL,
        "explore_against",
        [against.value for against in Against],
        address.against.value,
        written,
        lambda value: replace(
            address,
            against=Against(value),
            other=address.other if value == Against.OTHER.value else None,
        ),
        width=132,
    )
    if address.against is not Against.OTHER:
        return
    allowed = common_dimensions(address.metrics)
    if not allowed:
        return
    likely = (*(name for name, _ in address.where), *address.by, *allowed)
    dimension = address.other[0] if address.other else next(name for name in likely if name in allowed)
    held = st.session_state.get("explore_other_dimension")
    if address.other is None and held in allowed:
        dimension = held
    _select(
        texts.OTHER_DIMENSION,
        "explore_other_dimension",
        list(allowed),
        dimension,
        _label_of,
        lambda name: replace(address, other=None),
        width=132,
    )
    values = read(dimension_values, snapshot, address.metrics, dimension)
    _select(
        texts.OTHER_VALUE,
        f"explore_other_{dimension}",
        list(values),
        address.other[1] if address.other else None,
        str,
        lambda value: replace(address, other=(dimension, value)),
        width=170,
        placeholder=texts.OTHER_PLACEHOLDER,
    )


def _filters(snapshot: Snapshot, address: Address) -> None:
    allowed = common_dimensions(address.metrics)
    if not allowed:
        return
    with st.popover(texts.FILTER_ADD, key="explore_filter"):
        dimension = st.selectbox(
            texts.FILTER_DIMENSION,
            list(allowed),
            format_func=_label_of,
            key="explore_filter_dimension",
            placeholder=common.CHOOSE_PLACEHOLDER,
        )
        name = dimension if dimension in allowed else allowed[0]
        values = read(dimension_values, snapshot, address.metrics, name)
        key = f"explore_filter_{name}"
        chosen = [value for value in address.conditions.get(name, ()) if value in values]
        if st.session_state.get(key) != chosen:
            st.session_state[key] = chosen
        st.multiselect(
            texts.FILTER_VALUES,
            list(values),
            key=key,
            placeholder=texts.FILTER_PLACEHOLDER if values else texts.NO_MATCH,
            select_all=False,
            on_change=lambda: put(with_condition(address, name, st.session_state[key][:MOST_VALUES])),
        )


def conditions(address: Address) -> None:
    """Show the filters; a click removes one."""
    for name, values in address.where:
        words = texts.CONDITION.format(
            dimension=DIMENSIONS[name].label, values=listed(list(values), _MOST_NAMED)
        )
        st.button(
            as_label(f"{words} ✕"),
            key=f"explore_condition_{name}",
            help=texts.REMOVE_FILTER,
            on_click=put,
            args=(with_condition(address, name, ()),),
        )


def _segments(
    label: str,
    key: str,
    options: Sequence[str],
    value: str,
    written: Callable[[str], str],
    chosen: Callable[[str], Address],
) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.segmented_control(
        label,
        list(options),
        key=key,
        format_func=written,
        required=True,
        on_change=lambda: put(chosen(st.session_state[key] or value)),
    )


def _select(
    label: str,
    key: str,
    options: list[str],
    value: str | None,
    written: Callable[[str], str],
    chosen: Callable[[str], Address],
    *,
    width: int,
    placeholder: str = common.CHOOSE_PLACEHOLDER,
) -> None:
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    st.selectbox(
        label,
        options,
        key=key,
        format_func=written,
        placeholder=placeholder,
        width=width,
        on_change=lambda: put(chosen(st.session_state[key])),
    )
