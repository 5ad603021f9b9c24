"""本周概览: what needs a decision, and the numbers behind it, on one screen."""

from __future__ import annotations

import streamlit as st

from dashboard.access.rights import rights
from dashboard.data.days import entry_day
from dashboard.data.matters import DAYS_BEFORE_LIMIT
from dashboard.data.weekly import WeeklyReview, weekly_review
from dashboard.periods import today
from dashboard.session import read
from dashboard.texts import weekly as texts
from dashboard.widgets import kpi, review
from dashboard.widgets.commitments import show_log
from dashboard.widgets.filters import show_notices
from dashboard.widgets.frozen import entered_commitments, freeze_entry, frozen_label, revised
from dashboard.widgets.head import begin_page
from dashboard.widgets.panels import card, text_panel
from dashboard.widgets.safe import show as put
from warehouse.home import Home
from warehouse.watchlists.names import unit_names


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE)
    show_notices()
    label = frozen_label()
    found: WeeklyReview = read(weekly_review, snapshot, moment, entered_commitments(snapshot, moment, label))
    left, right = st.columns([1.35, 1])
    with left, card("decisions", texts.DECISIONS, texts.DECISIONS_ASIDE):
        review.show_decisions(snapshot, moment, found.decisions)
    with right:
        log = found.log
        aside = texts.COMMITMENTS_ASIDE.format(open=log.open, late=log.late, closed=log.closed)
        with card("log", texts.COMMITMENTS, aside):
            show_log(
                snapshot,
                log,
                moment.as_of,
                rights=None if label else rights(Home.find()),
                entry_day=entry_day(moment.as_of, today()),
                units=read(unit_names, snapshot),
            )
        with card("summary", texts.SUMMARY, texts.SUMMARY_ASIDE):
            review.show_summary(snapshot, moment, found, label)
    st.fragment(kpi.show_cards)(snapshot, list(found.cards), is_short=True)
    first, second, third = st.columns([1.1, 1.1, 1])
    with first, card("due", texts.DUE, texts.DUE_ASIDE.format(days=DAYS_BEFORE_LIMIT)):
        review.show_due(snapshot, found.due)
    with second:
        since = revised(snapshot, moment, [card.metric_id for card in found.cards])
        with card("revised", texts.REVISED_TITLE, review.revised_aside(since)):
            put(review.revised_text(snapshot, since))
            st.fragment(freeze_entry)(snapshot, moment)
    with third:
        text_panel(
            "reporting",
            texts.REPORTING,
            review.reporting_text(snapshot, found.reporting),
            aside=review.reporting_aside(found.reporting),
        )
