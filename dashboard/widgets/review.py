"""Parts of 本周概览: matters for decision, what falls due, the summary, the state of reporting."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data.decisions import DAYS_BEFORE_LIMIT, Decision
from dashboard.data.weekly import Due, ReportingSummary
from dashboard.formatting import listed
from dashboard.markup import Markup, div, element, join
from dashboard.texts import common
from dashboard.texts import weekly as texts
from dashboard.widgets.actions import open_detail
from dashboard.widgets.parts import item
from dashboard.widgets.safe import empty, show, state
from warehouse.snapshots import Snapshot

DECISIONS_SHOWN = 7
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
                show(item(matter.status, matter.title, matter.detail, decision.change))
            if matter.metric_id and matter.selection:
                with st.container(width="content", key=f"actions_{matter.key}"):
                    if st.button(common.DETAIL, key=f"decide_{matter.key}", type="tertiary"):
                        open_detail(snapshot, matter.metric_id, matter.selection)
    hidden = len(decisions) - DECISIONS_SHOWN
    if hidden > 0:
        show(div("fz-caption", texts.MORE_DECISIONS.format(count=hidden)))


def due_list(due: Sequence[Due], total: int) -> Markup:
    """Return the limits that end soon."""
    if not due:
        return div("fz-caption", texts.NOTHING_DUE.format(days=DAYS_BEFORE_LIMIT))
    rows = [item(one.status, one.title, one.detail, one.left) for one in due]
    hidden = total - len(due)
    return div("fz-items", *rows, div("fz-caption", texts.MORE_DUE.format(count=hidden)) if hidden else None)


def summary_text(text: str) -> Markup:
    """Return the summary as one paragraph."""
    return div("fz-text", text) if text else empty()


def reporting_aside(found: ReportingSummary) -> str:
    """Return how many of the expected units have reported."""
    return texts.REPORTING_ASIDE.format(period=found.period, reported=found.reported, expected=found.expected)


def reporting_text(found: ReportingSummary) -> Markup:
    """Return the state of reporting in a few lines."""
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
    return join(div("fz-caption fz-lines", *(element("p", line) for line in lines)))
