"""Links to 趋势探索: other pages hand a metric with its split, period and filters over to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard.data.explore_address import PAGE, Address, Against, Quick, Shape, in_order
from dashboard.markup import Child, Markup, link
from dashboard.session import PARAMETER
from dashboard.texts import explore as texts
from dashboard.widgets.filters import WEEK
from warehouse.metrics.selection import Grain

_LINK = "fz-link"
# What the reader has chosen for the whole visit goes along; the look does so by itself.
_CARRIED = (WEEK, PARAMETER)


def explore_link(
    metric_ids: Sequence[str],
    text: Child = texts.LINK,
    *,
    by: Sequence[str] = (),
    grain: Grain = Grain.MONTH,
    quick: Quick = Quick.MONTHS_12,
    start: date | None = None,
    end: date | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    against: Against = Against.NONE,
    shape: Shape | None = None,
    css_class: str = _LINK,
) -> Markup:
    """Return a link to metrics in 趋势探索. What one of the metrics does not know is left out there."""
    address = Address(
        tuple(metric_ids),
        tuple(by),
        grain,
        quick,
        start,
        end,
        in_order(where or {}),
        against,
        shape=shape,
    )
    return address_link(address, text, css_class=css_class)


def address_link(address: Address, *children: Child, css_class: str = _LINK) -> Markup:
    """Return a link to an address of 趋势探索."""
    carried = {name: [st.query_params[name]] for name in _CARRIED if name in st.query_params}
    return link(PAGE, carried | address.query(), *children, class_=css_class)
