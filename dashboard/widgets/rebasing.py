"""Rebasing a control chart (控制限重算) on the page: with a recorded reason, by those who may."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.access.rights import rights
from dashboard.data.control import ControlPanel, rebased
from dashboard.data.days import read_day
from dashboard.formatting import full_day, iso_day
from dashboard.markup import div
from dashboard.periods import period_name
from dashboard.texts import common
from dashboard.texts import control as texts
from dashboard.widgets.forms import name_field, open_form, refuse
from dashboard.widgets.frozen import frozen_label
from dashboard.widgets.safe import show
from warehouse.chart_notes import LONGEST_REASON, BadChartNote, RebaseNote, rebase, rebase_notes, take_back
from warehouse.home import Home
from warehouse.metrics.selection import period_of


def with_recorded_rebases(panel: ControlPanel) -> ControlPanel:
    """Return the panel with its limits worked out anew where somebody has recorded why."""
    notes = rebase_notes(Home.find(), panel.metric_id)
    return rebased(panel, [(note.begins_on, note.reason) for note in notes]) if notes else panel


def rebase_entry(panel: ControlPanel, key: str) -> None:
    """Show the way to record a rebasing, or to take one back; nothing where this reader may not."""
    home = Home.find()
    if frozen_label() is not None or not rights(home).may_enter:
        return
    with st.container(key=f"actions_rebase_{key}", horizontal=True, horizontal_alignment="right"):
        if st.button(texts.REBASE, key=f"rebase_{key}", type="tertiary"):
            notes = rebase_notes(home, panel.metric_id)
            open_form(texts.REBASE_TITLE, lambda: rebase_form(home, panel, notes))


def rebase_form(home: Home, panel: ControlPanel, notes: Sequence[RebaseNote]) -> None:
    """Show the form that records a rebasing, or takes one back."""
    last = panel.selection.end
    if last is None:
        return
    show(div("fz-caption", texts.REBASE_NOTE.format(period=period_name(panel.periods[-1]))))
    standing = {f"{full_day(note.begins_on)} {note.reason}": note for note in notes}
    with st.form("rebase_form", border=False):
        back = None
        if standing:
            back = st.selectbox(
                texts.TAKE_BACK_FIELD, list(standing), index=None, placeholder=common.CHOOSE_PLACEHOLDER
            )
        day = st.text_input(
            texts.BEGINS_FIELD, value=iso_day(period_of(last, panel.grain).start), placeholder=texts.DAY_HINT
        )
        reason = st.text_input(texts.REASON_FIELD, max_chars=LONGEST_REASON, placeholder=texts.REASON_HINT)
        name = name_field(rights(home))
        if not st.form_submit_button(common.SAVE, type="primary"):
            return
    try:
        if back is not None:
            take_back(home, panel.metric_id, standing[back].begins_on, reason=reason or "", entered_by=name)
        else:
            begins_on = read_day(day or "", last)
            if begins_on is None:
                raise BadChartNote(common.BAD_DAY.format(field=texts.BEGINS_FIELD))
            rebase(home, panel.metric_id, begins_on, reason=reason or "", entered_by=name)
    except BadChartNote as fault:
        refuse(str(fault))
        return
    st.rerun()
