"""一单位一档: the head that holds a unit against all others, its blocks, and the list of units."""

from __future__ import annotations

import streamlit as st

from dashboard.data.ask import Answer
from dashboard.data.unit_file import (
    COMPARED,
    LISTED,
    Compared,
    ListedUnit,
    UnitFile,
    of_the_year,
)
from dashboard.formatting import MISSING, day, listed, number
from dashboard.markup import Child, Markup, div, element, span
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import unit_file as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.file_links import page_link, unit_link
from dashboard.widgets.filters import UNIT
from dashboard.widgets.judged import judged_number, written
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty, show
from dashboard.widgets.unit_blocks import WORK, Block
from dashboard.widgets.unit_records import RECORDS
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot

_COLUMNS_OF_BLOCKS = 3
_FULL = 100.0
_LIST_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.LIST_COLUMNS, ("nowrap", *("number",) * (len(texts.LIST_COLUMNS) - 1)), strict=True
    )
)


def head_panel(snapshot: Snapshot, moment: Moment, found: UnitFile) -> None:
    """Show the unit's numbers, each with its place among those of all units."""
    lagging = [METRICS[one.metric_id].name for one in found.compared if one.own.status is Status.LAGGING]
    title = texts.HEAD_TITLE.format(unit=found.unit, year=moment.as_of.year)
    if lagging:
        title = texts.HEAD_TITLE_LAGGING.format(unit=found.unit, names=listed(lagging, texts.NAMED))
    with card("unit_head", title, texts.HEAD_ASIDE.format(kind=found.kind or texts.OTHER_KIND)):
        show(div("fz-compare", *(_compared(snapshot, found, one) for one in found.compared)))
        note = texts.HEAD_NOTE.format(metrics="、".join(COMPARED), day=day(moment.as_of))
        metric_actions(
            snapshot, "A02", found.selection, key="unit_head", note=note, also=("P15", "E14", "S02")
        )


def _compared(snapshot: Snapshot, found: UnitFile, one: Compared) -> Markup:
    metric = METRICS[one.metric_id]
    words = texts.DISTRICT_RATE if metric.denominator is not None else texts.DISTRICT_MEAN
    facts = [
        words.format(value=_value(one.metric_id, one.district)),
        texts.MEDIAN.format(value=_value(one.metric_id, one.median)),
        texts.UNITS.format(units=one.units)
        if one.place is None
        else texts.PLACE.format(place=one.place, units=one.units),
    ]
    value = judged_number(snapshot, one.metric_id, found.selection, one.own)
    return div(
        "fz-compare-item",
        div("fz-compare-top", span("fz-fact-name", metric.name), span("fz-compare-value", value)),
        _strip(one),
        div("fz-compare-facts", *(element("span", fact) for fact in facts)),
    )


def _value(metric_id: str, value: float | None) -> str:
    if value is None:
        return MISSING
    return written(metric_id, Answer(round(value, 1), None, None, None, None))


def _strip(one: Compared) -> Markup:
    """Return where the unit stands between the lowest and the highest, with a tick at the median."""
    room = one.highest - one.lowest or 1.0

    def place(value: float) -> str:
        return f"left:{_FULL * (value - one.lowest) / room:.1f}%"

    own = one.own.answer.value
    status = (one.own.status or Status.NORMAL).value.css_class
    return div(
        "fz-strip",
        div("fz-strip-median", style=place(one.median)) if one.median is not None else None,
        div(f"fz-strip-own fz-strip-{status}", style=place(own)) if own is not None else None,
        aria_hidden="true",
    )


def blocks(snapshot: Snapshot, moment: Moment, found: UnitFile) -> None:
    """Show the blocks in columns of about one height, then name those without anything on record."""
    made = [(name, build(snapshot, found)) for name, build in (*RECORDS[:2], *WORK, *RECORDS[2:])]
    columns: list[list[Block]] = [[] for _ in range(_COLUMNS_OF_BLOCKS)]
    for _, one in made:
        if one is not None:
            min(columns, key=lambda column: sum(block.rows for block in column)).append(one)
    for place, column in zip(st.columns(_COLUMNS_OF_BLOCKS), columns, strict=True):
        with place:
            for one in column:
                _show(snapshot, moment, found, one)
    nothing = [name for name, one in made if one is None]
    if nothing:
        show(caption(texts.NOTHING_HERE.format(names="、".join(nothing))))


def _show(snapshot: Snapshot, moment: Moment, found: UnitFile, one: Block) -> None:
    address, name = one.page
    go = page_link(address, texts.GO.format(page=name), **{UNIT: found.unit})
    with card(f"unit_{one.key}", one.title, go):
        show(one.body)
        first, *others = one.metrics
        metric_actions(
            snapshot,
            first,
            one.asked or found.selection,
            key=f"unit_{one.key}",
            note=source_note(one.metrics, moment),
            also=tuple(others),
        )


def list_panel(snapshot: Snapshot, moment: Moment, groups: dict[str, list[ListedUnit]]) -> None:
    """Show every unit with a few numbers, by kind in two columns, to choose from."""
    count = sum(len(group) for group in groups.values())
    columns: list[list[Markup]] = [[], []]
    heights = [0, 0]
    for kind, group in groups.items():
        place = heights.index(min(heights))
        heights[place] += len(group) + 2
        title = texts.LIST_GROUP.format(kind=kind or texts.OTHER_KIND, count=len(group))
        rows = [_listed(snapshot, moment, one) for one in group]
        columns[place] += [element("h3", title, class_="fz-subtitle"), table(_LIST_COLUMNS, rows)]
    with card("unit_list", texts.LIST_TITLE.format(count=number(count))):
        if not groups:
            show(empty(texts.NO_UNITS))
        note = texts.LIST_NOTE.format(metrics="、".join(LISTED), day=day(moment.as_of))
        show(div("fz-two-columns", *(div("fz-column", *column) for column in columns)))
        metric_actions(
            snapshot, "A02", of_the_year(moment), key="unit_list", note=note, also=("P15", "E14", "T03")
        )


def _listed(snapshot: Snapshot, moment: Moment, one: ListedUnit) -> tuple[Child, ...]:
    return (
        unit_link(one.unit),
        *(
            judged_number(
                snapshot, name, of_the_year(moment), one.numbers[name], with_parts=False, unit=one.unit
            )
            for name in LISTED
        ),
    )
