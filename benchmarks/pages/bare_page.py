"""The yardstick: a bare, careful Streamlit page of eight charts over the same snapshot.

What a good hand writes in an afternoon: figures from dicts, one cached aggregate per chart and selection, the
filter and its charts in a fragment. No definitions, no lineage, no verdict, no status. Served by
`python -m benchmarks.page_speed`, which names the snapshot in BARE_SNAPSHOT.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import duckdb
import plotly.graph_objects as go
import streamlit as st

SNAPSHOT = os.environ["BARE_SNAPSHOT"]
LAST_MONDAY = date(2026, 11, 16)
WEEKS = 150
QUERIES = {
    "活动场次": "SELECT month(start_on) AS x, sum(sessions) AS y FROM mart.activities "
    "WHERE year(start_on) = $year AND start_on <= $day GROUP BY 1 ORDER BY 1",
    "线下受众": "SELECT month(start_on) AS x, sum(audience) AS y FROM mart.activities "
    "WHERE year(start_on) = $year AND start_on <= $day GROUP BY 1 ORDER BY 1",
    "村（社区）覆盖": "SELECT township AS x, count(DISTINCT village_code) AS y FROM mart.activities "
    "WHERE start_on BETWEEN $day - INTERVAL 90 DAY AND $day AND township IS NOT NULL GROUP BY 1 ORDER BY 1",
    "单位活动": "SELECT unit AS x, sum(sessions) AS y FROM mart.activities "
    "WHERE year(start_on) = $year AND start_on <= $day AND unit IS NOT NULL "
    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12",
    "复议审结": "SELECT quarter(closed_on) AS x, count(*) AS y FROM mart.reconsiderations "
    "WHERE year(closed_on) = $year AND closed_on <= $day GROUP BY 1 ORDER BY 1",
    "复议结果": "SELECT outcome AS x, count(*) AS y FROM mart.reconsiderations "
    "WHERE year(closed_on) = $year AND closed_on <= $day AND outcome IS NOT NULL "
    "GROUP BY 1 ORDER BY 2 DESC, 1",
    "案卷等次": "SELECT grade AS x, count(*) AS y FROM mart.file_reviews "
    "WHERE year(reviewed_on) = $year AND reviewed_on <= $day AND grade IS NOT NULL GROUP BY 1 ORDER BY 1",
    "案卷整改": "SELECT month(rectify_due_on) AS x, count(*) AS y FROM mart.file_reviews "
    "WHERE year(rectify_due_on) = $year AND reviewed_on <= $day GROUP BY 1 ORDER BY 1",
}


@st.cache_resource
def connection() -> duckdb.DuckDBPyConnection:
    """Return the one connection of the process; every run asks by a cursor of its own."""
    return duckdb.connect(SNAPSHOT, read_only=True)


@st.cache_data(max_entries=512, show_spinner=False)
def aggregate(title: str, day: date) -> tuple[list[Any], list[Any]]:
    """Return the points of one chart."""
    named = {"day": day, "year": day.year}
    wanted = {name: value for name, value in named.items() if f"${name}" in QUERIES[title]}
    rows = connection().cursor().sql(QUERIES[title], params=wanted).fetchall()
    return [str(row[0]) for row in rows], [row[1] for row in rows]


def figure(title: str, day: date) -> go.Figure:
    """Return one chart."""
    x, y = aggregate(title, day)
    layout = {
        "title": {"text": title},
        "height": 260,
        "margin": {"l": 30, "r": 10, "t": 40, "b": 30},
        "meta": {"day": day.isoformat()},
    }
    return go.Figure({"data": [{"type": "bar", "x": x, "y": y}], "layout": layout})


@st.fragment
def page() -> None:
    """Draw the filter and the charts."""
    sundays = [LAST_MONDAY - timedelta(weeks=week) + timedelta(days=6) for week in range(WEEKS)]
    day = st.selectbox("周", sundays, format_func=lambda sunday: f"截至 {sunday.isoformat()}")
    titles = list(QUERIES)
    for first in (0, 4):
        for column, title in zip(st.columns(4), titles[first : first + 4], strict=True):
            with column:
                st.plotly_chart(figure(title, day), key=title, theme=None, config={"displayModeBar": False})


st.set_page_config(page_title="对照页", layout="wide")
page()
