"""What a chart on a page hands on: itself, for a picture (图片) or for a briefing that takes it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from dashboard.texts import pictures as texts
from dashboard.widgets.picture_dialog import open_picture
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Drawn:
    """A chart as it stands on a page: the finding above it, and what makes its figure in the light look."""

    title: str
    make: Callable[[], go.Figure]

    @property
    def figure(self) -> go.Figure:
        """The figure, made when it is asked for."""
        return self.make()


def picture_button(
    snapshot: Snapshot, drawn: Drawn, metric_ids: Sequence[str], selection: Selection, *, key: str
) -> None:
    """Show the button that opens a chart as a picture; the picture is made when it is asked for.

    metric_ids: none where a chart is about the loads themselves.
    """
    if st.button(texts.PICTURE, key=f"picture_{key}", type="tertiary"):
        open_picture(snapshot, drawn.title, drawn.figure, metric_ids, selection)
