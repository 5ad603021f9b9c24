"""Parts of 本周概览: matters for decision, what falls due, the summary, the state of reporting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard.data.decisions import Decision
from dashboard.data.due import Due
from dashboard.data.matters import DAYS_BEFORE_LIMIT
from dashboard.data.revised import RevisedWeek
from dashboard.data.weekly import ReportingSummary, WeeklyReview
from dashboard.formatting import listed
from dashboard.markup import Markup, div, element, join, link
from dashboard.periods import Moment
from dashboard.session import PARAMETER
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import weekly as texts
from dashboard.widgets.actions import open_detail
from dashboard.widgets.basket_button import collect_week_button
from dashboard.widgets.drawer import open_drawer
from dashboard.widgets.lineage_links import trace_link
from dashboard.widgets.parts import item
from dashboard.widgets.safe import empty, show, show_copy_button, state
from dashboard.widgets.verdict import show_hints
from dashboard.widgets.weekly_downloads import downloads_of_week
from warehouse.snapshots import Snapshot

DECISIONS_SHOWN = 7
DUE_SHOWN = 3
QUALITY_PAGE = "data-quality"
WEEKLY_PAGE = "weekly"
_REVISED_SHOWN = 4
_UNITS_NAMED = 6


@st.fragment
def show_decisions(snapshot: Snapshot, moment: Moment, decisions: Sequence[Decision]) -> None:
    """Show the matters in order; those that are a number open its rows."""
    if not decisions:
        show(state(texts.NO_DECISIONS, ""))
        return
    for decision in decisions[:DECISIONS_SHOWN]:
        matter = decision.matter
        with st.container(horizontal=True, key=f"row_{matter.key}", vertical_alignment="top"):
            with st.container():
                show(_decision(snapshot, decision))
            collect = partial(
                collect_week_button,
                snapshot,
                moment,
                key=f"decide_{matter.key}",
                matter=matter.key,
                seen=matter.title,
            )
            with st.container(horizontal=True, width="content", key=f"actions_{matter.key}"):
                if matter.metric_id and matter.selection:
                    show_hints(snapshot, [matter.metric_id], key=f"decide_{matter.key}")
                    if st.button(common.DETAIL, key=f"decide_{matter.key}", type="tertiary"):
                        open_detail(snapshot, matter.metric_id, matter.selection, collect)
                else:
                    collect()
    if len(decisions) > DECISIONS_SHOWN:
        with st.container(key="actions_all_decisions"):
            words = texts.ALL_DECISIONS.format(count=len(decisions))
            if st.button(words, key="all_decisions", type="tertiary"):
                rows = (_decision(snapshot, decision) for decision in decisions)
                open_drawer(texts.DECISIONS, div("fz-items", *rows))


def _decision(snapshot: Snapshot, decision: Decision) -> Markup:
    matter = decision.matter
    return item(matter.status, matter.title, matter.detail, _aside(snapshot, decision))


def _aside(snapshot: Snapshot, decision: Decision) -> Markup:
    """Return how a matter stood the week before, and where its number comes from."""
    matter = decision.matter
    if matter.metric_id is None or matter.selection is None:
        return join(decision.change)
    return join(decision.change, " ", trace_link(snapshot, matter.metric_id, matter.selection))


@st.fragment
def show_due(snapshot: Snapshot, due: Sequence[Due]) -> None:
    """Show the limits that end soon, each with its origin; all of them in the drawer."""
    if not due:
        show(div("fz-caption", texts.NOTHING_DUE.format(days=DAYS_BEFORE_LIMIT)))
        return
    show(div("fz-items fz-items-line", *(_due(snapshot, one) for one in due[:DUE_SHOWN])))
    if len(due) > DUE_SHOWN:
        with st.container(key="actions_all_due"):
            if st.button(texts.ALL_DUE.format(count=len(due)), key="all_due", type="tertiary"):
                open_drawer(texts.DUE, div("fz-items", *(_due(snapshot, one) for one in due)))


def _due(snapshot: Snapshot, one: Due) -> Markup:
    origin = trace_link(snapshot, one.metric_id, one.selection, row=one.row_id)
    return item(Status.WARNING, one.title, one.detail, join(one.left, " ", origin))


def show_summary(snapshot: Snapshot, moment: Moment, found: WeeklyReview, label: str | None) -> None:
    """Show the summary as one paragraph, ready to copy, the origins of its numbers, the week's documents.

    label: of the frozen week that is looked at.
    """
    if not found.summary:
        show(empty())
        return
    links = [trace_link(snapshot, card.metric_id, card.selection, card.name) for card in found.cards]
    words = element("span", texts.SUMMARY_LINKS)
    show(div("fz-text fz-copied", found.summary))
    with st.container(horizontal=True, key="actions_summary", vertical_alignment="center"):
        with st.container():
            show(div("fz-caption fz-links", words, *links))
        show_hints(snapshot, [card.metric_id for card in found.cards], key="summary")
        with st.container(width="content"):
            show_copy_button(texts.COPY, texts.COPIED)
        collect_week_button(snapshot, moment, key="summary", seen=texts.SUMMARY)
        downloads_of_week(snapshot, moment.week, label)


def reporting_aside(found: ReportingSummary) -> str:
    """Return how many of the expected units have reported."""
    return texts.REPORTING_ASIDE.format(period=found.period, reported=found.reported, expected=found.expected)


def reporting_text(snapshot: Snapshot, found: ReportingSummary) -> Markup:
    """Return the state of reporting in a few lines; where they come from is told by 数据质量."""
    lines = [
        texts.REPORT_FILES.format(files=found.files, loaded=found.loaded_files, refused=found.refused_files),
        texts.REPORT_ROWS.format(rows=found.quarantined, errors=found.errors, warnings=found.warnings),
    ]
    if found.missing:
        lines.append(texts.REPORT_MISSING.format(units=listed(list(found.missing), _UNITS_NAMED)))
    elif found.expected:
        lines.append(texts.REPORT_COMPLETE)
    if found.worst_units:
        lines.append(texts.REPORT_UNITS.format(units="、".join(found.worst_units)))
    more = link(QUALITY_PAGE, {PARAMETER: [snapshot.id]}, texts.REPORT_LINK, class_="fz-link")
    return join(div("fz-caption fz-lines", *(element("p", line) for line in (*lines, more))))


def revised_aside(found: RevisedWeek | None) -> str | None:
    """Return the freeze compared with, and how many numbers are others now."""
    if found is None or found.failure:
        return None
    return texts.REVISED_ASIDE.format(label=found.label, count=len(found.rows))


def revised_text(snapshot: Snapshot, found: RevisedWeek | None) -> Markup:
    """Return what changed since the week was shown: then → now, with its origin, and a link to the page."""
    if found is None:
        return div("fz-caption", texts.REVISED_NEVER)
    then = link(WEEKLY_PAGE, {PARAMETER: [found.label]}, texts.REVISED_LINK.format(label=found.label),
                class_="fz-link")  # fmt: skip
    if found.failure:
        words = texts.REVISED_FAILED.format(label=found.label, reason=found.failure)
        return div("fz-caption fz-lines", element("p", words), element("p", then))
    if not found.rows:
        words = texts.REVISED_NONE.format(label=found.label)
        return div("fz-caption fz-lines", element("p", words), element("p", then))
    lines = [
        element(
            "p",
            trace_link(snapshot, row.metric_id, row.selection, row.name),
            f" {row.shown} → {row.now}　",
            element("small", row.why),
        )
        for row in found.rows[:_REVISED_SHOWN]
    ]
    return div("fz-caption fz-lines", *lines, element("p", then))
