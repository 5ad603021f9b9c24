"""议定事项: the log of the weekly review, and the forms by which those who may enter into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.access.rights import Rights
from dashboard.data.commitment_log import CommitmentLog, LogRow
from dashboard.data.days import read_day
from dashboard.formatting import day, iso_day
from dashboard.markup import Markup, div, join
from dashboard.texts import common
from dashboard.texts import weekly as texts
from dashboard.widgets.drawer import open_drawer
from dashboard.widgets.forms import name_field, open_form, refuse
from dashboard.widgets.lineage_links import trace_link
from dashboard.widgets.parts import item
from dashboard.widgets.safe import show
from warehouse.commitments import (
    LONGEST_ITEM,
    LONGEST_NOTE,
    BadCommitment,
    CommitmentEvent,
    raise_commitment,
    record_event,
)
from warehouse.home import Home
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

ROWS_SHOWN = 4
_CLOCK = "议定事项"


@st.fragment
def show_log(
    snapshot: Snapshot,
    log: CommitmentLog,
    as_of: date,
    *,
    rights: Rights | None,
    entry_day: date,
    units: Sequence[str],
) -> None:
    """Show the log, the most pressing first. rights: None where nothing can be entered (a frozen week)."""
    if log.rows:
        show(div("fz-items fz-items-short", *(_row(snapshot, row, as_of) for row in log.rows[:ROWS_SHOWN])))
    else:
        show(div("fz-caption", texts.NO_COMMITMENTS))
    with st.container(horizontal=True, key="actions_log", horizontal_alignment="right"):
        if len(log.rows) > ROWS_SHOWN and st.button(
            texts.ALL_COMMITMENTS.format(count=len(log.rows)), key="all_commitments", type="tertiary"
        ):
            rows = (_row(snapshot, row, as_of) for row in log.rows)
            open_drawer(texts.COMMITMENTS, div("fz-items", *rows))
        if rights is None:
            show(div("fz-caption", texts.LOG_FROZEN))
        elif not rights.may_enter:
            show(div("fz-caption", texts.LOG_NOT_ALLOWED))
        else:
            _entry_buttons(log, rights, entry_day, units)


def _entry_buttons(log: CommitmentLog, rights: Rights, entry_day: date, units: Sequence[str]) -> None:
    if st.button(texts.RAISE, key="raise_commitment", type="tertiary"):
        open_form(texts.RAISE_TITLE, lambda: raise_form(rights, entry_day, units))
    entered = [row for row in log.rows if row.entered_id is not None]
    if entered and st.button(texts.RECORD, key="record_commitment", type="tertiary"):
        open_form(texts.RECORD_TITLE, lambda: record_form(rights, entry_day, entered))


def _row(snapshot: Snapshot, row: LogRow, as_of: date) -> Markup:
    limit = texts.LIMIT.format(day=day(row.due_on)) if row.due_on else ""
    detail = "　".join(part for part in (row.owner, limit, row.evidence) if part)
    if row.row_id is None:
        return item(row.status, row.item, detail, row.state)
    # A closed item is counted by G04 in the year of its limit; an open one that is late by T03.
    counted = Selection(None, as_of, where={"clock": (_CLOCK,)})
    asked = ("T01", counted) if row.closed_on is None else ("G04", Selection(None, as_of))
    origin = trace_link(snapshot, *asked, row=row.row_id)
    return item(row.status, row.item, detail, join(row.state, " ", origin))


def raise_form(rights: Rights, entry_day: date, units: Sequence[str]) -> None:
    """Show the form that enters an item."""
    with st.form("raise_form", border=False):
        what = st.text_area(texts.ITEM_FIELD, max_chars=LONGEST_ITEM, placeholder=texts.ITEM_HINT, height=80)
        owner = st.selectbox(
            texts.OWNER_FIELD,
            list(units),
            index=None,
            placeholder=common.CHOOSE_PLACEHOLDER,
            accept_new_options=True,
        )
        raised = st.text_input(texts.RAISED_FIELD, value=iso_day(entry_day), placeholder=texts.DAY_HINT)
        due = st.text_input(texts.DUE_FIELD, placeholder=texts.DAY_HINT)
        name = name_field(rights)
        if not st.form_submit_button(common.SAVE, type="primary"):
            return
    try:
        raised_on = _day(raised, texts.RAISED_FIELD, entry_day)
        raise_commitment(
            Home.find(),
            what or "",
            owner or "",
            raised_on=raised_on,
            due_on=_day(due, texts.DUE_FIELD, raised_on) if due and due.strip() else None,
            entered_by=name,
        )
    except BadCommitment as fault:
        refuse(str(fault))
        return
    st.rerun()


def record_form(rights: Rights, entry_day: date, rows: Sequence[LogRow]) -> None:
    """Show the form that closes, reopens or withdraws one of the items."""
    by_id = {row.entered_id: row for row in rows if row.entered_id is not None}
    with st.form("record_form", border=False):
        chosen = st.selectbox(
            texts.WHICH_FIELD,
            list(by_id),
            format_func=lambda one: f"{by_id[one].item}（{by_id[one].owner}，{by_id[one].state}）",
            placeholder=common.CHOOSE_PLACEHOLDER,
        )
        event = st.radio(
            texts.EVENT_FIELD,
            [event.value for event in CommitmentEvent],
            format_func=lambda value: texts.EVENTS[value],
            horizontal=True,
        )
        happened = st.text_input(texts.HAPPENED_FIELD, value=iso_day(entry_day), placeholder=texts.DAY_HINT)
        note = st.text_area(texts.NOTE_FIELD, max_chars=LONGEST_NOTE, placeholder=texts.NOTE_HINT, height=80)
        name = name_field(rights)
        if not st.form_submit_button(common.SAVE, type="primary"):
            return
    try:
        record_event(
            Home.find(),
            chosen,
            CommitmentEvent(event or CommitmentEvent.CLOSED),
            happened_on=_day(happened, texts.HAPPENED_FIELD, entry_day),
            note=note or "",
            entered_by=name,
        )
    except BadCommitment as fault:
        refuse(str(fault))
        return
    st.rerun()


def _day(text: str | None, field: str, near: date) -> date:
    found = read_day(text or "", near)
    if found is None:
        raise BadCommitment(common.BAD_DAY.format(field=field))
    return found
