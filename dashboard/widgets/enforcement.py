"""Panels of 执法监督."""

from __future__ import annotations

from datetime import date

from dashboard.charts.bars import pareto, stacked_bars
from dashboard.charts.burn_down import Open, burn_down
from dashboard.data.ask import Answer
from dashboard.data.enforcement import RATE_METRICS, UNIT_METRICS, YEAR_METRICS, Enforcement, YearPenalties
from dashboard.formatting import MISSING, day, figure, iso_day, number, percent, ratio
from dashboard.markup import Markup, div
from dashboard.palette import GRADES
from dashboard.periods import Moment, period_name, period_tick, quarter_label, quarter_tick
from dashboard.texts import enforcement as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.clocks import nothing_open
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel, text_panel
from dashboard.widgets.parts import TableColumn, table
from dashboard.widgets.rates import rate_lines
from dashboard.widgets.safe import empty, show
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

# How much of its cell the longest bar takes, so that its number fits beside it.
_BAR_SHARE = 0.6
OVERDUE_SHOWN = 10
UNITS_SHOWN = 60
_RECENT_WEEKS = 4
_OVERDUE_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.OVERDUE_COLUMNS, ("nowrap", "nowrap", "nowrap", "number"), strict=True)
)
_UNIT_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.UNIT_COLUMNS, ("nowrap", "number", "number", "number", "number", "number"), strict=True
    )
)
_YEARS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.YEARS_COLUMNS, ("nowrap", "text", "number", "number"), strict=True)
)
_FULL = 100.0


def grades_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show the grades of each review batch."""
    drawing, title = None, texts.GRADES_TITLE
    if found.batches:
        last = found.batches[-1]
        title = texts.GRADES_TITLE_FAILED.format(
            batch=last.batch, reviewed=number(last.reviewed), failed=number(last.failed)
        )
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
        title,
        drawing,
        metric_id="E10",
        selection=split_into(found.reviews, ("batch", "grade")),
        note=source_note(["E10", "E11"], moment),
        nothing=empty(),
    )


def course_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show how open rectifications are worked off, week by week."""
    course = found.course
    drawing, title = None, texts.COURSE_TITLE
    if any(course.within) or any(course.overdue) or any(course.done):
        drawing = burn_down(
            [period_name(week) for week in course.weeks],
            Open(
                course.within,
                course.overdue,
                course.done,
                (texts.COURSE_WITHIN, texts.COURSE_OVERDUE, texts.COURSE_DONE),
            ),
            METRICS["E16"].unit,
            axis_title=texts.COURSE_AXIS,
            ticks=[period_tick(week) for week in course.weeks],
        )
        overdue = course.overdue[-1] or 0
        still = (course.within[-1] or 0) + overdue
        title = texts.COURSE_TITLE_DONE
        if still:
            done = sum(course.done[-_RECENT_WEEKS:])
            title = texts.COURSE_TITLE_OPEN.format(
                open=number(still), overdue=number(overdue), done=number(done)
            )
    chart_panel(
        snapshot,
        "course",
        title,
        drawing,
        metric_id="T01",
        also=("T03",),
        selection=split_into(found.course.selection, grain=Grain.WEEK),
        note=texts.COURSE_NOTE.format(source=DATASETS["file_reviews"].label, day=day(moment.as_of)),
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
    with card(
        "problems",
        title,
        texts.PROBLEMS_ASIDE.format(count=number(total), average=number(found.problems_per_file.value)),
    ):
        drawn = None
        if found.problems:
            drawing = pareto(
                [row.category for row in found.problems],
                [row.problems for row in found.problems],
                texts.PROBLEM_UNIT,
                axis_title=texts.PROBLEMS_AXIS,
            )
            drawn = chart("problems", drawing, title)
        else:
            show(empty())
        note = texts.PROBLEMS_NOTE.format(source=DATASETS["file_problems"].label, day=day(moment.as_of))
        metric_actions(snapshot, "E13", found.reviews, key="problems", note=note, drawn=drawn)


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
                    unit_link(row.unit),
                    iso_day(row.due_on),
                    texts.DAYS.format(days=row.days_overdue),
                )
                for row in shown
            ]
            show(table(_OVERDUE_COLUMNS, rows, tall=True))
        else:
            show(nothing_open(texts.OVERDUE_NONE))
        metric_actions(snapshot, "E16", found.reviews, key="overdue", note=source_note(["E16"], moment))


def rates_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show pass rate and timely rectification by quarter; quarters without a review are left out."""
    chart_panel(
        snapshot,
        "rates",
        texts.RATES_TITLE,
        rate_lines(
            [quarter_label(quarter) for quarter in found.quarters],
            [quarter_tick(quarter, is_first=place == 0) for place, quarter in enumerate(found.quarters)],
            found.rates,
            texts.RATES_AXIS,
        ),
        metric_id="E14",
        also=("E11",),
        selection=split_into(found.history, grain=Grain.QUARTER),
        note=source_note(RATE_METRICS, moment),
        nothing=empty(),
    )


def years_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show penalties and money of the annual forms: for information, never against a target."""
    most = max((row.penalties.value or 0 for row in found.years), default=0)
    with card("years", texts.YEARS_TITLE, texts.YEARS_ASIDE):
        if most:
            show(table(_YEARS, [_year(snapshot, found, row, most) for row in reversed(found.years)]))
        else:
            show(empty())
        whole = found.reviews
        if found.years:
            first, last = found.years[0].year, found.years[-1].year
            whole = Selection(date(first, 1, 1), date(last, 12, 31), where=found.reviews.where)
        metric_actions(
            snapshot,
            "E08",
            split_into(whole, grain=Grain.YEAR),
            key="years",
            note=texts.YEARS_NOTE.format(note=source_note(YEAR_METRICS, moment)),
            also=("E09",),
        )


def _year(
    snapshot: Snapshot, found: Enforcement, row: YearPenalties, most: float
) -> tuple[str | Markup, ...]:
    asked = Selection(date(row.year, 1, 1), date(row.year, 12, 31), where=found.reviews.where)
    name = period_name(str(row.year))
    if row.penalties.value is None:
        return (name, texts.YEARS_UNREPORTED, texts.YEARS_UNREPORTED, MISSING)
    width = f"width:{_FULL * _BAR_SHARE * row.penalties.value / most:.0f}%"
    return (
        name,
        div(
            "fz-inline-bar",
            div("", style=width),
            number_link(snapshot, "E08", asked, str(figure(row.penalties.value, METRICS["E08"].unit))),
        ),
        number_link(snapshot, "E09", asked, str(figure(row.fined.value, METRICS["E09"].unit))),
        texts.YEARS_FILED.format(count=number(row.penalties.n)),
    )


def units_panel(snapshot: Snapshot, found: Enforcement) -> None:
    """Show every reviewed unit, those with overdue files first."""
    shown = found.units[:UNITS_SHOWN]
    if not shown:
        text_panel("units", texts.UNITS_TITLE, empty())
        return
    rows = [
        (
            unit_link(row.unit),
            *(
                number_link(snapshot, metric_id, found.reviews, text, unit=row.unit)
                for metric_id, text in (
                    ("E10", number(row.reviewed.value)),
                    ("E11", _rate(row.passed)),
                    ("E13", number(row.problems.value)),
                    ("E14", _rate(row.on_time)),
                    ("E16", number(row.overdue.value)),
                )
            ),
        )
        for row in shown
    ]
    words = texts.UNITS_SHOWN if len(found.units) > len(shown) else texts.UNITS_ASIDE
    text_panel(
        "units",
        texts.UNITS_TITLE,
        table(_UNIT_COLUMNS, rows, tall=True),
        aside=words.format(count=number(len(found.units)), shown=len(shown)),
        numbers=(snapshot, UNIT_METRICS),
    )


def _rate(answer: Answer) -> str:
    if answer.value is None:
        return percent(None)
    return f"{percent(answer.value)}（{ratio(answer.numerator, answer.denominator)}）"
