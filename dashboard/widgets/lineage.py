"""Panels of 溯源: the number, its parts, its rows, and the cells of the chosen row."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.data.lineage import Behind, BehindRow, ChosenRow, Number, Part
from dashboard.data.lineage_address import METRIC, SNAPSHOT, Address
from dashboard.data.lineage_before import Before
from dashboard.data.lineage_cells import CellLine
from dashboard.data.verdict import Hint
from dashboard.formatting import MISSING, number
from dashboard.markup import Child, Markup, div, element, join, span
from dashboard.texts import common
from dashboard.texts import lineage as texts
from dashboard.widgets.lineage_links import address_link
from dashboard.widgets.panels import card, text_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty, show
from dashboard.widgets.verdict import hints_markup
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain, Selection
from warehouse.source_rows import RowMetric

_CHOOSE_METRIC = "choose_metric"
_REASON_KINDS = ("nowrap", "text", "nowrap", "number", "number", "text")
_ROW_KINDS = ("number", "text", "text")
_CELL_KINDS = ("nowrap", "nowrap", "text", "text")


def _columns(headers: Sequence[str], kinds: Sequence[str]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(header, kind) for header, kind in zip(headers, kinds, strict=True))


def choose_metric(address: Address) -> None:
    """Show the selector of the metric; another choice is another page, with nothing of the old one."""
    if st.session_state.get(_CHOOSE_METRIC) != address.metric_id:
        st.session_state[_CHOOSE_METRIC] = address.metric_id
    st.selectbox(
        texts.METRIC_LABEL,
        list(METRICS),
        index=None,
        key=_CHOOSE_METRIC,
        format_func=lambda metric_id: f"{metric_id} {METRICS[metric_id].name}",
        on_change=_take_over_metric,
        placeholder=texts.CHOOSE_METRIC,
        label_visibility="collapsed",
        width=290,
    )


def _take_over_metric() -> None:
    chosen = st.session_state[_CHOOSE_METRIC]
    kept = {SNAPSHOT: st.query_params[SNAPSHOT]} if SNAPSHOT in st.query_params else {}
    st.query_params.from_dict({METRIC: chosen, **kept} if chosen else kept)


def no_metric_panel() -> None:
    """Say how one comes to a number's origin."""
    text_panel("choose", texts.CHOOSE_TITLE, div("fz-text", texts.CHOOSE))


def number_panel(found: Number, hints: Sequence[Hint] | None) -> DeltaGenerator:
    """Show the number as it is shown elsewhere, and what it means; return where its past belongs.

    hints: the failed checks that touch it; None where the snapshot was never checked.
    """
    labels = texts.NUMBER_FIELDS
    fields = common.DEFINITION_FIELDS
    with card("number", f"{found.metric_id} {found.name}", found.period):
        show(
            number_markup(found),
            lines_markup(
                (labels["definition"], found.meaning.text(fields["definition"])),
                (labels["source"], found.meaning.text(fields["source"])),
                (labels["verdict"], checks_markup(hints)),
            ),
        )
        return st.empty()


def show_past(place: DeltaGenerator, week: Before | None, before: Before) -> None:
    """Show what was said a week ago and by the snapshot before."""
    labels = texts.NUMBER_FIELDS
    lines = [] if week is None else [(labels["week"], join(week.text))]
    with place.container():
        show(lines_markup(*lines, (labels["snapshot"], before_markup(before))))


def checks_markup(hints: Sequence[Hint] | None) -> Markup:
    """Return how the checks that touch a number came out; those that did not pass in their own words."""
    if hints is None:
        return join(texts.VERDICT_NONE)
    if not hints:
        return join(texts.VERDICT_OK)
    return element(
        "details",
        element("summary", texts.VERDICT_WARNED.format(count=len(hints))),
        hints_markup(hints),
        class_="fz-reasons",
    )


def lines_markup(*lines: tuple[str, Child]) -> Markup:
    """Return labels and texts as a short list."""
    return div(
        "fz-definition fz-trace-lines",
        *(div("", element("span", label), element("span", text)) for label, text in lines),
    )


def number_markup(found: Number) -> Markup:
    """Return value, exact value, fraction and conditions."""
    beside = [found.exact, found.fraction]
    if found.qualified:
        beside.append(texts.QUALIFIED.format(qualifier=found.qualified))
    if found.answer.is_unreported:
        beside = [texts.NOTHING]
    elif found.answer.is_idle:
        beside = [texts.NO_CASES]
    return div(
        "fz-trace-number",
        div("fz-kpi-value", found.figure.digits, element("small", found.figure.unit)),
        div(
            "fz-trace-beside",
            *(element("span", text) for text in beside if text),
            *(span("fz-pill", text) for text in found.conditions),
        ),
    )


def before_markup(before: Before) -> Markup:
    """Return what was said before, and the rows that changed it, to be opened."""
    if not before.reasons:
        return join(before.text)
    rows = [(one.kind, one.title, one.effect, one.then, one.now, one.file) for one in before.reasons]
    more = "　".join(text for text in (before.more, before.total) if text)
    return element(
        "details",
        element("summary", before.text),
        table(_columns(texts.REASON_COLUMNS, _REASON_KINDS), rows),
        caption(more) if more else None,
        class_="fz-reasons",
    )


def parts_panel(address: Address, found: Sequence[Part]) -> None:
    """Show the parts of a number, each a link to its own origin."""
    selection = address.selection
    names = [DIMENSIONS[name].label for name in selection.by]
    period = [] if selection.grain is Grain.TOTAL else [texts.PERIOD_COLUMN]
    unit = METRICS[address.metric_id or ""].unit
    columns = _columns(
        (*period, *names, texts.VALUE_COLUMN.format(unit=unit), texts.ROWS_COLUMN),
        (*("nowrap" for _ in period), *("text" for _ in names), "number", "number"),
    )
    rows = [
        (
            *part.names,
            part.value
            if part.selection is None
            else address_link(address.narrowed(part.selection), part.value, css_class="fz-number-link"),
            part.rows,
        )
        for part in found
    ]
    words = [*(texts.GRAINS[selection.grain.value] for _ in period), *names]
    text_panel(
        "parts",
        texts.PARTS_TITLE.format(names="、".join(words)),
        table(columns, rows, tall=True) if rows else empty(texts.NOTHING),
        aside=texts.PARTS_ASIDE,
    )


def rows_panel(address: Address, found: Behind) -> None:
    """Show one leaf of the rows behind a number, with the proof that they make it up."""
    if not found.rows:
        nothing = empty(texts.NOTHING) if found.is_unreported else join(_proof(found), texts.NO_ROWS_COUNT)
        text_panel("rows", texts.ROWS_NONE_TITLE, nothing)
        return
    aside = texts.ROWS_ASIDE.format(first=found.first, last=found.last, total=f"{found.total:,}")
    chosen = next((place for place, row in enumerate(found.rows) if row.row_id == address.row), None)
    text_panel(
        "rows",
        texts.ROWS_TITLE.format(count=f"{found.total:,}"),
        join(
            _proof(found),
            table(
                _columns(texts.ROWS_COLUMNS, _ROW_KINDS),
                [_row(address, row) for row in found.rows],
                tall=True,
                chosen=chosen,
            ),
            _leaves(address, found),
        ),
        aside=aside,
    )


def _proof(found: Behind) -> Markup:
    css_class = "fz-proof" if found.is_proven else "fz-proof fz-proof-broken"
    return div(css_class, *(element("p", text) for text in found.proof))


def _row(address: Address, row: BehindRow) -> tuple[str | Markup, ...]:
    is_table = row.table_id is not None
    target = address.at_table(row.table_id) if is_table else address.at_row(row.row_id)
    return row.contribution, address_link(target, row.title), row.place


def _leaves(address: Address, found: Behind) -> Markup:
    def turned(leaf: int, words: str) -> Markup | None:
        if not 1 <= leaf <= found.leaves:
            return None
        return address_link(Address(address.metric_id, address.selection, address.snapshot, leaf=leaf), words)

    return div(
        "fz-leaves",
        element("span", found.leaf_sum),
        turned(found.leaf - 1, texts.PREVIOUS_LEAF),
        turned(found.leaf + 1, texts.NEXT_LEAF),
    )


def row_panel(address: Address, found: ChosenRow, chosen: CellLine | None) -> None:
    """Show every value of the chosen row with its cell; each cell leads to its place in the original."""
    rows = [_line(address, found, line) for line in found.cells]
    text_panel(
        "row",
        texts.ROW_TITLE.format(title=found.title),
        join(
            table(
                _columns(texts.CELL_COLUMNS, _CELL_KINDS),
                rows,
                tall=True,
                chosen=found.cells.index(chosen) if chosen is not None else None,
            ),
            *(div("fz-notice", line.correction) for line in found.cells if line.correction),
        ),
        aside=texts.ROW_ASIDE.format(
            dataset=found.dataset,
            loaded=texts.LOADED_AT.format(filed=found.filed_on, loaded=found.loaded_at or MISSING),
        ),
    )


def entered_panel(address: Address, row_id: str, found: Sequence[RowMetric]) -> None:
    """Show every number that a row enters, each with its own origin."""
    entries = [
        address_link(
            Address(one.metric_id, Selection(), address.snapshot, row_id),
            f"{one.metric_id} {one.name} {number(one.contribution, 2)}",
            css_class="fz-link fz-pill",
        )
        for one in found
        if one.contribution
    ]
    text_panel(
        "entered",
        texts.ENTERED_TITLE.format(count=len(entries)),
        div("fz-fates", *entries) if entries else div("fz-caption", texts.ENTERED_NONE),
        note=texts.ENTERED_NOTE,
    )


def _line(address: Address, row: ChosenRow, line: CellLine) -> tuple[str | Markup, ...]:
    is_counted = line.column == row.counted
    place: str | Markup = line.place
    if line.address is not None:
        place = address_link(address.at_row(row.row_id, line.column), line.place)
    raw: str | Markup = line.raw
    if line.read_as is not None:
        raw = join(line.raw, element("small", line.read_as, class_="fz-beneath"))
    label = join(line.label, span("fz-tag", common.COUNTED)) if is_counted else line.label
    return label, place, raw, line.value
