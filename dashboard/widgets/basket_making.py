"""What the page 简报 remembers of its items: sections and stamps, by snapshot.

Snapshots other than the page's are opened for as long as it takes to ask them: the few that sessions share
stay those that pages look at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard.briefing.basket.items import Item, written
from dashboard.briefing.basket.making import Making, entered_for
from dashboard.briefing.basket.sections import section_of
from dashboard.briefing.content.caption import stamp_of
from dashboard.briefing.content.model import Section, Stamp
from dashboard.session import read
from warehouse.home import Home
from warehouse.snapshots import Snapshot, frozen_records, open_snapshot

_REMEMBERED = 240

Made = TypeVar("Made")


def page_making(home: Home, pinned: Snapshot) -> Making:
    """Return what makes the parts of a briefing for a page. pinned: its snapshot."""
    labels = {record.snapshot: record.label for record in frozen_records(home)}

    def beside(what: str, snapshot_id: str, make: Callable[[Snapshot], Made]) -> Made:
        found: Made = _beside(str(home.root), what, snapshot_id, make)
        return found

    def stamp(snapshot_id: str) -> Stamp:
        label = labels.get(snapshot_id)
        if snapshot_id == pinned.id:
            return stamp_of(pinned, label)
        return beside(f"stamp {label}", snapshot_id, lambda snapshot: stamp_of(snapshot, label))

    def section(item: Item) -> Section:
        entered = entered_for(home, item, stamp(item.snapshot))
        if item.snapshot == pinned.id:
            return read(section_of, pinned, item, entered)
        what = f"{written(item)}{entered}"
        return beside(what, item.snapshot, lambda snapshot: section_of(snapshot, item, entered))

    return Making(stamp, section)


@st.cache_data(max_entries=_REMEMBERED, show_spinner=False)
def _beside(root: str, what: str, snapshot_id: str, _make: Callable[[Snapshot], Made]) -> Made:
    with open_snapshot(Home.find(root), snapshot_id) as snapshot:
        return _make(snapshot)
