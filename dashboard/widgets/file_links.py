"""Links to 一单位一档, 一村一档 and to the subject pages with a filter set.

An address opens as a new visit: what the reader has chosen for the whole visit (week, snapshot, look) goes
along.
"""

from __future__ import annotations

import streamlit as st

from dashboard.appearance import Mode
from dashboard.markup import Child, Markup, link
from dashboard.session import PARAMETER
from dashboard.widgets.filters import UNIT, WEEK
from dashboard.widgets.modes import MODE, appearance

UNIT_FILE_PAGE = "unit-file"
VILLAGE_FILE_PAGE = "village-file"
VILLAGE = "village"
_LINK = "fz-link"
_CARRIED = (WEEK, PARAMETER)


def unit_link(unit: str, *children: Child, css_class: str = _LINK) -> Markup:
    """Return a link to the file of a unit (一单位一档), with its name where no children are given."""
    return page_link(UNIT_FILE_PAGE, *(children or (unit,)), css_class=css_class, **{UNIT: unit})


def village_link(village: str, *children: Child, css_class: str = _LINK) -> Markup:
    """Return a link to the file of a village (一村一档), with its name where no children are given."""
    return page_link(VILLAGE_FILE_PAGE, *(children or (village,)), css_class=css_class, **{VILLAGE: village})


def page_link(page: str, *children: Child, css_class: str = _LINK, **parameters: str) -> Markup:
    """Return a link to a page by its place in the address, with those parameters set."""
    found = {name: [st.query_params[name]] for name in _CARRIED if name in st.query_params}
    mode = appearance().mode
    if mode is not Mode.LIGHT:
        found[MODE] = [mode.value]
    found |= {name: [value] for name, value in parameters.items()}
    return link(page, found, *children, class_=css_class)
