"""The head of every page: title, week, cut-off with verdict, snapshot, demo badge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.data.latest_run import blocked_since
from dashboard.formatting import day, full_day
from dashboard.markup import Markup, div, span
from dashboard.periods import Moment, weeks_until
from dashboard.session import (
    PAGE_TITLE,
    asked_snapshot,
    move_to_current_snapshot,
    newer_snapshot,
    pinned_snapshot,
    read,
)
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import verdict as texts
from dashboard.widgets import filters
from dashboard.widgets.modes import is_on_wall, leave_link
from dashboard.widgets.safe import show
from dashboard.widgets.verdict import blocked_notice, older_notice
from warehouse.errors import UnknownSnapshot
from warehouse.home import Home
from warehouse.ledger_reading import Verdict, verdict
from warehouse.snapshots import Snapshot, SnapshotInfo, frozen_records


def begin_page(
    title: str, *, with_week: bool = True, own_parameters: frozenset[str] = frozenset()
) -> tuple[Snapshot, Moment]:
    """Show the head of a page and return the pinned snapshot and the chosen moment.

    Without a week the moment is that of the data cut-off. own_parameters: what this page alone reads of its
    address.

    Raises NoSnapshot or DamagedSnapshot.
    """
    filters.begin(own_parameters)
    st.session_state[PAGE_TITLE] = title
    snapshot = _pinned()
    info = snapshot.info
    cutoff = info.data_cutoff or info.created_at.date()
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        with st.container(width="content"):
            show(div("fz-title", title, role="heading", aria_level="1"))
        weeks = weeks_until(cutoff)
        records = frozen_records(Home.find())
        frozen = {record.label[: len(weeks[0].id)] for record in records}
        week = filters.choose_week(weeks, frozen) if with_week else weeks[0]
        with st.container(width="content"):
            labels = [one.label for one in records if one.snapshot == snapshot.id]
            show(
                pills(
                    info,
                    read(verdict, snapshot),
                    is_latest=week.sunday >= cutoff,
                    as_of=week.sunday,
                    labels=labels,
                    week=week.label if is_on_wall() else None,
                )
            )
        newer = newer_snapshot()
        if newer:
            st.button(common.MOVE_TO_NEWER, on_click=move_to_current_snapshot, help=common.NEWER_SNAPSHOT)
    if newer:
        show(older_notice(info, labels, is_asked=asked_snapshot() is not None))
    blocked = blocked_since(Home.find(), info.run_id)
    if blocked:
        show(blocked_notice(blocked, info))
    return snapshot, Moment.of(week, cutoff)


def _pinned() -> Snapshot:
    """Return the session's snapshot; a link that names none leads to the current one, with a notice."""
    try:
        return pinned_snapshot()
    except UnknownSnapshot:
        move_to_current_snapshot()
        filters.notice(texts.UNKNOWN_SNAPSHOT)
        return pinned_snapshot()


def pills(
    info: SnapshotInfo,
    outcome: Verdict | None,
    *,
    is_latest: bool,
    as_of: date,
    labels: Sequence[str] = (),
    week: str | None = None,
) -> Markup:
    """Return what must be known of the data: how fresh, how checked, which snapshot, real or synthetic.

    labels: under which the snapshot has been frozen. week: where no selector tells it.
    """
    frozen = f" · {texts.FROZEN.format(label='、'.join(labels))}" if labels else ""
    return div(
        "fz-pills",
        span("fz-pill", week) if week else None,
        _verdict_pill(info, outcome),
        span("fz-pill", f"快照 #{info.sequence}{frozen}"),
        None if is_latest else span("fz-pill fz-pill-warning", f"回看：按 {full_day(as_of)} 计算"),
        span("fz-pill fz-pill-demo", common.DEMO_BADGE) if info.is_demo else None,
        leave_link(),
    )


def _verdict_pill(info: SnapshotInfo, outcome: Verdict | None) -> Markup:
    until = f"数据截至 {day(info.data_cutoff)}"
    if outcome is None:
        return span("fz-pill", f"{Status.UNREPORTED.shape} {until} · 未核验")
    counted = f"核验 {outcome.passed}/{outcome.checks} 通过"
    if not outcome.success:
        return span(
            "fz-pill fz-pill-bad", f"{Status.LAGGING.shape} {until} · {counted}，{outcome.critical} 项未通过"
        )
    if outcome.warning:
        return span(
            "fz-pill fz-pill-warning", f"{Status.WARNING.shape} {until} · {counted}，{outcome.warning} 项提示"
        )
    return span("fz-pill fz-pill-ok", f"{Status.NORMAL.shape} {until} · {counted}")
