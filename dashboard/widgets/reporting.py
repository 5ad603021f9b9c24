"""Panels of 报送情况."""

from __future__ import annotations

from datetime import date

from dashboard.charts.bars import horizontal_bars
from dashboard.data.ask import Answer
from dashboard.data.reporting import UNITS_SHOWN, Missing, Reported, Reporting, UnitFiling
from dashboard.formatting import MISSING, day, full_day, iso_day, number, percent, ratio, span
from dashboard.markup import Markup, div, element, join
from dashboard.periods import Moment
from dashboard.texts import common
from dashboard.texts import reporting as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.calendar import LINES_SHOWN, calendar_markup
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import number_link, split_into, table_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel, text_panel
from dashboard.widgets.parts import caption, columns_of, table
from dashboard.widgets.safe import show
from warehouse.contracts.registry import DATASETS
from warehouse.snapshots import Snapshot
from warehouse.watchlists.filings import ReceivedFile

MISSING_SHOWN = 30
_FULL = 100.0


def missing_panel(moment: Moment, found: Reporting) -> None:
    """Answer the question of the page: who has not reported."""
    count = len(found.missing)
    if not found.expected:
        title, body = texts.MISSING_TITLE_NOBODY.format(period=found.period), _plain(texts.MISSING_NOBODY)
    elif not count:
        title = texts.MISSING_TITLE_NONE.format(period=found.period, expected=found.expected)
        body = _plain(texts.MISSING_NONE)
    else:
        title = texts.MISSING_TITLE.format(period=found.period, count=count)
        body = table(
            columns_of(texts.MISSING_COLUMNS, "ttsns"),
            [_missing(one) for one in found.missing[:MISSING_SHOWN]],
            tall=True,
        )
    more = texts.MISSING_SHOWN.format(shown=MISSING_SHOWN, total=count) if count > MISSING_SHOWN else None
    text_panel(
        "missing",
        title,
        join(body, caption(more) if more else None),
        note=texts.MISSING_NOTE.format(
            period=found.period, due=full_day(found.due_on), day=day(moment.as_of)
        ),
        aside=texts.MISSING_ASIDE.format(
            expected=number(found.expected), reported=number(found.expected - count)
        ),
    )


def _plain(text: str) -> Markup:
    return div("fz-text", text)


def _missing(one: Missing) -> tuple[str | Markup, ...]:
    return (
        unit_link(one.unit),
        one.kind or MISSING,
        iso_day(one.covered_to),
        texts.DAYS.format(days=number(one.days)),
        iso_day(one.last_filed_on) if one.last_filed_on else texts.BY_OTHERS,
    )


def calendar_panel(snapshot: Snapshot, moment: Moment, dataset: str, found: Reporting) -> None:
    """Show the reporting calendar with its legend."""
    shown = found.calendar
    label = DATASETS[dataset].label
    missing, late = shown.count(Reported.MISSING), shown.count(Reported.LATE)
    words = texts.CALENDAR_TITLE if missing or late else texts.CALENDAR_TITLE_CLEAN
    rest = [] if not shown.silent else [texts.CALENDAR_SILENT.format(count=number(shown.silent))]
    if len(shown.lines) > LINES_SHOWN:
        rest.append(texts.MISSING_SHOWN.format(shown=LINES_SHOWN, total=number(len(shown.lines))))
    text_panel(
        "calendar",
        words.format(dataset=label, missing=number(missing), late=number(late)),
        join(
            caption(texts.CALENDAR_LEGEND),
            calendar_markup(snapshot, shown) if shown.lines else _plain(texts.CALENDAR_NONE),
            caption("".join(rest)) if rest else None,
        ),
        note=texts.CALENDAR_NOTE.format(grain=texts.GRAIN_WORDS[shown.grain.value], day=day(moment.as_of)),
        aside=texts.CALENDAR_ASIDE.format(units=number(len(shown.lines)), periods=len(shown.periods)),
    )


def received_panel(snapshot: Snapshot, moment: Moment, found: Reporting, unit: str | None) -> None:
    """Show the files of the week with what became of each."""
    week = moment.week.name
    files, total = found.received.files, found.received.total
    if not files:
        text = texts.RECEIVED_NONE_TEXT
        if unit:
            text = common.FILTERED_EMPTY.format(conditions=unit)
        text_panel("received", texts.RECEIVED_NONE.format(week=week), _plain(text))
        return
    returned = sum(_state(one) in ("returned", "rejected") for one in files)
    words = texts.RECEIVED_TITLE_RETURNED if returned else texts.RECEIVED_TITLE
    shown = texts.RECEIVED_SHOWN.format(shown=number(len(files)), total=number(total))
    text_panel(
        "received",
        words.format(week=week, count=number(total), returned=number(returned)),
        join(
            table(
                columns_of(texts.RECEIVED_COLUMNS, "swtstnn"),
                [_received(snapshot, one) for one in files],
                tall=True,
            ),
            caption(shown) if total > len(files) else None,
        ),
        note=texts.RECEIVED_NOTE,
        aside=span(found.received_from, found.received_to),
    )


def _state(one: ReceivedFile) -> str:
    return "returned" if one.status == "loaded" and one.quarantined else one.status


def _received(snapshot: Snapshot, one: ReceivedFile) -> tuple[str | Markup, ...]:
    name: str | Markup = one.name if one.table_id is None else table_link(snapshot, one.table_id, one.name)
    if one.reason:
        name = join(name, element("small", one.reason, class_="fz-beneath"))
    labels = "、".join(DATASETS[name].label for name in one.datasets if name in DATASETS)
    is_read = one.status == "loaded"
    return (
        iso_day(one.received_on),
        name,
        one.unit or texts.NO_UNIT,
        texts.FILE_STATES.get(_state(one), one.status),
        labels or MISSING,
        number(one.loaded) if is_read else MISSING,
        number(one.quarantined) if is_read else MISSING,
    )


def units_panel(snapshot: Snapshot, found: Reporting) -> None:
    """Show how timely each sender is, and how much of what it sent went back."""
    rows = found.units
    late = [row for row in rows if (row.in_time.denominator or 0) > (row.in_time.numerator or 0)]
    if late:
        worst = late[0]
        title = texts.UNITS_TITLE_WORST.format(
            unit=worst.unit,
            late=number((worst.in_time.denominator or 0) - (worst.in_time.numerator or 0)),
            tables=number(worst.in_time.denominator),
        )
    else:
        title = texts.UNITS_TITLE_CLEAN.format(count=number(len(rows))) if rows else texts.UNITS_TITLE
    note = texts.UNITS_NOTE.format(
        metrics="口径 Q01、Q02", period=_span(found.selection.start, found.selection.end)
    )
    with card("reporting_units", title):
        if rows:
            lines = [_unit(snapshot, found, row) for row in rows]
            show(table(columns_of(texts.UNITS_COLUMNS, "tnnnn"), lines, tall=True))
        else:
            show(_plain(texts.RETURNS_NONE))
        metric_actions(
            snapshot,
            "Q01",
            split_into(found.selection, ("unit",)),
            key="reporting_units",
            note=note,
            also=("Q02",),
        )


def _span(start: date | None, end: date | None) -> str:
    return MISSING if start is None or end is None else f"{full_day(start)}—{day(end)}"


def _unit(snapshot: Snapshot, found: Reporting, row: UnitFiling) -> tuple[str | Markup, ...]:
    def share(metric_id: str, answer: Answer) -> str | Markup:
        if answer.value is None:
            return MISSING
        return number_link(snapshot, metric_id, found.selection, percent(answer.value), unit=row.unit)

    return (
        unit_link(row.unit),
        share("Q01", row.in_time),
        ratio(row.in_time.numerator, row.in_time.denominator),
        share("Q02", row.returned),
        ratio(row.returned.numerator, row.returned.denominator),
    )


def returns_panel(snapshot: Snapshot, moment: Moment, found: Reporting) -> None:
    """Show who gets most rows back."""
    ranked = sorted(
        (row for row in found.units if row.returned.numerator),
        key=lambda row: (-(row.returned.numerator or 0), row.unit),
    )[:UNITS_SHOWN]
    drawing = None
    title = texts.RETURNS_TITLE_NONE
    if ranked:
        title = texts.RETURNS_TITLE_FOUND.format(
            unit=ranked[0].unit, rows=number(ranked[0].returned.numerator)
        )
        drawing = horizontal_bars(
            [row.unit for row in ranked],
            [row.returned.numerator for row in ranked],
            texts.ROW_UNIT,
            axis_title=texts.RETURNS_AXIS,
            notes=[texts.SHARE_NOTE.format(share=percent(row.returned.value)) for row in ranked],
        )
    chart_panel(
        snapshot,
        "reporting_returns",
        title,
        drawing,
        metric_id="Q02",
        selection=split_into(found.selection, ("unit",)),
        note=source_note(["Q02"], moment),
        nothing=_plain(texts.RETURNS_NONE),
    )
