"""A flow from stage to stage (Sankey): how many came in, how they were handled, how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import BLUES, CARD, INK


@dataclass(frozen=True)
class Node:
    """A state with the count of those who came to it."""

    name: str
    count: int
    colour: str


@dataclass(frozen=True)
class Stream:
    """So many went from one node to another; both by their place in the list."""

    source: int
    target: int
    count: int


def flow(nodes: Sequence[Node], streams: Sequence[Stream], unit: str, *, height: int = 340) -> go.Figure:
    """Return nodes with their names and counts, and streams as wide as their counts.

    Nodes of one stage stand below each other in the order given; what does not go on stays where it is.
    """
    trace: Trace = {
        "type": "sankey",
        "arrangement": "snap",
        "valueformat": ",d",
        "valuesuffix": f" {plain(unit)}",
        "domain": {"x": [0, 1], "y": [0.01, 0.99]},
        "textfont": {"size": 13, "color": INK, "shadow": "none"},
        "node": {
            "label": [plain(f"{node.name} {node.count:,}") for node in nodes],
            "align": "left",
            "color": [node.colour for node in nodes],
            "line": {"color": CARD, "width": 0},
            "thickness": 14,
            "pad": 12,
            "customdata": [plain(node.name) for node in nodes],
            "hovertemplate": "%{customdata}：%{value}<extra></extra>",
        },
        "link": {
            "source": [stream.source for stream in streams],
            "target": [stream.target for stream in streams],
            "value": [stream.count for stream in streams],
            "color": BLUES[0],
            "hovertemplate": "%{source.customdata} → %{target.customdata}：%{value}<extra></extra>",
        },
    }
    return build(
        [trace],
        x=axis(visible=False),
        y=axis(visible=False),
        height=height,
        margin={"l": 4, "r": 4, "t": 6, "b": 6, "pad": 0},
    )
