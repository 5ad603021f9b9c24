"""指标口径: what each number means, how it is computed, since when, and how it stands."""

from __future__ import annotations

import streamlit as st

from dashboard.data.metric_dictionary import (
    entries,
    families,
    family_name,
    found_metrics,
    full_card,
)
from dashboard.session import read
from dashboard.texts import common, pages
from dashboard.texts import dictionary as texts
from dashboard.widgets import filters
from dashboard.widgets import metric_dictionary as parts
from dashboard.widgets.head import begin_page
from warehouse.metrics.catalogue import METRICS

FAMILY = "family"


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(
        pages.METRICS, own_parameters=frozenset({parts.METRIC, parts.SEARCH, FAMILY})
    )
    known = families()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        text = parts.search_box()
        family = filters.choose_named(FAMILY, texts.FAMILY_LABEL, {name: family_name(name) for name in known})
    metric_id = _chosen()
    filters.show_notices()
    if metric_id is not None:
        parts.card_panel(snapshot, moment, read(full_card, snapshot, metric_id, moment.as_of))
    if text:
        parts.found_panel(snapshot, moment, read(found_metrics, snapshot, text, family, moment.as_of), text)
        return
    for name in known:
        if family in (None, name):
            found = read(entries, snapshot, name, moment.as_of)
            parts.family_panel(snapshot, moment, name, list(found.values()))


def _chosen() -> str | None:
    """Return the metric that the link names; one that there is not gives a notice."""
    asked = st.query_params.get(parts.METRIC)
    if asked is None:
        return None
    found = {metric_id.upper(): metric_id for metric_id in METRICS}.get(asked.strip().upper())
    if found is None:
        filters.notice(common.UNKNOWN_PARAMETER.format(name=texts.METRIC_LABEL, fallback=common.ALL))
        st.query_params.pop(parts.METRIC, None)
    return found
