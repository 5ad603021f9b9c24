"""What is collected for a 简报: the item that stands for a chart, table or sentence of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from dashboard.briefing.basket.items import Form, Item, Kind, forms, is_crossed, usable_metrics
from dashboard.briefing.content.model import Section
from warehouse.metrics.selection import Selection

_STACKED = {Form.COLUMNS: Form.STACKED_COLUMNS, Form.BARS: Form.STACKED_BARS}
# A chart is the one of the page where so much of what it shows stands there too: pages cut long lists.
_ENOUGH = 0.5
_DIGITS = 6


def collected(
    snapshot_id: str,
    page: str,
    metric_ids: Sequence[str],
    selection: Selection,
    *,
    seen: str = "",
    figure: go.Figure | None = None,
    form: Form | None = None,
) -> Item:
    """Return the item of what a page shows.

    seen: what stands above it there. figure: the page's chart, None where it shows a table or a number.
    form: where the page knows it.
    """
    metrics = usable_metrics(metric_ids, selection) or tuple(metric_ids[:1])
    wished = form or (drawn_as(figure) if figure is not None else Form.TABLE)
    item = Item(Kind.METRIC, snapshot_id, page, seen, metrics, selection)
    if figure is not None and is_crossed(item):
        # The chart shows the first; the others stand in its definition alone.
        item = replace(item, metrics=metrics[:1])
    known = forms(item)
    if form is not None and form in known:
        return replace(item, form=form)
    wished = (Form.TABLE if selection.by else known[0]) if figure is None else drawn_as(figure)
    used = next((one for one in (wished, _STACKED.get(wished)) if one in known), known[0])
    return replace(item, form=used)


def collected_of_week(snapshot_id: str, page: str, as_of: date, *, key: str = "", seen: str = "") -> Item:
    """Return the item of 本周小结, or of the matter of that key."""
    kind = Kind.MATTER if key else Kind.SUMMARY
    return Item(kind, snapshot_id, page, seen, as_of=as_of, key=key)


def drawn_as(figure: go.Figure) -> Form:
    """Return the form that is nearest to a figure of a page."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    if not bars:
        lines = any("lines" in (trace.mode or "") for trace in figure.data if trace.type == "scatter")
        return Form.LINES if lines else Form.BARS
    form = Form.BARS if bars[0].orientation == "h" else Form.COLUMNS
    is_stacked = len(bars) > 1 and figure.layout.barmode in ("stack", "relative")
    return _STACKED[form] if is_stacked else form


def is_as_drawn(section: Section, figure: go.Figure) -> bool:
    """Whether what was made again of an item is what the page's figure shows."""
    first = section.charts[:1]
    made = {
        round(value, _DIGITS)
        for chart in first
        for series in chart.series
        for value in series.values
        if value
    }
    shown = set(_numbers(figure))
    return bool(made) and len(made & shown) >= _ENOUGH * len(made)


def _numbers(figure: go.Figure) -> Iterator[float]:
    """Yield the values of a figure: along x where bars lie and where dots stand alone, else along y."""
    for trace in figure.data:
        is_lying = trace.type == "bar" and trace.orientation == "h"
        is_dots = trace.type == "scatter" and "lines" not in (trace.mode or "")
        for value in getattr(trace, "x" if is_lying or is_dots else "y", None) or ():
            if isinstance(value, int | float):
                yield round(float(value), _DIGITS)
