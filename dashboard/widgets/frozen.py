"""Frozen weeks: which one is looked at, what had been entered then, and what changed since."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from threading import Thread

import streamlit as st

from dashboard.access.rights import rights
from dashboard.data.revised import RevisedWeek, frozen_before, revised_week
from dashboard.markup import div
from dashboard.periods import Moment
from dashboard.session import asked_snapshot, read_beside, snapshot_named
from dashboard.texts import weekly as texts
from dashboard.widgets.forms import open_form, refuse
from dashboard.widgets.safe import show
from warehouse.commitments import Commitment, commitments
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.briefings import make
from warehouse.keeping.freezing import freeze
from warehouse.snapshots import Snapshot, frozen_records

_LONGEST_NOTE = 100
_log = logging.getLogger("fazhi.dashboard")


def frozen_label() -> str | None:
    """Return the label of the frozen week that the link asks for; None where it asks for none."""
    asked = asked_snapshot()
    labels = {record.label for record in frozen_records(Home.find())}
    return asked if asked in labels else None


def entered_commitments(snapshot: Snapshot, moment: Moment, label: str | None) -> tuple[Commitment, ...]:
    """Return what had been entered by a moment; at the latest week everything entered so far."""
    cutoff = snapshot.info.data_cutoff or snapshot.info.created_at.date()
    as_of = date.max if moment.as_of >= cutoff else moment.as_of
    return tuple(commitments(Home.find(), as_of, label))


def freeze_entry(snapshot: Snapshot, moment: Moment) -> None:
    """Show the way to freeze the week that is shown, for those who may; nothing where it is frozen."""
    home = Home.find()
    week = moment.week.id
    taken = {record.label for record in frozen_records(home)}
    is_latest = moment.as_of >= (snapshot.info.data_cutoff or snapshot.info.created_at.date())
    if week in taken or not is_latest or not snapshot.info.is_current or not rights(home).may_enter:
        return
    with st.container(key="actions_freeze", horizontal=True, horizontal_alignment="right"):
        if st.button(texts.FREEZE, key="freeze", type="tertiary"):
            open_form(
                texts.FREEZE_TITLE.format(week=moment.week.name), lambda: freeze_form(home, snapshot.id, week)
            )


def freeze_form(home: Home, snapshot_id: str, week: str) -> None:
    """Show the form that freezes a snapshot under the name of a week."""
    show(div("fz-caption", texts.FREEZE_NOTE))
    with st.form("freeze_form", border=False):
        note = st.text_input(texts.FREEZE_FIELD, max_chars=_LONGEST_NOTE, placeholder=texts.FREEZE_HINT)
        if not st.form_submit_button(texts.FREEZE, type="primary"):
            return
    try:
        freeze(home, week, snapshot_id, note or "")
    except FazhiError as fault:
        refuse(str(fault))
        return
    Thread(target=_make_documents, args=(home, week), name=f"documents of {week}", daemon=True).start()
    st.rerun()


def _make_documents(home: Home, week: str) -> None:
    """Make the week's documents beside: the page does not wait for them."""
    problem = make(home, week)
    if problem is not None:
        _log.warning("documents of %s: %s", week, problem)


def revised(snapshot: Snapshot, moment: Moment, metric_ids: Sequence[str]) -> RevisedWeek | None:
    """Return what changed since the week, or the one before it, was frozen; None where none has been."""
    record = frozen_before(frozen_records(Home.find()), moment)
    if record is None:
        return None
    try:
        shown = snapshot_named(record.snapshot)
    except FazhiError as fault:
        return RevisedWeek(record.label, (), str(fault))
    return read_beside(revised_week, snapshot, shown, record.label, tuple(metric_ids))
