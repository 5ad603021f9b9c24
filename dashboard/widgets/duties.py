"""Panels of 普法责任制."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.lines import Series, progress
from dashboard.charts.paired import paired_bars
from dashboard.data.duties import Duties, UnitDuties
from dashboard.data.legal_education import MONTHS
from dashboard.formatting import PERCENT, PERCENTAGE_POINT, day, iso_day, listed, number, percent, ratio
from dashboard.markup import Child, Markup, div, element, span
from dashboard.periods import Moment
from dashboard.texts import common
from dashboard.texts import duties as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.control import control_panel_card
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel
from dashboard.widgets.parts import TableColumn, caption, columns_of, table
from dashboard.widgets.safe import empty, show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot
from warehouse.watchlists.duties import AwaitedAnswer, DutyItem, DutyState

UNITS_SHOWN = 60
ITEMS_SHOWN = 12
OVERDUE_SHOWN = 40
AWAITED_SHOWN = 40
NAMES_SHOWN = 8
_FULL = 100.0
_OVERDUE_COLUMNS = columns_of(texts.OVERDUE_COLUMNS, "stsns")
_AWAITED_COLUMNS = columns_of(texts.AWAITED_COLUMNS, "ssnss")
# The looks of a state; the css class has the same name.
_LOOKS = {
    DutyState.OVERDUE: "overdue",
    DutyState.LATE: "late",
    DutyState.WAITING: "waiting",
    DutyState.RUNNING: "running",
    DutyState.ON_TIME: "done",
}


def matrix_panel(snapshot: Snapshot, moment: Moment, found: Duties, conditions: Sequence[str]) -> None:
    """Show every unit's list as a row of states, those with most overdue first. conditions: filters set."""
    aside = texts.MATRIX_ASIDE.format(units=len(found.units), items=found.total) if found.units else None
    with card("duty_matrix", matrix_title(found), aside):
        if found.units:
            shown, numbers = found.units[:UNITS_SHOWN], found.numbers[:ITEMS_SHOWN]
            parts: list[Markup] = [caption(texts.LEGEND), _matrix(snapshot, found, shown, numbers)]
            shared = shared_items(found, numbers)
            if shared:
                parts.append(caption(shared))
            if len(shown) < len(found.units) or len(numbers) < len(found.numbers):
                cut = texts.MATRIX_CUT.format(
                    units=len(found.units),
                    items=len(found.numbers),
                    units_shown=len(shown),
                    items_shown=len(numbers),
                )
                parts.append(caption(cut))
            show(*parts)
        else:
            told = common.FILTERED_EMPTY.format(conditions="、".join(conditions))
            show(empty(told if conditions else texts.NO_LISTS))
        if found.without_list and found.units:
            names = listed(list(found.without_list), NAMES_SHOWN)
            told = texts.WITHOUT_LIST.format(year=found.year, count=len(found.without_list), units=names)
            show(div("fz-duty-without", told))
        metric_actions(
            snapshot,
            "P15",
            split_into(found.items, ("unit",)),
            key="duty_matrix",
            note=source_note(["P14", "P15"], moment),
            also=("P14",) if not found.items.where.get("duty") else (),
        )


def matrix_title(found: Duties) -> str:
    """Return how many units have how much overdue."""
    if not found.units:
        return texts.MATRIX_QUESTION
    units = sum(one.overdue > 0 for one in found.units)
    if not units:
        return texts.MATRIX_TITLE_NONE
    return texts.MATRIX_TITLE.format(units=units, items=len(found.overdue))


def shared_items(found: Duties, numbers: Sequence[str]) -> str:
    """Return what the items are that all units have in common; "" without any."""
    told = []
    for item_no in numbers:
        contents = {one.items[item_no].content for one in found.units if item_no in one.items}
        if len(contents) == 1 and len(found.units) > 1:
            told.append(texts.OVERDUE_ITEM.format(number=item_no, content=contents.pop()))
    return texts.SHARED_ITEMS.format(items="；".join(told)) if told else ""


def _matrix(snapshot: Snapshot, found: Duties, units: Sequence[UnitDuties], numbers: Sequence[str]) -> Markup:
    columns = (
        TableColumn(texts.MATRIX_UNIT, "nowrap"),
        TableColumn(texts.MATRIX_OVERDUE, "number"),
        TableColumn(texts.MATRIX_DONE, "number"),
        *(TableColumn(texts.MATRIX_ITEM.format(number=one), "nowrap") for one in numbers),
    )
    rows = [
        (
            number_link(snapshot, "P14", found.lists, one.unit, unit=one.unit),
            number(one.overdue),
            number_link(snapshot, "P15", found.items, _rate(one), unit=one.unit),
            *(_cell(snapshot, found, one.items.get(item)) for item in numbers),
        )
        for one in units
    ]
    return div("fz-duty-matrix", table(columns, rows, tall=True))


def _rate(one: UnitDuties) -> str:
    if one.done.value is None:
        return percent(None)
    return f"{percent(one.done.value, 0)} {ratio(one.done.numerator, one.done.denominator)}"


def _cell(snapshot: Snapshot, found: Duties, item: DutyItem | None) -> Child:
    if item is None:
        return span("fz-none", texts.MATRIX_NO_ITEM)
    shape, word = texts.STATES[item.state]
    return span(
        f"fz-duty fz-duty-{_LOOKS[item.state]}",
        trace_link(snapshot, "P14", found.lists, f"{shape} {word}", row=item.row_id),
        title=texts.CELL_HINT.format(content=item.content, due=iso_day(item.due_day), state=_told(item)),
    )


def _told(item: DutyItem) -> str:
    if item.done_day is not None:
        return texts.CELL_DONE.format(day=iso_day(item.done_day))
    if item.state is DutyState.OVERDUE:
        return texts.CELL_OVERDUE.format(days=item.days_overdue)
    return texts.CELL_AHEAD.format(days=-item.days_overdue)


def overdue_panel(snapshot: Snapshot, moment: Moment, found: Duties) -> None:
    """Show the items past their limit and not done, the longest first, with what has been done about it."""
    total, shown = len(found.overdue), found.overdue[:OVERDUE_SHOWN]
    title, aside = texts.OVERDUE_TITLE_NONE if found.units else texts.MATRIX_QUESTION, None
    if shown:
        first = shown[0]
        title = texts.OVERDUE_TITLE.format(days=first.days_overdue, unit=first.unit, number=first.item_no)
    if total > len(shown):
        aside = texts.OVERDUE_SHOWN.format(total=total, shown=len(shown))
    with card("duty_overdue", title, aside):
        if shown:
            rows = [
                (
                    item.unit,
                    trace_link(
                        snapshot,
                        "P14",
                        found.lists,
                        texts.OVERDUE_ITEM.format(number=item.item_no, content=item.content),
                        row=item.row_id,
                    ),
                    iso_day(item.due_day),
                    texts.DAYS.format(days=item.days_overdue),
                    _followed_up(item),
                )
                for item in shown
            ]
            show(div("fz-duty-list fz-duty-overdue-list", table(_OVERDUE_COLUMNS, rows, tall=True)))
        else:
            show(empty(texts.OVERDUE_NONE if found.units else texts.NO_LISTS))
        metric_actions(snapshot, "P15", found.items, key="duty_overdue", note=source_note(["P15"], moment))


def _followed_up(item: DutyItem) -> str:
    if item.followed_up is None:
        return texts.NOT_FOLLOWED_UP
    return texts.FOLLOWED_UP.format(day=day(item.followed_up_on), kind=item.followed_up)


def awaited_panel(snapshot: Snapshot, moment: Moment, found: Duties) -> None:
    """Show the reminders not answered and the supervisions not closed, the longest overdue first."""
    supervisions = sum(one.kind == "督办" for one in found.awaited)
    reminders = len(found.awaited) - supervisions
    title = texts.AWAITED_TITLE_NONE if found.events else texts.NO_EVENTS.rstrip("。")
    if found.awaited:
        title = texts.AWAITED_TITLE.format(reminders=reminders, supervisions=supervisions)
    shown = found.awaited[:AWAITED_SHOWN]
    aside = None
    if len(shown) < len(found.awaited):
        aside = texts.AWAITED_SHOWN.format(total=len(found.awaited), shown=len(shown))
    with card("duty_awaited", title, aside):
        if shown:
            rows = [_awaited(snapshot, found, one) for one in shown]
            show(div("fz-duty-list", table(_AWAITED_COLUMNS, rows, tall=True)))
        else:
            show(empty(texts.AWAITED_NONE if found.events else texts.NO_EVENTS))
        if found.events:
            counts = "、".join(
                texts.EVENT.format(kind=kind, count=number(count)) for kind, count in found.events.items()
            )
            show(caption(texts.EVENTS.format(counts=counts)))
        metric_actions(
            snapshot,
            "P17",
            found.follow_up,
            key="duty_awaited",
            note=source_note(["P17", "P18"], moment),
            also=("P18",),
        )


def _awaited(snapshot: Snapshot, found: Duties, one: AwaitedAnswer) -> tuple[Child, ...]:
    metric_id = "P18" if one.kind == "督办" else "P17"
    is_late = one.days_overdue > 0
    words = texts.AWAITED_LATE if is_late else texts.AWAITED_AHEAD
    told = words.format(days=abs(one.days_overdue))
    if one.fed_back_on is not None:
        told += texts.AWAITED_FED_BACK
    state = span(f"fz-duty fz-duty-{'overdue' if is_late else 'running'}", told)
    linked: Child = one.unit
    # One whose limit lies ahead is not yet in the numbers.
    if one.days_overdue >= 0:
        linked = trace_link(snapshot, metric_id, found.follow_up, one.unit, row=one.row_id)
    return (linked, one.kind, one.item_no or "—", iso_day(one.reply_due_on or one.happened_on), state)


def curve_panel(snapshot: Snapshot, moment: Moment, found: Duties) -> None:
    """Show the items done by the end of each month beside those due by then, over the whole year."""
    title, key = curve_title(found), "duty_curve"
    with card(key, title):
        drawn = None
        if found.total:
            due = sum(item.days_overdue >= 0 for one in found.units for item in one.items.values())
            overdue = found.of_state(DutyState.OVERDUE)
            done = found.of_state(DutyState.ON_TIME, DutyState.LATE)
            due_open = sum(
                item.days_overdue >= 0 and not item.state.is_done
                for one in found.units
                for item in one.items.values()
            )
            early = done - (due - due_open)
            words = texts.CURVE_WORDS_EARLY if early else texts.CURVE_WORDS
            told = words.format(due=due, overdue=overdue, early=early)
            show(element("div", told, class_="fz-year-end"))
            drawing = progress(
                MONTHS,
                Series(texts.CURVE_DONE, [one.done for one in found.progress if one.done is not None]),
                Series(texts.CURVE_DUE, [one.due for one in found.progress]),
                texts.ITEM_UNIT,
                target=None,
                axis_title=texts.CURVE_AXIS,
                height=250,
            )
            drawn = chart(key, drawing, title)
        else:
            show(empty(texts.NO_LISTS))
        metric_actions(
            snapshot,
            "P15",
            split_into(found.items, grain=Grain.MONTH),
            key=key,
            note=texts.CURVE_NOTE + source_note(["P15"], moment),
            drawn=drawn,
        )


def curve_title(found: Duties) -> str:
    """Return what share of the year's items is done, against the elapsed share of the year."""
    if not found.total:
        return texts.CURVE_QUESTION
    share = _FULL * found.of_state(DutyState.ON_TIME, DutyState.LATE) / found.total
    if found.elapsed >= 1:
        return texts.CURVE_TITLE_OVER.format(total=found.total, share=percent(share))
    gap = share - _FULL * found.elapsed
    return texts.CURVE_TITLE.format(
        total=found.total,
        share=percent(share),
        words=texts.CURVE_AHEAD if gap >= 0 else texts.CURVE_BEHIND,
        gap=f"{number(abs(round(gap, 1)))} {PERCENTAGE_POINT}",
    )


def kinds_panel(snapshot: Snapshot, moment: Moment, found: Duties) -> None:
    """Show completion and completion in time by kind of responsibility, the worst first."""
    title, drawing = texts.KINDS_QUESTION, None
    if found.kinds:
        names = [one.name or texts.NOT_FILLED for one in found.kinds]
        if found.kinds[0].done.value != found.kinds[-1].done.value:
            title = texts.KINDS_TITLE.format(worst=names[0], value=percent(found.kinds[0].done.value))
        rates = {
            METRICS["P15"].name: [one.done for one in found.kinds],
            METRICS["P16"].name: [one.on_time for one in found.kinds],
        }
        drawing = paired_bars(
            names,
            {name: [answer.value for answer in answers] for name, answers in rates.items()},
            PERCENT,
            axis_title=texts.KINDS_AXIS,
            notes={
                name: [ratio(answer.numerator, answer.denominator) for answer in answers]
                for name, answers in rates.items()
            },
            highest=_FULL,
        )
    chart_panel(
        snapshot,
        "duty_kinds",
        title,
        drawing,
        metric_id="P15",
        also=("P16",),
        selection=split_into(found.items, ("duty",)),
        note=source_note(["P15", "P16"], moment),
        nothing=empty(),
    )


def reminders_panel(snapshot: Snapshot, moment: Moment, found: Duties) -> None:
    """Show how steadily reminders are answered, as the chart that the series can bear."""
    control_panel_card(snapshot, moment, found.reminders, key="P17")
