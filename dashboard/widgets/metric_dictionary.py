"""Panels of 指标口径."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard.charts.against_target import against_target
from dashboard.charts.sparkline import sparkline
from dashboard.data.metric_dictionary import Entry, FoundMetric, FullCard, family_name
from dashboard.data.metric_search import LONGEST_TEXT
from dashboard.formatting import day, figure, full_day, number
from dashboard.markup import Markup, div, element, join, picture, span
from dashboard.periods import Moment, month_label, quarter_tick
from dashboard.texts import dictionary as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.calendar import period_name
from dashboard.widgets.file_links import page_link
from dashboard.widgets.lineage_links import split_into, trace_link
from dashboard.widgets.modes import appearance
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart
from dashboard.widgets.parts import caption, columns_of, table
from dashboard.widgets.safe import show
from dashboard.widgets.verdict import show_hints_line
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

PAGE = "metrics"
EXPLORE_PAGE = "explore"
METRIC = "metric"
SEARCH = "q"
_BOX = "search_metric"


def search_box() -> str:
    """Show the box, bound to the URL, and return what is looked for."""
    asked = st.query_params.get(SEARCH, "")[:LONGEST_TEXT]
    if st.session_state.get(_BOX) != asked:
        st.session_state[_BOX] = asked
    st.text_input(
        texts.SEARCH_LABEL,
        key=_BOX,
        max_chars=LONGEST_TEXT,
        placeholder=texts.SEARCH_PLACEHOLDER,
        on_change=_take_over,
        width=420,
    )
    return asked.strip()


def _take_over() -> None:
    text = st.session_state[_BOX].strip()
    # What is looked for takes the place of the metric that was open.
    st.query_params.pop(METRIC, None)
    if text:
        st.query_params[SEARCH] = text
    else:
        st.query_params.pop(SEARCH, None)


def found_panel(snapshot: Snapshot, moment: Moment, found: Sequence[FoundMetric], text: str) -> None:
    """Show the metrics that were searched for."""
    with card("found", texts.FOUND_TITLE.format(count=number(len(found))), texts.FOUND_ASIDE):
        if not found:
            show(div("fz-text", texts.FOUND_NOTHING.format(text=text)))
            return
        show(_list(snapshot, ((one.entry, one.by) for one in found)))
        _closing(snapshot, moment, [one.entry for one in found], "found")


def family_panel(snapshot: Snapshot, moment: Moment, family: str, entries: Sequence[Entry]) -> None:
    """Show the metrics of a family."""
    title = texts.FAMILY_TITLE.format(family=family_name(family), count=number(len(entries)))
    with card(f"family_{family}", title):
        show(_list(snapshot, ((entry, None) for entry in entries)))
        _closing(snapshot, moment, entries, family)


def _closing(snapshot: Snapshot, moment: Moment, entries: Sequence[Entry], key: str) -> None:
    named = dict.fromkeys(texts.SERIES[entry.grain.value] for entry in entries)
    show(caption(texts.LIST_NOTE.format(series="或".join(named), day=day(moment.as_of))))
    show_hints_line(snapshot, [entry.metric_id for entry in entries], key=f"dictionary_{key}")


def _list(snapshot: Snapshot, entries: Iterable[tuple[Entry, str | None]]) -> Markup:
    return element("ul", *(_item(snapshot, entry, found_by) for entry, found_by in entries), class_="fz-dict")


def _item(snapshot: Snapshot, entry: Entry, found_by: str | None) -> Markup:
    """Return one metric: name, value, small chart, definition, and where it leads."""
    return element(
        "li",
        div(
            "fz-dict-name",
            span("fz-dict-id", entry.metric_id),
            page_link(PAGE, entry.name, **{METRIC: entry.metric_id}),
            element("small", texts.FOUND_BY.format(by=found_by)) if found_by else None,
        ),
        div("fz-dict-value", _value(snapshot, entry), element("small", entry.note)),
        div("fz-dict-spark", _spark(entry)),
        div(
            "fz-dict-text",
            entry.definition,
            element("small", f"{entry.basis} · {entry.better} · {entry.target}"),
        ),
        div(
            "fz-dict-links",
            page_link(EXPLORE_PAGE, texts.EXPLORE, **{METRIC: entry.metric_id}),
        ),
    )


def _value(snapshot: Snapshot, entry: Entry) -> Markup:
    if entry.problem is not None:
        return join(str(entry.figure))
    return trace_link(snapshot, entry.metric_id, entry.selection, str(entry.figure))


def _spark(entry: Entry) -> Markup | None:
    drawing = sparkline(entry.values)
    if drawing is None:
        return None
    last = entry.last
    alt = texts.SPARK_ALT.format(
        name=entry.name,
        series=texts.SERIES[entry.grain.value],
        last=figure(last.value if last else None, METRICS[entry.metric_id].unit),
    )
    return picture(appearance().text(drawing), alt, "fz-spark")


def card_panel(snapshot: Snapshot, moment: Moment, found: FullCard) -> None:
    """Show all of one metric: value and chart on the left, its definition on the right, changes below."""
    left, right = st.columns([1, 1.15])
    entry = found.entry
    with left:
        # A click on 明细 redraws this part alone.
        st.fragment(_number_card)(snapshot, moment, found)
    with right, card("metric_definition", texts.DEFINITION_TITLE):
        lines = (div("", element("span", label), element("span", text)) for label, text in found.lines)
        links = (
            trace_link(snapshot, entry.metric_id, entry.selection, texts.TRACE),
            page_link(EXPLORE_PAGE, texts.EXPLORE, **{METRIC: entry.metric_id}),
            page_link(PAGE, texts.CLOSE),
        )
        show(
            div("fz-definition fz-dict-full", *lines),
            div("fz-dict-versions", element("strong", texts.VERSIONS_TITLE), _versions(found)),
            div("fz-links", *links),
        )


def _versions(found: FullCard) -> Markup:
    """Return since when the definition holds, what it replaced and why, and which one the snapshot has."""
    head = texts.VERSIONS_NONE
    if found.since is not None:
        head = texts.VERSIONS_SINCE.format(day=full_day(found.since))
    body = None
    if found.revisions:
        rows = [
            (texts.VERSION_UNTIL.format(day=full_day(one.until)), one.definition, one.formula, one.reason)
            for one in found.revisions
        ]
        body = table(columns_of(texts.VERSION_COLUMNS, "swww"), rows)
    return join(div("fz-caption", head, *found.snapshot_words), body)


def _number_card(snapshot: Snapshot, moment: Moment, found: FullCard) -> None:
    entry = found.entry
    unit = METRICS[entry.metric_id].unit
    with card("metric_number", found.title, found.period):
        show(
            div(
                "fz-trace-number",
                div("fz-kpi-value", entry.figure.digits, element("small", entry.figure.unit)),
                div("fz-trace-beside", element("span", entry.note), span("fz-pill", entry.target)),
            )
        )
        last = entry.last
        series = texts.SERIES[entry.grain.value]
        drawn = None
        if last is None:
            show(div("fz-text", texts.CHART_NONE))
        else:
            title = texts.CHART_TITLE.format(name=entry.name, series=series, last=figure(last.value, unit))
            drawing = against_target(
                [period_name(entry.grain, label) for label in entry.periods],
                entry.values,
                [answer.n for answer in entry.series],
                unit,
                axis_title=texts.CHART_AXIS.format(name=entry.name, unit=unit),
                target=found.target,
                target_words=texts.TARGET_LINE.format(target=figure(found.target, unit)),
                ticks=_ticks(entry),
                height=250,
            )
            show(div("fz-dict-question", title))
            drawn = chart(f"metric_{entry.metric_id}", drawing, title)
        if entry.problem is None:
            metric_actions(
                snapshot,
                entry.metric_id,
                split_into(entry.history, grain=entry.grain),
                key="metric_number",
                note=source_note([entry.metric_id], moment),
                drawn=drawn,
            )


def _ticks(entry: Entry) -> list[str]:
    if entry.grain is Grain.MONTH:
        return [month_label(label) for label in entry.periods]
    if entry.grain is Grain.QUARTER:
        return [quarter_tick(label, is_first=True) for label in entry.periods]
    return list(entry.periods)
