"""Panels of 复议应诉: attendance of heads, judgments, the years, and the units."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.dots import Dots, ranked_dots
from dashboard.data.ask import Answer
from dashboard.data.cases import (
    LAWSUIT_BY_UNIT,
    LAWSUIT_RATES,
    RECONSIDERATION_BY_UNIT,
    Cases,
    UnitCases,
)
from dashboard.data.subject_cards import SMALL_SAMPLE
from dashboard.formatting import MISSING, PERCENT, number, percent, ratio
from dashboard.markup import Markup
from dashboard.periods import Moment, period_name
from dashboard.texts import cases as texts
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import number_link, split_into
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import chart_panel, text_panel
from dashboard.widgets.parts import TableColumn, table
from dashboard.widgets.rates import rate_lines
from dashboard.widgets.safe import empty, empty_under
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

UNITS_SHOWN = 40
DOTS_SHOWN = 12
# The whole of several units, where fewer would say the same twice.
_SEVERAL = 2
_UNITS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.UNIT_COLUMNS, ("nowrap", *["number"] * 9), strict=True)
)


def attendance_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show in how many hearings of each unit a head of it attended, the lowest rate first."""
    heard = [row for row in found.units if "S02" in row.answers and row.answers["S02"].value is not None]
    heard.sort(key=lambda row: (row.answers["S02"].value or 0, -(row.answers["S02"].denominator or 0)))
    shown = heard[:DOTS_SHOWN]
    drawing, title = None, texts.ATTENDANCE_TITLE
    if shown:
        hearings = sum(row.answers["S02"].denominator or 0 for row in heard)
        attended = sum(row.answers["S02"].numerator or 0 for row in heard)
        words = texts.ATTENDANCE_TITLE_FULL if attended == hearings else texts.ATTENDANCE_TITLE_FOUND
        title = words.format(hearings=number(hearings), absent=number(hearings - attended))
        drawing = ranked_dots(
            [row.unit for row in shown],
            _dots(shown, "S02", texts.ATTENDANCE_NAME),
            PERCENT,
            axis_title=texts.ATTENDANCE_AXIS,
            second=_dots(shown, "S03", texts.CHIEF_NAME),
            whole=(texts.WHOLE, 100 * attended / hearings) if len(heard) >= _SEVERAL else None,
            small_word=texts.SMALL_HEARINGS.format(count=SMALL_SAMPLE),
        )
    chart_panel(
        snapshot,
        "attendance",
        title,
        drawing,
        metric_id="S02",
        also=("S03",),
        selection=split_into(found.lawsuits or found.lawsuit_history, ("defendant",)),
        note=source_note(["S02", "S03"], moment),
        nothing=_nothing(found, conditions),
        aside=texts.SHOWN_OF.format(count=len(heard), shown=len(shown)) if len(heard) > len(shown) else None,
    )


def _dots(rows: Sequence[UnitCases], metric_id: str, name: str) -> Dots:
    answers = [row.answers[metric_id] for row in rows]
    return Dots(
        name,
        [answer.value for answer in answers],
        [ratio(answer.numerator, answer.denominator) for answer in answers],
        [(answer.denominator or 0) < SMALL_SAMPLE for answer in answers],
    )


def _nothing(found: Cases, conditions: Sequence[str]) -> Markup:
    return empty(texts.NOT_BY_FIELD_LONG) if found.lawsuits is None else empty_under(conditions)


def judgments_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show how the lawsuits received in the period were decided."""
    drawing, title = None, texts.JUDGMENTS_TITLE
    if found.judgments:
        received = sum(found.judgments.values())
        drawing = horizontal_bars(
            [name or texts.NOT_JUDGED for name in found.judgments],
            list(found.judgments.values()),
            METRICS["S01"].unit,
            axis_title=texts.JUDGMENTS_AXIS,
            notes=[percent(100 * count / received, 0) for count in found.judgments.values()],
        )
        judged = received - found.judgments.get(None, 0)
        first = next(iter(found.judgments))
        if first is not None:
            title = texts.JUDGMENTS_TITLE_FOUND.format(
                received=number(received), judged=number(judged), most=first
            )
    chart_panel(
        snapshot,
        "judgments",
        title,
        drawing,
        metric_id="S01",
        selection=split_into(found.lawsuits or found.lawsuit_history, ("outcome",)),
        note=source_note(["S01"], moment),
        nothing=_nothing(found, conditions),
    )


def lawsuit_years_panel(snapshot: Snapshot, moment: Moment, found: Cases, conditions: Sequence[str]) -> None:
    """Show attendance, lost cases and timely answers by year."""
    names = [period_name(year) for year in found.years]
    chart_panel(
        snapshot,
        "lawsuit_years",
        texts.LAWSUIT_YEARS_TITLE,
        rate_lines(
            names, names, {name: found.by_year[name] for name in LAWSUIT_RATES}, texts.LAWSUIT_YEARS_AXIS
        )
        if found.by_year
        else None,
        metric_id="S02",
        also=("S04", "S05"),
        selection=split_into(found.lawsuit_history, grain=Grain.YEAR),
        note=source_note(LAWSUIT_RATES, moment),
        nothing=_nothing(found, conditions),
    )


def units_panel(snapshot: Snapshot, found: Cases, conditions: Sequence[str]) -> None:
    """Show every unit with cases, those with most first."""
    shown = found.units[:UNITS_SHOWN]
    if not shown:
        text_panel("units", texts.UNITS_TITLE, empty_under(conditions))
        return
    words = texts.UNITS_SHOWN if len(found.units) > len(shown) else texts.UNITS_ASIDE
    text_panel(
        "units",
        texts.UNITS_TITLE,
        table(_UNITS, [_unit(snapshot, found, row) for row in shown], tall=True),
        aside=words.format(count=number(len(found.units)), shown=len(shown)),
        numbers=(snapshot, (*RECONSIDERATION_BY_UNIT, *LAWSUIT_BY_UNIT)),
    )


def _unit(snapshot: Snapshot, found: Cases, row: UnitCases) -> tuple[str | Markup, ...]:
    cells: list[str | Markup] = [
        number_link(
            snapshot, name, found.reconsiderations, _written(name, row.answers[name]), respondent=row.unit
        )
        for name in RECONSIDERATION_BY_UNIT
    ]
    for name in LAWSUIT_BY_UNIT:
        if found.lawsuits is None:
            cells.append(MISSING)
        else:
            text = _written(name, row.answers[name])
            cells.append(number_link(snapshot, name, found.lawsuits, text, defendant=row.unit))
    return (unit_link(row.unit), *cells)


def _written(metric_id: str, answer: Answer) -> str:
    if METRICS[metric_id].unit != PERCENT or answer.value is None:
        return number(answer.value)
    return f"{percent(answer.value)}（{ratio(answer.numerator, answer.denominator)}）"
