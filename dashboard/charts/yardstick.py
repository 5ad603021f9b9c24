"""Ranked dot plot: a dot per name, and beside it a mark for what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.compared import UNFADED, short
from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.formatting import PERCENT
from dashboard.formatting import figure as written
from dashboard.palette import BLUE, INK, LINE, MUTED

_ROW_HEIGHT = 26
_MARGIN_HEIGHT = 70
_LONGEST_NAME = 12
# Room behind the farthest dot for its number: in the margin, so that it is as wide on a phone.
_ROOM = 1.04
_WIDTH_OF_CHARACTER = 8
_NARROWEST_ROOM = 40
_STANDOFF = 0.02
_PERCENT_TICKS = range(0, 101, 20)


def ranked(
    names: Sequence[str],
    values: Sequence[float | None],
    notes: Sequence[str],
    unit: str,
    *,
    axis_title: str,
    places: Sequence[int],
    base: Sequence[float | None] = (),
    base_name: str = "",
    missing: str = "",
) -> go.Figure:
    """Return dots in the given order from the top, each with its number and note behind it.

    base: what each is compared with, an upright stroke on its line, joined to the dot. missing: what is
    written where there is no value.
    """
    rows = list(range(len(names)))
    known = [value for value in (*values, *base) if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    traces: list[Trace] = []
    if base:
        joined = [
            (row, one, other)
            for row, one, other in zip(rows, values, base, strict=True)
            if one is not None and other is not None
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [x for _, one, other in joined for x in (one, other, None)],
                "y": [y for row, *_ in joined for y in (row, row, None)],
                "line": {"color": LINE, "width": 3},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plain(base_name),
                "x": list(base),
                "y": rows,
                "text": [plain(str(written(value, unit))) for value in base],
                "marker": {
                    "symbol": "line-ns",
                    "size": 14,
                    "line": {"width": 3, "color": MUTED},
                    "opacity": 1,
                },
                **UNFADED,
                "hovertemplate": f"{plain(base_name)}：%{{text}}<extra></extra>",
            }
        )
    labels = [
        f"{written(value, unit)}{note}" if value is not None else missing
        for value, note in zip(values, notes, strict=True)
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": plain(axis_title),
            "x": list(values),
            "y": rows,
            "text": [plain(label) for label in labels],
            "hovertext": [plain(name) for name in names],
            "customdata": [[place] for place in places],
            "cliponaxis": False,
            "marker": {"color": BLUE, "size": 11, "opacity": 1},
            **UNFADED,
            "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
        }
    )
    room = _NARROWEST_ROOM + _WIDTH_OF_CHARACTER * max((len(label) for label in labels), default=0)
    annotations = [
        {
            "x": max(one for one in (value, other, 0.0) if one is not None),
            "y": row,
            "text": plain(label),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 12,
            "font": {"size": 12, "color": INK},
        }
        for row, value, other, label in zip(rows, values, base or [None] * len(names), labels, strict=True)
    ]
    return build(
        traces,
        x=axis(
            axis_title,
            from_zero=True,
            grid=True,
            tickformat=",",
            # Dots at zero stay clear of the names.
            range=[low * 1.1 - high * _STANDOFF, high * _ROOM],
            **({"tickvals": list(_PERCENT_TICKS)} if unit == PERCENT else {}),
        ),
        y=axis(
            grid=True,
            tickmode="array",
            tickvals=rows,
            ticktext=[plain(short(name, _LONGEST_NAME)) for name in names],
            range=[len(names) - 0.4, -0.6],
        ),
        height=max(150, _ROW_HEIGHT * len(names) + _MARGIN_HEIGHT),
        annotations=annotations,
        legend=bool(base),
        margin={"l": 8, "r": room, "t": 26 if base else 10, "b": 8, "pad": 4},
    )
