"""Parts of 本周概览: matters for decision, what falls due, the summary, the state of reporting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.data.decisions import DAYS_BEFORE_LIMIT, Decision
from dashboard.data.weekly import Due, ReportingSummary, WeeklyReview
from dashboard.formatting import listed
from dashboard.markup import Markup, div, element, join, link
from dashboard.session import PARAMETER
from dashboard.texts import common
from dashboard.texts import weekly as texts
from dashboard.widgets.actions import open_detail
from dashboard.widgets.lineage_links import trace_link
from dashboard.widgets.parts import item
from dashboard.widgets.safe import empty, show, state
from dashboard.widgets.verdict import show_hints
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

DECISIONS_SHOWN = 7
QUALITY_PAGE = "data-quality"
_UNITS_NAMED = 6


@st.fragment
def show_decisions(snapshot: Snapshot, decisions: Sequence[Decision]) -> None:
    """Show the matters in order; those that are a number open its rows."""
    if not decisions:
        show(state(texts.NO_DECISIONS, ""))
        return
    for decision in decisions[:DECISIONS_SHOWN]:
        matter = decision.matter
        with st.container(horizontal=True, key=f"row_{matter.key}", vertical_alignment="center"):
            with st.container():
                show(item(matter.status, matter.title, matter.detail, _aside(snapshot, decision)))
            if matter.metric_id and matter.selection:
                with st.container(horizontal=True, width="content", key=f"actions_{matter.key}"):
                    show_hints(snapshot, [matter.metric_id], key=f"decide_{matter.key}")
                    if st.button(common.DETAIL, key=f"decide_{matter.key}", type="tertiary"):
                        open_detail(snapshot, matter.metric_id, matter.selection)
    hidden = len(decisions) - DECISIONS_SHOWN
    if hidden > 0:
        show(div("fz-caption", texts.MORE_DECISIONS.format(count=hidden)))


def _aside(snapshot: Snapshot, decision: Decision) -> Markup:
    """Return how a matter stood the week before, and where its number comes from."""
    matter = decision.matter
    if matter.metric_id is None or matter.selection is None:
        return join(decision.change)
    return join(decision.change, " ", trace_link(snapshot, matter.metric_id, matter.selection))


def due_list(snapshot: Snapshot, as_of: date, due: Sequence[Due], total: int) -> Markup:
    """Return the limits that end soon, each with its origin."""
    if not due:
        return div("fz-caption", texts.NOTHING_DUE.format(days=DAYS_BEFORE_LIMIT))
    soon = Selection(None, as_of)
    rows = [
        item(
            one.status,
            one.title,
            one.detail,
            join(one.left, " ", trace_link(snapshot, "T02", soon, row=one.row_id)),
        )
        for one in due
    ]
    hidden = total - len(due)
    return div("fz-items", *rows, div("fz-caption", texts.MORE_DUE.format(count=hidden)) if hidden else None)


def summary_text(snapshot: Snapshot, found: WeeklyReview) -> Markup:
    """Return the summary as one paragraph, and below it the origins of its numbers."""
    if not found.summary:
        return empty()
    links = [trace_link(snapshot, card.metric_id, card.selection, card.name) for card in found.cards]
    words = element("span", texts.SUMMARY_LINKS)
    return join(div("fz-text", found.summary), div("fz-caption fz-links", words, *links))


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
