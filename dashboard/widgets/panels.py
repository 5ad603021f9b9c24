"""Panels: a card with a title that says the finding or the question, a chart or table, and a caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.layout import CONFIG
from dashboard.markup import Markup
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.modes import appearance
from dashboard.widgets.parts import caption, heading
from dashboard.widgets.picture_button import Drawn
from dashboard.widgets.safe import show
from dashboard.widgets.verdict import show_hints_line
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot


@contextmanager
def card(key: str, title: str, aside: str | None = None) -> Iterator[None]:
    """Open a card with a title; what is shown inside belongs to it."""
    with st.container(key=f"card_{key}"):
        show(heading(title, aside))
        yield


def chart(key: str, drawing: go.Figure, alt: str) -> Drawn:
    """Show a figure and return it for the line below it (`metric_actions`). alt: what it shows, in words."""
    painted = appearance().figure(drawing)
    st.plotly_chart(painted, key=f"chart_{key}", theme=None, config=dict(CONFIG), alt=alt)
    return Drawn(alt, lambda: drawing)


def chart_panel(
    snapshot: Snapshot,
    key: str,
    title: str,
    drawing: go.Figure | None,
    *,
    metric_id: str,
    selection: Selection,
    note: str,
    nothing: Markup,
    aside: str | None = None,
    also: Sequence[str] = (),
) -> None:
    """Show a chart with its caption, definition and rows; `nothing` where there is no data.

    selection: with the parts that the chart shows, so that 溯源 lists them. also: other metrics in the chart.
    """
    with card(key, title, aside):
        drawn = None
        if drawing is None:
            show(nothing)
        else:
            drawn = chart(key, drawing, title)
        metric_actions(snapshot, metric_id, selection, key=key, note=note, also=also, drawn=drawn)


def text_panel(
    key: str,
    title: str,
    body: Markup,
    note: str | None = None,
    aside: str | None = None,
    *,
    numbers: tuple[Snapshot, Sequence[str]] | None = None,
) -> None:
    """Show markup in a card, with a caption where given.

    numbers: the snapshot and the metrics whose numbers stand in it, so that warnings about them are shown.
    """
    with card(key, title, aside):
        show(body, caption(note) if note else None)
        if numbers is not None:
            snapshot, metric_ids = numbers
            show_hints_line(snapshot, metric_ids, key=key)
