"""Small multiples of 趋势探索 as one figure, for a picture: on the page they flow as separate drawings."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts.multiples import Panel, grid
from dashboard.data.explore import Explored
from dashboard.data.explore_moves import Key
from dashboard.data.explore_table import series_name
from dashboard.periods import period_name
from dashboard.texts import explore as texts
from dashboard.texts import pictures
from dashboard.widgets.explore_drawings import answer_text, scales
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain


def parts_of(found: Explored) -> list[tuple[str, list[Key]]]:
    """Return the panels of small bars: name and places, one for each metric or each row."""
    address = found.address
    if len(address.by) == 1:
        return [
            (METRICS[metric_id].name, [Key(metric_id, None, group) for group in found.groups])
            for metric_id in address.metrics
        ]
    (metric_id,) = address.metrics
    rows: dict[str | None, list[Key]] = {}
    for group in found.groups:
        rows.setdefault(group[0], []).append(Key(metric_id, None, group))
    return [(row if row is not None else texts.UNSTATED, keys) for row, keys in rows.items()]


def multiples_figure(found: Explored, most_panels: int, most_lines: int) -> go.Figure:
    """Return the small multiples that the page shows, side by side in one figure."""
    ends = scales(found)
    if found.address.grain is Grain.TOTAL:
        bars = [
            Panel(
                name,
                values=[found.number(key).value for key in keys[:most_lines]],
                names=[key.group[-1] or texts.UNSTATED for key in keys[:most_lines]],
                texts=[answer_text(key.metric_id, found.number(key)) for key in keys[:most_lines]],
                high=ends.get(METRICS[keys[0].metric_id].unit, (0.0, 1.0))[1],
            )
            for name, keys in parts_of(found)[:most_panels]
        ]
        return grid(bars, are_bars=True)
    labels = [period_name(period) for period in found.periods if period is not None]
    lines = []
    for metric_id, group in found.series[:most_panels]:
        keys = found.keys(metric_id, group)
        bases = [found.base.of(key) for key in keys] if found.base.answers else []
        last = next((key for key in reversed(keys) if found.number(key).value is not None), None)
        low, high = ends.get(METRICS[metric_id].unit, (0.0, 1.0))
        lines.append(
            Panel(
                series_name(found, metric_id, group),
                values=[found.number(key).value for key in keys],
                names=labels,
                texts=[texts.UNREPORTED if last is None else answer_text(metric_id, found.number(last))],
                base=[None if one is None else one.value for one in bases],
                low=low,
                high=high,
            )
        )
    note = pictures.GRID.format(first=labels[0], last=labels[-1]) if labels else ""
    return grid(lines, are_bars=False, note=note)
