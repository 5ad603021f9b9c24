"""Heat maps: one number for each row and column, pale to deep in one hue, every cell with its number."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.compared import short
from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import BLUE, BLUES, CARD, LINE, TRACK

_ROW_HEIGHT = 28
_MARGIN_HEIGHT = 76
_LONGEST_ROW, _LONGEST_COLUMN = 11, 6
_COLUMNS_WITH_NUMBERS = 24


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    hovers: Sequence[Sequence[str]],
    places: Sequence[Sequence[int | None]],
    *,
    ticks: tuple[Sequence[int], Sequence[str]] | None = None,
) -> go.Figure:
    """Return a cell per row and column, the first row on top; a cell without a value is left grey.

    texts: the number in a cell. hovers: what is said of it. places: of its number among those of the page;
    None where there is none to click. ticks: which columns are named, and how; all where None.
    """
    known = [value for row in values for value in row if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    marked, named = ticks if ticks is not None else (range(len(columns)), [])
    heat: Trace = {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "z": [list(row) for row in values],
        "zmin": low,
        "zmax": high,
        "colorscale": [[0, CARD], [0.25, BLUES[0]], [0.5, BLUES[1]], [0.75, BLUES[2]], [1, BLUE]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
        "text": [[plain(text) for text in row] for row in texts],
        "texttemplate": "%{text}" if len(columns) <= _COLUMNS_WITH_NUMBERS else "",
        "textfont": {"size": 11},
    }
    cells = [(row, column) for row in range(len(rows)) for column in range(len(columns))]
    # A heat map takes no clicks: invisible squares over its cells do.
    marks: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [column for _, column in cells],
        "y": [row for row, _ in cells],
        "hovertext": [plain(hovers[row][column]) for row, column in cells],
        "customdata": [[places[row][column]] for row, column in cells],
        "marker": {"size": 24, "symbol": "square", "color": CARD, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return build(
        [heat, marks],
        x=axis(
            side="top",
            tickmode="array",
            tickvals=list(marked),
            ticktext=[*named] or [plain(short(name, _LONGEST_COLUMN)) for name in columns],
            autotickangles=[0, 90],
            range=[-0.5, len(columns) - 0.5],
            ticks="",
        ),
        y=axis(
            tickmode="array",
            tickvals=list(range(len(rows))),
            ticktext=[plain(short(name, _LONGEST_ROW)) for name in rows],
            range=[len(rows) - 0.5, -0.5],
            ticks="",
        ),
        height=max(180, _ROW_HEIGHT * len(rows) + _MARGIN_HEIGHT),
        plot_bgcolor=TRACK,
        shapes=[
            {
                "type": "rect",
                "x0": -0.5,
                "x1": len(columns) - 0.5,
                "y0": -0.5,
                "y1": len(rows) - 0.5,
                "line": {"color": LINE, "width": 1},
            }
        ],
    )
