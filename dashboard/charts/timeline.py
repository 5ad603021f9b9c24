"""Timelines: one line for each subject, its events as marks by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.layout import Trace, axis, build, plain
from dashboard.palette import INK, LINE, SECONDARY

_ROW_HEIGHT = 24
_MARGIN_HEIGHT = 84
_SHORTEST = 170
# Longer names are cut on the axis and whole in the hover.
_LABEL_LENGTH = 9
_TICKS = 5
# Left of the first day, so that no mark covers a name; there the earlier ones stand.
_LEFT_MARGIN = 0.03
EARLIER_SYMBOL = "triangle-left"


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its word in the legend, its shape and colour, so that neither tells it alone."""

    word: str
    symbol: str
    colour: str
    size: int = 9


@dataclass(frozen=True)
class Mark:
    """An event of the subject in that row (0 from the top). text: what the hover says."""

    row: int
    day: date
    kind: str
    text: str


def timeline(
    subjects: Sequence[str],
    marks: Sequence[Mark],
    kinds: Sequence[EventKind],
    *,
    start: date,
    end: date,
    today: date,
    today_words: str,
    earlier_words: str,
) -> go.Figure:
    """Return a line for each subject from the top, with its marks between two days.

    Marks before `start` stand together at the left end, as a triangle that points further back. A mark whose
    kind is not among `kinds` is an error (KeyError). today: drawn as a dashed line with its words.
    """
    left = start - (end - start) * _LEFT_MARGIN
    years = _years(start, end)
    by_kind: dict[str, list[Mark]] = {kind.word: [] for kind in kinds}
    earlier: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.day < start:
            earlier.setdefault(mark.row, []).append(mark)
        else:
            by_kind[mark.kind].append(mark)
    traces = [_marks(kind, by_kind[kind.word]) for kind in kinds if by_kind[kind.word]]
    if earlier:
        traces.append(_earlier(earlier, left, earlier_words))
    return build(
        traces,
        x=axis(
            grid=True,
            type="date",
            range=[left.isoformat(), end.isoformat()],
            tickmode="array",
            tickvals=[f"{year}-01-01" for year in years],
            ticktext=[f"{year}年" for year in years],
            tickangle=0,
        ),
        y=axis(
            tickmode="array",
            tickvals=list(range(len(subjects))),
            ticktext=[plain(_short(subject)) for subject in subjects],
            # Room above the first line for the words at the day of today.
            range=[len(subjects) - 0.4, -1.3],
        ),
        height=max(_SHORTEST, _ROW_HEIGHT * len(subjects) + _MARGIN_HEIGHT),
        legend=True,
        shapes=[*_lines(marks, left, len(subjects)), _today(today)],
        annotations=[
            {
                "x": today.isoformat(),
                "xref": "x",
                "y": 1,
                "yref": "paper",
                "text": plain(today_words),
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "top",
                "xshift": -3,
                "font": {"size": 11, "color": SECONDARY},
            }
        ],
        hovermode="closest",
    )


def _years(start: date, end: date) -> range:
    """Return the years to write under the axis, so few that they fit on a phone."""
    return range(start.year, end.year, -(-(end.year - start.year) // _TICKS))


def _short(subject: str) -> str:
    return subject if len(subject) <= _LABEL_LENGTH else f"{subject[: _LABEL_LENGTH - 1]}…"


def _marks(kind: EventKind, marks: Sequence[Mark]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(kind.word),
        "x": [mark.day.isoformat() for mark in marks],
        "y": [mark.row for mark in marks],
        "text": [plain(mark.text) for mark in marks],
        "cliponaxis": False,
        "marker": {
            "symbol": kind.symbol,
            "size": kind.size,
            "color": kind.colour,
            "line": {"width": 1.4, "color": kind.colour},
        },
        "hovertemplate": "%{text}<extra></extra>",
    }


def _earlier(rows: dict[int, list[Mark]], left: date, words: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(words),
        "x": [left.isoformat()] * len(rows),
        "y": list(rows),
        "text": ["<br>".join(plain(mark.text) for mark in marks) for marks in rows.values()],
        "cliponaxis": False,
        "marker": {"symbol": EARLIER_SYMBOL, "size": 9, "color": INK},
        "hovertemplate": "%{text}<extra></extra>",
    }


def _lines(marks: Sequence[Mark], left: date, rows: int) -> list[dict[str, object]]:
    """Return the line of each subject, from its first mark to its last."""
    spans = []
    for row in range(rows):
        days = [max(mark.day, left) for mark in marks if mark.row == row]
        if days:
            spans.append((row, min(days), max(days)))
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": first.isoformat(),
            "x1": last.isoformat(),
            "y0": row,
            "y1": row,
            "line": {"color": LINE, "width": 3},
        }
        for row, first, last in spans
    ]


def _today(day: date) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "yref": "paper",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"color": SECONDARY, "width": 1, "dash": "dot"},
    }
