"""The bureau's annual report: every figure and every named system of it comes out of the demo warehouse.

The table is tools/report_figures.py: a phrase of the report, the metric that answers it, the selection,
the value or the range that the phrase implies, the qualifier and the basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tools.report_figures import FIGURES, SUBJECTS, VILLAGES, YEAR, Figure
from tools.report_page import COMMAND, report_page
from warehouse.home import Home
from warehouse.lineage import trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import open_snapshot

Answers = Mapping[int, dict[str, Any]]


@pytest.fixture(scope="module")
def answers(demo_home: Home) -> Answers:
    """The answer to every figure, by its place in the table."""
    with open_snapshot(demo_home) as snapshot:
        return {
            place: query(snapshot, [figure.metric], figure.selection).to_dicts()[0]
            for place, figure in enumerate(FIGURES)
        }


def name_of(figure: Figure) -> str:
    return f"{figure.row} {figure.phrase}"


@pytest.mark.parametrize("figure", FIGURES, ids=name_of)
def test_the_report_says(figure: Figure, answers: Answers) -> None:
    answer = answers[FIGURES.index(figure)]
    assert answer["value"] is not None
    assert figure.lowest <= answer["value"]
    assert figure.highest is None or answer["value"] <= figure.highest
    assert answer["qualifier"] == figure.qualifier


@pytest.mark.parametrize("figure", FIGURES, ids=name_of)
def test_the_phrase_means_the_period_that_the_metric_means(figure: Figure) -> None:
    assert METRICS[figure.metric].basis is figure.basis


def test_every_row_of_the_report_has_its_figures() -> None:
    assert {figure.row for figure in FIGURES} == set(SUBJECTS) == set(range(1, 17))
    assert len({name_of(figure) for figure in FIGURES}) == len(FIGURES)


@pytest.mark.parametrize(("metric", "rows"), [("R01", 384), ("G01", 3), ("S02", None), ("P19", 4)])
def test_a_figure_of_the_report_is_traced_to_its_cells(
    demo_home: Home, metric: str, rows: int | None
) -> None:
    figure = next(figure for figure in FIGURES if figure.metric == metric)
    with open_snapshot(demo_home) as snapshot:
        found = trace(snapshot, metric, figure.selection)
    assert found
    assert all(row.cells for row in found)
    if rows is not None:
        assert sum(row.contribution for row in found) == rows


@pytest.mark.parametrize(("metric", "target"), [("P01", 100), ("P02", 10_000), ("P13", 4)])
def test_the_plan_of_a_hundred_events_and_ten_thousand_people_is_the_target(
    demo_home: Home, metric: str, target: int
) -> None:
    selection = Selection(start=YEAR[0], end=YEAR[1], where={"metric": (metric,)})
    with open_snapshot(demo_home) as snapshot:
        (row,) = query(snapshot, ["A04"], selection).to_dicts()
    assert row["denominator"] == target
    assert row["value"] >= 100


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 6, 30), date(2026, 11, 22)])
def test_the_honours_of_the_report_are_still_held_later(demo_home: Home, day: date) -> None:
    selection = Selection(end=day, by=("level",), where={"category": (VILLAGES,), "level": ("省", "市")})
    with open_snapshot(demo_home) as snapshot:
        rows = query(snapshot, ["C01"], selection).to_dicts()
    assert {row["level"]: row["value"] for row in rows} == {"省": 8, "市": 23}


def test_the_page_of_the_documentation_is_up_to_date(project_root: Path) -> None:
    page = (project_root / "docs/bureau-report.md").read_text(encoding="utf-8")
    assert page == report_page(), f"docs/bureau-report.md is stale; run: {COMMAND}"
