"""A row of control charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.data.controls import controls, recorded_rebasings
from dashboard.periods import Moment
from dashboard.session import read
from dashboard.widgets.control import control_panel_card
from warehouse.home import Home
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot


def controls_row(
    snapshot: Snapshot,
    moment: Moment,
    metric_ids: Sequence[str],
    grain: Grain,
    where: Mapping[str, Sequence[str]],
) -> None:
    """Show the control charts of these metrics side by side; those the filters do not fit are left out."""
    rebasings = recorded_rebasings(Home.find(), metric_ids)
    panels = read(controls, snapshot, tuple(metric_ids), moment.as_of, grain, where, rebasings)
    if not panels:
        return
    for column, panel in zip(st.columns(len(panels)), panels, strict=True):
        with column:
            control_panel_card(snapshot, moment, panel, key=panel.metric_id)
