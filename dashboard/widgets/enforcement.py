"""Panels of 执法监督."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.bars import pareto, stacked_bars
from dashboard.charts.lines import Series, trend
from dashboard.data.ask import Answer
from dashboard.data.enforcement import CASE_COUNTS, CASE_RATES, Enforcement
from dashboard.formatting import PERCENT, day, iso_day, number, percent
from dashboard.palette import GRADES
from dashboard.periods import Moment, quarter_label, quarter_tick
from dashboard.texts import subjects as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel, text_panel
from dashboard.widgets.parts import TableColumn, table
from dashboard.widgets.safe import empty, show
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

OVERDUE_SHOWN = 10
_OVERDUE_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.OVERDUE_COLUMNS, ("nowrap", "nowrap", "nowrap", "number"), strict=True)
)
_UNIT_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.UNIT_COLUMNS, ("nowrap", "number", "number", "number", "number"), strict=True
    )
)
_FULL = 100.0


def grades_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show the grades of each review batch."""
    drawing = None
    if found.batches:
        drawing = stacked_bars(
            [batch.batch for batch in found.batches],
            dict(
                zip(
                    texts.GRADE_NAMES,
                    (
                        [batch.excellent for batch in found.batches],
                        [batch.passed for batch in found.batches],
                        [batch.failed for batch in found.batches],
                    ),
                    strict=True,
                )
            ),
            METRICS["E10"].unit,
            axis_title=texts.GRADES_AXIS,
            colours=GRADES,
            height=290,
        )
    chart_panel(
        snapshot,
        "grades",
        texts.GRADES_TITLE,
        drawing,
        metric_id="E10",
        selection=split_into(found.reviews, ("batch", "grade")),
        note=source_note(["E10", "E11"], moment),
        nothing=empty(),
    )


def problems_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show which kinds of problems make up most of them."""
    total = sum(row.problems for row in found.problems)
    title = texts.PROBLEMS_TITLE
    if len(found.problems) > 1:
        first, second = found.problems[:2]
        title = texts.PROBLEMS_TITLE_FOUND.format(
            first=first.category,
            second=second.category,
            share=percent(_FULL * (first.problems + second.problems) / total, 0),
        )
    with card("problems", title, texts.PROBLEMS_ASIDE.format(count=number(total))):
        if found.problems:
            drawing = pareto(
                [row.category for row in found.problems],
                [row.problems for row in found.problems],
                texts.PROBLEM_UNIT,
                axis_title=texts.PROBLEMS_AXIS,
            )
            chart("problems", drawing, title)
        else:
            show(empty())
        note = texts.PROBLEMS_NOTE.format(source=DATASETS["file_problems"].label, day=day(moment.as_of))
        metric_actions(snapshot, "E13", found.reviews, key="problems", note=note)


def overdue_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show the files whose rectification is overdue, the longest first."""
    total = len(found.overdue)
    title = texts.OVERDUE_TITLE.format(count=total) if total else texts.OVERDUE_TITLE_NONE
    shown = found.overdue[:OVERDUE_SHOWN]
    aside = texts.OVERDUE_SHOWN.format(shown=len(shown), total=total) if total > len(shown) else None
    with card("overdue", title, aside):
        if shown:
            rows = [
                (
                    trace_link(snapshot, "E16", found.reviews, row.file_no, row=row.row_id),
                    row.unit,
                    iso_day(row.due_on),
                    texts.DAYS.format(days=row.days_overdue),
                )
                for row in shown
            ]
            show(table(_OVERDUE_COLUMNS, rows, tall=True))
        else:
            show(empty(texts.OVERDUE_NONE))
        metric_actions(snapshot, "E16", found.reviews, key="overdue", note=source_note(["E16"], moment))


def rates_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show pass rate and timely rectification by quarter; quarters without a review are left out."""
    chart_panel(
        snapshot,
        "rates",
        texts.RATES_TITLE,
        _rates(found.quarters, {name: found.rates[name] for name in ("E11", "E14")}, texts.RATES_AXIS),
        metric_id="E14",
        also=("E11",),
        selection=split_into(found.history, grain=Grain.QUARTER),
        note=source_note(["E11", "E14"], moment),
        nothing=empty(),
    )


def cases_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show cases received and accepted by quarter."""
    lines = [
        Series(METRICS[name].name, [answer.value for answer in found.cases[name]]) for name in CASE_COUNTS
    ]
    drawing = None
    if any(value is not None for line in lines for value in line.values):
        drawing = _trend(found.quarters, lines, METRICS["F01"].unit, texts.CASES_AXIS)
    chart_panel(
        snapshot,
        "cases",
        texts.CASES_TITLE,
        drawing,
        metric_id="F01",
        also=("F02",),
        selection=split_into(found.case_history, grain=Grain.QUARTER),
        note=source_note(CASE_COUNTS, moment),
        nothing=empty(),
    )


def outcomes_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show how cases ended, by quarter, with the number of closed cases behind each point."""
    chart_panel(
        snapshot,
        "outcomes",
        texts.OUTCOMES_TITLE,
        _rates(found.quarters, {name: found.cases[name] for name in CASE_RATES}, texts.OUTCOMES_AXIS),
        metric_id="F07",
        also=("F05", "F09"),
        selection=split_into(found.case_history, grain=Grain.QUARTER),
        note=source_note(CASE_RATES, moment),
        nothing=empty(),
    )


def _rates(quarters: Sequence[str], found: dict[str, list[Answer]], axis_title: str) -> go.Figure | None:
    """Return rates by quarter; a quarter in which no rate had anything to judge is left out."""
    kept = [
        place
        for place in range(len(quarters))
        if any(answers[place].value is not None for answers in found.values())
    ]
    if not kept:
        return None
    lines = [
        Series(
            METRICS[name].name,
            [answers[place].value for place in kept],
            [answers[place].n for place in kept],
            is_bridged=True,
        )
        for name, answers in found.items()
    ]
    shown = [quarters[place] for place in kept]
    return _trend(shown, lines, PERCENT, axis_title, highest=_FULL)


def _trend(
    quarters: Sequence[str], lines: Sequence[Series], unit: str, axis_title: str, highest: float | None = None
) -> go.Figure:
    return trend(
        [quarter_label(quarter) for quarter in quarters],
        lines,
        unit,
        axis_title=axis_title,
        highest=highest,
        ticks=[quarter_tick(quarter, is_first=place == 0) for place, quarter in enumerate(quarters)],
    )


def units_panel(snapshot: Snapshot, found: Enforcement) -> None:
    """Show every reviewed unit, those with overdue files first."""
    if not found.units:
        text_panel("units", texts.UNIT_RANKING_TITLE, empty())
        return
    rows = [
        (
            row.unit,
            *(
                number_link(snapshot, metric_id, found.reviews, text, unit=row.unit)
                for metric_id, text in (
                    ("E10", number(row.reviewed.value)),
                    ("E11", _rate(row.passed)),
                    ("E14", _rate(row.on_time)),
                    ("E16", number(row.overdue.value)),
                )
            ),
        )
        for row in found.units
    ]
    text_panel(
        "units",
        texts.UNIT_RANKING_TITLE,
        table(_UNIT_COLUMNS, rows, tall=True),
        numbers=(snapshot, ("E10", "E11", "E14", "E16")),
    )


def _rate(answer: Answer) -> str:
    if answer.value is None:
        return percent(None)
    return f"{percent(answer.value)}（{number(answer.numerator)}/{number(answer.denominator)}）"
